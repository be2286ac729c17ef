"""Hand-made values in the shape of a game, so that pictures and pages are tested without playing one."""

from dataclasses import replace
from types import SimpleNamespace as Made

from wargame.analysis.compare import DETERRED, FOUGHT, Comparison, Count, Dot, Row, Spread
from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import BY_KEY
from wargame.engine.outcome import KEYS
from wargame.game.situation import BlockadeView, Decision, Indicator, StockView

WHY = Explanation(
    title="Tokyo agreed to US combat operations",
    contributions=(
        ("Standing caution", -0.40),
        ("Elite trust 58", 0.42),
        ("Kadena attacked", 1.10),
        ("Word given", 0.0),
    ),
    score=1.12,
    cuts=(("support only", -0.5), ("US combat operations", 0.2), ("join", 1.4)),
    lowest="refuse",
    chance=0.68,
    chance_of="“US combat operations”",
    die=0.41,
    otherwise="Under 35 would have been join.",
    rule="An ordered logit on one score.",
    sources=("judgement",),
)


def base(name, host, latitude, longitude, kilometres, access, **other):
    values = {"operator": "us", "port": False, "open_share": 1.0, "aircraft": 40, "lost": 0, "sorties": 0} | other
    return Made(
        name=name,
        host=host,
        latitude=latitude,
        longitude=longitude,
        kilometres=kilometres,
        access=access,
        **values,
    )


BASES = (
    base("Kadena", "japan", 26.36, 127.77, 639, "combat", open_share=0.5, lost=19, sorties=44),
    base("Futenma", "japan", 26.27, 127.76, 636, "combat"),
    base("Iwakuni", "japan", 34.14, 132.24, 1444, "combat", sorties=86),
    base("Misawa", "japan", 40.70, 141.37, 2529, "combat"),
    base("Shimojishima", "japan", 24.83, 125.14, 362, "closed", operator="civil"),
    base("Andersen", "us", 13.58, 144.93, 2756, "own", sorties=22),
    base("Basa", "philippines", 14.99, 120.49, 1128, "closed"),
)


def indicator(key, label, side, values, low=None, high=None):
    return Indicator(key, label, side, values, "of 100", low, high)


def decision(key, recommended, reasons=None):
    return Decision(BY_KEY[key], recommended, reasons)


BLOCKADE = BlockadeView(
    weeks=5,
    method=2,
    needed=40,
    alone=8,
    in_convoy=28,
    turned_back=4,
    sunk=2,
    arrived=30,
    power=0.85,
    stocks=(
        StockView("Gas", "taiwan", 4, 11),
        StockView("Coal", "taiwan", 0.2, 35),
        StockView("Oil", "taiwan", 130, 118),
        StockView("Food", "taiwan", 1, 180),
    ),
    merchants_sunk=7,
    ships_lost={"us": 3, "japan": 0, "taiwan": 0, "china": 2},
    submarines_lost={"us": 0, "japan": 0, "taiwan": 0, "china": 4},
)


def crisis(**other):
    values = {
        "stage": "crisis",
        "turn": 2,
        "turns": 8,
        "date": "2026 Q3",
        "period": "July to September",
        "brief": "Washington wants an answer by September.",
        "changes": ("Washington kept the 15% tariff.", "Ships circled <Shimojishima>."),
        "indicators": (
            indicator("public_trust", "Public trust in US", "japan", (42, 40, 34)),
            indicator("odds", "Beijing’s own odds", "china", (54, 54, 55), 45, 65),
        ),
        "bases": BASES,
        "blockade": None,
        "war": None,
        "events": (
            Event("trade", "us", "Washington kept the 15% tariff."),
            Event("coercion", "china", "Ships circled <Shimojishima>.", WHY, "Shimojishima"),
        ),
        "decisions": (decision("japan.pledge", "support", WHY), decision("japan.spending", "2.5")),
        "outcome": None,
        "orders": {"us.tariff": "15"},
    }
    return Made(**(values | other))


def war(**other):
    numbers = Made(
        landing_ships=61,
        landing_ships_start=96,
        battalions=19,
        battalions_new=5,
        area_km2=1310.0,
        area_share=0.036,
        stocks=(
            StockView("LRASM", "us", 40, 450),
            StockView("Missiles", "china", 640, 1300, 512, 768),
        ),
        aircraft_lost={"us": 96, "japan": 31, "taiwan": 140, "china": 88},
        ships_lost={"us": 5, "japan": 3, "taiwan": 17, "china": 51},
    )
    values = {
        "stage": "war",
        "turns": 10,
        "date": "D+7",
        "period": "next 3.5 days",
        "war": numbers,
        "decisions": (decision("japan.access", "combat", WHY), decision("japan.sdf", "home")),
    }
    return crisis(**(values | other))


def comparison(stances=("refuse", "combat"), worlds=100, deters=True):
    """A comparison made by hand: 40 wars and 20 Chinese victories under the first stance, half of each under others."""
    return Comparison(
        scenario="reset_2027",
        title="The <reset>",
        seed=3,
        worlds=worlds,
        deters=deters,
        rows=tuple(_compared(stance, i, worlds) for i, stance in enumerate(stances)),
    )


def _compared(stance, place, worlds):
    half = 2 if place else 1
    wars, won = 40 // half, 20 // half
    ended = {"deterred": worlds - wars, "victory": won, "defeat": wars - won}
    spread = {link.key: Spread(50.0 / half, 20.0 / half, 80.0 / half, wars) for link in (*FOUGHT, *DETERRED)}
    return Row(
        stance=stance,
        spreads=spread,
        outcomes={key: Count(ended.get(key, 0), worlds) for key in KEYS},
        war=Count(wars, worlds, 0, 40 - wars),
        taken=Count(won, worlds, 0, 20 - won),
        dots=tuple(
            Dot(
                k,
                "victory" if k < won else "defeat" if k < wars else "deterred",
                k < wars,
                2.0 * k if k < wars else 0.0,
            )
            for k in range(worlds)
        ),
    )


def peace():
    """A comparison of one stance in which no world went to war."""
    found = comparison(("join",))
    (row,) = found.rows
    still = tuple(Dot(k, "deterred", False, 0.0) for k in range(100))
    spreads = {key: None if key in {link.key for link in FOUGHT} else spread for key, spread in row.spreads.items()}
    only = {key: Count(100 if key == "deterred" else 0, 100) for key in KEYS}
    return replace(
        found,
        rows=(replace(row, spreads=spreads, outcomes=only, war=Count(0, 100), taken=Count(0, 100), dots=still),),
    )


def blockade(**other):
    values = {
        "stage": "blockade",
        "turn": 5,
        "turns": 26,
        "date": "Week 6",
        "period": "May 2027",
        "blockade": BLOCKADE,
        "decisions": (decision("japan.convoys", "combat", WHY),),
    }
    return crisis(**(values | other))

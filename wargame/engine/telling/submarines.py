"""Submarines, told: what the boats sank, and which were lost."""

from __future__ import annotations

from wargame.engine.contributions import Contributions, total
from wargame.engine.explain import Event, Explanation, Throw, counted, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics.finding import ease_of_finding
from wargame.engine.rules.submarines import Params, on_station
from wargame.engine.world import CAUSES, CHINA, JAPAN, US, World
from wargame.text.phrase import noun, say, together


def kill_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Landing ships and escorts that are to be expected, by who sinks them."""
    boats, japan = on_station(world, orders)
    whole = (boats + japan * params.japan_kills) * params.kills
    found = whole * ease_of_finding(world)
    return {
        "US boats": boats * params.kills,
        "Japanese boats": japan * params.japan_kills * params.kills,
        "a thinned fleet is harder to find": found - whole,
        "escorts that are no decoys": found * (1 - params.decoys),
    }


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What the boats sank, and what they lost."""
    column = CAUSES.index("submarines")
    sunk = float(after.sunk_by[0, column] - before.sunk_by[0, column])
    lost = (after.submarines_lost[0] - before.submarines_lost[0])[[JAPAN, US]].sum()
    events = []
    if sunk + lost > 0:
        parts = kill_contributions(before, orders, params)
        expected = float(total(parts)[0])
        escorts = float(list(parts.values())[-1][0])
        why = Explanation(
            title="Ships that submarines sink",
            contributions=(*of_world(parts), ("the dice, and what was there to sink", sunk - expected)),
            score=sunk,
            die=float(dice[0, 0]),
            otherwise=say(
                "Of landing ships {rounding}",
                rounding=rounding(expected - escorts, float(dice[0, 0]), float(before.landing_ships[0])),
            ),
            throws=(
                Throw(
                    "Escorts", float(dice[0, 1]), rounding(escorts, float(dice[0, 1]), float(before.ships[0, CHINA]))
                ),
            ),
            rule="submarines",
            unit="ships",
            sources=("[csis-firstbattle]", "judgement"),
        )
        sentence = say(
            "Submarines sank {sunk} and lost {lost}.", sunk=counted(sunk, "ship"), lost=counted(lost, "boat")
        )
        events.append(Event("submarines", "us", sentence, why, weight=3))
    return [*events, *_hunted(before, after, orders, params, dice)]


def _hunted(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What each side's boats in the strait had to fear, where any was lost."""
    boats, japan = (float(count[0]) for count in on_station(before, orders))
    share = float(params.attrition[0])
    events = []
    for side, seat, title, name, hunted, die in (
        (US, "us", say("US submarines lost"), noun("US submarine"), boats, float(dice[0, 2])),
        (JAPAN, "japan", say("Japanese submarines lost"), noun("Japanese submarine"), japan, float(dice[0, 3])),
        (
            CHINA,
            "china",
            say("Chinese submarines lost"),
            noun("Chinese submarine"),
            boats + japan,
            float(dice[0, 5]),
        ),
    ):
        lost = float(after.submarines_lost[0, side] - before.submarines_lost[0, side])
        if lost == 0:
            continue
        expected = hunted * share
        cause = say("boats that hunt them") if side == CHINA else say("boats in the strait")
        each = (
            say("{share:.0%} for each of {hunted:.1f} that hunt them in a turn.", share=share, hunted=hunted)
            if side == CHINA
            else say("{share:.0%} of {hunted:.1f} are lost in a turn.", share=share, hunted=hunted)
        )
        why = Explanation(
            title=title,
            contributions=((cause, expected), ("the die, and what was there to lose", lost - expected)),
            score=lost,
            die=die,
            otherwise=together([each, rounding(expected, die, float(before.submarines[0, side]))]),
            rule="submarines",
            unit="boats",
            sources=("[csis-firstbattle]",),
        )
        events.append(
            Event(
                "submarines",
                seat,
                say("{lost} lost in the strait.", lost=counted(lost, name)),
                why,
                weight=1.5,
            )
        )
    return events

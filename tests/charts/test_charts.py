"""Pictures as text: they are valid, they say what they show, and names stand where the grammar puts them."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.ui import sample
from wargame.analysis.evidence.reliability import Bin, Reliability
from wargame.charts import chain, dots, outcomes, reliability, strips, theatre_map, units, waterfall
from wargame.charts.labels import Label, Labels
from wargame.charts.projection import CRISIS, PHONE_BLOCKADE, PHONE_CRISIS, WAR, kilometres
from wargame.charts.trend import trend
from wargame.engine import headlines
from wargame.engine.explain import Explanation
from wargame.ui.turn import theatre_map as html_map

COUNTS = {"deterred": 40, "victory": 50, "coercion": 10}
STRIPS = (
    strips.Strip("refuse", "Refuse", (45, 50, 60), (), True, (8, 19), "victory", "Chinese victory"),
    strips.Strip("join", "Join", (45, 36, 35, 30), (), False, (), "deterred", "No war", "not invaded", True),
)
RELIABILITY = Reliability((Bin(0.25, 30, 100), Bin(0.8, 8, 10)), seed=3)
AXIS = strips.Axis(("26 Q1", "Q2", "Q3", "Q4"), (), ("3.5", "7"))
WEEKS = (
    strips.Strip("refuse", "Refuse", (45, 50), (90, 60, 0), True, (8,), "victory", "Chinese victory"),
    strips.Strip("join", "Join", (45, 50), (90, 85, 85, 85), False, (), "lifted", "Blockade lifted"),
)
WEEKS_AXIS = strips.Axis(("26 Q1", "Q2"), ("1", "2", "3", "4"), ("3.5",))
PICTURES = {
    "ground": theatre_map.ground(CRISIS),
    "crisis map": theatre_map.marks(CRISIS, sample.BASES, "refuse", places=[("Kadena", 2)]),
    "war map": theatre_map.marks(WAR, sample.BASES, war=True, held_km2=1300),
    "phone map": theatre_map.marks(PHONE_CRISIS, sample.BASES),
    "trend": trend("Trust & fear", (1, 2, 3), (0, 1, 2), (2, 3, 4)),
    "hulls": units.hulls(3, 20),
    "no hulls": units.hulls(0, 0),
    "battalions": units.battalions(30, 5),
    "stock": units.stock_bar("MRBM", "china", 520, 1300, 760),
    "waterfall": waterfall.waterfall(sample.WHY),
    "waterfall without steps": waterfall.waterfall(Explanation("Why", (("a < b", 0.5),), 0.5)),
    "outcome bars": outcomes.outcome_bars({"refuse": ("Refuse", COUNTS)}, "test"),
    "outcome scale": outcomes.outcome_scale("toward", "Stalemate towards China"),
    "intervals": outcomes.interval_dots([("refuse", "Refuse", 50, (0.4, 0.6))], 100, "Wars"),
    "reliability": reliability.reliability_diagram(RELIABILITY),
    "chain": chain.chain(sample.comparison(), "test"),
    "chain of one stance": chain.chain_of(sample.comparison(), sample.comparison().rows[1], "test"),
    "chain without a war": chain.chain(sample.peace(), "test"),
    "deterrence": chain.deterrence(sample.comparison()),
    "deterrence on a phone": chain.deterrence(sample.comparison(), 358),
    "dots": dots.dots(sample.comparison()),
    "dots on a phone": dots.dots(sample.comparison(), 358, 50),
    "dots without a war": dots.dots(sample.peace()),
    "strip on a phone": strips.strip(STRIPS[0], AXIS, 20),
    "strips": strips.strips(STRIPS, AXIS),
    "strips of a blockade": strips.strips(WEEKS, WEEKS_AXIS),
    "a blockade on a phone": strips.strip(WEEKS[1], WEEKS_AXIS, 20),
    "blockade map": theatre_map.marks(CRISIS, sample.BASES, blockade=sample.BLOCKADE),
    "blockade on a phone's map": theatre_map.marks(PHONE_BLOCKADE, sample.BASES, "refuse", blockade=sample.BLOCKADE),
    "merchants": units.merchants({"arrived": 30, "turned": 4, "sunk": 2, "stayed": 4}),
    "days": units.days_bar("Gas", "taiwan", 16, 11),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_valid_xml_and_says_what_it_shows(name):
    picture = ElementTree.fromstring(PICTURES[name])
    assert picture.get("aria-label") or picture.get("aria-hidden") == "true"
    assert "nan" not in PICTURES[name]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_takes_its_colours_from_the_tokens(name):
    paints = [e.get(k, "") for e in ElementTree.fromstring(PICTURES[name]).iter() for k in ("fill", "stroke")]
    assert not [p for p in paints if p.startswith("#") or p in ("black", "white", "red", "green")]


def test_distances_are_true_from_taipei():
    east, north = kilometres(26.36, 127.77)
    assert (east**2 + north**2) ** 0.5 == pytest.approx(639, abs=10)


def test_every_base_in_the_window_can_be_reached_by_keyboard():
    marks = [e for e in ElementTree.fromstring(PICTURES["crisis map"]).iter() if e.get("data-base")]
    assert {m.get("data-base") for m in marks} >= {"Kadena", "Iwakuni", "Misawa", "Andersen"}
    assert all(m.get("tabindex") == "0" and m.get("aria-label") for m in marks)


def test_a_preview_redraws_japans_bases_and_no_others():
    refused = theatre_map.marks(CRISIS, sample.BASES, "refuse")
    assert "Kadena, 639 km from Taipei, US access refused" in refused
    assert "Shimojishima, 362 km from Taipei, not opened to US forces" in refused
    assert "Andersen, 2,756 km from Taipei, US soil" in refused


def test_a_base_from_which_nothing_can_fly_is_marked_as_closed():
    refused = theatre_map.marks(WAR, [sample.base("Kadena", "japan", 26.36, 127.77, 639, "refuse")], None, True)
    assert "closed: US access refused</text>" in refused
    assert "0 sorties</text>" not in refused
    shut = [sample.base("Kadena", "japan", 26.36, 127.77, 639, "combat", open_share=0.0, lost=9)]
    assert "closed: runways shut, 9 aircraft lost</text>" in theatre_map.marks(WAR, shut, None, True)
    flown = [sample.base("Kadena", "japan", 26.36, 127.77, 639, "combat", sorties=44)]
    looked_at = theatre_map.marks(WAR, flown, "refuse", True)  # what flew before the card is still told
    assert "44 sorties</text>" in looked_at
    assert "closed: US access refused</text>" in looked_at


def test_bases_close_together_share_a_mark():
    assert "Kadena, Futenma</text>" in PICTURES["crisis map"]


def test_the_war_map_says_what_is_shut_and_what_flies():
    assert "50% of runways open, 44 sorties, 19 aircraft lost" in PICTURES["war map"]
    assert [b.name for b in theatre_map.further(WAR, sample.BASES)] == ["Basa", "Misawa", "Andersen"]


def test_a_civil_field_of_another_host_is_on_the_map_once_its_host_opens_it():
    def drawn(access):
        field = sample.base("Laoag", "philippines", 18.18, 120.53, 770, access, operator="civil", sorties=0)
        return theatre_map.marks(WAR, [*sample.BASES, field], war=True)

    assert "Laoag" not in drawn("closed")
    assert "Laoag, 770 km from Taipei, open to US combat operations" in drawn("combat")


def test_the_list_of_further_bases_keeps_those_from_which_most_flies():
    """Six lie outside the window of the war map, and five find room: the one that flies least gives way."""
    fields = [
        sample.base(f"Field {number}", "philippines", 14.5, 120.4, 1100 + number, "combat", sorties=5 + number)
        for number in range(4)
    ]
    shown = [base for base in sample.BASES if base.name in ("Kadena", "Misawa", "Andersen")]

    table = html_map.bases([*shown, *fields], war=True).partition("Further bases")[2]

    names = re.findall(r'<th scope="row">([^<]+)</th>', table)
    assert names == ["Field 0", "Field 1", "Field 2", "Field 3", "Andersen"]


def test_a_reliability_diagram_tells_estimate_share_count_and_interval():
    picture = PICTURES["reliability"]

    assert "110 wars. estimated 25%, won 30 of 100, 30%, interval 22 to 40%" in picture
    assert picture.count("<circle") == 2
    assert picture.count("fill='var(--paper)'") == 1  # ten wars are few


def test_labels_never_overlap():
    labels = Labels(300, 200)
    for i in range(12):
        labels.write(150 + i, 100 + i, [Label(f"Base number {i}", "strong"), Label("1,000 km", "")], 10)
    boxes = labels.taken
    for i, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[i + 1 :]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_hulls_afloat_are_filled():
    assert units.hulls(3, 20).count("fill='var(--china)'") == 3
    assert units.hulls(3, 20).count("<path") == 20


def test_the_step_reached_is_tinted():
    assert waterfall.steps(sample.WHY)[waterfall.reached(sample.WHY)][0] == "US combat operations"
    assert PICTURES["waterfall"].count("var(--us-soft)") == 1


def test_the_die_is_part_of_the_walk():
    # A die of 0.41 adds its logit, ln(0.41 / 0.59) = -0.36, to a score of 1.12.
    assert "The die −0.36. Sum +0.76: US combat operations" in PICTURES["waterfall"]
    high = replace(sample.WHY, die=0.99)
    assert waterfall.steps(high)[waterfall.reached(high)][0] == "join"


def test_counts_have_no_hundredths():
    ships = Explanation("Ships this week", (("needed", 40.0), ("sunk", -3.0)), 37.0)
    assert "Needed +40; Sunk −3. Sum +37" in waterfall.waterfall(ships)
    shared = replace(ships, contributions=(("Taiwan", 10.4),), score=10.4)
    assert "Taiwan +10.4" in waterfall.waterfall(shared)


def test_a_reason_without_weight_is_not_drawn():
    assert "Word given" not in PICTURES["waterfall"]


def test_a_long_name_of_a_reason_goes_on_below_and_loses_nothing():
    why = Explanation(
        "Ground", (("battalions ashore, at even strength with Taiwan's", 435.0), ("the front", -60.0)), 375.0
    )
    for width, names, lines in ((540, 204, 2), (358, 128, 3)):
        drawn = waterfall.waterfall(why, width, names)
        assert "…" not in drawn
        said = re.findall(rf"<text x='{names}' y='(\d+)' text-anchor='end'>([^<]+)</text>", drawn)
        assert " ".join(words for _, words in said) == "Battalions ashore, at even strength with Taiwan’s The front"
        assert len(said) == lines + 1
        heights = [int(y) for y, _ in said]
        assert all(later - sooner >= 14 for sooner, later in pairwise(heights))


def test_what_news_moves_is_not_added_up():
    """Two points of trust and eight of warmth are no ten of anything."""
    why = headlines.why({"elite_trust": 0.02, "warmth": 0.08}, "[rusi2025]")
    drawn = waterfall.waterfall(why)
    assert "Sum" not in drawn
    assert "<circle" not in drawn
    assert "+2" in drawn
    assert "+8" in drawn
    begins = {x for x, width in re.findall(r"<rect x='([\d.]+)' y='\d+' width='([\d.]+)'", drawn)}
    assert len(begins) == 1


def test_outcome_bars_hold_their_counts_and_are_ordered():
    bars = outcomes.outcome_bars({"refuse": ("Refuse", COUNTS)}, "test")
    assert "No force used 40, Quarantine withstood 10, Chinese victory 50" in bars


def test_strips_say_where_the_games_part():
    assert strips.parted(STRIPS, AXIS) == "The games are alike through 26 Q1, then part."
    alike = [STRIPS[0], STRIPS[0]]
    assert strips.parted(alike, AXIS) == "All end alike: Chinese victory."


def test_strips_that_part_under_blockade_say_in_which_week():
    assert strips.parted(WEEKS, WEEKS_AXIS) == "The games are alike through week 1 of the blockade, then part."
    at_once = [WEEKS[0], replace(WEEKS[1], power=(70, 60))]
    assert strips.parted(at_once, WEEKS_AXIS) == "The games part in the first week of the blockade."


def test_strips_that_part_in_war_say_on_which_day():
    one, other = replace(STRIPS[0], battalions=(8, 19)), replace(STRIPS[0], battalions=(8, 3), outcome="defeat")
    assert strips.parted([one, other], AXIS) == "The games are alike until D+3.5, then part."
    other = replace(other, battalions=(3,))
    assert strips.parted([one, other], AXIS) == "The games are alike until the war."
    own = strips.Axis(days=("3.5", "7"))
    assert strips.parted([replace(one, odds=()), replace(other, odds=())], own).endswith("first days of the war.")


def test_one_game_invaded_and_one_blockaded_part_in_that_quarter():
    invaded = replace(WEEKS[0], power=(), war=True)
    assert strips.parted([invaded, WEEKS[1]], WEEKS_AXIS) == "The games are alike through 26 Q1, then part."


def test_strips_hold_electricity_on_one_scale_and_the_week_of_the_invasion():
    ElementTree.fromstring(PICTURES["strips of a blockade"])
    assert "Blockade: Taiwan’s electricity, % of normal" in PICTURES["strips of a blockade"]
    assert PICTURES["strips of a blockade"].count("fill='var(--taiwan)'") == 6  # 2 weeks before a war, and 4
    assert "No landing" in PICTURES["strips of a blockade"]


def test_no_row_of_strips_is_wider_than_its_room():
    many = strips.Axis(("26 Q1",) * 9, ("1",) * 26, ("3.5",) * 10)
    crisis, blockade, war = strips._parts(many, 892)
    assert crisis.x + 9 * crisis.step <= blockade.x
    assert blockade.x + 26 * blockade.step <= war.x
    assert war.x + 10 * war.step <= strips.NAMES + 892
    assert 26 * blockade.step >= 250  # its heading


def test_convoys_come_from_where_tokyo_permits():
    assert "Convoys come from Guam" in theatre_map.marks(CRISIS, sample.BASES, "refuse", blockade=sample.BLOCKADE)
    assert "Convoys come from Japan" in theatre_map.marks(CRISIS, sample.BASES, blockade=sample.BLOCKADE)
    first = replace(sample.BLOCKADE, weeks=0, method=0)
    assert "none has sailed yet" in theatre_map.marks(CRISIS, sample.BASES, blockade=first)


def test_how_a_blockade_is_kept_is_a_shape_of_its_own():
    drawn = [theatre_map.marks(CRISIS, sample.BASES, blockade=replace(sample.BLOCKADE, method=m)) for m in (1, 2, 3)]
    assert ["boarding" in d.split("</title>")[0] for d in drawn] == [True, False, False]
    assert len({(d.count("<path"), d.count("<rect")) for d in drawn}) == 3


def test_the_ships_of_a_week_add_up():
    assert PICTURES["merchants"].count("<path") == 40
    assert "Of 40 ships needed, 30 arrived, 4 turned back, 2 sunk, 4 did not sail" in PICTURES["merchants"]
    many = units.merchants({"arrived": 300, "turned": 0, "sunk": 0, "stayed": 200})
    assert many.count("<path") == 100  # one hull for five

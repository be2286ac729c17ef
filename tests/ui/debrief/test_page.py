"""The debrief as text: what happened, why, and what is taken away, from hand-made values and from one short war."""

import re
from dataclasses import replace

import pytest

from tests.worlds import shipped
from wargame.charts.luck import End, by_battalions, finding, luck, middle
from wargame.charts.marks import access_glyph
from wargame.charts.strips import Axis, Strip, differs, strips
from wargame.engine.explain import Event
from wargame.engine.outcome import KEYS
from wargame.game import play as games
from wargame.game.debrief import Hinge, Prospect
from wargame.game.ending import Outcome
from wargame.game.forecasts import BY_KEY, Scored
from wargame.game.play import Game, OutcomeCounts
from wargame.game.staff import OUTLOOKS
from wargame.ui.debrief import course, ending, frame, markdown, stances, timeline
from wargame.ui.debrief import steps as html_steps
from wargame.ui.debrief.course import Aftermath, Choice, Cost, Swing, Told
from wargame.ui.debrief.stances import Step
from wargame.ui.replay import turn as html_replay

TURNS = (
    Told(
        0, "crisis", "2027 Q3", (Choice("What we say", "Support only", "Refuse"),), Event("trade", "us", "A <tariff>.")
    ),
    Told(1, "war", "D+3.5", (Choice("Access", "Join"),), None),
)
SWING = Swing(1, "without war", 96, 3, 100)
LEFT = Aftermath(
    (Cost("china", 0.1, 9.5), Cost("taiwan", 0.3, 5.8), Cost("japan", 0.0, 0.0), Cost("us", 0.02, 0.5)),
    (("Vietnam",), ("Thailand", "Malaysia")),
    ("Australia",),
)


def counts(**by_key):
    return OutcomeCounts(tuple(by_key.get(key, 0) for key in KEYS), sum(by_key.values()))


def hinge(before, after):
    return Hinge(Prospect(3, counts(**before)), Prospect(4, counts(**after)))


@pytest.fixture(scope="module")
def game():
    game = Game(shipped("first_battle_base"), 11, "japan")
    while games.situation(game).stage != "over":
        game = games.end_turn(game, {"japan.access": "support"})
    return game


@pytest.fixture(scope="module")
def replayed(game):
    return stances.replayed(game)


def test_every_turn_is_told_with_its_decision_and_what_weighed_most():
    html = timeline.timeline(TURNS, "japan", [SWING])
    assert html.count("data-turn-told") == 2
    assert "Support only" in html
    assert "(staff: Refuse)" in html
    assert "A &lt;tariff&gt;." in html
    assert "Nothing of weight." in html
    assert html.index("Crisis") < html.index("War")
    assert re.search(r'told hinge" data-turn-told="1".*Hinge 1', html)


def test_a_watcher_decided_nothing():
    html = timeline.timeline(TURNS, None, [])
    assert "You decided" not in html
    assert "Support only" not in html


def test_hinges_are_counted_before_and_after_or_said_to_be_none():
    html = timeline.hinges([SWING], TURNS, 2, 2)
    assert "Before this turn 96 of 100 forks ended without war; after it 3." in html
    assert "D+3.5" in html
    assert "No single turn decided it." in timeline.hinges([], TURNS, 2, 2)
    assert "1 of 14" in timeline.hinges(None, TURNS, 1, 14)
    assert 'role="alert"' in timeline.hinges(None, TURNS, 1, 14, failed=True)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({"deterred": 96, "victory": 4}, {"deterred": 3, "victory": 97}, "without war"),
        ({"deterred": 50, "lifted": 50}, {"lifted": 100}, "without war or blockade"),
        ({"lifted": 90, "defeat": 10}, {"lifted": 10, "defeat": 90}, "without an invasion"),
        ({"lifted": 90, "conceded": 10}, {"lifted": 10, "conceded": 90}, "with Taiwan out of China’s hands"),
        ({"against": 80, "toward": 20}, {"against": 20, "toward": 80}, "with a landing that fails or stalls"),
        ({"defeat": 80, "decisive_defeat": 20}, {"decisive_defeat": 100}, "in “Decisive Chinese defeat”"),
    ],
)
def test_a_hinge_is_told_by_the_count_that_moved_most(before, after, words):
    assert course.swing(hinge(before, after)).words == words


def test_the_aftermath_says_what_it_cost_and_who_turned():
    html = timeline.aftermath(LEFT)
    for words in ("30%", "9.5 years", "6 months", "none", "3 states turned to Beijing", "Vietnam", "Stayed"):
        assert words in html
    peace = timeline.aftermath(replace(LEFT, costs=tuple(Cost(cost.side, 0.0, 0.0) for cost in LEFT.costs)))
    assert "Nothing was destroyed" in peace
    assert "<table>" not in peace
    calm = timeline.aftermath(Aftermath(LEFT.costs, (), ("Australia", "India")))
    assert "No state turned to Beijing.</b> All 2 stayed" in calm


def test_the_course_of_a_game_has_all_its_turns(game):
    told = course.told(game)
    assert len(told) == len(game.orders)
    assert [turn.date for turn in told[:2]] == ["D+3.5", "D+7"]
    assert told[0].choices[0].chosen == "Support only"
    assert told[0].choices[0].advised
    left = course.aftermath(game)
    assert {cost.side for cost in left.costs} == {"china", "taiwan", "japan", "us"}
    assert len(left.stayed) + sum(map(len, left.waves)) == 8


def test_the_game_as_played_is_the_row_of_its_stance(replayed):
    assert [row.stance for row in replayed.rows if row.yours] == ["support"]
    first = replayed.steps[0]
    assert [step.tokyo for step in first] == ["Refuse", "Support only", "US combat operations", "Join"]
    assert [step.same[0] for step in first] == [False, True, False, False]


def test_a_game_of_no_one_stance_does_not_bear_the_mark_of_another():
    """Tokyo permitted at first and refused then, and dashed means that it has not said."""
    game = Game(shipped("first_battle_base"), 11, "japan")
    for access in ("combat", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse", "refuse"):
        if games.situation(game).stage != "over":
            game = games.end_turn(game, {"japan.access": access})
    mixed = stances.replayed(game)
    (own,) = (row for row in mixed.rows if row.yours)
    assert own.name == "As played"
    marks = [access_glyph(row.stance) for row in mixed.rows]
    assert len(set(marks)) == len(marks) == 5
    assert access_glyph("unsaid") not in marks
    assert "stroke-dasharray='2.9 2'" not in ending.same_dice(mixed)


def test_every_turn_of_every_row_can_be_stepped_to(replayed):
    names, steps = course.labels(replayed), replayed.steps
    assert len(names) == len(steps) == len(replayed.axis.days)
    html = ending.same_dice(replayed)
    assert html.count('class="games"') == len(names)
    shown = re.findall(r'data-step="(\d+)" class="now"', html)
    assert set(shown) == {str(course.opens_at(replayed))}
    for key in ("ArrowLeft", "ArrowRight", "Home", "End"):
        assert f'data-key="{key}"' in html
    ended = [step for step in steps[-1] if not step.played]
    assert all(step.event.startswith("Over by then") for step in ended)


def row(stance, odds=(), battalions=(), yours=False, power=()):
    return Strip(stance, stance.capitalize(), odds, power, bool(battalions), battalions, "victory", "V", "", yours)


def test_a_flag_stands_at_the_first_turn_that_differs():
    axis = Axis(("26 Q1", "Q2", "Q3"), (), ("3.5", "7"))
    rows = [
        row("refuse", (50, 60, 70), (10, 20)),
        row("support", (50, 55, 70), (10, 20), yours=True),
        row("combat", (50, 55, 70), (10, 25)),
        row("join", (50, 55, 50)),
    ]
    assert differs(rows, axis) == [1, None, 4, 2]
    assert strips(rows, axis).count("l9 4l-9 4z") == 3
    assert differs([row("join"), row("refuse")], axis) == [None, None]


def test_a_game_without_the_turn_says_why():
    rows = [row("refuse", yours=True), row("join")]
    html = html_steps.did(rows, ["2027 Q1"], [[Step("Refuse", "War."), Step("", "No landing.", False)]], 0)
    assert "No landing." in html
    assert "Tokyo:</b> Refuse." in html


def test_luck_stands_by_battalions_where_there_was_a_landing_and_by_outcome_else():
    few = [End("deterred")] * 300 + [End("defeat", 12)] * 200
    assert not by_battalions(few, End("deterred"))
    wars = [End("defeat", i % 40) for i in range(400)] + [End("deterred")] * 100
    own = End("defeat", 12.2)
    assert by_battalions(wars, own)
    html = luck(wars, own, [own, End("victory", 49)])
    assert html.count("<circle") == 501
    assert "100 no landing" in html
    assert "12 to 49" in html
    assert "no landing to 37" in html
    low, high = middle(wars, True)
    assert (low.fought, high.battalions) == (False, 37)
    calm = [End("deterred")] * 300 + [End("lifted")] * 200
    assert not by_battalions(calm, End("lifted"))
    html = luck(calm, End("lifted"), [End("lifted"), End("conceded")], 358)
    assert html.count("<circle") == 501
    assert "Blockade lifted to Taiwan gives way" in html
    assert finding(calm, End("lifted")) == "ended as in 200 of 500"
    assert finding(wars, own).endswith("of the 400 wars")


def test_better_and_worse_are_counted_by_severity():
    assert course.told_counts(counts(deterred=3, defeat=2, against=4, victory=1), "against") == (5, 4, 1)
    # Both leave Taiwan as it is, but a war that is won is no peace.
    assert course.told_counts(counts(deterred=3, decisive_defeat=2, victory=1), "deterred") == (0, 3, 3)
    assert course.told_counts(counts(deterred=3, decisive_defeat=2, victory=1), "decisive_defeat") == (3, 2, 1)


@pytest.mark.parametrize("key", ["coercion", "lifted"])
def test_a_taiwan_that_gave_nothing_under_a_blockade_fared_no_worse_than_one_that_beat_a_landing(key):
    assert course.told_counts(counts(deterred=3, defeat=2, victory=1), key) == (3, 0, 3)


def test_other_dice_count_what_the_staff_counted():
    """In a quarantine that Taiwan withstood there was no war; a landing in an open stalemate has stalled."""
    crisis = counts(deterred=20, coercion=30, defeat=40, victory=10)
    page = ending.other_dice({"refuse": crisis}, 100)
    assert "<h3>No war, no blockade, of 100</h3>" in page
    assert crisis.count(*OUTLOOKS["crisis"].outcomes) == 50
    assert "Refuse: 50 of 100" in page.split("No war, no blockade, of 100")[1].split("</svg>")[0]
    war = counts(defeat=40, indeterminate=25, toward=35)
    page = ending.other_dice({"refuse": war}, 100)
    assert war.count(*OUTLOOKS["war"].outcomes) == 65
    assert "Refuse: 65 of 100" in page.split("The landing fails or stalls, of 100")[1].split("</svg>")[0]


def test_tabs_say_which_part_is_chosen():
    html = frame.tabs("why")
    assert html.count('role="tab"') == 3
    assert re.search(r'id="tab-why".*?aria-selected="true"', html)
    assert html.count('aria-selected="true"') == html.count('tabindex="0"') == 1


def test_what_was_written_stays_as_it_was_written():
    html = frame.questions(["Why <now>?"], {"Why <now>?": "\nIt's </textarea><b>"})
    assert "Why &lt;now&gt;?" in html
    assert "\n\nIt&#39;s &lt;/textarea&gt;&lt;b&gt;</textarea>" in html
    assert frame.questions([], {}) == ""


def test_a_game_without_a_code_says_how_to_share_it():
    assert "a scenario file of your own" in frame.take_away(None, "1a2b")
    assert "wargame verify CODE" in frame.take_away("reset_2027~AbC~1a2b", "1a2b")


def test_the_report_holds_all_three_parts():
    scored = Scored(BY_KEY["taken"], 1, "D-day", 0.3, False)
    words = markdown.markdown(
        markdown.Report(
            "The *reset*", "japan", Outcome(0, "deterred", "No war", "Beijing waited.", ("It cost little.",)),
            TURNS, [SWING], LEFT, [row("refuse", yours=True)], [scored],
            ["Why?", "When?"], {"Why?": "Because.\n# So"}, "reset~A~1", "1",
        )
    )  # fmt: skip
    for part in (
        "# Beijing waited.", "The \\*reset\\*",
        "| 2027 Q3 | What we say: Support only (staff: Refuse) | A \\<tariff\\>. |",
        "after it 3.", "then Thailand, Malaysia", "Refuse (your game)",
        "| D-day | Will China take Taiwan? | 30% | no | 0.09 |",
        "> Because.\n> # So", "### When?\n\n*No answer.*", "`reset~A~1`",
    ):  # fmt: skip
        assert part in words, part


def test_a_replayed_turn_shows_what_was_ordered_and_lets_nothing_be_changed(game):
    now = games.situations(game)[1]
    given = {d.order.key: d.recommended for d in now.decisions} | game.orders[1]
    html = html_replay.ordered(now, given, {"ashore": 0.7})
    assert "disabled" in html
    assert re.search(r'value="japan.access=support"[^>]*checked', html)
    assert "You said 70%" in html
    assert "This turn waits for your decision" in html_replay.ordered(now, {}, {})
    assert "Turn 2 of 5, replay" in html_replay.footer(1, 5, True)
    assert "The end, replay" in html_replay.footer(5, 5, True)
    assert "Turn 6 of 6, replay" in html_replay.footer(5, 5, False)

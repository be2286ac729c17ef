"""Hints for a first game, and the quick questions of a brief."""

import pytest

from tests.worlds import shipped
from wargame.scenario import ScenarioFaults, load
from wargame.ui.lobby import cards, scenario_cards
from wargame.ui.turn import coach
from wargame.ui.turn.coach import POINTS, hint, marks_of

COACH = shipped("practice").coach


def test_the_practice_has_hints_for_both_of_its_turns():
    assert len(marks_of(COACH, 1)) >= 5
    assert marks_of(COACH, 2)
    assert marks_of(COACH, 3) == []
    assert {mark.at for mark in COACH} <= set(POINTS)


def test_hints_come_one_at_a_time_and_the_last_closes():
    marks = marks_of(COACH, 1)

    first, last = hint(marks, 0), hint(marks, len(marks) - 1)

    assert f"Hint 1 of {len(marks)}" in first
    assert ">Next<" in first
    assert ">Back<" not in first
    assert ">Close<" in last
    assert "Skip" not in last
    assert hint(marks, len(marks)) == hint(marks, 99) == ""


def test_a_hint_names_the_part_of_the_page_it_is_about():
    marks = [mark for mark in COACH if mark.at == "map"]

    assert 'data-points=".col-map"' in hint(marks, 0)


@pytest.mark.parametrize("seat", ["japan", "us", "taiwan", "china"])
def test_every_seat_has_a_long_brief_and_three_quick_questions(seat):
    role = getattr(shipped().roles, seat)

    assert len(role.more) > 300
    assert len(role.quiz) == 3


def test_a_quick_question_tells_right_from_wrong_and_why():
    card = next(card for card in scenario_cards.cards() if card.name == "reset_2027")

    html = cards.seats([card], "reset_2027", "japan")

    assert "3 quick questions" in html
    assert html.count('data-verdict="Right. ') == 4 * 3
    assert "Not quite. Guam is 2,756 kilometres" in html


def test_a_right_answer_that_is_not_there_is_a_fault():
    with pytest.raises(ScenarioFaults, match="there are 2 answers"):
        load("reset_2027", {"roles.japan.quiz": "[{ask: Which one, answers: [one, two], right: 3, because: So.}]"})


def test_a_hint_is_escaped():
    mark = COACH[0].model_copy(update={"words": "<script>alert(1)</script>"})

    assert "<script>" not in coach.hint([mark], 0)

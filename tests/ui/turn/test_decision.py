"""The question of a turn is one that the seat can answer."""

import pytest

from tests.worlds import SHIPPED, shipped
from wargame.engine.orders import SIDES, STAGES
from wargame.game.play import Game, end_turn, situation
from wargame.ui.debrief.course import told
from wargame.ui.replay.turn import ordered
from wargame.ui.turn.decision import asked, decision, levers


def turn_of(name, seat, seed=1):
    return situation(Game(shipped(name), seed, seat))


@pytest.mark.parametrize("seat", SIDES)
@pytest.mark.parametrize("name", SHIPPED)
def test_no_turn_asks_what_the_scenario_has_answered(name, seat):
    game = Game(shipped(name), 1, seat)
    for _ in range(12):
        now = situation(game)
        if now.stage not in STAGES:
            break
        assert asked(now)
        assert not any(shown.fixed for shown in asked(now)), (now.stage, now.turn)
        game = end_turn(game, {d.order.key: d.recommended for d in now.decisions})


def test_washington_is_asked_what_it_can_still_choose_while_its_tariff_is_fixed():
    now = turn_of("tariff_spiral", "us")
    (shown,) = asked(now)
    assert shown.order.key == "us.demand"
    page = decision(now, {})
    assert shown.order.question in page
    assert "Do we offer Tokyo a bargain?" not in page


def test_what_is_fixed_is_folded_away_and_says_so():
    folded = levers(turn_of("no_access", "japan"), {})
    bases = folded.split("What do we say about US combat operations")[1].split("</details>")[0]
    assert "Fixed by the scenario" in bases


def test_a_question_with_a_choice_stays_the_question():
    (shown,) = asked(turn_of("reset_2027", "japan"))
    assert shown.order.key == "japan.pledge"


def test_a_replay_tells_what_was_fixed_among_the_other_orders():
    now = turn_of("tariff_spiral", "us")
    told = ordered(now, {d.order.key: d.recommended for d in now.decisions}, {})
    assert "A bargain with Tokyo" in told.split("Other orders")[1]


def test_a_timeline_tells_what_was_decided_and_not_what_was_fixed():
    game = Game(shipped("tariff_spiral"), 1, "us")
    while (now := situation(game)).stage in STAGES:
        game = end_turn(game, {d.order.key: d.recommended for d in now.decisions})
    orders = {choice.order for turn in told(game) if turn.stage == "crisis" for choice in turn.choices}
    assert "Spending asked of Japan" in orders
    assert "A bargain with Tokyo" not in orders

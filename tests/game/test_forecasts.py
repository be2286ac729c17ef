"""Forecasts: asked before, known after, scored by their error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds import shipped
from wargame.game.forecasts import BY_KEY, QUESTIONS, asked, brier, scored
from wargame.game.play import Game, end_turn, situations


def played(name="reset_2027", seed=7, seat="japan", orders=None, turns=40):
    game = Game(shipped(name), seed, seat)
    for _ in range(turns):
        if situations(game)[-1].stage == "over":
            break
        game = end_turn(game, orders or {})
    return game


def answers(game, key):
    seen = situations(game)
    return [BY_KEY[key].answer(seen, turn, game.scenario) for turn in range(len(game.orders))]


def test_every_stage_asks_something_at_every_turn():
    for name in ("reset_2027", "eleven_days", "first_battle_base"):
        for now in situations(played(name))[:-1]:
            assert asked(now)
            assert all(question.stage == now.stage for question in asked(now))


def test_an_attack_within_a_year_is_known_when_it_comes_and_denied_after_a_year_of_peace():
    war = next(game for seed in range(60) if (game := played(seed=seed)).orders and war_turn(game) in range(5, 9))
    at = war_turn(war)

    # It comes in the turn before the first of war: the four turns up to it were right to fear it.
    assert answers(war, "attack")[at - 4 : at] == [True] * 4
    assert answers(war, "attack")[at - 5] is False


def war_turn(game):
    """The number of the first turn of war or blockade, -1 if there was none."""
    return next((n for n, now in enumerate(situations(game)) if now.stage in ("war", "blockade")), -1)


def test_it_is_open_while_the_year_runs():
    early = played(turns=2)

    assert answers(early, "attack") == [None, None]


def test_peace_to_the_end_is_no_attack():
    peace = next(game for seed in range(20) if war_turn(game := played(seed=seed)) < 0)

    assert answers(peace, "attack") == [False] * len(peace.orders)


def test_battalions_in_a_week_are_counted_two_turns_on():
    game = played("first_battle_base", seat="us")
    seen = situations(game)
    ashore = [now.war.battalions for now in seen]

    assert answers(game, "ashore")[1] == (ashore[3] > ashore[1])
    assert BY_KEY["ashore"].answer(seen[:2], 1, game.scenario) is None


def test_what_becomes_of_taiwan_is_known_at_the_end():
    game = played("first_battle_base", seat="us")

    assert answers(game, "taken")[0] == (situations(game)[-1].outcome.key == "victory")
    assert BY_KEY["taken"].answer(situations(game)[:2], 0, game.scenario) is None


def test_a_forecast_is_scored_by_the_square_of_its_error():
    game = played("first_battle_base", seat="us")
    happened = situations(game)[-1].outcome.key == "victory"

    (result,) = scored([{"taken": 0.8}], situations(game), game.scenario)

    assert result.happened == happened
    assert result.score == pytest.approx((0.8 - happened) ** 2)
    assert brier([result]) == result.score


def test_nothing_said_is_nothing_scored():
    game = played(turns=2)

    assert scored([{}, {}], situations(game), game.scenario) == ()
    assert brier(scored([{"attack": 0.5}], situations(game), game.scenario)) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_a_mean_score_lies_between_the_best_and_the_worst(said):
    game = played("first_battle_base", seat="us")
    results = scored([{"ashore": share} for share in said], situations(game), game.scenario)

    if brier(results) is not None:
        assert 0 <= brier(results) <= 1


def test_every_question_has_words_and_a_stage():
    assert all(question.words.endswith("?") for question in QUESTIONS)
    assert len(BY_KEY) == len(QUESTIONS)

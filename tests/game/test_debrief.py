"""The debrief: where a game turned, and what luck had to do with it."""

import numpy as np
import pytest

from tests.worlds import shipped
from wargame.engine.outcome import KEYS
from wargame.game.debrief import Hinge, Prospect, hinges, luck, prospects
from wargame.game.play import Game, OutcomeCounts, end_turn, present, situation, situations


def finished(name="first_battle_pessimistic", seed=5, seat="us", orders=None):
    game = Game(shipped(name), seed, seat)
    while situation(game).stage != "over":
        game = end_turn(game, orders or {})
    return game


@pytest.fixture(scope="module")
def game():
    return finished()


@pytest.fixture(scope="module")
def course(game):
    return prospects(game, 60)


def counts(**by_key):
    return OutcomeCounts(tuple(by_key.get(key, 0) for key in KEYS), sum(by_key.values()))


def step(turn, **by_key):
    return Prospect(turn, counts(**by_key))


def test_there_is_a_prospect_before_every_turn_and_the_end(game, course):
    assert [prospect.turn for prospect in course] == list(range(len(game.orders) + 1))
    assert all(sum(prospect.counts.counts) == 60 for prospect in course)
    assert course[-1].counts.count(situation(game).outcome.key) == 60


def test_the_forks_are_of_the_game_as_it_truly_was(game):
    """From before its last turn, with the same tempers and numbers, most forks end as it did or nearly."""
    (now, _) = present(game)
    assert now.war_turns[0] == len(game.orders)
    last = prospects(game, 60)[-2]
    own = KEYS.index(situation(game).outcome.key)
    near = sum(last.counts.counts[max(own - 1, 0) : own + 2])

    assert near >= 30


def test_prospects_are_the_same_when_asked_again(game, course):
    assert prospects(game, 60) == course


def test_a_hinge_is_a_turn_that_moved_the_ends_of_many_forks():
    before, same, other = step(0, deterred=80, victory=20), step(1, deterred=70, victory=30), step(2, victory=100)

    (found,) = hinges((before, same, other))

    assert found.turn == 1
    assert found.shift == pytest.approx(0.7)
    assert found.towards_china == pytest.approx(0.7)


def test_a_game_that_went_as_expected_hinged_on_nothing():
    assert hinges((step(0, deterred=90, victory=10), step(1, deterred=95, victory=5), step(2, deterred=100))) == ()


def test_no_more_turns_are_named_than_asked_and_in_the_order_of_play():
    ends = ["deterred", "victory", "deterred", "victory", "deterred"]
    course = tuple(step(turn, **{end: 10}) for turn, end in enumerate(ends))

    assert [hinge.turn for hinge in hinges(course, most=3)] == [0, 1, 2]
    assert all(isinstance(hinge, Hinge) for hinge in hinges(course))


def test_the_turn_in_which_war_came_is_a_hinge():
    game = next(
        game
        for seed in range(40)
        if situations(game := finished("reset_2027", seed, "japan"))[-1].war and len(game.orders) > 6
    )
    war = next(turn for turn, now in enumerate(situations(game)) if now.stage == "war")

    assert war - 1 in [hinge.turn for hinge in hinges(prospects(game, 40))]


def test_other_dice_with_the_same_orders_end_in_many_ways(game):
    other = luck(game, 80)

    assert other.battalions.shape == other.outcome.shape == (80,)
    assert len(np.unique(other.outcome)) > 1
    assert KEYS[other.own_outcome] == situation(game).outcome.key

"""A comparison of stances: the numbers of a batch, paired by their dice, and each dot a game of its own."""

import numpy as np
import pytest

from wargame.analysis.compare import DOTS, FOUGHT, Count, compare
from wargame.analysis.summary import Summary
from wargame.batch.simulate import simulate
from wargame.engine.orders import STANCES
from wargame.engine.outcome import KEYS
from wargame.game import play as games
from wargame.game.play import Game
from wargame.scenario import load
from wargame.scenario.factors import FactorFault, cells, read_vary

SEED, WORLDS = 7, 300


@pytest.fixture(scope="module")
def found():
    return compare("reset_2027", ["refuse", "combat"], WORLDS, SEED)


@pytest.fixture(scope="module")
def batch():
    """What `wargame run --vary japan.stance=refuse,combat` counts."""
    played = cells("reset_2027", (), read_vary(["japan.stance=refuse,combat"]))
    (block,) = simulate(played, WORLDS, SEED)
    summary = Summary("reset_2027", played, SEED, WORLDS)
    summary.add(block)
    return summary, block


def test_counts_and_intervals_are_those_of_the_batch(found, batch):
    for row, cell in zip(found.rows, batch[0].cells, strict=True):
        assert (row.war.count, list(row.war.interval)) == (cell.share("war")["count"], cell.share("war")["interval"])
        for key in KEYS:
            count, share = row.outcomes[key], cell.share(key)
            assert (count.count, list(count.interval)) == (share["count"], share["interval"])


def test_differences_are_paired_as_in_the_batch(found, batch):
    for event, count in (("taken", found.rows[1].taken), ("war", found.rows[1].war), *found.rows[1].outcomes.items()):
        difference = batch[0].difference(event, 1)
        assert count.difference / WORLDS == difference.share
        assert count.difference_interval == difference.interval


def test_the_first_stance_does_not_differ_from_itself(found):
    assert (found.rows[0].taken.gained, found.rows[0].taken.lost, found.rows[0].taken.differs) == (0, 0, False)
    assert found.rows[1].taken.differs


def test_china_gets_taiwan_by_war_or_without(found):
    row = found.rows[0]
    assert row.taken.count == row.outcomes["victory"].count + row.outcomes["conceded"].count > 0


def test_a_spread_is_over_worlds_that_went_to_war(found, batch):
    for row, rows in zip(found.rows, batch[1].rows, strict=True):
        ashore = rows["battalions_ashore"][rows["war"]]
        spread = row.spreads["ashore"]
        assert spread.worlds == len(ashore) == row.war.count
        assert spread.mean == pytest.approx(ashore.mean())
        assert (spread.low, spread.high) == pytest.approx(tuple(np.quantile(ashore, (0.05, 0.95))))


def test_the_chain_runs_from_access_over_sorties_to_troops_ashore(found):
    refuse, combat = found.rows
    assert refuse.spreads["access"].high == refuse.spreads["sorties"].high == 0
    assert combat.spreads["access"].mean > 70
    assert combat.spreads["sorties"].mean > 100
    assert combat.spreads["ashore"].mean < refuse.spreads["ashore"].mean
    assert refuse.spreads["believed"].mean < combat.spreads["believed"].mean
    assert refuse.spreads["odds"].mean > combat.spreads["odds"].mean


@pytest.mark.parametrize("stance", [0, 1])
def test_the_game_of_a_dot_is_exactly_that_world(found, stance):
    row = found.rows[stance]
    fought = next(dot for dot in row.dots if dot.war)
    for dot in (row.dots[0], fought):
        game = Game(load("reset_2027"), SEED, None, (), dot.world, STANCES[row.stance])
        while games.situation(game).stage != "over":
            game = games.end_turn(game, {})
        end = games.situation(game)
        assert end.outcome.key == dot.outcome
        assert (end.war is not None) == dot.war
        assert end.war is None or end.war.battalions == pytest.approx(dot.ashore)


def test_a_few_hundred_worlds_are_dots(found):
    assert [dot.world for dot in found.rows[0].dots] == list(range(DOTS))


def test_no_war_leaves_the_chain_empty():
    assert all(row.spreads[link.key] is None for row in _peaceful().rows for link in FOUGHT)


def _peaceful():
    return compare("reset_2027", ["join"], 1, next(seed for seed in range(50) if not _war(seed)))


def _war(seed):
    return compare("reset_2027", ["join"], 1, seed).rows[0].war.count > 0


def test_a_scenario_that_begins_with_the_war_cannot_be_deterred(found):
    assert found.deters
    assert not compare("first_battle_base", ["support"], 5, 0).deters


def test_the_command_plays_the_same(found):
    assert found.command == "wargame run reset_2027 --runs 300 --seed 7 --vary japan.stance=refuse,combat"


def test_who_stops_gets_nothing():
    assert compare("reset_2027", ["refuse", "combat"], 50, 1, stopped=lambda: True) is None


def test_games_are_told_as_they_are_played():
    told = []
    compare("reset_2027", ["refuse", "combat"], 50, 1, played=told.append)
    assert told == [50, 50]


def test_an_unknown_stance_is_a_fault():
    with pytest.raises(FactorFault, match="not a choice"):
        compare("reset_2027", ["perhaps"], 10, 1)


def test_an_interval_of_no_difference_holds_nothing():
    assert not Count(5, 100).differs
    assert Count(30, 100, gained=0, lost=20).differs

"""Beijing's estimate of its odds."""

import numpy as np
import pytest

from tests.worlds import apply, blockaded, orders, world
from wargame.engine.physics.success import Success
from wargame.engine.rules import deterrence
from wargame.engine.world import BLOCKADE, PROGRAMMES, WAR, replace

SURE = {"fog": 0, "us_base": 1, "us_commitment": 0}


def odds(before, **numbers):
    return apply(deterrence, before, orders(before.worlds), **{**SURE, **numbers}).odds


def test_odds_are_even_when_nothing_speaks_for_or_against():
    bare = dict.fromkeys(Success.model_fields, 0)

    assert odds(world(), **bare) == pytest.approx(0.5)


def test_trust_between_officials_lowers_beijings_odds():
    before = world(3, elite_trust=[0.2, 0.5, 0.8])

    after = apply(deterrence, before, orders(3), **SURE)

    assert after.believed_access[0] < after.believed_access[1] < after.believed_access[2]
    assert after.odds[0] > after.odds[1] > after.odds[2]


def test_a_pledge_counts_as_far_as_it_is_believed():
    before = world(3, pledge=[1, 3, 3], pledge_credibility=[0.9, 0.1, 0.9])

    believed = apply(deterrence, before, orders(3), **SURE).believed_access

    assert believed[0] < believed[1] < believed[2]


UNFELT = {"japan_forces"}  # the war does not feel it enough for a fit to tell it from nothing: docs/LIMITS.md


@pytest.mark.parametrize("programme", [name for name in PROGRAMMES if not name.startswith("china")])
def test_whatever_its_enemies_buy_lowers_beijings_odds(programme):
    bought = [float(name == programme) * 10 for name in PROGRAMMES]

    without, with_it = odds(world(2, delivered=[[0.0] * len(PROGRAMMES), bought]))

    assert with_it <= without
    assert with_it < without or programme in UNFELT


@pytest.mark.parametrize("half", ["landing_ships", "turn_lift", "china_aircraft"])
def test_a_smaller_chinese_force_lowers_beijings_odds(half):
    usual = world(2)

    assert odds(replace(usual, **{half: getattr(usual, half) * [0.5, 1]}))[0] < odds(usual)[1]


@pytest.mark.parametrize("half", ["coastal_missiles", "taiwan_battalions", "taiwan_aircraft", "jassm", "lrasm"])
def test_a_smaller_force_of_its_enemies_raises_beijings_odds(half):
    usual = world(2)

    assert odds(replace(usual, **{half: getattr(usual, half) * [0.0, 1]}))[0] > odds(usual)[1]


def test_odds_are_finite_where_a_force_is_none():
    usual = world(1)
    none = {name: getattr(usual, name) * 0 for name in ("landing_ships", "lrasm", "jassm", "us_aircraft", "missiles")}

    assert 0 < odds(replace(usual, **none)) < 1


def test_odds_are_the_chance_in_each_kind_of_war_times_how_likely_it_is():
    """Half a chance that the US fights, always from Japan, where nothing is won: half of what is won alone."""
    numbers = {"us_base": 0.5, "odds_base": 100, "odds_us": -10, "odds_access": -1000, "access_base": 1000}

    assert odds(world(china_readiness=1), **numbers) == pytest.approx(0.5)


def test_a_readier_army_raises_beijings_odds():
    low, high = odds(world(2, china_readiness=[0.5, 1.0]))

    assert low < high


def test_an_order_to_invade_is_carried_out():
    after = apply(deterrence, world(2, turn=4), orders(2, china__go=["wait", "invade"]))

    assert (after.stage == WAR).tolist() == [False, True]
    assert after.dday_turn.tolist() == [-1, 4]


def test_an_order_to_blockade_is_carried_out_and_dated():
    after = apply(deterrence, world(2, turn=4), orders(2, china__go=["wait", "blockade"]))

    assert (after.stage == BLOCKADE).tolist() == [False, True]
    assert after.blockade_turn.tolist() == [-1, 4]
    assert after.began.tolist() == [0, 2027.0]  # the end of the fifth quarter from 2025 Q4


def test_no_order_of_the_crisis_moves_a_world_under_blockade():
    after = apply(deterrence, blockaded(), orders(china__go="invade"))

    assert after.stage == BLOCKADE
    assert after.dday_turn == -1


def test_what_tokyo_does_for_convoys_tells_beijing_what_it_would_do_in_war():
    after = apply(deterrence, blockaded(4, access=[0, 1, 2, 3]), orders(4), **SURE)

    assert np.all(np.diff(after.believed_access) > 0.05)


def test_us_warships_with_the_convoys_lower_beijings_odds():
    after = apply(deterrence, blockaded(2, escort=[1, 2]), orders(2), **{**SURE, "us_base": 0.5, "us_escort": 0.3})

    assert after.odds[1] < after.odds[0]

"""Beijing's estimate of its odds."""

import pytest

from tests.worlds import apply, orders, world
from wargame.rules import deterrence
from wargame.world import PROGRAMMES, WAR

SURE = {"fog": 0, "us_base": 1, "us_commitment": 0}


def odds(before, **numbers):
    return apply(deterrence, before, orders(before.worlds), **{**SURE, **numbers}).odds


def test_odds_are_even_when_nothing_speaks_for_or_against():
    bare = {
        "odds_base": 0, "odds_unready": 0, "odds_us": 0, "odds_access": 0, "odds_coastal": 0, "odds_munitions": 0,
        "odds_resilience": 0, "odds_sdf": 0, "odds_reserves": 0, "odds_fighters": 0, "odds_lift": 0,
        "odds_missiles": 0,
    }  # fmt: skip

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


@pytest.mark.parametrize("programme", [name for name in PROGRAMMES if not name.startswith("china")])
def test_whatever_its_enemies_buy_lowers_beijings_odds(programme):
    bought = [float(name == programme) * 10 for name in PROGRAMMES]

    without, with_it = odds(world(2, delivered=[[0.0] * len(PROGRAMMES), bought]))

    assert with_it < without


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

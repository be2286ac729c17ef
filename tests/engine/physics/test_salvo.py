"""The mathematics of anti-ship missiles, held against the published chain."""

import numpy as np
import pytest

from wargame.engine.parameters import resolve
from wargame.engine.physics import salvo

DICE = (np.arange(10_000) + 0.5) / 10_000


def defence(**numbers: float) -> salvo.Defence:
    return resolve(salvo.Defence(**numbers), "model.sea", lambda path: np.zeros(1))


def test_the_published_chain_lets_two_in_a_hundred_through():
    """85% launch, 91% stopped by two interceptors of 70%, 70% decoyed, 90% guided: 2.07%."""
    assert salvo.chain_share(defence()) == pytest.approx(0.0207, abs=0.0001)


def test_with_both_tails_the_mean_is_the_published_share():
    """Fat tails of 5% on both sides bring it to 5.7%, where the report states 5.6% for subsonic missiles."""
    hits = salvo.hits(np.full(10_000, 2_000.0), defence(), DICE)

    assert hits.mean() / 2_000 == pytest.approx(0.057, abs=0.001)
    assert salvo.expected_share(defence()) == pytest.approx(0.057, abs=0.001)


@pytest.mark.parametrize("missiles", [10.0, 60.0, 500.0])
@pytest.mark.parametrize("tails", [(0.05, 0.05), (0.2, 0.0), (0.0, 0.2), (0.3, 0.1)])
def test_the_share_expected_is_the_mean_over_fortune_for_any_tails(missiles, tails):
    against = defence(failed_salvos=tails[0], caught_salvos=tails[1])
    hits = salvo.hits(np.full(10_000, missiles), against, DICE)

    assert hits.mean() / missiles == pytest.approx(float(salvo.expected_share(against)[0]), rel=0.03)


def test_a_tail_of_the_attacker_takes_hits_and_one_of_the_defence_gives_them():
    neither = salvo.expected_share(defence(failed_salvos=0, caught_salvos=0))

    assert salvo.expected_share(defence(failed_salvos=0.2, caught_salvos=0)) == pytest.approx(0.8 * neither)
    assert salvo.expected_share(defence(failed_salvos=0, caught_salvos=0.2)) > 5 * neither


def test_more_missiles_are_less_a_matter_of_luck():
    dice = np.array([0.1, 0.9])
    few = salvo.hits(np.full(2, 100.0), defence(), dice) / 100
    many = salvo.hits(np.full(2, 10_000.0), defence(), dice) / 10_000

    assert few[1] - few[0] > 2 * (many[1] - many[0])


def test_no_missiles_hit_nothing():
    assert salvo.hits(np.zeros(1), defence(), np.array([0.99])) == 0
    assert salvo.unhit_chance(np.zeros(1), defence()) == 1


def test_two_salvos_leave_a_ship_unhit_in_a_third_of_throws():
    """One salvo misses with 0.05 + 0.90 x (1 - 0.0207)^25 = 58%; two with the square of it."""
    assert salvo.unhit_chance(np.array([50.0]), defence()) == pytest.approx(0.584**2, abs=0.002)

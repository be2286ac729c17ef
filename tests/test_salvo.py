"""The mathematics of anti-ship missiles, held against the published chain."""

import numpy as np
import pytest

from wargame import salvo

CHAIN = salvo.chain_share(0.85, 0.70, 2, 0.70, 0.90)
ASLEEP = 0.85 * 0.90


def test_the_published_chain_lets_two_in_a_hundred_through():
    """85% launch, 91% stopped by two interceptors of 70%, 70% decoyed, 90% guided: 2.07%."""
    assert pytest.approx(0.0207, abs=0.0001) == CHAIN


def test_with_both_tails_the_mean_is_the_published_share():
    """Fat tails of 5% on both sides bring it to 5.7%, where the report states 5.6% for subsonic missiles."""
    dice = (np.arange(10_000) + 0.5) / 10_000
    hits = salvo.hits(np.full(10_000, 2_000.0), CHAIN, ASLEEP, 0.05, dice)

    assert hits.mean() / 2_000 == pytest.approx(0.057, abs=0.001)


def test_more_missiles_are_less_a_matter_of_luck():
    dice = np.array([0.1, 0.9])
    few = salvo.hits(np.full(2, 100.0), CHAIN, ASLEEP, 0.05, dice) / 100
    many = salvo.hits(np.full(2, 10_000.0), CHAIN, ASLEEP, 0.05, dice) / 10_000

    assert few[1] - few[0] > 2 * (many[1] - many[0])


def test_no_missiles_hit_nothing():
    assert salvo.hits(np.zeros(1), CHAIN, ASLEEP, 0.05, np.array([0.99])) == 0

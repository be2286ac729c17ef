"""Intervals hold the true share about as often as they say."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from scipy.stats import binom, ttest_rel

from wargame.study.intervals import paired_difference, paired_mean, paired_parts, wilson, wilson_of_points
from wargame.study.summary import UNTIL_BLOCK


def test_wilson_is_that_of_the_textbook() -> None:
    low, high = wilson(81, 263)  # the example of Newcombe (1998), table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_wilson_stays_within_0_and_1() -> None:
    assert wilson(0, 20).low == 0
    assert wilson(20, 20).high == 1
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.85])
def test_wilson_covers_the_share_in_about_95_of_100_samples(share: float) -> None:
    worlds = 200
    ends = np.array([wilson(count, worlds) for count in range(worlds + 1)])
    covers = (ends[:, 0] <= share) & (share <= ends[:, 1])
    assert 0.925 < binom.pmf(np.arange(worlds + 1), worlds, share)[covers].sum() < 0.985


@pytest.mark.parametrize(("gain", "loss"), [(0.1, 0.1), (0.3, 0.1), (0.05, 0.01), (0.5, 0.02)])
def test_the_paired_interval_covers_the_difference_in_about_95_of_100_samples(gain: float, loss: float) -> None:
    worlds, covered = 40, 0.0
    for gained in range(worlds + 1):
        for lost in range(worlds + 1 - gained):
            low, high = paired_difference(gained, lost, worlds)
            if low <= gain - loss <= high:
                ways = comb(worlds, gained) * comb(worlds - gained, lost)
                covered += ways * gain**gained * loss**lost * (1 - gain - loss) ** (worlds - gained - lost)
    assert 0.93 < covered < 0.99


@pytest.mark.parametrize(("gain", "loss", "half"), [(0.09, 0.01, 0.008), (0.01, 0.002, 0.004), (0.0, 0.004, 0.004)])
def test_stopping_by_width_alone_leaves_the_interval_its_level(gain: float, loss: float, half: float) -> None:
    number, held, trials = np.random.default_rng(7), 0, 1000
    for _ in range(trials):
        counted, worlds, (low, high) = np.zeros(3, dtype=int), 0, (-1.0, 1.0)
        while (high - low) / 2 > half:
            counted += number.multinomial(UNTIL_BLOCK, [gain, loss, 1 - gain - loss])
            worlds += UNTIL_BLOCK
            low, high = paired_difference(int(counted[0]), int(counted[1]), worlds)
        held += low <= gain - loss <= high
    assert 0.92 * trials < held


@pytest.mark.parametrize("points", [12, 60])
def test_worlds_of_one_point_count_for_less_where_points_differ(points: int) -> None:
    """Half of the points have 2 in 100, half 22: the share is 12 in 100, whichever points come."""
    number = np.random.default_rng(3)
    worlds, covered, naive = np.full(points, 40), 0, 0
    for _ in range(400):
        happened = number.binomial(40, np.where(number.random(points) < 0.5, 0.02, 0.22))
        low, high = wilson_of_points(happened, worlds)
        covered += low <= 0.12 <= high
        low, high = wilson(int(happened.sum()), 40 * points)
        naive += low <= 0.12 <= high
    assert naive < 0.8 * 400 < 0.92 * 400 < covered


def test_few_points_leave_an_interval_between_0_and_1_that_has_a_width() -> None:
    forty = np.full(4, 40)
    for happened in ([0, 0, 0, 0], [40, 40, 40, 40], [0, 0, 0, 9], [5, 5, 5, 5]):
        low, high = wilson_of_points(np.array(happened), forty)
        assert 0 <= low < high <= 1
        assert low <= sum(happened) / 160 <= high
    low, high = wilson_of_points(np.array([4]), np.array([40]))
    assert low < 0.1 < high
    assert high > 0.5  # one point says next to nothing of others
    assert wilson_of_points(np.zeros(2), np.zeros(2)) == (0, 1)


def test_the_interval_of_a_rare_part_covers_it_in_about_95_of_100_samples() -> None:
    """A third of a difference that 1 world in 100 has, over 200 worlds: few samples hold more than a handful."""
    worlds, chance = 200, 0.01
    ends = [paired_parts(count / 3, count / 9, worlds) for count in range(worlds + 1)]
    covers = np.array([low <= chance / 3 <= high for low, high in ends])
    assert binom.pmf(np.arange(worlds + 1), worlds, chance)[covers].sum() > 0.95


def test_the_paired_interval_holds_the_difference_and_mirrors() -> None:
    low, high = paired_difference(30, 10, 100)
    assert low < 0.2 < high
    assert paired_difference(10, 30, 100) == pytest.approx((-high, -low))


def test_worlds_that_never_differ_leave_a_narrow_interval_around_0() -> None:
    low, high = paired_difference(0, 0, 1000)
    assert -0.003 < low < 0 < high < 0.003


def test_the_paired_interval_is_much_narrower_than_that_of_unlike_dice() -> None:
    """Same dice: 500 of 1,000 against 520, with only 20 worlds that differ."""
    low, high = paired_difference(20, 0, 1000)
    assert high - low < 0.02 < wilson(520, 1000).high - wilson(520, 1000).low


def test_the_interval_of_a_mean_of_pairs_is_that_of_students_test() -> None:
    before, after = np.array([3.0, 5.0, 4.0, 8.0, 1.0]), np.array([2.0, 6.0, 1.0, 5.0, 1.0])
    moved = after - before
    expected = ttest_rel(after, before).confidence_interval(0.95)
    assert paired_mean(5, moved.sum(), (moved**2).sum()) == pytest.approx((expected.low, expected.high))


def test_one_pair_says_nothing_of_its_spread_and_equal_pairs_have_none() -> None:
    assert paired_mean(1, 3.0, 9.0) is None
    assert paired_mean(0, 0.0, 0.0) is None
    assert paired_mean(4, 0.0, 0.0) == (0, 0)

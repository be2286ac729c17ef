"""Intervals hold the true share about as often as they say."""

from __future__ import annotations

from collections.abc import Callable
from math import comb, sqrt

import numpy as np
import pytest
from scipy.stats import binom, ttest_rel

from wargame.analysis.summary import UNTIL_BLOCK
from wargame.statistics.intervals import (
    Z,
    median_ranks,
    paired_difference,
    paired_mean,
    paired_parts,
    wilson,
    wilson_of_points,
)


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
    ends = [paired_parts(count / 3, count / 9, count / 3, worlds) for count in range(worlds + 1)]
    covers = np.array([low <= chance / 3 <= high for low, high in ends])
    assert binom.pmf(np.arange(worlds + 1), worlds, chance)[covers].sum() > 0.95


def test_the_paired_interval_is_that_of_a_published_case() -> None:
    """Bentur and others (2009), airways before and after a transplant, as Fagerland, Lydersen and Laake (2014) have it:
    1 of 21 children only before, 7 only after."""
    low, high = paired_difference(1, 7, 21)
    assert (round(low, 3), round(high, 3)) == (-0.517, -0.026)


# In 500 batches of 1,000 worlds: chances that it happens here only and there only. Below and above: how many intervals
# lie wholly below the true difference and wholly above it; of a 95% interval about 12.5 each.
NEAR_ZERO = [(0.0, 0.003), (0.0, 0.006), (0.0005, 0.004)]
ELSEWHERE = [(0.001, 0.01), (0.02, 0.02), (0.001, 0.09), (0.0, 0.03)]


def _misses(interval: Callable[[int, int, int], tuple[float, float]], gain: float, loss: float) -> tuple[int, int]:
    """How many of 500 intervals lie wholly below the true difference, and wholly above it."""
    counted = np.random.default_rng(7).multinomial(1000, [gain, loss, 1 - gain - loss], size=500)
    ends = np.array([interval(int(gained), int(lost), 1000) for gained, lost, _ in counted])
    return int((ends[:, 1] < gain - loss).sum()), int((ends[:, 0] > gain - loss).sum())


def _adjusted_wald(gained: int, lost: int, worlds: int) -> tuple[float, float]:
    """The interval that differences had before, of Agresti and Min (2005)."""
    total, pairs = gained - lost, worlds + 2
    half = Z * sqrt(gained + lost + 1 - total**2 / pairs) / pairs
    return total / pairs - half, total / pairs + half


@pytest.mark.parametrize(("gain", "loss"), [*NEAR_ZERO, *ELSEWHERE])
def test_the_paired_interval_misses_seldom_and_on_both_sides(gain: float, loss: float) -> None:
    below, above = _misses(paired_difference, gain, loss)
    assert below + above <= 0.07 * 500
    assert max(below, above) <= 0.045 * 500


@pytest.mark.parametrize(("gain", "loss"), NEAR_ZERO)
def test_the_interval_before_missed_on_one_side_where_a_cell_is_near_zero(gain: float, loss: float) -> None:
    below, above = _misses(_adjusted_wald, gain, loss)
    assert above >= 0.03 * 500
    assert above >= 4 * below
    new_below, new_above = _misses(paired_difference, gain, loss)
    assert max(new_below, new_above) < max(below, above)


def test_parts_that_are_thirds_have_a_third_of_the_interval() -> None:
    whole = paired_difference(12, 3, 400)
    thirds = paired_parts((12 - 3) / 3, (12 + 3) / 9, (12 + 3) / 3, 400)
    assert thirds == pytest.approx([end / 3 for end in whole])
    assert paired_parts(12 - 3, 12 + 3, 12 + 3, 400) == pytest.approx(whole)


def test_parts_of_several_sizes_are_covered_in_about_95_of_100_batches() -> None:
    number, held = np.random.default_rng(9), 0
    sizes, chances = np.array([1 / 3, -1 / 6, 0.5, 0.0]), [0.006, 0.004, 0.002, 0.988]
    true = float(sizes @ chances)
    for _ in range(500):
        counts = number.multinomial(1000, chances)
        total, squares, absolute = (float(counts @ each) for each in (sizes, sizes**2, np.abs(sizes)))
        low, high = paired_parts(total, squares, absolute, 1000)
        held += low <= true <= high
    assert held > 0.93 * 500


@pytest.mark.parametrize(("count", "ranks"), [(5, None), (6, (0, 5)), (10, (1, 8)), (20, (5, 14)), (100, (39, 60))])
def test_the_interval_of_a_median_has_the_ranks_of_the_tables(count: int, ranks: tuple[int, int] | None) -> None:
    assert median_ranks(count) == ranks


@pytest.mark.parametrize("count", [8, 40, 300])
def test_the_interval_of_a_median_covers_it_in_at_least_95_of_100_samples(count: int) -> None:
    low, high = median_ranks(count) or (0, 0)
    values = np.sort(np.random.default_rng(3).exponential(size=(2000, count)), axis=1)
    held = (values[:, low] <= np.log(2)) & (np.log(2) <= values[:, high])
    assert held.mean() > 0.94


@pytest.mark.parametrize("share", [0.005, 0.03, 0.3])
def test_stopping_by_a_relative_width_leaves_the_interval_its_level(share: float) -> None:
    """A half of the share rests on about 15 events, a fifth on 100."""
    number, trials = np.random.default_rng(11), 1000
    for part in (0.5, 0.2):
        held = 0
        for _ in range(trials):
            count, worlds, (low, high) = 0, 0, (0.0, 1.0)
            while (high - low) / 2 > part * count / max(worlds, 1):
                count += number.binomial(UNTIL_BLOCK, share)
                worlds += UNTIL_BLOCK
                low, high = wilson(count, worlds)
            held += low <= share <= high
        assert 0.93 * trials < held, part


def test_the_paired_interval_holds_the_difference_and_mirrors() -> None:
    low, high = paired_difference(30, 10, 100)
    assert low < 0.2 < high
    assert paired_difference(10, 30, 100) == pytest.approx((-high, -low))


def test_worlds_that_never_differ_leave_a_narrow_interval_around_0() -> None:
    low, high = paired_difference(0, 0, 1000)
    assert -0.004 < low < 0 < high < 0.004  # the rule of three says 3 in 1,000 to one side


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

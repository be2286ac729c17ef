"""Intervals of shares of worlds, at 95%. They hold the chance of the dice, not errors of the model."""

from __future__ import annotations

from math import copysign, inf, sqrt
from typing import NamedTuple

from scipy.special import (  # scipy.stats would say the same, and takes half a second to import
    bdtr,
    bdtrik,
    ndtri,
    stdtrit,
)

from wargame.engine.parameters import Array

LEVEL = 0.95
Z = float(ndtri((1 + LEVEL) / 2))
HALVINGS = 45  # until the end of an interval is known to the last digit that is printed, and far beyond
WILSON = "Wilson score interval, 95%"
WILSON_OF_POINTS = (
    "Wilson score interval, 95%; worlds of one point are more alike than others, and count for as many as would say as "
    "much if each stood alone (Korn and Graubard 1998)"
)
PAIRED = "paired difference of two shares on the same dice, score interval of Tango (1998), 95%"
PAIRED_PARTS = (
    "mean of the parts of the differences of paired worlds, score interval of Tango (1998), parts counted as so many "
    "whole differences as would say as much, 95%"
)
MEAN = "Student's t interval of a mean, 95%"
MEDIANS = (
    "median over the worlds that went to war, which differ from cell to cell; interval between two of the ordered "
    "values, whatever their distribution (binomial), 95%"
)
SAVED = (
    "the variance that a difference would have on independent dice, over that on the same dice: "
    "so many times as many worlds would be needed"
)

RATIO = "ratio of two means over the same worlds, Student's t with the deviations from the ratio (Cochran 1977), 95%"
PAIRED_MEAN = "mean of the differences of pairs of worlds on the same dice, Student's t, 95%"


class Interval(NamedTuple):
    """The ends of an interval."""

    low: float
    high: float


def wilson(count: float, worlds: float) -> Interval:
    """Wilson's score interval of a share [wilson1927]; 0 to 1 where there is no world."""
    if worlds == 0:
        return Interval(0.0, 1.0)
    share, squared = count / worlds, Z * Z
    middle = (share + squared / (2 * worlds)) / (1 + squared / worlds)
    half = Z * sqrt(share * (1 - share) / worlds + squared / (4 * worlds * worlds)) / (1 + squared / worlds)
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == worlds else middle + half
    return Interval(low, high)


def wilson_of_points(happened: Array, worlds: Array) -> Interval:
    """Wilson's interval of a share over worlds of several points, which are more alike within a point.

    Worlds count for as many as would tell the share that well if each stood alone, at most for all, with Student's
    allowance for few points [korn-graubard1998].

    Args:
        happened: (points,) worlds in which it happens.
        worlds: (points,) all worlds; some points may have none.
    """
    points, every = int((worlds > 0).sum()), float(worlds.sum())
    if points == 0:
        return wilson(0, 0)
    share = float(happened.sum()) / every
    if points == 1:
        return wilson(share, 1)  # one point says no more than one world
    variance = float(((happened - share * worlds) ** 2).sum()) / every**2 * points / (points - 1)
    return wilson_of_variance(share, variance, int(every), points)


def wilson_of_variance(share: float, variance: float, worlds: int, points: int) -> Interval:
    """Wilson's interval of a share whose variance is known from so many points [korn-graubard1998].

    Args:
        share: as it was found.
        variance: of the share.
        worlds: the most that it can count for.
        points: from which the variance was found, 2 at least.
    """
    alone = share * (1 - share) / variance if variance > 0 else float(worlds)
    counts = min(alone, worlds) * (Z / student(points - 1)) ** 2
    return wilson(share * counts, counts)


def paired_difference(gained: float, lost: float, worlds: float) -> Interval:
    """Interval of the difference of two shares that were counted in the same worlds: a score interval [tango1998].

    It holds every difference that the counts do not speak against, so it leans to the side on which there is room
    where few worlds differ. The adjusted Wald interval [agresti-min2005], which stood here before, lies even about its
    middle, and missed on one side: docs/MODEL.md has how often each covers the truth, over 500 batches.

    Args:
        gained: worlds in which it happens in the second cell only.
        lost: worlds in which it happens in the first cell only.
        worlds: all pairs.
    """
    if worlds == 0:
        return Interval(-1.0, 1.0)
    found = (gained - lost) / worlds
    return Interval(_end(gained, lost, worlds, found, -1.0), _end(gained, lost, worlds, found, 1.0))


def _end(gained: float, lost: float, worlds: float, inside: float, outside: float) -> float:
    """The difference furthest towards `outside` that the counts do not speak against, by halving."""
    if abs(inside - outside) < 1e-12:
        return outside
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if abs(_score(gained, lost, worlds, middle)) <= Z:
            inside = middle
        else:
            outside = middle
    return inside


def _score(gained: float, lost: float, worlds: float, difference: float) -> float:
    """How many standard errors the counts lie from a difference, with the likeliest shares that have it [tango1998]."""
    double = 2 * worlds
    linear = -gained - lost + (double - gained + lost) * difference
    constant = -lost * difference * (1 - difference)
    only_there = (sqrt(max(linear * linear - 4 * double * constant, 0.0)) - linear) / (2 * double)
    variance = worlds * (2 * only_there + difference * (1 - difference))
    off = gained - lost - worlds * difference
    return off / sqrt(variance) if variance > 0 else 0.0 if off == 0 else copysign(inf, off)


def paired_parts(total: float, squares: float, sizes: float, worlds: int) -> Interval:
    """The same for a part of such a difference, which in a world may be any fraction.

    Parts count as so many whole differences as would say as much: where every part is a third, its interval is a third
    of that of the whole differences. A part that moved no world of those played is near 0, and not 0 for certain.

    Args:
        total: sum of the parts of the pairs.
        squares: sum of the squares of these.
        sizes: sum of their absolute values.
        worlds: all pairs.
    """
    size = squares / sizes if sizes > 0 else 1.0
    gained, lost = ((sizes + sign * total) / 2 / size for sign in (1, -1))
    low, high = paired_difference(max(gained, 0.0), max(lost, 0.0), worlds)
    return Interval(size * low, size * high)


def median_ranks(count: int) -> tuple[int, int] | None:
    """The places, from 0, of the ordered values between which the median lies in 95% of samples; None for too few.

    Whatever the distribution of the values: each lies below the median with a chance of a half.
    """
    below = int(bdtrik((1 - LEVEL) / 2, count, 0.5)) if count > 5 else -1
    while below >= 0 and bdtr(below, count, 0.5) > (1 - LEVEL) / 2:
        below -= 1
    return (below, count - 1 - below) if below >= 0 else None


def student(freedom: int) -> float:
    """How many standard errors Student's interval of so many degrees of freedom goes to either side."""
    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def mean(values: Array) -> Interval | None:
    """Student's interval of the mean of (worlds,) values; None where there is one world."""
    return paired_mean(len(values), float(values.sum()), float((values.astype(float) ** 2).sum()))


def pairing_saved(here: int, there: int, gained: int, lost: int, worlds: int) -> float | None:
    """How many times as many worlds independent dice would need for the same interval of a difference of shares.

    Args:
        here: worlds in which it happens here.
        there: worlds in which it happens in the first cell.
        gained: worlds in which it happens here only.
        lost: worlds in which it happens in the first cell only.
        worlds: all pairs.

    Returns:
        The ratio of the variances: 1 where pairing saved nothing; None where no world differs.
    """
    paired = gained + lost - (gained - lost) ** 2 / worlds if worlds else 0
    if paired <= 0:
        return None
    return (here * (worlds - here) + there * (worlds - there)) / worlds / paired


def pairing_saved_of_means(here: float, there: float, moved: float, squares: float, worlds: int) -> float | None:
    """The same for the difference of two means over the same worlds.

    Args:
        here: variance over the worlds here.
        there: variance over the worlds of the first cell.
        moved: sum of the differences of the pairs.
        squares: sum of the squares of these.
        worlds: all pairs.
    """
    paired = (squares - moved * moved / worlds) / (worlds - 1) if worlds > 1 else 0.0
    return (here + there) / paired if paired > 0 else None


def paired_mean(pairs: int, total: float, squares: float) -> Interval | None:
    """Student's interval of the mean of differences between paired worlds; None for fewer than two pairs.

    Args:
        pairs: of worlds.
        total: sum of their differences.
        squares: sum of the squares of these.
    """
    if pairs < 2:
        return None
    mean = total / pairs
    variance = max(squares - total * mean, 0.0) / (pairs - 1)
    half = student(pairs - 1) * sqrt(variance / pairs)
    return Interval(mean - half, mean + half)

"""Where variance comes from: the luck of play, and the factors of a study, with intervals at 95%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp, sqrt
from typing import Any, NamedTuple

import numpy as np

from wargame.engine import dice
from wargame.engine.parameters import Array
from wargame.statistics.intervals import LEVEL, Interval, student
from wargame.statistics.value_table import Table, pieces

RESAMPLES = 1000
FEW_RESAMPLES = 300  # where each takes long
NESTED = (
    "one-way analysis of variance with random parameters; interval by jackknife over the points, of the logarithm of "
    "the ratio of the variances between and within points, with Student's t (Arvesen and Schmitz 1970), 95%"
)
CROSSED = (
    "two-way analysis of variance, points by worlds; interval by Bayesian bootstrap over points and worlds, 300 times, "
    "95%"
)
CROSSED_GRID = (
    "two-way analysis of variance, points by worlds; interval by Bayesian bootstrap over the worlds, 300 times, 95%: "
    "the points are those asked about, and no sample"
)
OF_GRID = (
    "main effects over all cells, less what luck alone makes of them; interval by Bayesian bootstrap over the worlds, "
    "300 times, 95%"
)
MOST_WEIGHTS = 4_000_000  # of points times resamples that are held together: 32 MB
ROUNDING = 1e-12  # of the mean square: below it nothing varies
MOST_LOGARITHM = 300.0  # of a ratio: more is all or nothing, and overflows
UNSEEN = 3  # points of a kind that never came there may still be, at 95%: the rule of three
RANKS = "Spearman rank correlation with the mean of a point; interval by bootstrap over the points, 1,000 times, 95%"


class Share(NamedTuple):
    """A share of the variance of one world's answer, with its interval."""

    share: float
    interval: Interval

    def as_document(self) -> dict[str, Any]:
        return {"share": self.share, "interval": list(self.interval)}


def nested(means: Array, within: Array, worlds: int) -> dict[str, Share] | None:
    """Shares of parameters and of dice, where each point of the parameters was played on dice of its own.

    The estimator of the intraclass correlation by analysis of variance [searle1992]; below 0 it counts as 0.

    Args:
        means: (points,) of the answers of the worlds of each point.
        within: (points,) variances of these answers.
        worlds: of each point.

    Returns:
        The shares of "parameters" and "dice"; None where all worlds are alike, or one world a point says nothing.
    """
    points = len(means)
    if points < 2 or worlds < 2 or (np.ptp(means) == 0 and not within.any()):
        return None
    found = _of_points(float(means.var(ddof=1)), float(within.mean()), worlds)
    low, high = _interval_of_points(means, within, worlds)
    return {
        "parameters": Share(found, Interval(low, high)),
        "dice": Share(1 - found, Interval(1 - high, 1 - low)),
    }


def _of_points(between: float, noise: float, worlds: int) -> float:
    """The share of the points, from the variance between their means and the mean of those within them."""
    apart = max(between - noise / worlds, 0.0)
    return apart / (apart + noise) if apart + noise > 0 else 0.0


def _interval_of_points(means: Array, within: Array, worlds: int) -> Interval:
    """The interval of that share by jackknife, on the logarithm of the ratio of both variances [arvesen-schmitz1970].

    What the jackknife finds is never taken as less than the luck of the means must leave. It would be where an event
    is so rare that no point has it twice: there each point's variance follows from its mean, and the ratio stands
    still however little is known. Where all but one point have no luck at all, the rule of three takes its place.
    """
    points = len(means)
    squares = (means - means.mean()) ** 2
    between, noise = float(squares.sum()) / (points - 1), float(within.mean())
    if points < 3:
        return Interval(0.0, 1.0)
    between_others = (squares.sum() - squares * points / (points - 1)) / (points - 2)
    noise_of_others = (within.sum() - within) / (points - 1)
    if between_others.min() <= ROUNDING * between:  # all that differs is one point, or none
        return Interval(0.0, 1.0)
    if noise_of_others.min() <= ROUNDING * between:
        return Interval(_of_points(between, noise + UNSEEN / points * between, worlds), 1.0)
    ratio = between / noise
    without_one = np.log(between_others / noise_of_others)
    by_luck = min(1 / worlds / ratio, 1.0)  # of the variance between means
    error = max(float(without_one.std()) * sqrt(points - 1), sqrt(2 * by_luck * (2 - by_luck) / (points - 1)))
    reach = exp(min(student(points - 1) * error, MOST_LOGARITHM))
    return Interval(_of_points(ratio / reach, 1.0, worlds), _of_points(ratio * reach, 1.0, worlds))


def crossed(values: Table, seed: int, sampled: bool = True) -> dict[str, Share] | None:
    """Shares of parameters, of dice, and of both together, where every point was played on the same dice.

    Together is what only some dice feel of the parameters, or some parameters of the dice. The bootstrap is Bayesian
    [rubin1981], over points and worlds: so the values can be read in pieces.

    Args:
        values: (points, worlds) the answer of each world.
        seed: of the bootstrap.
        sampled: whether other points could have come; the cells of a grid are all that was asked about.

    Returns:
        The shares of "parameters", "dice" and "together"; None where all worlds are alike.
    """
    points, worlds = values.shape
    if points < 2 or worlds < 2:
        return None
    every = np.concatenate([_two_way(values, seed, some, sampled) for some in _resamples(points)], axis=1)
    if not every[:, 0].any():
        return None
    ends = [_ends(row[1:]) for row in every]
    names = ("parameters", "dice", "together")
    return {name: Share(float(every[part, 0]), Interval(*ends[part])) for part, name in enumerate(names)}


def _two_way(values: Table, seed: int, resamples: range, sampled: bool) -> Array:
    """(3, resamples) shares by a two-way analysis of variance in which points and worlds weigh otherwise each time.

    Unequal weights average over fewer points and worlds than there are, so that more noise stays in each mean: what
    is taken off for it follows the weights, or the resamples would lie beside what they resample.
    """
    points = values.shape[0]
    of_points = _weights(seed, "points", points, 0, resamples) if sampled else np.ones((points, len(resamples)))
    of_points /= of_points.sum(axis=0)
    middle = float(next(pieces(values))[1].mean())  # taken off, so that squares of large numbers lose nothing
    weight, weight_squares = np.zeros(len(resamples)), np.zeros(len(resamples))
    by_point = np.zeros((points, len(resamples)))
    by_world_squares, squares = np.zeros(len(resamples)), np.zeros(len(resamples))
    for first, piece in pieces(values):
        off = piece - middle
        of_worlds = _weights(seed, "worlds", off.shape[1], first, resamples)
        weight += of_worlds.sum(axis=0)
        weight_squares += (of_worlds**2).sum(axis=0)
        by_point += off @ of_worlds
        by_world_squares += (of_worlds * (off.T @ of_points) ** 2).sum(axis=0)
        squares += (of_worlds * ((off**2).T @ of_points)).sum(axis=0)
    by_point /= weight
    by_world_squares /= weight
    squares /= weight
    all_ = (of_points * by_point).sum(axis=0)
    of_point = (of_points * by_point**2).sum(axis=0) - all_**2  # mean squares about the mean
    of_world = by_world_squares - all_**2
    both = squares - of_point - of_world - all_**2
    one_point, one_world = (of_points**2).sum(axis=0), weight_squares / weight**2  # 1 / points where all weigh alike
    mixed = np.maximum(both, 0.0) / ((1 - one_point) * (1 - one_world))
    parts = np.stack(
        [
            np.maximum(of_point / (1 - one_point) - mixed * one_world, 0.0),
            np.maximum(of_world / (1 - one_world) - mixed * one_point, 0.0),
            mixed,
        ]
    )
    total = parts.sum(axis=0)
    alike = total <= ROUNDING * np.maximum(squares, 1e-300)
    return np.where(alike, 0.0, parts / np.where(alike, 1.0, total))


def _resamples(points: int) -> Iterator[range]:
    """The resamples in batches whose weights fit in memory; the first of all, 0, is no resample: all weigh alike."""
    size = max(1, min(FEW_RESAMPLES + 1, MOST_WEIGHTS // points))
    for start in range(0, FEW_RESAMPLES + 1, size):
        yield range(start, min(start + size, FEW_RESAMPLES + 1))


def _weights(seed: int, name: str, count: int, first: int, resamples: range) -> Array:
    """(count, resamples) exponential weights, which belong to the number of the point or world; of 0 they are 1."""
    drawn = dice.uniforms(seed, f"study:{name}", 0, (FEW_RESAMPLES + 1,), count, first)
    found = -np.log1p(-drawn[:, resamples.start : resamples.stop])
    if resamples.start == 0:
        found[:, 0] = 1.0
    return found


def of_grid(values: Table, shape: Sequence[int], seed: int) -> list[Share] | None:
    """The share of each factor alone in the variance between the cells of a full grid; last, what they do together.

    Means of so many worlds differ by luck too, and those of resamples by luck twice. What luck makes of each part is
    taken off, or a factor that does nothing would have a share, and an interval above 0.

    Args:
        values: (cells, worlds) the answer of each world, the last factor turning fastest.
        shape: how many values each factor has.
        seed: of the bootstrap.

    Returns:
        One share a factor, and one of all together; None where no cell differs from another by more than luck.
    """
    cells, worlds = values.shape
    found, luck, played = [], [], np.zeros(cells)
    for some in _resamples(cells):
        means = _means(values, seed, some)
        played = means[0] if some.start == 0 else played
        found.append(_main_effects(means, shape))
        luck.append(_main_effects(means - played, shape))
    every, by_luck = np.concatenate(found), np.concatenate(luck)[1:].mean(axis=0)
    least = ROUNDING * float((played**2).mean())
    if every[0].sum() <= least:
        return None
    if worlds < 2:  # luck cannot be told
        return [Share(float(share), Interval(0.0, 1.0)) for share in _shares(every[0], least)]
    of_played = by_luck * (worlds + 1) / (worlds - 1)  # exponential weights scatter less than other worlds would
    shares = _shares(every[0] - of_played, least)
    if not shares.any():
        return None
    again = _shares(every[1:] - of_played - by_luck, least)
    return [Share(float(share), Interval(*_ends(again[:, at]))) for at, share in enumerate(shares)]


def _means(values: Table, seed: int, resamples: range) -> Array:
    """(resamples, cells) means, in which the worlds weigh otherwise each time."""
    sums, weight = np.zeros((len(resamples), values.shape[0])), np.zeros(len(resamples))
    for first, piece in pieces(values):
        of_worlds = _weights(seed, "worlds", piece.shape[1], first, resamples)
        weight += of_worlds.sum(axis=0)
        sums += of_worlds.T @ piece.T
    return np.asarray(sums / weight[:, None])


def _main_effects(means: Array, shape: Sequence[int]) -> Array:
    """(resamples, factors + 1) variances from (resamples, cells) means: of each factor alone, and of all together."""
    table = means.reshape(-1, *shape)
    axes = tuple(range(1, table.ndim))
    alone = [table.mean(axis=tuple(axis for axis in axes if axis != own)).var(axis=1) for own in axes]
    return np.column_stack([*alone, table.var(axis=axes) - np.sum(alone, axis=0)])


def _shares(parts: Array, least: float) -> Array:
    """(..., parts) as shares of their sum; parts of no more than `least` count as 0, and shares of nothing are 0."""
    parts = np.where(parts > least, parts, 0.0)
    total = parts.sum(axis=-1, keepdims=True)
    return np.asarray(parts / np.where(total > 0, total, 1.0))


class Rank(NamedTuple):
    """A rank correlation with its interval, and what it is in each resample of the points."""

    share: float
    interval: Interval
    resampled: Array  # (RESAMPLES,) of the same resamples for every factor; NaN where one of them does not move


def rank_correlation(factor: Array, means: Array, seed: int) -> Rank | None:
    """How the answer of a point rises with a number; None where one of them does not move."""
    if np.ptp(factor) == 0 or np.ptp(means) == 0:
        return None
    again = np.array([_spearman(factor[row], means[row]) for row in _picks(seed, "points", len(means), RESAMPLES)])
    return Rank(_spearman(factor, means), Interval(*_ends(again[np.isfinite(again)])), again)


def rank_lead(one: Rank, other: Rank) -> Interval:
    """The interval of how much more clearly the answer goes with one number than with another, whatever the signs."""
    ahead = np.sign(one.share) * one.resampled - np.sign(other.share) * other.resampled
    return Interval(*_ends(ahead[np.isfinite(ahead)]))


def _spearman(one: Array, other: Array) -> float:
    from scipy.stats import spearmanr  # late: it takes half a second to import

    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(spearmanr(one, other).statistic)


def _picks(seed: int, name: str, count: int, resamples: int) -> Iterator[Array]:
    """(count,) indices drawn with replacement, so many times; one at a time, for there may be a million."""
    for number in range(resamples):
        (drawn,) = dice.uniforms(seed, f"study:{name}", 0, (count,), 1, number)
        yield (drawn * count).astype(np.int64)


def _ends(values: Array) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)

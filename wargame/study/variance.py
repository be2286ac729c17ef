"""Where variance comes from: the luck of play, and the factors of a study. Intervals by bootstrap, at 95%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from wargame import dice
from wargame.parameters import Array
from wargame.study.intervals import LEVEL, Interval

RESAMPLES = 1000
FEW_RESAMPLES = 300  # where each takes long
NESTED = "one-way analysis of variance with random parameters; interval by bootstrap over the points, 1,000 times, 95%"
CROSSED = "two-way analysis of variance, points by worlds; interval by bootstrap over points and worlds, 300 times, 95%"
OF_GRID = "main effects over all cells; interval by bootstrap over the worlds, 300 times, 95%"
RANKS = "Spearman rank correlation with the mean of a point; interval by bootstrap over the points, 1,000 times, 95%"


class Share(NamedTuple):
    """A share of the variance of one world's answer, with its interval."""

    share: float
    interval: Interval

    def as_document(self) -> dict[str, Any]:
        return {"share": self.share, "interval": list(self.interval)}


def nested(values: Array, seed: int) -> dict[str, Share] | None:
    """Shares of parameters and of dice, where each point of the parameters was played on dice of its own.

    The estimator of the intraclass correlation by analysis of variance [searle1992]; below 0 it counts as 0.

    Args:
        values: (points, worlds) the answer of each world.
        seed: of the bootstrap.

    Returns:
        The shares of "parameters" and "dice"; None where all worlds are alike, or one world a point says nothing.
    """
    points, worlds = values.shape
    if points < 2 or worlds < 2 or np.ptp(values) == 0:
        return None
    means, within = values.mean(axis=1), values.var(axis=1, ddof=1)
    found = _of_points(means, within, worlds)
    again = [_of_points(means[row], within[row], worlds) for row in _picks(seed, "points", points, RESAMPLES)]
    low, high = _ends(np.array(again))
    return {
        "parameters": Share(found, Interval(low, high)),
        "dice": Share(1 - found, Interval(1 - high, 1 - low)),
    }


def _of_points(means: Array, within: Array, worlds: int) -> float:
    """The share of the points, from the mean of each and the variance within it."""
    noise = float(within.mean())
    between = max(float(means.var(ddof=1)) - noise / worlds, 0.0)
    return between / (between + noise) if between + noise > 0 else 0.0


def crossed(values: Array, seed: int) -> dict[str, Share] | None:
    """Shares of parameters, of dice, and of both together, where every point was played on the same dice.

    Together is what only some dice feel of the parameters, or some parameters of the dice.

    Args:
        values: (points, worlds) the answer of each world.
        seed: of the bootstrap.

    Returns:
        The shares of "parameters", "dice" and "together"; None where all worlds are alike.
    """
    points, worlds = values.shape
    if points < 2 or worlds < 2 or np.ptp(values) == 0:
        return None
    found = _two_way(values)
    rows, columns = _picks(seed, "points", points, FEW_RESAMPLES), _picks(seed, "worlds", worlds, FEW_RESAMPLES)
    again = np.array([_two_way(values[np.ix_(row, column)]) for row, column in zip(rows, columns, strict=True)])
    ends = [_ends(again[:, part]) for part in range(3)]
    names = ("parameters", "dice", "together")
    return {name: Share(float(found[part]), Interval(*ends[part])) for part, name in enumerate(names)}


def _two_way(values: Array) -> Array:
    points, worlds = values.shape
    by_point, by_world, all_ = values.mean(axis=1), values.mean(axis=0), values.mean()
    mixed = ((values - by_point[:, None] - by_world + all_) ** 2).sum() / ((points - 1) * (worlds - 1))
    parts = np.array(
        [
            max(by_point.var(ddof=1) - mixed / worlds, 0.0),
            max(by_world.var(ddof=1) - mixed / points, 0.0),
            mixed,
        ]
    )
    return parts / parts.sum() if parts.sum() > 0 else parts


def of_grid(values: Array, shape: Sequence[int], seed: int) -> list[Share] | None:
    """The share of each factor alone in the variance between the cells of a full grid; last, what they do together.

    Args:
        values: (cells, worlds) the answer of each world, the last factor turning fastest.
        shape: how many values each factor has.
        seed: of the bootstrap.
    """
    found = _main_effects(values.mean(axis=1)[None], shape)
    if found is None:
        return None
    table = values.T.astype(float)
    means = [table[row].mean(axis=0) for row in _picks(seed, "worlds", len(table), FEW_RESAMPLES)]
    again = _main_effects(np.array(means), shape)
    ends = [(0.0, 1.0)] * (len(shape) + 1) if again is None else [_ends(again[:, at]) for at in range(len(shape) + 1)]
    return [Share(float(found[0, at]), Interval(*ends[at])) for at in range(len(shape) + 1)]


def _main_effects(means: Array, shape: Sequence[int]) -> Array | None:
    """(resamples, factors + 1) shares from (resamples, cells) means; None where no cell differs."""
    table = means.reshape(-1, *shape)
    axes = tuple(range(1, table.ndim))
    total = table.var(axis=axes)
    if (total <= 0).all():
        return None
    alone = [table.mean(axis=tuple(axis for axis in axes if axis != own)).var(axis=1) for own in axes]
    shares = np.column_stack(alone) / np.where(total > 0, total, 1)[:, None]
    return np.column_stack([shares, 1 - shares.sum(axis=1)])


def rank_correlation(factor: Array, means: Array, seed: int) -> Share | None:
    """How the answer of a point rises with a number; None where one of them does not move."""
    if np.ptp(factor) == 0 or np.ptp(means) == 0:
        return None
    again = [_spearman(factor[row], means[row]) for row in _picks(seed, "points", len(means), RESAMPLES)]
    kept = np.array([value for value in again if np.isfinite(value)])
    return Share(_spearman(factor, means), Interval(*_ends(kept)))


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

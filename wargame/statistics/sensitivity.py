"""Sensitivity indices by SALib [iwanaga2022]: Sobol's shares of variance, Morris's elementary effects [morris1991].

SALib is imported when it is needed: it brings a library of pictures with it that nothing else here uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np

from wargame.engine.parameters import Array
from wargame.installed import MissingExtra
from wargame.statistics.intervals import LEVEL, Interval, Z, mean

RESAMPLES = 1000
MORRIS_LEVELS = 4
MOST_SALIB_SEED = 2**32 - 1
SOBOL = "Sobol indices by the estimators of Saltelli and others (2010), 95% intervals by bootstrap, 1,000 times"
MORRIS = "elementary effects of Morris (1991) on 4 levels, 95% intervals of the mean size by bootstrap, 1,000 times"


@dataclass(frozen=True)
class Index:
    """What share of the variance of the answer a factor has: alone, and with all it works together with."""

    factor: str
    first: float
    first_half: float  # half the width of its interval
    total: float
    total_half: float
    resampled: Array = field(compare=False, repr=False)  # (RESAMPLES,) totals, of the same resamples for every factor


@dataclass(frozen=True)
class Effect:
    """How far the answer moves over the range of a factor, from wherever the others stand."""

    factor: str
    size: float  # the mean of the absolute effects
    size_half: float
    mean: float  # with its sign
    spread: float  # deviation of the effects: large where they depend on other factors
    sizes: Array = field(compare=False, repr=False)  # (paths,) absolute effects, the same paths for every factor


def sobol_points(base: int, factors: int, seed: int) -> Array:
    """(base * (factors + 2), factors) in [0, 1] by Saltelli's scheme [saltelli2010], for `sobol_indices`."""
    return np.asarray(_salib("sample.sobol").sample(_problem(factors), base, calc_second_order=False, seed=_seed(seed)))


def sobol_indices(answers: Array, factors: Sequence[str], seed: int) -> list[Index] | None:
    """The indices of each factor; None where no point differs from another."""
    if np.ptp(answers) == 0:
        return None
    found = _salib("analyze.sobol").analyze(
        _problem(len(factors)), answers, calc_second_order=False, num_resamples=RESAMPLES, conf_level=LEVEL,
        print_to_console=False, seed=_seed(seed), keep_resamples=True,
    )  # fmt: skip
    columns = (found[key].tolist() for key in ("S1", "S1_conf", "ST", "ST_conf"))
    return [Index(*row) for row in zip(factors, *columns, found["ST_conf_all"].T, strict=True)]


def morris_points(paths: int, factors: int, seed: int) -> Array:
    """(paths * (factors + 1), factors) in [0, 1]: paths on which one factor moves at each step."""
    sampled = _salib("sample.morris").sample(_problem(factors), paths, num_levels=MORRIS_LEVELS, seed=_seed(seed))
    return np.asarray(sampled)


def morris_effects(points: Array, answers: Array, factors: Sequence[str], seed: int) -> list[Effect]:
    """The effects of each factor over its whole range."""
    found = _salib("analyze.morris").analyze(
        _problem(len(factors)), points, answers, num_resamples=RESAMPLES, conf_level=LEVEL, num_levels=MORRIS_LEVELS,
        print_to_console=False, seed=_seed(seed),
    )  # fmt: skip
    columns = (np.asarray(found[key], dtype=float).tolist() for key in ("mu_star", "mu_star_conf", "mu", "sigma"))
    return [Effect(*row) for row in zip(factors, *columns, _sizes(points, answers).T, strict=True)]


def index_lead(one: Index, other: Index) -> Interval:
    """The interval of the total index of one factor less that of another, from the same resamples of the points."""
    half = Z * float((one.resampled - other.resampled).std(ddof=1))
    middle = one.total - other.total
    return Interval(middle - half, middle + half)


def effect_lead(one: Effect, other: Effect) -> Interval | None:
    """The interval of the mean size of one factor's effects less that of another, over the same paths."""
    return mean(one.sizes - other.sizes)


def _sizes(points: Array, answers: Array) -> Array:
    """(paths, factors) absolute elementary effects: on each path every factor moves once."""
    factors = points.shape[1]
    steps = np.diff(points.reshape(-1, factors + 1, factors), axis=1)  # (paths, steps, factors), one moves in each
    moved = np.diff(answers.reshape(-1, factors + 1), axis=1)[:, :, None]
    effects = np.divide(moved, steps, out=np.zeros_like(steps), where=np.abs(steps) > 1e-12)
    return np.asarray(np.abs(effects).sum(axis=1))


def _problem(factors: int) -> dict[str, Any]:
    return {"num_vars": factors, "names": [f"x{at}" for at in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def _seed(seed: int) -> int:
    """A seed that SALib takes; it treats 0 as none."""
    return seed % MOST_SALIB_SEED + 1


def _salib(name: str) -> ModuleType:
    try:
        from importlib import import_module

        return import_module(f"SALib.{name}")
    except ImportError as error:
        raise MissingExtra(
            "this design needs SALib, which is not installed: pip install 'linchpin-wargame[study]'"
        ) from error

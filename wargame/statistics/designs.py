"""Designs: which points of the factors' ranges are played, in the unit cube or as levels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from wargame.engine.parameters import Array

AS_WRITTEN = np.nan  # a factor that a point leaves as the scenario has it


def latin_hypercube(points: int, factors: int, seed: int) -> Array:
    """(points, factors) in [0, 1): each of `points` equal strata of each factor is hit once [mckay1979]."""
    from scipy.stats import qmc  # late: it takes half a second to import

    return np.asarray(qmc.LatinHypercube(factors, rng=seed).random(points))


def sobol_sequence(points: int, factors: int, seed: int) -> Array:
    """(points, factors) in [0, 1): a scrambled Sobol sequence, balanced where `points` is a power of two."""
    if points & (points - 1):
        raise ValueError(f"{points} is not a power of two")
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(factors, scramble=True, rng=seed).random_base2(points.bit_length() - 1))


def grid(levels: Sequence[Sequence[float]]) -> Array:
    """(points, factors): every combination, the last factor turning fastest."""
    return np.array(list(product(*levels)), dtype=float).reshape(-1, len(levels))


def one_at_a_time(levels: Sequence[Sequence[float]]) -> Array:
    """(points, factors): first all as written, then each level of each factor with all others as written."""
    rows = [[AS_WRITTEN] * len(levels)]
    for column, values in enumerate(levels):
        for value in values:
            rows.append([value if at == column else AS_WRITTEN for at in range(len(levels))])
    return np.array(rows)

"""Designs: bounds held, strata hit, and the same seed the same points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.statistics.designs import grid, latin_hypercube, one_at_a_time, sobol_sequence

SEEDS = st.integers(0, 2**63 - 1)


@given(points=st.integers(2, 60), factors=st.integers(1, 8), seed=SEEDS)
def test_a_latin_hypercube_hits_each_stratum_of_each_factor_once(points: int, factors: int, seed: int) -> None:
    sample = latin_hypercube(points, factors, seed)
    for column in sample.T:
        assert sorted((column * points).astype(int)) == list(range(points))


@given(power=st.integers(1, 7), factors=st.integers(1, 8), seed=SEEDS)
def test_a_sobol_sequence_of_a_power_of_two_hits_each_half_equally(power: int, factors: int, seed: int) -> None:
    sample = sobol_sequence(2**power, factors, seed)
    assert ((sample >= 0) & (sample < 1)).all()
    assert ((sample < 0.5).sum(axis=0) == 2 ** (power - 1)).all()


@pytest.mark.parametrize("make", [latin_hypercube, sobol_sequence])
def test_the_same_seed_is_the_same_design_and_another_is_not(make) -> None:
    assert make(16, 3, 7).tobytes() == make(16, 3, 7).tobytes()
    assert make(16, 3, 7).tobytes() != make(16, 3, 8).tobytes()


def test_a_sobol_sequence_refuses_what_would_unbalance_it() -> None:
    with pytest.raises(ValueError, match="not a power of two"):
        sobol_sequence(100, 2, 1)


def test_a_grid_is_every_combination_the_last_factor_turning_fastest() -> None:
    assert grid([(1, 2), (5, 6, 7)]).tolist() == [[1, 5], [1, 6], [1, 7], [2, 5], [2, 6], [2, 7]]


def test_one_at_a_time_moves_one_factor_and_leaves_all_others_as_written() -> None:
    points = one_at_a_time([(1, 2), (5,)])
    assert np.isnan(points[0]).all()
    assert (~np.isnan(points[1:])).sum(axis=1).tolist() == [1, 1, 1]
    assert np.nansum(points, axis=1).tolist() == [0, 1, 2, 5]

"""Sensitivity indices through our wrapper: a function whose indices are known."""

from __future__ import annotations

import importlib

import numpy as np
import pytest

from wargame import installed
from wargame.statistics import sensitivity

NAMES = ("first", "second", "third")


def _ishigami(unit: np.ndarray) -> np.ndarray:
    """Ishigami's function with a = 7 and b = 0.1."""
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobol_indices_of_ishigami_are_those_that_are_known() -> None:
    points = sensitivity.sobol_points(1024, 3, 1)
    assert points.shape == (1024 * 5, 3)
    assert ((points >= 0) & (points <= 1)).all()
    found = sensitivity.sobol_indices(_ishigami(points), NAMES, 1)
    assert found is not None
    assert [index.factor for index in found] == list(NAMES)
    for index, first, total in zip(found, (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437), strict=True):
        assert index.first == pytest.approx(first, abs=0.04)
        assert index.total == pytest.approx(total, abs=0.04)
        assert abs(index.first - first) <= index.first_half
        assert abs(index.total - total) <= index.total_half
        assert index.first_half < 0.15


def test_where_nothing_moves_there_are_no_indices() -> None:
    assert sensitivity.sobol_indices(np.ones(20), NAMES, 1) is None


def test_morris_finds_the_size_of_a_straight_line_and_that_it_is_straight() -> None:
    points = sensitivity.morris_points(20, 3, 1)
    assert points.shape == (80, 3)
    found = sensitivity.morris_effects(points, points @ np.array([3.0, -1.0, 0.0]), NAMES, 1)
    assert [effect.size for effect in found] == pytest.approx([3, 1, 0])
    assert [effect.mean for effect in found] == pytest.approx([3, -1, 0])
    assert [effect.spread for effect in found] == pytest.approx([0, 0, 0], abs=1e-9)


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_the_same_seed_is_the_same_sample_and_the_same_interval(seed: int) -> None:
    for make in (sensitivity.sobol_points, sensitivity.morris_points):
        assert make(8, 3, seed).tobytes() == make(8, 3, seed).tobytes()
    points = sensitivity.sobol_points(16, 3, seed)
    once, again = (sensitivity.sobol_indices(_ishigami(points), NAMES, seed) for _ in range(2))
    assert once == again


def test_without_salib_a_person_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(installed.MissingExtra, match=r"linchpin-wargame\[study\]"):
        sensitivity.sobol_points(8, 2, 1)

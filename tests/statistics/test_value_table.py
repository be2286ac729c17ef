"""What was asked of every world, in a file: the same values come back, in any pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.engine import dice
from wargame.statistics import value_table as module
from wargame.statistics.value_table import Values, pieces


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_what_is_kept_comes_back_in_any_pieces(points: int, worlds: int, size: int, shares: bool) -> None:
    drawn = dice.uniforms(1, "values", 0, (worlds,), points)
    table = drawn < 0.5 if shares else drawn
    kept = Values(points, worlds, bool if shares else float)
    for row in range(points):
        for first in range(0, worlds, size):
            kept.add(row, first, table[row : row + 1, first : first + size])
    for start in range(0, worlds, size):
        stop = min(start + size, worlds)
        assert (kept.rows(range(points)).worlds(start, stop) == table[:, start:stop]).all()
    assert kept.sums == pytest.approx(table.sum(axis=1))
    assert kept.squares == pytest.approx((table.astype(float) ** 2).sum(axis=1))


def test_pieces_are_all_of_a_table_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.arange(35.0).reshape(5, 7)
    monkeypatch.setattr(module, "PIECE", 10)
    found = list(pieces(module.InMemory(table)))
    assert [first for first, _ in found] == [0, 2, 4, 6]
    assert (np.concatenate([piece for _, piece in found], axis=1) == table).all()


def test_rows_can_be_chosen_in_any_order() -> None:
    kept = Values(3, 2, float)
    kept.add(0, 0, np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert kept.rows([2, 0]).worlds(0, 2).tolist() == [[5.0, 6.0], [1.0, 2.0]]

"""What was asked of every world of a study: kept in a file without a name, and read in pieces, so that memory stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

import numpy as np

from wargame.engine.parameters import Array

PIECE = 1_000_000  # values that are looked at together: 8 MB
MOST_WORLDS = 4_096  # of a piece


class Table(Protocol):
    """(points, worlds) of values that can be looked at in pieces."""

    shape: tuple[int, int]

    def worlds(self, start: int, stop: int) -> Array:
        """(points, stop - start) of some worlds, as numbers."""


def pieces(table: Table) -> Iterator[tuple[int, Array]]:
    """All of a table, some worlds of every point at a time: the number of the first, and (points, worlds) values."""
    points, worlds = table.shape
    size = max(1, min(PIECE // max(points, 1), MOST_WORLDS))
    for start in range(0, worlds, size):
        yield start, table.worlds(start, min(start + size, worlds))


@dataclass(frozen=True)
class InMemory:
    """A table that is small."""

    values: Array

    @property
    def shape(self) -> tuple[int, int]:
        return self.values.shape[0], self.values.shape[1]

    def worlds(self, start: int, stop: int) -> Array:
        return np.ascontiguousarray(self.values[:, start:stop], dtype=float)


class Values:
    """The values of a study, a row for each point, in a file that goes when this does.

    Args:
        points: how many.
        worlds: of each.
        kind: of the values, bool or float.
        folder: of the file; else where the system has such files.
    """

    def __init__(self, points: int, worlds: int, kind: type, folder: Path | None = None) -> None:
        self.shape = (points, worlds)
        self._kind = np.dtype(kind)
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115  # open as long as this is
        self.sums, self.squares = np.zeros(points), np.zeros(points)
        self.low, self.high = np.inf, -np.inf

    def add(self, row: int, first_world: int, values: Array) -> None:
        """Keep (points, worlds) of rows that follow each other. Where they are several, they hold all their worlds."""
        points, worlds = values.shape
        assert points == 1 or (first_world == 0 and worlds == self.shape[1])
        self._file.seek(self._place(row, first_world))
        left = np.ascontiguousarray(values, dtype=self._kind).data.cast("B")
        while left:
            left = left[self._file.write(left) :]
        numbers = values.astype(float)
        self.sums[row : row + points] += numbers.sum(axis=1)
        self.squares[row : row + points] += (numbers**2).sum(axis=1)
        self.low, self.high = min(self.low, float(numbers.min())), max(self.high, float(numbers.max()))

    def row(self, row: int, start: int, stop: int) -> Array:
        """(stop - start,) values of some worlds of a row, as they were kept."""
        found = np.empty(stop - start, dtype=self._kind)
        self._file.seek(self._place(row, start))
        buffer, read = found.data.cast("B"), 0
        while read < len(buffer):
            count = self._file.readinto(buffer[read:])
            assert count, "a row that was not kept"
            read += count
        return found

    def rows(self, rows: Sequence[int] | Array) -> Rows:
        """A table of some of the rows."""
        return Rows(self, np.asarray(rows))

    def _place(self, row: int, world: int) -> int:
        return (row * self.shape[1] + world) * self._kind.itemsize


class Rows:
    """Some rows of the values of a study."""

    def __init__(self, values: Values, rows: Array) -> None:
        self._values, self._rows = values, rows
        self.shape = (len(rows), values.shape[1])

    def worlds(self, start: int, stop: int) -> Array:
        found = np.empty((len(self._rows), stop - start))
        for at, row in enumerate(self._rows):
            found[at] = self._values.row(int(row), start, stop)
        return found

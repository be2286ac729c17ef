"""Sums over worlds in constant memory, the same to the last bit however the worlds come in blocks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wargame.engine.parameters import Array
from wargame.statistics.intervals import Interval, paired_mean

CHUNK = 1_000  # worlds that are added up at once: fixed, because sums of fractions depend on how they are grouped


class Chunks:
    """Hands worlds on in chunks of one size, whatever the size of the blocks in which they come.

    Args:
        take: called with (CHUNK, columns) worlds, and with the number of the first of them.
    """

    def __init__(self, take: Callable[[Array, int], None]) -> None:
        self._take = take
        self.taken = 0
        self.waiting: Array | None = None

    def add(self, values: Array) -> None:
        """Take in (worlds, columns) that follow the last."""
        waiting = values if self.waiting is None else np.concatenate([self.waiting, values])
        full = len(waiting) - len(waiting) % CHUNK
        for start in range(0, full, CHUNK):
            self._take(np.ascontiguousarray(waiting[start : start + CHUNK]), self.taken)
            self.taken += CHUNK
        self.waiting = np.array(waiting[full:])


class Moments:
    """How many worlds, and of several columns the sums and the sums of squares."""

    def __init__(self, columns: int) -> None:
        self.worlds = 0
        self._sums, self._squares = np.zeros(columns), np.zeros(columns)
        self._chunks = Chunks(self._count)

    def add(self, values: Array) -> None:
        """Count (worlds, columns) that follow the last."""
        self.worlds += len(values)
        self._chunks.add(values)

    def _count(self, chunk: Array, first_world: int) -> None:
        self._sums += chunk.sum(axis=0)
        self._squares += (chunk**2).sum(axis=0)

    @property
    def sums(self) -> Array:
        """(columns,) of all worlds."""
        waiting = self._chunks.waiting
        return self._sums if waiting is None else self._sums + waiting.sum(axis=0)

    @property
    def squares(self) -> Array:
        """(columns,) of all worlds."""
        waiting = self._chunks.waiting
        return self._squares if waiting is None else self._squares + (waiting**2).sum(axis=0)

    @property
    def means(self) -> Array:
        """(columns,); there is a world at least."""
        return self.sums / self.worlds

    def variance(self, column: int) -> float:
        """Without bias; there are two worlds at least."""
        about = float(self.squares[column]) - float(self.sums[column]) ** 2 / self.worlds
        return max(about, 0.0) / (self.worlds - 1)

    def interval(self, column: int) -> Interval:
        """Student's interval of a mean, 95%; there are two worlds at least."""
        found = paired_mean(self.worlds, float(self.sums[column]), float(self.squares[column]))
        assert found is not None
        return found

"""Pairs of cells: how often something happens in one cell and not in the same worlds of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.engine.parameters import Array
from wargame.statistics.intervals import Interval, paired_difference, pairing_saved


@dataclass(frozen=True)
class Difference:
    """The share of worlds in which something happens in one cell, less that in another, over the same worlds.

    Args:
        gained: worlds in which it happens here only.
        lost: worlds in which it happens there only.
        both: worlds in which it happens in both.
        worlds: all of them.
    """

    gained: int
    lost: int
    both: int
    worlds: int

    @property
    def share(self) -> float | None:
        """The difference, from -1 to 1; None without a world."""
        return (self.gained - self.lost) / self.worlds if self.worlds else None

    @property
    def interval(self) -> Interval:
        return paired_difference(self.gained, self.lost, self.worlds)

    @property
    def leaves_out_zero(self) -> bool:
        """Whether the two cells can be told apart."""
        low, high = self.interval
        return low > 0 or high < 0

    @property
    def pairing_saved(self) -> float | None:
        """How many times as many worlds independent dice would need."""
        here, there = self.both + self.gained, self.both + self.lost
        return pairing_saved(here, there, self.gained, self.lost, self.worlds)


class Pairs:
    """In how many worlds each event came in both of any two cells; the memory does not grow with the worlds."""

    def __init__(self, cells: int, events: int) -> None:
        self.worlds = 0
        self._both = np.zeros((events, cells, cells), dtype=np.int64)

    def add(self, happened: Array) -> None:
        """Count (cells, worlds, events) whether each event came."""
        self.worlds += happened.shape[1]
        for event in range(happened.shape[2]):
            came = happened[:, :, event].astype(np.float32)  # counts below 2^24 are exact, and the product is fast
            self._both[event] += (came @ came.T).astype(np.int64)

    def count(self, event: int, cell: int) -> int:
        """Worlds of a cell in which an event came."""
        return int(self._both[event, cell, cell])

    def difference(self, event: int, here: int, there: int) -> Difference:
        """An event in one cell beside the same worlds of another."""
        both = int(self._both[event, here, there])
        return Difference(self.count(event, here) - both, self.count(event, there) - both, both, self.worlds)

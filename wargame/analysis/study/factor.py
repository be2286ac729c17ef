"""Factors of a study: a number with a spread or with levels, or words to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.engine.parameters import Array, Distribution

MOST_UNIFORM = float(np.nextafter(1.0, 0.0))
TAILS = (0.05, 0.95)  # the ends of a normal, which has none


@dataclass(frozen=True)
class Factor:
    """What a study varies.

    Args:
        path: its name: an order, the stance, or a path of the scenario.
        levels: the values to choose from, as written; empty where it has a spread.
        spread: what a number is drawn from; None where it has levels.
        is_number: whether it is a number that each world may have for itself.
        whole: whether only whole numbers are lawful.
        unit: of a number.
        as_written: what the scenario says, in words.
    """

    path: str
    levels: tuple[str, ...] = ()
    spread: Distribution | None = None
    is_number: bool = True
    whole: bool = False
    unit: str = ""
    as_written: str = ""

    def at(self, uniform: Array) -> Array:
        """The value at each place of [0, 1]: a number, or the index of a word."""
        uniform = np.minimum(uniform, MOST_UNIFORM)
        if self.spread is None:
            index = (uniform * len(self.levels)).astype(int)
            return np.array(self.places())[index]
        values = self.spread.at(uniform)
        return np.rint(values) if self.whole else values

    def places(self) -> tuple[float, ...]:
        """The levels as the design holds them: numbers, or indices of words."""
        return tuple(map(float, self.levels)) if self.is_number else tuple(map(float, range(len(self.levels))))

    def ends(self) -> tuple[float, ...]:
        """What one-at-a-time tries: every level, or both ends of the spread."""
        if self.spread is None:
            return self.places()
        kind, values = self.spread.kind, self.spread.values
        if kind == "normal":
            low, high = self.at(np.array(TAILS))
        else:
            low, high = (min(values), max(values)) if kind == "one_of" else (values[0], values[-1])
        if self.whole:
            low, high = np.rint(low), np.rint(high)
        return tuple(dict.fromkeys((float(low), float(high))))

    def steps(self, count: int) -> tuple[float, ...]:
        """So many values from one end to the other, evenly; every level where it has levels."""
        if self.spread is None:
            return self.places()
        ends = self.ends()
        values = np.linspace(ends[0], ends[-1], count)
        return tuple(dict.fromkeys((np.rint(values) if self.whole else values).tolist()))

    def shown(self, value: float) -> str:
        """A value in words."""
        if np.isnan(value):
            return "as written"
        return f"{value:.4g}" if self.is_number else self.levels[int(value)]

    def as_document(self) -> dict[str, Any]:
        """The factor as JSON writes it."""
        return {
            "factor": self.path,
            "unit": self.unit or None,
            "as_written": self.as_written or None,
            "levels": list(self.levels) or None,
            "spread": self.spread.as_written() if self.spread else None,
        }

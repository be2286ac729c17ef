"""What a study asks of each world: a share of worlds, or the mean of a measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.batch.simulate import Rows
from wargame.engine.measures import MEASURES
from wargame.engine.outcome import KEYS, OUTCOMES, SEVERITY, TAKEN
from wargame.engine.parameters import Array


@dataclass(frozen=True)
class Asked:
    """One measure of a world, as a number.

    Args:
        name: as a study file writes it.
        label: in words.
        unit: of its values.
        take: from the rows of worlds to (worlds,) values.
        is_share: whether each world has it or not, so that its mean is a share of worlds.
    """

    name: str
    label: str
    unit: str
    take: Callable[[Rows], Array]
    is_share: bool = False

    def shown(self, value: float, signed: bool = False) -> str:
        """A mean in words: shares as percent, their differences as points, all else to four digits."""
        if self.is_share:
            text = f"{100 * value:+.1f}" if signed else f"{100 * value:.1f}%"
        else:
            text = f"{value:+.3g}" if signed else f"{value:.4g}"
        return text.replace("-", "−")

    def as_document(self) -> dict[str, Any]:
        return {"name": self.name, "label": self.label, "unit": self.unit, "is_share": self.is_share}


def _is(index: int) -> Callable[[Rows], Array]:
    return lambda rows: rows["outcome"] == index


def _column(name: str) -> Callable[[Rows], Array]:
    return lambda rows: rows[name].astype(float)


_TAKEN = [KEYS.index(key) for key in TAKEN]
_SHARE = "share of worlds"
ASKED: dict[str, Asked] = {
    asked.name: asked
    for asked in (
        Asked("war", "Went to war", _SHARE, lambda rows: rows["war"], True),
        Asked("blockade", "Was blockaded", _SHARE, lambda rows: rows["blockade"], True),
        Asked("taken", "China gets Taiwan, by war or without", _SHARE, lambda rows: np.isin(rows["outcome"], _TAKEN),
              True),
        Asked("severity", "How well it ended for China", "0 to 1", lambda rows: SEVERITY[rows["outcome"]]),
        *(Asked(outcome.key, outcome.label, _SHARE, _is(index), True) for index, outcome in enumerate(OUTCOMES)),
        *(
            Asked(measure.name, measure.label, measure.unit, _column(measure.name))
            for measure in MEASURES
            if not measure.words and measure.none_below is None and measure.unit != "yes or no"
        ),
    )
}  # fmt: skip

"""When a batch is long enough: by the width of its intervals, in points or as a part of a share, and by its events."""

from __future__ import annotations

from typing import NamedTuple

FEW_EVENTS = 20  # below it an interval is wide beside its share, and a reader is told


class Width(NamedTuple):
    """How wide an interval may be to either side: in its own unit, or as a part of what it is the interval of."""

    half: float
    is_relative: bool = False

    def __str__(self) -> str:
        """As a person writes it."""
        return f"{100 * self.half:g}%" if self.is_relative else f"{self.half:g}"

    def allows(self, half: float, of: float) -> bool:
        """Whether an interval is as narrow as asked.

        Args:
            half: of its width.
            of: the size that a relative width is a part of.
        """
        return half <= (self.half * of if self.is_relative else self.half)


class Until(NamedTuple):
    """When a batch ends.

    Args:
        width: of the intervals.
        event: whose share is looked at.
        least_events: worlds in which the event has to have come, in one cell of each pair at least.
    """

    width: Width
    event: str = "war"
    least_events: int = 0


def read_width(text: str) -> Width:
    """A width as a person writes it: 0.01, or 10% for a tenth of the share. Raises ValueError for what is none."""
    text = text.strip()
    return Width(float(text[:-1]) / 100, True) if text.endswith("%") else Width(float(text))

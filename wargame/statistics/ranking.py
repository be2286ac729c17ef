"""Which of several cases is the largest: named only where the interval of its lead over every rival leaves out 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wargame.statistics.intervals import Interval

# The value of one less that of another in the same worlds, with its interval; None where nothing can be said of it.
Lead = Callable[[int, int], Interval | None]


@dataclass(frozen=True)
class Ranked:
    """The case with the largest value, and those that cannot be told apart from it.

    Args:
        first: which has the largest value.
        rivals: others whose distance from it has an interval that holds 0, the nearest first.
    """

    first: int
    rivals: tuple[int, ...]

    @property
    def is_clear(self) -> bool:
        """Whether the largest can be named."""
        return not self.rivals

    @property
    def together(self) -> tuple[int, ...]:
        """The largest and its rivals."""
        return (self.first, *self.rivals)


def largest(values: Sequence[float], lead: Lead) -> Ranked:
    """The largest of some values, and its rivals.

    Where all are equal in truth, one of two is named in 1 of 20 batches, and one of more in fewer: it has to lead all
    others at once, so the intervals need no allowance for how many there are (an intersection-union test).

    Args:
        values: one a case, one at least.
        lead: the interval of the value of one case less that of another.
    """
    order = sorted(range(len(values)), key=lambda case: -values[case])
    first = order[0]
    return Ranked(first, tuple(other for other in order[1:] if not _is_above_zero(lead(first, other))))


def smallest(values: Sequence[float], lead: Lead) -> Ranked:
    """The smallest of some values, and its rivals; the lead is that of one case over another, as in `largest`."""
    return largest([-value for value in values], lambda first, other: lead(other, first))


def _is_above_zero(interval: Interval | None) -> bool:
    return interval is not None and interval.low > 0

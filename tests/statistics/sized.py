"""The sizes that a study of some design may give: a file with a size that its design ignores is refused."""

from __future__ import annotations


def sized(design: str, points: int | None = None, steps: int | None = None) -> str:
    """The design as a study file writes it, with the one of its sizes that it reads."""
    if design == "grid":
        return design if steps is None else f"{design}\nsteps: {steps}"
    return design if points is None or design == "one_at_a_time" else f"{design}\npoints: {points}"

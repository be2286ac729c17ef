"""What adds up to a score, by name: used where a rule or a government reckons with it, and where it is told."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.engine.parameters import Array

Contributions = Mapping[str, Array]  # what moves a score: name to (worlds,) or (1,)


def total(contributions: Contributions) -> Array:
    """(worlds,) the sum of the contributions, in the order in which they are named."""
    terms = iter(contributions.values())
    score = next(terms) * 1.0
    for term in terms:
        score = score + term
    return score

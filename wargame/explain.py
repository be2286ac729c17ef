"""Explanations as data: why a government decided so, or why a thing happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wargame.parameters import Array
from wargame.phrase import Phrase, plural, say, together


@dataclass(frozen=True)
class Explanation:
    """Named contributions to a score, the chance that follows, the die, and what another die had brought."""

    title: str
    contributions: tuple[tuple[str, float], ...]
    score: float
    cuts: tuple[tuple[str, float], ...] = ()  # (name of a step, score at which it begins)
    chance: float | None = None  # of what happened or of what is named in the title, share
    die: float | None = None  # uniform number in [0, 1)
    otherwise: str = ""
    rule: str = ""
    sources: tuple[str, ...] = ()
    lowest: str = ""  # the step below all cuts


@dataclass(frozen=True)
class Event:
    """One thing that happened in a turn, in words, and why."""

    phase: str
    side: str | None
    sentence: str
    why: Explanation | None = None
    place: str | None = None  # a base, if it has one
    weight: float = 0.0  # how much it matters among this turn's events; the largest are told first
    secret: bool = False  # only its side knows while the game goes on


Contributions = Mapping[str, Array]  # what moves a score: name to (worlds,) or (1,)


def total(contributions: Contributions) -> Array:
    """(worlds,) the sum of the contributions, in the order in which they are named."""
    terms = iter(contributions.values())
    score = next(terms) * 1.0
    for term in terms:
        score = score + term
    return score


def of_world(contributions: Contributions, world: int = 0) -> tuple[tuple[str, float], ...]:
    """The contributions in one world."""
    return tuple(
        (name, float(np.atleast_1d(value)[world if np.size(value) > 1 else 0])) for name, value in contributions.items()
    )


def rounding(expected: float, die: float, there: float) -> str:
    """How a die rounds what is no whole number, of what is there, and where it would have gone the other way."""
    part = expected % 1
    if expected - part >= there:
        return say(
            "{expected:.2f} were to be expected, and there were no more than {there:.0f}.",
            expected=expected,
            there=there,
        )
    if part < 0.005 or part > 0.995:
        return say("{expected:.2f} were to be expected; no die would have changed that.", expected=expected)
    edge = 100 * (1 - part)
    other = (
        say("A die under {edge:.0f} would have meant one fewer.", edge=edge)
        if die >= 1 - part
        else say("A die over {edge:.0f}, one more.", edge=edge)
    )
    return together([say("{expected:.2f} were to be expected.", expected=expected), other])


def counted(number: float, noun: str) -> Phrase:
    """A rounded count with its noun, in the singular for one."""
    return plural(f"{number:.0f}", noun)

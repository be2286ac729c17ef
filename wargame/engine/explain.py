"""Explanations as data: why a government decided so, or why a thing happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.engine.contributions import Contributions
from wargame.engine.parameters import Array
from wargame.text.phrase import Phrase, noun, plural, say, together

SHARE, YES = "of 100", "yes or no"  # units of a condition: a share, and what is there or is not
# Units of conditions, for the catalogues: a number stands before each.
UNITS = (
    noun("of 100"), noun("point"), noun("year"), noun("week"), noun("day"), noun("turn"), noun("missile"), noun("km²"),
    noun("battalion"), noun("battalions a turn"),
)  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """One thing that was looked at, and the limit at which it counts."""

    name: str
    value: float
    limit: float
    unit: str
    below: bool  # whether it counts under the limit, and not over it
    holds: bool

    def said(self) -> str:
        """The condition in words: what was seen, and on which side of its limit."""
        seen, side = self.told()
        return f"{self.name} {seen}, {side}" if side else f"{self.name}: {seen}"

    def told(self) -> tuple[str, str]:
        """What was seen, and on which side of its limit; no side for what is there or is not."""
        if self.unit == YES:
            return say("yes") if self.holds else say("no"), ""
        value, limit = self.numbers()
        if self.below:
            side = say("under {limit}", limit=limit) if self.holds else say("not under {limit}", limit=limit)
        else:
            side = say("over {limit}", limit=limit) if self.holds else say("not over {limit}", limit=limit)
        return measured(value, self.unit), side

    def numbers(self) -> tuple[str, str]:
        """What was seen and the limit, with as many digits as tell them apart."""
        least = 0 if max(abs(self.value), abs(self.limit)) >= 10 else 1
        for digits in (least, least + 1, least + 2):
            value, limit = (f"{number:,.{digits}f}" for number in (self.value, self.limit))
            if value != limit:
                break
        return _bare(value), _bare(limit)


def _bare(said: str) -> str:
    """A number without zeros behind its point."""
    return said.rstrip("0").rstrip(".") if "." in said else said


# Units of what adds up: the score of an ordered logit, a chance, a share of a whole, and points.
LOG_ODDS = say("points of score, in log-odds")
CERTAIN, WHOLE = say("as a chance: 1 is certain, 0 never"), say("as a share: 1 is all of it")
POINTS = say("points of 100")


@dataclass(frozen=True)
class Throw:
    """One more die that was thrown for the same thing, and what another had brought."""

    of: str  # what it decides on, as a sentence begins
    die: float  # uniform number in [0, 1)
    otherwise: str

    def said(self) -> str:
        """The die in words."""
        return say("{what}, die {die:.0f}: {otherwise}", what=self.of, die=100 * self.die, otherwise=self.otherwise)


@dataclass(frozen=True)
class Explanation:
    """What moved a score, the chance that follows, the die, and what another die had brought.

    A choice without a die has conditions instead of a score, and `otherwise` says how far each was from turning it.
    """

    title: str
    contributions: tuple[tuple[str, float], ...]
    score: float
    cuts: tuple[tuple[str, float], ...] = ()  # (name of a step, score at which it begins)
    chance: float | None = None  # of what `chance_of` names, share
    die: float | None = None  # uniform number in [0, 1)
    otherwise: str = ""
    rule: str = ""
    sources: tuple[str, ...] = ()
    lowest: str = ""  # the step below all cuts
    conditions: tuple[Condition, ...] = ()
    unit: str = ""  # of the contributions and of their sum
    throws: tuple[Throw, ...] = ()  # beside the die
    chance_of: str = ""  # what the chance is of, as "chance of ..." goes on
    access: tuple[str, ...] = ()  # what each step means for US access, from the lowest, where it means any
    apart: bool = False  # each part moves another thing, so that their sum says nothing to a person

    def odds(self) -> str:
        """The chance in words, with what it is the chance of; nothing where there is none."""
        if self.chance is None:
            return ""
        chance = in_100(self.chance)
        return say("Chance of {what}: {chance}", what=self.chance_of, chance=chance) if self.chance_of else chance


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


def of_world(contributions: Contributions, world: int = 0) -> tuple[tuple[str, float], ...]:
    """The contributions in one world."""
    return tuple((name, at_world(value, world)) for name, value in contributions.items())


def in_points(contributions: Contributions, world: int = 0) -> tuple[tuple[str, float], ...]:
    """Shares in one world, as points of 100."""
    return tuple((name, 100 * value) for name, value in of_world(contributions, world))


def at_world(value: Array | float, world: int) -> float:
    """A number in one world; what is shared by all has but one."""
    row = np.atleast_1d(value)
    return float(row[world if row.size > 1 else 0])


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
        else say("A die over {edge:.0f} would have meant one more.", edge=edge)
    )
    return together([say("{expected:.2f} were to be expected.", expected=expected), other])


def in_100(chance: float) -> Phrase:
    """A chance in words; what is rare is not told as never."""
    if 0 < chance < 0.005:
        return say("under 1 in 100")
    if 0.995 < chance < 1:
        return say("over 99 in 100")
    return say("{chance:.0f} in 100", chance=100 * chance)


def measured(value: str, unit: str) -> Phrase:
    """A number with its unit, in the singular for one."""
    one = unit.removesuffix("s")
    return Phrase(f"{value} {one if value == '1' else unit}", f"{{count}} {one}", {"count": value})


def counted(number: float, noun: str) -> Phrase:
    """A rounded count with its noun, in the singular for one."""
    return plural(f"{number:.0f}", noun)

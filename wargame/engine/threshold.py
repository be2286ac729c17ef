"""Thresholds: a choice without a die, by what is looked at and the limit at which the choice turns."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from wargame.engine.explain import SHARE, YES, Condition, Explanation, at_world, measured
from wargame.engine.parameters import Array
from wargame.text.phrase import marked, say, together


@dataclass(frozen=True)
class Limit:
    """A limit on one thing that is seen."""

    of: str  # what is looked at, as a person says it
    seen: Array  # (worlds,) or (1,)
    at: Array | float = 0.0  # the limit, in the unit of what is seen
    unit: str = YES  # SHARE is told out of 100, YES is told as there or not
    below: bool = False  # whether it holds under the limit, and not over it
    step: float = 1.0  # smallest difference worth telling, in the unit as it is told

    def holds(self) -> Array:
        """Whether it holds, of the shape of what is seen."""
        found: Array = self.seen < self.at if self.below else self.seen > self.at
        return found

    def in_world(self, world: int) -> Condition:
        """The same in one world, in numbers as they are told."""
        times = 100.0 if self.unit == SHARE else 1.0
        value, limit = at_world(self.seen, world) * times, at_world(self.at, world) * times
        return Condition(self.of, value, limit, self.unit, self.below, bool(at_world(self.holds(), world)))


Limits = tuple[Limit, ...]  # all must hold


@dataclass(frozen=True)
class Threshold:
    """A choice by limits alone: that of the first line whose limits all hold; the last line has none."""

    lines: tuple[tuple[Limits, Array | int], ...]  # (limits, choice)
    policy: str = ""  # what a doctrine orders by, where that is more than the limits say
    die: Array | None = None  # (worlds,) that one of the limits is on
    sources: tuple[str, ...] = ("judgement",)

    def choices(self, worlds: int = 1) -> Array:
        """(worlds,) index of the choice; `worlds` counts where nothing that is seen does."""
        *others, (_, found) = self.lines
        for limits, choice in reversed(others):
            found = np.where(_all(limits), choice, found)
        choice = np.asarray(found, dtype=np.int8)
        return choice if choice.shape == (worlds,) else np.broadcast_to(choice, (max(worlds, choice.size),))

    def conditions(self, world: int = 0) -> tuple[Condition, ...]:
        """Everything that is looked at, in one world."""
        return tuple(limit.in_world(world) for limit in self._limits())

    def explanation(
        self, title: str, rule: str, name: Callable[[int], str], world: int = 0, after: str = ""
    ) -> Explanation:
        """Why one world has the choice that it has.

        Args:
            title: the question that was decided.
            rule: the rule or the side that decides.
            name: the words for a choice.
            world: its row.
            after: what is said behind it.
        """
        said = [say("No die.") if self.die is None else "", self.policy, self.beside(name, world), after]
        return Explanation(
            title=title,
            contributions=(),
            score=0.0,
            die=None if self.die is None else at_world(self.die, world),
            conditions=self.conditions(world),
            otherwise=together(said),
            rule=rule,
            sources=self.sources,
        )

    def beside(self, name: Callable[[int], str], world: int = 0) -> str:
        """How far each thing was from turning the choice by itself, all else as it was."""
        limits = self._limits()
        if not limits:
            return "" if self.policy else say("It is what this doctrine always orders, whatever it sees.")
        here = name(self._choice(world))
        others: dict[str, list[str]] = {}
        for limit in limits:
            other = name(self._choice(world, {id(limit)}))
            if other != here:
                others.setdefault(other, []).append(_turned(limit, world))
        words = [
            say("It would have been “{choice}” {turns}.", choice=other, turns=together(turns, marked(", or ")))
            for other, turns in others.items()
        ]
        if words:
            return together(words)
        if len(limits) == 1:
            return say("This alone would not have changed it.")
        return say("None of these alone would have changed it.")

    def _limits(self) -> list[Limit]:
        """Each limit once, in the order in which they are looked at."""
        return list({id(limit): limit for limits, _ in self.lines for limit in limits}.values())

    def _choice(self, world: int, turned: Collection[int] = ()) -> int:
        """The choice of one world, with some limits the other way."""
        for limits, choice in self.lines[:-1]:
            if all(bool(at_world(limit.holds(), world)) != (id(limit) in turned) for limit in limits):
                return int(at_world(choice, world))
        return int(at_world(self.lines[-1][1], world))


def always(choice: Array | int, policy: str = "") -> Threshold:
    """What a doctrine orders whatever it sees."""
    return Threshold((((), choice),), policy)


def chosen(thresholds: Mapping[str, Threshold], worlds: int) -> dict[str, Array]:
    """The orders that thresholds give, by key."""
    return {key: threshold.choices(worlds) for key, threshold in thresholds.items()}


def _all(limits: Limits) -> Array:
    found = limits[0].holds()
    for limit in limits[1:]:
        found = found & limit.holds()
    return found


def _turned(limit: Limit, world: int) -> str:
    """The least change, in whole steps, that takes a limit to its other side."""
    at = limit.in_world(world)
    if at.unit == YES:
        return say("without {name}", name=at.name) if at.holds else say("with {name}", name=at.name)
    gap = abs(at.value - at.limit) / limit.step
    # What lies on the limit itself does not hold.
    steps = math.ceil(gap - 1e-9) if at.holds else math.floor(gap + 1e-9) + 1
    unit = "points" if at.unit == SHARE else at.unit
    far = measured(f"{max(steps, 1) * limit.step:,.{0 if limit.step >= 1 else 1}f}", unit)
    if at.holds != at.below:
        return say("had {name} been {far} lower", name=at.name, far=far)
    return say("had {name} been {far} higher", name=at.name, far=far)

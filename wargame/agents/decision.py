"""A decision of a government: what it orders, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit, logit

from wargame.explain import Contributions, Explanation, at_world, of_world, total
from wargame.orders import BY_KEY, Order
from wargame.parameters import Array
from wargame.phrase import say, together
from wargame.threshold import Threshold


@dataclass(frozen=True)
class Reason:
    """A score, what moved it, and the die that turned it into a choice."""

    contributions: Contributions
    cuts: tuple[Array, ...]  # score at which each choice after the first begins, each (1,) or (worlds,)
    die: Array  # (worlds,)
    sources: tuple[str, ...] = ("judgement",)
    names: tuple[str, ...] = ()  # of the steps, where they are not those of the order

    def steps(self) -> Array:
        """(worlds,) index of the step reached: an ordered logit with one die [mccullagh1980]."""
        latent = total(self.contributions) + logit(self.die.clip(1e-9, 1 - 1e-9))
        return sum((latent > cut).astype(np.int8) for cut in self.cuts)


@dataclass(frozen=True)
class Chance:
    """A choice that one die makes by shares, not by a logit: what each part of the die brings."""

    of: str  # what it is the chance of, as a title
    contributions: Contributions  # shares; they add up to the chance that is named
    die: Array  # (worlds,)
    bands: tuple[tuple[Array | int, Array | float], ...]  # (choice, where its part of the die ends), the last at 1
    sources: tuple[str, ...] = ("judgement",)
    within: Threshold | None = None  # what chooses in the first part of the die, if that is no one choice

    def choices(self) -> Array:
        """(worlds,) index of the choice that the die brings."""
        *others, (found, _) = self.bands
        for choice, end in reversed(others):
            found = np.where(self.die < end, choice, found)
        return np.broadcast_to(np.asarray(found), self.die.shape).astype(np.int8)


@dataclass(frozen=True)
class Decision:
    """Orders by key as (worlds,) indices of choices, with what explains those that were weighed."""

    orders: Mapping[str, Array]
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    chances: Mapping[str, Chance] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)

    def looked(self, key: str, world: int = 0) -> Explanation | None:
        """Why one order was given in one world, if no die made it."""
        threshold = self.thresholds.get(key)
        if threshold is None:
            return None
        order = BY_KEY[key]
        return threshold.explanation(order.question, order.side, _labels(order), world)

    def drawn(self, key: str, world: int = 0) -> Explanation | None:
        """Why one order was given in one world, if a die made it by shares."""
        chance = self.chances.get(key)
        if chance is None:
            return None
        parts = of_world(chance.contributions, world)
        score = sum(value for _, value in parts)
        order = BY_KEY[key]
        within = chance.within if chance.within and chance.die[world] < at_world(chance.bands[0][1], world) else None
        return Explanation(
            title=chance.of,
            contributions=parts,
            score=score,
            chance=min(max(score, 0.0), 1.0),
            die=float(chance.die[world]),
            otherwise=_beside(chance, order, world),
            rule=order.side,
            sources=chance.sources,
            conditions=within.conditions(world) if within else (),
        )

    def explanation(self, key: str, steps: tuple[str, ...], world: int = 0) -> Explanation | None:
        """Why one order was given in one world, if it was weighed. `steps` names the choices by score."""
        reason = self.reasons.get(key)
        if reason is None:
            return None
        steps = reason.names or steps
        at = [at_world(cut, world) for cut in reason.cuts]
        parts = of_world(reason.contributions, world)
        score = sum(value for _, value in parts)
        die = float(reason.die[world])
        reached = int(reason.steps()[world])
        order = BY_KEY[key]
        return Explanation(
            title=order.question,
            contributions=parts,
            score=score,
            cuts=tuple(zip(steps[1:], at, strict=True)),
            chance=float(expit(score - at[reached - 1])) if reached else float(expit(at[0] - score)),
            die=die,
            otherwise=_otherwise(steps, at, score, reached),
            rule=order.side,
            sources=reason.sources,
            lowest=steps[0],
        )


def choose(key: str, name: str) -> int:
    """The index of a choice of an order."""
    return BY_KEY[key].index(name)


def pick(key: str, condition: Array, yes: str, no: str) -> Array:
    """(worlds,) one choice where the condition holds, another where not."""
    return np.where(condition, choose(key, yes), choose(key, no)).astype(np.int8)


def _labels(order: Order) -> Callable[[int], str]:
    return lambda choice: order.choices[choice].label


def _beside(chance: Chance, order: Order, world: int) -> str:
    """What lies on either side of the die; parts of it that bring the same, or nothing, are no other choice."""
    parts: list[tuple[str, float]] = []
    begin = 0.0
    for choice, end in chance.bands:
        name, stop = (
            order.choices[int(at_world(choice, world))].label,
            min(max(float(at_world(end, world)), begin), 1.0),
        )
        if stop > begin:
            parts = [*parts[:-1], (name, stop)] if parts and parts[-1][0] == name else [*parts, (name, stop)]
        begin = stop
    here = next((i for i, (_, end) in enumerate(parts) if chance.die[world] < end), len(parts) - 1)
    words = []
    if here + 1 < len(parts):
        words.append(
            say(
                "A die over {edge:.0f} would have meant “{choice}”.",
                edge=parts[here][1] * 100,
                choice=parts[here + 1][0],
            )
        )
    if here > 0:
        words.append(
            say(
                "Under {edge:.0f} it would have been “{choice}”.",
                edge=parts[here - 1][1] * 100,
                choice=parts[here - 1][0],
            )
        )
    said = together(words) or say("No other die would have changed it.")
    if chance.within and here == 0:
        return together([said, chance.within.beside(_labels(order), world)])
    return said


def _otherwise(steps: tuple[str, ...], cuts: list[float], score: float, reached: int) -> str:
    """What another die would have brought, in words; a die is read from 0 to 100."""
    words = []
    if reached < len(cuts):
        above = float(expit(cuts[reached] - score)) * 100
        if above < 99.5:
            words.append(
                say("A die over {edge:.0f} would have meant “{choice}”.", edge=above, choice=steps[reached + 1])
            )
    if reached > 0:
        below = float(expit(cuts[reached - 1] - score)) * 100
        if below >= 0.5:
            words.append(say("Under {edge:.0f} it would have been “{choice}”.", edge=below, choice=steps[reached - 1]))
    return together(words)

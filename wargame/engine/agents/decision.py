"""A decision of a government: what it orders, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit, logit

from wargame.engine.contributions import Contributions, total
from wargame.engine.explain import CERTAIN, LOG_ODDS, Explanation, at_world, of_world
from wargame.engine.orders import BY_KEY, Order
from wargame.engine.orders.ladders import ACCESS_ORDERS
from wargame.engine.parameters import Array
from wargame.engine.threshold import Threshold
from wargame.text.phrase import say, together

NARROW = 0.0002  # a part of the die as narrow as this is not worth a word


@dataclass(frozen=True)
class Reason:
    """A score, what moved it, and the die that turned it into a choice."""

    contributions: Contributions
    cuts: tuple[Array, ...]  # score at which each choice after the first begins, each (1,) or (worlds,)
    die: Array  # (worlds,)
    sources: tuple[str, ...] = ("judgement",)
    names: tuple[str, ...] = ()  # of the steps, where they are not those of the order
    question: str = ""  # where it is not that of the order
    raised: tuple[Array, str] | None = None  # (worlds,) logits by which some cuts lie higher, and what raised them
    before: tuple[Array, str] | None = None  # (worlds,) where something else came first, and what it was

    def steps(self) -> Array:
        """(worlds,) index of the step reached: an ordered logit with one die [mccullagh1980]."""
        latent = total(self.contributions) + logit(self.die.clip(1e-9, 1 - 1e-9))
        return sum((latent > cut).astype(np.int8) for cut in self.cuts)

    def decides(self, world: int = 0) -> bool:
        """Whether its die bears on the order of a world."""
        return self.before is None or not self.before[0][world]

    def explanation(self, order: Order, steps: tuple[str, ...], world: int = 0) -> Explanation:
        """What was weighed in one world. `steps` names the choices by score."""
        steps = self.names or steps
        parts = of_world(self.contributions, world)
        score = sum(value for _, value in parts)
        # A step is as many cuts up as lie below it, in whatever order they were drawn.
        at = sorted(at_world(cut, world) for cut in self.cuts)
        ends = [*(float(expit(cut - score)) for cut in at), 1.0]
        reached = int(self.steps()[world])
        begin = ends[reached - 1] if reached else 0.0
        shown = [0, *(i for i, (cut, over) in enumerate(zip(at, [*at[1:], np.inf], strict=True), 1) if cut < over)]
        access = () if self.names else ACCESS_ORDERS.get(order.key, ())
        return Explanation(
            title=self.question or order.question,
            contributions=parts,
            score=score,
            cuts=tuple((steps[i], at[i - 1]) for i in shown[1:]),
            chance=ends[reached] - begin,
            die=float(self.die[world]),
            otherwise=say("This die changed nothing: {first}.", first=self.before[1])
            if self.before and self.before[0][world]
            else together(
                [_beside_die(list(zip(steps, ends, strict=True)), float(self.die[world])), self._why_high(world)]
            ),
            rule=order.side,
            sources=self.sources,
            lowest=steps[0],
            access=tuple(access[i] for i in shown) if access else (),
            unit=LOG_ODDS,
            chance_of=say("“{choice}”", choice=steps[reached]),
        )

    def _why_high(self, world: int) -> str:
        """What raised some of the cuts, if anything did."""
        if self.raised is None or at_world(self.raised[0], world) < 0.005:
            return ""
        by = at_world(self.raised[0], world)
        return say("{what}: that takes {by:.2f} more points of score.", what=self.raised[1], by=by)


@dataclass(frozen=True)
class Chance:
    """A choice that one die makes by shares, not by a logit: what each part of the die brings."""

    of: str  # what it is the chance of, as a title
    contributions: Contributions  # shares; they add up to the chance that is named
    die: Array  # (worlds,)
    bands: tuple[tuple[Array | int, Array | float], ...]  # (choice, where its part of the die ends), the last at 1
    sources: tuple[str, ...] = ("judgement",)
    within: Threshold | None = None  # what chooses in the first part of the die, if that is no one choice
    when: Array | None = None  # (worlds,) where it bears on the order, if not everywhere

    def choices(self) -> Array:
        """(worlds,) index of the choice that the die brings."""
        *others, (found, _) = self.bands
        for choice, end in reversed(others):
            found = np.where(self.die < end, choice, found)
        return np.broadcast_to(np.asarray(found), self.die.shape).astype(np.int8)

    def decides(self, world: int = 0) -> bool:
        """Whether its die bears on the order of a world."""
        return self.when is None or bool(self.when[world])

    def explanation(self, order: Order, steps: tuple[str, ...] = (), world: int = 0) -> Explanation:
        """What the die brought in one world, and how likely that was; the choices are named by the order."""
        parts = of_world(self.contributions, world)
        die, here = float(self.die[world]), _labels(order)(int(self.choices()[world]))
        shares = self._shares(order, world)
        begins = [0.0, *(end for _, end in shares)]
        within = self.within if self.within and die < at_world(self.bands[0][1], world) else None
        said = _beside_die(shares, die)
        return Explanation(
            title=self.of,
            contributions=parts,
            score=sum(value for _, value in parts),
            chance=sum(end - begin for begin, (name, end) in zip(begins, shares, strict=False) if name == here),
            die=die,
            otherwise=together([said, within.beside(_labels(order), world)]) if within else said,
            rule=order.side,
            sources=self.sources,
            conditions=within.conditions(world) if within else (),
            unit=CERTAIN,
            chance_of=say("“{choice}”", choice=here),
        )

    def _shares(self, order: Order, world: int) -> list[tuple[str, float]]:
        """What each part of the die brings, and where that part ends."""
        shares, begin = [], 0.0
        for choice, end in self.bands:
            begin = min(max(at_world(end, world), begin), 1.0)
            shares.append((_labels(order)(int(at_world(choice, world))), begin))
        return shares


@dataclass(frozen=True)
class Decision:
    """Orders by key as (worlds,) indices of choices, with what explains those that were weighed."""

    orders: Mapping[str, Array]
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    chances: Mapping[str, Chance] = field(default_factory=dict)
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    also: Mapping[str, Reason | Chance] = field(default_factory=dict)  # a second die that bears on an order

    def explanations(self, key: str, steps: tuple[str, ...], world: int = 0) -> list[Explanation]:
        """Why one order was given in one world: first what decided it, then what else was thrown for it.

        `steps` names the choices of an order that was weighed, by score.
        """
        if key in self.thresholds:
            return [self.looked(key, world)]
        tables: tuple[Mapping[str, Reason | Chance], ...] = (self.reasons, self.chances, self.also)
        dice = [table[key] for table in tables if key in table]
        told = [die for die in dice if die.decides(world)]
        told += [die for die in dice if isinstance(die, Reason) and not die.decides(world)]
        return [die.explanation(BY_KEY[key], steps, world) for die in told]

    def looked(self, key: str, world: int = 0) -> Explanation:
        """Why one order was given in one world, if no die made it."""
        order = BY_KEY[key]
        return self.thresholds[key].explanation(order.question, order.side, _labels(order), world)


def choose(key: str, name: str) -> int:
    """The index of a choice of an order."""
    return BY_KEY[key].index(name)


def pick(key: str, condition: Array, yes: str, no: str) -> Array:
    """(worlds,) one choice where the condition holds, another where not."""
    return np.where(condition, choose(key, yes), choose(key, no)).astype(np.int8)


def _labels(order: Order) -> Callable[[int], str]:
    return lambda choice: order.choices[choice].label


def _beside_die(shares: Sequence[tuple[str, float]], die: float) -> str:
    """What lies on either side of the die, read from 0 to 100.

    A part of the die that brings nothing, or the same as the part beside it, is no other choice.

    Args:
        shares: what each part of the die brings, and where that part ends; the last ends at 1.
        die: the number that was thrown.
    """
    parts: list[tuple[str, float, float]] = []  # what it brings, where it begins and ends
    begin = 0.0
    for name, end in shares:
        if end - begin >= NARROW or begin <= die < end:
            if parts and parts[-1][0] == name:
                parts[-1] = (name, parts[-1][1], end)
            else:
                parts.append((name, begin, end))
        begin = max(begin, end)
    here = next((i for i, (_, _, end) in enumerate(parts) if die < end), len(parts) - 1)
    words = []
    if here + 1 < len(parts):
        name, begin, end = parts[here + 1]
        edge = _edge(begin, end - begin)
        words.append(say("A die over {edge} would have meant “{choice}”.", edge=edge, choice=name))
    if here > 0:
        name, begin, end = parts[here - 1]
        edge = _edge(end, end - begin)
        words.append(say("Under {edge} it would have been “{choice}”.", edge=edge, choice=name))
    return together(words) or say("No other die would have changed it.")


def _edge(share: float, width: float) -> str:
    """Where a part of the die begins or ends, as fine as the part is narrow."""
    digits = 0 if width >= 0.02 else 1 if width >= 0.002 else 2
    return f"{100 * share:.{digits}f}"

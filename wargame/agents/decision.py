"""A decision of a government: what it orders, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit, logit

from wargame.explain import Contributions, Explanation, of_world, total
from wargame.orders import BY_KEY
from wargame.parameters import Array


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
class Decision:
    """Orders by key as (worlds,) indices of choices, and reasons for those that were weighed."""

    orders: Mapping[str, Array]
    reasons: Mapping[str, Reason] = field(default_factory=dict)

    def explanation(self, key: str, steps: tuple[str, ...], world: int = 0) -> Explanation | None:
        """Why one order was given in one world, if it was weighed. `steps` names the choices by score."""
        reason = self.reasons.get(key)
        if reason is None:
            return None
        steps = reason.names or steps
        at = [float(np.atleast_1d(cut)[world if np.size(cut) > 1 else 0]) for cut in reason.cuts]
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


def _otherwise(steps: tuple[str, ...], cuts: list[float], score: float, reached: int) -> str:
    """What another die would have brought, in words; a die is read from 0 to 100."""
    words = []
    if reached < len(cuts):
        above = float(expit(cuts[reached] - score)) * 100
        if above < 99.5:
            words.append(f"A die over {above:.0f} would have meant “{steps[reached + 1]}”.")
    if reached > 0:
        below = float(expit(cuts[reached - 1] - score)) * 100
        if below >= 0.5:
            words.append(f"Under {below:.0f} it would have been “{steps[reached - 1]}”.")
    return " ".join(words)

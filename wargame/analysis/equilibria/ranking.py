"""Which profile is the likeliest equilibrium or the nearest, and who is most tempted: named where it can be told."""

from __future__ import annotations

from itertools import product

import numpy as np

from wargame.analysis.equilibria.nash import RESAMPLES, TOLERANCE, Bargaining, Profile, regrets
from wargame.engine.parameters import Array
from wargame.statistics.intervals import LEVEL, Interval, paired_difference
from wargame.statistics.ranking import Ranked, largest


def likeliest(found: Bargaining, told: list[Profile]) -> list[Profile]:
    """The profile that is an equilibrium in most resamples, and those that cannot be told apart from it."""
    stable = regrets(found.resampled, found.shape).max(axis=-1) <= TOLERANCE  # (resamples, profiles)

    def lead(one: int, other: int) -> Interval:
        here, there = stable[:, one], stable[:, other]
        return paired_difference(int((here & ~there).sum()), int((there & ~here).sum()), RESAMPLES)

    return _profiles(found, told, largest(stable.sum(axis=0).tolist(), lead))


def nearest(found: Bargaining, told: list[Profile]) -> list[Profile]:
    """The profile with the least regret, and those that cannot be told apart from it."""
    now = regrets(found.payoffs, found.shape).max(axis=-1)
    again = regrets(found.resampled, found.shape).max(axis=-1)
    ranked = largest((-now).tolist(), lambda one, other: _ends(again[:, other] - again[:, one]))
    return _profiles(found, told, ranked)


def most_tempted(found: Bargaining, profile: Profile) -> list[str]:
    """The side that gains most by leaving a profile, and those that cannot be told apart; none if none gains."""
    at = _order(found).index(profile.strategies)
    gains = regrets(found.payoffs, found.shape)[at]
    again = regrets(found.resampled, found.shape)[:, at]
    if gains.max() <= TOLERANCE:
        return []
    ranked = largest(gains.tolist(), lambda one, other: _ends(again[:, one] - again[:, other]))
    return [found.players[who].side for who in ranked.together]


def _order(found: Bargaining) -> list[tuple[str, ...]]:
    return list(product(*(player.strategies for player in found.players)))


def _profiles(found: Bargaining, told: list[Profile], ranked: Ranked) -> list[Profile]:
    order, by_strategies = _order(found), {profile.strategies: profile for profile in told}
    return [by_strategies[order[at]] for at in ranked.together]


def _ends(values: Array) -> Interval:
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))

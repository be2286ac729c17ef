"""Salvos: how many anti-ship missiles hit a defended fleet."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv

from wargame.parameters import Array

SALVO = 25.0  # missiles that share one throw of the defence's fortune [csis-firstbattle]


def chain_share(launch: Array, kill: Array, shots: Array, decoyed: Array, guided: Array) -> Array:
    """Share of missiles that hit an alert defence: launched, not intercepted, not decoyed, guided home."""
    return launch * (1 - kill) ** shots * (1 - decoyed) * guided


def hits(missiles: Array, chain: Array, asleep: Array, tail: Array, die: Array) -> Array:
    """(worlds,) missiles that hit.

    Each salvo meets an alert defence, but for a fat tail on either side [csis-firstbattle]: with chance
    `tail` the attacker errs and nothing hits, and with the same chance the defender is caught and
    `asleep` of the missiles hit. The share of salvos that catch the defence is drawn from the beta
    distribution with the mean and variance of that binomial share: it keeps the mean for any number of
    missiles, and a part of a salvo is no special case.

    Args:
        missiles: (worlds,) fired.
        chain: share that hits an alert defence.
        asleep: share that hits a defence that is caught.
        tail: chance of either tail, for one salvo.
        die: (worlds,) uniform numbers.
    """
    others = np.maximum(missiles / SALVO - 1, 0.05)  # the two shapes of the beta add up to the salvos less one
    caught = np.where(tail > 0, betaincinv(np.maximum(tail, 1e-9) * others, (1 - tail) * others, die), 0.0)
    return missiles * ((1 - tail - caught).clip(0, 1) * chain + caught * asleep)

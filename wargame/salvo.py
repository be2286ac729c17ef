"""Salvos: how many anti-ship missiles hit a defended fleet."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from wargame.parameters import Array

SALVO = 25.0  # missiles that share one throw of the defence's fortune [csis-firstbattle]


def chain_share(launch: Array, kill: Array, shots: Array, decoyed: Array, guided: Array) -> Array:
    """Share of missiles that hit an alert defence: launched, not intercepted, not decoyed, guided home."""
    return launch * (1 - kill) ** shots * (1 - decoyed) * guided


def hits(missiles: Array, chain: Array, asleep: Array, tail: Array, die: Array) -> Array:
    """(worlds,) missiles that hit.

    Each salvo meets an alert defence, but for a fat tail on either side [csis-firstbattle]: with chance
    `tail` the attacker errs and nothing hits, and with the same chance the defender is caught and
    `asleep` of the missiles hit. The number of salvos that catch the defence is binomial; with some
    twenty salvos a turn its normal approximation is near enough.

    Args:
        missiles: (worlds,) fired.
        chain: share that hits an alert defence.
        asleep: share that hits a defence that is caught.
        tail: chance of either tail, for one salvo.
        die: (worlds,) uniform numbers.
    """
    salvos = np.maximum(missiles / SALVO, 1e-9)
    spread = np.sqrt(tail * (1 - tail) / salvos)
    caught = (tail + spread * ndtri(die.clip(1e-6, 1 - 1e-6))).clip(0, 1)
    return missiles * ((1 - tail - caught).clip(0, 1) * chain + caught * asleep)

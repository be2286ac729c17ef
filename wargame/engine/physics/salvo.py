"""Salvos: how many anti-ship missiles hit a defended fleet."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv

from wargame.engine.parameters import Array, Number, Section, sourced

SALVO = 25.0  # missiles that share one throw of the defence's fortune [csis-firstbattle]


class Defence(Section):
    """Numbers of one side's ships against missiles: the chain from launch to hit, and its fat tails."""

    launch_works: Number = sourced(0.85, "share", (0, 1), "[csis-firstbattle]", "of missiles that launch and fly")
    interceptor_kill: Number = sourced(
        0.70, "share", (0, 1), "[csis-firstbattle]", "that one interceptor stops a missile"
    )
    interceptor_shots: Number = sourced(2.0, "interceptors", (0, 6), "[csis-firstbattle]", "fired at one missile")
    decoyed: Number = sourced(0.70, "share", (0, 1), "[csis-firstbattle]", "of leakers drawn off by decoys and guns")
    guided: Number = sourced(0.90, "share", (0, 1), "[csis-firstbattle]", "of the rest that find their ship")
    failed_salvos: Number = sourced(
        0.05, "share", (0, 0.5), "[csis-firstbattle]", "of salvos that fail altogether: the attacker's fat tail"
    )
    caught_salvos: Number = sourced(
        0.05, "share", (0, 0.5), "[csis-firstbattle]", "of salvos that catch the defence: its own fat tail"
    )


def chain_share(defence: Defence) -> Array:
    """Share of missiles that hit an alert defence: launched, not intercepted, not decoyed, guided home."""
    return (
        asleep_share(defence)
        * np.float_power(1 - defence.interceptor_kill, defence.interceptor_shots)
        * (1 - defence.decoyed)
    )


def asleep_share(defence: Defence) -> Array:
    """Share of missiles that hit a defence that is caught: launched and guided home."""
    return defence.launch_works * defence.guided


def expected_share(defence: Defence) -> Array:
    """Share of missiles that hit on the mean over both tails."""
    alert = 1 - defence.failed_salvos - defence.caught_salvos
    return alert.clip(0, 1) * chain_share(defence) + defence.caught_salvos * asleep_share(defence)


def hits(missiles: Array, defence: Defence, die: Array) -> Array:
    """Missiles that hit.

    Each salvo meets an alert defence, but for a fat tail on either side [csis-firstbattle]: some fail, and some catch
    the defence. The share of salvos that catch it is drawn from the beta distribution with the mean and variance of
    that binomial share: it keeps the mean for any number of missiles, and a part of a salvo is no special case.

    Args:
        missiles: (worlds,) or (worlds, targets) fired.
        defence: numbers that can be spread over `missiles`.
        die: uniform numbers of the shape of `missiles`.
    """
    tail = defence.caught_salvos
    others = np.maximum(missiles / SALVO - 1, 0.05)  # the two shapes of the beta add up to the salvos less one
    caught = np.where(tail > 0, betaincinv(np.maximum(tail, 1e-9) * others, (1 - tail) * others, die), 0.0)
    alert = (1 - defence.failed_salvos - caught).clip(0, 1)
    return missiles * (alert * chain_share(defence) + caught * asleep_share(defence))


def unhit_chance(missiles: Array, defence: Defence) -> Array:
    """(worlds,) chance that none of the missiles fired at one ship hits it, salvo by salvo."""
    alert = (1 - defence.failed_salvos - defence.caught_salvos).clip(0, 1)
    one = defence.failed_salvos + alert * np.float_power(1 - chain_share(defence), SALVO)
    return np.float_power(one.clip(0, 1), missiles / SALVO)

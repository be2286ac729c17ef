"""Exposure: which aircraft are worth missiles, and so where those who defend them place what they have bought."""

from __future__ import annotations

from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import World


class Exposure(Section):
    """Numbers of what an aircraft is worth where it stands."""

    half_worth: Number = sourced(
        2000, "km", (100, 100000), "judgement", "of flight at which an aircraft is worth half the missiles"
    )


def useful(world: World, aircraft: Array, numbers: Exposure) -> Array:
    """(worlds, bases) what the aircraft at each base are worth: who flies far flies seldom."""
    worth: Array = aircraft / (1 + world.theatre.flight_km / numbers.half_worth[:, None])
    return worth


def exposed(world: World, aircraft: Array, numbers: Exposure) -> Array:
    """(worlds, bases) the same of aircraft that stand within reach of missiles that China has in this world."""
    missiles = world.missiles[:, 1:]  # the short ones all fall on Taiwan
    reached = (world.theatre.in_reach[1:] & (missiles > 0)[:, :, None]).any(axis=1)
    return useful(world, aircraft, numbers) * reached

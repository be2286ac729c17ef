"""Parked aircraft: what missiles and raids find of those on the ground, in the open and in shelters."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.exposure import Exposure, exposed
from wargame.engine.world import PROGRAMMES, World, shares
from wargame.text.phrase import marked


class Parked(Exposure):
    """Numbers of aircraft on the ground."""

    parked_share: Number = sourced(0.667, "share", (0, 1), "[csis-firstbattle]", "of aircraft that are on the ground")
    footprint: Number = sourced(
        3.8, "aircraft per missile", (0, 50), "[calibration]", "parking spaces under the bomblets of one"
    )
    shelter_hits: Number = sourced(0.25, "shelters per missile", (0, 1), "judgement", "shelters one missile breaks")
    taiwan_missiles: Number = sourced(
        650, "missiles", (10, 10000), "judgement", "that thin what Taiwan parks in the open to 1/e"
    )
    raids: Number = sourced(
        0.40,
        "share per turn",
        (0, 1),
        "[calibration]",
        "of Taiwan's aircraft on the ground lost to raids by who owns the air",
    )


def patches(world: World, numbers: Parked) -> Array:
    """(worlds, bases) how many missiles cover the ramp once."""
    spaces = np.maximum(world.theatre.parking + _dispersal(world, numbers), 1.0)
    return spaces / np.maximum(numbers.footprint[:, None], 1e-9)


def _dispersal(world: World, numbers: Parked) -> Array:
    """(worlds, bases) aircraft that find room on civil fields opened beside the bases in Japan that need it most."""
    theatre = world.theatre
    at_risk = exposed(world, world.us_aircraft + world.japan_aircraft, numbers) * (theatre.on_japan & theatre.airfield)
    return world.delivered[:, PROGRAMMES.index("japan_airfields")][:, None] * shares(at_risk)


def parked_contributions(world: World, on_ramps: Array, numbers: Parked) -> tuple[Contributions, Array]:
    """(worlds, bases) aircraft that are to be lost where they stand, and the share of the shelters that is broken.

    Bomblets find what is in the open and a whole warhead breaks a shelter [csis-firstbattle]: a missile carries one or
    the other, and they are shared out as the aircraft stand.

    Args:
        on_ramps: (worlds, bases) missiles that come down on parked aircraft.
    """
    parked = (world.us_aircraft + world.japan_aircraft) * numbers.parked_share[:, None]
    sheltered = np.minimum(parked, world.shelters)
    at_shelters = on_ramps * sheltered / np.maximum(parked, 1e-9)
    lost = (parked - sheltered) * (1 - np.exp(-(on_ramps - at_shelters) / patches(world, numbers)))
    broken = 1 - np.exp(-at_shelters * numbers.shelter_hits[:, None] / np.maximum(world.shelters, 1.0))
    return {marked("parked in the open"): lost, "in shelters": sheltered * broken}, broken


def taiwan_contributions(world: World, arrived: Array, numbers: Parked) -> tuple[Contributions, Array]:
    """Aircraft that Taiwan is to lose on the ground, by where they stand, and the share of its shelters that stands.

    Of the missiles some find what stands in the open and others break shelters one by one, shared out as the aircraft
    stand; raids by who owns the air find both.
    """
    grounded = np.maximum(world.taiwan_aircraft - world.cave_aircraft, 0) * numbers.parked_share
    sheltered = np.minimum(grounded, world.taiwan_shelters)
    raided = 1 - numbers.raids * world.china_air
    at_shelters = arrived * sheltered / np.maximum(grounded, 1e-9)
    spared = np.exp(-(arrived - at_shelters) / numbers.taiwan_missiles) * raided
    standing = np.exp(-at_shelters * numbers.shelter_hits / np.maximum(world.taiwan_shelters, 1.0)) * raided
    return {
        marked("in the open"): (grounded - sheltered) * (1 - spared),
        marked("in shelters"): sheltered * (1 - standing),
    }, standing

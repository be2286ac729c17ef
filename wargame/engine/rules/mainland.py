"""Mainland: cruise missiles at airfields in China, and the aircraft that they find there."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, World, replace

DICE = (1,)  # rounding of aircraft


class Params(Section):
    """Numbers of this rule."""

    airfield_share: Number = sourced(
        0.25, "share", (0, 1), "judgement", "of bombers' loads that strikes on the mainland keep from ships"
    )
    shot_down: Number = sourced(0.25, "share", (0, 1), "[csis-firstbattle]", "of cruise missiles, over the mainland")
    grounded: Number = sourced(0.667, "share", (0, 1), "judgement", "of Chinese aircraft on the ground, as elsewhere")
    shelters: Number = sourced(
        3000, "shelters", (0, 10000), "[concrete-sky]", "at Chinese fields; aircraft stand in any of them"
    )
    kills: Number = sourced(0.7, "aircraft per missile", (0, 5), "judgement", "destroyed where an aircraft stands")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Send a part of what bombers carry at airfields; ships meet so much less of it.

    The missiles are for land, of which there are some 2,850 beside those that find ships [csis-firstbattle]: more than
    a war fires at airfields. That runways and ports are cut is told by the rules of the air and of the landing.
    """
    struck = loads_sent(world, orders, params)
    lost = total(lost_contributions(world, struck, params))
    lost = np.minimum(np.floor(lost + dice[:, 0] * (lost > 0)), np.floor(world.china_aircraft))
    of_china = np.zeros_like(world.aircraft_lost)
    of_china[:, CHINA] = lost
    return replace(
        world,
        bomber_loads=world.bomber_loads - struck,
        china_aircraft=world.china_aircraft - lost,
        aircraft_lost=world.aircraft_lost + of_china,
        aircraft_lost_parked=world.aircraft_lost_parked + of_china,
    )


def loads_sent(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) squadron loads that go to the mainland, of those that bombers bring in this turn."""
    return params.airfield_share * world.bomber_loads * orders.value("us.mainland")


def lost_contributions(world: World, loads: Array, params: Params) -> Contributions:
    """(worlds,) aircraft that are to be lost where they stand: by what is fired, less what is shot down.

    Nobody knows which shelter holds an aircraft, so missiles are spread over all, and shelters beyond the number of
    aircraft draw missiles away from them.
    """
    parked = params.grounded * world.china_aircraft
    places = np.maximum(np.maximum(params.shelters, parked), 1.0)

    def found(missiles: Array) -> Array:
        return parked * (1 - np.exp(-missiles * params.kills / places))

    fired = loads * world.load_missiles
    hit = found(fired)
    return {"missiles fired": hit, "shot down on their way": found(fired * (1 - params.shot_down)) - hit}

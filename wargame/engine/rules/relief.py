"""Relief: arms that Washington sends to Taiwan without fighting for it, and what gets past China to land there."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, World, replace

DICE = (1,)  # rounding of battalions


class Params(Section):
    """Numbers of this rule."""

    missiles: Number = sourced(80, "missiles per turn", (0, 500), "judgement", "for Taiwan's coast that are sent")
    battalions: Number = sourced(
        6.0, "battalions per turn", (0, 30), "judgement", "of reservists without arms for whom arms are sent"
    )
    afar: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of it that can be sent without ports and airfields in Japan"
    )
    stopped: Number = sourced(
        0.9, "share", (0, 1), "judgement", "of what is sent that a whole Chinese fleet stops, with all of the air"
    )
    supplied_will: Number = sourced(0.02, "share per turn", (0, 0.5), "judgement", "Taiwan's will that US supplies add")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Land what gets through: missiles for the coast, and arms for reservists, of whom Taiwan has more than arms.

    A Washington that fights needs its ships and transports for its own forces; its word holds up will all the same.
    """
    passed = through(world, params) * sent(world, orders, params)
    armed = params.battalions * passed
    will = world.taiwan_will + params.supplied_will * (orders.value("us.intervene") >= 1)
    return replace(
        world,
        coastal_missiles=world.coastal_missiles + params.missiles * passed,
        reserve_battalions=world.reserve_battalions + np.floor(armed + dice[:, 0] * (armed > 0)),
        taiwan_will=will.clip(0, 1),
    )


def sent(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) share of what Washington would send that leaves: less where Tokyo does not help in the rear."""
    staged = params.afar + (1 - params.afar) * world.support_share
    return orders.are("us.intervene", "supply") * staged


def through(world: World, params: Params) -> Array:
    """(worlds,) share of what is sent that arrives, past the warships that China has left and its share of the air."""
    left = world.ships[:, CHINA]
    sunk = world.ships_lost[:, CHINA] - world.landing_ships_lost
    return 1 - params.stopped * left / np.maximum(left + sunk, 1) * world.china_air

"""Landing: what the surviving fleet, captured ports and the air can put ashore."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, World, replace

DICE = (2,)  # rounding of battalions landed, of those lost on the way


class Params(Section):
    """Numbers of this rule."""

    battalion_troops: Number = sourced(1000, "troops", (300, 3000), "judgement", "in a battalion with its support")
    offload: Number = sourced(
        1.0, "factor", (0.1, 3), "[csis-firstbattle]", "rate beside late-war US rates; 0.7 is Falklands"
    )
    beach_losses: Number = sourced(
        0.04, "share", (0, 1), "judgement", "lost on the way when Taiwan defends the beaches"
    )
    depth_losses: Number = sourced(0.01, "share", (0, 1), "judgement", "the same when it fights in depth")
    air_landing: Number = sourced(
        5.1, "battalions per turn", (0, 30), "[calibration]", "by air when China owns the air"
    )
    air_needed: Number = sourced(0.55, "share", (0, 0.99), "judgement", "of the air that landing by air needs")
    mainland_effect: Number = sourced(0.15, "share", (0, 1), "judgement", "lift lost to strikes on ports")
    supply_need: Number = sourced(
        0.06, "battalion lifts", (0, 1), "judgement", "lift that supplies a battalion for a turn"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Carry supplies first and troops with what lift is left.

    Lift is the published rate for the whole fleet times the share of it afloat, on the mean of the turn,
    for ships are sunk all through it: 8,000 troops on D-day on top of 16,000 in each 3.5 days
    [csis-firstbattle].
    """
    lift = total(lift_contributions(world, orders, params))
    need = world.battalions_ashore * params.supply_need
    supplied = np.minimum(need, lift)
    supply = np.where(need > 0, supplied / np.maximum(need, 1e-9), 1.0)
    sailing, at_risk = sailing_and_lost(world, lift, orders, params)
    lost = np.floor(at_risk + dice[:, 1] * (sailing > 0))
    landed = np.maximum(np.floor(sailing + dice[:, 0] * (sailing > 0)) - lost, 0)
    battalions_lost = world.battalions_lost.copy()
    battalions_lost[:, CHINA] += lost
    return replace(
        world,
        lift_battalions=landed,
        battalions_ashore=world.battalions_ashore + landed,
        battalions_landed=world.battalions_landed + landed,
        battalions_lost=battalions_lost,
        supply=supply,
    )


def sailing_and_lost(world: World, lift: Array, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds,) battalions that sail with what supplies leave of the lift, and those to be lost on the way."""
    sailing = lift - np.minimum(world.battalions_ashore * params.supply_need, lift)
    at_beach = np.where(orders.are("taiwan.defence", "beaches"), params.beach_losses, params.depth_losses)
    return sailing, sailing * at_beach


def lift_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Lift of this turn in battalions, by the way they come."""
    started = np.maximum(world.landing_ships + world.landing_ships_lost, 1)
    afloat = (world.landing_ships_sailed + world.landing_ships) / 2 / started
    troops = world.turn_lift + world.first_day_lift * (world.clock.turn == 0)
    bombed = 1 - params.mainland_effect * orders.value("us.mainland") * (world.us_share > 0)
    pace = orders.value("china.landing")
    owned = ((world.china_air - params.air_needed) / (1 - params.air_needed)).clip(0, 1)
    return {
        "landing ships": troops / params.battalion_troops * afloat * params.offload * bombed * pace,
        "by air": params.air_landing * owned * pace,
        "captured ports": world.ports * bombed,
    }

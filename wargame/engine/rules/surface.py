"""Surface ships: China's missiles against the fleets of its enemies, and their hunt for its submarines."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics import salvo
from wargame.engine.physics.fire import FLEETS, Fire, all_missiles, forward, missiles_fired, within_reach
from wargame.engine.world import CHINA, JAPAN, US, World, replace

CARRIERS = 11
# Eleven carriers; of each fleet a part of a ship, and the fortune of its defence; a part of a boat that is hunted.
DICE = (CARRIERS + 2 * len(FLEETS) + 1,)
PARTS, FORTUNES, HUNT = CARRIERS, CARRIERS + len(FLEETS), CARRIERS + 2 * len(FLEETS)


class Params(Fire, salvo.Defence):
    """Numbers of this rule: what is fired at the fleets that sail against China, and their defence."""

    carrier_aircraft: Number = sourced(
        48, "aircraft", (0, 100), "[csis-firstbattle]", "lost with a carrier (96 with the two of the base case)"
    )
    hunting: Number = sourced(
        0.03, "boats per ship and turn", (0, 1), "judgement", "Chinese submarines that a US or Japanese ship sinks"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Share China's missiles among the ships within reach, and lose those that are hit; hunt its submarines.

    No ship draws more than it is worth, so that hiding most ships does not doom the rest; and what China has lost
    fires no more.
    """
    by_arm = missiles_fired(world, orders, params)
    fired = all_missiles(by_arm)
    chance = carrier_chance(world, orders, fired["carriers"], params)
    hit = (dice[:, :CARRIERS] < chance[:, None]) & (np.arange(CARRIERS) < world.carriers[:, None])
    carriers_lost = hit.sum(axis=1)
    within = within_reach(world, orders, params)
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    for column, (side, name) in enumerate(FLEETS):
        hits = salvo.hits(fired[name], params, dice[:, FORTUNES + column])
        lost = np.floor(ships_struck(hits, within[name]) + dice[:, PARTS + column] * (hits > 0))
        lost = np.minimum(lost, ships[:, side])
        ships[:, side] -= lost
        ships_lost[:, side] += lost
    ships_lost[:, US] += carriers_lost
    sunk_with = np.zeros_like(world.aircraft_lost)
    sunk_with[:, US] = np.rint(carriers_lost * params.carrier_aircraft)
    hunted = total(hunt_contributions(world, params))
    boats = np.minimum(np.floor(hunted + dice[:, HUNT] * (hunted > 0)), world.submarines[:, CHINA])
    submarines, submarines_lost = world.submarines.copy(), world.submarines_lost.copy()
    submarines[:, CHINA] -= boats
    submarines_lost[:, CHINA] += boats
    ballistic = total({target: arms["ballistic missiles"] for target, arms in by_arm.items()})
    return replace(
        world,
        ship_missiles=np.maximum(world.ship_missiles - ballistic, 0),
        carriers=world.carriers - carriers_lost,
        carriers_lost=world.carriers_lost + carriers_lost,
        aircraft_lost=world.aircraft_lost + sunk_with,
        aircraft_lost_parked=world.aircraft_lost_parked + sunk_with,
        ships=ships,
        ships_lost=ships_lost,
        submarines=submarines,
        submarines_lost=submarines_lost,
    )


def ships_struck(hits: Array, within: Array) -> Array:
    """(worlds,) ships out of the war: hits fall on those within reach by chance, and some on one that is lost."""
    return within * -np.expm1(-hits / np.maximum(within, 1e-9))


def carrier_chance(world: World, orders: Orders, fired: Array, params: Params) -> Array:
    """(worlds,) chance that a carrier is hit in this turn, and so out of the war, of all that is fired at them."""
    near = np.where(forward(world, orders), 1.0, params.stand_off_carriers)
    return 1 - salvo.unhit_chance(fired / np.maximum(world.carriers, 1) * near, params)


def hunt_contributions(world: World, params: Params) -> Contributions:
    """Chinese submarines that are to be expected sunk, by whose ships; fewer boats are harder to find."""
    boats = world.submarines[:, CHINA]
    left = boats / np.maximum(boats + world.submarines_lost[:, CHINA], 1)
    american = world.ships[:, US] * world.us_share * params.hunting
    japanese = world.ships[:, JAPAN] * world.japan_fights * params.hunting
    return {
        "US ships": american,
        "Japanese ships": japanese,
        "few boats are harder to find": (american + japanese) * (left - 1),
    }

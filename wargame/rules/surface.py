"""Surface ships: China's missiles against the fleets of its enemies, and their hunt for its submarines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.contributions import Contributions, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, sourced
from wargame.phrase import marked
from wargame.physics import salvo
from wargame.world import CHINA, JAPAN, TAIWAN, US, World, replace

CARRIERS = 11
FLEETS = ((US, "us", "US"), (JAPAN, "japan", "Japanese"), (TAIWAN, "taiwan", "Taiwanese"))
# Eleven carriers; of each fleet a part of a ship, and the fortune of its defence; a part of a boat that is hunted.
DICE = (CARRIERS + 2 * len(FLEETS) + 1,)
PARTS, FORTUNES, HUNT = CARRIERS, CARRIERS + len(FLEETS), CARRIERS + 2 * len(FLEETS)


class Params(salvo.Defence):
    """Numbers of this rule: the defence of the fleets that sail against China, and what is fired at them."""

    per_ship: Number = sourced(
        8.7, "missiles per ship and turn", (0.1, 100), "[calibration]", "worth firing at one ship within reach"
    )
    per_carrier: Number = sourced(
        50.0,
        "missiles per carrier and turn",
        (0, 500),
        "judgement",
        "worth firing at a carrier: two salvos, and one that is forward falls in its first week",
    )
    stand_off_ships: Number = sourced(0.4, "share", (0, 1), "judgement", "of US ships within reach, standing off")
    stand_off_carriers: Number = sourced(0.06, "share", (0, 1), "judgement", "of missiles that reach a carrier then")
    japan_exposed: Number = sourced(
        1.0, "share", (0, 1), "[csis-firstbattle]", "of Japan's ships within reach on the offensive"
    )
    home_exposed: Number = sourced(0.17, "share", (0, 1), "judgement", "of Japan's ships within reach at home")
    ballistic_pace: Number = sourced(
        75, "missiles per turn", (0, 1000), "judgement", "ballistic missiles fired at US ships"
    )
    aircraft_missiles: Number = sourced(
        0.25, "missiles per aircraft and turn", (0, 10), "judgement", "fired at ships by China's aircraft"
    )
    escort_missiles: Number = sourced(
        2.5, "missiles per ship and turn", (0, 50), "judgement", "fired at ships by China's surface ships"
    )
    boat_missiles: Number = sourced(
        4.0, "missiles per boat and turn", (0, 50), "judgement", "and torpedoes, fired at ships by China's submarines"
    )
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
    fired = all_missiles(*missiles_fired(world, orders, params))
    hit = (dice[:, :CARRIERS] < carrier_chance(world, fired, params)[:, None]) & (
        np.arange(CARRIERS) < world.carriers[:, None]
    )
    carriers_lost = hit.sum(axis=1)
    within = within_reach(world, orders, params)
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    for column, (side, _, name) in enumerate(FLEETS):
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
    return replace(
        world,
        ship_missiles=world.ship_missiles - missiles_by_arm(world, orders, params)["ballistic missiles"],
        carriers=world.carriers - carriers_lost,
        carriers_lost=world.carriers_lost + carriers_lost,
        aircraft_lost=world.aircraft_lost + sunk_with,
        aircraft_lost_parked=world.aircraft_lost_parked + sunk_with,
        ships=ships,
        ships_lost=ships_lost,
        submarines=submarines,
        submarines_lost=submarines_lost,
    )


def within_reach(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """(worlds,) carriers, and ships of each fleet, within reach of China's missiles.

    US ships go forward with a carrier; without one they stand off.
    """
    forward, at_risk = (
        orders.are("us.carriers", "forward") & (world.carriers > 0),
        (world.us_share > 0) | (world.bomber_share > 0),
    )
    offensive = world.japan_fights & orders.are("japan.sdf", "offensive")
    home = params.home_exposed * (world.japan_struck | world.japan_fights)
    return {
        "carriers": world.carriers * np.where(forward, 1.0, params.stand_off_carriers) * at_risk,
        "US": world.ships[:, US] * np.where(forward, 1.0, params.stand_off_ships) * at_risk,
        "Japanese": world.ships[:, JAPAN] * np.where(offensive, params.japan_exposed, home),
        "Taiwanese": world.ships[:, TAIWAN],
    }


def _wanted(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """(worlds,) missiles worth firing in this turn at the carriers and at each fleet."""
    within = within_reach(world, orders, params)
    return {
        name: count * (params.per_carrier if name == "carriers" else params.per_ship) for name, count in within.items()
    }


def missiles_by_arm(world: World, orders: Orders, params: Params) -> Mapping[str, Array]:
    """(worlds,) missiles that each arm fires at ships, were there targets for all; ballistic ones fly at US ships."""
    wanted = _wanted(world, orders, params)
    ballistic = np.minimum(params.ballistic_pace, wanted["carriers"] + wanted["US"])
    return {
        marked("ballistic missiles"): np.minimum(world.ship_missiles, ballistic),
        "aircraft": world.china_aircraft * params.aircraft_missiles,
        marked("surface ships"): world.ships[:, CHINA] * params.escort_missiles,
        "submarines": world.submarines[:, CHINA] * params.boat_missiles,
    }


def missiles_fired(world: World, orders: Orders, params: Params) -> tuple[dict[str, Array], dict[str, Array]]:
    """(worlds,) missiles fired at the carriers, which come first, and at each fleet: ballistic ones, and all others."""
    wanted = _wanted(world, orders, params)
    arms = dict(missiles_by_arm(world, orders, params))
    ballistic = arms.pop("ballistic missiles")
    others = total(arms)
    at_carriers = np.minimum(wanted["carriers"], ballistic)
    also = np.minimum(wanted["carriers"] - at_carriers, others)
    at_ships = ballistic - at_carriers
    left = {fleet: wanted[fleet] - (at_ships if fleet == "US" else 0.0) for _, _, fleet in FLEETS}
    served = np.minimum((others - also) / np.maximum(total(left), 1e-9), 1.0)
    nothing = np.zeros_like(at_ships)
    return (
        {"carriers": at_carriers, "US": at_ships, "Japanese": nothing, "Taiwanese": nothing},
        {"carriers": also, **{fleet: count * served for fleet, count in left.items()}},
    )


def all_missiles(ballistic: Mapping[str, Array], others: Mapping[str, Array]) -> dict[str, Array]:
    return {target: count + others[target] for target, count in ballistic.items()}


def ships_struck(hits: Array, within: Array) -> Array:
    """(worlds,) ships out of the war: hits fall on those within reach by chance, and some on one that is lost."""
    return within * -np.expm1(-hits / np.maximum(within, 1e-9))


def carrier_chance(world: World, fired: Mapping[str, Array], params: Params) -> Array:
    """(worlds,) chance that a carrier is hit in this turn, and so out of the war."""
    each = fired["carriers"] / np.maximum(world.carriers, 1)
    return 1 - salvo.unhit_chance(each, params)


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

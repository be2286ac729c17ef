"""Fire at ships: which are within reach of China's missiles, and how these are shared among them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.contributions import total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import marked
from wargame.world import CHINA, JAPAN, TAIWAN, US, World

FLEETS = ((US, "US"), (JAPAN, "Japanese"), (TAIWAN, "Taiwanese"))


class Fire(Section):
    """Numbers of ships within reach, and of the missiles that are worth firing at them."""

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


def within_reach(world: World, orders: Orders, numbers: Fire) -> dict[str, Array]:
    """(worlds,) carriers, and ships of each fleet, within reach of China's missiles.

    US ships go forward with a carrier; without one they stand off.
    """
    forward, at_risk = (
        orders.are("us.carriers", "forward") & (world.carriers > 0),
        (world.us_share > 0) | (world.bomber_share > 0),
    )
    offensive = world.japan_fights & orders.are("japan.sdf", "offensive")
    home = numbers.home_exposed * (world.japan_struck | world.japan_fights)
    return {
        "carriers": world.carriers * np.where(forward, 1.0, numbers.stand_off_carriers) * at_risk,
        "US": world.ships[:, US] * np.where(forward, 1.0, numbers.stand_off_ships) * at_risk,
        "Japanese": world.ships[:, JAPAN] * np.where(offensive, numbers.japan_exposed, home),
        "Taiwanese": world.ships[:, TAIWAN],
    }


def _wanted(world: World, orders: Orders, numbers: Fire) -> dict[str, Array]:
    """(worlds,) missiles worth firing in this turn at the carriers and at each fleet."""
    within = within_reach(world, orders, numbers)
    return {
        name: count * (numbers.per_carrier if name == "carriers" else numbers.per_ship)
        for name, count in within.items()
    }


def missiles_by_arm(world: World, orders: Orders, numbers: Fire) -> Mapping[str, Array]:
    """(worlds,) missiles that each arm fires at ships, were there targets for all; ballistic ones fly at US ships."""
    wanted = _wanted(world, orders, numbers)
    ballistic = np.minimum(numbers.ballistic_pace, wanted["carriers"] + wanted["US"])
    return {
        marked("ballistic missiles"): np.minimum(world.ship_missiles, ballistic),
        "aircraft": world.china_aircraft * numbers.aircraft_missiles,
        marked("surface ships"): world.ships[:, CHINA] * numbers.escort_missiles,
        "submarines": world.submarines[:, CHINA] * numbers.boat_missiles,
    }


def missiles_fired(world: World, orders: Orders, numbers: Fire) -> tuple[dict[str, Array], dict[str, Array]]:
    """(worlds,) missiles fired at the carriers, which come first, and at each fleet: ballistic ones, and all others."""
    wanted = _wanted(world, orders, numbers)
    arms = dict(missiles_by_arm(world, orders, numbers))
    ballistic = arms.pop("ballistic missiles")
    others = total(arms)
    at_carriers = np.minimum(wanted["carriers"], ballistic)
    also = np.minimum(wanted["carriers"] - at_carriers, others)
    at_ships = ballistic - at_carriers
    left = {fleet: wanted[fleet] - (at_ships if fleet == "US" else 0.0) for _, fleet in FLEETS}
    served = np.minimum((others - also) / np.maximum(total(left), 1e-9), 1.0)
    nothing = np.zeros_like(at_ships)
    return (
        {"carriers": at_carriers, "US": at_ships, "Japanese": nothing, "Taiwanese": nothing},
        {"carriers": also, **{fleet: count * served for fleet, count in left.items()}},
    )


def all_missiles(ballistic: Mapping[str, Array], others: Mapping[str, Array]) -> dict[str, Array]:
    """(worlds,) missiles fired at the carriers and at each fleet, of every kind."""
    return {target: count + others[target] for target, count in ballistic.items()}

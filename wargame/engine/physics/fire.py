"""Fire at ships: which are within reach of China's missiles, and how these are shared among them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World
from wargame.text.phrase import marked

FLEETS = ((US, "US"), (JAPAN, "Japanese"), (TAIWAN, "Taiwanese"))


class Fire(Section):
    """Numbers of ships within reach, and of the missiles that are worth firing at them."""

    per_ship: Number = sourced(
        9.6, "missiles per ship and turn", (0.1, 100), "[calibration]", "worth firing at one ship within reach"
    )
    per_carrier: Number = sourced(
        50.0,
        "missiles per carrier and turn",
        (0, 500),
        "judgement",
        "worth firing at a carrier: two salvos, and one that is forward falls in its first week",
    )
    stand_off_ships: Number = sourced(
        0.4, "share", (0, 1), "judgement", "of US ships, standing off, that ballistic missiles and boats reach"
    )
    stand_off_carriers: Number = sourced(
        0.06, "share", (0, 1), "judgement", "of missiles fired at a carrier that stands off that come near it"
    )
    far_boats: Number = sourced(
        0.16, "share", (0, 1), "[cmpr2024]", "of China's boats that hunt where ships stand off: the six nuclear ones"
    )
    japan_exposed: Number = sourced(
        1.0, "share", (0, 1), "[csis-firstbattle]", "of Japan's ships within reach on the offensive"
    )
    home_exposed: Number = sourced(0.17, "share", (0, 1), "judgement", "of Japan's ships within reach at home")
    ballistic_pace: Number = sourced(
        75, "missiles per turn", (0, 1000), "judgement", "the most ballistic missiles fired at US ships"
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


def forward(world: World, orders: Orders) -> Array:
    """(worlds,) whether US ships are off Okinawa: they go with a carrier, and without one they stand off."""
    there: Array = orders.are("us.carriers", "forward") & (world.carriers > 0)
    return there


def within_reach(world: World, orders: Orders, numbers: Fire) -> dict[str, Array]:
    """(worlds,) carriers, and ships of each fleet, within reach of any of China's missiles.

    US ships are there for as much of the turn as the US fights: bombers that fight alone put no ship at risk.
    """
    near = forward(world, orders)
    offensive = world.japan_fights & orders.are("japan.sdf", "offensive")
    home = numbers.home_exposed * (world.japan_struck | world.japan_fights)
    return {
        "carriers": world.carriers * world.us_share,
        "US": world.ships[:, US] * np.where(near, 1.0, numbers.stand_off_ships) * world.us_share,
        "Japanese": world.ships[:, JAPAN] * np.where(offensive, numbers.japan_exposed, home),
        "Taiwanese": world.ships[:, TAIWAN],
    }


def missiles_fired(world: World, orders: Orders, numbers: Fire) -> dict[str, Contributions]:
    """Missiles fired at the carriers, which come first, and at each fleet, by the arm that fires them.

    Ballistic missiles fly at US ships alone. At those that stand off nothing else of China's flies but what its few
    boats of long endurance fire: they are beyond the reach of aircraft, surface ships and coastal boats.
    """
    within, near = within_reach(world, orders, numbers), forward(world, orders)
    wanted = {
        target: count * (numbers.per_carrier if target == "carriers" else numbers.per_ship)
        for target, count in within.items()
    }
    ballistic = np.minimum(world.ship_missiles, numbers.ballistic_pace)
    boats = world.submarines[:, CHINA] * numbers.boat_missiles
    far = np.where(near, 0.0, boats * numbers.far_boats * (world.us_share > 0))
    arms = {
        "aircraft": world.china_aircraft * numbers.aircraft_missiles,
        marked("surface ships"): world.ships[:, CHINA] * numbers.escort_missiles,
        "submarines": boats - far,
    }
    supply = total(arms)
    ballistically, far_off = {}, {}
    for target in ("carriers", "US"):
        ballistically[target] = np.minimum(wanted[target], ballistic)
        far_off[target] = np.minimum(wanted[target] - ballistically[target], far)
        ballistic, far = ballistic - ballistically[target], far - far_off[target]
        wanted[target] = np.where(near, wanted[target] - ballistically[target], 0.0)
    at_carriers = np.minimum(wanted.pop("carriers"), supply)
    served = np.minimum((supply - at_carriers) / np.maximum(total(wanted), 1e-9), 1.0)
    others = {"carriers": at_carriers, **{fleet: count * served for fleet, count in wanted.items()}}
    nothing = np.zeros_like(supply)
    return {
        target: {
            marked("ballistic missiles"): ballistically.get(target, nothing),
            **{arm: count * missiles / np.maximum(supply, 1e-9) for arm, missiles in arms.items()},
            marked("submarines far off"): far_off.get(target, nothing),
        }
        for target, count in others.items()
    }


def all_missiles(fired: Mapping[str, Contributions]) -> dict[str, Array]:
    """(worlds,) missiles fired at the carriers and at each fleet, by all arms."""
    return {target: total(by_arm) for target, by_arm in fired.items()}

"""Aim: how the missiles that launchers can fire are shared among runways and parked aircraft of the bases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.exposure import useful
from wargame.engine.physics.parked import Parked, patches
from wargame.engine.world import MISSILES, PROGRAMMES, WAR_TURN_DAYS, World, shares


class Aim(Parked):
    """Numbers of launchers, and of what is worth their missiles."""

    short_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 1,000 km")
    medium_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 3,000 km")
    intermediate_launchers: Number = sourced(
        250, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 5,500 km"
    )
    cruise_launchers: Number = sourced(150, "launchers", (0, 2000), "[cmpr2024]", "for cruise missiles")
    salvos: Number = sourced(1.0, "salvos per turn", (0, 10), "judgement", "a launcher fires in 3.5 days")
    per_aircraft: Number = sourced(
        3.0, "missiles per aircraft", (0, 50), "judgement", "the most fired at a ramp, or a runway, for each there"
    )
    cover: Number = sourced(
        3.0,
        "times",
        (0.1, 20),
        "judgement",
        "that a ramp is covered, or a runway shut for a turn, before missiles wait",
    )
    cruise_reserve: Number = sourced(
        0.33, "share", (0, 1), "[csis-firstbattle]", "of cruise missiles that is kept back to the end"
    )
    runway_share: Number = sourced(0.45, "share", (0, 1), "judgement", "aimed at runways; the rest at parked aircraft")
    strip_missiles: Number = sourced(
        8.0, "missiles per strip and day", (0.5, 200), "[stimson]", "that keep a strip shut"
    )
    far_spread: Number = sourced(
        2.8, "factor", (1, 20), "judgement", "missiles of intermediate range that cut a strip as one of another does"
    )


@dataclass(frozen=True)
class Salvo:
    """Missiles of one turn."""

    fired: Array  # (worlds, MISSILES)
    on_runways: Array  # (worlds, bases) aimed at runways
    on_ramps: Array  # (worlds, bases) aimed at parked aircraft
    precision: Array  # (worlds, bases) of those aimed at runways, what they are worth beside the most precise, share

    @property
    def on_base(self) -> Array:
        """(worlds, bases) aimed at a base."""
        return self.on_runways + self.on_ramps


def salvo_at_bases(world: World, orders: Orders, numbers: Aim) -> Salvo:
    """Share what launchers can fire among runways and ramps: ballistic missiles first, cruise missiles fill in."""
    theatre = world.theatre
    at_war = (world.us_share > 0) | (world.bomber_share > 0)
    launch = _ready(world, numbers)
    order = orders.choice("china.strike")[:, None]
    on_japan = theatre.on_japan & ((order == 2) | ((order == 1) & theatre.us_operated))
    elsewhere = theatre.us_may_use & ~theatre.on_japan & at_war[:, None]
    worth = np.where(on_japan | elsewhere, world.us_aircraft + np.where(order == 2, world.japan_aircraft, 0), 0.0)
    bases = worth.shape[1]
    on_runway = np.repeat(numbers.runway_share[:, None], bases, axis=1)
    prized = useful(world, worth, numbers)
    weights = np.concatenate([prized * on_runway, prized * (1 - on_runway)], axis=1)  # runways, then ramps
    room = _room(world, worth, numbers)
    fired = np.zeros_like(launch)
    fired[:, 0] = launch[:, 0]  # the short ones all fall on Taiwan
    cutting = np.zeros_like(worth)
    aimed = np.zeros_like(room)
    for kind in range(1, len(MISSILES)):
        far = MISSILES[kind] == "intermediate"
        # The longest reach is kept for what nothing else can reach.
        nearer = theatre.in_reach[kind - 1] if far else np.zeros_like(theatre.in_reach[kind])
        reached = theatre.in_reach[kind] & ~nearer
        shot = _spread(launch[:, kind], weights * np.tile(reached, 2), room - aimed)
        fired[:, kind] = shot.sum(axis=1)
        cutting = cutting + shot[:, :bases] / (numbers.far_spread[:, None] if far else 1.0)
        aimed = aimed + shot
    on_runways, on_ramps = aimed[:, :bases], aimed[:, bases:]
    return Salvo(fired, on_runways, on_ramps, cutting / np.maximum(on_runways, 1e-9))


def _ready(world: World, numbers: Aim) -> Array:
    """(worlds, MISSILES) missiles that may be fired this turn: no more than launchers can, none of the reserve."""
    launchers = np.stack(np.broadcast_arrays(*[getattr(numbers, f"{kind}_launchers") for kind in MISSILES]), axis=-1)
    # What was built beyond the plan came with its launchers.
    launchers = launchers * (1 + world.delivered[:, PROGRAMMES.index("china_missiles"), None])
    free = world.missiles.copy()
    cruise = MISSILES.index("cruise")
    free[:, cruise] = np.maximum(free[:, cruise] - numbers.cruise_reserve * world.cruise_missiles, 0)
    return np.minimum(free, launchers * numbers.salvos[:, None])


def _room(world: World, worth: Array, numbers: Aim) -> Array:
    """(worlds, runways and ramps) the most missiles worth firing at each this turn; what is beyond stays in stock.

    A missile costs as much as a good part of a fighter, so few aircraft draw few; and a ramp that is covered, or
    a runway that is shut, gains nothing from more.
    """
    strip_days = numbers.strip_missiles[:, None] * world.theatre.fighter_strips
    shut = strip_days * np.maximum(numbers.cover[:, None] * WAR_TURN_DAYS - world.closed_days, 0)
    covered = numbers.cover[:, None] * patches(world, numbers)
    return np.minimum(np.concatenate([shut, covered], axis=1), np.tile(numbers.per_aircraft[:, None] * worth, 2))


def _spread(missiles: Array, weights: Array, room: Array) -> Array:
    """(worlds, targets) missiles by weight, none beyond its room; what one has no room for goes to the others once."""
    aimed = np.minimum(shares(weights) * missiles[:, None], room)
    left = missiles - aimed.sum(axis=1)
    return np.minimum(aimed + shares(weights * (aimed < room)) * left[:, None], room)

"""Supply: ports and airfields that China captures, works and is bombed out of."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import World, replace

DICE = (1,)  # whether a port falls this turn


class Params(Section):
    """Numbers of this rule."""

    port_area: Number = sourced(6000, "km2", (100, 36000), "judgement", "held when a port falls two times in three")
    port_capacity: Number = sourced(
        6.0, "battalions per turn", (0, 50), "judgement", "of all ports that can be taken, undamaged"
    )
    repair: Number = sourced(0.35, "share per turn", (0, 1), "judgement", "of missing capacity that is repaired")
    bombing: Number = sourced(0.0009, "share per sortie", (0, 0.1), "judgement", "capacity lost to an allied sortie")
    bomber_effect: Number = sourced(0.10, "share per strike", (0, 1), "judgement", "capacity lost to a bomber strike")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Capture with area, repair with time, lose to bombing; capacity is capped, so one port is no runaway."""
    chance = capture_chance(world, params)
    _, held = repaired_ports(world, dice[:, 0] < chance, chance, params)
    sorties = world.sorties.sum(axis=1) + world.carrier_sorties
    spared = np.exp(-params.bombing * sorties - params.bomber_effect * world.bomber_loads)
    return replace(world, ports=held * spared)


def repaired_ports(world: World, falls: Array, chance: Array, params: Params) -> tuple[Array, Array]:
    """(worlds,) capacity after a turn of repair, and what of it the ground held allows."""
    most = params.port_capacity * chance * (world.battalions_ashore > 0)
    works = (world.ports > 0) | falls
    repaired = world.ports + params.repair * np.maximum(most - world.ports, 0) * works
    return repaired, np.minimum(repaired, most)


def capture_chance(world: World, params: Params) -> Array:
    """(worlds,) chance that a port falls in a turn: more with the area held."""
    return 1 - np.exp(-world.area_km2 / params.port_area)

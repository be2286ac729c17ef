"""Supply: ports and airfields that China captures, works and is bombed out of."""

from __future__ import annotations

import numpy as np

from wargame.explain import CERTAIN, Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import say
from wargame.world import World, replace

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
    _, held = _repaired(world, dice[:, 0] < chance, chance, params)
    sorties = world.sorties.sum(axis=1) + world.carrier_sorties
    spared = np.exp(-params.bombing * sorties - params.bomber_effect * world.bomber_loads)
    return replace(world, ports=held * spared)


def _repaired(world: World, falls: Array, chance: Array, params: Params) -> tuple[Array, Array]:
    """(worlds,) capacity after a turn of repair, and what of it the ground held allows."""
    most = params.port_capacity * chance * (world.battalions_ashore > 0)
    works = (world.ports > 0) | falls
    repaired = world.ports + params.repair * np.maximum(most - world.ports, 0) * works
    return repaired, np.minimum(repaired, most)


def capture_chance(world: World, params: Params) -> Array:
    """(worlds,) chance that a port falls in a turn: more with the area held."""
    return 1 - np.exp(-world.area_km2 / params.port_area)


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Whether a port works for China."""
    if before.ports[0] == 0 and after.ports[0] > 0:
        chance = float(capture_chance(before, params)[0])
        why = Explanation(
            title="Chance that a port falls in this turn",
            contributions=((say("{area_km2:,.0f} km² held", area_km2=before.area_km2[0]), chance),),
            score=chance,
            chance=chance,
            die=float(dice[0, 0]),
            otherwise=say("A die of {chance:.0f} or more keeps it.", chance=chance * 100),
            rule="supply",
            unit=CERTAIN,
            chance_of="its capture",
            sources=("judgement",),
        )
        return [Event("supply", "china", "China has captured a port and begins to repair it.", why, weight=7)]
    if after.ports[0] > 0:
        sentence = say("Captured ports land {ports:.1f} battalions a turn.", ports=after.ports[0])
        return [Event("supply", "china", sentence, _capacity(before, after, params, dice), weight=3)]
    return []


def _capacity(before: World, after: World, params: Params, dice: Array) -> Explanation:
    """What repair added to captured ports, and what bombing took."""
    chance = capture_chance(before, params)
    repaired, held = (float(part[0]) for part in _repaired(before, dice[:, 0] < chance, chance, params))
    was, now = float(before.ports[0]), float(after.ports[0])
    sorties = float(before.sorties[0].sum() + before.carrier_sorties[0])
    return Explanation(
        title="What captured ports land, in battalions a turn",
        contributions=(
            ("before this turn", was),
            ("repaired", repaired - was),
            ("more than the ground held allows", held - repaired),
            ("bombed", now - held),
        ),
        score=now,
        otherwise=say(
            "No die. {sorties:.0f} allied sorties and {strikes:.1f} bomber strikes were flown.",
            sorties=sorties,
            strikes=before.bomber_loads[0],
        ),
        rule="supply",
        unit="battalions a turn",
        sources=("judgement",),
    )

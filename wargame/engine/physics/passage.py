"""Passage: what ships for Taiwan meet in a week of a blockade: boarders, submarines, mines, missiles and aircraft."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import COMBAT, ESCORT, JOIN, STRIKES, SUBMARINES
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, MISSILES, World

SHORT = MISSILES.index("short")


class Passage(Section):
    """Numbers of what lies in wait, and of what escorts and patrols foil."""

    boardings: Number = sourced(30, "ships per week", (0, 500), "judgement", "that the coast guard can stop")
    turned: Number = sourced(0.85, "share", (0, 1), "judgement", "of ships boarded that are turned back")
    bluff: Number = sourced(
        0.10, "share per week", (0, 1), "judgement", "chance that boarders and escorts of a convoy fire on each other"
    )
    boat_station: Number = sourced(0.35, "share", (0, 1), "judgement", "of China's attack submarines on station")
    boat_attacks: Number = sourced(0.6, "attacks per boat and week", (0, 10), "judgement", "that find a ship")
    attack_kills: Number = sourced(0.5, "share", (0, 1), "judgement", "of attacks that sink a ship sailing alone")
    screen: Number = sourced(0.6, "share", (0, 1), "judgement", "of attacks on a convoy that its escorts foil")
    cover: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of what is left of them that patrol aircraft from Japan foil"
    )
    laying: Number = sourced(0.25, "share per week", (0, 1), "judgement", "of a full minefield that is laid")
    sweeping: Number = sourced(
        0.20, "share per week", (0, 1), "judgement", "of mines that Taiwan sweeps, and as much again the US and Japan"
    )
    mine_kills: Number = sourced(0.05, "share per passage", (0, 1), "judgement", "of ships lost to a full minefield")
    raid_kills: Number = sourced(
        0.15, "share per passage", (0, 1), "judgement", "of ships hit off the ports by missiles and aircraft"
    )
    raid_missiles: Number = sourced(60, "missiles per week", (0, 1000), "judgement", "to 1,000 km that strikes use up")
    raid_aircraft: Number = sourced(7.5, "aircraft per week", (0, 200), "judgement", "that strikes cost China")


@dataclass(frozen=True)
class Week:
    """What happens at sea in a week, each (worlds,); what is expected is rounded by a die of its own."""

    method: Array
    raids: Array  # share of the raids that missiles and aircraft are left for
    turned_back: Array
    sunk: tuple[Array, ...]  # by submarines alone and in convoy, by mines, by missiles and aircraft
    expected: tuple[Array, ...]  # the same before rounding
    minefield: Array
    passed: Array  # ships
    on_convoy: Array  # attacks
    boats: Array  # on station
    attacking: Array  # US warships attack
    stopped: Array  # boarders and escorts fire on each other


def week_at_sea(world: World, orders: Orders, numbers: Passage, dice: Array) -> Week:
    """Who meets whom, and what is turned back and sunk.

    Args:
        world: the blockade before this week.
        orders: how China blockades.
        numbers: of the passage.
        dice: (worlds, 5 or more) an escort stopped, sunk alone, sunk in convoy, mined, struck.
    """
    method = orders.value("china.blockade")
    below = method >= SUBMARINES
    raids = (method >= STRIKES) * _strength(world, numbers)
    alone, convoy = world.sailed.T
    turned_back = np.floor(np.minimum(alone, numbers.boardings * world.boarders) * numbers.turned)
    alone = alone - turned_back

    boats = world.submarines[:, CHINA] * numbers.boat_station
    attacks = boats * numbers.boat_attacks * below
    at_sea = np.maximum(alone + convoy, 1)
    on_alone = np.minimum(attacks * alone / at_sea, alone)
    on_convoy = np.minimum(attacks * convoy / at_sea, convoy)
    covered = (world.access >= COMBAT) & (world.escort >= ESCORT)  # by aircraft from Japan
    foiled = 1 - (1 - numbers.screen) * (1 - numbers.cover * covered)
    lone, escorted = on_alone * numbers.attack_kills, on_convoy * numbers.attack_kills * (1 - foiled)
    sunk_alone = np.minimum(np.floor(lone + dice[:, 1]), alone)
    sunk_convoy = np.minimum(np.floor(escorted + dice[:, 2]), convoy)
    minefield = _minefield(world, below, numbers)
    passing = alone - sunk_alone + convoy - sunk_convoy
    mines = passing * numbers.mine_kills * minefield
    mined = np.minimum(np.floor(mines + dice[:, 3]), passing)
    fire = passing * numbers.raid_kills * raids * (1 - foiled / 2)
    struck = np.minimum(np.floor(fire + dice[:, 4]), passing - mined)

    attacking = (world.escort > ESCORT) & (convoy > 0)
    stopped = ~below & (convoy > 0) & (dice[:, 0] < numbers.bluff)
    return Week(
        method, raids, turned_back, (sunk_alone, sunk_convoy, mined, struck), (lone, escorted, mines, fire),
        minefield, passing - mined - struck, on_convoy, boats, attacking, stopped,
    )  # fmt: skip


def _strength(world: World, numbers: Passage) -> Array:
    """(worlds,) share of the raids that missiles and aircraft are left for."""
    missiles = world.missiles[:, SHORT] / np.maximum(numbers.raid_missiles, 1e-9)
    aircraft = world.china_aircraft / np.maximum(numbers.raid_aircraft, 1e-9)
    return np.minimum(missiles, aircraft).clip(0, 1)


def _minefield(world: World, laid: Array, numbers: Passage) -> Array:
    """(worlds,) share of a full field after a week of laying and sweeping."""
    helpers = 1.0 + (world.escort >= ESCORT) + (world.access == JOIN)
    left = world.minefield * (1 - (numbers.sweeping * helpers).clip(0, 1))
    return (left + numbers.laying * laid).clip(0, 1)

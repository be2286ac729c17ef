"""Interdiction: what China boards, turns back and sinks on the way to Taiwan, and what that costs it."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import JOIN, SUBMARINES
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.passage import SHORT, Passage, Week, week_at_sea
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World, replace

# an escort stopped, sunk alone, sunk in convoy, mined, struck, boats lost, aircraft lost, warships lost of three sides
DICE = (10,)
ESCORTS = 7  # the first of the dice on warships


class Params(Passage):
    """Numbers of this rule: of the passage itself, and of what it costs those who fight over it."""

    boat_lost: Number = sourced(
        0.12, "share per attack", (0, 1), "judgement", "of boats that are sunk when they attack a convoy"
    )
    hunted: Number = sourced(
        0.08, "share per week", (0, 1), "judgement", "of boats on station that an attack on the blockade sinks"
    )
    attack_boarders: Number = sourced(
        0.15, "share per week", (0, 1), "judgement", "of the coast guard that is sunk where Washington attacks it"
    )
    attack_lost: Number = sourced(
        0.06, "share per week", (0, 1), "judgement", "of escorts that are lost where they attack, close to the coast"
    )
    escort_lost: Number = sourced(0.06, "ships per attack", (0, 1), "judgement", "warships sunk with a convoy")
    raid_harbours: Number = sourced(
        0.12, "share per week", (0, 1), "judgement", "of ports and power stations that strikes put out"
    )
    harbour_repair: Number = sourced(0.30, "share per week", (0, 1), "judgement", "of what is out that is repaired")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Turn back, sink and be sunk.

    Boarders stop ships that sail alone and stand aside for warships, unless somebody fires. Submarines and mines are
    added to that and find both; escorts foil attacks and sink boats. Strikes reach ports as well, and use up what an
    invasion needs: without missiles or aircraft there are none.
    """
    week = week_at_sea(world, orders, params, dice)
    attacking, raids = week.attacking, week.raids
    convoy = world.sailed[:, 1]
    fired = week.stopped | ((week.method >= SUBMARINES) & (convoy > 0)) | attacking
    boats_lost = total(boat_contributions(week, params))
    boats_lost = np.minimum(np.floor(boats_lost + dice[:, 5]), world.submarines[:, CHINA])
    aircraft_lost = np.minimum(np.floor(params.raid_aircraft * raids + dice[:, 6]), world.china_aircraft)
    ships, ships_lost = _lose_escorts(world, week, params, dice[:, ESCORTS:])
    submarines, submarines_lost = world.submarines.copy(), world.submarines_lost.copy()
    submarines[:, CHINA] -= boats_lost
    submarines_lost[:, CHINA] += boats_lost
    aircraft = world.aircraft_lost.copy()
    aircraft[:, CHINA] += aircraft_lost
    missiles = world.missiles.copy()
    missiles[:, SHORT] = (missiles[:, SHORT] - params.raid_missiles * raids).clip(0, None)
    alone, in_convoy, mined, struck = week.sunk
    return replace(
        world,
        method=week.method,
        turned_back=week.turned_back,
        merchants_sunk=world.merchants_sunk + alone + in_convoy + mined + struck,
        arrived=(week.passed / np.maximum(world.needed, 1)).clip(0, 1),
        minefield=week.minefield,
        harbours=total(harbour_contributions(world, raids, params)).clip(0, 1),
        clashes=world.clashes + fired,
        boarders=world.boarders * (1 - params.attack_boarders * attacking),
        japan_fights=world.japan_fights | (fired & (world.access == JOIN)),
        ships=ships,
        ships_lost=ships_lost,
        submarines=submarines,
        submarines_lost=submarines_lost,
        china_aircraft=world.china_aircraft - aircraft_lost,
        aircraft_lost=aircraft,
        missiles=missiles,
    )


def boat_contributions(week: Week, params: Params) -> Contributions:
    """Chinese submarines that are to be lost in a week."""
    return {
        "boats that attacked a convoy": week.on_convoy * params.boat_lost,
        "boats that US warships hunted": week.boats * params.hunted * week.attacking,
    }


def harbour_contributions(world: World, raids: Array, params: Params) -> Contributions:
    """Share of Taiwan's ports and power stations that work after a week."""
    return {
        "working before": world.harbours,
        "repaired": params.harbour_repair * (1 - world.harbours),
        "put out by strikes": -params.raid_harbours * raids,
    }


def escorts_at_risk(world: World, week: Week, params: Params) -> dict[int, Array]:
    """(worlds,) warships that are to be lost, by side: each by its share of the escorts; only US ones attack."""
    exposed = week.on_convoy * params.escort_lost + week.stopped
    share = world.escorting / np.maximum(world.escorting.sum(axis=1, keepdims=True), 1e-9)
    attack = params.attack_lost * week.attacking
    return {
        side: exposed * share[:, side] + attack * world.escorting[:, side] * (side == US)
        for side in (US, JAPAN, TAIWAN)
    }


def _lose_escorts(world: World, week: Week, params: Params, dice: Array) -> tuple[Array, Array]:
    """Warships of every side after a week, and those lost so far."""
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    for die, (side, expected) in enumerate(escorts_at_risk(world, week, params).items()):
        hit = np.minimum(np.floor(expected + dice[:, die]), ships[:, side])
        ships[:, side] -= hit
        ships_lost[:, side] += hit
    return ships, ships_lost

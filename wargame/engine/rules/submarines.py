"""Submarines: boats on station, their kills, and the way to reload and back."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.physics.finding import ease_of_finding
from wargame.engine.world import CAUSES, CHINA, JAPAN, US, WAR_TURN_DAYS, World, replace

DICE = (7,)  # landing ships, escorts, US losses, Japanese losses, late returns, Chinese losses, Japanese arrivals


class Params(Section):
    """Numbers of this rule."""

    kills: Number = sourced(
        2.0, "ships per boat and turn", (0, 10), "[csis-firstbattle]", "landing ships one US boat sinks"
    )
    decoys: Number = sourced(0.5, "share", (0, 1), "judgement", "of the two escorts it also hits that are decoys")
    attrition: Number = sourced(
        0.20, "share per turn", (0, 1), "[csis-firstbattle]", "of boats in the strait that are lost"
    )
    japan_ready: Number = sourced(
        0.67, "share", (0, 1), "judgement", "of Japan's boats that can sail; the rest are in overhaul or training"
    )
    japan_away_days: Number = sourced(
        12.0,
        "days",
        (3.5, 60),
        "judgement",
        "between two patrols of a Japanese boat: home at 9 knots, three days to reload, and back",
    )
    japan_kills: Number = sourced(0.5, "factor", (0, 2), "judgement", "kills of a Japanese boat beside a US one")
    late_share: Number = sourced(
        0.3, "share", (0, 1), "judgement", "of boats that return late without Yokosuka's tenders"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Sink ships, lose boats, and move the conveyors: each boat fires what it carries in a turn, and goes to reload.

    US boats are back in two turns. Japan's are diesel boats with a longer way to their ports: of those away, a share
    arrives in each turn. They sail once the SDF is on the offensive, and so hunt from the turn after.
    """
    boats, japan = on_station(world, orders)
    effort = (boats + japan * params.japan_kills) * params.kills * ease_of_finding(world)
    sunk = np.minimum(np.floor(effort + dice[:, 0]), world.landing_ships)
    escorts = np.minimum(np.floor(effort * (1 - params.decoys) + dice[:, 1]), world.ships[:, CHINA])
    us_lost = np.minimum(np.floor(boats * params.attrition + dice[:, 2] * (boats > 0)), world.submarines[:, US])
    japan_lost = np.minimum(np.floor(japan * params.attrition + dice[:, 3] * (japan > 0)), world.submarines[:, JAPAN])
    hunted = (boats + japan) * params.attrition
    china_lost = np.minimum(np.floor(hunted + dice[:, 5] * (hunted > 0)), world.submarines[:, CHINA])

    went = world.us_share > 0
    late = np.floor(world.reloading[:, 0] * params.late_share * (world.support_share == 0) + dice[:, 4])
    late = np.minimum(late * (world.support_share == 0), world.reloading[:, 0])
    survivors = world.submarines[:, US] - us_lost
    away = _japanese_boats_away(world, params)
    sail = away * (WAR_TURN_DAYS / params.japan_away_days) * _offensive(world, orders)
    arriving = np.minimum(np.floor(sail + dice[:, 6] * (sail > 0)), np.floor(away))
    submarines = world.submarines.copy()
    submarines[:, US] = np.where(went, world.reloading[:, 0] - late, survivors)
    submarines[:, JAPAN] -= japan_lost
    submarines[:, CHINA] -= china_lost
    reloading = np.stack([world.reloading[:, 1] + late, survivors], axis=1)
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    ships[:, CHINA] -= escorts
    ships_lost[:, CHINA] += escorts + sunk
    lost = world.submarines_lost.copy()
    lost[:, US] += us_lost
    lost[:, JAPAN] += japan_lost
    lost[:, CHINA] += china_lost
    sunk_by = world.sunk_by.copy()
    sunk_by[:, CAUSES.index("submarines")] += sunk + escorts
    return replace(
        world,
        submarines=submarines,
        reloading=np.where(went[:, None], reloading, world.reloading),
        japan_on_station=arriving,
        landing_ships_sailed=world.landing_ships,  # before anything is sunk in this turn
        landing_ships=world.landing_ships - sunk,
        landing_ships_lost=world.landing_ships_lost + sunk,
        ships=ships,
        ships_lost=ships_lost,
        submarines_lost=lost,
        sunk_by=sunk_by,
    )


def on_station(world: World, orders: Orders) -> tuple[Array, Array]:
    """(worlds,) US and Japanese boats in the strait."""
    return world.submarines[:, US] * world.us_share, world.japan_on_station * _offensive(world, orders)


def _offensive(world: World, orders: Orders) -> Array:
    """(worlds,) whether Japan's boats may hunt in the strait."""
    return world.japan_fights & orders.are("japan.sdf", "offensive")


def _japanese_boats_away(world: World, params: Params) -> Array:
    """(worlds,) Japanese boats that can sail and are not on station: on their way, or in port."""
    afloat = world.submarines[:, JAPAN]
    laid_up = (1 - params.japan_ready) * (afloat + world.submarines_lost[:, JAPAN])
    return np.maximum(afloat - laid_up - world.japan_on_station, 0)

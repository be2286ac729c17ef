"""Deployment: US fighters that arrive, and those that leave bases they may not fight from."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import WAR_TURN_DAYS, World, replace, shares

DICE = ("bases",)  # rounding of arrivals


class Params(Section):
    """Numbers of this rule."""

    mobilised_days: Number = sourced(
        0.0, "days", (0, 60), "[csis-firstbattle]", "after D-day on which reinforcements begin to come"
    )
    ramp_turns: Number = sourced(3.0, "turns", (0.5, 10), "judgement", "until reinforcements arrive at full pace")
    leave_share: Number = sourced(
        0.5,
        "share per turn",
        (0, 1),
        "judgement, after [csis-firstbattle]",
        "of idle aircraft that move (a turn to rebase)",
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Bring reinforcements to where they may fight, and move idle aircraft there while there is room."""
    leaving, incoming = moves(world, params)
    whole = np.floor(incoming + dice * (incoming > 0))
    return replace(world, us_aircraft=world.us_aircraft - leaving + whole)


def moves(world: World, params: Params) -> tuple[Array, Array]:
    """(worlds, bases) US aircraft that leave, and those that are to come, before dice make them whole."""
    theatre = world.theatre
    usable = theatre.us_may_use & (~theatre.on_japan | (world.combat_share > 0)[:, None])
    present = world.us_aircraft + world.japan_aircraft
    room = np.where(usable, np.maximum(theatre.parking - present, 0.0), 0.0)
    refused = theatre.on_japan & (world.combat_share == 0)[:, None]
    idle = (refused | theatre.closed) & (world.us_share > 0)[:, None]
    leaving = np.where(idle, world.us_aircraft * params.leave_share[:, None], 0.0)
    arriving = world.reinforcements * pace(world, params) * world.us_share
    moving = leaving.sum(axis=1)
    fits = np.minimum(1.0, room.sum(axis=1) / np.maximum(moving, 1e-9))
    leaving = leaving * fits[:, None]
    return leaving, shares(room) * np.minimum(arriving + moving * fits, room.sum(axis=1))[:, None]


def pace(world: World, params: Params) -> Array:
    """Share of the full pace at which reinforcements come."""
    day = (world.clock.turn + 1) * WAR_TURN_DAYS - params.mobilised_days
    return (day / WAR_TURN_DAYS / params.ramp_turns).clip(0, 1)

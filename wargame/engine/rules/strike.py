"""Strike: missiles on airfields, against runways and against parked aircraft."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.aim import Aim, salvo_at_bases
from wargame.engine.physics.parked import parked_contributions, taiwan_contributions
from wargame.engine.world import JAPAN, TAIWAN, US, WAR_TURN_DAYS, World, replace

# Rounding of US losses, of Japanese losses, of interceptors used; Taiwan's losses in the first of the fourth column.
DICE = ("bases", 4)


class Params(Aim):
    """Numbers of this rule: what missiles are aimed at, what they find there, and how many come through."""

    reliability: Number = sourced(0.85, "share", (0, 1), "[csis-firstbattle]", "of missiles that fly as they should")
    intercept_chance: Number = sourced(
        0.91, "share", (0, 1), "[csis-firstbattle]", "that two interceptors stop one missile"
    )
    tanker_repair: Number = sourced(2.0, "factor", (1, 10), "[stimson]", "longer closure for tankers than for fighters")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Fire one turn's salvo at the bases that Beijing has chosen to strike.

    Runways and parked aircraft compete for the same missiles [stimson] [csis-firstbattle]: a missile is
    spent on one or the other, and each mechanism sees only its own.
    """
    theatre = world.theatre
    salvo = salvo_at_bases(world, orders, params)
    shots, leakers = defended(world, salvo.on_base, params)
    through = leakers / np.maximum(salvo.on_base, 1e-9)
    on_runways = salvo.on_runways * through * salvo.precision

    present = world.us_aircraft + world.japan_aircraft
    parts, broken = parked_contributions(world, salvo.on_ramps * through, params)
    lost = total(parts)
    share_us = world.us_aircraft / np.maximum(present, 1e-9)
    us_lost = np.minimum(np.floor(lost * share_us + dice[:, :, 0]), np.floor(world.us_aircraft))
    japan_lost = np.minimum(np.floor(lost * (1 - share_us) + dice[:, :, 1]), np.floor(world.japan_aircraft))

    closed = world.closed_days + on_runways / (params.strip_missiles[:, None] * np.maximum(theatre.fighter_strips, 0.5))
    tanker_closed = world.tanker_closed_days + params.tanker_repair[:, None] * on_runways / (
        params.strip_missiles[:, None] * np.maximum(theatre.tanker_strips, 0.5)
    )
    in_taiwan, standing = taiwan_contributions(world, salvo.fired[:, 0] * params.reliability, params)
    taiwan_lost = np.minimum(np.floor(total(in_taiwan) + dice[:, 0, 3]), np.floor(world.taiwan_aircraft))
    parked_losses = np.zeros_like(world.aircraft_lost)
    parked_losses[:, TAIWAN], parked_losses[:, JAPAN] = taiwan_lost, japan_lost.sum(axis=1)
    parked_losses[:, US] = us_lost.sum(axis=1)
    struck = (salvo.on_base * theatre.on_japan).sum(axis=1) > 0
    return replace(
        world,
        missiles=np.maximum(world.missiles - salvo.fired, 0),
        interceptors=np.maximum(world.interceptors - np.floor(2 * shots + dice[:, :, 2]), 0),
        us_aircraft=world.us_aircraft - us_lost,
        japan_aircraft=world.japan_aircraft - japan_lost,
        taiwan_aircraft=world.taiwan_aircraft - taiwan_lost,
        taiwan_shelters=world.taiwan_shelters * standing,
        base_lost=us_lost + japan_lost,
        aircraft_lost=world.aircraft_lost + parked_losses,
        aircraft_lost_parked=world.aircraft_lost_parked + parked_losses,
        shelters=world.shelters * (1 - broken),
        open_share=(1 - closed / WAR_TURN_DAYS).clip(0, 1),
        tanker_open_share=(1 - tanker_closed / WAR_TURN_DAYS).clip(0, 1),
        closed_days=np.maximum(closed - WAR_TURN_DAYS, 0),
        tanker_closed_days=np.maximum(tanker_closed - WAR_TURN_DAYS, 0),
        japan_struck=world.japan_struck | struck,
    )


def defended(world: World, on_base: Array, params: Params) -> tuple[Array, Array]:
    """(worlds, bases) missiles engaged by two interceptors each, and missiles that get through."""
    arriving = on_base * params.reliability[:, None]
    shots = np.minimum(world.interceptors / 2, arriving)
    return shots, arriving - shots * params.intercept_chance[:, None]

"""Mobilisation: on D-day, what programmes delivered becomes shelters, missiles, ships and readiness."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.exposure import Exposure, exposed
from wargame.engine.world import CHINA, JAPAN, MISSILES, PROGRAMMES, TAIWAN, US, World, replace, shares

DICE = (0,)


class Params(Exposure):
    """Numbers of this rule."""

    unready_lift: Number = sourced(0.5, "share", (0, 1), "judgement", "lift lost if the PLA is wholly unready")
    unready_aircraft: Number = sourced(0.3, "share", (0, 1), "judgement", "the same for its aircraft")
    us_rally: Number = sourced(
        0.3, "share", (0, 1), "judgement", "US will to fight above the support of the administration, on D-day"
    )
    massing: Number = sourced(
        0.1, "share", (0, 1), "judgement", "of US aircraft that warning adds at its bases in Japan"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Turn what was delivered in the crisis into forces for the war.

    Shelters go where aircraft stand without one, and interceptors where aircraft stand, within reach of missiles and
    near enough to the strait to be worth them.
    """
    got = {name: world.delivered[:, column] for column, name in enumerate(PROGRAMMES)}
    theatre = world.theatre
    with_us = theatre.us_operated & theatre.us_may_use
    in_japan = theatre.on_japan & theatre.airfield
    presence = got["us_presence"][:, None] * shares(np.where(with_us, theatre.parking, 0.0)[None, :])
    us_aircraft = world.us_aircraft * (1 + params.massing[:, None] * in_japan) + presence
    japan_aircraft = world.japan_aircraft * (1 + got["japan_forces"])[:, None]
    aircraft = us_aircraft + japan_aircraft
    bare = exposed(world, np.maximum(aircraft - world.shelters, 0), params)
    defended = exposed(world, aircraft, params)
    lacking = 1 - world.china_readiness
    ready_lift = (1 - params.unready_lift * lacking) * (1 + got["china_lift"])
    missiles = world.missiles * (1 + got["china_missiles"])[:, None]
    assert missiles.shape[1] == len(MISSILES)
    will = world.will.copy()
    will[:, CHINA] = 1.0
    will[:, TAIWAN], will[:, JAPAN] = world.taiwan_will, world.approval[:, JAPAN]
    will[:, US] = (world.approval[:, US] + params.us_rally).clip(0, 1)
    return replace(
        world,
        will=will,
        landing_ships=np.rint(world.landing_ships * ready_lift),
        china_aircraft=world.china_aircraft * (1 - params.unready_aircraft * lacking) * world.output[:, CHINA],
        missiles=missiles,
        cruise_missiles=missiles[:, MISSILES.index("cruise")],
        ship_missiles=world.ship_missiles * (1 + got["china_missiles"]),
        lrasm=world.lrasm + got["us_munitions"],
        us_aircraft=us_aircraft,
        shelters=world.shelters
        + got["us_resilience"][:, None] * shares(bare * with_us)
        + got["japan_shelters"][:, None] * shares(bare * in_japan),
        interceptors=world.interceptors + got["japan_interceptors"][:, None] * shares(defended * in_japan),
        japan_aircraft=japan_aircraft,
        coastal_missiles=world.coastal_missiles + got["taiwan_coastal"],
        taiwan_aircraft=world.taiwan_aircraft + got["taiwan_conventional"],
    )

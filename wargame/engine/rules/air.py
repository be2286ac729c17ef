"""Air: the contest over the strait, and what it costs both sides."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.physics.flight import us_fighter_sorties, us_part
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, WAR_TURN_DAYS, World, replace
from wargame.text.phrase import marked

LAND = marked("land bases")
DICE = ("bases", 3)  # rounding of US and Japanese losses by base; in the third column Taiwan's, China's, carriers'


class Params(Section):
    """Numbers of this rule."""

    china_sorties: Number = sourced(3.0, "sorties per turn", (0, 20), "judgement", "of one Chinese aircraft")
    taiwan_sorties: Number = sourced(2.0, "sorties per turn", (0, 20), "judgement", "of one Taiwanese aircraft")
    mainland_effect: Number = sourced(
        0.15, "share", (0, 1), "judgement", "Chinese sorties lost to strikes on airfields"
    )
    cave_days: Number = sourced(
        14.0, "days", (0, 60), "[csis-firstbattle]", "for which rockets keep the runways at Taiwan's caves shut"
    )
    loss_per_sortie: Number = sourced(
        0.012, "share per sortie", (0, 0.5), "judgement, after [csis-firstbattle]", "aircraft lost when outnumbered"
    )
    us_edge: Number = sourced(
        1.0, "factor", (0.1, 10), "[csis-firstbattle]", "Chinese aircraft that a US sortie downs beside another's"
    )
    ground_fire: Number = sourced(
        0.047, "share per turn", (0, 0.5), "[calibration]", "Chinese aircraft lost to missiles from Taiwan"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Weigh sorties against sorties; the same number is equal whoever flies it [csis-firstbattle]."""
    flown = sorties_flown(world, orders, params)
    china, taiwan = flown["China"], flown["Taiwan"]
    allied = flown[LAND] + flown["carriers"] + taiwan
    chinas_share = china / np.maximum(china + allied, 1e-9)

    risk = params.loss_per_sortie * chinas_share
    american, japanese = downed_by_base(world, risk)
    us_lost = np.minimum(np.floor(american + dice[:, :, 0]), np.floor(world.us_aircraft))
    japan_lost = np.minimum(np.floor(japanese + dice[:, :, 1]), np.floor(world.japan_aircraft))
    carrier_lost = np.floor(world.carrier_sorties * risk + dice[:, 0, 2])
    taiwan_lost = np.minimum(np.floor(taiwan * risk + dice[:, 1, 2]), np.floor(world.taiwan_aircraft))
    china_lost = total(china_loss_contributions(world, flown, params))
    china_lost = np.minimum(np.floor(china_lost + dice[:, 2, 2]), np.floor(world.china_aircraft))

    lost = np.zeros_like(world.aircraft_lost)
    lost[:, CHINA], lost[:, TAIWAN], lost[:, JAPAN] = china_lost, taiwan_lost, japan_lost.sum(axis=1)
    lost[:, US] = us_lost.sum(axis=1) + carrier_lost
    return replace(
        world,
        us_aircraft=world.us_aircraft - us_lost,
        japan_aircraft=world.japan_aircraft - japan_lost,
        taiwan_aircraft=world.taiwan_aircraft - taiwan_lost,
        china_aircraft=world.china_aircraft - china_lost,
        china_air=chinas_share,
        aircraft_lost=world.aircraft_lost + lost,
    )


def downed_by_base(world: World, risk: Array) -> tuple[Array, Array]:
    """(worlds, bases) US and Japanese aircraft that are to be lost in the air, by the base that they fly from."""
    downed = world.sorties * risk[:, None]
    share_us = us_part(world)
    return downed * share_us, downed * (1 - share_us)


def china_loss_contributions(world: World, flown: Mapping[str, Array], params: Params) -> Contributions:
    """(worlds,) Chinese aircraft that are to be lost, by what downs them; a US sortie may down more than another's."""
    china, enemies = flown["China"], flown[LAND] + flown["carriers"] + flown["Taiwan"]
    chinas_share = china / np.maximum(china + enemies, 1e-9)
    lethal = 1 + (params.us_edge - 1) * us_fighter_sorties(world) / np.maximum(enemies, 1e-9)
    return {
        "enemies in the air": params.loss_per_sortie * china * (1 - chinas_share) * lethal,
        "missiles from Taiwan": params.ground_fire * _ground_defence(world) * world.china_aircraft,
    }


def sorties_flown(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """Sorties over the strait by who flew them, each (worlds,)."""
    bombed = params.mainland_effect * orders.value("us.mainland") * (world.us_share > 0)
    return {
        "China": world.china_aircraft * params.china_sorties * (1 - bombed),
        "Taiwan": (world.taiwan_aircraft - _trapped(world, params)) * params.taiwan_sorties,
        LAND: world.sorties.sum(axis=1),
        "carriers": world.carrier_sorties,
    }


def _trapped(world: World, params: Params) -> Array:
    """(worlds,) Taiwanese aircraft that sit in caves, safe, behind runways that are shut."""
    shut = (params.cave_days / WAR_TURN_DAYS - world.clock.turn).clip(0, 1)
    return np.minimum(world.cave_aircraft, world.taiwan_aircraft) * shut


def _ground_defence(world: World) -> Array:
    """(worlds,) share of Taiwan's army, and so of its air defence, that still stands."""
    whole = world.taiwan_battalions + world.reserve_battalions
    return whole / np.maximum(whole + world.battalions_lost[:, TAIWAN], 1e-9)

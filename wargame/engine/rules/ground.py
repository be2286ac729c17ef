"""Ground: battalions against battalions, and the area that changes hands."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, PROGRAMMES, TAIWAN, TAIWAN_KM2, WAR_TURN_DAYS, World, replace

DICE = (3,)  # Chinese losses, Taiwanese losses, the fortune of the front


class Params(Section):
    """Numbers of this rule."""

    reserve_value: Number = sourced(0.5, "share", (0, 1), "[csis-firstbattle]", "of a regular battalion's worth")
    march_days: Number = sourced(14.0, "days", (1, 60), "judgement", "for Taiwan's army to reach the front")
    frozen_days: Number = sourced(0.0, "days", (0, 30), "[csis-firstbattle]", "before it begins to move")
    front_width: Number = sourced(1.5, "factor", (0.2, 10), "judgement", "defenders that find room beside one attacker")
    battalion_km2: Number = sourced(29.0, "km2 per battalion and turn", (0, 500), "judgement", "taken at even strength")
    depth_pace: Number = sourced(
        0.8, "factor", (0, 2), "judgement", "defenders at the front when Taiwan fights in depth"
    )
    unsupplied: Number = sourced(
        0.3, "share", (0, 1), "judgement", "of its strength that an unsupplied battalion keeps"
    )
    close_air: Number = sourced(0.8, "factor", (0, 5), "judgement", "attack gained or lost with the air")
    attacker_loss: Number = sourced(
        0.07, "share per turn", (0, 1), "[csis-firstbattle]", "of Chinese battalions, at even strength"
    )
    area_fire: Number = sourced(
        0.00092,
        "share per battalion and turn",
        (0, 0.05),
        "[calibration]",
        "of Taiwanese at the front, to each attacker",
    )
    beach_cost: Number = sourced(
        1.1, "factor", (0.5, 3), "judgement", "losses of both sides when Taiwan fights at the beaches"
    )
    starving_loss: Number = sourced(
        0.08, "share per turn", (0, 1), "judgement", "more of Chinese battalions without supply"
    )
    loss_floor: Number = sourced(0.4, "share", (0, 1), "judgement", "of its losses that even a dominant attacker takes")
    fortune: Number = sourced(0.4, "share", (0, 1), "judgement", "largest swing of the front, either way")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Fight one turn. Area is nearly linear in supplied battalions times turns [csis-firstbattle].

    Attackers come into the open and are shot at one by one: they lose a share that grows with the defence.
    Defenders are dug in, and fire falls on the ground that they hold: what it finds grows with the attackers and
    with how many of them stand there, as where one side is hidden [deitchman1962].
    """
    ashore = world.battalions_ashore
    attack, front = strengths(world, orders, params)
    edge = attack / np.maximum(attack + front, 1e-9)  # the attacker's share of the strength at the front
    swing = 1 + params.fortune * (2 * dice[:, 2] - 1)
    gained = ashore * world.supply * params.battalion_km2 * 2 * edge * swing
    pushed_back = 2 * params.battalion_km2 * np.maximum(front - 2 * attack, 0)
    area = np.where(ashore > 0, (world.area_km2 + gained - pushed_back).clip(0, TAIWAN_KM2), 0.0)

    china_expected, taiwan_expected = expected_losses(world, orders, params)
    china_lost = np.minimum(np.floor(china_expected + dice[:, 0] * (ashore > 0)), ashore)
    taiwan_lost = np.floor(taiwan_expected + dice[:, 1] * (front > 0))
    regulars = world.taiwan_battalions / np.maximum(world.taiwan_battalions + world.reserve_battalions, 1e-9)
    from_regulars = np.minimum(np.rint(taiwan_lost * regulars), world.taiwan_battalions)
    from_reserves = np.minimum(taiwan_lost - from_regulars, world.reserve_battalions)
    lost = world.battalions_lost.copy()
    lost[:, CHINA] += china_lost
    lost[:, TAIWAN] += from_regulars + from_reserves
    return replace(
        world,
        battalions_ashore=ashore - china_lost,
        taiwan_battalions=world.taiwan_battalions - from_regulars,
        reserve_battalions=world.reserve_battalions - from_reserves,
        area_km2=area,
        battalions_lost=lost,
    )


def expected_losses(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds,) Chinese and Taiwanese battalions that are to be lost, before dice make them whole."""
    attack, front = strengths(world, orders, params)
    edge = attack / np.maximum(attack + front, 1e-9)
    dug_in = np.where(orders.are("taiwan.defence", "beaches"), params.beach_cost, 1.0)
    floor = params.loss_floor
    china_share = params.attacker_loss * (floor + (1 - floor) * 2 * (1 - edge)) * dug_in
    china_share = china_share + params.starving_loss * (1 - world.supply)
    taiwan_share = (params.area_fire * attack * dug_in).clip(0, 1)
    return world.battalions_ashore * china_share, _battalions(world, front, params) * taiwan_share


def strengths(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds,) battalions' worth of the attack, and of the defence that has reached the front."""
    ashore = world.battalions_ashore
    army = _worth(world, params)
    day = (world.clock.turn + 0.5) * WAR_TURN_DAYS
    haste = np.where(orders.are("taiwan.defence", "beaches"), 1.0, params.depth_pace)
    moved = ((day - params.frozen_days) / params.march_days).clip(0.05, 1) * haste
    attack = ashore * (params.unsupplied + (1 - params.unsupplied) * world.supply)
    attack = attack * (1 + params.close_air * (world.china_air - 0.5))
    return attack, np.minimum(army * moved, ashore * params.front_width)


def _worth(world: World, params: Params) -> Array:
    """(worlds,) Taiwan's army in regular battalions' worth."""
    quality = params.reserve_value + (1 - params.reserve_value) * _reform(world)
    return world.taiwan_battalions + world.reserve_battalions * quality


def _battalions(world: World, front: Array, params: Params) -> Array:
    """(worlds,) battalions, regulars and reserves, that make up the worth of the front."""
    bodies = world.taiwan_battalions + world.reserve_battalions
    return front * bodies / np.maximum(_worth(world, params), 1e-9)


def _reform(world: World) -> Array:
    """(worlds,) how far the reserves are reformed, share."""
    return world.delivered[:, PROGRAMMES.index("taiwan_reserves")].clip(0, 1)

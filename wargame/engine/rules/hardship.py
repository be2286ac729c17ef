"""Hardship: what Taiwan burns and eats, what is left, and what that does to its will and output."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import BLOCKADE_TURN_DAYS, CHINA, JAPAN, TAIWAN, World, replace

DICE = (0,)
GAS, COAL, OIL, FOOD = range(4)


class Params(Section):
    """Numbers of this rule."""

    fuel_ships: Number = sourced(
        0.62, "share", (0.01, 0.99), "judgement", "of the ships that Taiwan needs that carry gas, coal and oil"
    )
    gas_power: Number = sourced(0.42, "share", (0, 0.5), "judgement", "of Taiwan's electricity that is made from gas")
    coal_power: Number = sourced(0.39, "share", (0, 0.4), "judgement", "the same from coal")
    oil_power: Number = sourced(0.02, "share", (0, 0.1), "judgement", "the same from oil; the rest needs no ship")
    gas_room: Number = sourced(14, "days", (1, 365), "[csis-lightsout]", "of gas that tanks hold")
    coal_room: Number = sourced(45, "days", (1, 365), "judgement", "of coal that there is room for")
    oil_room: Number = sourced(150, "days", (1, 730), "judgement", "the same of oil")
    food_room: Number = sourced(200, "days", (1, 730), "judgement", "the same of food")
    saved: Number = sourced(0.30, "share", (0, 0.9), "judgement", "of fuel and food that full rationing saves")
    essential: Number = sourced(
        0.5, "share", (0.05, 1), "judgement", "of electricity that homes, water and hospitals need, once industry stops"
    )
    will_dark: Number = sourced(0.05, "share per week", (0, 1), "judgement", "Taiwan's will lost in full darkness")
    will_hunger: Number = sourced(0.10, "share per week", (0, 1), "judgement", "the same without food")
    will_ration: Number = sourced(0.006, "share per week", (0, 1), "judgement", "the same under full rationing")
    will_rally: Number = sourced(0.08, "share", (0, 1), "judgement", "Taiwan's will that the first week adds")
    will_convoy: Number = sourced(
        0.010, "share per week", (0, 1), "judgement", "Taiwan's will that a week of full cargoes adds"
    )
    output_dark: Number = sourced(
        1.0, "share per share", (0, 2), "judgement", "of a week's output lost with the electricity that is missing"
    )
    trade_china: Number = sourced(
        0.05, "share per rung", (0, 0.5), "judgement", "of a week's output that China loses in trade"
    )
    trade_japan: Number = sourced(
        0.015, "share per rung", (0, 0.5), "judgement", "of a week's output that Japan loses as ships go round"
    )
    retaliation: Number = sourced(
        0.03,
        "share per rung",
        (0, 0.5),
        "judgement, after [nri2026]",
        "more of it by Chinese bans, for each rung of help to the convoys",
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """A week of burning and eating: cargoes first, then what is in store."""
    ration = orders.value("taiwan.rationing")
    use = 1 - params.saved * ration
    there, need = stores(world, orders, params)
    met = np.minimum(there / np.maximum(need, 1e-9), 1.0)
    power = total(power_contributions(met, world.harbours, params)) * use
    lit = np.where(ration > 0, params.essential, 1.0)
    dark = (1 - power / lit).clip(0, 1)
    hunger = 1 - met[:, FOOD]
    first = world.blockade_turns == 0
    will = (
        world.taiwan_will
        + params.will_rally * first
        + params.will_convoy * world.arrived
        - params.will_dark * dark
        - params.will_hunger * hunger
        - params.will_ration * np.maximum(ration - 0.5, 0) * 2
    )
    weeks = BLOCKADE_TURN_DAYS / 365.25
    cost = world.blockade_cost.copy()
    cost[:, TAIWAN] += params.output_dark * (1 - power).clip(0, 1) * weeks
    cost[:, CHINA] += params.trade_china * world.method * weeks
    cost[:, JAPAN] += (params.trade_japan * world.method + params.retaliation * world.access) * weeks
    rooms = np.stack(np.broadcast_arrays(params.gas_room, params.coal_room, params.oil_room, params.food_room), axis=-1)
    return replace(
        world,
        stocks=np.minimum(there - need, np.maximum(rooms, world.stocks)).clip(0, None),
        power=power.clip(0, 1),
        dark=dark,
        taiwan_will=will.clip(0, 1),
        blockade_cost=cost,
    )


def stores(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds, STOCKS) days of normal use that are there in a week, cargoes and all, and days that are wanted."""
    use = 1 - params.saved * orders.value("taiwan.rationing")
    need = BLOCKADE_TURN_DAYS * use[:, None] * _burning(world.harbours)
    return world.stocks + BLOCKADE_TURN_DAYS * cargoes(world, orders, params), need


def _burning(harbours: Array) -> Array:
    """(worlds, STOCKS) share of each stock's use that goes on: power stations that are out burn nothing."""
    return np.stack([harbours, harbours, harbours, np.ones_like(harbours)], axis=1)


def cargoes(world: World, orders: Orders, params: Params) -> Array:
    """(worlds, STOCKS) days of normal use that arrive in a day; ports that are out unload nothing."""
    landed = world.arrived * world.harbours
    fuel, food = params.fuel_ships, 1 - params.fuel_ships
    first = orders.value("taiwan.cargo")
    fuel_first = np.minimum(landed / fuel, 1.0)
    food_first = np.minimum(landed / food, 1.0)
    for_fuel = np.where(first > 0, fuel_first, np.where(first < 0, (landed - food_first * food) / fuel, landed))
    for_food = np.where(first < 0, food_first, np.where(first > 0, (landed - fuel_first * fuel) / food, landed))
    return np.stack([for_fuel, for_fuel, for_fuel, for_food], axis=1)


def power_contributions(met: Array, harbours: Array, params: Params) -> Contributions:
    """Electricity as a share of normal use, by where it comes from."""
    free = 1 - params.gas_power - params.coal_power - params.oil_power
    return {
        "gas": params.gas_power * met[:, GAS] * harbours,
        "coal": params.coal_power * met[:, COAL] * harbours,
        "oil": params.oil_power * met[:, OIL] * harbours,
        "sun, wind, water": free * harbours,
    }

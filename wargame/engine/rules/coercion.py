"""Coercion: pressure on Taiwan and on Japan, what it frightens and whom it rallies."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import JAPAN, STOCKS, World, replace

DICE = (0,)
QUARTER_DAYS = 91.0
QUARANTINE = 2  # rung of pressure; a blockade is a stage of its own
GAS = STOCKS.index("gas")


class Params(Section):
    """Numbers of this rule."""

    threat_rest: Number = sourced(0.45, "share", (0, 1), "judgement", "threat perceived in a quiet strait")
    pressure_threat: Number = sourced(
        0.10, "share per rung", (0, 1), "judgement", "threat that pressure on Taiwan adds"
    )
    coercion_threat: Number = sourced(
        0.07,
        "share per rung",
        (0, 1),
        "judgement, after [kyodo2025]",
        "threat that coercion adds: the rally, where as much rallies as frightens",
    )
    threat_speed: Number = sourced(0.40, "share per quarter", (0, 1), "judgement", "of the way that threat goes")
    fear_rest: Number = sourced(0.25, "share", (0, 1), "judgement", "fear of retaliation in a quiet strait")
    coercion_fear: Number = sourced(
        0.14,
        "share per rung",
        (0, 1),
        "judgement, after [asahi2023]",
        "fear that coercion adds, where as much rallies as frightens",
    )
    nerve: Number = sourced(
        0.55,
        "share",
        (0, 1),
        "judgement, after [kyodo2025]",
        "strength of the cabinet and officials' trust in the US, on average, at which coercion does both alike",
    )
    nerve_slope: Number = sourced(
        8.0, "logits per share", (0, 50), "judgement", "how sharply it turns from frightening to rallying there"
    )
    pledge_fear: Number = sourced(0.04, "share per rung", (0, 1), "judgement", "fear that an open pledge adds")
    work_fear: Number = sourced(0.03, "share", (0, 1), "judgement", "fear that open work with US forces adds")
    fear_speed: Number = sourced(0.40, "share per quarter", (0, 1), "judgement", "of the way that fear goes")
    will_rest: Number = sourced(0.68, "share", (0, 1), "[indsr2024]", "of Taiwan's public that would fight")
    will_pressure: Number = sourced(0.02, "share per rung", (0, 1), "judgement", "will that pressure takes")
    will_commitment: Number = sourced(
        0.08, "share", (0, 1), "judgement, after [tpof2022]", "will that a clear US commitment adds"
    )
    will_dark: Number = sourced(0.5, "share per quarter", (0, 1), "judgement", "will lost without gas")
    will_speed: Number = sourced(0.30, "share per quarter", (0, 1), "judgement", "of the way that will goes")
    quarantine_leak: Number = sourced(0.95, "share", (0, 1), "judgement", "of gas that passes a quarantine")
    commitment_speed: Number = sourced(
        0.25, "share per quarter", (0, 1), "judgement", "how fast a US commitment is believed"
    )
    refill: Number = sourced(
        0.25, "days per day", (0, 2), "judgement", "of gas added to the stock while ports are open"
    )
    energy_goal: Number = sourced(14, "days", (1, 365), "[csis-lightsout]", "stock of gas that Taiwan refills to")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Move threat, fear and will, and run the gas down under quarantine."""
    quarters = world.clock.quarters
    pressure = orders.value("china.pressure")
    stocks, dark = _gas(world, pressure, params)
    commitment_step = 1 - np.float_power(1 - params.commitment_speed, quarters)
    commitment = world.commitment + commitment_step * (orders.value("us.commitment") - world.commitment)
    will_target = params.will_rest - params.will_pressure * pressure + params.will_commitment * commitment
    will_step = 1 - np.float_power(1 - params.will_speed, quarters)
    will = world.taiwan_will + will_step * (will_target - world.taiwan_will) - params.will_dark * dark * quarters
    return replace(
        world,
        threat=_toward(
            world.threat, threat_contributions(world, orders, pressure, params), params.threat_speed, quarters
        ),
        fear=_toward(world.fear, fear_contributions(world, orders, params), params.fear_speed, quarters),
        commitment=commitment,
        taiwan_will=will.clip(0, 1),
        stocks=stocks,
        blockaded=world.blockaded + quarters * (pressure >= QUARANTINE),
        pressure=pressure,
    )


def threat_contributions(world: World, orders: Orders, pressure: Array, params: Params) -> Contributions:
    """Where the threat that Japan perceives would come to rest."""
    rallied = 2 * (1 - frightened(world, params)) * orders.value("china.coercion")
    return {
        "a quiet strait": params.threat_rest,
        "pressure on Taiwan": params.pressure_threat * pressure,
        "coercion of Japan": params.coercion_threat * rallied,
    }


def fear_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Where Japan's fear of retaliation would come to rest."""
    feared = 2 * frightened(world, params) * orders.value("china.coercion")
    return {
        "a quiet strait": params.fear_rest,
        "coercion of Japan": params.coercion_fear * feared,
        "what Tokyo pledged": params.pledge_fear * orders.value("japan.pledge"),
        "work with US forces": params.work_fear * orders.value("japan.collaboration"),
    }


def composure(world: World) -> Array:
    """(worlds,) how firmly Tokyo stands: the cabinet's strength and officials' trust in the US, on average."""
    return np.mean([world.approval[:, JAPAN], world.elite_trust], axis=0)


def frightened(world: World, params: Params) -> Array:
    """(worlds,) share of coercion that frightens; the rest rallies, as when a strong cabinet met it [kyodo2025]."""
    return 1 / (1 + np.exp(-params.nerve_slope * (params.nerve - composure(world))))


def _gas(world: World, pressure: Array, params: Params) -> tuple[Array, Array]:
    """(worlds, STOCKS) what is left after this turn, and (worlds,) the share of the turn that went without gas.

    Gas is the stock that a quarantine touches: ships with it are few, and it is burnt within days.
    """
    gas = world.stocks[:, GAS]
    days = QUARTER_DAYS * world.clock.quarters
    left = total(gas_contributions(world, params))
    drained, dark = left.clip(0, None), (-left).clip(0, None) / days
    refilled = np.maximum(gas, np.minimum(gas + days * params.refill, params.energy_goal))
    squeezed = pressure >= QUARANTINE
    stocks = world.stocks.copy()
    stocks[:, GAS] = np.where(squeezed, drained, refilled)
    return stocks, np.where(squeezed, dark, 0.0)


def gas_contributions(world: World, params: Params) -> Contributions:
    """Days of gas that a turn of quarantine leaves; below none, Taiwan goes dark."""
    missing = QUARTER_DAYS * world.clock.quarters * (1 - params.quarantine_leak)
    return {"in store": world.stocks[:, GAS], "burnt and kept out": -missing}


def _toward(value: Array, parts: Contributions, speed: Array, quarters: float) -> Array:
    return (value + (1 - np.float_power(1 - speed, quarters)) * (total(parts) - value)).clip(0, 1)

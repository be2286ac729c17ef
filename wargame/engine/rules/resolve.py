"""Resolve: the will to go on, the ladder of escalation, and how a war ends."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import SHARE, Limit, Threshold
from wargame.engine.world import CHINA, ENDINGS, JAPAN, OVER, TAIWAN, TAIWAN_KM2, US, World, replace

DICE = (2,)  # nuclear use, acceptance of a ceasefire
NUCLEAR_USE = 4.0


class Params(Section):
    """Numbers of this rule."""

    fleet_will: Number = sourced(0.6, "share", (0, 1), "judgement", "Chinese will that losing the whole fleet takes")
    army_will: Number = sourced(
        0.5, "share", (0, 1), "judgement", "Chinese will that losing all battalions landed takes"
    )
    area_will: Number = sourced(0.8, "share", (0, 2), "judgement", "Chinese will that holding the island would add")
    carrier_will: Number = sourced(0.06, "share", (0, 1), "judgement", "US will that a carrier takes")
    aircraft_will: Number = sourced(0.0004, "share per aircraft", (0, 0.01), "judgement", "US will that aircraft take")
    us_rally: Number = sourced(0.5, "share", (0, 1), "judgement", "US will above the support of the administration")
    taiwan_rally: Number = sourced(0.1, "share", (0, 1), "judgement", "Taiwan's will that an invasion adds")
    taiwan_area: Number = sourced(1.2, "share per share", (0, 5), "judgement", "Taiwan's will that lost ground takes")
    signal_step: Number = sourced(0.8, "rungs", (0, 4), "judgement", "up the ladder by a nuclear signal")
    mainland_step: Number = sourced(0.35, "rungs", (0, 4), "judgement", "up the ladder by strikes on the mainland")
    despair_step: Number = sourced(1.0, "rungs", (0, 4), "judgement", "up the ladder as China's will is spent, at most")
    despair_will: Number = sourced(0.6, "share", (0, 1), "judgement", "Chinese will below which that begins")
    yielding_will: Number = sourced(0.15, "share", (0, 1), "judgement", "Taiwan's will below which it gives up")
    nuclear_chance: Number = sourced(
        0.06, "share per turn", (0, 1), "judgement", "of use on the third rung; with the square of the rung"
    )
    signal_will: Number = sourced(0.10, "share", (0, 1), "judgement", "US will that a signal takes")
    accept_base: Number = sourced(
        0.15, "share per turn", (0, 1), "judgement", "chance that an offer is accepted at full will"
    )
    failed_fleet: Number = sourced(
        0.10, "share", (0, 1), "[csis-firstbattle]", "of the fleet left when landings cannot go on"
    )
    failed_ports: Number = sourced(
        1.5, "battalions per turn", (0, 50), "judgement", "of captured ports, below which those ashore are lost"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Renew will and escalation, and end the wars that are decided."""
    will = _wills(world, orders, params)
    rung = world.escalation + total(escalation_contributions(world, orders, will, params))
    nuclear = dice[:, 0] < nuclear_chance(rung, params)
    rung = np.where(nuclear, NUCLEAR_USE, np.minimum(rung, 3.0))
    offered = orders.are("china.end", "ceasefire")
    accepted = offered & (dice[:, 1] < acceptance(will, params))
    decided = {name: limits.choices(world.worlds) > 0 for name, limits in thresholds(world, will, params).items()}
    ending = world.ending
    for name, happens in (
        ("turn_limit", decided["turn_limit"]), ("ceasefire", accepted), ("landing_failed", decided["landing_failed"]),
        ("conquest", decided["conquest"]), ("nuclear", nuclear),
    ):  # fmt: skip  # the later in this list overrules the earlier
        ending = np.where(happens, ENDINGS.index(name), ending)
    return replace(
        world,
        will=will,
        escalation=rung,
        ending=ending,
        stage=np.where(ending >= 0, OVER, world.stage),
        war_turns=world.war_turns + 1,
    )


def thresholds(world: World, will: Array, params: Params) -> dict[str, Threshold]:
    """The endings that no die decides: 1 where a war ends so."""
    started = np.maximum(world.landing_ships + world.landing_ships_lost, 1)
    defenders = world.taiwan_battalions + world.reserve_battalions / 2
    ashore = world.battalions_ashore
    left = Limit("the time left", np.full(1, world.clock.turns - world.clock.turn - 1), 1.0, "turns", below=True)
    fleet = Limit("the landing fleet afloat", world.landing_ships / started, params.failed_fleet, SHARE, below=True)
    weak = Limit("what captured ports land", world.ports, params.failed_ports, "battalions a turn", True, step=0.1)
    empty = Limit("an empty beachhead after the first turn", (ashore == 0) & (world.clock.turn > 0))
    superior = Limit("the force ashore, against what defends", ashore, defenders, "battalions")
    works = Limit("what captured ports land", world.ports, 0.5, "battalions a turn", step=0.1)
    ground = Limit("the ground that China holds", world.area_km2, TAIWAN_KM2 / 2, "km²")
    weary = Limit("Taiwan's will", will[:, TAIWAN], params.yielding_will, SHARE, below=True)
    landed = Limit("a Chinese battalion ashore", ashore)
    return {
        "turn_limit": Threshold((((left,), 1), ((), 0))),
        "landing_failed": Threshold((((fleet, weak), 1), ((empty,), 1), ((), 0))),
        "conquest": Threshold((((superior, works), 1), ((ground,), 1), ((weary, landed), 1), ((), 0))),
    }


def nuclear_chance(rung: Array, params: Params) -> Array:
    """(worlds,) chance of nuclear use on a rung of the ladder."""
    return params.nuclear_chance * (rung / 3) ** 2


def _wills(world: World, orders: Orders, params: Params) -> Array:
    started = np.maximum(world.landing_ships + world.landing_ships_lost, 1)
    fleet_lost = world.landing_ships_lost / started
    army_lost = world.battalions_lost[:, CHINA] / np.maximum(world.battalions_landed, 1)
    held = world.area_km2 / TAIWAN_KM2
    will = world.will.copy()
    china = 1 - params.fleet_will * fleet_lost - params.army_will * army_lost.clip(0, 1) + params.area_will * held
    will[:, CHINA] = china.clip(0, 1)
    losses = params.carrier_will * world.carriers_lost + params.aircraft_will * world.aircraft_lost[:, US]
    signals = params.signal_will * orders.are("china.end", "escalate")
    will[:, US] = np.minimum(will[:, US] - signals, world.approval[:, US] + params.us_rally - losses).clip(0, 1)
    # From the will before the war, so that ground that was lost once is counted once.
    will[:, TAIWAN] = (world.taiwan_will + params.taiwan_rally - params.taiwan_area * held).clip(0, 1)
    will[:, JAPAN] = world.approval[:, JAPAN]
    return will


def escalation_contributions(world: World, orders: Orders, will: Array, params: Params) -> Contributions:
    """Rungs climbed this turn."""
    return {
        "nuclear signal": params.signal_step * orders.are("china.end", "escalate"),
        "strikes on the mainland": params.mainland_step * orders.value("us.mainland") * (world.us_share > 0),
        "Beijing losing": params.despair_step * (1 - will[:, CHINA] / np.maximum(params.despair_will, 1e-9)).clip(0, 1),
    }


def acceptance(will: Array, params: Params) -> Array:
    """(worlds,) chance that Taipei and Washington accept an offer: more as their will is spent."""
    spent = 1 - np.minimum(will[:, US], will[:, TAIWAN])
    return (params.accept_base + (1 - params.accept_base) * spent**2).clip(0, 1)

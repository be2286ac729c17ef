"""Bargains between Washington and Tokyo: offered, accepted, kept or broken."""

from __future__ import annotations

import numpy as np

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import say
from wargame.world import JAPAN, US, World, replace

DICE = (0,)
NONE, SPENDING, PLEDGE = 0, 1, 2
STEPS_CLIMBED = say("steps")
STEPS = say("The bargain in force: 0 none, 1 for spending, 2 for spending and a pledge")


class Params(Section):
    """Numbers of this rule."""

    relief_tariff: Number = sourced(0.10, "share", (0, 0.25), "judgement", "highest tariff that keeps the bargain")
    promised_spending: Number = sourced(0.025, "share of output", (0.01, 0.05), "judgement", "spending that keeps it")
    building: Number = sourced(
        0.25, "share per quarter", (0, 1), "judgement", "of the collaboration still missing that a kept bargain builds"
    )
    unravelling: Number = sourced(
        0.15, "share per quarter", (0, 1), "judgement", "of collaboration lost without a bargain"
    )
    grievance_memory: Number = sourced(0.85, "share per quarter", (0, 1), "judgement", "of a grievance that stays")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Conclude a bargain that is offered and accepted; end one that either side breaks.

    A bargain binds from the turn after it is concluded, so both sides have a turn to comply.
    """
    us_breaks, japan_breaks = _broken(world, orders, params)
    standing = np.where(us_breaks | japan_breaks, NONE, world.bargain)
    offered = orders.choice("us.bargain")
    accepted = (offered > NONE) & orders.are("japan.answer", "accept") & ~us_breaks & ~japan_breaks
    grievance = world.grievance * (params.grievance_memory**world.clock.quarters)[:, None]
    grievance[:, JAPAN] += us_breaks
    grievance[:, US] += japan_breaks
    quarters = world.clock.quarters
    built = 1 - (1 - world.collaboration) * (1 - params.building) ** quarters
    collaboration = np.where(standing > NONE, built, world.collaboration * (1 - params.unravelling) ** quarters)
    bargain = np.where(accepted, np.maximum(offered, standing), standing)
    return replace(world, bargain=bargain, collaboration=collaboration, grievance=grievance)


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What became of the bargain."""
    was, now, offered = int(before.bargain[0]), int(after.bargain[0]), int(orders.choice("us.bargain")[0])
    us_breaks, japan_breaks = (bool(broken[0]) for broken in _broken(before, orders, params))
    if us_breaks:
        why = _why(
            say("Tariff above what the bargain allows, in points"),
            (say("the tariff ordered"), 100 * float(orders.value("us.tariff")[0])),
            (say("the highest that keeps it"), -100 * float(params.relief_tariff[0])),
            otherwise=say("Trust in Tokyo pays for it until the grievance fades."),
            unit=say("points"),
        )
        return [
            Event("bargain", "us", "Washington broke its bargain with Tokyo: the tariff rose again.", why, weight=5)
        ]
    if japan_breaks:
        why = _unkept(orders, params)
        return [Event("bargain", "japan", "Tokyo did not do what the bargain asked of it.", why, weight=5)]
    if now > was:
        price = say("spending and a pledge") if now == PLEDGE else say("defence spending")
        why = _why(
            STEPS,
            (say("in force before"), was),
            (say("offered and accepted"), now - was),
            otherwise=say("It binds from the next turn."),
        )
        return [Event("bargain", "japan", say("Tokyo accepted tariff relief for {price}.", price=price), why, weight=5)]
    if offered > NONE and now == NONE:
        why = _why(
            STEPS,
            ("offered", offered),
            ("declined", -offered),
            otherwise=say("Tokyo's own decision tells what moved it."),
        )
        return [Event("bargain", "japan", "Washington offered a bargain; Tokyo declined.", why, weight=4)]
    return []


def _unkept(orders: Orders, params: Params) -> Explanation:
    """What Tokyo owed under the bargain and did not do."""
    spends, owed = (100 * float(value[0]) for value in (orders.value("japan.spending"), params.promised_spending))
    if spends < owed:
        return _why(
            say("Defence spending short of what the bargain asks, in points of GDP"),
            (say("spending that keeps it"), owed),
            (say("spending ordered"), -spends),
            unit=say("points of GDP"),
        )
    return _why(STEPS, (say("a pledge was owed"), PLEDGE), (say("Tokyo said it would refuse"), -PLEDGE))


def _why(title: str, *parts: tuple[str, float], otherwise: str = "", unit: str = STEPS_CLIMBED) -> Explanation:
    score = sum(value for _, value in parts)
    return Explanation(title, parts, score, otherwise=otherwise, rule="bargain", sources=("judgement",), unit=unit)


def _broken(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    in_force = world.bargain > NONE
    us_breaks = in_force & (orders.value("us.tariff") > params.relief_tariff)
    underspends = orders.value("japan.spending") < params.promised_spending
    goes_back = (world.bargain == PLEDGE) & orders.are("japan.pledge", "refuse")
    return us_breaks, in_force & ~us_breaks & (underspends | goes_back)

"""Bargains between Washington and Tokyo: offered, accepted, kept or broken."""

from __future__ import annotations

import numpy as np

from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import JAPAN, US, World, replace

DICE = (0,)
NONE, SPENDING, PLEDGE = 0, 1, 2


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
    us_breaks, japan_breaks = broken(world, orders, params)
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


def broken(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds,) whether Washington breaks the bargain in force, and whether Tokyo does."""
    in_force = world.bargain > NONE
    us_breaks = in_force & (orders.value("us.tariff") > params.relief_tariff)
    underspends = orders.value("japan.spending") < params.promised_spending
    goes_back = (world.bargain == PLEDGE) & orders.are("japan.pledge", "refuse")
    return us_breaks, in_force & ~us_breaks & (underspends | goes_back)

"""Bargains between Washington and Tokyo: a lower tariff for three returns, each delivered or broken."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import JAPAN, RETURNS, US, World, replace

DICE = (0,)
NONE, SPENDING, PLEDGE = 0, 1, 2


class Params(Section):
    """Numbers of this rule."""

    relief_tariff: Number = sourced(
        0.10, "share", (0, 0.25), "judgement", "highest tariff that keeps the bargain while Tokyo delivers all of it"
    )
    relief_step: Number = sourced(
        0.025, "share", (0, 0.1), "judgement", "by which that is higher for each return that Tokyo does not deliver"
    )
    promised_spending: Number = sourced(0.025, "share of output", (0.01, 0.05), "judgement", "spending that keeps it")
    building: Number = sourced(
        0.25, "share per quarter", (0, 1), "judgement", "of the collaboration or ties still missing that are built"
    )
    unravelling: Number = sourced(
        0.15, "share per quarter", (0, 1), "judgement", "of collaboration or ties lost where nobody works on them"
    )
    grievance_memory: Number = sourced(
        0.85, "share per quarter", (0, 1), "judgement", "of a grievance, or of what was delivered, that is remembered"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Conclude a bargain that is offered and accepted, and end one that either side breaks.

    A bargain binds from the turn after it is concluded, so both sides have a turn to comply. Tokyo breaks it if it
    delivers none of the three returns; each that it does not deliver is a grievance by itself, and costs relief.
    """
    quarters = world.clock.quarters
    us_breaks, japan_breaks = broken(world, orders, params)
    in_force = world.bargain > NONE
    standing = np.where(us_breaks | japan_breaks, NONE, world.bargain)
    offered = orders.choice("us.bargain")
    accepted = (offered > NONE) & orders.are("japan.answer", "accept") & ~us_breaks & ~japan_breaks
    memory = np.float_power(params.grievance_memory, quarters)
    returns = np.where(
        (in_force & ~us_breaks)[:, None],
        np.where(delivered(orders, params), 1.0, -1.0),
        world.returns * memory[:, None],
    )
    failed = (returns == -1) & (world.returns > -1) & in_force[:, None]
    grievance = world.grievance * memory[:, None]
    grievance[:, JAPAN] += us_breaks
    grievance[:, US] += failed.sum(axis=1) / len(RETURNS) + (japan_breaks & goes_back(world, orders))
    return replace(
        world,
        bargain=np.where(accepted, np.maximum(offered, standing), standing),
        returns=returns,
        collaboration=_built(world.collaboration, orders.value("japan.collaboration"), quarters, params),
        ties=_built(world.ties, orders.value("japan.ties"), quarters, params),
        grievance=grievance,
    )


def delivered(orders: Orders, params: Params) -> Array:
    """(worlds, RETURNS) what Tokyo orders of what a bargain asks."""
    spends = orders.value("japan.spending") >= params.promised_spending
    return np.stack(
        [spends, orders.are("japan.collaboration", "deepen"), orders.are("japan.ties", "invest")],
        axis=1,
    )


def allowed_tariff(orders: Orders, params: Params) -> Array:
    """(worlds,) the highest tariff with which Washington keeps its side: less relief where Tokyo delivers less."""
    allowed: Array = params.relief_tariff + params.relief_step * (~delivered(orders, params)).sum(axis=1)
    return allowed


def goes_back(world: World, orders: Orders) -> Array:
    """(worlds,) whether Tokyo refuses what it had pledged for a bargain."""
    return (world.bargain == PLEDGE) & orders.are("japan.pledge", "refuse")


def broken(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """(worlds,) whether Washington breaks the bargain in force, and whether Tokyo does."""
    in_force = world.bargain > NONE
    us_breaks = in_force & (orders.value("us.tariff") > allowed_tariff(orders, params) + 1e-9)
    nothing = ~delivered(orders, params).any(axis=1)
    return us_breaks, in_force & ~us_breaks & (nothing | goes_back(world, orders))


def _built(share: Array, works: Array, quarters: float, params: Params) -> Array:
    """(worlds,) what is built up of work done together, and lost without it."""
    more = 1 - (1 - share) * np.float_power(1 - params.building, quarters)
    return np.where(works > 0, more, share * np.float_power(1 - params.unravelling, quarters))

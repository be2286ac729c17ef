"""Defence: money becomes forces, each kind after a delay of its own."""

from __future__ import annotations

import numpy as np

from wargame.engine.diet import passes_laws
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, JAPAN, PROGRAMMES, TAIWAN, World, replace

DICE = (0,)
LAG_OF = {
    "us_munitions": "munitions", "us_resilience": "construction", "us_presence": "forces",
    "japan_shelters": "construction", "japan_airfields": "airfields", "japan_interceptors": "munitions",
    "japan_forces": "forces", "taiwan_coastal": "munitions", "taiwan_conventional": "forces",
    "taiwan_reserves": "training", "china_lift": "ships", "china_missiles": "munitions",
}  # fmt: skip


class Params(Section):
    """Numbers of this rule."""

    munitions_lag: Number = sourced(8, "quarters", (0.5, 40), "judgement", "mean wait for missiles")
    construction_lag: Number = sourced(6, "quarters", (0.5, 40), "judgement", "mean wait for shelters")
    airfields_lag: Number = sourced(3, "quarters", (0.5, 40), "judgement", "mean wait for a civil field to be opened")
    forces_lag: Number = sourced(5, "quarters", (0.5, 40), "judgement", "mean wait for squadrons and crews")
    training_lag: Number = sourced(6, "quarters", (0.5, 40), "judgement", "mean wait for trained reserves")
    ships_lag: Number = sourced(8, "quarters", (0.5, 40), "judgement", "mean wait for landing ships")
    us_munitions: Number = sourced(
        110, "missiles per year", (0, 2000), "judgement, after [csis-firstbattle]", "LRASM bought (88 in 2023)"
    )
    us_resilience: Number = sourced(30, "aircraft per year", (0, 500), "judgement", "shelters at US bases")
    us_presence: Number = sourced(36, "aircraft per year", (0, 500), "judgement", "fighters moved forward")
    japan_shelters: Number = sourced(24, "aircraft per year", (0, 500), "judgement", "shelters at 2% of output")
    japan_airfields: Number = sourced(60, "aircraft per year", (0, 500), "judgement", "room on civil fields at 2%")
    japan_interceptors: Number = sourced(60, "missiles per year", (0, 1000), "judgement", "PAC-3 bought at 2%")
    japan_forces: Number = sourced(0.02, "share per year", (0, 0.5), "judgement", "stronger SDF at 2% of output")
    taiwan_coastal: Number = sourced(
        160, "missiles per year", (0, 2000), "judgement, after [taipeitimes2026]", "coastal missiles at 2.5%"
    )
    taiwan_conventional: Number = sourced(12, "aircraft per year", (0, 500), "judgement", "fighters at 2.5% of output")
    taiwan_reserves: Number = sourced(0.06, "share per year", (0, 1), "judgement", "better reserves, once reformed")
    china_lift: Number = sourced(0.05, "share per year", (0, 1), "judgement", "more lift, if favoured")
    china_missiles: Number = sourced(0.06, "share per year", (0, 1), "judgement", "more missiles, if favoured")
    favour: Number = sourced(0.7, "share", (0.34, 1), "judgement", "of the money that goes to what is favoured")
    spending_power: Number = sourced(2.0, "exponent", (0, 5), "judgement", "how purchases grow with the budget")
    budget_step: Number = sourced(
        0.0025, "share of output per quarter", (0, 0.02), "judgement", "fastest rise of a budget"
    )
    opposed_step: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of a rise that passes in a Diet where taxes need the opposition's votes"
    )
    arms_bonus: Number = sourced(0.5, "share", (0, 3), "judgement", "more coastal missiles with faster US arms")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Move budgets towards what was ordered, buy for one turn, and deliver part of what waits."""
    spending = _budgets(world, orders, params)
    years = world.clock.quarters / 4
    bought = years * np.stack(np.broadcast_arrays(*_yearly(world, spending, orders, params)), axis=1)
    lags = np.stack(np.broadcast_arrays(*[getattr(params, f"{LAG_OF[name]}_lag") for name in PROGRAMMES]), axis=-1)
    waiting = world.ordered + bought
    arriving = waiting * (1 - np.exp(-world.clock.quarters / lags))
    urgency = 1 / np.maximum((world.ready_by - world.clock.year) * 4, 1.0)  # the whole gap by the target date
    readiness = world.china_readiness + (1 - world.china_readiness) * (urgency * world.clock.quarters).clip(0, 1)
    return replace(
        world,
        spending=spending,
        ordered=waiting - arriving,
        delivered=world.delivered + arriving,
        china_readiness=readiness.clip(0, 1),
    )


def _budgets(world: World, orders: Orders, params: Params) -> Array:
    """(worlds, sides): a budget moves at most a step a turn, and less under a weak cabinet."""
    spending = world.spending.copy()
    for side, key in ((JAPAN, "japan.spending"), (TAIWAN, "taiwan.spending")):
        rise, cut = steps(world, side, params)
        change = orders.value(key) - spending[:, side]
        spending[:, side] += np.minimum(np.maximum(change, -cut), rise)
    return spending


def steps(world: World, side: int, params: Params) -> tuple[Array, Array]:
    """(worlds,) the most by which a budget rises in a turn, and by which it falls, share of output.

    A rise in Japan needs taxes, and these the Diet: without the seats for them it is smaller.
    """
    step = params.budget_step * world.clock.quarters * (2 * world.approval[:, side])
    free = passes_laws(world) if side == JAPAN else True
    return np.where(free, step, step * params.opposed_step), step


def _yearly(world: World, spending: Array, orders: Orders, params: Params) -> list[Array]:
    """What a year buys, in the order of PROGRAMMES."""
    rest = (1 - params.favour) / 2
    japan = np.float_power(spending[:, JAPAN] / 0.02, params.spending_power)
    taiwan = np.float_power(spending[:, TAIWAN] / 0.025, params.spending_power)
    asymmetric = orders.value("taiwan.asymmetry")
    ships = orders.are("china.build", "lift")

    def part(key: str, name: str) -> Array:
        return np.where(orders.are(key, name), params.favour, rest) * 3

    return [
        params.us_munitions * part("us.investment", "munitions"),
        params.us_resilience * part("us.investment", "resilience"),
        params.us_presence * part("us.investment", "presence"),
        params.japan_shelters * japan * part("japan.resilience", "shelters"),
        params.japan_airfields * japan * part("japan.resilience", "airfields"),
        params.japan_interceptors * japan * part("japan.resilience", "interceptors"),
        params.japan_forces * japan,
        params.taiwan_coastal * taiwan * 2 * asymmetric * (1 + params.arms_bonus * orders.value("us.arms")),
        params.taiwan_conventional * taiwan * 2 * (1 - asymmetric),
        params.taiwan_reserves * taiwan * orders.value("taiwan.reserves"),
        params.china_lift * np.where(ships, params.favour, 1 - params.favour) * 2 * world.output[:, CHINA],
        params.china_missiles * np.where(ships, 1 - params.favour, params.favour) * 2 * world.output[:, CHINA],
    ]

"""Trade: what tariffs and trade bans do to output and to governments' support."""

from __future__ import annotations

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World, replace

DICE = (0,)


class Params(Section):
    """Numbers of this rule."""

    japan_growth: Number = sourced(0.008, "share per year", (-0.1, 0.1), "judgement", "Japan's growth without tariffs")
    tariff_drag: Number = sourced(
        0.04, "share per year", (0, 0.5), "judgement", "growth Japan loses to a tariff of 100%"
    )
    ties_growth: Number = sourced(
        0.004, "share per year", (0, 0.1), "judgement", "growth Japan gains from closer ties once they are built"
    )
    ties_cost: Number = sourced(
        0.001,
        "share per year",
        (0, 0.1),
        "judgement",
        "growth Japan forgoes while its capital goes abroad to build them",
    )
    ban_drag: Number = sourced(
        0.0043, "share per year", (0, 0.1), "[nri2026]", "growth Japan loses to Chinese trade bans"
    )
    quarantine_drag: Number = sourced(
        0.03, "share per year", (0, 0.5), "judgement", "growth China loses to a quarantine"
    )
    siege_drag: Number = sourced(0.10, "share per year", (0, 1), "judgement", "growth Taiwan loses to a quarantine")
    tariff_votes: Number = sourced(
        0.10, "share per year", (-1, 1), "judgement", "support a tariff of 100% brings at home"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Set the tariff and let output grow or shrink for one turn."""
    tariff = orders.value("us.tariff")
    years = world.clock.quarters / 4
    squeezed = world.pressure >= 2
    output = world.output.copy()
    output[:, JAPAN] *= 1 + years * total(growth_contributions(world, orders, params))
    output[:, CHINA] *= 1 - years * params.quarantine_drag * squeezed
    output[:, TAIWAN] *= 1 - years * params.siege_drag * squeezed
    approval = world.approval.copy()
    approval[:, US] = (approval[:, US] + years * params.tariff_votes * (tariff - world.tariff)).clip(0, 1)
    return replace(world, tariff=tariff, output=output, approval=approval)


def growth_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Japan's growth in a year."""
    return {
        "without tariffs": params.japan_growth,
        "the tariff": -params.tariff_drag * orders.value("us.tariff"),
        "Chinese trade bans": -params.ban_drag * (orders.value("china.coercion") >= 1),
        "closer ties": params.ties_growth * world.ties,
        "capital that goes abroad": -params.ties_cost * orders.value("japan.ties"),
    }

"""Trust: what Japan's public and its officials think of the United States."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import JAPAN, RETURNS, World, replace

DICE = (3,)  # the noise of the polls: public, elite, affinity
SPENDING, WORK, TIES = (RETURNS.index(name) for name in ("spending", "collaboration", "ties"))


class Params(Section):
    """Numbers of this rule."""

    public_rest: Number = sourced(0.46, "share", (0, 1), "[yomiuri2015]", "public trust without tariffs or quarrels")
    elite_rest: Number = sourced(0.66, "share", (0, 1), "judgement", "elite trust without tariffs or quarrels")
    affinity_rest: Number = sourced(
        0.85, "share", (0, 1), "[cabinetoffice2025]", "affinity without tariffs or quarrels (84.9% in 2024)"
    )
    affinity_tariff_effect: Number = sourced(
        0.6, "share per share", (0, 5), "[cabinetoffice2025]", "affinity lost to the tariff gap (84.9 to 77.0%)"
    )
    affinity_speed: Number = sourced(0.2, "share per quarter", (0, 1), "judgement", "of the way that affinity goes")
    japan_tariff: Number = sourced(
        0.03, "share", (0, 0.5), "judgement", "Japan's own tariffs, above which US tariffs grate"
    )
    tariff_effect: Number = sourced(
        1.3, "share per share", (0, 5), "[yomiuri2025]", "public trust lost to the tariff gap"
    )
    elite_tariff_effect: Number = sourced(0.7, "share per share", (0, 5), "judgement", "the same for officials")
    threat_effect: Number = sourced(0.10, "share per share", (-1, 1), "judgement", "trust that a common threat adds")
    commitment_effect: Number = sourced(0.12, "share", (0, 1), "judgement", "elite trust that a clear commitment adds")
    bargain_effect: Number = sourced(
        0.05, "share", (0, 1), "judgement", "trust and affinity that work done together adds"
    )
    spending_effect: Number = sourced(
        0.05, "share", (0, 1), "judgement", "officials' trust that spending moves, delivered or not as promised"
    )
    work_effect: Number = sourced(
        0.05, "share", (0, 1), "judgement", "affinity that collaboration moves, delivered or not as promised"
    )
    ties_effect: Number = sourced(
        0.05, "share", (0, 1), "judgement", "public trust that economic ties move, delivered or not as promised"
    )
    grievance_effect: Number = sourced(0.12, "share", (0, 1), "judgement", "trust lost to a broken bargain")
    demand_effect: Number = sourced(
        5.0, "share per share of output", (0, 50), "judgement, after [nikkei2025]", "elite trust lost to a demand"
    )
    public_speed: Number = sourced(
        0.35, "share per quarter", (0, 1), "[yomiuri2025]", "of the way to rest that the public goes"
    )
    elite_speed: Number = sourced(0.20, "share per quarter", (0, 1), "judgement", "the same for officials")
    warmth_memory: Number = sourced(0.55, "share per quarter", (0, 1), "judgement", "of a summit's warmth that stays")
    poll_noise: Number = sourced(0.025, "share", (0, 0.2), "judgement", "largest chance swing in a turn")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Move both kinds of trust part of the way to where they would rest."""
    quarters = world.clock.quarters
    noise = (2 * dice - 1) * params.poll_noise[:, None] * np.sqrt(quarters)
    public = total(public_contributions(world, params))
    elite = total(elite_contributions(world, orders, params))
    public_step = 1 - np.float_power(1 - params.public_speed, quarters)
    elite_step = 1 - np.float_power(1 - params.elite_speed, quarters)
    affinity = total(affinity_contributions(world, params))
    affinity_step = 1 - np.float_power(1 - params.affinity_speed, quarters)
    return replace(
        world,
        affinity=(world.affinity + affinity_step * (affinity - world.affinity) + noise[:, 2]).clip(0, 1),
        public_trust=(world.public_trust + public_step * (public - world.public_trust) + noise[:, 0]).clip(0, 1),
        elite_trust=(world.elite_trust + elite_step * (elite - world.elite_trust) + noise[:, 1]).clip(0, 1),
        warmth=world.warmth * np.float_power(params.warmth_memory, quarters),
    )


def public_contributions(world: World, params: Params) -> Contributions:
    """Where public trust would come to rest."""
    gap = np.maximum(world.tariff - params.japan_tariff, 0)
    return {
        "without quarrels": params.public_rest,
        "tariff": -params.tariff_effect * gap,
        "common threat, from a half": params.threat_effect * (world.threat - 0.5),
        "economic ties delivered or withheld": params.ties_effect * world.returns[:, TIES],
        "broken bargain": -params.grievance_effect * world.grievance[:, JAPAN],
    }


def affinity_contributions(world: World, params: Params) -> Contributions:
    """Where affinity to the US would come to rest: it follows the alliance more than the partner's manners."""
    return {
        "without quarrels": params.affinity_rest,
        "tariff": -params.affinity_tariff_effect * np.maximum(world.tariff - params.japan_tariff, 0),
        "common threat, from a half": params.threat_effect * (world.threat - 0.5),
        "work done together": params.bargain_effect * world.collaboration,
        "collaboration delivered or withheld": params.work_effect * world.returns[:, WORK],
    }


def elite_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Where elite trust would come to rest."""
    gap = np.maximum(world.tariff - params.japan_tariff, 0)
    demand = np.maximum(orders.value("us.demand") - world.spending[:, JAPAN], 0)
    return {
        "without quarrels": params.elite_rest,
        "tariff": -params.elite_tariff_effect * gap,
        "common threat, from a half": params.threat_effect * (world.threat - 0.5),
        "US commitment": params.commitment_effect * world.commitment,
        "leaders": world.warmth,
        "demand for spending": -params.demand_effect * demand,
        "work done together": params.bargain_effect * world.collaboration,
        "spending delivered or withheld": params.spending_effect * world.returns[:, SPENDING],
        "broken bargain": -params.grievance_effect * world.grievance[:, JAPAN],
    }

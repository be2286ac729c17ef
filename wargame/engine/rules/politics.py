"""Politics in Tokyo: the cabinet's strength, the public on access, and how far a word is believed."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import COMBAT, SUPPORT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import JAPAN, TAIWAN, US, World, replace

DICE = (2,)  # the noise of the polls: cabinet, access


class Params(Section):
    """Numbers of this rule."""

    cabinet_rest: Number = sourced(0.48, "share", (0, 1), "judgement", "approval at which a cabinet comes to rest")
    cabinet_speed: Number = sourced(0.12, "share per quarter", (0, 1), "[kyodo2026]", "of the way that approval goes")
    lift_memory: Number = sourced(
        0.5, "share per quarter", (0, 1), "judgement", "of what an election or a scandal moved that stays"
    )
    tax_effect: Number = sourced(
        6.0, "share per share of output", (0, 50), "judgement", "approval lost to spending above 2%"
    )
    burden_effect: Number = sourced(
        0.25, "share per share of output and quarter", (0, 5), "judgement", "support lost elsewhere above 2.5%"
    )
    growth_effect: Number = sourced(1.5, "share per share", (0, 20), "judgement", "approval moved by output")
    rally_effect: Number = sourced(0.15, "share per share", (-1, 1), "judgement", "approval that threat adds")
    pledge_cost: Number = sourced(
        0.11, "share per share", (0, 0.5), "judgement", "approval lost to those who would not go as far as promised"
    )
    refusal_cost: Number = sourced(
        0.055, "share per share", (0, 0.5), "judgement", "approval lost by refusing to those who would go further"
    )
    refusal_distrust: Number = sourced(0.06, "share per quarter", (0, 0.5), "judgement", "elite trust lost by refusing")
    access_rest: Number = sourced(
        0.45, "share", (0, 1), "judgement, after [kyodo2025]", "public for US combat operations, all else even"
    )
    access_threat: Number = sourced(0.45, "share per share", (-2, 2), "judgement", "support that threat adds")
    access_trust: Number = sourced(0.55, "share per share", (0, 2), "judgement", "support that trust in the US adds")
    access_affinity: Number = sourced(
        0.35, "share per share", (0, 2), "judgement", "support that affinity to the US adds"
    )
    access_fear: Number = sourced(0.40, "share per share", (0, 2), "judgement", "support that fear takes away")
    access_speed: Number = sourced(0.30, "share per quarter", (0, 1), "judgement", "of the way that support goes")
    opinion_step: Number = sourced(
        1.465,
        "logits",
        (0, 5),
        "[asahi2023]",
        "from support only to US combat operations, and on to fighting, in the public",
    )
    belief_speed: Number = sourced(0.30, "share per quarter", (0, 1), "judgement", "of doubt lost while a word is kept")
    belief_after_change: Number = sourced(0.35, "share", (0, 1), "judgement", "how far a new word is believed")
    poll_noise: Number = sourced(0.03, "share", (0, 0.2), "judgement", "largest chance swing in a turn")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Move approval and support part of the way to rest, and take down what Tokyo said.

    What an event lent the cabinet is no part of what is drawn to rest: it fades at a pace of its own and
    leaves nothing behind.
    """
    quarters = world.clock.quarters
    noise = (2 * dice - 1) * params.poll_noise[:, None] * np.sqrt(quarters)
    pledge = orders.choice("japan.pledge")
    approval = world.approval.copy()
    step = 1 - np.float_power(1 - params.cabinet_speed, quarters)
    target = total(cabinet_contributions(world, orders, params))
    own = approval[:, JAPAN] - world.cabinet_lift
    lift = world.cabinet_lift * np.float_power(params.lift_memory, quarters)
    approval[:, JAPAN] = (own + step * (target - own) + lift + noise[:, 0]).clip(0, 1)
    for side, key in ((TAIWAN, "taiwan.spending"), (US, "us.demand")):
        burden = params.burden_effect * np.maximum(orders.value(key) - 0.025, 0) * quarters
        approval[:, side] = (approval[:, side] - burden).clip(0, 1)
    kept = pledge == world.pledge
    believed = 1 - (1 - world.pledge_credibility) * np.float_power(1 - params.belief_speed, quarters)
    support = total(access_contributions(world, params))
    support_step = 1 - np.float_power(1 - params.access_speed, quarters)
    refused = orders.are("japan.pledge", "refuse")
    return replace(
        world,
        approval=approval,
        cabinet_lift=lift,
        access_support=(world.access_support + support_step * (support - world.access_support) + noise[:, 1]).clip(
            0, 1
        ),
        pledge=pledge,
        pledge_credibility=np.where(kept, believed, params.belief_after_change),
        elite_trust=(world.elite_trust - params.refusal_distrust * quarters * refused).clip(0, 1),
    )


def cabinet_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Where approval of the cabinet would come to rest."""
    goes = backing(world, params)
    beyond = (1 - goes[:, SUPPORT]) * orders.are("japan.pledge", "support")
    beyond = beyond + (1 - goes[:, COMBAT]) * orders.are("japan.pledge", "combat")
    short = goes[:, SUPPORT] * orders.are("japan.pledge", "refuse")
    return {
        "any cabinet": params.cabinet_rest,
        "taxes for defence": -params.tax_effect * np.maximum(world.spending[:, JAPAN] - 0.02, 0),
        "the economy": params.growth_effect * (world.output[:, JAPAN] - 1),
        "threat from China, from a half": params.rally_effect * (world.threat - 0.5),
        "what it said on access": -params.pledge_cost * beyond - params.refusal_cost * short,
    }


def backing(world: World, params: Params) -> Array:
    """(worlds, 4) share of Japan's public that would go at least as far as each rung of access: 1 for none.

    An ordered logit round `access_support`, with steps as between the answers of [asahi2023]; that US combat
    operations lie halfway between rear support and fighting together is judgement.
    """
    score = logit(world.access_support.clip(1e-6, 1 - 1e-6))
    support, join = expit(score + params.opinion_step), expit(score - params.opinion_step)
    return np.stack([np.ones(world.worlds), support, world.access_support, join], axis=1)


def opinion(world: World, params: Params) -> Array:
    """(worlds, 4) how far the public would go: nothing, support only, US combat operations, joining."""
    goes = backing(world, params)
    return goes - np.concatenate([goes[:, 1:], np.zeros((world.worlds, 1))], axis=1)


def access_contributions(world: World, params: Params) -> Contributions:
    """Where public support for US combat operations from Japan would come to rest."""
    return {
        "all else even": params.access_rest,
        "threat": params.access_threat * (world.threat - 0.5),
        "trust in the US": params.access_trust * (world.public_trust - 0.35),
        "affinity to the US": params.access_affinity * (world.affinity - 0.77),
        "fear of retaliation": -params.access_fear * (world.fear - 0.3),
    }

"""Deterrence: the PLA staff's estimate of its odds, and the order to blockade or invade."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import ESCORT, SUPPORT
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.success import AFAR, ALONE, FROM_JAPAN, Success, strengths, success_contributions
from wargame.engine.world import BLOCKADE, CRISIS, WAR, World, replace

DICE = (2,)  # error of the staff on access, on the odds


class Params(Success):
    """Numbers of this rule."""

    access_base: Number = sourced(-0.9, "logits", (-5, 5), "judgement", "belief in access with nothing to go on")
    access_pledge: Number = sourced(1.5, "logits per rung", (0, 5), "judgement", "what a pledge adds, if believed")
    access_elite: Number = sourced(3.0, "logits per share", (0, 10), "judgement", "what trust between officials adds")
    access_public: Number = sourced(2.5, "logits per share", (0, 10), "judgement", "what the polls on access add")
    access_convoys: Number = sourced(
        1.2, "logits per rung", (0, 5), "judgement", "what Tokyo permits the convoys of a blockade, above support only"
    )
    access_ties: Number = sourced(0.3, "logits", (0, 5), "judgement", "what a bargain in force adds")
    us_base: Number = sourced(
        0.55, "share", (0, 1), "judgement, after [chinapower2024]", "chance that the US fights, unsaid"
    )
    us_commitment: Number = sourced(0.35, "share", (0, 1), "judgement", "what a clear commitment adds to it")
    us_escort: Number = sourced(0.15, "share", (0, 1), "judgement", "what US warships with the convoys add to it")
    fog: Number = sourced(0.5, "logits", (0, 3), "judgement", "largest error of the staff, either way")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Renew Beijing's estimate from what it can see, and carry out an order to blockade or to invade."""
    error = (2 * dice - 1) * params.fog[:, None]
    believed = expit(total(access_contributions(world, params)) + error[:, 0])
    odds = total(odds_contributions(world, believed, params, error[:, 1]))
    crisis = (world.stage == CRISIS) & (world.clock.stage == CRISIS)
    goes = crisis & orders.are("china.go", "invade")
    blockades = crisis & orders.are("china.go", "blockade")
    return replace(
        world,
        believed_access=believed,
        odds=odds,
        stage=np.where(goes, WAR, np.where(blockades, BLOCKADE, world.stage)),
        dday_turn=np.where(goes, world.clock.turn, world.dday_turn),
        blockade_turn=np.where(blockades, world.clock.turn, world.blockade_turn),
        began=np.where(blockades, world.clock.year + world.clock.quarters / 4, world.began),
    )


def access_contributions(world: World, params: Params) -> Contributions:
    """Logits of Beijing's belief that US forces would fight from Japan: words, record, polls; not intent."""
    rung = np.array([-1.0, 0.0, 0.4, 1.3])[world.pledge]
    return {
        "nothing to go on": params.access_base,
        "what Tokyo said": params.access_pledge * rung * world.pledge_credibility,
        "officials' trust": params.access_elite * (world.elite_trust - 0.5),
        "polls on access": params.access_public * (world.access_support - 0.4),
        "bargain in force": params.access_ties * world.bargain,
        "what Tokyo does for convoys": params.access_convoys * (world.access - SUPPORT) * (world.method > 0),
    }


def odds_contributions(world: World, believed: Array, params: Params, error: Array) -> Contributions:
    """Beijing's odds: its chance in each kind of war times how likely it holds that kind to be."""
    force = strengths(world)
    return {
        kind: weight * expit(total(success_contributions(world, force, kind, params)) + error)
        for kind, weight in kind_weights(world, believed, params).items()
    }


def kind_weights(world: World, believed: Array, params: Params) -> dict[str, Array]:
    """(worlds,) how likely Beijing holds each kind of war to be; they add up to 1."""
    escorts = (world.escort >= ESCORT) & (world.method > 0)
    fights = (params.us_base + params.us_commitment * world.commitment + params.us_escort * escorts).clip(0, 1)
    return {ALONE: 1 - fights, AFAR: fights * (1 - believed), FROM_JAPAN: fights * believed}

"""Law: the legal situation that Tokyo recognises, which bounds what its forces may do."""

from __future__ import annotations

import numpy as np
from scipy.special import logit

from wargame.contributions import Contributions, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import BLOCKADE, JAPAN, US, World, replace

DICE = (0,)
NONE, IMPORTANT_INFLUENCE, SURVIVAL, ARMED_ATTACK = range(4)


class Params(Section):
    """Numbers of this rule."""

    caution: Number = sourced(
        -0.3, "logits", (-10, 10), "judgement", "standing caution before a survival-threatening situation"
    )
    threat: Number = sourced(2.0, "logits per share", (0, 20), "judgement", "threat perceived from China")
    cabinet: Number = sourced(
        2.0, "logits per share", (0, 20), "[rusi2025]", "strength of a cabinet that has named the case"
    )
    opinion: Number = sourced(
        2.0, "logits per share", (0, 20), "[kyodo2025]", "public for US combat operations from Japan"
    )
    us_attacked: Number = sourced(1.2, "logits", (0, 10), "[takaichi2026]", "US forces near Japan have been attacked")
    us_absent: Number = sourced(
        -3.0, "logits", (-10, 0), "judgement", "Washington does not fight: nobody to defend together"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Climb the legal ladder; it is not climbed down while the war lasts.

    A blockade or an invasion of Taiwan is an important influence situation at once, and missiles on Japan are an
    armed attack [yomiuri2021]. Between them stands the survival-threatening situation, which the cabinet must
    name: an ordered choice on the one die that this cabinet has for the whole game.
    """
    score = total(survival_contributions(world, orders, params))
    die = world.temper[:, JAPAN].clip(1e-9, 1 - 1e-9)
    situation = np.where(score + logit(die) > 0, SURVIVAL, IMPORTANT_INFLUENCE)
    situation = np.where(world.japan_struck, ARMED_ATTACK, situation)
    return replace(world, law=np.maximum(world.law, situation).astype(np.int8))


def survival_contributions(world: World, orders: Orders, params: Params) -> Contributions:
    """Score for naming a survival-threatening situation, in logits."""
    fights = _washington_fights(world, orders)
    hurt = world.aircraft_lost[:, US] + world.ships_lost[:, US] > 0
    return {
        "standing caution": params.caution,
        "threat from China": params.threat * (world.threat - 0.5),
        "strength of the cabinet": params.cabinet * (world.approval[:, JAPAN] - 0.5),
        "the public": params.opinion * (world.access_support - 0.4),
        "US forces attacked": params.us_attacked * hurt,
        "Washington stays out": params.us_absent * ~fights,
    }


def _washington_fights(world: World, orders: Orders) -> Array:
    """(worlds,) whether there are US forces to defend together: in war, or with the convoys of a blockade."""
    if world.clock.stage == BLOCKADE:
        return orders.are("us.convoys", "escort") | orders.are("us.convoys", "break")
    return orders.are("us.intervene", "fight")

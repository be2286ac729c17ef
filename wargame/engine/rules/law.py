"""Law: the legal situation that Tokyo recognises, which bounds what its forces may do."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from wargame.engine.contributions import Contributions, total
from wargame.engine.diet import seats_short
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import BLOCKADE, BLOCKADE_TURN_DAYS, JAPAN, US, WAR_TURN_DAYS, World, replace

DICE = (1,)  # how the votes of the opposition fall this turn
NONE, IMPORTANT_INFLUENCE, SURVIVAL, ARMED_ATTACK = range(4)


class Params(Section):
    """Numbers of this rule."""

    caution: Number = sourced(
        -0.3, "logits", (-10, 10), "judgement", "standing caution before a survival-threatening situation"
    )
    threat: Number = sourced(2.0, "logits per share", (0, 20), "judgement", "threat perceived from China")
    cabinet: Number = sourced(
        2.0, "logits per share", (0, 20), "judgement, after [rusi2025]", "strength of a cabinet that has named the case"
    )
    opinion: Number = sourced(
        2.0, "logits per share", (0, 20), "judgement, after [kyodo2025]", "public for US combat operations from Japan"
    )
    us_attacked: Number = sourced(
        1.2, "logits", (0, 10), "judgement, after [takaichi2026]", "US forces near Japan have been attacked"
    )
    us_absent: Number = sourced(
        -3.0, "logits", (-10, 0), "judgement", "Washington does not fight: nobody to defend together"
    )
    consent: Number = sourced(
        1.0,
        "logits",
        (-10, 10),
        "judgement",
        "leaning of the opposition to let a week's vote on the defence of others pass",
    )
    consent_opinion: Number = sourced(
        4.0, "logits per share", (0, 20), "judgement", "public for US combat operations, from two in five"
    )
    consent_seats: Number = sourced(
        -20.0, "logits per share", (-100, 0), "judgement", "seats that the coalition lacks in its weaker house"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Climb the legal ladder; it is not climbed down while the war lasts.

    A blockade or an invasion of Taiwan is an important influence situation at once, and missiles on Japan are an
    armed attack [yomiuri2021]. Between them stands the survival-threatening situation, which the cabinet must
    name: an ordered choice on the one die that this cabinet has for the whole game. The Diet must then consent, in
    both houses: a coalition with both has it at once, another waits for votes of the opposition.
    """
    agreed = named(world, orders, params) & (dice[:, 0] < consent_chance(world, params))
    situation = np.where(agreed, SURVIVAL, IMPORTANT_INFLUENCE)
    situation = np.where(world.japan_struck, ARMED_ATTACK, situation)
    return replace(world, law=np.maximum(world.law, situation).astype(np.int8))


def named(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) whether the cabinet names a survival-threatening situation."""
    score = total(survival_contributions(world, orders, params))
    names: Array = score + logit(world.temper[:, JAPAN].clip(1e-9, 1 - 1e-9)) > 0
    return names


def consent_chance(world: World, params: Params) -> Array:
    """(worlds,) chance that the Diet consents in this turn: certain for a coalition that holds both houses."""
    days = BLOCKADE_TURN_DAYS if world.clock.stage == BLOCKADE else WAR_TURN_DAYS
    waits = np.float_power(1 - expit(total(consent_contributions(world, params))), days / 7)
    return np.where(seats_short(world) > 0, 1 - waits, 1.0)


def consent_contributions(world: World, params: Params) -> Contributions:
    """Score for consent within a week, in logits, where votes of the opposition are needed."""
    return {
        "the opposition": params.consent,
        "the public": params.consent_opinion * (world.access_support - 0.4),
        "seats that the coalition lacks": params.consent_seats * seats_short(world),
    }


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

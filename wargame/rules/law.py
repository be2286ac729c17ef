"""Law: the legal situation that Tokyo recognises, which bounds what its forces may do."""

from __future__ import annotations

import numpy as np
from scipy.special import expit, logit

from wargame.explain import LOG_ODDS, Contributions, Event, Explanation, of_world, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import say
from wargame.threshold import Limit, Threshold
from wargame.world import BLOCKADE, JAPAN, US, World, replace

DICE = (0,)
NONE, IMPORTANT_INFLUENCE, SURVIVAL, ARMED_ATTACK = range(4)
SENTENCES = {
    IMPORTANT_INFLUENCE: say("Tokyo recognises an important influence situation: it may support US forces."),
    SURVIVAL: say("Tokyo names a survival-threatening situation: the Self-Defense Forces may fight beside the US."),
    ARMED_ATTACK: say("Japan is under armed attack: the Self-Defense Forces may fight."),
}
NAMES = ("none", say("important influence"), "survival-threatening", say("armed attack"))


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


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Tokyo has recognised."""
    was, now = int(before.law[0]), int(after.law[0])
    if now == was:
        return []
    if now == ARMED_ATTACK:
        return [Event("law", "japan", SENTENCES[now], _attacked(before), weight=7)]
    parts = survival_contributions(before, orders, params)
    chance = float(expit(total(parts)[0]))
    why = Explanation(
        title="Does Tokyo name a survival-threatening situation?",
        contributions=of_world(parts),
        score=float(total(parts)[0]),
        cuts=(("survival-threatening", 0.0),),
        lowest="important influence",
        chance=chance if now == SURVIVAL else 1 - chance,
        chance_of="naming it" if now == SURVIVAL else "not naming it",
        unit=LOG_ODDS,
        die=float(before.temper[0, JAPAN]),
        otherwise=say(
            "A die over {chance:.0f} names it. The die is this cabinet's, for the whole game.",
            chance=100 - chance * 100,
        ),
        rule="law",
        sources=("[yomiuri2021]", "[rusi2025]", "[kyodo2025]"),
    )
    return [Event("law", "japan", SENTENCES[now], why, weight=7)]


def _attacked(before: World) -> Explanation:
    """Missiles on Japan leave nothing to weigh."""
    struck = Limit("missiles on Japan", before.japan_struck)
    names = (say("a lesser situation"), say("an armed attack"))
    return Threshold((((struck,), 1), ((), 0)), sources=("[yomiuri2021]",)).explanation(
        say("Is Japan under armed attack?"), "law", lambda choice: names[choice]
    )

"""The law, told: the situation that Tokyo has recognised, and what moved it."""

from __future__ import annotations

from scipy.special import expit

from wargame.contributions import total
from wargame.explain import LOG_ODDS, Event, Explanation, of_world
from wargame.orders import Orders
from wargame.parameters import Array
from wargame.phrase import say
from wargame.rules.law import ARMED_ATTACK, IMPORTANT_INFLUENCE, SURVIVAL, Params, survival_contributions
from wargame.threshold import Limit, Threshold
from wargame.world import JAPAN, World

SENTENCES = {
    IMPORTANT_INFLUENCE: say("Tokyo recognises an important influence situation: it may support US forces."),
    SURVIVAL: say("Tokyo names a survival-threatening situation: the Self-Defense Forces may fight beside the US."),
    ARMED_ATTACK: say("Japan is under armed attack: the Self-Defense Forces may fight."),
}


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
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

"""The law, told: the situation that Tokyo has recognised, what moved it, and what the Diet had to say."""

from __future__ import annotations

from scipy.special import expit

from wargame.engine.contributions import total
from wargame.engine.diet import seats_short
from wargame.engine.explain import LOG_ODDS, Event, Explanation, Throw, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.law import (
    ARMED_ATTACK,
    IMPORTANT_INFLUENCE,
    SURVIVAL,
    Params,
    consent_chance,
    consent_contributions,
    named,
    survival_contributions,
)
from wargame.engine.threshold import Limit, Threshold
from wargame.engine.world import JAPAN, World
from wargame.text.phrase import say, together

SENTENCES = {
    IMPORTANT_INFLUENCE: say("Tokyo recognises an important influence situation: it may support US forces."),
    SURVIVAL: say("Tokyo names a survival-threatening situation: the Self-Defense Forces may fight beside the US."),
    ARMED_ATTACK: say("Japan is under armed attack: the Self-Defense Forces may fight."),
}
WAITING = say("The cabinet names a survival-threatening situation; the Diet has not consented yet.")
STILL = say("Tokyo names no survival-threatening situation: it may support US forces and no more.")


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Tokyo has recognised; where it goes no further, quietly why."""
    was, now = int(before.law[0]), int(after.law[0])
    if now == ARMED_ATTACK:
        return [] if now == was else [Event("law", "japan", SENTENCES[now], _attacked(before), weight=7)]
    if was == SURVIVAL:
        return []
    names = bool(named(before, orders, params)[0])
    why = _weighed(before, orders, params, dice, names)
    if names and now < SURVIVAL:
        return [Event("law", "japan", WAITING, _consent(before, params, float(dice[0, 0])), weight=5)]
    if now == was:
        return [Event("law", "japan", STILL, why, weight=0.3)]
    return [Event("law", "japan", SENTENCES[now], why, weight=7)]


def _weighed(before: World, orders: Orders, params: Params, dice: Array, names: bool) -> Explanation:
    """What the cabinet weighed, and the vote that followed if it had to ask for one."""
    parts = survival_contributions(before, orders, params)
    chance = float(expit(total(parts)[0]))
    asks = names and bool(seats_short(before)[0] > 0)
    vote = _consent(before, params, float(dice[0, 0]))
    return Explanation(
        title="Does Tokyo name a survival-threatening situation?",
        contributions=of_world(parts),
        score=float(total(parts)[0]),
        cuts=(("survival-threatening", 0.0),),
        lowest="important influence",
        chance=chance if names else 1 - chance,
        chance_of="naming it" if names else "not naming it",
        unit=LOG_ODDS,
        die=float(before.temper[0, JAPAN]),
        otherwise=together(
            [
                say(
                    "A die over {chance:.0f} names it. The die is this cabinet's, for the whole game.",
                    chance=100 - chance * 100,
                ),
                ""
                if asks or not names
                else say("The coalition holds both houses, so the Diet's consent was had at once."),
            ]
        ),
        rule="law",
        sources=("[yomiuri2021]", "[rusi2025]", "[kyodo2025]"),
        throws=(Throw(say("The vote of the Diet"), float(dice[0, 0]), vote.otherwise),) if asks else (),
    )


def _consent(before: World, params: Params, die: float) -> Explanation:
    """What moved the opposition, whose votes the coalition needs."""
    parts = consent_contributions(before, params)
    chance = float(consent_chance(before, params)[0])
    given = die < chance
    edge = (
        say("A die over {edge:.0f} would have meant no consent this turn.", edge=100 * chance)
        if given
        else say("A die under {edge:.0f} would have meant consent.", edge=100 * chance)
    )
    return Explanation(
        title=say("Does the Diet consent within a week?"),
        contributions=of_world(parts),
        score=float(total(parts)[0]),
        chance=chance if given else 1 - chance,
        chance_of=say("consent in this turn") if given else say("no consent in this turn"),
        die=die,
        otherwise=together(
            [
                edge,
                say(
                    "The coalition lacks {short:.1f} of 100 seats in its weaker house; with a majority in both it "
                    "would have had consent at once.",
                    short=100 * seats_short(before)[0],
                ),
            ]
        ),
        rule="law",
        unit=LOG_ODDS,
        sources=("judgement", "[constitution1946]"),
    )


def _attacked(before: World) -> Explanation:
    """Missiles on Japan leave nothing to weigh."""
    struck = Limit("missiles on Japan", before.japan_struck)
    names = (say("a lesser situation"), say("an armed attack"))
    return Threshold((((struck,), 1), ((), 0)), sources=("[yomiuri2021]",)).explanation(
        say("Is Japan under armed attack?"), "law", lambda choice: names[choice]
    )

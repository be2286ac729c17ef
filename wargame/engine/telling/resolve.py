"""Resolve, told: how far escalation went, what became of an offer, and how a war ended."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import CERTAIN, Event, Explanation, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.resolve import Params, acceptance, escalation_contributions, nuclear_chance, thresholds
from wargame.engine.world import ENDINGS, TAIWAN, US, World
from wargame.text.phrase import say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How a war ended, or how near it came."""
    events = []
    parts = escalation_contributions(before, orders, after.will, params)
    climbed = float(total(parts)[0])
    if climbed > 0:
        chance = float(nuclear_chance(before.escalation + total(parts), params)[0])
        why = Explanation(
            title="Up the ladder of escalation, in rungs",
            contributions=of_world(parts), score=climbed, chance=chance, die=float(dice[0, 0]),
            otherwise=say("A die below {chance:.2g} would have meant nuclear use.", chance=chance * 100),
            rule="resolve",
            unit="rungs", chance_of="nuclear use in this turn", sources=("judgement",),
        )  # fmt: skip
        events.append(
            Event(
                "resolve",
                "china",
                say("Escalation stands at {escalation:.1f} on a ladder of 4 rungs.", escalation=after.escalation[0]),
                why,
                weight=4,
            )
        )
    elif before.escalation[0] > 0 and ENDINGS[int(after.ending[0])] != "nuclear":
        why = _nuclear(before, 0.0, params, float(dice[0, 0]))
        words = say("Nobody climbs the ladder of escalation this turn, and no nuclear weapon is used.")
        events.append(Event("resolve", "china", words, why, weight=0.4))
    if orders.are("china.end", "ceasefire")[0]:
        why = _offer(after, params, float(dice[0, 1]))
        accepted = dice[0, 1] < acceptance(after.will, params)[0]
        answer = (
            say("It came too late.")
            if accepted and ENDINGS[int(after.ending[0])] != "ceasefire"
            else (say("It was accepted.") if accepted else say("It was refused."))
        )
        events.append(Event("resolve", "china", together([say("Beijing offered a ceasefire."), answer]), why, weight=8))
    if after.ending[0] >= 0:
        sentence = {
            "turn_limit": say("The fighting ebbs; both sides hold what they hold."),
            "ceasefire": say("A ceasefire is accepted."),
            "landing_failed": say("The landing has failed: the fleet is gone and those ashore are cut off."),
            "conquest": say("Taiwan's defence collapses."),
            "nuclear": say("A nuclear weapon is used. The war stops, and nothing is as it was."),
        }[ENDINGS[int(after.ending[0])]]
        why = _ending(before, after, orders, params, dice)
        events.append(Event("resolve", None, sentence, why, weight=20))
    return events


def _offer(after: World, params: Params, die: float) -> Explanation:
    """Whether an offer of a ceasefire is accepted."""
    chance, base = float(acceptance(after.will, params)[0]), float(params.accept_base[0])
    spent = (
        say("Washington's will is spent")
        if after.will[0, US] < after.will[0, TAIWAN]
        else say("Taipei's will is spent")
    )
    return Explanation(
        title="Chance that a ceasefire is accepted",
        contributions=(("at full will", base), (spent, chance - base)),
        score=chance,
        chance=chance,
        die=die,
        otherwise=say("A die under {chance:.0f} accepts it.", chance=chance * 100),
        rule="resolve",
        unit=CERTAIN,
        chance_of="its being accepted",
        sources=("judgement",),
    )


def _ending(before: World, after: World, orders: Orders, params: Params, dice: Array) -> Explanation:
    """Why a war ended as it did: by a die, or by a limit."""
    ending = ENDINGS[int(after.ending[0])]
    if ending == "ceasefire":
        return _offer(after, params, float(dice[0, 1]))
    if ending == "nuclear":
        climbed = float(total(escalation_contributions(before, orders, after.will, params))[0])
        return _nuclear(before, climbed, params, float(dice[0, 0]))
    question, no, yes = {
        "turn_limit": (say("Is the time up?"), say("turns left"), say("no turn left")),
        "landing_failed": (say("Has the landing failed?"), say("no failed landing"), say("a failed landing")),
        "conquest": (say("Does Taiwan's defence collapse?"), say("no collapse"), say("a collapse")),
    }[ending]
    limits = thresholds(before, after.will, params)[ending]
    return limits.explanation(question, "resolve", lambda choice: yes if choice else no)


def _nuclear(before: World, climbed: float, params: Params, die: float) -> Explanation:
    """The chance of nuclear use on the rung that was reached, and the die."""
    was, chance = (float(nuclear_chance(before.escalation + more, params)[0]) for more in (0.0, climbed))
    return Explanation(
        title="Chance of nuclear use in this turn",
        contributions=(("the rung of escalation before", was), ("the rungs climbed this turn", chance - was)),
        score=chance,
        chance=chance,
        die=die,
        otherwise=say("A die of {chance:.1f} or more would have kept it from being used.", chance=chance * 100)
        if die < chance
        else say("A die below {chance:.2g} would have meant nuclear use.", chance=chance * 100),
        rule="resolve",
        unit=CERTAIN,
        chance_of="nuclear use in this turn",
        sources=("judgement",),
    )

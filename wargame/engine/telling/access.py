"""Access, told: which rung Tokyo permits, the days that consultation took, and when the US fights."""

from __future__ import annotations

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import BY_KEY, Orders
from wargame.engine.orders.ladders import COMBAT, JOIN
from wargame.engine.parameters import Array
from wargame.engine.rules.access import COMBAT_SAID, FIGHT, Params, americans_attacked, drawn_in
from wargame.engine.world import WAR_TURN_DAYS, World
from wargame.text.phrase import lowered, say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Tokyo permits, and when the US fights."""
    now, was = int(after.access[0]), int(before.access[0])
    sentence = (
        say("Tokyo refuses: no US operations in this war from Japan."),
        say("Tokyo permits support only: US fighters stay on the ground in Japan."),
        say("Tokyo permits US combat operations from Japan."),
        say("Japan joins the war: the Self-Defense Forces fight."),
    )[now]
    first = before.clock.turn == 0
    if int(orders.choice("japan.access")[0]) == JOIN and now < JOIN:
        sentence = together([sentence, say("It would join, but the law does not allow it yet.")])
    if now >= COMBAT and was < COMBAT:
        days = (1 - float(after.combat_share[0])) * WAR_TURN_DAYS
        took = say("Consultation took {days:.1f} days.", days=days)
        sentence = together([sentence, took if days >= 0.05 else say("No time was lost in consultation.")])
    goes_on = now >= COMBAT <= was and before.consultation_left[0] > 0
    if goes_on:
        rest = (1 - float(after.combat_share[0])) * WAR_TURN_DAYS
        sentence = together([sentence, say("Consultation took {days:.1f} days more.", days=rest)])
    entered = _entry(after, orders, params)
    opens = now >= COMBAT and was < COMBAT
    why = _rung(now, orders)
    if opens or goes_on:
        why = _consultation(before, after, params, dice) if opens else _rest_of_consultation(before, after)
    events = [Event("access", "japan", sentence, why, weight=9 if first or now != was else 1)]
    if after.us_share[0] > 0 and before.us_share[0] == 0:
        events.append(Event("access", "us", "The United States enters the war.", entered, weight=10))
    if first and after.us_share[0] == 0:
        label = BY_KEY["us.intervene"].choices[int(orders.choice("us.intervene")[0])].label
        events.append(
            Event(
                "access",
                "us",
                say("Washington: {label}. It does not fight yet.", label=lowered(label)),
                entered,
                weight=8,
            )
        )
    return events


def _consultation(before: World, after: World, params: Params, dice: Array) -> Explanation:
    """How long consultation takes: at most so long, less what joint planning saves, and a die."""
    pledged = int(before.pledge[0]) == COMBAT_SAID
    longest = float((params.pledged_days if pledged else params.consultation_days)[0])
    saved = longest * float(params.planned_share[0]) * float(before.collaboration[0])
    die = float(dice[0, 0])
    took = (1 - float(after.combat_share[0])) * WAR_TURN_DAYS
    thrown = -(longest - saved) * (1 - die)
    said = say("at most, as Tokyo had pledged") if pledged else say("at most, as nothing had been said")
    return Explanation(
        title="Days of this turn that consultation takes",
        contributions=(
            (said, longest),
            ("joint planning", -saved),
            ("the die", thrown),
            ("what falls after this turn", took - (longest - saved + thrown)),
        ),
        score=took,
        die=die,
        otherwise=say("A die brings between 0 and {longest:.1f} days, evenly.", longest=longest - saved)
        if longest - saved >= 0.05
        else "No die would have changed it.",
        rule="access",
        unit="days",
        sources=("[mastro]", "judgement"),
    )


def _rest_of_consultation(before: World, after: World) -> Explanation:
    """What of a long consultation was left from the turn before."""
    left, still = float(before.consultation_left[0]), float(after.consultation_left[0])
    return Explanation(
        title="Days of this turn that consultation takes",
        contributions=(("left from the turn before", left), ("what falls after this turn", -still)),
        score=left - still,
        otherwise="Its length was thrown when it began.",
        rule="access",
        unit="days",
        sources=("[mastro]", "judgement"),
    )


def _rung(now: int, orders: Orders) -> Explanation:
    """What was ordered, and what of it the law leaves."""
    wanted = int(orders.choice("japan.access")[0])
    names = ("refuse", say("support only"), say("US combat operations"), "join")
    return Explanation(
        title="The rung of access: 0 refuse, 1 support only, 2 US combat operations, 3 join",
        contributions=(("what Tokyo ordered", wanted), ("what the law does not allow", now - wanted)),
        score=now,
        otherwise=say(
            "No die. The law allows no more than “{now}”; Tokyo ordered “{wanted}”.",
            now=names[now],
            wanted=names[wanted],
        )
        if now < wanted
        else say("No die. It is what Tokyo ordered: its own decision tells how far another rung was."),
        rule="access",
        unit="rungs",
        sources=("judgement",),
    )


def _entry(after: World, orders: Orders, params: Params) -> Explanation:
    """In how much of the turn US forces fight."""
    share, day = float(after.us_share[0]), float(params.us_entry_days[0])
    fights = int(orders.value("us.intervene")[0]) == FIGHT
    missing = say("before the day it enters") if fights else say("what Washington ordered")
    left = (
        say("No die. Washington's own decision tells how far it was from fighting.")
        if not fights
        else say("It enters {day:.1f} days after D-day.", day=day)
        if day
        else say("It enters on D-day.")
    )
    if fights and drawn_in(after, params)[0]:
        left = say("Its forces have been attacked, and do not wait for the day that was planned.")
    elif fights and share < 1 and americans_attacked(after)[0]:
        left = say("Its forces have been attacked, and yet come no sooner than {day:.1f} days after D-day.", day=day)
    return Explanation(
        title="Share of this turn in which the United States fights",
        contributions=(("the whole turn", 1.0), (missing, share - 1)),
        score=share,
        otherwise=left,
        rule="access",
        unit="as a share: 1 is the whole turn",
        sources=("[csis-firstbattle]",),
    )

"""Access: what Tokyo permits, when it begins to count, and when Washington fights."""

from __future__ import annotations

import numpy as np

from wargame.explain import Event, Explanation
from wargame.orders import BY_KEY, Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import lowered, say, together
from wargame.rungs import COMBAT, JOIN, LAWFUL, REFUSE, SUPPORT
from wargame.world import US, WAR_TURN_DAYS, World, replace

DICE = (1,)  # how long consultation takes
COMBAT_SAID = 3  # as in the choices of japan.pledge
FIGHT = 2  # as in those of us.intervene


class Params(Section):
    """Numbers of this rule."""

    us_entry_days: Number = sourced(
        0.0, "days", (0, 60), "[csis-firstbattle]", "days after D-day on which the US enters"
    )
    bomber_entry_days: Number = sourced(
        0.0, "days", (0, 60), "[csis-firstbattle]", "days after D-day on which US bombers enter"
    )
    consultation_days: Number = sourced(
        2.0, "days", (0, 14), "judgement", "longest prior consultation when nothing was said"
    )
    pledged_days: Number = sourced(
        0.5, "days", (0, 14), "[mastro]", "the same when Tokyo had pledged combat operations"
    )
    planned_share: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of the consultation that joint planning saves, once it is complete"
    )
    refusal_anger: Number = sourced(0.10, "share", (0, 1), "judgement", "US will lost when Tokyo refuses in war")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Open or close the bases, after the delay that consultation takes, and let Washington enter.

    Access counts in shares of the turn, so that a day of delay costs a day and not a whole turn.
    """
    wanted = orders.choice("japan.access")
    access = np.minimum(wanted, LAWFUL[world.law]).astype(np.int8)
    longest = np.where(world.pledge == COMBAT_SAID, params.pledged_days, params.consultation_days)
    longest = longest * (1 - params.planned_share * world.collaboration)
    waited = np.where(world.access < COMBAT, longest * dice[:, 0] / WAR_TURN_DAYS, 0.0).clip(0, 1)
    combat = np.where(access >= COMBAT, 1 - waited, 0.0)
    begins = world.clock.turn * WAR_TURN_DAYS
    entered = _share_after(begins, params.us_entry_days)
    bombers = _share_after(begins, params.bomber_entry_days)
    attacked = _attacked(world)
    entered, bombers = np.where(attacked, 1.0, entered), np.where(attacked, 1.0, bombers)
    will = world.will.copy()
    newly_refused = (access == REFUSE) & ((world.access > REFUSE) | (world.clock.turn == 0))
    will[:, US] = (will[:, US] - params.refusal_anger * newly_refused).clip(0, 1)
    return replace(
        world,
        access=access,
        combat_share=combat,
        combat_turns=world.combat_turns + combat,
        support_share=np.where(access >= SUPPORT, 1.0, 0.0),
        us_share=np.where(orders.value("us.intervene") == FIGHT, entered, 0.0),
        bomber_share=np.where(orders.value("us.intervene") == FIGHT, bombers, 0.0),
        japan_fights=access == JOIN,
        will=will,
    )


def _attacked(world: World) -> Array:
    """(worlds,) whether Americans have died: who is attacked fights, whatever day was planned."""
    return (world.aircraft_lost[:, US] > 0) | (world.ships_lost[:, US] > 0)


def _share_after(begins: float, day: Array) -> Array:
    """Share of the turn that lies after a day."""
    return ((begins + WAR_TURN_DAYS - day) / WAR_TURN_DAYS).clip(0, 1)


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
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
    entered = _entry(after, orders, params)
    opens = now >= COMBAT and was < COMBAT
    why = _consultation(before, after, params, dice) if opens else _rung(now, orders)
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


def _rung(now: int, orders: Orders) -> Explanation:
    """What was ordered, and what of it the law leaves."""
    wanted = int(orders.choice("japan.access")[0])
    names = ("refuse", say("support only"), say("US combat operations"), "join")
    return Explanation(
        title="The rung of access: 0 refuse, 1 support only, 2 US combat operations, 3 join",
        contributions=(("what Tokyo ordered", wanted), ("what the law does not allow", now - wanted)),
        score=now,
        otherwise=say("The law allows no more than “{now}”.", now=names[now]) if now < wanted else "",
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
        ""
        if not fights
        else say("It enters {day:.1f} days after D-day.", day=day)
        if day
        else say("It enters on D-day.")
    )
    if fights and day and _attacked(after)[0]:
        left = say("Its forces have been attacked, and do not wait for the day that was planned.")
    return Explanation(
        title="Share of this turn in which the United States fights",
        contributions=(("the whole turn", 1.0), (missing, share - 1)),
        score=share,
        otherwise=left,
        rule="access",
        unit="(1 is the whole turn)",
        sources=("[csis-firstbattle]",),
    )

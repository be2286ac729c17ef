"""Coercion, told: what China pressed with, and what of it Tokyo and Taiwan felt."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import POINTS, Event, Explanation, in_points, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.coercion import (
    GAS,
    QUARANTINE,
    Params,
    composure,
    fear_contributions,
    frightened,
    gas_contributions,
    threat_contributions,
)
from wargame.engine.world import World
from wargame.text.phrase import say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What China pressed with, and what it did."""
    events = []
    coercion = int(orders.value("china.coercion")[0])
    if coercion:
        parts = fear_contributions(before, orders, params)
        why = Explanation(
            title="Where Japan's fear of retaliation is drawn to",
            contributions=in_points(parts),
            score=100 * float(total(parts)[0]),
            otherwise=_nerve(before, params),
            rule="coercion",
            unit=POINTS,
            sources=("judgement", "[asahi2023]", "[kyodo2025]"),
        )
        did = (
            say("Beijing banned trade with Japan.")
            if coercion == 1
            else say("Beijing sent ships and aircraft against Japan.")
        )
        rallied = frightened(before, params)[0] < 0.5
        took = say("Tokyo closed ranks.") if rallied else say("Tokyo took fright.")
        felt = say(
            "Threat perceived {threat:.0f} of 100, fear of retaliation {fear:.0f}.",
            threat=after.threat[0] * 100,
            fear=after.fear[0] * 100,
        )
        sentence = together([did, took, felt])
        events.append(Event("coercion", "china", sentence, why, weight=4))
    rung = int(after.pressure[0])
    if rung >= QUARANTINE:
        left = float(after.stocks[0, GAS])
        sentence = say("China quarantines Taiwan. {left:.0f} days of gas are left.", left=left)
        events.append(Event("coercion", "china", sentence, _quarantine(before, left, params), weight=7))
    elif rung == 1:
        sentence = say("Chinese aircraft and coast guard press Taiwan in the grey zone.")
        events.append(Event("coercion", "china", sentence, _threat(before, after, orders, params), weight=1))
    return events


def _nerve(before: World, params: Params) -> str:
    """What of it frightens and what rallies, and where the one would have outweighed the other."""
    share, stands, turns = frightened(before, params)[0], composure(before)[0], float(params.nerve[0])
    return together(
        [
            say(
                "No die. {share:.0%} of the pressure frightens, the rest adds to the threat that rallies.", share=share
            ),
            say(
                "The cabinet's strength and its officials' trust come to {stands:.0f}; under {turns:.0f} most of it "
                "would have frightened.",
                stands=100 * stands,
                turns=100 * turns,
            )
            if stands >= turns
            else say(
                "The cabinet's strength and its officials' trust come to {stands:.0f}; over {turns:.0f} most of it "
                "would have rallied.",
                stands=100 * stands,
                turns=100 * turns,
            ),
        ]
    )


def _quarantine(before: World, left: float, params: Params) -> Explanation:
    """What became of Taiwan's gas."""
    parts = gas_contributions(before, params)
    short = left - float(total(parts)[0])
    return Explanation(
        title="Days of gas that Taiwan has left",
        contributions=(*of_world(parts), ("wanted when none was left", short)),
        score=left,
        otherwise=together(
            [
                say("No die. {leak:.0%} of the gas passes a quarantine.", leak=params.quarantine_leak[0]),
                say("Taiwan was dark for {short:.0f} days.", short=short) if short >= 0.5 else "",
            ]
        ),
        rule="coercion",
        unit="days",
        sources=("judgement",),
    )


def _threat(before: World, after: World, orders: Orders, params: Params) -> Explanation:
    """What pressure on Taiwan does to Tokyo."""
    parts = threat_contributions(before, orders, after.pressure, params)
    return Explanation(
        title="Where the threat that Japan perceives is drawn to",
        contributions=in_points(parts),
        score=100 * float(total(parts)[0]),
        otherwise=say(
            "No die. It moved from {was:.0f} to {now:.0f} of 100.",
            was=before.threat[0] * 100,
            now=after.threat[0] * 100,
        ),
        rule="coercion",
        unit=POINTS,
        sources=("[kyodo2025]", "judgement"),
    )

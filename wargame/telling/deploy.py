"""Deployment, told: US fighters that came and went, base by base."""

from __future__ import annotations

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array
from wargame.phrase import say
from wargame.rules.deploy import Params, pace
from wargame.world import World


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How many aircraft came or moved."""
    change = after.us_aircraft[0] - before.us_aircraft[0]
    came, left = float(change.clip(0).sum()), float(-change.clip(None, 0).sum())
    names = after.theatre.names
    events = []
    if left >= 1:
        why = Explanation(
            title="US fighters that left, by base",
            contributions=tuple((name, -float(moved)) for name, moved in zip(names, change, strict=True) if moved < 0),
            score=left,
            otherwise=say(
                "They may not fight from there: {leave_share:.0%} a turn move to US soil, while there is room.",
                leave_share=params.leave_share[0],
            ),
            rule="deploy",
            unit="fighters",
            sources=("[csis-firstbattle]",),
        )
        events.append(
            Event("deploy", "us", say("{left:.0f} US fighters left Japan for US soil.", left=left), why, weight=3)
        )
    if came - left >= 1:
        why = Explanation(
            title="US fighters that arrived, by base",
            contributions=(
                *((name, float(moved)) for name, moved in zip(names, change, strict=True) if moved > 0),
                ("moved from Japan", -left),
            ),
            score=came - left,
            otherwise=say(
                "Reinforcements come at {pace:.0%} of their full pace, to where they may fight and there "
                "is room. A die at each base rounds a part of an aircraft.",
                pace=pace(before, params)[0],
            ),
            rule="deploy",
            unit="fighters",
            sources=("[csis-firstbattle]",),
        )
        events.append(Event("deploy", "us", say("{came:.0f} US fighters arrived.", came=came - left), why, weight=2))
    return events

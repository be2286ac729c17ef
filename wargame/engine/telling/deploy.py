"""Deployment, told: US fighters that came and went, base by base."""

from __future__ import annotations

import numpy as np

from wargame.engine.explain import Event, Explanation, Throw, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.deploy import Params, moves, pace
from wargame.engine.world import World
from wargame.text.phrase import say

BASES_TOLD = 3  # of those with a die of their own


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
                "is room. A die at each base makes aircraft whole; those to which most come are told here.",
                pace=pace(before, params)[0],
            ),
            throws=_at_bases(before, params, dice),
            rule="deploy",
            unit="fighters",
            sources=("[csis-firstbattle]",),
        )
        events.append(Event("deploy", "us", say("{came:.0f} US fighters arrived.", came=came - left), why, weight=2))
    return events


def _at_bases(before: World, params: Params, dice: Array) -> tuple[Throw, ...]:
    """The dice of the bases to which most were to come."""
    coming = moves(before, params)[1][0]
    most = sorted(range(len(coming)), key=lambda base: -coming[base])[:BASES_TOLD]
    return tuple(
        Throw(
            say("Fighters to {base}", base=before.theatre.names[base]),
            float(dice[0, base]),
            rounding(float(coming[base]), float(dice[0, base]), np.inf),
        )
        for base in most
        if coming[base] >= 0.005
    )

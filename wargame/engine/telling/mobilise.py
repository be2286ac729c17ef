"""Mobilisation, told: with what China sails, and what stands ready against it."""

from __future__ import annotations

import numpy as np

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.mobilise import Params, apply
from wargame.engine.world import PROGRAMMES, World, replace
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """The landing fleet on D-day, and the aircraft and missiles that await it."""
    ready = replace(before, china_readiness=np.ones_like(before.china_readiness))
    most = apply(ready, orders, params, dice)
    aircraft, awaited = (float(world.us_aircraft[0].sum()) for world in (before, after))
    return [
        _stands(
            "china",
            say("China sails with {ships:.0f} landing ships.", ships=after.landing_ships[0]),
            say("Landing ships on D-day"),
            (float(before.landing_ships[0]), float(most.landing_ships[0]), float(after.landing_ships[0])),
            say("No die. A Chinese army wholly ready would have sailed with {most:.0f}.", most=most.landing_ships[0]),
            say("ships"),
        ),
        _stands(
            "us",
            say("{aircraft:.0f} US combat aircraft stand at bases within reach.", aircraft=awaited),
            say("US combat aircraft on D-day"),
            (aircraft, awaited, awaited),
            say("No die. Without warning and what was moved forward it would have been {before:.0f}.", before=aircraft),
            say("aircraft"),
        ),
        _stands(
            "taiwan",
            say("Taiwan has {missiles:.0f} anti-ship missiles on its coast.", missiles=after.coastal_missiles[0]),
            say("Taiwan's coastal missiles on D-day"),
            (float(before.coastal_missiles[0]), float(after.coastal_missiles[0]), float(after.coastal_missiles[0])),
            say("No die. Of what is still on order nothing counts; it is {late:.0f}.", late=_late(before)),
            say("missiles"),
        ),
    ]


def _late(before: World) -> float:
    return float(before.ordered[0, PROGRAMMES.index("taiwan_coastal")])


def _stands(
    side: str, sentence: str, title: str, counts: tuple[float, float, float], otherwise: str, unit: str
) -> Event:
    """One force: what there was, what the crisis added, and what readiness takes from it."""
    was, built, now = counts
    why = Explanation(
        title=title,
        contributions=(
            (say("at the start"), was),
            (say("what the crisis brought"), built - was),
            (say("readiness that is missing"), now - built),
        ),
        score=now,
        otherwise=otherwise,
        rule="mobilise",
        unit=unit,
        sources=("judgement",),
    )
    return Event("mobilise", side, sentence, why, weight=2)

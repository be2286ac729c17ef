"""Strikes on the mainland, told: what was sent at airfields in China, and the aircraft that it found."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.mainland import Params, loads_sent, lost_contributions
from wargame.engine.world import CHINA, World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What was found, if anything was fired."""
    loads = loads_sent(before, orders, params)
    missiles = float((loads * before.load_missiles)[0])
    if missiles == 0:
        return []
    lost = float(after.aircraft_lost[0, CHINA] - before.aircraft_lost[0, CHINA])
    parts = lost_contributions(before, loads, params)
    expected, die = float(total(parts)[0]), float(dice[0, 0])
    why = Explanation(
        title="Chinese aircraft lost on the ground",
        contributions=(*of_world(parts), ("the die, for whole aircraft", lost - expected)),
        score=lost,
        die=die,
        otherwise=rounding(expected, die, float(np.floor(before.china_aircraft[0]))),
        rule="mainland",
        sources=("[csis-firstbattle]", "[concrete-sky]", "judgement"),
        unit="aircraft",
    )
    sentence = say(
        "US bombers sent {missiles:.0f} missiles at airfields in China and destroyed {aircraft:.0f} aircraft there.",
        missiles=missiles,
        aircraft=lost,
    )
    return [Event("mainland", "us", sentence, why, weight=2)]

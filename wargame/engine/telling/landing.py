"""The landing, told: what came ashore, by which way."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, Throw, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.landing import Params, lift_contributions, sailing_and_lost
from wargame.engine.world import World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What came ashore."""
    sentence = say(
        "{landed:.0f} battalions came ashore, {ashore:.0f} in all, with {supply:.0%} of the supplies they need.",
        landed=after.lift_battalions[0],
        ashore=after.battalions_ashore[0],
        supply=after.supply[0],
    )
    parts = lift_contributions(before, orders, params)
    lift = float(total(parts)[0])
    landed = float(after.lift_battalions[0])
    sailing, lost = (float(count[0]) for count in sailing_and_lost(before, total(parts), orders, params))
    why = Explanation(
        title="Battalions that could be carried, and that landed",
        contributions=(*of_world(parts), ("supplies and losses on the way", landed - lift)),
        score=landed,
        die=float(dice[0, 0]),
        otherwise=_sailing(sailing, np.floor(lost + float(dice[0, 1])), float(dice[0, 0])),
        throws=(Throw("Battalions lost on the way", float(dice[0, 1]), rounding(lost, float(dice[0, 1]), np.inf)),),
        rule="landing",
        unit="battalions",
        sources=("[csis-firstbattle]", "judgement"),
    )
    return [Event("landing", "china", sentence, why, weight=5)]


def _sailing(expected: float, lost: float, die: float) -> str:
    """How the die rounds what sails; where all that could sail is lost on the way, it makes no difference."""
    if np.floor(expected) + 1 <= lost:
        return say(
            "{expected:.2f} battalions were to be expected to sail, and no more than were lost on the way.",
            expected=expected,
        )
    return say("Of battalions that sail, {rounded}", rounded=rounding(expected, die, np.inf))

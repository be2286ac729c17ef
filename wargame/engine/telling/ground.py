"""The ground, told: how far the front moved, and what it cost both armies."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.explain import Event, Explanation, Throw, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.ground import Params, expected_losses, strengths
from wargame.engine.world import CHINA, TAIWAN, World
from wargame.text.phrase import say


def area_contributions(world: World, orders: Orders, params: Params, die: Array) -> Contributions:
    """Square kilometres that change hands, from what the battalions ashore would take at even strength."""
    attack, front = strengths(world, orders, params)
    even = world.battalions_ashore * params.battalion_km2
    edge = 2 * attack / np.maximum(attack + front, 1e-9)
    supplied = even * world.supply
    return {
        "battalions ashore, at even strength": even,
        "supplies they lack": supplied - even,
        "strength beside Taiwan's, stronger or weaker": supplied * (edge - 1),
        "fortune of the front": supplied * edge * params.fortune * (2 * die - 1),
        "pushed back by a defence twice as strong": -2 * params.battalion_km2 * np.maximum(front - 2 * attack, 0),
    }


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How the front moved."""
    moved = float(after.area_km2[0] - before.area_km2[0])
    lost = after.battalions_lost[0] - before.battalions_lost[0]
    sentence = say(
        "China took {moved:,.0f} km² and holds {area:,.0f} km². "
        "Battalions lost: {china:.0f} Chinese, {taiwan:.0f} Taiwanese."
        if moved >= 0
        else "China lost {moved:,.0f} km² and holds {area:,.0f} km². "
        "Battalions lost: {china:.0f} Chinese, {taiwan:.0f} Taiwanese.",
        moved=abs(moved),
        area=after.area_km2[0],
        china=lost[CHINA],
        taiwan=lost[TAIWAN],
    )
    attack, front = (float(strength[0]) for strength in strengths(before, orders, params))
    parts = area_contributions(before, orders, params, dice[:, 2])
    losses = [float(count[0]) for count in expected_losses(before, orders, params)]
    there = float(before.battalions_ashore[0]), np.inf
    names = say("Chinese battalions lost"), say("Taiwanese battalions lost")
    why = Explanation(
        title="Ground that China took",
        contributions=(*of_world(parts), ("no ground left to take or to lose", moved - float(total(parts)[0]))),
        score=moved,
        die=float(dice[0, 2]),
        otherwise=say(
            "The die is the fortune of the front: none at 50, and {swing:.0%} either way at most. Battalions' worth at "
            "the front: {attack:.1f} Chinese, {front:.1f} Taiwanese.",
            swing=float(params.fortune[0]),
            attack=attack,
            front=front,
        ),
        throws=tuple(
            Throw(name, float(die), rounding(lost, float(die), at_most))
            for name, die, lost, at_most in zip(names, dice[0], losses, there, strict=False)
        )
        if there[0] > 0
        else (),
        rule="ground",
        sources=("[csis-firstbattle]", "[deitchman1962]"),
        unit="km²",
    )
    return [Event("ground", "china", sentence, why, weight=4)]

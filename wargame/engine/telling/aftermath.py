"""The aftermath, told: which states turn to Beijing, which was nearest to it, and what drew them."""

from __future__ import annotations

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.aftermath import Params, bandwagon, pull_contributions
from wargame.engine.world import World
from wargame.text.phrase import say

PULL = say("points of pull: a state turns over its own threshold")


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Each state that turns, in the order in which they do; of those that hold, the nearest, quietly."""
    states, waves = before.relations.states, [int(wave) for wave in after.realigned[0]]
    whys = [_why(before, after, params, state) for state in range(len(states))]
    turned = sorted((wave, state) for state, wave in enumerate(waves) if wave)
    events = [
        Event("aftermath", None, say("{state} turns to Beijing.", state=states[state]), whys[state], weight=5)
        for _, state in turned
    ]
    holding = [state for state, wave in enumerate(waves) if not wave]
    if holding:
        nearest = max(holding, key=lambda state: whys[state].score - _threshold(before, state))
        sentence = (
            say("{state} was the nearest to turning to Beijing, and holds.", state=states[nearest])
            if turned
            else say("No state turns to Beijing; the nearest was {state}.", state=states[nearest])
        )
        events.append(Event("aftermath", None, sentence, whys[nearest], weight=0.5))
    return events


def _threshold(world: World, state: int) -> float:
    return float(world.relations.threshold[state])


def _why(before: World, after: World, params: Params, state: int) -> Explanation:
    """What drew one state when it turned, or in the end, and how far that was from its threshold."""
    wave = int(after.realigned[0, state])
    first = (after.realigned > 0) & (after.realigned < wave) if wave else after.realigned > 0
    parts = tuple((name, float(pull[0, state])) for name, pull in pull_contributions(before, params).items())
    parts = (*parts, (say("neighbours that turned"), float(bandwagon(before, first, params)[0, state])))
    score, needed = sum(pull for _, pull in parts), _threshold(before, state)
    other = (
        say(
            "No die. It turns over {needed:.2f}: {gap:.2f} less pull would have held it.",
            needed=needed,
            gap=score - needed,
        )
        if wave
        else say(
            "No die. It turns over {needed:.2f}: {gap:.2f} more pull would have turned it.",
            needed=needed,
            gap=needed - score,
        )
    )
    return Explanation(
        title=say("What draws {state} to Beijing", state=before.relations.states[state]),
        contributions=parts,
        score=score,
        otherwise=other,
        rule="aftermath",
        unit=PULL,
        sources=("[granovetter1978]", "judgement"),
    )

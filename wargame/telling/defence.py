"""Defence, told: how far budgets moved, and what the money buys."""

from __future__ import annotations

import numpy as np

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array
from wargame.phrase import say, together
from wargame.rules.defence import LAG_OF, Params
from wargame.world import JAPAN, PROGRAMMES, TAIWAN, World

WARES = {  # what is counted in pieces; the rest is a share of what there is
    "japan_shelters": say("shelters"), "japan_airfields": say("places on civil fields"),
    "japan_interceptors": say("PAC-3"),
    "taiwan_coastal": say("coastal missiles"), "taiwan_conventional": say("fighters"),
}  # fmt: skip


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Budgets that moved."""
    events = []
    for side, name, seat in ((JAPAN, say("Japan"), "japan"), (TAIWAN, say("Taiwan"), "taiwan")):
        was, now = (float(world.spending[0, side]) * 100 for world in (before, after))
        if abs(now - was) > 0.005:
            sentence = say(
                "{name}'s defence spending rose to {now:.2f}% of GDP. What it buys comes later."
                if now > was
                else "{name}'s defence spending fell to {now:.2f}% of GDP. What it buys comes later.",
                name=name,
                now=now,
            )
            asked = float(orders.value(f"{seat}.spending")[0]) * 100 - was
            strength = float(before.approval[0, side])
            most = 2 * strength * float(params.budget_step[0]) * before.clock.quarters * 100
            why = Explanation(
                title=say("How {name}'s budget moved, in points of GDP", name=name),
                contributions=(("what was ordered", asked), ("the limit of a turn", now - was - asked)),
                score=now - was,
                otherwise=together(
                    [
                        say(
                            "At a strength of {strength:.0f} a cabinet moves it by at most {most:.2f} a turn.",
                            strength=strength * 100,
                            most=most,
                        ),
                        _wares(before, after, seat, params),
                    ]
                ),
                rule="defence",
                unit="points of GDP",
                sources=("judgement", "[taipeitimes2026]") if side == TAIWAN else ("judgement",),
            )
            events.append(Event("defence", seat, sentence, why, weight=2.5))
    return events


def _wares(before: World, after: World, seat: str, params: Params) -> str:
    """What the money bought this turn, how long such things take, and what came of earlier orders."""
    came = (after.delivered - before.delivered)[0]
    bought = (after.ordered - before.ordered)[0] + came
    lines = []
    for column, name in enumerate(PROGRAMMES):
        if name in WARES and name.startswith(seat):
            lag = float(np.atleast_1d(getattr(params, f"{LAG_OF[name]}_lag"))[0])
            lines.append(
                say(
                    "{name} {bought:.0f} (on average {lag:.0f} quarters away; {came:.0f} came)",
                    name=WARES[name],
                    bought=bought[column],
                    lag=lag,
                    came=came[column],
                )
            )
    return say("Bought this turn: {lines}.", lines=together(lines, ", "))

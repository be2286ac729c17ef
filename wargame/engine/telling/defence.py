"""Defence, told: how far budgets moved, and what the money buys."""

from __future__ import annotations

import numpy as np

from wargame.engine.diet import passes_laws
from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.defence import LAG_OF, Params, steps
from wargame.engine.world import JAPAN, PROGRAMMES, TAIWAN, World
from wargame.text.phrase import say, together

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
            most = 100 * float(steps(before, side, params)[0 if now > was else 1][0])
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
                        _seats(before, strength, params) if side == JAPAN and now > was else "",
                        _wares(before, after, seat, params),
                    ]
                ),
                rule="defence",
                unit="points of GDP",
                sources=("judgement", "[taipeitimes2026]" if side == TAIWAN else "[constitution1946]"),
            )
            events.append(Event("defence", seat, sentence, why, weight=2.5))
    return events


def _seats(before: World, strength: float, params: Params) -> str:
    """What the Diet let pass of a rise in Japan's budget, and what other seats had let pass."""
    seats = say(
        "The coalition holds {lower:.0f} of 100 seats in the lower house and {upper:.0f} in the upper.",
        lower=100 * before.lower_seats[0],
        upper=100 * before.upper_seats[0],
    )
    whole = 200 * strength * float(params.budget_step[0]) * before.clock.quarters
    if passes_laws(before)[0]:
        other = say(
            "Without a majority in both houses or two thirds of the lower it would have been {less:.2f}.",
            less=whole * float(params.opposed_step[0]),
        )
    else:
        other = say(
            "The taxes need votes of the opposition. With both houses, or two thirds of the lower, it would "
            "have been {more:.2f}.",
            more=whole,
        )
    return together([seats, other])


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

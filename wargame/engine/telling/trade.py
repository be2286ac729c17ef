"""Trade, told: the tariff, and what it does to Japan's output."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.trade import Params, growth_contributions
from wargame.engine.world import US, World
from wargame.text.phrase import say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """The tariff, and what it costs."""
    was, now = float(before.tariff[0]), float(after.tariff[0])
    parts = {name: 100 * part for name, part in growth_contributions(before, orders, params).items()}
    votes = 100 * float(after.approval[0, US] - before.approval[0, US])
    why = Explanation(
        title="What Japan's output grows by under it",
        contributions=of_world(parts),
        score=float(total(parts)[0]),
        otherwise=together([_without(orders, params, float(total(parts)[0])), _votes(votes)]),
        rule="trade",
        unit="points a year",
        sources=("judgement", "[nri2026]"),
    )
    if was == now:
        return [
            Event("trade", "us", say("Washington kept the {now:.0%} tariff on Japanese goods.", now=now), why, weight=1)
        ]
    return [
        Event(
            "trade",
            "us",
            say(
                "Washington raised the tariff on Japanese goods to {now:.0%}."
                if now > was
                else "Washington cut the tariff on Japanese goods to {now:.0%}.",
                now=now,
            ),
            why,
            weight=4,
        )
    ]


def _without(orders: Orders, params: Params, grows: float) -> str:
    """What the tariff itself takes."""
    drag = 100 * float((params.tariff_drag * orders.value("us.tariff"))[0])
    return say("No die. With no tariff it would be {other:.1f} a year.", other=grows + drag)


def _votes(votes: float) -> str:
    """What it brings the White House, if anything."""
    if abs(votes) < 0.05:
        return ""
    return say(
        "It brings the White House {votes:.1f} points of support."
        if votes > 0
        else "It costs the White House {votes:.1f} points of support.",
        votes=abs(votes),
    )

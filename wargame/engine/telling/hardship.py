"""Hardship, told: how dark Taiwan is, and what it has run out of."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, of_world
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.hardship import Params, power_contributions, stores
from wargame.engine.world import STOCKS, World
from wargame.text.phrase import say, together

NAMES = {"gas": say("gas"), "coal": say("coal"), "oil": say("oil"), "food": say("food")}


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What is left, and how dark it is."""
    use = 1 - params.saved * orders.value("taiwan.rationing")
    there, need = stores(before, orders, params)
    met = np.minimum(there / np.maximum(need, 1e-9), 1.0)
    parts = {name: part * use for name, part in power_contributions(met, before.harbours, params).items()}
    why = Explanation(
        title="Taiwan's electricity this week, share of normal",
        contributions=of_world(parts), score=float(total(parts)[0]), rule="hardship",
        otherwise=_unrationed(before, met, orders, params),
        unit="as a share: 1 is normal use", sources=("judgement",),
    )  # fmt: skip
    sentence = say(
        "Taiwan has electricity for {power:.0f}% of normal use. "
        "Days left: gas {gas:.0f}, coal {coal:.0f}, oil {oil:.0f}, food {food:.0f}.",
        power=after.power[0] * 100,
        **dict(zip(STOCKS, after.stocks[0], strict=True)),
    )
    events = [Event("hardship", "taiwan", sentence, why, weight=6)]
    for column, name in enumerate(STOCKS):
        if after.stocks[0, column] < 0.5 <= before.stocks[0, column]:
            why = _store(name, *(float(row[0, column]) for row in (before.stocks, there, need, after.stocks)))
            events.append(
                Event("hardship", "taiwan", say("Taiwan has run out of {name}.", name=NAMES[name]), why, weight=9)
            )
    return events


def _unrationed(before: World, met: Array, orders: Orders, params: Params) -> str:
    """What there had been with full stocks, with whole ports and power stations, and without rationing."""
    use = float((1 - params.saved * orders.value("taiwan.rationing"))[0])
    full, whole = (
        100 * use * float(total(power_contributions(share, harbours, params))[0])
        for share, harbours in ((np.ones_like(met), before.harbours), (met, np.ones_like(before.harbours)))
    )
    said = say(
        "No die. With enough in store it would have been {full:.0f}%; with every port and power station at work "
        "{whole:.0f}%.",
        full=full,
        whole=whole,
    )
    return together([said, say("Rationing saves {saved:.0f} of 100.", saved=100 * (1 - use)) if use < 1 else ""])


def _store(name: str, was: float, there: float, need: float, left: float) -> Explanation:
    """What became of one stock in a week, in days of normal use."""
    short = need - there
    return Explanation(
        title=say("Days of {name} that Taiwan has left", name=NAMES[name]),
        contributions=(
            ("in store", was),
            ("came in cargoes", there - was),
            ("wanted this week", -need),
            ("wanted when none was left", left - there + need),
        ),
        score=left,
        otherwise=say("No die. It was {short:.1f} days short.", short=short)
        if short > 0
        else say("No die. {short:.1f} days more of cargoes or stock were left than the week took.", short=-short),
        rule="hardship",
        unit="days",
        sources=("judgement",),
    )

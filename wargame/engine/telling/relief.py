"""Relief, told: the arms from abroad that reached Taiwan."""

from __future__ import annotations

import numpy as np

from wargame.engine.explain import Event, Explanation, Throw, counted, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.relief import Params, sent, through
from wargame.engine.world import World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What got through, if anything was sent."""
    leaves, passes = float(sent(before, orders, params)[0]), float(through(before, params)[0])
    missiles = float(params.missiles[0])
    if leaves == 0:
        return []
    landed = float(after.coastal_missiles[0] - before.coastal_missiles[0])
    armed = float(after.reserve_battalions[0] - before.reserve_battalions[0])
    expected = float(params.battalions[0]) * leaves * passes
    why = Explanation(
        title="Anti-ship missiles that reached Taiwan",
        contributions=(
            ("ready to be sent", missiles),
            ("no help from ports in Japan", missiles * (leaves - 1)),
            ("stopped by China's ships and aircraft", missiles * leaves * (passes - 1)),
        ),
        score=landed,
        otherwise=say("Of what is sent {passes:.0%} gets through.", passes=passes),
        throws=(Throw("Battalions armed", float(dice[0, 0]), rounding(expected, float(dice[0, 0]), np.inf)),),
        rule="relief",
        unit="missiles",
        sources=("judgement",),
    )
    sentence = say(
        "US supplies got through: {missiles:.0f} anti-ship missiles, and arms for {battalions} of reservists.",
        missiles=landed,
        battalions=counted(armed, "battalion"),
    )
    return [Event("relief", "taiwan", sentence, why, weight=2)]

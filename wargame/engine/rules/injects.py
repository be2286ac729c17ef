"""Events from the scenario: what the news of this turn moves."""

from __future__ import annotations

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import EFFECTS, JAPAN, US, World, replace

DICE = (0,)


class Params(Section):
    """Numbers of this rule."""

    strength: Number = sourced(1.0, "factor", (0, 3), "judgement", "how hard the news moves what it moves")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Add this turn's events to what they move, once."""
    moved = world.news * params.strength[:, None]
    news = {name: moved[:, column] for column, name in enumerate(EFFECTS)}
    approval = world.approval.copy()
    approval[:, JAPAN] += news["cabinet"]
    approval[:, US] += news["us_approval"]
    return replace(
        world,
        public_trust=(world.public_trust + news["public_trust"]).clip(0, 1),
        elite_trust=(world.elite_trust + news["elite_trust"]).clip(0, 1),
        threat=(world.threat + news["threat"]).clip(0, 1),
        access_support=(world.access_support + news["access_support"]).clip(0, 1),
        warmth=(world.warmth + news["warmth"]).clip(-1, 1),
        commitment=(world.commitment + news["commitment"]).clip(0, 1),
        taiwan_will=(world.taiwan_will + news["taiwan_will"]).clip(0, 1),
        china_readiness=(world.china_readiness + news["china_readiness"]).clip(0, 1),
        lower_seats=(world.lower_seats + news["lower_seats"]).clip(0, 1),
        upper_seats=(world.upper_seats + news["upper_seats"]).clip(0, 1),
        approval=approval.clip(0, 1),
        cabinet_lift=(world.cabinet_lift + news["cabinet"]).clip(-1, 1),
    )

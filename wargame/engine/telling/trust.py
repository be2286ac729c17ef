"""Trust, told: how far it moved, and where it is drawn to."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import POINTS, Event, Explanation, in_points
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.trust import Params, affinity_contributions, elite_contributions, public_contributions
from wargame.engine.world import EFFECTS, World
from wargame.text.phrase import marked, plural, say

# What is told of: field, words, the number of its speed, and its sources; in the order of the dice.
FOLLOWED = (
    ("public_trust", say("public trust in the United States"), "public_speed", ("[yomiuri2025]", "[yomiuri2015]")),
    ("elite_trust", say("officials' trust in the United States"), "elite_speed", ("judgement", "[nikkei2025]")),
    ("affinity", say("affinity to the United States"), "affinity_speed", ("[cabinetoffice2025]",)),
)
MOVED = {
    "public_trust": (
        marked("Public trust in the United States rose {points}, to {now:.0f}."),
        marked("Public trust in the United States fell {points}, to {now:.0f}."),
        marked("Public trust in the United States stayed at {now:.0f}."),
    ),
    "elite_trust": (
        marked("Officials' trust in the United States rose {points}, to {now:.0f}."),
        marked("Officials' trust in the United States fell {points}, to {now:.0f}."),
        marked("Officials' trust in the United States stayed at {now:.0f}."),
    ),
    "affinity": (
        marked("Affinity to the United States rose {points}, to {now:.0f}."),
        marked("Affinity to the United States fell {points}, to {now:.0f}."),
        marked("Affinity to the United States stayed at {now:.0f}."),
    ),
}


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How far trust and affinity moved, and where they are drawn to; what hardly moved is quiet."""
    drawn = {
        "public_trust": public_contributions(before, params),
        "elite_trust": elite_contributions(before, orders, params),
        "affinity": affinity_contributions(before, params),
    }
    events = []
    for (name, called, speed, sources), die in zip(FOLLOWED, (0, 1, 2), strict=True):
        was, now = (100 * float(getattr(world, name)[0]) for world in (before, after))
        if name != "public_trust" and abs(now - was) < 1:
            continue
        parts = drawn[name]
        goes = 1 - (1 - float(getattr(params, speed)[0])) ** before.clock.quarters
        swing = now - was - goes * (100 * float(total(parts)[0]) - was)
        why = Explanation(
            title=say("Where {trust} is drawn to", trust=called),
            contributions=in_points(parts),
            score=100 * float(total(parts)[0]),
            die=float(dice[0, die]),
            otherwise=say(
                "From {was:.1f} it goes {share:.0%} of the way there in a turn. The die is the swing of the polls: "
                "{swing} points, and none at 50.",
                was=was,
                share=goes,
                swing=f"{swing:+.1f}",
            ),
            rule="trust",
            sources=sources,
            unit=POINTS,
        )
        moved = round(now) - round(was)
        sentence = _moved(name, moved, now)
        if name in EFFECTS and before.news[0, EFFECTS.index(name)]:  # which moved it already, perhaps the other way
            sentence = say("After the news: {moved}", moved=sentence)
        weight = 2 + abs(moved) / 2 if name == "public_trust" else 0.8
        events.append(Event("trust", "japan", sentence, why, weight=weight, secret=name == "elite_trust"))
    return events


def _moved(name: str, moved: int, now: float) -> str:
    """What moved, by how much, and to where."""
    rose, fell, stayed = MOVED[name]
    points = plural(str(abs(moved)), "point")
    return say(rose if moved > 0 else fell if moved else stayed, points=points, now=now)

"""Politics in Tokyo, told: what was said, what it did to the cabinet, and how far the public would go."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import POINTS, Event, Explanation, in_points
from wargame.engine.orders import BY_KEY, Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.politics import COMBAT, Params, access_contributions, backing, cabinet_contributions
from wargame.engine.world import JAPAN, World
from wargame.text.phrase import plural, say, together

PLEDGE = BY_KEY["japan.pledge"]


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Tokyo said and what it did to the cabinet, and how far the public would go."""
    parts = cabinet_contributions(before, orders, params)
    why = Explanation(
        title="Where approval of the cabinet is drawn to",
        contributions=in_points(parts),
        score=100 * float(total(parts)[0]),
        die=float(dice[0, 0]),
        otherwise=together([_swing(before, params, float(dice[0, 0])), _lent(after)]),
        rule="politics",
        unit=POINTS,
        sources=("[kyodo2025]", "[kyodo2026]"),
    )
    said = PLEDGE.choices[int(after.pledge[0])].label.lower()
    changed = int(before.pledge[0]) != int(after.pledge[0])
    sentence = {
        "refuse": say("Tokyo says it would refuse US combat operations from its bases."),
        "say nothing": say("Tokyo says nothing about its bases."),
        "support only": say("Tokyo says it would support US forces, without combat operations from Japan."),
        "us combat operations": say("Tokyo says US forces may fight from its bases."),
    }[said]
    cabinet = say("The cabinet's strength is {strength:.0f} of 100.", strength=after.approval[0, JAPAN] * 100)
    return [
        Event("politics", "japan", together([sentence, cabinet]), why, weight=4 if changed else 1.5),
        _public(before, after, params, dice),
    ]


def _swing(before: World, params: Params, die: float) -> str:
    """What the die did to the polls, in points."""
    most = 100 * float(params.poll_noise[0]) * before.clock.quarters**0.5
    return together(
        [
            say(
                "The die is the swing of the polls: {swing} points, and none at 50.",
                swing=f"{(2 * die - 1) * most:+.1f}",
            ),
            say("With 10 on it {low}, with 90 {high}.", low=f"{-0.8 * most:+.1f}", high=f"{0.8 * most:+.1f}"),
        ]
    )


def _lent(after: World) -> str:
    """What of the cabinet's strength is an event's, and will be gone."""
    lift = round(float(after.cabinet_lift[0]) * 100)
    points = plural(str(abs(lift)), "point")
    if lift == 0:
        return ""
    return (
        say("An event lent it {points}; that fades.", points=points)
        if lift > 0
        else say("An event took {points} from it; that fades.", points=points)
    )


def _public(before: World, after: World, params: Params, dice: Array) -> Event:
    """How far the public would go, and where it is drawn to."""
    parts = access_contributions(before, params)
    edges = np.append((backing(after, params)[0] * 100).round(), 0)
    nothing, support, _, join = edges[:-1] - edges[1:]  # rounded so that they add up to 100
    why = Explanation(
        title="Where public support for US combat operations is drawn to",
        contributions=in_points(parts),
        score=100 * float(total(parts)[0]),
        die=float(dice[0, 1]),
        otherwise=together(
            [
                _swing(before, params, float(dice[0, 1])),
                say(
                    "Of those, {join:.0f} want Japan to fight too; {support:.0f} want support only.",
                    join=join,
                    support=support,
                ),
            ]
        ),
        rule="politics",
        unit=POINTS,
        sources=("[asahi2023]", "[kyodo2025]"),
    )
    sentence = say(
        "Of 100 in the public, {combat:.0f} would let US forces fight from Japan; {nothing:.0f} want no part.",
        combat=edges[COMBAT],
        nothing=nothing,
    )
    return Event("politics", "japan", sentence, why, weight=1)

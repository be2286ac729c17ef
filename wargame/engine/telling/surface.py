"""Surface ships, told: carriers and ships that China hit, and its boats that they sank."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import CERTAIN, Event, Explanation, Throw, counted, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics import salvo
from wargame.engine.physics.fire import FLEETS, all_missiles, missiles_fired, within_reach
from wargame.engine.rules.surface import FORTUNES, HUNT, PARTS, Params, carrier_chance, hunt_contributions, ships_struck
from wargame.engine.world import CHINA, US, World
from wargame.text.phrase import Phrase, noun, say, together

LOST = {
    "US": say("US surface ships lost"),
    "Japanese": say("Japanese surface ships lost"),
    "Taiwanese": say("Taiwanese surface ships lost"),
}
SHIPS = {
    "US": noun("US surface ship"),
    "Japanese": noun("Japanese surface ship"),
    "Taiwanese": noun("Taiwanese surface ship"),
}


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Carriers and ships lost by the other three, and submarines by China."""
    return [
        *_carriers(before, after, orders, params, dice),
        *_fleets(before, after, orders, params, dice),
        *_hunted(before, after, params, dice),
    ]


def _carriers(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    lost = int(after.carriers_lost[0] - before.carriers_lost[0])
    if before.carriers[0] == 0:
        return []
    fired = all_missiles(missiles_fired(before, orders, params))["carriers"]
    chance = float(carrier_chance(before, orders, fired, params)[0])
    if not lost and chance < 0.005:
        return []
    all_forward = float(1 - salvo.unhit_chance(params.per_carrier, params)[0])
    each = float(fired[0] / before.carriers[0])
    all_near = float(1 - salvo.unhit_chance(np.array([each]), params)[0])
    first, *others = (float(die) for die in dice[0, : int(before.carriers[0])])
    saved = say("A die of {chance:.0f} or more saves a carrier.", chance=chance * 100)

    def fate(die: float) -> Phrase:
        return say("It was lost.") if die < chance else say("It was saved.")

    why = Explanation(
        title="Chance that one carrier is hit in this turn",
        contributions=(
            (say("{missiles:.0f} missiles at each", missiles=float(params.per_carrier[0])), all_forward),
            (say("but {each:.0f} were fired", each=each), all_near - all_forward),
            *([(say("few come near a carrier that stands off"), chance - all_near)] if chance < all_near else []),
        ),
        score=chance,
        chance=chance,
        chance_of="losing each one",
        unit=CERTAIN,
        die=first,
        otherwise=together([saved, fate(first)]) if others else saved,
        throws=tuple(
            Throw(say("Carrier {number}", number=number), die, fate(die)) for number, die in enumerate(others, start=2)
        ),
        rule="surface",
        sources=("[csis-firstbattle]", "judgement"),
    )
    sentence = say("A US carrier was lost.") if lost == 1 else say("{carriers} US carriers were lost.", carriers=lost)
    if not lost:
        return [Event("surface", "china", say("China fired at US carriers, and hit none."), why, weight=0.4)]
    return [Event("surface", "china", sentence, why, weight=9)]


def _fleets(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Each fleet's losses: the arms' missiles at the mean share of hits, fortune, and hits on ships already hit."""
    by_arm = missiles_fired(before, orders, params)
    fired = all_missiles(by_arm)
    within = within_reach(before, orders, params)
    events = []
    for column, (side, name) in enumerate(FLEETS):
        lost = float(after.ships_lost[0, side] - before.ships_lost[0, side])
        if side == US:
            lost -= float(after.carriers_lost[0] - before.carriers_lost[0])
        if lost == 0:
            continue
        count = float(fired[name][0])
        mean = float(salvo.expected_share(params)[0])
        hits = float(salvo.hits(fired[name], params, dice[:, FORTUNES + column])[0])
        struck = float(ships_struck(np.array([hits]), within[name][:1])[0])
        die = float(dice[0, PARTS + column])
        parts = {arm: float(missiles[0]) * mean for arm, missiles in by_arm[name].items() if missiles[0] > 0}
        why = Explanation(
            title=LOST[name],
            contributions=(
                *parts.items(),
                ("fortune of the defence", hits - count * mean),
                ("hits on a ship already hit", struck - hits),
                ("the die, and what was there to lose", lost - struck),
            ),
            score=lost,
            die=die,
            otherwise=together(
                [
                    say("Of {count:.0f} missiles {hits:.1f} hit.", count=count, hits=hits),
                    rounding(struck, die, float(before.ships[0, side])),
                ]
            ),
            throws=(_fortune(fired[name], params, float(dice[0, FORTUNES + column])),),
            rule="surface",
            unit="ships",
            sources=("[csis-firstbattle]", "judgement"),
        )
        events.append(
            Event(
                "surface",
                "china",
                say("{ships} was lost." if lost == 1 else "{ships} were lost.", ships=counted(lost, SHIPS[name])),
                why,
                weight=3,
            )
        )
    return events


def _fortune(fired: Array, params: Params, die: float) -> Throw:
    """The die of a fleet's defence, and what it would have let through on a bad day for either side."""
    low, high = (float(salvo.hits(fired, params, np.array([other]))[0]) for other in (0.1, 0.9))
    said = say("with 10 on it {low:.1f} missiles hit, with 90 {high:.1f}.", low=low, high=high)
    return Throw("Fortune of the defence", die, said)


def _hunted(before: World, after: World, params: Params, dice: Array) -> list[Event]:
    lost = float(after.submarines_lost[0, CHINA] - before.submarines_lost[0, CHINA])
    if lost == 0:
        return []
    parts = hunt_contributions(before, params)
    expected, die = float(total(parts)[0]), float(dice[0, HUNT])
    side = "us" if before.us_share[0] > 0 else "japan"
    why = Explanation(
        title="Chinese submarines that surface ships sink",
        contributions=(*of_world(parts), ("the die, and what was there to lose", lost - expected)),
        score=lost,
        die=die,
        otherwise=rounding(expected, die, float(before.submarines[0, CHINA])),
        rule="surface",
        unit="boats",
        sources=("judgement",),
    )
    return [
        Event(
            "surface", side, say("Surface ships sank {lost}.", lost=counted(lost, "Chinese submarine")), why, weight=1.5
        )
    ]

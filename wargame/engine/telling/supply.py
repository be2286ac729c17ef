"""Supply, told: a port that falls, and what captured ports land."""

from __future__ import annotations

from wargame.engine.explain import CERTAIN, Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.supply import Params, capture_chance, repaired_ports
from wargame.engine.world import World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Whether a port works for China."""
    chance = float(capture_chance(before, params)[0])
    falls = after.ports[0] > 0
    if before.ports[0] == 0 and (falls or (chance >= 0.005 and before.battalions_ashore[0] > 0)):
        why = Explanation(
            title="Chance that a port falls in this turn",
            contributions=((say("{area_km2:,.0f} km² held", area_km2=before.area_km2[0]), chance),),
            score=chance,
            chance=chance,
            die=float(dice[0, 0]),
            otherwise=say("A die of {chance:.0f} or more keeps it.", chance=chance * 100)
            if falls
            else say("A die under {chance:.0f} would have taken one.", chance=chance * 100),
            rule="supply",
            unit=CERTAIN,
            chance_of="its capture",
            sources=("judgement",),
        )
        if not falls:
            return [Event("supply", "china", say("No port has fallen to China."), why, weight=0.4)]
        return [Event("supply", "china", "China has captured a port and begins to repair it.", why, weight=7)]
    if after.ports[0] > 0:
        sentence = say("Captured ports land {ports:.1f} battalions a turn.", ports=after.ports[0])
        return [Event("supply", "china", sentence, _capacity(before, after, params, dice), weight=3)]
    return []


def _capacity(before: World, after: World, params: Params, dice: Array) -> Explanation:
    """What repair added to captured ports, and what bombing took."""
    chance = capture_chance(before, params)
    repaired, held = (float(part[0]) for part in repaired_ports(before, dice[:, 0] < chance, chance, params))
    was, now = float(before.ports[0]), float(after.ports[0])
    sorties = float(before.sorties[0].sum() + before.carrier_sorties[0])
    return Explanation(
        title="What captured ports land, in battalions a turn",
        contributions=(
            ("before this turn", was),
            ("repaired", repaired - was),
            ("more than the ground held allows", held - repaired),
            ("bombed", now - held),
        ),
        score=now,
        otherwise=say(
            "No die. {sorties:.0f} allied sorties and {strikes:.1f} bomber strikes were flown.",
            sorties=sorties,
            strikes=before.bomber_loads[0],
        ),
        rule="supply",
        unit="battalions a turn",
        sources=("judgement",),
    )

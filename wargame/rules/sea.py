"""Sea: missiles, aircraft and mines against the landing fleet and its escorts."""

from __future__ import annotations

import numpy as np

from wargame import salvo
from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array, Number, sourced
from wargame.phrase import say, together
from wargame.world import CAUSES, CHINA, World, replace, shares

NAMES = {
    "bombers": say("bombers"),
    "submarines": say("submarines"),
    "coastal_missiles": say("coastal missiles"),
    "tactical_air": say("tactical air"),
    "mines": say("mines"),
}
DICE = (9,)  # landing ships sunk by each arm, escorts by each but mines, the defence against bombers, against the coast
ARMS = ("bombers", "coastal_missiles", "tactical_air", "mines")


class Params(salvo.Defence):
    """Numbers of this rule: the defence of China's ships, and what is fired at them."""

    lrasm_edge: Number = sourced(1.5, "factor", (0.1, 10), "judgement", "hits of LRASM beside JASSM")
    kills_per_hit: Number = sourced(
        0.96, "ships per hit", (0, 2), "[calibration]", "sunk or out of the war: only the product is known"
    )
    lrasm_pace: Number = sourced(
        330, "missiles per turn", (0, 2000), "[csis-firstbattle]", "LRASM fired by all who carry it"
    )
    coastal_pace: Number = sourced(
        260, "missiles per turn", (0, 2000), "[csis-firstbattle]", "Taiwan's coastal missiles fired"
    )
    tactical_kills: Number = sourced(
        0.0075, "ships per sortie", (0, 0.2), "judgement", "sunk by a fighter sortie over the strait"
    )
    air_cover: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of fighters' kills lost when China owns all the air"
    )
    mine_losses: Number = sourced(
        0.03, "share per turn", (0, 0.5), "judgement", "of landing ships lost to a full field"
    )
    mine_sweeping: Number = sourced(0.4, "share per turn", (0, 1), "judgement", "of the field that is swept")
    picket: Number = sourced(0.35, "factor", (0, 10), "[calibration]", "hits an escort draws beside a landing ship")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Share the hits of each arm between landing ships and the escorts that screen them.

    Fewer ships are harder to find, and a screen takes hits for those behind it.
    """
    pace = orders.value("us.missiles")
    wanted = world.bomber_loads * world.load_missiles * pace
    jassm = np.minimum(world.jassm, wanted)
    lrasm = np.minimum(world.lrasm, params.lrasm_pace * pace * world.us_share)
    coastal = np.minimum(world.coastal_missiles, params.coastal_pace * orders.value("taiwan.coastal"))
    fighters = world.sorties.sum(axis=1) + world.carrier_sorties

    started = np.maximum(world.landing_ships + world.landing_ships_lost, 1)
    density = np.sqrt(world.landing_ships / started)

    def sunk_by_missiles(missiles: Array, die: Array) -> Array:
        return salvo.hits(missiles, params, die) * params.kills_per_hit * density

    kills = np.stack(
        [
            sunk_by_missiles(jassm + lrasm * params.lrasm_edge, dice[:, 7]),
            sunk_by_missiles(coastal, dice[:, 8]),
            fighters * params.tactical_kills * density * (1 - params.air_cover * world.china_air),
            world.mines * params.mine_losses * world.landing_ships,
        ],
        axis=1,
    )
    landing_ships, escorts = world.landing_ships, world.ships[:, CHINA]
    toward = shares(np.stack([landing_ships, escorts * params.picket], axis=1))
    sunk = np.zeros_like(kills)
    for arm, cause in enumerate(ARMS):
        behind = toward[:, 0] if cause != "mines" else 1.0
        of_landing = np.minimum(np.floor(kills[:, arm] * behind + dice[:, arm]), landing_ships)
        of_escorts = np.zeros_like(escorts)
        if cause != "mines":
            of_escorts = np.minimum(np.floor(kills[:, arm] * (1 - behind) + dice[:, len(ARMS) + arm]), escorts)
        landing_ships, escorts = landing_ships - of_landing, escorts - of_escorts
        sunk[:, arm] = of_landing + of_escorts
    sunk_by = world.sunk_by.copy()
    for arm, cause in enumerate(ARMS):
        sunk_by[:, CAUSES.index(cause)] += sunk[:, arm]
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    ships[:, CHINA] = escorts
    ships_lost[:, CHINA] += sunk.sum(axis=1)
    return replace(
        world,
        lrasm=world.lrasm - lrasm,
        jassm=world.jassm - jassm,
        coastal_missiles=world.coastal_missiles - coastal,
        mines=world.mines * (1 - params.mine_sweeping),
        landing_ships=landing_ships,
        landing_ships_lost=world.landing_ships_lost + world.landing_ships - landing_ships,
        ships=ships,
        ships_lost=ships_lost,
        sunk_by=sunk_by,
    )


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How many ships went down, and to what."""
    sunk = after.sunk_by[0] - before.sunk_by[0]
    caused = dict(zip(CAUSES, sunk, strict=True))
    total = before.landing_ships[0] - after.landing_ships[0]
    by = together(
        (say("{count:.0f} by {cause}", count=count, cause=NAMES[cause]) for cause, count in caused.items() if count),
        ", ",
    )
    if not by:
        return []
    sentence = say(
        "{sunk:.0f} Chinese ships were sunk ({by}); {total:.0f} were landing ships.",
        sunk=sunk.sum(),
        by=by,
        total=total,
    )
    why = Explanation(
        title="Chinese ships sunk, by what sank them",
        contributions=tuple((NAMES[cause], float(count)) for cause, count in caused.items()),
        score=float(sunk.sum()),
        otherwise="A part of a ship is rounded by a die.",
        rule="sea",
        sources=("[csis-firstbattle]", "judgement"),
    )
    return [Event("sea", "us", sentence, why, weight=6)]

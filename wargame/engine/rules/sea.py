"""Sea: missiles, aircraft and mines against the landing fleet and its escorts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics import salvo
from wargame.engine.physics.finding import ease_of_finding
from wargame.engine.physics.flight import us_fighter_sorties
from wargame.engine.world import CAUSES, CHINA, World, replace, shares

DICE = (9,)  # landing ships sunk by each arm, escorts by each but mines, the defence against bombers, against the coast
FORTUNES = 7  # the first of the dice on the defence
ARMS = ("bombers", "coastal_missiles", "tactical_air", "mines")


class Params(salvo.Defence):
    """Numbers of this rule: the defence of China's ships, and what is fired at them."""

    lrasm_edge: Number = sourced(1.5, "factor", (0.1, 10), "judgement", "hits of LRASM beside JASSM")
    kills_per_hit: Number = sourced(
        1.09, "ships per hit", (0, 2), "[calibration]", "sunk or out of the war: only the product is known"
    )
    lrasm_pace: Number = sourced(
        330, "missiles per turn", (0, 2000), "[csis-firstbattle]", "the most LRASM fired, by all who carry it"
    )
    lrasm_per_sortie: Number = sourced(
        1.0, "missiles per sortie", (0, 4), "judgement", "LRASM of a US fighter: two on every second sortie"
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
    picket: Number = sourced(0.39, "factor", (0, 10), "[calibration]", "hits an escort draws beside a landing ship")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Share the hits of each arm between landing ships and the escorts that screen them.

    Fewer ships are harder to find, and a screen takes hits for those behind it.
    """
    jassm, lrasm, coastal = missiles_fired(world, orders, params)
    landing_ships, escorts = world.landing_ships, world.ships[:, CHINA]
    sunk = np.zeros((world.worlds, len(ARMS)))
    for arm, toll in enumerate(tolls(world, orders, params, dice)):
        landing_ships, escorts = toll.landing_ships - toll.of_landing, toll.escorts - toll.of_escorts
        sunk[:, arm] = toll.of_landing + toll.of_escorts
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


@dataclass(frozen=True)
class Toll:
    """What one arm does to the landing fleet, each (worlds,)."""

    kills: Array  # ships to be sunk, before dice make them whole
    behind: Array  # share of them that are landing ships
    landing_ships: Array  # afloat when it fires
    escorts: Array
    of_landing: Array  # sunk
    of_escorts: Array


def missiles_fired(world: World, orders: Orders, params: Params) -> tuple[Array, Array, Array]:
    """(worlds,) JASSM, LRASM and coastal missiles fired in this turn.

    US fighters bring LRASM first; what they have no room for flies on bombers, and takes the place of JASSM there.
    """
    pace = orders.value("us.missiles")
    wanted = np.minimum(world.lrasm, params.lrasm_pace * pace * np.maximum(world.us_share, world.bomber_share))
    on_fighters = np.minimum(wanted, us_fighter_sorties(world) * params.lrasm_per_sortie)
    room = world.bomber_loads * world.load_missiles * pace
    on_bombers = np.minimum(wanted - on_fighters, room)
    jassm, lrasm = np.minimum(world.jassm, room - on_bombers), on_fighters + on_bombers
    return jassm, lrasm, np.minimum(world.coastal_missiles, params.coastal_pace * orders.value("taiwan.coastal"))


def expected_kills(world: World, orders: Orders, params: Params, dice: Array) -> tuple[Array, ...]:
    """(worlds,) ships that each arm is to sink, landing ships and escorts."""
    jassm, lrasm, coastal = missiles_fired(world, orders, params)
    fighters, density = fighter_sorties(world), ease_of_finding(world)

    def sunk_by_missiles(missiles: Array, die: Array) -> Array:
        return salvo.hits(missiles, params, die) * params.kills_per_hit * density

    return (
        sunk_by_missiles(jassm + lrasm * params.lrasm_edge, dice[:, FORTUNES]),
        sunk_by_missiles(coastal, dice[:, FORTUNES + 1]),
        fighters * params.tactical_kills * density * (1 - params.air_cover * world.china_air),
        world.mines * params.mine_losses * world.landing_ships,
    )


def fighter_sorties(world: World) -> Array:
    fighters: Array = world.sorties.sum(axis=1) + world.carrier_sorties
    return fighters


def tolls(world: World, orders: Orders, params: Params, dice: Array) -> Iterator[Toll]:
    """What each arm does, one after another: the next fires at what is left."""
    landing_ships, escorts = world.landing_ships, world.ships[:, CHINA]
    toward = shares(np.stack([landing_ships, escorts * params.picket], axis=1))
    for arm, kills in enumerate(expected_kills(world, orders, params, dice)):
        mines = ARMS[arm] == "mines"
        behind = np.ones_like(toward[:, 0]) if mines else toward[:, 0]
        of_landing = np.minimum(np.floor(kills * behind + dice[:, arm]), landing_ships)
        of_escorts = np.zeros_like(escorts)
        if not mines:
            of_escorts = np.minimum(np.floor(kills * (1 - behind) + dice[:, len(ARMS) + arm]), escorts)
        yield Toll(kills, behind, landing_ships, escorts, of_landing, of_escorts)
        landing_ships, escorts = landing_ships - of_landing, escorts - of_escorts

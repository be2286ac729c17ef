"""Strike: missiles on airfields, against runways and against parked aircraft."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.contributions import Contributions, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import marked
from wargame.world import JAPAN, MISSILES, PROGRAMMES, TAIWAN, US, WAR_TURN_DAYS, World, replace, shares

# Rounding of US losses, of Japanese losses, of interceptors used; Taiwan's losses in the first of the fourth column.
DICE = ("bases", 4)


class Params(Section):
    """Numbers of this rule."""

    short_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 1,000 km")
    medium_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 3,000 km")
    intermediate_launchers: Number = sourced(
        250, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 5,500 km"
    )
    cruise_launchers: Number = sourced(150, "launchers", (0, 2000), "[cmpr2024]", "for cruise missiles")
    salvos: Number = sourced(1.0, "salvos per turn", (0, 10), "judgement", "a launcher fires in 3.5 days")
    reliability: Number = sourced(0.85, "share", (0, 1), "[csis-firstbattle]", "of missiles that fly as they should")
    per_aircraft: Number = sourced(
        3.0, "missiles per aircraft", (0, 50), "judgement", "the most fired at a ramp, or a runway, for each there"
    )
    cover: Number = sourced(
        3.0,
        "times",
        (0.1, 20),
        "judgement",
        "that a ramp is covered, or a runway shut for a turn, before missiles wait",
    )
    half_worth: Number = sourced(
        2000, "km", (100, 100000), "judgement", "of flight at which an aircraft is worth half the missiles"
    )
    cruise_reserve: Number = sourced(
        0.33, "share", (0, 1), "[csis-firstbattle]", "of cruise missiles that is kept back to the end"
    )
    runway_share: Number = sourced(0.45, "share", (0, 1), "judgement", "aimed at runways; the rest at parked aircraft")
    intercept_chance: Number = sourced(
        0.91, "share", (0, 1), "[csis-firstbattle]", "that two interceptors stop one missile"
    )
    parked_share: Number = sourced(0.667, "share", (0, 1), "[csis-firstbattle]", "of aircraft that are on the ground")
    footprint: Number = sourced(
        1.5, "aircraft per missile", (0, 50), "judgement", "parking spaces under the bomblets of one"
    )
    shelter_hits: Number = sourced(0.25, "shelters per missile", (0, 1), "judgement", "shelters one missile breaks")
    strip_missiles: Number = sourced(
        8.0, "missiles per strip and day", (0.5, 200), "[stimson]", "that keep a strip shut"
    )
    far_spread: Number = sourced(
        2.8, "factor", (1, 20), "judgement", "missiles of intermediate range that cut a strip as one of another does"
    )
    tanker_repair: Number = sourced(2.0, "factor", (1, 10), "[stimson]", "longer closure for tankers than for fighters")
    taiwan_missiles: Number = sourced(
        650, "missiles", (10, 10000), "judgement", "that thin what Taiwan parks in the open to 1/e"
    )
    raids: Number = sourced(
        0.29,
        "share per turn",
        (0, 1),
        "[calibration]",
        "of Taiwan's aircraft on the ground lost to raids by who owns the air",
    )


@dataclass(frozen=True)
class Salvo:
    """Missiles of one turn."""

    fired: Array  # (worlds, MISSILES)
    on_runways: Array  # (worlds, bases) aimed at runways
    on_ramps: Array  # (worlds, bases) aimed at parked aircraft
    precision: Array  # (worlds, bases) of those aimed at runways, what they are worth beside the most precise, share

    @property
    def on_base(self) -> Array:
        """(worlds, bases) aimed at a base."""
        return self.on_runways + self.on_ramps


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Fire one turn's salvo at the bases that Beijing has chosen to strike.

    Runways and parked aircraft compete for the same missiles [stimson] [csis-firstbattle]: a missile is
    spent on one or the other, and each mechanism sees only its own.
    """
    theatre = world.theatre
    salvo = salvo_of_turn(world, orders, params)
    shots, leakers = defended(world, salvo.on_base, params)
    through = leakers / np.maximum(salvo.on_base, 1e-9)
    on_runways = salvo.on_runways * through * salvo.precision

    present = world.us_aircraft + world.japan_aircraft
    parts, broken = parked_contributions(world, salvo.on_ramps * through, params)
    lost = total(parts)
    share_us = world.us_aircraft / np.maximum(present, 1e-9)
    us_lost = np.minimum(np.floor(lost * share_us + dice[:, :, 0]), np.floor(world.us_aircraft))
    japan_lost = np.minimum(np.floor(lost * (1 - share_us) + dice[:, :, 1]), np.floor(world.japan_aircraft))

    closed = world.closed_days + on_runways / (params.strip_missiles[:, None] * np.maximum(theatre.fighter_strips, 0.5))
    tanker_closed = world.tanker_closed_days + params.tanker_repair[:, None] * on_runways / (
        params.strip_missiles[:, None] * np.maximum(theatre.tanker_strips, 0.5)
    )
    taiwan_lost, taiwan_shelters = _taiwan_losses(world, salvo.fired[:, 0], params, dice[:, 0, 3])
    parked_losses = np.zeros_like(world.aircraft_lost)
    parked_losses[:, TAIWAN], parked_losses[:, JAPAN] = taiwan_lost, japan_lost.sum(axis=1)
    parked_losses[:, US] = us_lost.sum(axis=1)
    struck = (salvo.on_base * theatre.on_japan).sum(axis=1) > 0
    return replace(
        world,
        missiles=np.maximum(world.missiles - salvo.fired, 0),
        interceptors=np.maximum(world.interceptors - np.floor(2 * shots + dice[:, :, 2]), 0),
        us_aircraft=world.us_aircraft - us_lost,
        japan_aircraft=world.japan_aircraft - japan_lost,
        taiwan_aircraft=world.taiwan_aircraft - taiwan_lost,
        taiwan_shelters=taiwan_shelters,
        base_lost=us_lost + japan_lost,
        aircraft_lost=world.aircraft_lost + parked_losses,
        aircraft_lost_parked=world.aircraft_lost_parked + parked_losses,
        shelters=world.shelters * (1 - broken),
        open_share=(1 - closed / WAR_TURN_DAYS).clip(0, 1),
        tanker_open_share=(1 - tanker_closed / WAR_TURN_DAYS).clip(0, 1),
        closed_days=np.maximum(closed - WAR_TURN_DAYS, 0),
        tanker_closed_days=np.maximum(tanker_closed - WAR_TURN_DAYS, 0),
        japan_struck=world.japan_struck | struck,
    )


def defended(world: World, on_base: Array, params: Params) -> tuple[Array, Array]:
    """(worlds, bases) missiles engaged by two interceptors each, and missiles that get through."""
    arriving = on_base * params.reliability[:, None]
    shots = np.minimum(world.interceptors / 2, arriving)
    return shots, arriving - shots * params.intercept_chance[:, None]


def salvo_of_turn(world: World, orders: Orders, params: Params) -> Salvo:
    """Share what launchers can fire among runways and ramps: ballistic missiles first, cruise missiles fill in."""
    theatre = world.theatre
    at_war = (world.us_share > 0) | (world.bomber_share > 0)
    launch = _ready(world, params)
    order = orders.choice("china.strike")[:, None]
    on_japan = theatre.on_japan & ((order == 2) | ((order == 1) & theatre.us_operated))
    elsewhere = theatre.us_may_use & ~theatre.on_japan & at_war[:, None]
    worth = np.where(on_japan | elsewhere, world.us_aircraft + np.where(order == 2, world.japan_aircraft, 0), 0.0)
    bases = worth.shape[1]
    on_runway = np.repeat(params.runway_share[:, None], bases, axis=1)
    useful = worth / (1 + theatre.flight_km / params.half_worth[:, None])  # who flies far flies seldom
    weights = np.concatenate([useful * on_runway, useful * (1 - on_runway)], axis=1)  # runways, then ramps
    room = _room(world, worth, params)
    fired = np.zeros_like(launch)
    fired[:, 0] = launch[:, 0]  # the short ones all fall on Taiwan
    cutting = np.zeros_like(worth)
    aimed = np.zeros_like(room)
    for kind in range(1, len(MISSILES)):
        far = MISSILES[kind] == "intermediate"
        # The longest reach is kept for what nothing else can reach.
        reached = theatre.in_reach[kind] & ~(theatre.in_reach[kind - 1] if far else False)
        shot = _spread(launch[:, kind], weights * np.tile(reached, 2), room - aimed)
        fired[:, kind] = shot.sum(axis=1)
        cutting = cutting + shot[:, :bases] / (params.far_spread[:, None] if far else 1.0)
        aimed = aimed + shot
    on_runways, on_ramps = aimed[:, :bases], aimed[:, bases:]
    return Salvo(fired, on_runways, on_ramps, cutting / np.maximum(on_runways, 1e-9))


def _ready(world: World, params: Params) -> Array:
    """(worlds, MISSILES) missiles that may be fired this turn: no more than launchers can, none of the reserve."""
    launchers = np.stack(np.broadcast_arrays(*[getattr(params, f"{kind}_launchers") for kind in MISSILES]), axis=-1)
    # What was built beyond the plan came with its launchers.
    launchers = launchers * (1 + world.delivered[:, PROGRAMMES.index("china_missiles"), None])
    free = world.missiles.copy()
    cruise = MISSILES.index("cruise")
    free[:, cruise] = np.maximum(free[:, cruise] - params.cruise_reserve * world.cruise_missiles, 0)
    return np.minimum(free, launchers * params.salvos[:, None])


def _room(world: World, worth: Array, params: Params) -> Array:
    """(worlds, runways and ramps) the most missiles worth firing at each this turn; what is beyond stays in stock.

    A missile costs as much as a good part of a fighter, so few aircraft draw few; and a ramp that is covered, or
    a runway that is shut, gains nothing from more.
    """
    strip_days = params.strip_missiles[:, None] * world.theatre.fighter_strips
    shut = strip_days * np.maximum(params.cover[:, None] * WAR_TURN_DAYS - world.closed_days, 0)
    covered = params.cover[:, None] * _patches(world, params)
    return np.minimum(np.concatenate([shut, covered], axis=1), np.tile(params.per_aircraft[:, None] * worth, 2))


def _spread(missiles: Array, weights: Array, room: Array) -> Array:
    """(worlds, targets) missiles by weight, none beyond its room; what one has no room for goes to the others once."""
    aimed = np.minimum(shares(weights) * missiles[:, None], room)
    left = missiles - aimed.sum(axis=1)
    return np.minimum(aimed + shares(weights * (aimed < room)) * left[:, None], room)


def _patches(world: World, params: Params) -> Array:
    """(worlds, bases) how many missiles cover the ramp once."""
    spaces = np.maximum(world.theatre.parking * (1 + _dispersal(world)), 1.0)
    return spaces / np.maximum(params.footprint[:, None], 1e-9)


def _dispersal(world: World) -> Array:
    """(worlds, bases) room added by civil fields, as a share of the parking of bases in Japan."""
    theatre = world.theatre
    in_japan = theatre.on_japan & theatre.airfield
    added = world.delivered[:, PROGRAMMES.index("japan_airfields")]
    return added[:, None] / max(theatre.parking[in_japan].sum(), 1.0) * in_japan


def parked_contributions(world: World, on_ramps: Array, params: Params) -> tuple[Contributions, Array]:
    """(worlds, bases) aircraft that are to be lost where they stand, and the share of the shelters that is broken.

    Args:
        on_ramps: (worlds, bases) missiles that come down on parked aircraft.
    """
    parked = (world.us_aircraft + world.japan_aircraft) * params.parked_share[:, None]
    sheltered = np.minimum(parked, world.shelters)
    lost = (parked - sheltered) * (1 - np.exp(-on_ramps / _patches(world, params)))
    broken = 1 - np.exp(-on_ramps * params.shelter_hits[:, None] / np.maximum(world.shelters, 1.0))
    return {marked("parked in the open"): lost, "in shelters": sheltered * broken}, broken


def _taiwan_losses(world: World, fired: Array, params: Params, die: Array) -> tuple[Array, Array]:
    """(worlds,) aircraft that Taiwan loses on the ground outside its caves, and the shelters that still stand."""
    parts, standing = taiwan_contributions(world, fired, params)
    return np.minimum(np.floor(total(parts) + die), np.floor(world.taiwan_aircraft)), world.taiwan_shelters * standing


def taiwan_contributions(world: World, fired: Array, params: Params) -> tuple[Contributions, Array]:
    """Aircraft that Taiwan is to lose on the ground, by where they stand, and the share of its shelters that stands.

    Missiles find what stands in the open and break shelters one by one; raids by who owns the air find both.
    """
    grounded = np.maximum(world.taiwan_aircraft - world.cave_aircraft, 0) * params.parked_share
    sheltered = np.minimum(grounded, world.taiwan_shelters)
    arrived = fired * params.reliability
    raided = 1 - params.raids * world.china_air
    spared = np.exp(-arrived / params.taiwan_missiles) * raided
    standing = np.exp(-arrived * params.shelter_hits / np.maximum(world.taiwan_shelters, 1.0)) * raided
    return {
        marked("in the open"): (grounded - sheltered) * (1 - spared),
        marked("in shelters"): sheltered * (1 - standing),
    }, standing

"""Flight: how often an aircraft comes to the strait from each base, with what tankers are up."""

from __future__ import annotations

import numpy as np

from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.theatre import Theatre
from wargame.engine.world import WAR_TURN_DAYS, World


class Flight(Section):
    """Numbers of fighters and their tankers on the way."""

    speed: Number = sourced(850, "km per hour", (300, 2000), "judgement", "fighter's speed on the way")
    loiter_hours: Number = sourced(1.0, "hours", (0, 10), "judgement", "over the strait")
    turnaround_hours: Number = sourced(10.0, "hours", (1, 72), "judgement", "between two sorties of an aircraft")
    available_share: Number = sourced(0.6, "share", (0, 1), "judgement", "of aircraft fit to fly")
    refuel_share: Number = sourced(
        0.55, "share", (0, 1), "judgement", "of sorties left after each refuelling, tankers up"
    )
    japan_tankers: Number = sourced(0.5, "share", (0, 1), "judgement", "of tanker capacity that flies from Japan")
    untanked_share: Number = sourced(0.3, "share", (0, 1), "judgement", "of far sorties left with no tanker up")


def tanker_cover(theatre: Theatre, open_share: Array, support_share: Array, flight: Flight) -> Array:
    """(worlds,) share of tanker capacity that is up: from US soil, and from Japan where it helps.

    Args:
        theatre: the bases.
        open_share: (worlds, bases) of tanker strips that are open.
        support_share: (worlds,) of the turn in which Tokyo supports.
        flight: its numbers.
    """
    open_strips = open_share * (theatre.tanker_strips * theatre.us_operated * ~theatre.closed)

    def share_open(where: Array) -> Array:
        strips = (theatre.tanker_strips * theatre.us_operated * where).sum()
        return (open_strips * where).sum(axis=1) / max(strips, 1e-9)

    japan = flight.japan_tankers * support_share * share_open(theatre.on_japan)
    return japan + (1 - flight.japan_tankers) * share_open(theatre.on_us)


def us_aircraft_flying(world: World) -> Array:
    """(worlds, bases) US aircraft that may fight in this turn, counted by the part of it in which they may."""
    theatre = world.theatre
    consent = np.where(theatre.on_japan, world.combat_share[:, None], 1.0) * theatre.us_may_use
    flying: Array = world.us_aircraft * consent * world.us_share[:, None]
    return flying


def us_part(world: World) -> Array:
    """(worlds, bases) share of a base's sorties that US aircraft flew, by the aircraft of each that may fight."""
    american = us_aircraft_flying(world)
    japanese = world.japan_aircraft * world.japan_fights[:, None] * ~world.theatre.closed
    return american / np.maximum(american + japanese, 1e-9)


def us_fighter_sorties(world: World) -> Array:
    """(worlds,) sorties of US fighters over the strait, from bases and carriers."""
    flown: Array = (world.sorties * us_part(world)).sum(axis=1) + world.carrier_sorties
    return flown


def sortie_rate(theatre: Theatre, tankers: Array, flight: Flight) -> Array:
    """(worlds, bases) sorties of one aircraft in a turn; 0 where the strait is out of reach."""
    reachable = np.isfinite(theatre.flight_km)
    hours = (
        2 * np.where(reachable, theatre.flight_km, 0.0) / flight.speed[:, None]
        + flight.loiter_hours[:, None]
        + flight.turnaround_hours[:, None]
    )
    tanked = flight.refuel_share * (flight.untanked_share + (1 - flight.untanked_share) * tankers)
    refuelled = np.float_power(tanked[:, None], np.minimum(theatre.refuellings, 3))
    return 24 * WAR_TURN_DAYS / hours * flight.available_share[:, None] * refuelled * reachable

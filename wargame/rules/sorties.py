"""Sorties: how many fighters and bombers reach the strait, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import WAR_TURN_DAYS, World, replace

if TYPE_CHECKING:
    from wargame.theatre import Theatre

DICE = (0,)


class Params(Section):
    """Numbers of this rule."""

    speed: Number = sourced(850, "km per hour", (300, 2000), "judgement", "fighter's speed on the way")
    loiter_hours: Number = sourced(1.0, "hours", (0, 10), "judgement", "over the strait")
    turnaround_hours: Number = sourced(10.0, "hours", (1, 72), "judgement", "between two sorties of an aircraft")
    available_share: Number = sourced(0.6, "share", (0, 1), "judgement", "of aircraft fit to fly")
    refuel_share: Number = sourced(
        0.55, "share", (0, 1), "judgement", "of sorties left after each refuelling, tankers up"
    )
    japan_tankers: Number = sourced(0.5, "share", (0, 1), "judgement", "of tanker capacity that flies from Japan")
    untanked_share: Number = sourced(0.3, "share", (0, 1), "judgement", "of far sorties left with no tanker up")
    bomber_untanked: Number = sourced(
        0.7, "share", (0, 1), "judgement", "of bomber strikes left with no tanker up: they come from afar"
    )
    carrier_sorties: Number = sourced(
        110, "sorties per turn", (0, 1000), "judgement", "fighters of one carrier off Okinawa"
    )
    stand_off_share: Number = sourced(0.35, "share", (0, 1), "judgement", "of these from a carrier that stands off")
    home_share: Number = sourced(0.25, "share", (0, 1), "judgement", "of SDF sorties at the strait in home defence")
    escort_need: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of bomber strikes that need fighters: unidentified"
    )
    escort_sorties: Number = sourced(900, "sorties", (1, 10000), "judgement", "fighters that cover every bomber strike")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Fly what distance, tankers, open strips and access allow."""
    theatre = world.theatre
    tankers = tanker_cover(theatre, world.tanker_open_share, world.support_share, params)
    rate = sortie_rate(theatre, tankers, params)
    consent = np.where(theatre.on_japan, world.combat_share[:, None], 1.0) * theatre.us_may_use
    permitted = consent * world.us_share[:, None]
    us = world.us_aircraft * permitted
    offensive = np.where(orders.are("japan.sdf", "offensive"), 1.0, params.home_share) * world.japan_fights
    japan = world.japan_aircraft * offensive[:, None] * ~theatre.closed
    flown = rate * world.open_share
    sorties = (us + japan) * flown
    from_japan = (us * flown * theatre.on_japan).sum(axis=1)
    from_bases = (us * flown).sum(axis=1)
    at_sea = carrier_sorties(world, orders, params)
    cover = ((sorties.sum(axis=1) + at_sea) / params.escort_sorties).clip(0, 1)
    escorted = 1 - params.escort_need * (1 - cover)
    reach = params.bomber_untanked + (1 - params.bomber_untanked) * tankers
    loads = world.bomber_strength * world.bomber_share * escorted * reach
    return replace(
        world,
        sorties=sorties,
        carrier_sorties=at_sea,
        bomber_loads=loads,
        japan_sorties=world.japan_sorties + from_japan,
        us_sorties=world.us_sorties + from_bases + at_sea,
    )


def tanker_cover(theatre: Theatre, open_share: Array, support_share: Array, params: Params) -> Array:
    """(worlds,) share of tanker capacity that is up: from US soil, and from Japan where it helps.

    Args:
        theatre: the bases.
        open_share: (worlds, bases) of tanker strips that are open.
        support_share: (worlds,) of the turn in which Tokyo supports.
        params: of this rule.
    """
    open_strips = open_share * (theatre.tanker_strips * theatre.us_operated * ~theatre.closed)

    def share_open(where: Array) -> Array:
        strips = (theatre.tanker_strips * theatre.us_operated * where).sum()
        return (open_strips * where).sum(axis=1) / max(strips, 1e-9)

    japan = params.japan_tankers * support_share * share_open(theatre.on_japan)
    return japan + (1 - params.japan_tankers) * share_open(theatre.on_us)


def carrier_sorties(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) fighter sorties from carriers."""
    place = np.where(orders.are("us.carriers", "forward"), 1.0, params.stand_off_share)
    return world.carriers * params.carrier_sorties * place * world.us_share


def sortie_rate(theatre: Theatre, tankers: Array, params: Params) -> Array:
    """(worlds, bases) sorties of one aircraft in a turn; 0 where the strait is out of reach."""
    reachable = np.isfinite(theatre.flight_km)
    hours = (
        2 * np.where(reachable, theatre.flight_km, 0.0) / params.speed[:, None]
        + params.loiter_hours[:, None]
        + params.turnaround_hours[:, None]
    )
    tanked = params.refuel_share * (params.untanked_share + (1 - params.untanked_share) * tankers)
    refuelled = tanked[:, None] ** np.minimum(theatre.refuellings, 3)
    return 24 * WAR_TURN_DAYS / hours * params.available_share[:, None] * refuelled * reachable

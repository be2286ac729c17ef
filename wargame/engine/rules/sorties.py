"""Sorties: how many fighters and bombers reach the strait, from where."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.parameters import Array, Number, sourced
from wargame.engine.physics.flight import Flight, sortie_rate, tanker_cover, us_aircraft_flying
from wargame.engine.world import World, replace

DICE = (0,)


class Params(Flight):
    """Numbers of this rule: how often and how far aircraft fly, and what else bounds them."""

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
    us = us_aircraft_flying(world)
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


def carrier_sorties(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) fighter sorties from carriers."""
    place = np.where(orders.are("us.carriers", "forward"), 1.0, params.stand_off_share)
    return world.carriers * params.carrier_sorties * place * world.us_share

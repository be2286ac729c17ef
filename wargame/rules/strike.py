"""Strike: missiles on airfields, against runways and against parked aircraft."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import JAPAN, MISSILES, PROGRAMMES, TAIWAN, US, WAR_TURN_DAYS, World, shares

DICE = ("bases", 3)  # rounding of US losses, of Japanese losses, and of interceptors used
TAIWAN_DIE = 0  # Taiwan's losses are rounded with the die of the first base


class Params(Section):
    """Numbers of this rule."""

    short_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 1,000 km")
    medium_launchers: Number = sourced(300, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 3,000 km")
    intermediate_launchers: Number = sourced(
        250, "launchers", (0, 2000), "[cmpr2024]", "for ballistic missiles to 5,500 km"
    )
    cruise_launchers: Number = sourced(150, "launchers", (0, 2000), "[cmpr2024]", "for cruise missiles")
    salvos: Number = sourced(1.0, "salvos per turn", (0, 10), "judgement", "a launcher fires in 3.5 days")
    ship_share: Number = sourced(0.3, "share", (0, 1), "judgement", "of intermediate missiles kept for ships")
    reliability: Number = sourced(0.85, "share", (0, 1), "[csis-firstbattle]", "of missiles that fly as they should")
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
    tanker_repair: Number = sourced(2.0, "factor", (1, 10), "[stimson]", "longer closure for tankers than for fighters")
    taiwan_missiles: Number = sourced(
        650, "missiles", (10, 10000), "judgement", "that thin Taiwan's parked aircraft to 1/e"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Fire one turn's salvo at the bases that Beijing has chosen to strike.

    Runways and parked aircraft compete for the same missiles [stimson] [csis-firstbattle]: a missile is
    spent on one or the other, and each mechanism sees only its own.
    """
    theatre = world.theatre
    fired, on_base = _salvo(world, orders, params)
    shots, leakers = _defend(world, on_base, params)
    on_runways = leakers * params.runway_share[:, None]
    on_ramps = leakers - on_runways

    present = world.us_aircraft + world.japan_aircraft
    parked = present * params.parked_share[:, None]
    sheltered = np.minimum(parked, world.shelters)
    spread = np.maximum(theatre.parking * (1 + _dispersal(world)), 1.0)
    lost = (parked - sheltered) * (1 - np.exp(-on_ramps * params.footprint[:, None] / spread))
    broken = 1 - np.exp(-on_ramps * params.shelter_hits[:, None] / np.maximum(world.shelters, 1.0))
    lost = lost + sheltered * broken
    share_us = world.us_aircraft / np.maximum(present, 1e-9)
    us_lost = np.minimum(np.floor(lost * share_us + dice[:, :, 0]), np.floor(world.us_aircraft))
    japan_lost = np.minimum(np.floor(lost * (1 - share_us) + dice[:, :, 1]), np.floor(world.japan_aircraft))

    closed = world.closed_days + on_runways / (params.strip_missiles[:, None] * np.maximum(theatre.fighter_strips, 0.5))
    tanker_closed = world.tanker_closed_days + params.tanker_repair[:, None] * on_runways / (
        params.strip_missiles[:, None] * np.maximum(theatre.tanker_strips, 0.5)
    )
    taiwan_lost = _taiwan_losses(world, fired[:, 0], params, dice[:, TAIWAN_DIE, 2])
    parked_losses = np.zeros_like(world.aircraft_lost)
    parked_losses[:, TAIWAN], parked_losses[:, JAPAN] = taiwan_lost, japan_lost.sum(axis=1)
    parked_losses[:, US] = us_lost.sum(axis=1)
    struck = (on_base * theatre.on_japan).sum(axis=1) > 0
    return replace(
        world,
        missiles=world.missiles - fired,
        interceptors=np.maximum(world.interceptors - np.floor(2 * shots + dice[:, :, 2]), 0),
        us_aircraft=world.us_aircraft - us_lost,
        japan_aircraft=world.japan_aircraft - japan_lost,
        taiwan_aircraft=world.taiwan_aircraft - taiwan_lost,
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


def _defend(world: World, on_base: Array, params: Params) -> tuple[Array, Array]:
    """(worlds, bases) missiles engaged by two interceptors each, and missiles that get through."""
    arriving = on_base * params.reliability[:, None]
    shots = np.minimum(world.interceptors / 2, arriving)
    return shots, arriving - shots * params.intercept_chance[:, None]


def _salvo(world: World, orders: Orders, params: Params) -> tuple[Array, Array]:
    """Missiles fired by class, (worlds, MISSILES), and those flown at each base, (worlds, bases)."""
    theatre = world.theatre
    launchers = np.stack(np.broadcast_arrays(*[getattr(params, f"{kind}_launchers") for kind in MISSILES]), axis=-1)
    launch = np.minimum(world.missiles, launchers * params.salvos[:, None])
    launch[:, 2] *= 1 - params.ship_share
    order = orders.choice("china.strike")[:, None]
    on_japan = theatre.on_japan & ((order == 2) | ((order == 1) & theatre.us_operated))
    elsewhere = theatre.us_may_use & ~theatre.on_japan & (world.us_share > 0)[:, None]
    worth = np.where(on_japan | elsewhere, world.us_aircraft + np.where(order == 2, world.japan_aircraft, 0), 0.0)
    fired = np.zeros_like(launch)
    fired[:, 0] = launch[:, 0]  # the short ones all fall on Taiwan
    on_base = np.zeros_like(worth)
    for kind in range(1, len(MISSILES)):
        # The longest reach is kept for what nothing else can reach.
        reached = theatre.in_reach[kind] & ~(theatre.in_reach[kind - 1] if MISSILES[kind] == "intermediate" else False)
        weights = shares(worth * reached)
        fired[:, kind] = launch[:, kind] * (weights.sum(axis=1) > 0)
        on_base = on_base + weights * fired[:, kind][:, None]
    return fired, on_base


def _dispersal(world: World) -> Array:
    """(worlds, bases) room added by civil fields, as a share of the parking of bases in Japan."""
    theatre = world.theatre
    in_japan = theatre.on_japan & theatre.airfield
    added = world.delivered[:, PROGRAMMES.index("japan_airfields")]
    return added[:, None] / max(theatre.parking[in_japan].sum(), 1.0) * in_japan


def _taiwan_losses(world: World, fired: Array, params: Params, die: Array) -> Array:
    exposed = np.maximum(world.taiwan_aircraft - world.cave_aircraft, 0) * params.parked_share
    lost = exposed * (1 - np.exp(-fired * params.reliability / params.taiwan_missiles))
    return np.minimum(np.floor(lost + die), np.floor(world.taiwan_aircraft))


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Which bases were hit, and what it cost."""
    events = []
    _, on_base = _salvo(before, orders, params)
    _, leakers = _defend(before, on_base, params)
    for column, name in enumerate(before.theatre.names):
        lost, shut = after.base_lost[0, column], 1 - after.open_share[0, column]
        if lost >= 1 or shut > 0.02:
            sentence = f"{name} was struck: {lost:.0f} aircraft lost, runways open {1 - shut:.0%} of the time."
            aimed, through = float(on_base[0, column]), float(leakers[0, column])
            failed = aimed * (1 - float(params.reliability[0]))
            why = Explanation(
                title=f"Missiles that got through at {name}",
                contributions=(("fired", aimed), ("failed", -failed), ("intercepted", through - aimed + failed)),
                score=through,
                otherwise=f"{float(params.runway_share[0]):.0%} of them fell on runways, the rest on parked aircraft.",
                rule="strike",
                sources=("[csis-firstbattle]", "[stimson]", "[cmpr2024]"),
            )
            events.append(Event("strike", "china", sentence, why, name, weight=3 + lost / 10))
    taiwan = after.aircraft_lost[0, TAIWAN] - before.aircraft_lost[0, TAIWAN]
    if taiwan >= 1:
        events.append(Event("strike", "china", f"Taiwan lost {taiwan:.0f} aircraft on the ground.", weight=4))
    return events

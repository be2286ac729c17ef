"""Surface ships: what China's missiles and submarines do to the fleets of its enemies."""

from __future__ import annotations

import numpy as np

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import say, together
from wargame.world import CHINA, JAPAN, TAIWAN, US, World, replace

DICE = (14,)  # eleven carriers, then ships of the US, Japan and Taiwan
CARRIERS = 11


class Params(Section):
    """Numbers of this rule."""

    carrier_loss: Number = sourced(
        0.65, "share per turn", (0, 1), "[csis-firstbattle]", "chance that a forward carrier is lost"
    )
    stand_off_loss: Number = sourced(0.06, "share per turn", (0, 1), "judgement", "the same for one that stands off")
    carrier_aircraft: Number = sourced(
        48, "aircraft", (0, 100), "[csis-firstbattle]", "lost with a carrier (96 with the two of the base case)"
    )
    us_loss: Number = sourced(
        0.22, "share per turn", (0, 1), "[csis-firstbattle]", "of US ships lost beside forward carriers"
    )
    japan_loss: Number = sourced(
        0.47, "share per turn", (0, 1), "[calibration]", "of Japan's ships lost on the offensive"
    )
    home_loss: Number = sourced(
        0.08, "share per turn", (0, 1), "judgement", "of Japan's ships lost at home once it is struck"
    )
    taiwan_loss: Number = sourced(0.55, "share per turn", (0, 1), "[csis-firstbattle]", "of Taiwan's ships lost")
    stand_off_share: Number = sourced(0.4, "factor", (0, 1), "judgement", "losses of US ships that stand off")
    japan_exposed: Number = sourced(
        1.0, "share", (0, 1), "[csis-firstbattle]", "of Japan's ships that come within reach on the offensive"
    )
    ballistic_pace: Number = sourced(
        75, "missiles per turn", (1, 1000), "judgement", "ballistic missiles fired at ships"
    )
    per_ship: Number = sourced(
        6.0, "missiles per ship and turn", (0.1, 100), "judgement", "the most of them fired at one ship within reach"
    )
    ballistic_part: Number = sourced(
        0.33, "share", (0, 1), "judgement", "of China's anti-ship strength that is ballistic missiles"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Sink a share of the ships exposed; the share falls as China runs out of what sinks them.

    A share of those exposed, not a fixed salvo: hiding most ships does not doom the rest, and few ships
    draw few missiles.
    """
    fires = _strength(world, orders, params)
    at_risk = world.us_share > 0
    fired = np.minimum(world.ship_missiles, _wanted(world, orders, params)) * at_risk
    carrier_chance = _carrier_chance(world, orders, params)
    hit = (dice[:, :CARRIERS] < carrier_chance[:, None]) & (np.arange(CARRIERS) < world.carriers[:, None])
    carriers_lost = hit.sum(axis=1)
    offensive = world.japan_fights & orders.are("japan.sdf", "offensive")
    japan_chance = np.where(
        offensive,
        params.japan_loss * params.japan_exposed,
        params.home_loss * (world.japan_struck | world.japan_fights),
    )
    chances = {US: params.us_loss * _posture(orders, params) * at_risk, JAPAN: japan_chance, TAIWAN: params.taiwan_loss}
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    for column, (side, chance) in enumerate(chances.items()):
        expected = ships[:, side] * chance * fires
        lost = np.minimum(np.floor(expected + dice[:, CARRIERS + column] * (expected > 0)), ships[:, side])
        ships[:, side] -= lost
        ships_lost[:, side] += lost
    ships_lost[:, US] += carriers_lost
    sunk_with = np.zeros_like(world.aircraft_lost)
    sunk_with[:, US] = np.rint(carriers_lost * params.carrier_aircraft)
    return replace(
        world,
        ship_missiles=world.ship_missiles - fired,
        carriers=world.carriers - carriers_lost,
        carriers_lost=world.carriers_lost + carriers_lost,
        aircraft_lost=world.aircraft_lost + sunk_with,
        aircraft_lost_parked=world.aircraft_lost_parked + sunk_with,
        ships=ships,
        ships_lost=ships_lost,
    )


def _carrier_chance(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) chance that a carrier is lost this turn."""
    place = np.where(orders.are("us.carriers", "forward"), params.carrier_loss, params.stand_off_loss)
    return place * _strength(world, orders, params) * (world.us_share > 0)


def _posture(orders: Orders, params: Params) -> Array:
    """(worlds,) share of US ships within reach of ballistic missiles."""
    return np.where(orders.are("us.carriers", "forward"), 1.0, params.stand_off_share)


def _wanted(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) ballistic missiles that are worth firing this turn: by launchers, and by the ships within reach."""
    within_reach = (world.carriers + world.ships[:, US]) * _posture(orders, params)
    return np.minimum(params.ballistic_pace, params.per_ship * within_reach)


def _strength(world: World, orders: Orders, params: Params) -> Array:
    """(worlds,) China's anti-ship strength as a share of what it was: ballistic missiles, aircraft, escorts."""
    wanted = _wanted(world, orders, params)
    ballistic = np.minimum(world.ship_missiles / np.where(wanted > 0, wanted, params.ballistic_pace), 1.0)
    aircraft = world.china_aircraft / np.maximum(world.china_aircraft + world.aircraft_lost[:, CHINA], 1)
    escorts_lost = world.ships_lost[:, CHINA] - world.landing_ships_lost
    escorts = world.ships[:, CHINA] / np.maximum(world.ships[:, CHINA] + escorts_lost, 1)
    return params.ballistic_part * ballistic + (1 - params.ballistic_part) * (aircraft + escorts) / 2


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Ships lost by the other three."""
    events = []
    carriers = int(after.carriers_lost[0] - before.carriers_lost[0])
    if carriers:
        chance = float(_carrier_chance(before, orders, params)[0])
        full = chance / float(_strength(before, orders, params)[0])
        why = Explanation(
            title="Chance that a carrier is lost in this turn",
            contributions=(
                ("where it operates, all of China's strength", full),
                ("strength that China has lost", chance - full),
            ),
            score=chance,
            chance=chance,
            die=float(dice[0, :CARRIERS][: int(before.carriers[0])].min()),
            otherwise=say("A die of {chance:.0f} or more saves a carrier.", chance=chance * 100),
            rule="surface",
            sources=("[csis-firstbattle]",),
        )
        sentence = say("A US carrier was lost.")
        if carriers > 1:
            sentence = say("{carriers} US carriers were lost.", carriers=carriers)
        events.append(Event("surface", "china", sentence, why, weight=9))
    lost = after.ships_lost[0] - before.ships_lost[0]
    named = ((US, say("US"), carriers), (JAPAN, say("Japanese"), 0), (TAIWAN, say("Taiwanese"), 0))
    words = [
        say("{count:.0f} {whose}", count=lost[side] - less, whose=name)
        for side, name, less in named
        if lost[side] - less > 0
    ]
    if words:
        events.append(
            Event("surface", "china", say("Surface ships lost: {words}.", words=together(words, ", ")), weight=3)
        )
    return events

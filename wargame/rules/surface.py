"""Surface ships: China's missiles against the fleets of its enemies, and their hunt for its submarines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame import salvo
from wargame.explain import CERTAIN, Contributions, Event, Explanation, Throw, counted, of_world, rounding, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, sourced
from wargame.phrase import Phrase, marked, noun, say, together
from wargame.world import CHINA, JAPAN, TAIWAN, US, World, replace

CARRIERS = 11
FLEETS = ((US, "us", "US"), (JAPAN, "japan", "Japanese"), (TAIWAN, "taiwan", "Taiwanese"))
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
# Eleven carriers; of each fleet a part of a ship, and the fortune of its defence; a part of a boat that is hunted.
DICE = (CARRIERS + 2 * len(FLEETS) + 1,)
PARTS, FORTUNES, HUNT = CARRIERS, CARRIERS + len(FLEETS), CARRIERS + 2 * len(FLEETS)


class Params(salvo.Defence):
    """Numbers of this rule: the defence of the fleets that sail against China, and what is fired at them."""

    per_ship: Number = sourced(
        8.7, "missiles per ship and turn", (0.1, 100), "[calibration]", "worth firing at one ship within reach"
    )
    per_carrier: Number = sourced(
        50.0,
        "missiles per carrier and turn",
        (0, 500),
        "judgement",
        "worth firing at a carrier: two salvos, and one that is forward falls in its first week",
    )
    stand_off_ships: Number = sourced(0.4, "share", (0, 1), "judgement", "of US ships within reach, standing off")
    stand_off_carriers: Number = sourced(0.06, "share", (0, 1), "judgement", "of missiles that reach a carrier then")
    japan_exposed: Number = sourced(
        1.0, "share", (0, 1), "[csis-firstbattle]", "of Japan's ships within reach on the offensive"
    )
    home_exposed: Number = sourced(0.17, "share", (0, 1), "judgement", "of Japan's ships within reach at home")
    ballistic_pace: Number = sourced(
        75, "missiles per turn", (0, 1000), "judgement", "ballistic missiles fired at US ships"
    )
    aircraft_missiles: Number = sourced(
        0.25, "missiles per aircraft and turn", (0, 10), "judgement", "fired at ships by China's aircraft"
    )
    escort_missiles: Number = sourced(
        2.5, "missiles per ship and turn", (0, 50), "judgement", "fired at ships by China's surface ships"
    )
    boat_missiles: Number = sourced(
        4.0, "missiles per boat and turn", (0, 50), "judgement", "and torpedoes, fired at ships by China's submarines"
    )
    carrier_aircraft: Number = sourced(
        48, "aircraft", (0, 100), "[csis-firstbattle]", "lost with a carrier (96 with the two of the base case)"
    )
    hunting: Number = sourced(
        0.03, "boats per ship and turn", (0, 1), "judgement", "Chinese submarines that a US or Japanese ship sinks"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Share China's missiles among the ships within reach, and lose those that are hit; hunt its submarines.

    No ship draws more than it is worth, so that hiding most ships does not doom the rest; and what China has lost
    fires no more.
    """
    fired = _sum(*_fired(world, orders, params))
    hit = (dice[:, :CARRIERS] < _carrier_chance(world, fired, params)[:, None]) & (
        np.arange(CARRIERS) < world.carriers[:, None]
    )
    carriers_lost = hit.sum(axis=1)
    within = _within_reach(world, orders, params)
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    for column, (side, _, name) in enumerate(FLEETS):
        hits = salvo.hits(fired[name], params, dice[:, FORTUNES + column])
        lost = np.floor(_struck(hits, within[name]) + dice[:, PARTS + column] * (hits > 0))
        lost = np.minimum(lost, ships[:, side])
        ships[:, side] -= lost
        ships_lost[:, side] += lost
    ships_lost[:, US] += carriers_lost
    sunk_with = np.zeros_like(world.aircraft_lost)
    sunk_with[:, US] = np.rint(carriers_lost * params.carrier_aircraft)
    hunted = total(hunt_contributions(world, params))
    boats = np.minimum(np.floor(hunted + dice[:, HUNT] * (hunted > 0)), world.submarines[:, CHINA])
    submarines, submarines_lost = world.submarines.copy(), world.submarines_lost.copy()
    submarines[:, CHINA] -= boats
    submarines_lost[:, CHINA] += boats
    return replace(
        world,
        ship_missiles=world.ship_missiles - _arms(world, orders, params)["ballistic missiles"],
        carriers=world.carriers - carriers_lost,
        carriers_lost=world.carriers_lost + carriers_lost,
        aircraft_lost=world.aircraft_lost + sunk_with,
        aircraft_lost_parked=world.aircraft_lost_parked + sunk_with,
        ships=ships,
        ships_lost=ships_lost,
        submarines=submarines,
        submarines_lost=submarines_lost,
    )


def _within_reach(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """(worlds,) carriers, and ships of each fleet, within reach of China's missiles.

    US ships go forward with a carrier; without one they stand off.
    """
    forward, at_risk = (
        orders.are("us.carriers", "forward") & (world.carriers > 0),
        (world.us_share > 0) | (world.bomber_share > 0),
    )
    offensive = world.japan_fights & orders.are("japan.sdf", "offensive")
    home = params.home_exposed * (world.japan_struck | world.japan_fights)
    return {
        "carriers": world.carriers * np.where(forward, 1.0, params.stand_off_carriers) * at_risk,
        "US": world.ships[:, US] * np.where(forward, 1.0, params.stand_off_ships) * at_risk,
        "Japanese": world.ships[:, JAPAN] * np.where(offensive, params.japan_exposed, home),
        "Taiwanese": world.ships[:, TAIWAN],
    }


def _wanted(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """(worlds,) missiles worth firing in this turn at the carriers and at each fleet."""
    within = _within_reach(world, orders, params)
    return {
        name: count * (params.per_carrier if name == "carriers" else params.per_ship) for name, count in within.items()
    }


def _arms(world: World, orders: Orders, params: Params) -> Mapping[str, Array]:
    """(worlds,) missiles that each arm fires at ships, were there targets for all; ballistic ones fly at US ships."""
    wanted = _wanted(world, orders, params)
    ballistic = np.minimum(params.ballistic_pace, wanted["carriers"] + wanted["US"])
    return {
        marked("ballistic missiles"): np.minimum(world.ship_missiles, ballistic),
        "aircraft": world.china_aircraft * params.aircraft_missiles,
        marked("surface ships"): world.ships[:, CHINA] * params.escort_missiles,
        "submarines": world.submarines[:, CHINA] * params.boat_missiles,
    }


def _fired(world: World, orders: Orders, params: Params) -> tuple[dict[str, Array], dict[str, Array]]:
    """(worlds,) missiles fired at the carriers, which come first, and at each fleet: ballistic ones, and all others."""
    wanted = _wanted(world, orders, params)
    arms = dict(_arms(world, orders, params))
    ballistic = arms.pop("ballistic missiles")
    others = total(arms)
    at_carriers = np.minimum(wanted["carriers"], ballistic)
    also = np.minimum(wanted["carriers"] - at_carriers, others)
    at_ships = ballistic - at_carriers
    left = {fleet: wanted[fleet] - (at_ships if fleet == "US" else 0.0) for _, _, fleet in FLEETS}
    served = np.minimum((others - also) / np.maximum(total(left), 1e-9), 1.0)
    nothing = np.zeros_like(at_ships)
    return (
        {"carriers": at_carriers, "US": at_ships, "Japanese": nothing, "Taiwanese": nothing},
        {"carriers": also, **{fleet: count * served for fleet, count in left.items()}},
    )


def _sum(ballistic: Mapping[str, Array], others: Mapping[str, Array]) -> dict[str, Array]:
    return {target: count + others[target] for target, count in ballistic.items()}


def _struck(hits: Array, within: Array) -> Array:
    """(worlds,) ships out of the war: hits fall on those within reach by chance, and some on one that is lost."""
    return within * -np.expm1(-hits / np.maximum(within, 1e-9))


def _carrier_chance(world: World, fired: Mapping[str, Array], params: Params) -> Array:
    """(worlds,) chance that a carrier is hit in this turn, and so out of the war."""
    each = fired["carriers"] / np.maximum(world.carriers, 1)
    return 1 - salvo.unhit_chance(each, params)


def hunt_contributions(world: World, params: Params) -> Contributions:
    """Chinese submarines that are to be expected sunk, by whose ships; fewer boats are harder to find."""
    boats = world.submarines[:, CHINA]
    left = boats / np.maximum(boats + world.submarines_lost[:, CHINA], 1)
    american = world.ships[:, US] * world.us_share * params.hunting
    japanese = world.ships[:, JAPAN] * world.japan_fights * params.hunting
    return {
        "US ships": american,
        "Japanese ships": japanese,
        "few boats are harder to find": (american + japanese) * (left - 1),
    }


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Carriers and ships lost by the other three, and submarines by China."""
    return [
        *_carriers(before, after, orders, params, dice),
        *_fleets(before, after, orders, params, dice),
        *_hunted(before, after, params, dice),
    ]


def _carriers(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    lost = int(after.carriers_lost[0] - before.carriers_lost[0])
    if not lost:
        return []
    fired = _sum(*_fired(before, orders, params))
    chance = float(_carrier_chance(before, fired, params)[0])
    all_forward = float(1 - salvo.unhit_chance(params.per_carrier, params)[0])
    each = float(fired["carriers"][0] / before.carriers[0])
    first, *others = (float(die) for die in dice[0, : int(before.carriers[0])])
    saved = say("A die of {chance:.0f} or more saves a carrier.", chance=chance * 100)

    def fate(die: float) -> Phrase:
        return say("It was lost.") if die < chance else say("It was saved.")

    why = Explanation(
        title="Chance that one carrier is hit in this turn",
        contributions=(
            (say("{missiles:.0f} missiles at each", missiles=float(params.per_carrier[0])), all_forward),
            (say("but {each:.0f} were fired", each=each), chance - all_forward),
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
    return [Event("surface", "china", sentence, why, weight=9)]


def _fleets(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Each fleet's losses: the arms' missiles at the mean share of hits, fortune, and hits on ships already hit."""
    ballistic, others = _fired(before, orders, params)
    fired = _sum(ballistic, others)
    arms = {arm: float(count[0]) for arm, count in _arms(before, orders, params).items()}
    supply = max(sum(arms.values()) - arms.pop("ballistic missiles"), 1e-9)
    within = _within_reach(before, orders, params)
    events = []
    for column, (side, _, name) in enumerate(FLEETS):
        lost = float(after.ships_lost[0, side] - before.ships_lost[0, side])
        if side == US:
            lost -= float(after.carriers_lost[0] - before.carriers_lost[0])
        if lost == 0:
            continue
        count = float(fired[name][0])
        mean = float(salvo.expected_share(params)[0])
        hits = float(salvo.hits(fired[name], params, dice[:, FORTUNES + column])[0])
        struck = float(_struck(np.array([hits]), within[name][:1])[0])
        die = float(dice[0, PARTS + column])
        parts = {arm: float(others[name][0]) * missiles / supply * mean for arm, missiles in arms.items()}
        if side == US:
            parts["ballistic missiles"] = float(ballistic[name][0]) * mean
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

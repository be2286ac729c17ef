"""Interdiction: what China boards, turns back and sinks on the way to Taiwan, and what that costs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.explain import CERTAIN, WHOLE, Contributions, Event, Explanation, of_world, rounding, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import marked, plural, say
from wargame.rungs import BOARD, COMBAT, ESCORT, JOIN, STRIKES, SUBMARINES
from wargame.world import CHINA, JAPAN, MISSILES, TAIWAN, US, World, replace

# an escort stopped, sunk alone, sunk in convoy, mined, struck, boats lost, aircraft lost, warships lost of three sides
DICE = (10,)
SUNK = (
    say("sunk alone by submarines"),
    say("sunk in convoy by submarines"),
    say("sunk by mines"),
    say("sunk by missiles and aircraft"),
)
SHORT = MISSILES.index("short")


class Params(Section):
    """Numbers of this rule."""

    boardings: Number = sourced(30, "ships per week", (0, 500), "judgement", "that the coast guard can stop")
    turned: Number = sourced(0.85, "share", (0, 1), "judgement", "of ships boarded that are turned back")
    bluff: Number = sourced(
        0.10, "share per week", (0, 1), "judgement", "chance that boarders and escorts of a convoy fire on each other"
    )
    boat_station: Number = sourced(0.35, "share", (0, 1), "judgement", "of China's attack submarines on station")
    boat_attacks: Number = sourced(0.6, "attacks per boat and week", (0, 10), "judgement", "that find a ship")
    attack_kills: Number = sourced(0.5, "share", (0, 1), "judgement", "of attacks that sink a ship sailing alone")
    screen: Number = sourced(0.6, "share", (0, 1), "judgement", "of attacks on a convoy that its escorts foil")
    cover: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of what is left of them that patrol aircraft from Japan foil"
    )
    boat_lost: Number = sourced(
        0.12, "share per attack", (0, 1), "judgement", "of boats that are sunk when they attack a convoy"
    )
    hunted: Number = sourced(
        0.08, "share per week", (0, 1), "judgement", "of boats on station that an attack on the blockade sinks"
    )
    attack_boarders: Number = sourced(
        0.15, "share per week", (0, 1), "judgement", "of the coast guard that is sunk where Washington attacks it"
    )
    attack_lost: Number = sourced(
        0.06, "share per week", (0, 1), "judgement", "of escorts that are lost where they attack, close to the coast"
    )
    escort_lost: Number = sourced(0.06, "ships per attack", (0, 1), "judgement", "warships sunk with a convoy")
    laying: Number = sourced(0.25, "share per week", (0, 1), "judgement", "of a full minefield that is laid")
    sweeping: Number = sourced(
        0.20, "share per week", (0, 1), "judgement", "of mines that Taiwan sweeps, and as much again the US and Japan"
    )
    mine_kills: Number = sourced(0.05, "share per passage", (0, 1), "judgement", "of ships lost to a full minefield")
    raid_kills: Number = sourced(
        0.15, "share per passage", (0, 1), "judgement", "of ships hit off the ports by missiles and aircraft"
    )
    raid_harbours: Number = sourced(
        0.12, "share per week", (0, 1), "judgement", "of ports and power stations that strikes put out"
    )
    harbour_repair: Number = sourced(0.30, "share per week", (0, 1), "judgement", "of what is out that is repaired")
    raid_missiles: Number = sourced(60, "missiles per week", (0, 1000), "judgement", "to 1,000 km that strikes use up")
    raid_aircraft: Number = sourced(7.5, "aircraft per week", (0, 200), "judgement", "that strikes cost China")


@dataclass(frozen=True)
class Week:
    """What happens at sea in a week, each (worlds,); what is expected is rounded by a die of its own."""

    method: Array
    raids: Array  # share of the raids that missiles and aircraft are left for
    turned_back: Array
    sunk: tuple[Array, ...]  # by submarines alone and in convoy, by mines, by missiles and aircraft
    expected: tuple[Array, ...]  # the same before rounding
    minefield: Array
    passed: Array  # ships
    on_convoy: Array  # attacks
    boats: Array  # on station
    attacking: Array  # US warships attack
    stopped: Array  # boarders and escorts fire on each other


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Turn back, sink and be sunk.

    Boarders stop ships that sail alone and stand aside for warships, unless somebody fires. Submarines and mines are
    added to that and find both; escorts foil attacks and sink boats. Strikes reach ports as well, and use up what an
    invasion needs: without missiles or aircraft there are none.
    """
    week = _week(world, orders, params, dice)
    attacking, raids = week.attacking, week.raids
    convoy = world.sailed[:, 1]
    fired = week.stopped | ((week.method >= SUBMARINES) & (convoy > 0)) | attacking
    boats_lost = total(boat_contributions(week, params))
    boats_lost = np.minimum(_whole(boats_lost, dice[:, 5]), world.submarines[:, CHINA])
    aircraft_lost = np.minimum(_whole(params.raid_aircraft * raids, dice[:, 6]), world.china_aircraft)
    exposed = week.on_convoy * params.escort_lost + week.stopped
    ships, ships_lost = _lose_escorts(world, exposed, attacking, params, dice[:, 7:])
    submarines, submarines_lost = world.submarines.copy(), world.submarines_lost.copy()
    submarines[:, CHINA] -= boats_lost
    submarines_lost[:, CHINA] += boats_lost
    aircraft = world.aircraft_lost.copy()
    aircraft[:, CHINA] += aircraft_lost
    missiles = world.missiles.copy()
    missiles[:, SHORT] = (missiles[:, SHORT] - params.raid_missiles * raids).clip(0, None)
    alone, in_convoy, mined, struck = week.sunk
    return replace(
        world,
        method=week.method,
        turned_back=week.turned_back,
        merchants_sunk=world.merchants_sunk + alone + in_convoy + mined + struck,
        arrived=(week.passed / np.maximum(world.needed, 1)).clip(0, 1),
        minefield=week.minefield,
        harbours=total(harbour_contributions(world, raids, params)).clip(0, 1),
        clashes=world.clashes + fired,
        boarders=world.boarders * (1 - params.attack_boarders * attacking),
        japan_fights=world.japan_fights | (fired & (world.access == JOIN)),
        ships=ships,
        ships_lost=ships_lost,
        submarines=submarines,
        submarines_lost=submarines_lost,
        china_aircraft=world.china_aircraft - aircraft_lost,
        aircraft_lost=aircraft,
        missiles=missiles,
    )


def _week(world: World, orders: Orders, params: Params, dice: Array) -> Week:
    """Who meets whom, and what is turned back and sunk."""
    method = orders.value("china.blockade")
    below = method >= SUBMARINES
    raids = (method >= STRIKES) * _strength(world, params)
    alone, convoy = world.sailed.T
    turned_back = np.floor(np.minimum(alone, params.boardings * world.boarders) * params.turned)
    alone = alone - turned_back

    boats = world.submarines[:, CHINA] * params.boat_station
    attacks = boats * params.boat_attacks * below
    at_sea = np.maximum(alone + convoy, 1)
    on_alone = np.minimum(attacks * alone / at_sea, alone)
    on_convoy = np.minimum(attacks * convoy / at_sea, convoy)
    covered = (world.access >= COMBAT) & (world.escort >= ESCORT)  # by aircraft from Japan
    foiled = 1 - (1 - params.screen) * (1 - params.cover * covered)
    lone, escorted = on_alone * params.attack_kills, on_convoy * params.attack_kills * (1 - foiled)
    sunk_alone = np.minimum(_whole(lone, dice[:, 1]), alone)
    sunk_convoy = np.minimum(_whole(escorted, dice[:, 2]), convoy)
    minefield = _minefield(world, below, params)
    passing = alone - sunk_alone + convoy - sunk_convoy
    mines = passing * params.mine_kills * minefield
    mined = np.minimum(_whole(mines, dice[:, 3]), passing)
    fire = passing * params.raid_kills * raids * (1 - foiled / 2)
    struck = np.minimum(_whole(fire, dice[:, 4]), passing - mined)

    attacking = (world.escort > ESCORT) & (convoy > 0)
    stopped = ~below & (convoy > 0) & (dice[:, 0] < params.bluff)
    return Week(
        method, raids, turned_back, (sunk_alone, sunk_convoy, mined, struck), (lone, escorted, mines, fire),
        minefield, passing - mined - struck, on_convoy, boats, attacking, stopped,
    )  # fmt: skip


def boat_contributions(week: Week, params: Params) -> Contributions:
    """Chinese submarines that are to be lost in a week."""
    return {
        "boats that attacked a convoy": week.on_convoy * params.boat_lost,
        "boats that US warships hunted": week.boats * params.hunted * week.attacking,
    }


def harbour_contributions(world: World, raids: Array, params: Params) -> Contributions:
    """Share of Taiwan's ports and power stations that work after a week."""
    return {
        "working before": world.harbours,
        "repaired": params.harbour_repair * (1 - world.harbours),
        "put out by strikes": -params.raid_harbours * raids,
    }


def _strength(world: World, params: Params) -> Array:
    """(worlds,) share of the raids that missiles and aircraft are left for."""
    missiles = world.missiles[:, SHORT] / np.maximum(params.raid_missiles, 1e-9)
    aircraft = world.china_aircraft / np.maximum(params.raid_aircraft, 1e-9)
    return np.minimum(missiles, aircraft).clip(0, 1)


def _whole(expected: Array, die: Array) -> Array:
    """A whole number with that mean; the die decides on the fraction."""
    return np.floor(expected + die)


def _minefield(world: World, laid: Array, params: Params) -> Array:
    """(worlds,) share of a full field after a week of laying and sweeping."""
    helpers = 1.0 + (world.escort >= ESCORT) + (world.access == JOIN)
    left = world.minefield * (1 - (params.sweeping * helpers).clip(0, 1))
    return (left + params.laying * laid).clip(0, 1)


def _lose_escorts(world: World, lost: Array, attacking: Array, params: Params, dice: Array) -> tuple[Array, Array]:
    """Warships and losses of a week: each side by its share of the escorts; only US ones attack."""
    ships, ships_lost = world.ships.copy(), world.ships_lost.copy()
    share = world.escorting / np.maximum(world.escorting.sum(axis=1, keepdims=True), 1e-9)
    for die, side in enumerate((US, JAPAN, TAIWAN)):
        expected = lost * share[:, side] + params.attack_lost * world.escorting[:, side] * (attacking & (side == US))
        hit = np.minimum(_whole(expected, dice[:, die]), ships[:, side])
        ships[:, side] -= hit
        ships_lost[:, side] += hit
    return ships, ships_lost


def fates(world: World, week: Week) -> Contributions:
    """What became of the ships that Taiwan needs in a week."""
    return {
        "Taiwan needs": world.needed,
        "did not sail": world.sailed.sum(axis=1) - world.needed,
        "turned back": -week.turned_back,
        **{name: -sunk for name, sunk in zip(SUNK, week.sunk, strict=True)},
    }


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What was stopped and sunk, and whether anybody fired on warships."""
    events = []
    week = _week(before, orders, params, dice)
    parts = fates(before, week)
    arrived = float(total(parts)[0])
    why = Explanation(
        title="Ships for Taiwan this week",
        contributions=of_world(parts), score=arrived, rule="interdiction", unit="ships", sources=("judgement",),
        **_most_sunk(before, week, params, dice),
    )  # fmt: skip
    sunk = float(after.merchants_sunk[0] - before.merchants_sunk[0])
    method = int(after.method[0])
    stopped = float(after.turned_back[0]) if method == BOARD else sunk
    how = (
        marked("{ships}; {arrived:.0f} of {needed:.0f} that Taiwan needs arrived."),
        marked("Boarders turned back {ships}; {arrived:.0f} of {needed:.0f} that Taiwan needs arrived."),
        marked("Submarines and mines sank {ships}; {arrived:.0f} of {needed:.0f} that Taiwan needs arrived."),
        marked("Submarines, mines and missiles sank {ships}; {arrived:.0f} of {needed:.0f} that Taiwan needs arrived."),
    )[method]
    sentence = say(how, ships=plural(f"{stopped:.0f}", "ship"), arrived=arrived, needed=after.needed[0])
    events.append(Event("interdiction", "china", sentence, why, weight=7))
    if after.clashes[0] > before.clashes[0]:
        boats = float(after.submarines_lost[0, CHINA] - before.submarines_lost[0, CHINA])
        theirs = after.ships_lost[0, CHINA] - before.ships_lost[0, CHINA] + boats
        ours = (after.ships_lost[0] - before.ships_lost[0])[[TAIWAN, JAPAN, US]].sum()
        words = say("Warships fired on each other. No vessel was lost.")
        if theirs + ours:
            words = say(
                "Warships fired on each other. China lost {theirs}, the escorts {ours}.",
                theirs=_vessels(theirs),
                ours=_vessels(ours),
            )
        why = _clash(before, week, boats, float(ours), params, dice)
        usual = 4 if before.clashes[0] else 8  # the first shots are news; later ones by what they sank
        events.append(Event("interdiction", None, words, why, weight=usual + theirs + ours))
    if method == STRIKES:
        works = harbour_contributions(before, week.raids, params)
        words = say(
            "Strikes hit ports and power stations; {harbours:.0f}% of them work.", harbours=after.harbours[0] * 100
        )
        score = float(total(works)[0].clip(0, 1))
        why = Explanation(
            title="Share of Taiwan's ports and power stations that work",
            contributions=(*of_world(works), ("none or all of them", score - float(total(works)[0]))), score=score,
            otherwise=say(
                "No die. Missiles and aircraft were left for {raids:.0%} of a week's raids.", raids=week.raids[0]
            ),
            rule="interdiction", unit=WHOLE, sources=("judgement",),
        )  # fmt: skip
        events.append(Event("interdiction", "china", words, why, weight=6))
    return events


def _most_sunk(before: World, week: Week, params: Params, dice: Array) -> dict[str, Any]:
    """The die that mattered most to merchants: boarders that might have fired, or what sank most ships."""
    if week.method[0] == BOARD and before.sailed[0, 1] > 0:
        edge = float(params.bluff[0]) * 100
        said = say("A die under {edge:.0f} makes boarders and the escorts of a convoy fire on each other.", edge=edge)
        return {"die": float(dice[0, 0]), "otherwise": said}
    if week.method[0] == BOARD:
        return {"otherwise": say("No die. The coast guard stops what it can, and most of that turns back.")}
    most = max(range(len(week.expected)), key=lambda cause: float(week.expected[cause][0]))
    expected, die = float(week.expected[most][0]), float(dice[0, 1 + most])
    alone, convoy = (float(ships) for ships in before.sailed[0])
    passing = float(week.passed[0] + week.sunk[2][0] + week.sunk[3][0])
    there = (alone - float(week.turned_back[0]), convoy, passing, passing - float(week.sunk[2][0]))[most]
    return {
        "die": die,
        "otherwise": say("Of ships {cause}, {rounding}", cause=SUNK[most], rounding=rounding(expected, die, there)),
    }


def _clash(before: World, week: Week, boats: float, ours: float, params: Params, dice: Array) -> Explanation:
    """Why warships fired, and what it cost; where boarders might have held their fire, by which die."""
    causes = of_world(boat_contributions(week, params))
    expected = sum(value for _, value in causes)
    lost = (*causes, (say("the die, for whole boats"), boats - expected), (say("warships of the escorts"), ours))
    chance, die = None, float(dice[0, 5])
    if week.stopped[0] and not week.attacking[0]:
        chance, die = float(params.bluff[0]), float(dice[0, 0])
        said = say(
            "A die of {chance:.0f} or more would have let boarders and escorts hold their fire.", chance=chance * 100
        )
    else:
        cause = (
            say("US warships attack whoever stops the ships") if week.attacking[0] else say("submarines attack convoys")
        )
        boats_there = float(before.submarines[0, CHINA])
        said = say(
            "No die made them fire: {cause}. Of Chinese boats, {rounding}",
            cause=cause,
            rounding=rounding(expected, die, boats_there),
        )
    return Explanation(
        title="Chance that boarders and escorts fire on each other" if chance is not None else "Vessels lost, by cause",
        contributions=(("any week with a convoy", chance),) if chance is not None else lost,
        score=boats + ours if chance is None else chance,
        chance=chance,
        die=die,
        otherwise=said,
        rule="interdiction",
        unit="vessels" if chance is None else CERTAIN,
        chance_of="" if chance is None else "firing on each other",
        sources=("judgement",),
    )


def _vessels(count: float) -> str:
    if count < 1:
        return say("none")
    return say("1 vessel") if count < 2 else plural(f"{count:.0f}", "vessel")

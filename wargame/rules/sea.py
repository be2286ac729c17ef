"""Sea: missiles, aircraft and mines against the landing fleet and its escorts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wargame import salvo
from wargame.explain import Contributions, Event, Explanation, Throw, counted, of_world, rounding, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, sourced
from wargame.phrase import Phrase, marked, plural, say, together
from wargame.world import CAUSES, CHINA, World, replace, shares

NAMES = {
    "bombers": say("bombers"),
    "submarines": say("submarines"),
    "coastal_missiles": say("coastal missiles"),
    "tactical_air": say("tactical air"),
    "mines": say("mines"),
}
DICE = (9,)  # landing ships sunk by each arm, escorts by each but mines, the defence against bombers, against the coast
FORTUNES = 7  # the first of the dice on the defence
THINNED = say("fewer ships are harder to find")
FIRED = (  # whose event, and its sentence
    ("us", marked("Bombers and fighters fired {fired:.0f} missiles: {sunk} sunk.")),
    ("taiwan", marked("Taiwan fired {fired:.0f} coastal missiles: {sunk} sunk.")),
    ("us", marked("Fighters flew {fired:.0f} sorties: {sunk} sunk.")),
    ("taiwan", marked("Mines lay in the way: {sunk} sunk.")),
)
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
    jassm, lrasm, coastal = _fired(world, orders, params)
    landing_ships, escorts = world.landing_ships, world.ships[:, CHINA]
    sunk = np.zeros((world.worlds, len(ARMS)))
    for arm, toll in enumerate(_tolls(world, orders, params, dice)):
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


def _fired(world: World, orders: Orders, params: Params) -> tuple[Array, Array, Array]:
    """(worlds,) JASSM, LRASM and coastal missiles fired in this turn."""
    pace = orders.value("us.missiles")
    jassm = np.minimum(world.jassm, world.bomber_loads * world.load_missiles * pace)
    lrasm = np.minimum(world.lrasm, params.lrasm_pace * pace * world.us_share)
    return jassm, lrasm, np.minimum(world.coastal_missiles, params.coastal_pace * orders.value("taiwan.coastal"))


def _kills(world: World, orders: Orders, params: Params, dice: Array) -> tuple[Array, ...]:
    """(worlds,) ships that each arm is to sink, landing ships and escorts."""
    jassm, lrasm, coastal = _fired(world, orders, params)
    fighters, density = _sorties(world), _density(world)

    def sunk_by_missiles(missiles: Array, die: Array) -> Array:
        return salvo.hits(missiles, params, die) * params.kills_per_hit * density

    return (
        sunk_by_missiles(jassm + lrasm * params.lrasm_edge, dice[:, FORTUNES]),
        sunk_by_missiles(coastal, dice[:, FORTUNES + 1]),
        fighters * params.tactical_kills * density * (1 - params.air_cover * world.china_air),
        world.mines * params.mine_losses * world.landing_ships,
    )


def _sorties(world: World) -> Array:
    fighters: Array = world.sorties.sum(axis=1) + world.carrier_sorties
    return fighters


def _density(world: World) -> Array:
    """(worlds,) how easily the fleet is found beside a whole one."""
    return np.sqrt(world.landing_ships / np.maximum(world.landing_ships + world.landing_ships_lost, 1))


def _tolls(world: World, orders: Orders, params: Params, dice: Array) -> Iterator[Toll]:
    """What each arm does, one after another: the next fires at what is left."""
    landing_ships, escorts = world.landing_ships, world.ships[:, CHINA]
    toward = shares(np.stack([landing_ships, escorts * params.picket], axis=1))
    for arm, kills in enumerate(_kills(world, orders, params, dice)):
        mines = ARMS[arm] == "mines"
        behind = np.ones_like(toward[:, 0]) if mines else toward[:, 0]
        of_landing = np.minimum(np.floor(kills * behind + dice[:, arm]), landing_ships)
        of_escorts = np.zeros_like(escorts)
        if not mines:
            of_escorts = np.minimum(np.floor(kills * (1 - behind) + dice[:, len(ARMS) + arm]), escorts)
        yield Toll(kills, behind, landing_ships, escorts, of_landing, of_escorts)
        landing_ships, escorts = landing_ships - of_landing, escorts - of_escorts


def arm_contributions(world: World, orders: Orders, params: Params, dice: Array) -> tuple[Contributions, ...]:
    """Ships that each arm is to sink, by what makes them so many; they add up to what `_kills` gives."""
    jassm, lrasm, coastal = _fired(world, orders, params)
    kills, density = _kills(world, orders, params, dice), _density(world)
    mean = salvo.expected_share(params) * params.kills_per_hit

    def missiles(fired: Contributions, sunk: Array) -> Contributions:
        expected = {name: count * mean for name, count in fired.items()}
        whole = sunk / np.maximum(density, 1e-9)
        return {**expected, say("fortune of the defence"): whole - total(expected), THINNED: sunk - whole}

    flown = _sorties(world) * params.tactical_kills
    covered = -flown * params.air_cover * world.china_air
    return (
        missiles({say("JASSM"): jassm, say("LRASM"): lrasm * params.lrasm_edge}, kills[0]),
        missiles({say("coastal missiles"): coastal}, kills[1]),
        {
            say("fighter sorties"): flown,
            say("China's own cover in the air"): covered,
            THINNED: kills[2] - flown - covered,
        },
        {say("mines in the way"): kills[3]},
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
        return _arms(before, orders, params, dice)
    sentence = say(
        "{ships} went down ({by}); landing ships among them: {total:.0f}.",
        ships=plural(f"{sunk.sum():.0f}", "Chinese ship"),
        by=by,
        total=total,
    )
    why = Explanation(
        title="Chinese ships sunk, by what sank them",
        contributions=tuple((NAMES[cause], float(count)) for cause, count in caused.items()),
        score=float(sunk.sum()),
        otherwise="Each arm tells of its own missiles and dice.",
        rule="sea",
        sources=("[csis-firstbattle]", "judgement"),
        unit="ships",
    )
    return [Event("sea", "us", sentence, why, weight=6), *_arms(before, orders, params, dice)]


def _arms(before: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What each arm fired, what was to be expected of it, its fortune, and the dice that make ships whole."""
    jassm, lrasm, coastal = (float(count[0]) for count in _fired(before, orders, params))
    fired = (jassm + lrasm, coastal, float(_sorties(before)[0]), 0.0)
    events = []
    tolls = _tolls(before, orders, params, dice)
    for arm, (toll, parts) in enumerate(zip(tolls, arm_contributions(before, orders, params, dice), strict=True)):
        sunk, expected = float(toll.of_landing[0] + toll.of_escorts[0]), float(toll.kills[0])
        if sunk == 0 and expected < 0.005:
            continue
        behind = float(toll.behind[0])
        fell = [(say("Landing ships"), arm, expected * behind, float(toll.landing_ships[0]))]
        said = [say("No die finds ships: they lie in the way, {field:.0%} of a full field.", field=before.mines[0])]
        if ARMS[arm] != "mines":
            fell.append((say("Escorts"), len(ARMS) + arm, expected * (1 - behind), float(toll.escorts[0])))
            said = [say("Of what is hit, {behind:.0%} are landing ships and the rest their escorts.", behind=behind)]
        fortune = float(dice[0, FORTUNES + arm]) if FORTUNES + arm < DICE[0] else None
        if fortune is not None:
            said.insert(0, _fortune(params))
        side, sentence = FIRED[arm]
        why = Explanation(
            title=say("Chinese ships sunk by {cause}", cause=NAMES[ARMS[arm]]),
            contributions=(*of_world(parts), (say("the dice, for whole ships"), sunk - expected)),
            score=sunk,
            die=fortune,
            otherwise=together(said),
            throws=tuple(
                Throw(name, float(dice[0, die]), rounding(part, float(dice[0, die]), there))
                for name, die, part, there in fell
            ),
            rule="sea",
            sources=("[csis-firstbattle]", "[calibration]", "judgement"),
            unit="ships",
        )
        told = say(sentence, fired=fired[arm], sunk=counted(sunk, "Chinese ship"))
        events.append(Event("sea", side, told, why, weight=1.6))
    return events


def _fortune(params: Params) -> Phrase:
    """What the die on the defence is, and what is to be expected of a missile."""
    return say(
        "The die is the fortune of the defence: over 50 it lets more through. Of 100 missiles {mean:.1f} hit on the "
        "mean, and a hit sinks {kills:.2f} ships.",
        mean=100 * float(salvo.expected_share(params)[0]),
        kills=float(params.kills_per_hit[0]),
    )

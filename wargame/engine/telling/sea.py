"""The sea, told: what each arm fired at the landing fleet, and what it sank."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.explain import Event, Explanation, Throw, counted, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics import salvo
from wargame.engine.physics.finding import ease_of_finding
from wargame.engine.rules.sea import (
    ARMS,
    DICE,
    FORTUNES,
    Params,
    expected_kills,
    fighter_sorties,
    missiles_fired,
    tolls,
)
from wargame.engine.world import CAUSES, World
from wargame.text.phrase import Phrase, marked, plural, say, together

NAMES = {
    "bombers": say("bombers"),
    "submarines": say("submarines"),
    "coastal_missiles": say("coastal missiles"),
    "tactical_air": say("tactical air"),
    "mines": say("mines"),
}
THINNED = say("fewer ships are harder to find")
FIRED = (  # whose event, and its sentence
    ("us", marked("Bombers and fighters fired {fired:.0f} missiles: {sunk} sunk.")),
    ("taiwan", marked("Taiwan fired {fired:.0f} coastal missiles: {sunk} sunk.")),
    ("us", marked("Fighters flew {fired:.0f} sorties: {sunk} sunk.")),
    ("taiwan", marked("Mines lay in the way: {sunk} sunk.")),
)


def arm_contributions(world: World, orders: Orders, params: Params, dice: Array) -> tuple[Contributions, ...]:
    """Ships that each arm is to sink, by what makes them so many; they add up to what `expected_kills` gives."""
    jassm, lrasm, coastal = missiles_fired(world, orders, params)
    kills, density = expected_kills(world, orders, params, dice), ease_of_finding(world)
    mean = salvo.expected_share(params) * params.kills_per_hit

    def missiles(fired: Contributions, sunk: Array) -> Contributions:
        expected = {name: count * mean for name, count in fired.items()}
        whole = sunk / np.maximum(density, 1e-9)
        return {**expected, say("fortune of the defence"): whole - total(expected), THINNED: sunk - whole}

    flown = fighter_sorties(world) * params.tactical_kills
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


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
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
    jassm, lrasm, coastal = (float(count[0]) for count in missiles_fired(before, orders, params))
    fired = (jassm + lrasm, coastal, float(fighter_sorties(before)[0]), 0.0)
    events = []
    each = tolls(before, orders, params, dice)
    for arm, (toll, parts) in enumerate(zip(each, arm_contributions(before, orders, params, dice), strict=True)):
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
            said.insert(0, _fortune(before, orders, params, dice, arm))
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


def _fortune(before: World, orders: Orders, params: Params, dice: Array, arm: int) -> Phrase:
    """What the die on the defence is, what others had brought, and what is to be expected of a missile."""

    def expected(die: float) -> float:
        thrown = dice.copy()
        thrown[:, FORTUNES + arm] = die
        return float(expected_kills(before, orders, params, thrown)[arm][0])

    return say(
        "The die is the fortune of the defence: with 10 on it {low:.1f} ships were to be expected to sink, with 90 "
        "{high:.1f}. Of 100 missiles {mean:.1f} hit on the mean, and a hit sinks {kills:.2f} ships.",
        low=expected(0.1),
        high=expected(0.9),
        mean=100 * float(salvo.expected_share(params)[0]),
        kills=float(params.kills_per_hit[0]),
    )

"""Air: the contest over the strait, and what it costs both sides."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.explain import Contributions, Event, Explanation, Throw, of_world, rounding, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import marked, say
from wargame.world import CHINA, JAPAN, TAIWAN, US, WAR_TURN_DAYS, World, replace

LAND = marked("land bases")
DICE = (
    "bases",
    3,
)  # rounding of US and Japanese losses by base; Taiwan's, China's and carriers' in the third column


class Params(Section):
    """Numbers of this rule."""

    china_sorties: Number = sourced(3.0, "sorties per turn", (0, 20), "judgement", "of one Chinese aircraft")
    taiwan_sorties: Number = sourced(2.0, "sorties per turn", (0, 20), "judgement", "of one Taiwanese aircraft")
    mainland_effect: Number = sourced(
        0.15, "share", (0, 1), "judgement", "Chinese sorties lost to strikes on airfields"
    )
    cave_days: Number = sourced(
        14.0, "days", (0, 60), "[csis-firstbattle]", "for which rockets keep the runways at Taiwan's caves shut"
    )
    loss_per_sortie: Number = sourced(
        0.012, "share per sortie", (0, 0.5), "[csis-firstbattle]", "aircraft lost when outnumbered"
    )
    us_edge: Number = sourced(
        1.0, "factor", (0.1, 10), "[csis-firstbattle]", "Chinese aircraft that a US sortie downs beside another's"
    )
    ground_fire: Number = sourced(
        0.039, "share per turn", (0, 0.5), "[calibration]", "Chinese aircraft lost to missiles from Taiwan"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Weigh sorties against sorties; the same number is equal whoever flies it [csis-firstbattle]."""
    flown = sorties_flown(world, orders, params)
    china, taiwan = flown["China"], flown["Taiwan"]
    allied = flown[LAND] + flown["carriers"] + taiwan
    chinas_share = china / np.maximum(china + allied, 1e-9)

    risk = params.loss_per_sortie * chinas_share
    present = np.maximum(world.us_aircraft + world.japan_aircraft, 1e-9)
    downed = world.sorties * risk[:, None]
    share_us = world.us_aircraft / present
    us_lost = np.minimum(np.floor(downed * share_us + dice[:, :, 0]), np.floor(world.us_aircraft))
    japan_lost = np.minimum(np.floor(downed * (1 - share_us) + dice[:, :, 1]), np.floor(world.japan_aircraft))
    carrier_lost = np.floor(world.carrier_sorties * risk + dice[:, 0, 2])
    taiwan_lost = np.minimum(np.floor(taiwan * risk + dice[:, 1, 2]), np.floor(world.taiwan_aircraft))
    china_lost = total(china_loss_contributions(world, flown, params))
    china_lost = np.minimum(np.floor(china_lost + dice[:, 2, 2]), np.floor(world.china_aircraft))

    lost = np.zeros_like(world.aircraft_lost)
    lost[:, CHINA], lost[:, TAIWAN], lost[:, JAPAN] = china_lost, taiwan_lost, japan_lost.sum(axis=1)
    lost[:, US] = us_lost.sum(axis=1) + carrier_lost
    return replace(
        world,
        us_aircraft=world.us_aircraft - us_lost,
        japan_aircraft=world.japan_aircraft - japan_lost,
        taiwan_aircraft=world.taiwan_aircraft - taiwan_lost,
        china_aircraft=world.china_aircraft - china_lost,
        china_air=chinas_share,
        aircraft_lost=world.aircraft_lost + lost,
    )


def china_loss_contributions(world: World, flown: Mapping[str, Array], params: Params) -> Contributions:
    """(worlds,) Chinese aircraft that are to be lost, by what downs them; a US sortie may down more than another's."""
    china, enemies = flown["China"], flown[LAND] + flown["carriers"] + flown["Taiwan"]
    chinas_share = china / np.maximum(china + enemies, 1e-9)
    share_us = world.us_aircraft / np.maximum(world.us_aircraft + world.japan_aircraft, 1e-9)
    american = (world.sorties * share_us).sum(axis=1) + world.carrier_sorties
    lethal = 1 + (params.us_edge - 1) * american / np.maximum(enemies, 1e-9)
    return {
        say("enemies in the air"): params.loss_per_sortie * china * (1 - chinas_share) * lethal,
        say("missiles from Taiwan"): params.ground_fire * _ground_defence(world) * world.china_aircraft,
    }


def sorties_flown(world: World, orders: Orders, params: Params) -> dict[str, Array]:
    """Sorties over the strait by who flew them, each (worlds,)."""
    bombed = params.mainland_effect * orders.value("us.mainland") * (world.us_share > 0)
    return {
        "China": world.china_aircraft * params.china_sorties * (1 - bombed),
        "Taiwan": (world.taiwan_aircraft - _trapped(world, params)) * params.taiwan_sorties,
        LAND: world.sorties.sum(axis=1),
        "carriers": world.carrier_sorties,
    }


def _trapped(world: World, params: Params) -> Array:
    """(worlds,) Taiwanese aircraft that sit in caves, safe, behind runways that are shut."""
    shut = (params.cave_days / WAR_TURN_DAYS - world.clock.turn).clip(0, 1)
    return np.minimum(world.cave_aircraft, world.taiwan_aircraft) * shut


def _ground_defence(world: World) -> Array:
    """(worlds,) share of Taiwan's army, and so of its air defence, that still stands."""
    whole = world.taiwan_battalions + world.reserve_battalions
    return whole / np.maximum(whole + world.battalions_lost[:, TAIWAN], 1e-9)


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Who holds the air, and who lost what."""
    lost = after.aircraft_lost[0] - before.aircraft_lost[0]
    sentence = say("China flew {china_air:.0%} of the sorties over the strait.", china_air=after.china_air[0])
    flown = sorties_flown(before, orders, params)
    why = Explanation(
        title="Sorties over the strait: China's up, its enemies' down",
        contributions=tuple((who, float(n[0]) * (1 if who == "China" else -1)) for who, n in flown.items()),
        score=sum(float(n[0]) * (1 if who == "China" else -1) for who, n in flown.items()),
        otherwise="A sortie counts the same whoever flies it.",
        rule="air",
        sources=("[csis-firstbattle]", "judgement"),
        unit="sorties",
    )
    events = [Event("air", None, sentence, why, weight=2)]
    parts = china_loss_contributions(before, flown, params)
    expected, die, fleet = float(total(parts)[0]), float(dice[0, 2, 2]), float(np.floor(before.china_aircraft[0]))
    why = Explanation(
        title="Chinese aircraft lost in the air",
        contributions=(*of_world(parts), ("the die, for whole aircraft", lost[CHINA] - expected)),
        score=float(lost[CHINA]),
        die=die,
        otherwise=rounding(expected, die, fleet),
        rule="air",
        sources=("[csis-firstbattle]", "[calibration]"),
        unit="aircraft",
    )
    events.append(
        Event("air", "china", say("China lost {lost:.0f} aircraft in the air.", lost=lost[CHINA]), why, weight=1.9)
    )
    return [*events, *_enemies(before, after, flown, params, dice)]


def _enemies(before: World, after: World, flown: Mapping[str, Array], params: Params, dice: Array) -> list[Event]:
    """Aircraft that China's enemies lost in the air, by whose they were."""
    lost = (after.aircraft_lost[0] - before.aircraft_lost[0])[[TAIWAN, JAPAN, US]]
    if lost.sum() == 0:
        return []
    risk = float(params.loss_per_sortie[0]) * float(after.china_air[0])
    present = np.maximum(before.us_aircraft[0] + before.japan_aircraft[0], 1e-9)
    downed = before.sorties[0] * risk
    american = float((downed * before.us_aircraft[0] / present).sum())
    japanese = float((downed * before.japan_aircraft[0] / present).sum())
    taiwanese, carriers = (float(flown[who][0]) * risk for who in ("Taiwan", "carriers"))
    expected = taiwanese + japanese + american + carriers
    us, taiwan = float(dice[0, 0, 2]), float(dice[0, 1, 2])
    why = Explanation(
        title="Aircraft that China's enemies lost in the air",
        contributions=(
            ("Taiwanese", taiwanese),
            ("Japanese", japanese),
            ("US from land", american),
            ("US from carriers", carriers),
            ("the dice, for whole aircraft", float(lost.sum()) - expected),
        ),
        score=float(lost.sum()),
        otherwise=say(
            "Of 100 sorties {risk:.2f} end so: more, the more of the sorties China flies. At each base a die makes the "
            "loss of either country whole.",
            risk=100 * risk,
        ),
        throws=(
            Throw("Taiwan's aircraft", taiwan, rounding(taiwanese, taiwan, float(np.floor(before.taiwan_aircraft[0])))),
            Throw("Aircraft of carriers", us, rounding(carriers, us, np.inf)),
        ),
        rule="air",
        sources=("[csis-firstbattle]",),
        unit="aircraft",
    )
    sentence = say(
        "China's enemies lost aircraft in the air: Taiwan {taiwan:.0f}, Japan {japan:.0f}, the United States {us:.0f}.",
        taiwan=lost[0],
        japan=lost[1],
        us=lost[2],
    )
    return [Event("air", None, sentence, why, weight=1.8)]

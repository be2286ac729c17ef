"""The air, told: who flew how many sorties over the strait, and what both sides lost there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, Throw, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.air import Params, china_loss_contributions, downed_by_base, sorties_flown
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World
from wargame.text.phrase import marked, say

BASES_TOLD = 3  # of those with a die of their own


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
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
    by_base = downed_by_base(before, np.array([risk]))
    american, japanese = (float(downed[0].sum()) for downed in by_base)
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
            "loss of either country whole; those with most to lose are told here.",
            risk=100 * risk,
        ),
        throws=(
            Throw("Taiwan's aircraft", taiwan, rounding(taiwanese, taiwan, float(np.floor(before.taiwan_aircraft[0])))),
            Throw("Aircraft of carriers", us, rounding(carriers, us, np.inf)),
            *_at_bases(before, by_base, dice),
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


def _at_bases(before: World, by_base: tuple[Array, Array], dice: Array) -> list[Throw]:
    """The dice of the bases that had most to lose."""
    words = (marked("US aircraft of {base}"), marked("Japanese aircraft of {base}"))
    fleets = (before.us_aircraft[0], before.japan_aircraft[0])
    most = sorted(
        (-float(expected), base, country)
        for country, downed in enumerate(by_base)
        for base, expected in enumerate(downed[0])
        if expected >= 0.005
    )[:BASES_TOLD]
    return [
        Throw(
            say(words[country], base=before.theatre.names[base]),
            float(dice[0, base, country]),
            rounding(-less, float(dice[0, base, country]), float(np.floor(fleets[country][base]))),
        )
        for less, base, country in most
    ]

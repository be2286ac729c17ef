"""The strike, told: which bases were hit, and which aircraft were lost there."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, Throw, counted, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.physics.aim import Salvo, salvo_at_bases
from wargame.engine.physics.parked import parked_contributions, taiwan_contributions
from wargame.engine.rules.strike import Params, defended
from wargame.engine.world import TAIWAN, World
from wargame.text.phrase import say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Which bases were hit, and what it cost."""
    events = []
    salvo = salvo_at_bases(before, orders, params)
    for column, name in enumerate(before.theatre.names):
        lost, shut = after.base_lost[0, column], 1 - after.open_share[0, column]
        if lost >= 1 or shut > 0.02:
            sentence = say(
                "{name} was struck: {lost:.0f} aircraft lost, runways open {shut:.0%} of the time.",
                name=name,
                lost=lost,
                shut=1 - shut,
            )
            why = _base(before, after, salvo, column, params, dice)
            events.append(Event("strike", "china", sentence, why, name, weight=3 + lost / 10))
    taiwan = after.aircraft_lost[0, TAIWAN] - before.aircraft_lost[0, TAIWAN]
    if taiwan >= 1:
        why = _taiwan(before, salvo, float(taiwan), params, float(dice[0, 0, 3]))
        events.append(
            Event(
                "strike", "china", say("Taiwan lost {taiwan:.0f} aircraft on the ground.", taiwan=taiwan), why, weight=4
            )
        )
    return events


def _base(before: World, after: World, salvo: Salvo, column: int, params: Params, dice: Array) -> Explanation:
    """What became of the missiles fired at one base, where the aircraft stood that it lost, and whose they were."""
    shots, leakers = (each[0] for each in defended(before, salvo.on_base, params))
    through = leakers / np.maximum(salvo.on_base[0], 1e-9)
    parts, _ = parked_contributions(before, salvo.on_ramps * through, params)
    here = [(name, float(lost[0, column])) for name, lost in parts.items()]
    expected, lost = sum(part for _, part in here), float(after.base_lost[0, column])
    american, japanese = (float(fleet[0, column]) for fleet in (before.us_aircraft, before.japan_aircraft))
    share = american / max(american + japanese, 1e-9)
    us, japan, interceptors = (float(die) for die in dice[0, column, :3])
    throws = [
        Throw(whose, die, rounding(expected * part, die, float(np.floor(there))))
        for whose, die, part, there in (
            (say("US aircraft"), us, share, american),
            (say("Japanese aircraft"), japan, 1 - share, japanese),
        )
        if there >= 1
    ]
    if shots[column] > 0:
        used = rounding(float(2 * shots[column]), interceptors, float(before.interceptors[0, column]))
        throws.append(Throw("Interceptors used", interceptors, used))
    aimed, at_runways = float(salvo.on_base[0, column]), float(salvo.on_runways[0, column])
    failed = aimed * (1 - float(params.reliability[0]))
    came = float(leakers[column])
    shut = 1 - float(after.open_share[0, column])
    return Explanation(
        title=say("Aircraft lost on the ground at {name}", name=before.theatre.names[column]),
        contributions=(*here, ("the dice, for whole aircraft", lost - expected)),
        score=lost,
        otherwise=say(
            "Of {aimed:.0f} missiles {failed:.0f} failed, {stopped:.0f} were intercepted and {came:.0f} came down: "
            "{cutting:.0f} on runways, which were shut for {shut:.0%} of the turn, and the rest on parked aircraft.",
            aimed=aimed,
            failed=failed,
            stopped=aimed - failed - came,
            came=came,
            cutting=came * at_runways / max(aimed, 1e-9),
            shut=shut,
        ),
        throws=tuple(throws),
        rule="strike",
        sources=("[csis-firstbattle]", "[stimson]", "[cmpr2024]"),
        unit="aircraft",
    )


def _taiwan(before: World, salvo: Salvo, lost: float, params: Params, die: float) -> Explanation:
    """Where the aircraft stood that Taiwan lost, and how the die rounded them."""
    fired = salvo.fired[:, 0]
    parts, _ = taiwan_contributions(before, fired * params.reliability, params)
    expected, there = float(total(parts)[0]), float(np.floor(before.taiwan_aircraft[0]))
    return Explanation(
        title="Aircraft that Taiwan lost on the ground, by where they stood",
        contributions=(*of_world(parts), ("the die, for whole aircraft", lost - expected)),
        score=lost,
        die=die,
        otherwise=together(
            [
                say(
                    "{fired} fell on Taiwan, and China had flown {share:.0%} of the sorties before.",
                    fired=counted(float(fired[0]), "missile"),
                    share=before.china_air[0],
                ),
                rounding(expected, die, there),
            ]
        ),
        rule="strike",
        unit="aircraft",
        sources=("[csis-firstbattle]", "[calibration]", "judgement"),
    )

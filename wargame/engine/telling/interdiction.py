"""Interdiction, told: what became of the ships for Taiwan, and of those who fired on each other."""

from __future__ import annotations

from typing import Any

from wargame.engine.contributions import Contributions, total
from wargame.engine.explain import CERTAIN, WHOLE, Event, Explanation, Throw, of_world, rounding
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import BOARD, STRIKES
from wargame.engine.parameters import Array
from wargame.engine.physics.passage import Week, week_at_sea
from wargame.engine.rules.interdiction import (
    ESCORTS,
    Params,
    boat_contributions,
    escorts_at_risk,
    harbour_contributions,
)
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World
from wargame.text.phrase import marked, plural, say

SUNK = (
    say("sunk alone by submarines"),
    say("sunk in convoy by submarines"),
    say("sunk by mines"),
    say("sunk by missiles and aircraft"),
)
WARSHIPS = {US: say("US warships"), JAPAN: say("Japanese warships"), TAIWAN: say("Taiwanese warships")}


def fates(world: World, week: Week) -> Contributions:
    """What became of the ships that Taiwan needs in a week."""
    return {
        "Taiwan needs": world.needed,
        "did not sail": world.sailed.sum(axis=1) - world.needed,
        "turned back": -week.turned_back,
        **{name: -sunk for name, sunk in zip(SUNK, week.sunk, strict=True)},
    }


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What was stopped and sunk, and whether anybody fired on warships."""
    events = []
    week = week_at_sea(before, orders, params, dice)
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
        marked("{ships}; {arrived:.0f} of the {needed:.0f} that Taiwan needs arrived."),
        marked("Boarders turned back {ships}; {arrived:.0f} of the {needed:.0f} that Taiwan needs arrived."),
        marked("Submarines and mines sank {ships}; {arrived:.0f} of the {needed:.0f} that Taiwan needs arrived."),
        marked(
            "Submarines, mines and missiles sank {ships}; {arrived:.0f} of the {needed:.0f} that Taiwan needs arrived."
        ),
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
        throws=_escorts(before, week, params, dice),
        rule="interdiction",
        unit="vessels" if chance is None else CERTAIN,
        chance_of="" if chance is None else "firing on each other",
        sources=("judgement",),
    )


def _escorts(before: World, week: Week, params: Params, dice: Array) -> tuple[Throw, ...]:
    """The dice on warships of each side that sailed with convoys."""
    return tuple(
        Throw(WARSHIPS[side], float(die), rounding(float(expected[0]), float(die), float(before.ships[0, side])))
        for die, (side, expected) in zip(dice[0, ESCORTS:], escorts_at_risk(before, week, params).items(), strict=True)
        if expected[0] >= 0.005
    )


def _vessels(count: float) -> str:
    if count < 1:
        return say("none")
    return say("1 vessel") if count < 2 else plural(f"{count:.0f}", "vessel")

"""Convoys: what Tokyo permits and Washington does, and how many ships sail for Taiwan in a week."""

from __future__ import annotations

import numpy as np

from wargame.explain import Contributions, Event, Explanation, of_world, total
from wargame.orders import BY_KEY, Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import Phrase, say, together
from wargame.rungs import ESCORT, INSURE, JOIN, LAWFUL, SUPPORT
from wargame.threshold import Limit, Threshold
from wargame.world import JAPAN, TAIWAN, US, World, replace

DICE = (0,)


class Params(Section):
    """Numbers of this rule."""

    needed: Number = sourced(
        40, "ships per week", (1, 500), "judgement", "that Taiwan needs: import tonnage over a ship's load"
    )
    willing_rest: Number = sourced(
        0.25, "share", (0, 1), "judgement", "of merchants that go on sailing alone into a blockade"
    )
    willing_insured: Number = sourced(0.30, "share", (0, 1), "judgement", "more of them, once Washington insures them")
    willing_sunk: Number = sourced(
        1.5, "share per share", (0, 10), "judgement", "that stay away for each share of those that sailed and sank"
    )
    willing_speed: Number = sourced(0.6, "share per week", (0, 1), "judgement", "of the way that willingness goes")
    us_station: Number = sourced(
        0.20, "share", (0, 1), "judgement", "of US warships in the theatre at sea with convoys, from US ports alone"
    )
    us_station_japan: Number = sourced(
        0.35, "share", (0, 1), "judgement", "the same with Yokosuka and Sasebo to repair and load in"
    )
    japan_station: Number = sourced(0.25, "share", (0, 1), "judgement", "of Japan's warships with convoys, if it joins")
    taiwan_station: Number = sourced(0.40, "share", (0, 1), "judgement", "of Taiwan's warships, if they escort")
    load_far: Number = sourced(
        0.6, "ships per escort and week", (0, 10), "judgement", "that a warship brings, loaded in Guam or Australia"
    )
    load_near: Number = sourced(
        1.5, "ships per escort and week", (0, 10), "judgement", "the same from Japanese ports, days away"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Send merchants alone or in convoy.

    What Tokyo permits is bounded by the law, as in war. Ships beyond what warships can bring sail alone, if
    their owners dare.
    """
    access = np.minimum(orders.choice("japan.convoys"), LAWFUL[world.law]).astype(np.int8)
    escort = orders.value("us.convoys")
    sank = world.merchants_sunk - world.merchants_sunk_before
    lost = (sank / np.maximum(world.sailed.sum(axis=1), 1)).clip(0, 1)
    target = params.willing_rest + params.willing_insured * (escort >= INSURE) - params.willing_sunk * lost
    willing = (world.willing + params.willing_speed * (target - world.willing)).clip(0, 1)
    by_side = escorts(world, orders, access, params)
    warships = total(by_side)
    load = _load(access, params)
    in_convoy = np.minimum(np.floor(warships * load), np.rint(params.needed))
    alone = np.floor((np.rint(params.needed) - in_convoy) * willing)
    return replace(
        world,
        access=access,
        escort=escort,
        willing=willing,
        escorting=np.stack(
            [np.zeros(world.worlds), *(by_side[name] for name in ("Taiwan", "Japan", "United States"))],
            axis=1,
        ),
        sailed=np.stack([alone, in_convoy], axis=1),
        needed=np.broadcast_to(np.rint(params.needed), alone.shape).copy(),
        merchants_sunk_before=world.merchants_sunk,
    )


def _load(access: Array, params: Params) -> Array:
    """(worlds,) ships that one warship brings in a week."""
    return np.where(access >= SUPPORT, params.load_near, params.load_far)


def escorts(world: World, orders: Orders, access: Array, params: Params) -> Contributions:
    """Warships at sea with convoys, by side."""
    near = np.where(access >= SUPPORT, params.us_station_japan, params.us_station)
    return {
        "United States": world.ships[:, US] * near * (orders.value("us.convoys") >= ESCORT),
        "Japan": world.ships[:, JAPAN] * params.japan_station * (access == JOIN),
        "Taiwan": world.ships[:, TAIWAN] * params.taiwan_station * orders.value("taiwan.navy"),
    }


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """Who helps, and how many ships set out."""
    events = []
    now, was = int(after.access[0]), int(before.access[0])
    first = before.clock.turn == 0
    if first or now != was:
        sentence = (
            say("Tokyo closes its ports to ships for Taiwan."),
            say("Tokyo lets ships for Taiwan load and repair in its ports."),
            say("Tokyo lets US warships and aircraft cover the convoys from its bases."),
            say("Japan's own warships sail with the convoys."),
        )[now]
        if int(orders.choice("japan.convoys")[0]) == JOIN and now < JOIN:
            sentence = together([sentence, say("It would escort them, but the law does not allow it yet.")])
        events.append(Event("convoys", "japan", sentence, _permitted(now, orders), weight=9))
    help_now, help_before = int(after.escort[0]), int(before.escort[0])
    if first or help_now != help_before:
        sentence = (
            say("Washington stays out of the blockade."),
            say("Washington insures and loads ships for Taiwan."),
            say("US warships escort ships to Taiwan."),
            say("US warships escort ships to Taiwan and attack whoever stops them."),
        )[help_now]
        events.append(Event("convoys", "us", sentence, _sent(orders), weight=9))
    alone, in_convoy = after.sailed[0]
    parts = escorts(before, orders, after.access, params)
    why = Explanation(
        title="Warships with the convoys",
        contributions=of_world(parts), score=float(total(parts)[0]), rule="convoys", unit="warships",
        sources=("judgement",),
        otherwise=say(
            "No die. Each brings {load:.1f} ships, in whole ships; "
            "of the other merchants {willing:.0%} dare to sail alone.",
            load=_load(after.access, params)[0],
            willing=after.willing[0],
        ),
    )  # fmt: skip
    sentence = say(
        "{in_convoy:.0f} ships sailed for Taiwan in convoy and {alone:.0f} alone; it needs {needed:.0f} a week.",
        in_convoy=in_convoy,
        alone=alone,
        needed=after.needed[0],
    )
    return [*events, Event("convoys", "taiwan", sentence, why, weight=5)]


def _permitted(now: int, orders: Orders) -> Explanation:
    """What Tokyo ordered, and what of it the law leaves."""
    wanted = int(orders.choice("japan.convoys")[0])
    labels = [choice.label for choice in BY_KEY["japan.convoys"].choices]
    return Explanation(
        title=say("The rung of help: {labels}", labels=_ladder(labels)),
        contributions=(("what Tokyo ordered", wanted), ("what the law does not allow", now - wanted)),
        score=now,
        otherwise=say("No die. The law allows no more than “{now}”.", now=labels[now])
        if now < wanted
        else "No die here. Tokyo's own decision tells what moved it, and its die.",
        rule="convoys",
        unit="rungs",
        sources=("judgement",),
    )


def _sent(orders: Orders) -> Explanation:
    """What Washington ordered."""
    rung = float(orders.value("us.convoys")[0])
    if rung == 0:
        helps = Limit("an order to help the convoys", orders.value("us.convoys") > 0)
        names = (say("stay out"), say("help"))
        return Threshold((((helps,), 1), ((), 0))).explanation(
            say("Does Washington help the convoys?"),
            "convoys",
            lambda choice: names[choice],
            after=say("Washington's own decision tells what moved it, and its die."),
        )
    return Explanation(
        title=say(
            "The rung of help: {ladder}", ladder=_ladder([choice.label for choice in BY_KEY["us.convoys"].choices])
        ),
        contributions=(("what Washington ordered", rung),),
        score=rung,
        otherwise="No die here. Washington's own decision tells what moved it, and its die.",
        rule="convoys",
        unit="rungs",
        sources=("judgement",),
    )


def _ladder(labels: list[str]) -> str:
    rungs = (Phrase(label[:1].lower() + label[1:], label) for label in labels)
    return together((say("{rung} {label}", rung=rung, label=label) for rung, label in enumerate(rungs)), ", ")

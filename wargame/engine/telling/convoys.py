"""Convoys, told: who helps ships to Taiwan, and how many set out."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import Event, Explanation, of_world
from wargame.engine.orders import BY_KEY, Orders
from wargame.engine.orders.ladders import JOIN
from wargame.engine.parameters import Array
from wargame.engine.rules.convoys import Params, escorts, load_of_warship
from wargame.engine.threshold import Limit, Threshold
from wargame.engine.world import World
from wargame.text.phrase import Phrase, say, together


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
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
            load=load_of_warship(after.access, params)[0],
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

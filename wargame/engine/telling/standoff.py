"""The standoff, told: how Beijing's will moved, and by whose order a blockade ended."""

from __future__ import annotations

from wargame.engine.contributions import total
from wargame.engine.explain import POINTS, Event, Explanation, in_points
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.standoff import GOES_ON, INVADED, Params, china_contributions, end
from wargame.engine.world import CHINA, ENDINGS, WAR, World
from wargame.text.phrase import say


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """How Beijing's will moved, and how it ended."""
    parts = china_contributions(before, params)
    why = Explanation(
        title="What this week did to Beijing's will",
        contributions=in_points(parts), score=100 * float(total(parts)[0]), rule="standoff",
        otherwise=say(
            "No die. It was {was:.1f}; in a week in which no ship got through and no vessel was lost it would be "
            "{other:.1f}.",
            was=100 * before.will[0, CHINA],
            other=100 * _quiet_week(before, params),
        ),
        unit=POINTS, sources=("judgement",),
    )  # fmt: skip
    words = say("Beijing's will to go on stands at {will:.0f} of 100.", will=after.will[0, CHINA] * 100)
    events = [Event("standoff", "china", words, why, weight=2, secret=True)]
    if after.offered[0] and after.ending[0] < 0:
        events.append(
            Event(
                "standoff", "china", "Beijing offers terms, which stand for a week.", _ended(before, orders), weight=8
            )
        )
    if after.stage[0] == WAR:
        sentence = say("Beijing orders the invasion of Taiwan.")
        events.append(Event("standoff", "china", sentence, _ended(before, orders), weight=20))
    elif after.ending[0] >= 0:
        sentence = {
            "concession": say("Taipei accepts Beijing's terms."),
            "settled": say("Beijing and Taipei settle: ships sail again, and Taiwan gives up something."),
            "lifted": say("Beijing lifts the blockade."),
            "standoff": say("The blockade goes on, and neither side gives way."),
        }[ENDINGS[int(after.ending[0])]]
        events.append(Event("standoff", None, sentence, _ended(before, orders), weight=20))
    return events


def _quiet_week(before: World, params: Params) -> float:
    """Beijing's will after a week in which nothing stood in its way."""
    parts = {name: float(part[0]) for name, part in china_contributions(before, params).items()}
    moved = sum(parts.values()) - parts["ships get through"] - parts["vessels lost"]
    return min(max(float(before.will[0, CHINA]) + moved, 0.0), 1.0)


def _ended(before: World, orders: Orders) -> Explanation:
    """By whose order a blockade ended, or that its time was up."""
    words = {
        "concession": say("a concession"),
        "settled": say("a settlement"),
        "lifted": say("an end to it"),
        "standoff": say("a standoff"),
    }
    names = {
        INVADED: say("war"),
        GOES_ON: say("another week"),
        **{ENDINGS.index(name): said for name, said in words.items()},
    }
    return end(before, orders).explanation(
        say("How does the blockade end?"),
        "standoff",
        lambda choice: names[choice],
        after=say("The decisions of Beijing and Taipei tell what moved them, and their dice."),
    )

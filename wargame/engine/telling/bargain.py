"""Bargains, told: offered, accepted, declined, kept or broken, and by how much."""

from __future__ import annotations

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules.bargain import NONE, PLEDGE, Params, allowed_tariff, broken, delivered, goes_back
from wargame.engine.world import RETURNS, World
from wargame.text.phrase import say, together

STEPS_CLIMBED = say("steps")
GIVEN = (
    say("Tokyo spends what the bargain asks."),
    say("Tokyo plans and trains with US forces, as the bargain asks."),
    say("Japan invests in the United States, as the bargain asks."),
)
WITHHELD = (
    say("Tokyo spends less than the bargain asks."),
    say("Tokyo holds back from the joint planning that the bargain asks."),
    say("Tokyo holds back the investment that the bargain asks."),
)
MOVES = (
    say("What it moves by itself is officials' trust."),
    say("What it moves by itself is affinity, and how long consultation takes in war."),
    say("What it moves by itself is public trust, and growth."),
)
STEPS = say("The bargain in force: 0 none, 1 for spending, 2 for spending and a pledge")


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What became of the bargain."""
    was, now, offered = int(before.bargain[0]), int(after.bargain[0]), int(orders.choice("us.bargain")[0])
    us_breaks, japan_breaks = (bool(breaks[0]) for breaks in broken(before, orders, params))
    if us_breaks:
        why = _why(
            say("Tariff above what the bargain allows, in points"),
            (say("the tariff ordered"), 100 * float(orders.value("us.tariff")[0])),
            (say("the highest that keeps it"), -100 * float(allowed_tariff(orders, params)[0])),
            otherwise=say("Trust in Tokyo pays for it until the grievance fades."),
            unit=say("points"),
        )
        return [
            Event("bargain", "us", "Washington broke its bargain with Tokyo: the tariff rose again.", why, weight=5)
        ]
    if japan_breaks:
        why = _unkept(before, orders, params)
        return [Event("bargain", "japan", "Tokyo did not do what the bargain asked of it.", why, weight=5)]
    if was > NONE:
        return _returns(before, orders, params)
    if now > was:
        price = say("spending and a pledge") if now == PLEDGE else say("defence spending")
        why = _why(
            STEPS,
            (say("in force before"), was),
            (say("offered and accepted"), now - was),
            otherwise=say("It binds from the next turn."),
        )
        return [Event("bargain", "japan", say("Tokyo accepted tariff relief for {price}.", price=price), why, weight=5)]
    if offered > NONE and now == NONE:
        why = _why(
            STEPS,
            ("offered", offered),
            ("declined", -offered),
            otherwise=say("Tokyo's own decision tells what moved it."),
        )
        return [Event("bargain", "japan", "Washington offered a bargain; Tokyo declined.", why, weight=4)]
    return []


def _returns(before: World, orders: Orders, params: Params) -> list[Event]:
    """Which returns of a bargain in force began to be delivered this turn, and which ceased to be."""
    events = []
    asked = (float(params.promised_spending[0]) * 100, 1.0, 1.0)
    ordered = (
        100 * float(orders.value("japan.spending")[0]),
        float(orders.value("japan.collaboration")[0]),
        float(orders.value("japan.ties")[0]),
    )
    relief = say(
        "No die. Washington keeps its side with a tariff of {tariff:.1f}% or less; each return delivered lowers that "
        "by {step:.1f}.",
        tariff=100 * allowed_tariff(orders, params)[0],
        step=100 * params.relief_step[0],
    )
    for at, given in enumerate(delivered(orders, params)[0]):
        if (before.returns[0, at] == 1) if given else (before.returns[0, at] == -1):
            continue  # nothing new
        why = _why(
            say("Beyond what the bargain asks, or short of it"),
            (say("what was ordered"), ordered[at]),
            (say("what the bargain asks"), -asked[at]),
            otherwise=together([relief, MOVES[at]]),
            unit=say("points of GDP") if RETURNS[at] == "spending" else STEPS_CLIMBED,
        )
        sentence = (GIVEN if given else WITHHELD)[at]
        events.append(Event("bargain", "japan", sentence, why, weight=2 if given else 4))
    return events


def _unkept(before: World, orders: Orders, params: Params) -> Explanation:
    """What Tokyo owed under the bargain and did not do."""
    if goes_back(before, orders)[0]:
        return _why(
            STEPS,
            (say("a pledge was owed"), PLEDGE),
            (say("Tokyo said it would refuse"), -PLEDGE),
            otherwise=say("No die. Any other word on the bases would have kept it."),
        )
    spends, owed = (100 * float(value[0]) for value in (orders.value("japan.spending"), params.promised_spending))
    return _why(
        say("Defence spending short of what the bargain asks, in points of GDP"),
        (say("spending that keeps it"), owed),
        (say("spending ordered"), -spends),
        otherwise=say("No die. Spending, joint work or ties: any one of the three would have kept it."),
        unit=say("points of GDP"),
    )


def _why(title: str, *parts: tuple[str, float], otherwise: str = "", unit: str = STEPS_CLIMBED) -> Explanation:
    score = sum(value for _, value in parts)
    return Explanation(title, parts, score, otherwise=otherwise, rule="bargain", sources=("judgement",), unit=unit)

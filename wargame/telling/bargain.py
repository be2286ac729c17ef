"""Bargains, told: offered, accepted, declined, kept or broken, and by how much."""

from __future__ import annotations

from wargame.explain import Event, Explanation
from wargame.orders import Orders
from wargame.parameters import Array
from wargame.phrase import say
from wargame.rules.bargain import NONE, PLEDGE, Params, broken
from wargame.world import World

STEPS_CLIMBED = say("steps")
STEPS = say("The bargain in force: 0 none, 1 for spending, 2 for spending and a pledge")


def tell(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What became of the bargain."""
    was, now, offered = int(before.bargain[0]), int(after.bargain[0]), int(orders.choice("us.bargain")[0])
    us_breaks, japan_breaks = (bool(breaks[0]) for breaks in broken(before, orders, params))
    if us_breaks:
        why = _why(
            say("Tariff above what the bargain allows, in points"),
            (say("the tariff ordered"), 100 * float(orders.value("us.tariff")[0])),
            (say("the highest that keeps it"), -100 * float(params.relief_tariff[0])),
            otherwise=say("Trust in Tokyo pays for it until the grievance fades."),
            unit=say("points"),
        )
        return [
            Event("bargain", "us", "Washington broke its bargain with Tokyo: the tariff rose again.", why, weight=5)
        ]
    if japan_breaks:
        why = _unkept(orders, params)
        return [Event("bargain", "japan", "Tokyo did not do what the bargain asked of it.", why, weight=5)]
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


def _unkept(orders: Orders, params: Params) -> Explanation:
    """What Tokyo owed under the bargain and did not do."""
    spends, owed = (100 * float(value[0]) for value in (orders.value("japan.spending"), params.promised_spending))
    if spends < owed:
        return _why(
            say("Defence spending short of what the bargain asks, in points of GDP"),
            (say("spending that keeps it"), owed),
            (say("spending ordered"), -spends),
            unit=say("points of GDP"),
        )
    return _why(STEPS, (say("a pledge was owed"), PLEDGE), (say("Tokyo said it would refuse"), -PLEDGE))


def _why(title: str, *parts: tuple[str, float], otherwise: str = "", unit: str = STEPS_CLIMBED) -> Explanation:
    score = sum(value for _, value in parts)
    return Explanation(title, parts, score, otherwise=otherwise, rule="bargain", sources=("judgement",), unit=unit)

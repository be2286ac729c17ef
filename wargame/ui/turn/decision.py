"""The question of a turn and its answers, the other levers, and the button that commits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.marks import access_glyph, side_glyph, turn_name
from wargame.engine.orders import BY_KEY, of
from wargame.engine.orders.ladders import ACCESS_ORDERS
from wargame.game.staff import WORLDS, outlook
from wargame.text.html import Template, rich, text
from wargame.text.language import tr
from wargame.text.phrase import lowered, say, together
from wargame.ui.turn.events import reason

if TYPE_CHECKING:
    from wargame.engine.orders import Choice, Order
    from wargame.game.situation import Decision, Situation


def access_meant(orders: Mapping[str, str]) -> str | None:
    """The access that the chosen orders of Japan mean, for the preview on the map."""
    return next((access_of(key, orders[key]) for key in ACCESS_ORDERS if key in orders), None)


def access_of(key: str, choice: str) -> str | None:
    """The access that a choice of an order means, where it means any."""
    order = BY_KEY[key]
    known = key in ACCESS_ORDERS and choice in order.names
    return ACCESS_ORDERS[key][order.index(choice)] if known else None


def asked(situation: Situation) -> list[Decision]:
    """The decisions of a turn that are asked as cards; the others are folded away.

    What the scenario fixes is no question: where it fixes all that a turn usually asks, the first lever that is free
    is asked instead.
    """
    usual = [d for d in situation.decisions if not d.order.lever]
    free = [d for d in usual if not d.fixed]
    levers = [d for d in situation.decisions if d.order.lever and not d.fixed]
    return free or levers[:1] or usual or list(situation.decisions[:1])


def main_decision(situation: Situation) -> Decision | None:
    """The decision of a turn, if this seat has one."""
    return next(iter(asked(situation)), None)


def decision(situation: Situation, orders: Mapping[str, str], watched: str = "") -> Markup:
    """The main question with its cards; for a watcher, what is watched."""
    if not situation.decisions:
        return _DRAWN.watching(watched or say("You are watching"))
    questions = asked(situation)
    words = outlook(situation.stage, questions[0].order.side).words
    counts = rich("At the right, in how many of {worlds} worlds: {words}", worlds=WORLDS, words=text(words))
    return _DRAWN.decision(turn_name(situation), questions, orders, counts)


def levers(situation: Situation, orders: Mapping[str, str]) -> Markup:
    """The optional decisions, folded away."""
    main = asked(situation)
    optional = [d for d in situation.decisions if d not in main]
    return _DRAWN.levers(optional, orders, turn_name(situation)) if optional else Markup()


def rivals(situation: Situation, seat: str) -> Markup:
    """What the other side may still do this turn, before this seat commits."""
    sides = ("china",) if seat != "china" else ("us", "japan", "taiwan")
    orders = [order for side in sides for order in of(side, situation.stage)]
    short = [choice.label for order in orders if not order.lever for choice in order.choices]
    who = tr("Beijing") if seat != "china" else tr("the others")
    return _DRAWN.rivals(who, orders, together(short[:4], ", "))


def footer(
    situation: Situation,
    seat: str | None,
    error: str = "",
    attempt: int = 0,
    asks: Markup | None = None,
    again: bool = False,
) -> Markup:
    """The bar below the decision: the person's forecast or what went wrong, and the one filled button."""
    played = lowered(situation.date) if situation.stage == "blockade" else situation.period
    busy = tr("Playing {played}", played=tr(played)) if played else tr("Playing")
    note = (
        tr("The other governments decide at the same time. Orders are saved first.")
        if seat
        else tr("Nothing to decide: you are watching.")
    )
    button = tr("Try again") if again else tr("End turn") if seat else tr("Next turn")
    return _DRAWN.footer(turn_name(situation), attempt, error, asks, note, busy, button)


def pick_id(key: str, choice: str) -> str:
    """The id of a card's radio button, for what picks the card from elsewhere on the page."""
    return f"pick-{key.replace('.', '-')}-{choice}"


def access_mark(key: str, choice: str) -> Markup:
    """The mark of the access that a choice means, where it means any."""
    meant = access_of(key, choice)
    return access_glyph(meant) if meant else Markup()


def tag(shown: Decision, choice: Choice) -> Markup:
    """Says of a choice that the staff advises it, or that the scenario fixes it."""
    return _DRAWN.tag(shown, choice)


def _chosen_of(shown: Decision, orders: Mapping[str, str]) -> str:
    return orders.get(shown.order.key, shown.recommended)


def _choices_of(order: Order) -> str:
    return together((choice.label for choice in order.choices), ", ")


def _label_of(order: Order, choice: str) -> str:
    return next((c.label for c in order.choices if c.name == choice), choice)


def _meanings(choice: Choice) -> list[tuple[str, str]]:
    """What a choice costs, brings and risks, where the order says so, with headings."""
    rows = ((tr("Costs"), choice.costs), (tr("For"), choice.gains), (tr("Risk"), choice.risk))
    return [(name, words) for name, words in rows if words]


_DRAWN = Template(
    "ui/turn/decision.html",
    access_mark=access_mark,
    choices_of=_choices_of,
    chosen_of=_chosen_of,
    label_of=_label_of,
    meanings=_meanings,
    pick_id=pick_id,
    reason=reason,
    side_glyph=side_glyph,
)

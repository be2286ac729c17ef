"""The question of a turn and its answers, the other levers, and the button that commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.charts.marks import access_glyph, attribute, side_glyph, text, turn_name
from wargame.engine.orders import BY_KEY, of
from wargame.engine.orders.ladders import ACCESS_ORDERS
from wargame.game.staff import WORLDS, outlook
from wargame.text.language import tr
from wargame.text.phrase import lowered, say, together
from wargame.ui.turn.events import reason

if TYPE_CHECKING:
    from wargame.engine.orders import Choice
    from wargame.game.situation import Decision, Situation

ADVICE, FIXED = say("Staff advice"), say("Fixed by the scenario")


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


def decision(situation: Situation, orders: Mapping[str, str], watched: str = "") -> str:
    """The main question with its cards; for a watcher, what is watched."""
    main = asked(situation)
    if not situation.decisions:
        return (
            f"<section class='ask'><p class='kicker'>{text(watched or tr('You are watching'))}</p>"
            "<h1 class='question'>"
            + tr("Four governments decide at the same time. See what each did, and why.")
            + "</h1></section>"
        )
    # The turn makes this HTML differ from the last, so that the browser forgets what was chosen there.
    parts = [f"<div class='asked' data-asked='{turn_name(situation)}'></div>"]
    for i, shown in enumerate(main):
        over = tr("Decision of this turn") if i == 0 else tr("And")
        parts.append(_question(shown, orders, over, situation.stage, counted=i == 0))
    return "".join(parts)


def levers(situation: Situation, orders: Mapping[str, str]) -> str:
    """The optional decisions, folded away."""
    main = asked(situation)
    optional = [d for d in situation.decisions if d not in main]
    return _levers(optional, orders, f"{situation.stage}{situation.turn}") if optional else ""


def rivals(situation: Situation, seat: str) -> str:
    """What the other side may still do this turn, before this seat commits."""
    sides = ("china",) if seat != "china" else ("us", "japan", "taiwan")
    rows, short = [], []
    for side in sides:
        for order in of(side, situation.stage):
            choices = together((choice.label for choice in order.choices), ", ")
            rows.append(f"<li>{side_glyph(side, 12)} <b>{text(order.label)}</b>{tr(': ')}{text(choices)}</li>")
            if not order.lever:
                short += [choice.label for choice in order.choices]
    who = {"china": tr("Beijing")}.get(sides[0], tr("the others"))
    return (
        "<section class='levers'><details class='fold'><summary><span>"
        f"{tr('What {who} can do this turn', who=who)}</span><span class='now'>"
        f"{text(together(short[:4], ', '))}</span></summary><ul class='rivals small'>"
        f"{''.join(rows)}</ul></details></section>"
    )


def footer(
    situation: Situation, seat: str | None, error: str = "", attempt: int = 0, asks: str = "", again: bool = False
) -> str:
    """The bar below the decision: the person's forecast or what went wrong, and the one filled button."""
    played = lowered(situation.date) if situation.stage == "blockade" else situation.period
    busy = tr("Playing {played}", played=tr(played)) if played else tr("Playing")
    word = tr("End turn") if seat else tr("Next turn")
    note = (
        tr("The other governments decide at the same time. Orders are saved first.")
        if seat
        else tr("Nothing to decide: you are watching.")
    )
    says = asks or f"<p class='small quiet'>{note}</p>"
    if error:
        says = f"<p class='small refusal' role='alert'>{text(error)}</p>"
    # The attempt is in the HTML so that a button that waits is drawn anew after every try.
    return (
        f"<div class='foot' data-attempt='{attempt}' data-meant='{turn_name(situation)}'>{says}"
        f"<button type='button' class='main' data-act='end-turn' data-busy='{text(busy)}'>"
        f"{tr('Try again') if again else word}</button></div>"
    )


def _question(shown: Decision, orders: Mapping[str, str], over: str, stage: str, counted: bool) -> str:
    order = shown.order
    chosen = orders.get(order.key, shown.recommended)
    tag = FIXED if shown.fixed else ADVICE
    cards = "".join(
        _card(order.key, c, c.name == chosen, tag if c.name == shown.recommended else "") for c in order.choices
    )
    why = ""
    if shown.reasons:
        why = (
            f"<details class='fold why-advice'><summary><span>{tr('Why the staff advises this')}</span>"
            f"<span class='now'>{text(_label(order.choices, shown.recommended))}</span></summary>"
            f"{reason(shown.reasons)}</details>"
        )
    says = ""
    if counted:
        words = text(outlook(stage, order.side).words)
        says = tr("At the right, in how many of {worlds} worlds: {words}", worlds=WORLDS, words=words)
        says = f"<p class='label phone-only counts-say'>{says}</p>"
    return (
        f"<section class='ask'><p class='kicker'>{over}</p><h1 class='question' id='q-{text(order.key)}'>"
        f"{text(order.question)}</h1>{says}"
        f"<div class='cards' role='radiogroup' aria-labelledby='q-{text(order.key)}'>{cards}</div>"
        f"{why}</section>"
    )


def pick_id(key: str, choice: str) -> str:
    """The id of a card's radio button, for what picks the card from elsewhere on the page."""
    return f"pick-{key.replace('.', '-')}-{choice}"


def _card(key: str, choice: Choice, chosen: bool, says: str) -> str:
    meant = access_of(key, choice.name)
    mark = access_glyph(meant) if meant else ""
    tag = f"<span class='tag'>{text(says)}</span>" if says else ""
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{text(words)}</dd></div>"
        for name, words in ((tr("Costs"), choice.costs), (tr("For"), choice.gains), (tr("Risk"), choice.risk))
        if words
    )
    return (
        f"<label class='card'><input type='radio' name='{attribute(key)}' id='{attribute(pick_id(key, choice.name))}' "
        f"value='{attribute(key)}={attribute(choice.name)}' data-act='choose' "
        f"{'checked' if chosen else ''}><span class='choice-name'>{mark}<span>{text(choice.label)}</span>"
        f"{tag}<span class='card-count' data-of='{attribute(pick_id(key, choice.name))}'></span></span>"
        f"<dl>{rows}</dl></label>"
    )


def _levers(optional: Sequence[Decision], orders: Mapping[str, str], turn: str) -> str:
    folds = []
    for shown in optional:
        order = shown.order
        chosen = orders.get(order.key, shown.recommended)
        choices = "".join(
            f"<label class='lever'><input type='radio' name='{attribute(order.key)}' "
            f"value='{attribute(order.key)}={attribute(c.name)}' "
            f"data-act='choose' data-says='{attribute(order.key)}' data-label='{text(c.label)}' "
            f"{'checked' if c.name == chosen else ''}>"
            f"<span><b>{text(c.label)}</b>"
            f"{_lever_tag(shown, c)}"
            f"<span class='small quiet'>{_meaning(c)}</span></span></label>"
            for c in order.choices
        )
        changed = chosen != shown.recommended
        folds.append(
            f"<details class='fold'{' open' if changed else ''}><summary><span>{text(order.label)}</span>"
            f"<span class='now{' changed' if changed else ''}' data-now='{attribute(order.key)}'>"
            f"{text(_label(order.choices, chosen))}</span></summary>"
            f"<fieldset><legend class='small'>{text(order.question)}</legend>{choices}</fieldset></details>"
        )
    # Named by its turn, so that a turn with the same advice is drawn anew, and no mark of the last one stays set.
    return (
        f"<section class='levers' data-of='{turn}'><p class='kicker'>{tr('Other levers')} <span class='faint'>"
        f"{tr('set as the staff advises unless you change them')}</span></p>{''.join(folds)}</section>"
    )


def _lever_tag(shown: Decision, choice: Choice) -> str:
    if choice.name != shown.recommended:
        return ""
    return f" <span class='tag'>{text(FIXED if shown.fixed else ADVICE)}</span>"


def _meaning(choice: Choice) -> str:
    parts = [(tr("Costs"), choice.costs), (tr("For"), choice.gains), (tr("Risk"), choice.risk)]
    return tr(". ").join(f"{name}{tr(': ')}{text(words)}" for name, words in parts if words)


def _label(choices: Sequence[Choice], name: str) -> str:
    return next((c.label for c in choices if c.name == name), name)

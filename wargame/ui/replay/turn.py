"""A turn that has been played: what was ordered then, and the buttons that step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wargame.game.forecasts import BY_KEY
from wargame.text.html import text
from wargame.text.language import tr
from wargame.text.phrase import marked, say
from wargame.ui.turn import decision

if TYPE_CHECKING:
    from wargame.game.play import Situation
    from wargame.game.situation import Decision

BACK = (("first", "Home", say("First turn"), "|◂"), ("back", marked("ArrowLeft"), say("Turn before"), say("◂ Back")))
ON = (("on", marked("ArrowRight"), say("Next turn"), say("Next ▸")), ("last", "End", say("Last turn"), "▸|"))


def where(now: Situation, at: int, last: int) -> str:
    """Which turn is shown, for the bar."""
    when = tr("The end") if now.stage == "over" else now.date
    return f"<span data-replayed='{at}'>{tr('Replay: {when}', when=text(when))}</span>"


def ordered(now: Situation, given: Mapping[str, str], said: Mapping[str, float], mine: bool = True) -> str:
    """The decision of a turn as it was made; nothing in it can be changed."""
    if now.outcome is not None:
        details = "".join(f"<p class='small quiet'>{text(line)}</p>" for line in now.outcome.details)
        return (
            f"<section class='ask'><p class='kicker'>{text(now.outcome.label)}</p><h1 class='question'>"
            f"{text(now.outcome.sentence)}</h1>{details}</section>"
        )
    if not given and now.decisions:
        waits = tr("This turn waits for your decision.") if mine else tr("This turn waits to be played.")
        return (
            f"<section class='ask'><p class='kicker'>{tr('Not played yet')}</p><h1 class='question'>"
            f"{waits}</h1></section>"
        )
    words = marked("<b>You said {share:.0f}%</b>: {words}") if mine else marked("<b>Said {share:.0f}%</b>: {words}")
    forecasts = "".join(
        "<p class='small'>" + tr(words, share=100 * share, words=text(BY_KEY[key].words)) + "</p>"
        for key, share in said.items()
        if key in BY_KEY
    )
    cards = decision.decision(now, given)
    main = decision.asked(now)
    others = "".join(
        f"<div><dt>{text(d.order.label)}</dt><dd>{text(_label(d, given[d.order.key]))}{_advice(d, given)}</dd></div>"
        for d in now.decisions
        if d not in main and d.order.key in given
    )
    levers = f"<p class='kicker'>{tr('Other orders')}</p><dl class='orders'>{others}</dl>" if others else ""
    return (
        f"<fieldset class='as-ordered' disabled aria-label='{tr('What was ordered')}'>{cards}</fieldset>"
        f"{levers}{forecasts}"
    )


def _label(shown: Decision, name: str) -> str:
    return next((choice.label for choice in shown.order.choices if choice.name == name), name)


def _advice(shown: Decision, given: Mapping[str, str]) -> str:
    if given[shown.order.key] == shown.recommended:
        return ""
    return f" <span class='faint'>{tr('(staff: {shown})', shown=text(_label(shown, shown.recommended)))}</span>"


def footer(
    at: int, last: int, over: bool, leads: str = "", copies: bool = False, problem: str = "", attempt: int = 0
) -> str:
    """The bar below: first, back, which turn, on, last; the way back; and the way into a copy from this turn."""
    turns = last if over else last + 1
    said = tr("The end, replay") if over and at == last else tr("Turn {at} of {turns}, replay", at=at + 1, turns=turns)
    before, after = (
        "".join(
            f"<button type='button' class='plain' id='replay-{value}' data-act='go-to' data-value='{value}' "
            f"data-key='{key}' title='{tr(key)}' aria-label='{tr(name)}' "
            f"aria-disabled='{'true' if end else 'false'}'>{tr(mark)}</button>"
            for value, key, name, mark in part
        )
        for part, end in ((BACK, at == 0), (ON, at == last))
    )
    back = leads or (tr("To the debrief") if over else tr("Back to the game"))
    wrong = f"<p class='small refusal' role='alert'>{text(problem)}</p>" if problem else ""
    copy = (
        f"<button type='button' class='plain' id='replay-copy' data-act='copy' data-busy='{tr('Copying')}' "
        f"title='{tr('A new game of yours with the same dice and the orders before this turn.')}'>"
        f"{tr('Play on from this turn')}</button>"
        if copies
        else ""
    )
    return (
        f"<div class='foot replay-foot' data-attempt='{attempt}'>{wrong}"
        f"<div class='steps' role='group' aria-label='{tr('Step through the game')}'>{before}"
        f"<span role='status'>{said}</span>{after}</div><span class='ways'>{copy}"
        f"<button type='button' class='link' data-act='back'>{back}</button></span></div>"
    )

"""Whose game it is: what a watcher is told, the code for another device, and where a copy comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wargame.engine.sides import SIDE_NAMES
from wargame.game.store.games import OWNER
from wargame.text.html import attribute, text
from wargame.text.language import tr
from wargame.ui.turn import decision

if TYPE_CHECKING:
    from wargame.game.play import Situation
    from wargame.ui.shared.session import Opened

LONGEST = 40  # letters of a code that are taken


@dataclass(frozen=True)
class Code:
    """A code that was asked for: itself, until when it holds, and what went wrong."""

    code: str = ""
    until: datetime | None = None
    problem: str = ""
    tries: int = 0

    @property
    def asked(self) -> bool:
        """Whether anybody has asked for it."""
        return self.tries > 0


def watching(seat: str | None) -> str:
    """What a page of somebody else's game is, and who can play it."""
    said = (
        tr("You are watching somebody else’s game, as {side} sees it.", side=tr(SIDE_NAMES[seat]))
        if seat
        else tr("You are watching somebody else’s game.")
    )
    return (
        f"<div class='notice watching' role='note'><p><b>{said}</b> {tr('Only the person who began it can play it.')} "
        f"{tr('Reload this page to see its newest turn.')}</p></div>"
    )


def reading(refused: str = "") -> str:
    """The same in a debrief, which has nothing to play on."""
    wrong = f"<p class='refusal' role='alert'>{text(refused)}</p>" if refused else ""
    return (
        f"<div class='notice watching' role='note'><p><b>{tr('You are reading somebody else’s game.')}</b> "
        f"{tr('Only the person who began it can write in its debrief.')}</p>{wrong}</div>"
    )


def ask_code(problem: str = "", typed: str = "", attempt: int = 0) -> str:
    """The field for a code that the owner handed out, folded until needed; a wrong code stays, to be corrected."""
    notice = f"<p class='small refusal' role='alert'>{text(problem)}</p>" if problem else ""
    return (
        f"<details class='fold ask-code' data-attempt='{attempt}'{' open' if problem else ''}><summary><span>"
        f"{tr('Play it here with a code')}</span></summary><div class='opens'><label for='write-code' class='small'>"
        + tr("The person who began it finds <i>Play on another device</i> in the game’s menu.")
        + f"</label><div class='pair'><input id='write-code' type='text' autocomplete='off' "
        f"autocapitalize='characters' spellcheck='false' maxlength='{LONGEST}' placeholder='K7M4-…' "
        f"value='{text(typed[:LONGEST])}'><button type='button' class='plain' id='use-code' data-act='code' "
        f"data-of='write-code'>{tr('Play here')}</button></div>{notice}</div></details>"
    )


def as_asked(now: Situation, unchosen: Mapping[str, str]) -> str:
    """The question that waits in somebody else's game; nothing is chosen in it, and nothing can be."""
    cards = decision.decision(now, unchosen, tr("This turn waits to be played"))
    if not now.decisions:
        return cards
    return (
        f"<fieldset class='as-ordered waits' disabled aria-label='{tr('The question that waits')}'>{cards}</fieldset>"
    )


def copy_footer(problem: str = "", attempt: int = 0) -> str:
    """The way from somebody else's game into one's own."""
    says = f"<p class='small quiet'>{tr('A copy is yours: the same dice and the orders so far, nothing else.')}</p>"
    if problem:
        says = f"<p class='small refusal' role='alert'>{text(problem)}</p>"
    return (
        f"<div class='foot' data-attempt='copy-{attempt}'>{says}<button type='button' class='main' data-act='copy' "
        f"data-busy='{tr('Copying')}'>{tr('Play on from here as a copy')}</button></div>"
    )


def copied(opened: Opened) -> str:
    """Where a copy comes from, for the menu."""
    saved = opened.saved
    if saved.copied_turn is None:
        return ""
    title, turn = text(opened.title), saved.copied_turn + 1
    if saved.copied_from:
        title = f"<a href='./?game={attribute(saved.copied_from)}&amp;replay={turn}'>{title}</a>"
    return f"<p class='small copied'>{tr('Copy of {title}, from turn {turn}.', title=title, turn=turn)}</p>"


def device(opened: Opened, code: Code) -> str:
    """How the owner goes on with a game on another device, for the menu: a button, then the code and its link."""
    if opened.right != OWNER:
        return ""
    button = (
        "<p><button type='button' class='link' id='hand-out' data-act='hand-out'>"
        f"{tr('Make another code') if code.code else tr('Play on another device')}</button></p>"
    )
    if code.problem:
        return f"<div class='device'>{button}<p class='small refusal' role='alert'>{text(code.problem)}</p></div>"
    if not code.code or code.until is None:
        return button
    until = tr("Works once, until {time:%H:%M}.", time=code.until.astimezone())
    return (
        f"<section class='device' aria-labelledby='device-title'><h4 id='device-title'>{tr('Play on another device')}"
        f"</h4><p class='code-large' role='status'>{code.code}</p><p class='small'>{until} "
        + tr("Open this link there, or open this game’s address and type the code. Whoever has it can play this game.")
        + "</p><div class='pair'><input id='code-link' type='text' readonly aria-label='"
        f"{tr('Link for the other device')}' data-path='./?game={attribute(opened.saved.key)}&amp;code={code.code}'>"
        "<button type='button' class='plain' data-here='copy' data-copies='code-link'>"
        f"{tr('Copy')}</button></div><p class='small' role='status' data-copied='code-link'></p>{button}</section>"
    )

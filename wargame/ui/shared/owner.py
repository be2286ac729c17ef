"""Whose game it is: what a watcher is told, the code for another device, and where a copy comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.engine.sides import SIDE_NAMES
from wargame.game.store.games import OWNER
from wargame.text.html import Template
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


def watching(seat: str | None) -> Markup:
    """What a page of somebody else's game is, and who can play it."""
    return _DRAWN.watching(
        tr("You are watching somebody else’s game, as {side} sees it.", side=tr(SIDE_NAMES[seat]))
        if seat
        else tr("You are watching somebody else’s game.")
    )


def reading(refused: str = "") -> Markup:
    """The same in a debrief, which has nothing to play on."""
    return _DRAWN.reading(refused)


def ask_code(problem: str = "", typed: str = "", attempt: int = 0) -> Markup:
    """The field for a code that the owner handed out, folded until needed; a wrong code stays, to be corrected."""
    return _DRAWN.ask_code(problem, typed[:LONGEST], attempt, LONGEST)


def as_asked(now: Situation, unchosen: Mapping[str, str]) -> Markup:
    """The question that waits in somebody else's game; nothing is chosen in it, and nothing can be."""
    cards = decision.decision(now, unchosen, tr("This turn waits to be played"))
    return _DRAWN.as_asked(cards) if now.decisions else cards


def copy_footer(problem: str = "", attempt: int = 0) -> Markup:
    """The way from somebody else's game into one's own."""
    return _DRAWN.copy_footer(problem, attempt)


def copied(opened: Opened) -> Markup:
    """Where a copy comes from, for the menu."""
    saved = opened.saved
    if saved.copied_turn is None:
        return Markup()
    return _DRAWN.copied(opened.title, saved.copied_from, saved.copied_turn + 1)


def device(opened: Opened, code: Code) -> Markup:
    """How the owner goes on with a game on another device, for the menu: a button, then the code and its link."""
    if opened.right != OWNER:
        return Markup()
    until = tr("Works once, until {time:%H:%M}.", time=code.until.astimezone()) if code.code and code.until else ""
    return _DRAWN.device(code, until, opened.saved.key)


_DRAWN = Template("ui/shared/owner.html")

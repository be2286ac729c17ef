"""A saved game as a page opens it, or why it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wargame.text.language import tr
from wargame.text.phrase import words_of
from wargame.ui.shared import session
from wargame.ui.shared.language import component
from wargame.ui.shared.message import Message


def load(key: str) -> tuple[session.Opened | None, str]:
    """The game, or why it cannot be opened."""
    try:
        return session.open_game(key), ""
    except session.CannotOpen as error:
        return None, words_of(error)


@component
def Closed(key: str, words: str, go: Callable[[str], None], reopen: Callable[[], None]) -> None:  # noqa: N802
    """A game that cannot be opened; who began one that was deleted can bring it back."""
    own = solara.use_memo(lambda: session.restorable(key), [key])
    trouble, set_trouble = solara.use_state("")

    def restore() -> None:
        if problem := session.restore(key):
            set_trouble(problem)
        else:
            reopen()

    Message(tr("This game cannot be opened"), trouble or words, go, restore if own else None)

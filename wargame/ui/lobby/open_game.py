"""Open a game that was played elsewhere: from its share code, or from its file."""

from __future__ import annotations

from collections.abc import Callable

import solara
from markupsafe import Markup

from wargame.game.export import LARGEST
from wargame.game.share import LONGEST
from wargame.text.html import Template
from wargame.text.language import tr
from wargame.text.phrase import say, words_of
from wargame.ui.lobby import import_game
from wargame.ui.shared import session
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel

TOO_LARGE = say("This file is empty or too large for a game. Choose one that was saved as JSON in a debrief.")


@component
def OpenGame(go: Callable[[str], None]) -> None:  # noqa: N802
    """A line for the code and a button for the file; what is wrong is said below."""
    tried, set_tried = solara.use_state(("", "", 0))  # what is wrong, the code that was tried, how often

    def act(event: dict[str, str]) -> None:
        ways = {"open-code": import_game.open_code, "open-file": import_game.open_file}
        if event["act"] not in ways:
            return
        code = event["value"] if event["act"] == "open-code" else ""
        if not event["value"].strip():
            empty = TOO_LARGE if event["act"] == "open-file" else tr("Paste a share code first.")
            set_tried((empty, code, tried[2] + 1))
            return
        try:
            key = ways[event["act"]](event["value"])
        except session.CannotOpen as error:
            set_tried((words_of(error), code, tried[2] + 1))
        else:
            go(f"/?game={key}")

    Panel(html=form(*tried), kind="open-game", event_act=act)


def form(trouble: str = "", code: str = "", attempt: int = 0) -> Markup:
    """The two ways to open a game, folded until they are wanted; a code that was refused stays, to be mended."""
    return _DRAWN.form(trouble, code[:LONGEST], attempt, LONGEST, LARGEST)


_DRAWN = Template("ui/lobby/open_game.html")

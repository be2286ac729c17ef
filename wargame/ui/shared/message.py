"""A page that says what happened, what is safe and what to do."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wargame.text.html import text
from wargame.text.language import tr
from wargame.ui.shared import topbar
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel


def _lines(words: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text(words).split("\n"))


@component
def Message(  # noqa: N802
    title: str, words: str, go: Callable[[str], None], restore: Callable[[], None] | None = None
) -> None:
    """A page that says what happened, what is safe and what to do."""
    home = f"<button type='button' class='main' data-act='home'>{tr('To the lobby')}</button>"
    if restore is not None:
        home = (
            "<p class='button-row'><button type='button' class='main' data-act='restore'>"
            f"{tr('Restore this game')}</button>"
            f"<button type='button' class='link' data-act='home'>{tr('To the lobby')}</button></p>"
        )

    def act(event: dict[str, str]) -> None:
        if event["act"] == "restore" and restore is not None:
            restore()
        else:
            go("/")

    with solara.Div(classes=["message-page"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        Panel(
            html=f"<main class='message'><h1>{text(title)}</h1>{_lines(words)}{home}</main>",
            kind="message-panel",
            event_act=act,
        )

"""A page that says what happened, what is safe and what to do."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wargame.text.html import Template, text
from wargame.ui.shared import topbar
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel


@component
def Message(  # noqa: N802
    title: str, words: str, go: Callable[[str], None], restore: Callable[[], None] | None = None
) -> None:
    """A page that says what happened, what is safe and what to do."""

    def act(event: dict[str, str]) -> None:
        if event["act"] == "restore" and restore is not None:
            restore()
        else:
            go("/")

    with solara.Div(classes=["message-page"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        Panel(
            html=_DRAWN.message(title, text(words).split("\n"), restore is not None),
            kind="message-panel",
            event_act=act,
        )


_DRAWN = Template("ui/shared/message.html")

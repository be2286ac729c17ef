"""What the browser reads by itself: which clicks of a page are answered."""

from __future__ import annotations

from wargame.text.html import Template
from wargame.ui.shared.clicks import TOLD, Event, answers, patience, reconnections
from wargame.ui.shared.language import component


@component
def Answered() -> None:  # noqa: N802
    """What the browser reads by itself: which clicks are answered. One of it is in every page, and nobody sees it."""
    from wargame.ui.shared.panel import Panel  # late: a panel answers clicks

    def act(event: Event) -> bool:
        if event["act"] == "where":
            reconnections.value += 1
        # Any other click comes here where the page no longer has what was clicked: there is nothing left to do.
        return True

    now = answers.value
    told = _DRAWN.answered(" ".join(now.names[-TOLD:]), now.count, f"{patience():g}")
    Panel(html=told, kind="answers", event_act=act)


_DRAWN = Template("ui/shared/answered.html")

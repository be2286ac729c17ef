"""The page of the numbers."""

from __future__ import annotations

import solara

from wargame.report.papers import parameters
from wargame.scenario import inventory, shipped_names
from wargame.ui import html_topbar, session
from wargame.ui.panel import Panel
from wargame.ui.spoken import component


@component
def Parameters(asked: str, query: str) -> None:  # noqa: N802
    """Every number of a shipped scenario; of the flagship, if the address names none."""
    scenario = asked if asked in shipped_names() else session.FLAGSHIP
    solara.use_memo(lambda: session.scenario(scenario), [scenario])  # learns its translations
    html = solara.use_memo(lambda: parameters.page(inventory.take(scenario), query), [scenario, query])

    def act(event: dict[str, str]) -> None:
        """Nothing here is sent to the server."""

    with solara.Div(classes=["reading"]):
        Panel(html=html_topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=html, kind="numbers-panel", event_act=act)

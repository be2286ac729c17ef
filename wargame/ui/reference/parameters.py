"""The page of the numbers."""

from __future__ import annotations

import solara

from wargame.report.papers import parameters
from wargame.scenario import inventory, shipped_names
from wargame.ui.shared import scenario_cache, topbar
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel


@component
def Parameters(asked: str, query: str) -> None:  # noqa: N802
    """Every number of a shipped scenario; of the flagship, if the address names none."""
    scenario = asked if asked in shipped_names() else scenario_cache.FLAGSHIP
    solara.use_memo(lambda: scenario_cache.scenario(scenario), [scenario])  # learns its translations
    html = solara.use_memo(lambda: parameters.page(inventory.take(scenario), query), [scenario, query])

    def act(event: dict[str, str]) -> None:
        """Nothing here is sent to the server."""

    with solara.Div(classes=["reading"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=html, kind="numbers-panel", event_act=act)

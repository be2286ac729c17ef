"""The one page of the app: lobby, game or debrief, by the address."""

from __future__ import annotations

import solara

from wargame.ui.panel import Panel


@solara.component
def Page() -> None:  # noqa: N802
    clicks, set_clicks = solara.use_state(0)
    Panel(
        html=f"<button data-act='x'>Hello {clicks}</button>",
        kind="lobby",
        event_act=lambda e: set_clicks(clicks + 1),
    )


@solara.component
def Layout(children: list[solara.Element] | None = None) -> None:  # noqa: N802
    """Nothing round the page: no bar, no drawer."""
    solara.Div(children=children or [], classes=["root"])

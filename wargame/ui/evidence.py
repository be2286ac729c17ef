"""The page of the evidence."""

from __future__ import annotations

import solara
from solara.lab import use_task

from wargame.evidence.findings import FEWEST_WORLDS, findings
from wargame.ui import html_evidence, html_topbar
from wargame.ui.panel import Panel

SEED = 0  # as `wargame evidence` without options, but for fewer worlds


@solara.component
def Evidence() -> None:  # noqa: N802
    """Published results beside the model's; the worlds are played while the page waits."""
    found = use_task(lambda: findings(FEWEST_WORLDS, SEED), dependencies=[], prefer_threaded=True, raise_error=False)

    def act(event: dict[str, str]) -> None:
        """Nothing here is sent to the server."""

    if found.error:
        html = (
            "<main class='evidence'><p class='notice' role='alert'>The published cases could not be played; "
            "reload the page to try again.</p></main>"
        )
    elif found.value is None:
        html = html_evidence.waiting()
    else:
        html = html_evidence.page(found.value, FEWEST_WORLDS, SEED)
    with solara.Div(classes=["reading"]):
        Panel(html=html_topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=html, kind="evidence-panel", event_act=act)

"""The page of the evidence."""

from __future__ import annotations

from functools import lru_cache
from time import sleep

import solara
from solara.lab import use_task

from wargame.evidence.findings import FEWEST_WORLDS, Finding, findings
from wargame.language import tr
from wargame.ui import html_evidence, html_topbar, session
from wargame.ui.panel import Panel
from wargame.ui.spoken import component

BREATH = 0.3  # seconds in which the page is drawn before the worlds take the processor
SEED = 0  # as `wargame evidence` without options, but for fewer worlds


def _found() -> tuple[Finding, ...]:
    sleep(BREATH)
    return _played(session.latest_change(session.FLAGSHIP))


@lru_cache(maxsize=1)
def _played(changed: int) -> tuple[Finding, ...]:
    """The findings, until a scenario file changes."""
    return findings(FEWEST_WORLDS, SEED)


@component
def Evidence() -> None:  # noqa: N802
    """Published results beside the model's; the worlds are played while the page waits."""
    found = use_task(_found, dependencies=[], prefer_threaded=True, raise_error=False)

    def act(event: dict[str, str]) -> None:
        """Nothing here is sent to the server."""

    if found.error:
        html = (
            "<main class='evidence'><p class='notice' role='alert'>"
            + tr("The published cases could not be played; reload the page to try again.")
            + "</p></main>"
        )
    elif found.value is None:
        html = html_evidence.waiting()
    else:
        html = html_evidence.page(found.value, FEWEST_WORLDS, SEED)
    with solara.Div(classes=["reading"]):
        Panel(html=html_topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=html, kind="evidence-panel", event_act=act)

"""The page of the evidence."""

from __future__ import annotations

from threading import Lock
from time import sleep

import solara
from solara.lab import use_task

from wargame.analysis.evidence.findings import FEWEST_WORLDS, Finding, findings
from wargame.report.papers import evidence
from wargame.text.html import Template
from wargame.text.phrase import say, words_of
from wargame.ui.guard import limits
from wargame.ui.shared import scenario_cache, session, topbar
from wargame.ui.shared.language import component
from wargame.ui.shared.panel import Panel

BREATH = 0.3  # seconds in which the page is drawn before the worlds take the processor
SEED = 0  # as `wargame evidence` without options, but for fewer worlds


_played: dict[int, tuple[Finding, ...]] = {}  # the findings, by the latest change of a scenario file
_playing = Lock()  # one at a time; who asks meanwhile finds them played


def _found() -> tuple[Finding, ...]:
    changed = scenario_cache.latest_change(scenario_cache.FLAGSHIP)
    if changed not in _played:
        if refused := limits.asks_for_games(session.browser()):
            raise limits.TooOften(refused)
        sleep(BREATH)
        with _playing:
            if changed not in _played:
                found = findings(FEWEST_WORLDS, SEED)
                _played.clear()
                _played[changed] = found
    return _played[changed]


@component
def Evidence() -> None:  # noqa: N802
    """Published results beside the model's; the worlds are played while the page waits."""
    found = use_task(_found, dependencies=[], prefer_threaded=True, raise_error=False)

    def act(event: dict[str, str]) -> None:
        """Nothing here is sent to the server."""

    if found.error:
        words = (
            words_of(found.exception)
            if isinstance(found.exception, limits.TooOften)
            else say("The published cases could not be played; reload the page to try again.")
        )
        html: str = _DRAWN.failed(words)
    elif found.value is None:
        html = evidence.waiting()
    else:
        html = evidence.page(found.value, FEWEST_WORLDS, SEED)
    with solara.Div(classes=["reading"]):
        Panel(html=topbar.topbar(), kind="topbar", event_act=act)
        Panel(html=html, kind="evidence-panel", event_act=act)


_DRAWN = Template("ui/reference/evidence.html")

"""Stepping through games side by side: the buttons, and what each game did in the turn that is shown.

The browser steps (`custom.js`): every turn is in the page, and one of them carries the class `now`.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from wargame.charts.marks import access_glyph
from wargame.charts.strips import Strip
from wargame.text.html import Template
from wargame.text.phrase import marked, say
from wargame.ui.debrief.stances import Step

BUTTONS = (("first", "Home", say("First turn"), "|◂"), ("-1", marked("ArrowLeft"), say("Turn before"), "◂"))
LATER = (("+1", marked("ArrowRight"), say("Next turn"), "▸"), ("last", "End", say("Last turn"), "▸|"))


def buttons(labels: Sequence[str], now: int) -> Markup:
    """First, back, the turn, on, last; by keys too."""
    return _DRAWN.buttons(BUTTONS, labels, now, LATER)


def did(rows: Sequence[Strip], labels: Sequence[str], steps: Sequence[Sequence[Step]], now: int) -> Markup:
    """For each turn what each game did in it: Tokyo's word, and the weightiest event."""
    turns = [(label, list(zip(rows, games, strict=True))) for label, games in zip(labels, steps, strict=True)]
    return _DRAWN.did(turns, now)


_DRAWN = Template("ui/debrief/steps.html", access_glyph=access_glyph)

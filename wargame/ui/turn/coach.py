"""Hints for a first game: one at a time, next to the part of the page that each is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.text.html import Template
from wargame.text.language import tr
from wargame.text.markdown import inline

# The part of the page that each hint is about.
POINTS = {
    "changes": ".changes-panel", "indicators": ".indicators", "map": ".col-map", "cards": ".cards",
    "estimate": ".estimate-panel", "levers": ".panel.more", "events": ".happened", "forecast": ".forecast",
}  # fmt: skip

if TYPE_CHECKING:
    from wargame.scenario.schema.roles import CoachMark


def marks_of(coach: Sequence[CoachMark], turn: int) -> list[CoachMark]:
    """The hints of a turn, counted from 1."""
    return [mark for mark in coach if mark.turn == turn]


def hint(marks: Sequence[CoachMark], shown: int) -> Markup:
    """One hint with the way on; nothing once all are read."""
    if not 0 <= shown < len(marks):
        return Markup()
    return _DRAWN.hint(
        points=POINTS[marks[shown].at],
        count=tr("Hint {shown} of {marks}", shown=shown + 1, marks=len(marks)),
        words=inline(tr(marks[shown].words)),
        first=shown == 0,
        last=shown == len(marks) - 1,
    )


_DRAWN = Template("ui/turn/coach.html")

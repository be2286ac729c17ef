"""Hints for a first game: one at a time, beside the part of the page that each is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def hint(marks: Sequence[CoachMark], shown: int) -> str:
    """One hint with the way on; nothing once all are read."""
    if not 0 <= shown < len(marks):
        return ""
    last = shown == len(marks) - 1
    skip = (
        ""
        if last
        else f"<button type='button' class='link' data-act='coach' data-value='99'>{tr('Skip the hints')}</button>"
    )
    back = f"<button type='button' class='link' data-act='coach' data-value='-1'>{tr('Back')}</button>" if shown else ""
    return (
        f"<section class='coach' data-points='{POINTS[marks[shown].at]}' aria-live='polite' aria-label='"
        f"{tr('Hint {shown} of {marks}', shown=shown + 1, marks=len(marks))}'><p class='kicker'>"
        f"{tr('Hint {shown} of {marks}', shown=shown + 1, marks=len(marks))}</p><p>"
        f"{inline(tr(marks[shown].words))}</p><p class='ways'>"
        "<button type='button' class='small-button' data-act='coach' data-value='1'>"
        f"{tr('Close') if last else tr('Next')}</button>{back}{skip}</p></section>"
    )

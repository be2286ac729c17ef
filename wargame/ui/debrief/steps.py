"""Stepping through games side by side: the buttons, and what each game did in the turn that is shown.

The browser steps (`custom.js`): every turn is in the page, and one of them carries the class `now`.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.charts.marks import access_glyph
from wargame.charts.strips import Strip
from wargame.text.html import text
from wargame.text.language import tr
from wargame.text.phrase import marked, say
from wargame.ui.debrief.stances import Step

BUTTONS = (("first", "Home", say("First turn"), "|◂"), ("-1", marked("ArrowLeft"), say("Turn before"), "◂"))
LATER = (("+1", marked("ArrowRight"), say("Next turn"), "▸"), ("last", "End", say("Last turn"), "▸|"))


def buttons(labels: Sequence[str], now: int) -> str:
    """First, back, the turn, on, last; by keys too."""
    before, after = (
        "".join(
            f"<button type='button' class='plain' data-here='step' data-by='{by}' data-key='{key}' title='{tr(key)}' "
            f"aria-label='{tr(name)}'>{tr(mark)}</button>"
            for by, key, name, mark in part
        )
        for part in (BUTTONS, LATER)
    )
    names = "".join(_shown("b", i, now, text(label)) for i, label in enumerate(labels))
    return (
        f"<div class='steps' role='group' aria-label='{tr('Step through the turns')}'>{before}<span>"
        f"{names}</span>{after}</div>"
    )


def did(rows: Sequence[Strip], labels: Sequence[str], steps: Sequence[Sequence[Step]], now: int) -> str:
    """For each turn what each game did in it: Tokyo's word, and the weightiest event."""
    parts = "".join(
        _shown("div", i, now, _turn(rows, label, games))
        for i, (label, games) in enumerate(zip(labels, steps, strict=True))
    )
    return f"<div class='did' aria-live='polite'>{parts}</div>"


def _turn(rows: Sequence[Strip], label: str, games: Sequence[Step]) -> str:
    lines = "".join(_game(row, game) for row, game in zip(rows, games, strict=True))
    return f"<h3>{tr('{label}: what each game did', label=text(label))}</h3><dl class='games'>{lines}</dl>"


def _game(row: Strip, game: Step) -> str:
    yours = f" <span class='tag'>{tr('your game')}</span>" if row.yours else ""
    name = f"<dt>{access_glyph(row.stance)} {text(row.name)}{yours}</dt>"
    if not game.played:
        return f"<div class='{'yours' if row.yours else ''}'>{name}<dd class='faint'>{text(game.event)}</dd></div>"
    tokyo, event = (f"<span class='{'faint' if same and not row.yours else ''}'>" for same in game.same)
    return (
        f"<div class='{'yours' if row.yours else ''}'>{name}<dd>"
        + f"{tokyo}<b>{tr('Tokyo:')}</b> {text(game.tokyo)}{tr('. ').rstrip()}"
        + f"</span></dd><dd>{event}{text(game.event) or tr('Nothing of weight.')}</span></dd></div>"
    )


def _shown(tag: str, index: int, now: int, inner: str) -> str:
    return f"<{tag} data-step='{index}'{' class=now' if index == now else ''}>{inner}</{tag}>"

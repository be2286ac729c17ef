"""All games of this browser in one table, with a search that needs no reload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from wargame.charts.marks import side_glyph
from wargame.engine.sides import SIDE_NAMES
from wargame.game.store.games import KEPT_DELETED
from wargame.text.html import attribute, counted, text
from wargame.text.language import tr
from wargame.text.phrase import say
from wargame.ui.lobby.cards import WATCH, SavedRow
from wargame.ui.shared.topbar import ticks

DELETED = say("Deleted")


@dataclass(frozen=True)
class GameRow:
    """A game of the table."""

    shown: SavedRow
    gone: bool = False  # deleted while this page was open
    borrowed: bool = False  # somebody else's, which this browser plays by a code


def head(some: bool) -> str:
    """The title and the search."""
    if not some:
        return (
            f"<div class='games-head'><h1>{tr('My games')}</h1><p class='lede'>"
            f"{tr('No game has been played in this browser yet.')}</p><p><a href='./' data-act='home'>"
            f"{tr('Begin one in the lobby')}</a></p></div>"
        )
    return (
        f"<div class='games-head'><h1>{tr('My games')}</h1><p class='lede'>"
        f"{tr('Every game of this browser, the one you played last first.')}</p><p class='find'>"
        f"<label for='find-game'>{tr('Search')}</label><input id='find-game' type='search' data-finds='1' "
        f"autocomplete='off' placeholder='{tr('Japan, blockade, today')}'></p></div>"
    )


def table(rows: Sequence[GameRow], problem: str = "", attempt: int = 0) -> str:
    """The games, each with what can be done with it. The search, which is drawn once, keeps what was typed."""
    notice = f"<p class='notice' role='alert'>{text(problem)}</p>" if problem else ""
    if not rows:
        return f"<div data-attempt='{attempt}'>{notice}</div>"
    lines = "".join(_row(row) for row in rows)
    return (
        f"<div data-attempt='{attempt}'>{notice}<p class='label' role='status'><span data-shown='1'>{len(rows)}</span> "
        f"{tr('of {games}', games=counted(len(rows), 'game'))}</p><div data-part='1'><table class='games'>"
        f"<thead class='hidden'><tr><th>{tr('Seat')}</th><th>{tr('Game')}</th><th>{tr('State')}</th>"
        f"<th>{tr('Progress')}</th><th>{tr('When')}</th><th>{tr('What you can do')}</th></tr></thead>"
        f"<tbody>{lines}</tbody></table></div></div>"
    )


def deleted(rows: Sequence[SavedRow]) -> str:
    """Games that were deleted before this page was opened, folded away."""
    if not rows:
        return ""
    lines = "".join(
        f"<li><span>{side_glyph(row.seat)} <b>{text(row.title)}</b>{tr(', ')}{text(row.status)} "
        f"<span class='faint'>{tr('deleted {when}', when=text(row.when))}</span></span>"
        f"<button type='button' class='link' id='restore-{attribute(row.key)}' data-act='restore' "
        f"data-value='{attribute(row.key)}' aria-label='{tr('Restore')} {_named(row)}'>{tr('Restore')}</button></li>"
        for row in rows
    )
    return (
        f"<section class='deleted'><details class='fold'><summary><span>{tr('Deleted games')}</span>"
        f"<span class='now'>{len(rows)}</span></summary><p class='small quiet'>"
        f"{tr('They can be restored for {days} days.', days=KEPT_DELETED.days)}</p><ul>{lines}</ul></details></section>"
    )


def _row(row: GameRow) -> str:
    game = row.shown
    seat = tr(SIDE_NAMES.get(game.seat or "", WATCH))
    words = f"{game.title} {tr(game.title)} {game.seat or ''} {seat} {game.status} {tr(game.status)} {game.when}"
    said = escape(words.replace("’", "'").lower(), quote=True)
    name = f"<td class='side'>{side_glyph(game.seat)}<span class='narrow'> {seat}</span></td><th scope='row'>"
    if game.trouble:
        return _closed(row, said, name)
    if row.gone:
        return (
            f"<tr class='gone' data-words='{said}'>{name}{text(game.title)}</th><td colspan='3' class='faint' "
            f"role='status'>{text(DELETED)}{tr(', ')}{text(game.status)}</td><td class='n'>"
            f"{_button(game, 'undo', tr('Undo'), 'delete')}</td></tr>"
        )
    state = text(game.status)
    if row.borrowed:
        state += f" <span class='tag'>{tr('by a code')}</span>"
    word = tr("Debrief") if game.over else tr("Continue")
    marks = (
        f"<a href='./?game={attribute(game.key)}' data-act='open' data-value='{attribute(game.key)}' "
        f"aria-label='{word} {_named(game)}'>{word}</a>{_button(game, 'export', tr('Export'))}"
    )
    if not row.borrowed:
        marks += _button(game, "delete", tr("Delete"))
    return (
        f"<tr data-words='{said}'>{name}{text(game.title)}</th><td>{state}</td><td class='ticks-cell'>"
        f"{ticks(game.turn, game.turns)}</td><td class='faint when'>{text(game.when)}</td>"
        f"<td class='n'><span class='acts'>{marks}</span></td></tr>"
    )


def _closed(row: GameRow, said: str, name: str) -> str:
    """A game that cannot be opened: why, and a way to what is kept of it."""
    game = row.shown
    why = "<br>".join(text(line) for line in tr(game.trouble).splitlines())
    save = (
        ""
        if row.borrowed
        else f"<button type='button' class='link' data-act='raw' data-value='{game.row}' "
        f"aria-label='{tr('Save its data')}{tr(': ')}{text(game.title)}'>{tr('Save its data')}</button>"
    )
    return (
        f"<tr class='closed' data-words='{said}'>{name}{text(game.title)}</th><td colspan='2'><b>"
        f"{tr('Cannot be opened')}</b><span class='small quiet why'>{why}</span></td>"
        f"<td class='faint when'>{text(game.when)}</td><td class='n'>{save}</td></tr>"
    )


def _button(game: SavedRow, act: str, word: str, place: str = "") -> str:
    """A mark of a row; what takes another's place has its name, so that the focus stays."""
    return (
        f"<button type='button' class='link' id='{place or act}-{attribute(game.key)}' data-act='{act}' "
        f"data-value='{attribute(game.key)}' aria-label='{word} {_named(game)}'>{word}</button>"
    )


def _named(game: SavedRow) -> str:
    return f"{text(game.title)}{tr(', ')}{text(game.status)}"

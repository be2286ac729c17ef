"""All games of this browser in one table, with a search that needs no reload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wargame.charts.marks import side_glyph
from wargame.engine.sides import SIDE_NAMES
from wargame.game.store.games import KEPT_DELETED
from wargame.text.html import Template
from wargame.text.language import tr
from wargame.ui.lobby.cards import WATCH, SavedRow
from wargame.ui.shared.topbar import ticks


@dataclass(frozen=True)
class GameRow:
    """A game of the table."""

    shown: SavedRow
    gone: bool = False  # deleted while this page was open
    borrowed: bool = False  # somebody else's, which this browser plays by a code


def head(some: bool) -> Markup:
    """The title and the search."""
    return _DRAWN.head(some)


def table(rows: Sequence[GameRow], problem: str = "", attempt: int = 0) -> Markup:
    """The games, each with what can be done with it. The search, which is drawn once, keeps what was typed."""
    return _DRAWN.table(rows, problem, attempt)


def deleted(rows: Sequence[SavedRow]) -> Markup:
    """Games that were deleted before this page was opened, folded away."""
    return _DRAWN.deleted(rows, KEPT_DELETED.days) if rows else Markup()


def _seat_of(game: SavedRow) -> str:
    return tr(SIDE_NAMES.get(game.seat or "", WATCH))


def _searched(game: SavedRow) -> str:
    """The words by which a search finds a game, in English and in the language of the page."""
    words = (game.title, tr(game.title), game.seat or "", _seat_of(game), game.status, tr(game.status), game.when)
    return " ".join(words).replace("’", "'").lower()


_DRAWN = Template("ui/games/rows.html", searched=_searched, seat_of=_seat_of, side_glyph=side_glyph, ticks=ticks)

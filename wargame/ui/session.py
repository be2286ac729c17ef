"""Between the pages and the game: opening, playing a turn, and saying in words what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import solara

from wargame import game as games
from wargame.game import Game, Situation
from wargame.orders import UnlawfulOrder
from wargame.store import MovedOn, SavedGame, Store, StoreError
from wargame.ui.html_lobby import Brief, Card

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A game as a page holds it: the saved record, the game, and where it stands; or why it cannot be opened."""

    saved: SavedGame | None
    game: Game | None
    situation: Situation | None
    title: str = ""
    problem: str = ""


def browser() -> str:
    """Whose games these are: this browser, by its cookie."""
    return solara.get_session_id()

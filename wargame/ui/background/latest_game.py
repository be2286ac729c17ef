"""Questions about one game after another, as the process beside the server answers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from wargame.game import play as games
from wargame.game.play import Game

Answer = TypeVar("Answer")
_latest: list[Game] = []  # the game that the last answer was about


def about(function: Callable[..., Answer], game: Game, *arguments: object, **telling: Callable[[int], None]) -> Answer:
    """What a function says of a game. What was played for it is kept until another is asked about, and no longer."""
    if _latest != [game]:
        games.forget()
        _latest[:] = [game]
    return function(game, *arguments, **telling)

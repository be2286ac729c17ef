"""Whole games as a person reads them, compared exactly."""

from __future__ import annotations

import pytest
from stored_games import FOLDER, GAMES, told


@pytest.mark.parametrize("name", GAMES)
def test_a_stored_game_is_played_as_before(name: str) -> None:
    stored = (FOLDER / name).read_text(encoding="utf-8")
    assert told(name) == stored, "the game has changed; if that is meant, run: python tests/games/stored_games.py"

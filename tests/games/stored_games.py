"""Write the stored games anew: `python tests/games/stored_games.py`. A change of outcomes belongs in the changelog."""

from __future__ import annotations

from pathlib import Path

from wargame.game.record import record
from wargame.game.transcript import transcript
from wargame.scenario.factors import cells

FOLDER = Path(__file__).parent
GAMES = {
    "reset_2027_seed7_world0.txt": ("reset_2027", 7, 0, ()),
    "first_battle_base_seed7_world0.txt": ("first_battle_base", 7, 0, ()),
    "eleven_days_seed7_world0.txt": ("eleven_days", 7, 0, ()),
}


def told(name: str) -> str:
    """The stored game as it is played now."""
    scenario, seed, world, settings = GAMES[name]
    (cell,) = cells(scenario, settings)
    return transcript(record(scenario, cell, seed, world))


if __name__ == "__main__":
    for name in GAMES:
        (FOLDER / name).write_text(told(name), encoding="utf-8")
        print(f"{name} written")

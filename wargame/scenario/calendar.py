"""The calendar of a scenario: quarters, and the crisis turns in which they begin."""

from __future__ import annotations

import re

TURNS_PER_QUARTER = {"quarter": 1, "month": 3, "week": 13}


def year_and_quarter(text: str) -> tuple[int, int]:
    """The numbers of a quarter such as "2026 Q1"."""
    year, quarter = re.findall(r"\d+", text)
    return int(year), int(quarter)


def turn_of(start: str, turn: str, quarter: str) -> int:
    """The crisis turn in which a quarter begins, for a game with a first quarter and a length of turn.

    Negative before the game.
    """
    first_year, first = year_and_quarter(start)
    year, number = year_and_quarter(quarter)
    return ((year - first_year) * 4 + number - first) * TURNS_PER_QUARTER[turn]

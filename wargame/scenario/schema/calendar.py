"""The calendar of a scenario: quarters, and the crisis turns in which they begin."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from wargame.scenario.schema.part import Part, Quarter
from wargame.text.phrase import marked, say
from wargame.text.validation_error import misfit

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


class Calendar(Part):
    """When the game begins, how long a turn is, and how many there may be."""

    start: Quarter = Field(description=marked("the first quarter, as in 2025 Q4"))
    turn: Literal["quarter", "month", "week"] = Field("quarter", description="length of a crisis turn")
    turns: int = Field(ge=0, le=120, description=marked("crisis turns; 0 starts with the war, or with the blockade"))
    begins: Literal["crisis", "blockade", "war"] | None = Field(
        None, description="the stage in which the game begins, if it has no crisis turns"
    )
    blockade_turns: int = Field(26, ge=1, le=52, description="weeks of a blockade, at most")
    war_turns: int = Field(ge=1, le=20, description=marked("war turns of 3.5 days, at most"))

    @property
    def first_stage(self) -> str:
        """The stage in which the game begins."""
        return self.begins or ("crisis" if self.turns else "war")

    @model_validator(mode="after")
    def _begins_somewhere(self) -> Calendar:
        """A crisis needs turns, and turns need a crisis."""
        if (self.first_stage == "crisis") != (self.turns > 0):
            wanted = "1 or more" if self.turns == 0 else "0"
            raise misfit(
                "begins",
                say(
                    "a game that begins with the {begins} has {wanted} crisis turns",
                    begins=self.first_stage,
                    wanted=wanted,
                ),
                at=("turns",),
            )
        return self

"""What a scenario tells whoever takes a seat: brief, goals, questions on the rules, and hints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from wargame.scenario.schema.part import Part, Text
from wargame.text.phrase import marked, say
from wargame.text.validation_error import misfit


class Question(Part):
    """A quick question on the rules, for somebody who has just read the brief."""

    ask: Text = Field(description=marked("Markdown within the line"))
    answers: list[Text] = Field(min_length=2, max_length=4)
    right: int = Field(ge=1, le=4, description=marked("the number of the right answer, from 1"))
    because: Text = Field(description=marked("one sentence, shown once it is answered"))

    @model_validator(mode="after")
    def _right_is_there(self) -> Question:
        if self.right > len(self.answers):
            raise misfit("right", say("there are {answers} answers", answers=len(self.answers)), at=("right",))
        return self


class Role(Part):
    """The brief of a seat."""

    brief: Text = Field(description=marked("a few lines; Markdown"))
    goals: list[Text] = Field(min_length=1, description=marked("what pulls apart; Markdown within the line"))
    more: str = Field("", description="the long brief, below the short one; Markdown")
    quiz: list[Question] = Field([], description="quick questions on the rules")


class CoachMark(Part):
    """A hint beside a part of the turn page, for who plays for the first time."""

    turn: int = Field(1, ge=1, description="of the game, from 1")
    at: Literal["changes", "indicators", "map", "cards", "estimate", "levers", "events", "forecast"]
    words: Text = Field(description=marked("Markdown within the line"))


class Roles(Part):
    """The briefs of the four seats."""

    china: Role
    taiwan: Role
    japan: Role
    us: Role

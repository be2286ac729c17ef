"""Translations that a scenario file may carry: its own texts in other languages, in the file's own shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from wargame.scenario.schema.part import Text
from wargame.text.phrase import say
from wargame.text.validation_error import misfit

if TYPE_CHECKING:
    from wargame.scenario.schema.roles import Question, Role
    from wargame.scenario.schema.scenario import Scenario

Language = Literal["zh-Hant-TW", "ja"]
SIDES = ("china", "taiwan", "japan", "us")
WIDE = "\u2e80-\uffef"  # Chinese and Japanese characters, their full stops and brackets
_FOLD = re.compile(f"(?<=[{WIDE}])\\s+(?=[{WIDE}])")  # a line of YAML that was folded within a sentence


class Translated(BaseModel):
    """A part of a scenario in another language; what is left out stays English."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TranslatedQuestion(Translated):
    """A quick question."""

    ask: Text | None = None
    answers: list[Text] = Field(default=[], description="in the order of the answers they translate")
    because: Text | None = None


class TranslatedRole(Translated):
    """The brief of a seat."""

    brief: Text | None = None
    goals: list[Text] = Field(default=[], description="in the order of the goals they translate")
    more: Text | None = None
    quiz: list[TranslatedQuestion] = Field(default=[], description="in the order of the questions they translate")


class TranslatedRoles(Translated):
    """The briefs of the four seats."""

    china: TranslatedRole = TranslatedRole()
    taiwan: TranslatedRole = TranslatedRole()
    japan: TranslatedRole = TranslatedRole()
    us: TranslatedRole = TranslatedRole()


class Translation(Translated):
    """The texts of a scenario in one language. A list has as many lines as the one that it translates."""

    title: Text | None = None
    summary: Text | None = None
    roles: TranslatedRoles = TranslatedRoles()
    injects: list[Text] = Field(default=[], description="the headlines, in the order of the events")
    coach: list[Text] = Field(default=[], description="the hints, in their order")
    debrief: list[Text] = Field(default=[], description="the questions, in their order")


def pairs(scenario: Scenario, language: str, said: Translation) -> Iterator[tuple[str, str]]:
    """Each text of the scenario that is translated, with its translation.

    Raises:
        PydanticCustomError: a list has another number of lines than the one it translates; `at` says where.
    """
    at: tuple[str | int, ...] = ("translations", language)
    yield from _one(scenario.title, said.title)
    yield from _one(scenario.summary, said.summary)
    yield from _each([inject.headline for inject in scenario.injects], said.injects, (*at, "injects"))
    yield from _each([mark.words for mark in scenario.coach], said.coach, (*at, "coach"))
    yield from _each(scenario.debrief, said.debrief, (*at, "debrief"))
    for side in SIDES:
        yield from _role(getattr(scenario.roles, side), getattr(said.roles, side), (*at, "roles", side))


def _role(role: Role, said: TranslatedRole, at: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    yield from _one(role.brief, said.brief)
    yield from _one(role.more, said.more)
    yield from _each(role.goals, said.goals, (*at, "goals"))
    _as_many(role.quiz, said.quiz, (*at, "quiz"))
    for number, (question, other) in enumerate(zip(role.quiz, said.quiz, strict=False)):
        yield from _question(question, other, (*at, "quiz", number))


def _question(question: Question, said: TranslatedQuestion, at: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    yield from _one(question.ask, said.ask)
    yield from _one(question.because, said.because)
    yield from _each(question.answers, said.answers, (*at, "answers"))


def _one(text: str, said: str | None) -> Iterator[tuple[str, str]]:
    if text and said:
        yield text, _FOLD.sub("", said)


def _each(texts: Sequence[str], said: Sequence[str], at: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    _as_many(texts, said, at)
    for text, other in zip(texts, said, strict=False):
        yield from _one(text, other)


def _as_many(texts: Sequence[object], said: Sequence[object], at: tuple[str | int, ...]) -> None:
    if said and len(said) != len(texts):
        raise misfit(
            "as_many",
            say("{count} lines", count=len(said)),
            say("{count}, one for each line it translates", count=len(texts)),
            at=at,
        )

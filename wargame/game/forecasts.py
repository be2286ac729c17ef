"""Forecasts: what a person says will happen, before it does, and how far off that was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wargame.engine.outcome import TAKEN
from wargame.game.play import Situation
from wargame.scenario.schema.calendar import TURNS_PER_QUARTER
from wargame.scenario.schema.scenario import Scenario

WEEK_OF_WAR = 2  # war turns
ATTACKED = ("blockade", "war")

Seen = Sequence[Situation]  # a game from its start: the situation before each turn, and the present one


@dataclass(frozen=True)
class Question:
    """Something that will turn out to be so or not.

    Args:
        key: by which it is kept.
        stage: in which it is asked.
        words: as a person reads it.
        answer: from the game, the number of the turn in which it was asked, and the scenario, to what happened;
            None while nobody can know.
    """

    key: str
    stage: str
    words: str
    answer: Callable[[Seen, int, Scenario], bool | None]


@dataclass(frozen=True)
class Scored:
    """A forecast and what came of it."""

    question: Question
    turn: int  # in which it was made, of the whole game, from 0
    date: str
    said: float  # share
    happened: bool | None  # None while nobody can know

    @property
    def score(self) -> float | None:
        """Brier's score [brier1950]: the square of the error, 0 at best and 1 at worst; 0.25 for saying 50%."""
        return None if self.happened is None else (self.said - self.happened) ** 2


def _attacked_within_a_year(seen: Seen, asked: int, scenario: Scenario) -> bool | None:
    year = 4 * TURNS_PER_QUARTER[scenario.calendar.turn]
    later = seen[asked + 1 : asked + 1 + year]
    if any(now.stage in ATTACKED for now in later):
        return True
    return False if len(later) == year or (later and later[-1].stage == "over") else None


def _invaded(seen: Seen, asked: int, scenario: Scenario) -> bool | None:
    if any(now.stage == "war" for now in seen[asked + 1 :]):
        return True
    return False if seen[-1].stage == "over" else None


def _more_ashore_in_a_week(seen: Seen, asked: int, scenario: Scenario) -> bool | None:
    before = seen[asked].war
    at = min(asked + WEEK_OF_WAR, len(seen) - 1)
    after = seen[at].war
    if before is None or after is None or at == asked or (at < asked + WEEK_OF_WAR and seen[at].stage != "over"):
        return None
    return after.battalions > before.battalions


def _taken(seen: Seen, asked: int, scenario: Scenario) -> bool | None:
    outcome = seen[-1].outcome
    return None if outcome is None else outcome.key in TAKEN


QUESTIONS = (
    Question("attack", "crisis", "Will Beijing blockade or invade within a year?", _attacked_within_a_year),
    Question("invasion", "blockade", "Will Beijing invade?", _invaded),
    Question("ashore", "war", "Will more Chinese battalions be ashore in a week than now?", _more_ashore_in_a_week),
    Question("taken", "war", "Will China take Taiwan?", _taken),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def asked(now: Situation) -> tuple[Question, ...]:
    """The questions of a turn: in war one of its first day, and then one of the week ahead."""
    of_stage = [question for question in QUESTIONS if question.stage == now.stage]
    if now.stage == "war":
        of_stage = [BY_KEY["taken" if now.turn == 0 else "ashore"]]
    return tuple(of_stage)


def scored(forecasts: Sequence[Mapping[str, float]], seen: Seen, scenario: Scenario) -> tuple[Scored, ...]:
    """Every forecast of a game with what came of it.

    Args:
        forecasts: one mapping a turn, key of the question to the share that was said; empty where nothing was.
        seen: the game from its start to the present.
        scenario: of the game.
    """
    return tuple(
        Scored(BY_KEY[key], turn, seen[turn].date, said, BY_KEY[key].answer(seen, turn, scenario))
        for turn, given in enumerate(forecasts)
        for key, said in given.items()
        if key in BY_KEY and turn < len(seen)
    )


def brier(results: Sequence[Scored]) -> float | None:
    """The mean score of those that are known; None if there are none."""
    known = [result.score for result in results if result.score is not None]
    return sum(known) / len(known) if known else None

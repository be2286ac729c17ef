"""Clicks of a page: each is answered once it has been dealt with, and the same way if it comes again.

A line may break between a click and its answer. So the browser keeps a click until it is answered, and sends it
again under the same name after a reconnection or a reload (assets/custom.js).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import solara

ANSWER_SECONDS = 15.0  # without an answer, after which a page says so; WARGAME_ANSWER_SECONDS gives another number
REMEMBERED = 256  # clicks of a page; one that comes so late that it is forgotten is stopped by the turn it names
TOLD = 64  # of them in the page, from which the browser reads what is answered
FORM = re.compile(r"(?P<name>[A-Za-z0-9-]{1,32})(@(?P<game>[\w-]{0,24})@(?P<turn>[a-z]{0,12}[0-9]{0,4}))?", re.ASCII)
Event = dict[str, str]


@dataclass(frozen=True)
class Click:
    """What a click says of itself: its own name, and the game and turn that the page showed."""

    name: str = ""
    game: str = ""
    turn: str = ""  # stage and number, as "crisis3"

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Click:
        """The click of an event; one without a name where it has none, or an odd one."""
        found = FORM.fullmatch(str(event.get("click") or ""))
        return cls(found["name"], found["game"] or "", found["turn"] or "") if found else cls()

    def for_game(self, key: str) -> bool:
        """Whether it may be meant for this game."""
        return not self.game or self.game == key

    def for_turn(self, turn: str) -> bool:
        """Whether it may be meant for this turn."""
        return not self.turn or self.turn == turn


@dataclass(frozen=True)
class Answers:
    """The clicks of one page that were dealt with, the latest last."""

    count: int = 0  # of answers, repeated ones too: each has to reach the page
    names: tuple[str, ...] = ()


answers = solara.reactive(Answers())  # Solara keeps one value for each page that is open
reconnections = solara.reactive(0)


def answered(act: Callable[[Event], object]) -> Callable[[Event], None]:
    """A callback that deals with each click once, and answers it.

    Args:
        act: deals with an event; returns False where it could not, so that the browser sends the click again.
    """

    def deal(event: Event) -> None:
        name = Click.of(event).name
        known = answers.peek()
        if name and name in known.names:
            answers.value = Answers(known.count + 1, known.names)
        elif act(event) is not False and name:
            known = answers.peek()
            answers.value = Answers(known.count + 1, (*known.names, name)[-REMEMBERED:])

    return deal


def reconnected() -> int:
    """How often this page has come back from a broken line; a component that asks is drawn again when it does."""
    return int(reconnections.value)


def patience() -> float:
    """Seconds without an answer after which a page says so."""
    try:
        return max(float(os.environ.get("WARGAME_ANSWER_SECONDS", "")), 0.1)
    except ValueError:
        return ANSWER_SECONDS

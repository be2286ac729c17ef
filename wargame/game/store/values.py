"""What the parts of a saved game may hold: the checks of values that come from a file or from the store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from wargame.engine.orders import BY_KEY, SIDES
from wargame.game.forecasts import BY_KEY as QUESTIONS
from wargame.text.phrase import say

GREATEST_NUMBER = 2**40
YEARS = (1971, 9998)  # in which every clock of a computer can be
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)


class OddValue(ValueError):
    """A value that no saved game has.

    Args:
        part: of the game that has it.
        why: what is wrong with it, in words that go on after the part.
    """

    def __init__(self, part: str, why: str) -> None:
        super().__init__(say("“{part}” {why}", part=part, why=why))
        self.part, self.why = part, why


def text(value: Any, part: str) -> str:
    """Text that can be written and shown. Raises OddValue."""
    if not isinstance(value, str) or not can_be_written(value):
        raise OddValue(part, say("is missing or no text"))
    return value


def can_be_written(value: str) -> bool:
    """Whether a text is Unicode: halves of character pairs come from hostile addresses and damaged files."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def key(value: Any) -> str:
    """The key of a game, as it stands in addresses. Raises OddValue."""
    if not _KEY.fullmatch(text(value, "key")):
        raise OddValue("key", say("is missing or no text"))
    return str(value)


def count(value: Any, part: str, below: int = GREATEST_NUMBER) -> int:
    """A whole number from 0 on. Raises OddValue."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < below:
        raise OddValue(part, say("is missing or no whole number"))
    return value


def seat(value: Any) -> str | None:
    """A side, or None for a watcher. Raises OddValue."""
    if value is not None and value not in SIDES:
        raise OddValue("seat", say("is none of {sides}", sides=", ".join(SIDES)))
    return value


def orders(given: Any, part: str) -> dict[str, str]:
    """Order to choice. Raises OddValue."""
    if not isinstance(given, dict):
        raise OddValue(part, say("has no orders"))
    for order, choice in given.items():
        if order not in BY_KEY or choice not in BY_KEY[order].names:
            raise OddValue(
                part,
                say(
                    "has an order that this version does not know: {key}={choice}",
                    key=_shown(order),
                    choice=_shown(choice),
                ),
            )
    return dict(given)


def forecast(said: Any) -> dict[str, float]:
    """Question to share; questions that this version does not ask are left out. Raises OddValue."""
    if not isinstance(said, dict):
        raise OddValue("forecasts", say("has a turn that is no forecast"))
    for share in said.values():
        if not isinstance(share, (int, float)) or isinstance(share, bool) or not 0 <= share <= 1:
            raise OddValue("forecasts", say("has a number that is not between 0 and 1"))
    return {question: float(share) for question, share in said.items() if question in QUESTIONS}


def notes(written: Any) -> dict[str, str]:
    """Question of the debrief to answer. Raises OddValue."""
    if not isinstance(written, dict):
        raise OddValue("notes", say("is missing or too long"))
    if not all(isinstance(words, str) and can_be_written(ask + words) for ask, words in written.items()):
        raise OddValue("notes", say("has an answer that is no text or too long"))
    return dict(written)


def drafted(line: Any) -> tuple[int, dict[str, str], dict[str, float]]:
    """Turn, orders and forecasts of what was chosen but not committed.

    What this version does not know is left out, as it can be chosen again: nothing in a draft is worth closing a game.
    """
    try:
        found = json.loads(line)
        turn = count(found.get("turn"), "draft")
        chosen, said = found.get("orders"), found.get("forecasts")
    except (OddValue, ValueError, TypeError, AttributeError, RecursionError):
        return 0, {}, {}
    kept: dict[str, str] = {}
    for order, choice in chosen.items() if isinstance(chosen, dict) else ():
        if isinstance(choice, str) and order in BY_KEY and choice in BY_KEY[order].names:
            kept[order] = choice
    try:
        return turn, kept, forecast(said)
    except OddValue:
        return turn, kept, {}


def from_json(line: Any, part: str) -> Any:
    """What a line of JSON says. Raises OddValue."""
    try:
        return json.loads(line)
    except (ValueError, TypeError, RecursionError):
        raise OddValue(part, say("is not JSON, or part of it is missing")) from None


def moment(value: Any) -> datetime | None:
    """A time as the store writes it; None for anything else: a game can be played without."""
    try:
        found = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return found if YEARS[0] <= found.year <= YEARS[1] else None


def turns(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[dict[str, str], ...], tuple[dict[str, float], ...]]:
    """The orders and the forecasts of all turns, from rows of turn, orders and forecast. Raises OddValue."""
    given, said = [], []
    for number, row in enumerate(rows):
        try:
            if row["turn"] != number or not isinstance(row["turn"], int):
                raise OddValue("", say("is missing"))
            given.append(orders(from_json(row["orders"], ""), ""))
        except OddValue as odd:
            raise OddValue(say("turn {turn}", turn=number + 1), odd.why) from odd
        said.append(forecast(from_json(row["forecast"], "forecasts")))
    return tuple(given), tuple(said)


def _shown(value: Any) -> str:
    return str(value)[:40].encode(errors="replace").decode()

"""A game as a file: all that it needs to be played again, what was forecast, and what was written about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from wargame.forecasts import BY_KEY as QUESTIONS
from wargame.game import Game, situation
from wargame.orders import BY_KEY, SIDES
from wargame.phrase import say
from wargame.scenario.schema import Scenario
from wargame.share import encode, fingerprint
from wargame.store import SavedGame

FORM = 1  # of the file; another form gets another number
PLAYED = "play-"  # begins a digest of what a game reads; one without it is of every word
LARGEST = 400_000  # characters of a file; the longest games have a tenth of that
MOST_TURNS, MOST_NOTES, LONGEST_NOTE = 500, 50, 20_000
GREATEST_NUMBER = 2**40


class BadFile(ValueError):
    """A text is no game of this program; the message says what was wrong and what to do."""


def share_code(name: str, game: Game) -> str | None:
    """The share code of a game; None where a code cannot hold it: a scenario file of one's own, other fixed orders."""
    if "." in name or "~" in name:
        return None
    try:
        return encode(name, game)
    except ValueError:
        return None


def said_digest(scenario: Scenario) -> str:
    """A short text that changes with every word of a scenario: by it older versions knew the scenario of a game."""
    return hashlib.sha256(scenario.said().encode()).hexdigest()[:16]


def play_digest(scenario: Scenario) -> str:
    """A short text that changes when a game would read something else in a scenario."""
    return PLAYED + hashlib.sha256(scenario.played().encode()).hexdigest()[:16]


def document(saved: SavedGame, game: Game) -> str:
    """A game as JSON that `read` takes back.

    Args:
        saved: its record, with forecasts and notes; its orders may be older.
        game: the same game, replayed.
    """
    now = situation(game)
    over = now.stage == "over"
    return json.dumps(
        {
            "linchpin": FORM,
            "scenario": saved.scenario,
            "title": game.scenario.title,
            "digest": said_digest(game.scenario),
            "plays": play_digest(game.scenario),
            "seed": saved.seed,
            "world": saved.world,
            "seat": saved.seat,
            "fixed": dict(saved.fixed),
            "orders": [dict(turn) for turn in game.orders],
            "forecasts": [dict(turn) for turn in saved.forecasts],
            "notes": dict(saved.notes),
            "outcome": now.outcome.label if now.outcome else None,
            "fingerprint": fingerprint(game) if over else None,
            "code": share_code(saved.scenario, game),
        },
        indent=1,
        ensure_ascii=False,
    )


def read(text: str) -> tuple[SavedGame, str | None]:
    """The game of a file, not yet played, and the fingerprint it says it has. Raises BadFile."""
    if len(text) > LARGEST:
        raise BadFile(say("The file is too large for a game. Choose one that was saved with “JSON” in a debrief."))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFile(
            say("The file is not JSON, or part of it is missing. Choose one that was saved with “JSON” in a debrief.")
        ) from None
    if not isinstance(found, dict) or "linchpin" not in found:
        raise BadFile(say("The file holds no game of Linchpin. Choose one that was saved with “JSON” in a debrief."))
    if found["linchpin"] != FORM:
        raise BadFile(say("The file was made by another version of the game, and this one cannot read it."))
    orders = tuple(_orders(turn, say("turn {turn}", turn=i)) for i, turn in enumerate(_list(found, "orders"), 1))
    said = tuple(_forecast(turn) for turn in _list(found, "forecasts"))
    seat = found.get("seat")
    if seat is not None and seat not in SIDES:
        raise _wrong("seat", say("is none of {sides}", sides=", ".join(SIDES)))
    game = SavedGame(
        key="", scenario=_text(found, "scenario"), digest=_text(found, "plays" if "plays" in found else "digest"),
        seed=_count(found, "seed"), seat=seat,
        orders=orders, world=_count(found, "world"), fixed=_orders(found.get("fixed"), "fixed"),
        forecasts=said[: len(orders)], notes=_notes(found.get("notes")),
    )  # fmt: skip
    mark = found.get("fingerprint")
    return game, mark if isinstance(mark, str) else None


def _wrong(part: str, why: str) -> BadFile:
    return BadFile(
        say("In the file, “{part}” {why}. Save the game once more and choose the new file.", part=part, why=why)
    )


def _text(found: Mapping[str, Any], part: str) -> str:
    if not isinstance(found.get(part), str):
        raise _wrong(part, say("is missing or no text"))
    return str(found[part])


def _count(found: Mapping[str, Any], part: str) -> int:
    value = found.get(part)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < GREATEST_NUMBER:
        raise _wrong(part, say("is missing or no whole number"))
    return value


def _list(found: Mapping[str, Any], part: str) -> Sequence[Any]:
    value = found.get(part)
    if not isinstance(value, list) or len(value) > MOST_TURNS:
        raise _wrong(part, say("is missing or no list of turns"))
    return value


def _orders(given: Any, part: str) -> dict[str, str]:
    if not isinstance(given, dict):
        raise _wrong(part, say("has no orders"))
    for key, choice in given.items():
        if key not in BY_KEY or choice not in BY_KEY[key].names:
            raise _wrong(
                part,
                say(
                    "has an order that this version does not know: {key}={choice}",
                    key=str(key)[:40],
                    choice=str(choice)[:40],
                ),
            )
    return dict(given)


def _forecast(said: Any) -> dict[str, float]:
    if not isinstance(said, dict):
        raise _wrong("forecasts", say("has a turn that is no forecast"))
    for share in said.values():
        if not isinstance(share, (int, float)) or isinstance(share, bool) or not 0 <= share <= 1:
            raise _wrong("forecasts", say("has a number that is not between 0 and 1"))
    return {key: float(share) for key, share in said.items() if key in QUESTIONS}


def _notes(written: Any) -> dict[str, str]:
    if not isinstance(written, dict) or len(written) > MOST_NOTES:
        raise _wrong("notes", say("is missing or too long"))
    if any(not isinstance(words, str) or len(words) > LONGEST_NOTE for words in written.values()):
        raise _wrong("notes", say("has an answer that is no text or too long"))
    return dict(written)

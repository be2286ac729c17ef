"""A game as a file: all that it needs to be played again, what was forecast, and what was written about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from wargame.game.play import Game, situation
from wargame.game.share import encode, fingerprint
from wargame.game.store import values
from wargame.game.store.games import SavedGame
from wargame.game.store.values import OddValue
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import say

FORM = 1  # of the file; another form gets another number
PLAYED = "play-"  # begins a digest of what a game reads; one without it is of every word
LARGEST = 400_000  # characters of a file; the longest games have a tenth of that
MOST_TURNS, MOST_NOTES, LONGEST_NOTE = 500, 50, 20_000


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
    try:
        game = _game(found)
    except OddValue as odd:
        raise BadFile(
            say(
                "In the file, “{part}” {why}. Save the game once more and choose the new file.",
                part=odd.part,
                why=odd.why,
            )
        ) from None
    mark = found.get("fingerprint")
    return game, mark if isinstance(mark, str) else None


def _game(found: Mapping[str, Any]) -> SavedGame:
    orders = tuple(values.orders(turn, say("turn {turn}", turn=i)) for i, turn in enumerate(_list(found, "orders"), 1))
    said = tuple(values.forecast(turn) for turn in _list(found, "forecasts"))
    digest = "plays" if "plays" in found else "digest"
    return SavedGame(
        key="", scenario=values.text(found.get("scenario"), "scenario"), digest=values.text(found.get(digest), digest),
        seed=values.count(found.get("seed"), "seed"), seat=values.seat(found.get("seat")), orders=orders,
        world=values.count(found.get("world"), "world"), fixed=values.orders(found.get("fixed"), "fixed"),
        forecasts=said[: len(orders)], notes=_notes(found.get("notes")),
    )  # fmt: skip


def _list(found: Mapping[str, Any], part: str) -> Sequence[Any]:
    value = found.get(part)
    if not isinstance(value, list) or len(value) > MOST_TURNS:
        raise OddValue(part, say("is missing or no list of turns"))
    return value


def _notes(written: Any) -> dict[str, str]:
    if not isinstance(written, dict) or len(written) > MOST_NOTES:
        raise OddValue("notes", say("is missing or too long"))
    if any(not isinstance(words, str) or len(words) > LONGEST_NOTE for words in written.values()):
        raise OddValue("notes", say("has an answer that is no text or too long"))
    return values.notes(written)

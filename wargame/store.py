"""Saved games: scenario, dice, seat and orders in one SQLite file; everything else follows by replay.

The orders of a turn are written before the turn is adjudicated, so a game that stops in the middle of
one is found again with that turn to play.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from wargame import store_file
from wargame.phrase import say
from wargame.store_file import StoreError

PATIENCE_SECONDS = 5.0
# Whatever is done to a game puts it at the head of its list: clocks go back at times, this number does not.
LATEST = "touched = ?, sequence = (SELECT coalesce(max(sequence), 0) + 1 FROM games)"


class UnknownGame(StoreError):
    """No game is saved under this key."""


class MovedOn(StoreError):
    """The turn that was to be added is already there: another tab was quicker."""


class AlreadyGiven(StoreError):
    """The click has given a turn of this game before, and has come again."""


@dataclass(frozen=True)
class Draft:
    """What a person has chosen and forecast in one turn, before it is committed."""

    turn: int = 0  # counted from 0 over all stages
    orders: Mapping[str, str] = field(default_factory=dict)  # those that were touched
    forecasts: Mapping[str, float] = field(default_factory=dict)  # question to share


@dataclass(frozen=True)
class SavedGame:
    """What must be kept of a game. `orders` has one mapping for each turn given so far."""

    key: str
    scenario: str
    digest: str  # of the scenario as it was when the game began
    seed: int
    seat: str | None
    orders: tuple[dict[str, str], ...] = ()  # as they were loaded
    world: int = 0  # the number of the world, as in a batch
    fixed: Mapping[str, str] = field(default_factory=dict)  # orders that hold in every turn
    forecasts: tuple[dict[str, float], ...] = ()  # one mapping for each turn: question to the share that was said
    notes: Mapping[str, str] = field(default_factory=dict)  # what was written in the debrief, by question
    draft: Draft = Draft()  # of the turn to play


@dataclass(frozen=True)
class Listed:
    """A saved game as a list shows it, without replaying it."""

    key: str
    scenario: str
    seat: str | None
    status: str  # date and turn in words
    turn: int
    turns: int
    over: bool
    touched: datetime


def folder() -> Path:
    """Where saved games are kept: the user's data folder, or WARGAME_DATA."""
    chosen = os.environ.get("WARGAME_DATA")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("linchpin", appauthor=False))


class Store:
    """The saved games of one folder. Each call opens the file again, so any thread may call."""

    def __init__(self, path: Path | None = None, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self.path = path or folder() / "games.sqlite"
        self.patience_seconds = patience_seconds

    def begin(
        self,
        owner: str,
        scenario: str,
        digest: str,
        seed: int,
        seat: str | None,
        world: int = 0,
        fixed: Mapping[str, str] | None = None,
        listed: bool = True,
        key: str = "",
    ) -> SavedGame:
        """Save a new game without turns.

        Args:
            owner: the browser whose game it is.
            scenario: its name or file.
            digest: of what the scenario says now.
            seed: of all dice.
            seat: a side, or None to watch.
            world: the number of the world, as in a batch.
            fixed: orders that hold in every turn.
            listed: whether the list of games shows it.
            key: under which it is saved; a new one if empty.
        """
        key, always = key or new_key(), dict(fixed or {})
        with self._writing() as file:
            file.execute(
                "INSERT INTO games (key, owner, scenario, digest, seed, seat, touched, world, fixed, listed, sequence) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM games))",
                (key, owner, scenario, digest, seed, seat, _now(), world, _json(always), int(listed)),
            )
        return SavedGame(key, scenario, digest, seed, seat, (), world, always)

    def find(
        self, owner: str, scenario: str, digest: str, seed: int, seat: str | None, world: int, fixed: Mapping[str, str]
    ) -> str | None:
        """The key of this browser's latest game that began just so, if there is one."""
        query = (
            "SELECT key FROM games WHERE owner = ? AND scenario = ? AND digest = ? AND seed = ? AND seat IS ? "
            "AND world = ? AND fixed = ? ORDER BY sequence DESC LIMIT 1"
        )
        with self._reading() as file:
            row = file.execute(query, (owner, scenario, digest, seed, seat, world, _json(fixed))).fetchone()
        return None if row is None else str(row[0])

    def load(self, key: str) -> SavedGame:
        """A saved game with all its orders. Raises UnknownGame."""
        with self._reading() as file:
            row = file.execute(
                "SELECT scenario, digest, seed, seat, world, fixed, notes, draft FROM games WHERE key = ?", (key,)
            ).fetchone()
            if row is None:
                raise UnknownGame(
                    say(
                        "No game is saved under “{key}” on this computer. Check the address, or start from the lobby.",
                        key=key,
                    )
                )
            turns = file.execute("SELECT orders, forecast FROM turns WHERE game = ? ORDER BY turn", (key,)).fetchall()
        given, said = (tuple(json.loads(turn[column]) for turn in turns) for column in (0, 1))
        fixed, notes, draft = json.loads(row[5]), json.loads(row[6]), Draft(**json.loads(row[7]))
        if draft.turn != len(given):
            draft = Draft(len(given))
        return SavedGame(key, row[0], row[1], row[2], row[3], given, row[4], fixed, said, notes, draft)

    def append(
        self,
        key: str,
        turn: int | None,
        orders: Mapping[str, str],
        forecast: Mapping[str, float] | None = None,
        click: str = "",
    ) -> None:
        """Write the orders of turn number `turn`, counted from 0, before it is adjudicated, with what was forecast.

        Args:
            key: of the game.
            turn: its number; None for one that is not the game's next, whatever that is.
            orders: by key.
            forecast: question to share.
            click: the name of the click that gave it, if it has one.

        Raises:
            AlreadyGiven: this very click gave a turn before.
            MovedOn: that turn has been given already, or turns before it are missing.
        """
        with self._writing() as file:
            (given,) = file.execute("SELECT count(*) FROM turns WHERE game = ?", (key,)).fetchone()
            query = "SELECT count(*) FROM turns WHERE game = ? AND click = ?"
            if click and file.execute(query, (key, click)).fetchone() != (0,):
                raise AlreadyGiven
            if given != turn:
                raise MovedOn(
                    say(
                        "This game has moved on in another tab, so the orders given here were not played. "
                        "The page now shows where the game stands."
                    )
                )
            file.execute(
                "INSERT INTO turns (game, turn, orders, forecast, click) VALUES (?, ?, ?, ?, ?)",
                (key, turn, json.dumps(dict(orders)), json.dumps(dict(forecast or {})), click or None),
            )
            file.execute(f"UPDATE games SET {LATEST} WHERE key = ?", (_now(), key))

    def count(self, key: str) -> int:
        """How many turns of a game are given."""
        with self._reading() as file:
            return int(file.execute("SELECT count(*) FROM turns WHERE game = ?", (key,)).fetchone()[0])

    def withdraw(self, key: str, turn: int) -> None:
        """Take back the last turn's orders, where adjudicating them failed."""
        with self._writing() as file:
            file.execute("DELETE FROM turns WHERE game = ? AND turn = ?", (key, turn))

    def keep(self, key: str, draft: Draft) -> None:
        """Keep what was chosen so far in the turn to play; nothing of a turn that was committed meanwhile.

        The next turn's writes over it, so that orders that were taken back can still be mended.
        """
        words = json.dumps({"turn": draft.turn, "orders": dict(draft.orders), "forecasts": dict(draft.forecasts)})
        with self._writing() as file:
            file.execute(
                f"UPDATE games SET draft = ?, {LATEST} "
                "WHERE key = ? AND ? = (SELECT count(*) FROM turns WHERE game = key)",
                (words, _now(), key, draft.turn),
            )

    def note(self, key: str, question: str, words: str, before: str | None = None) -> None:
        """Keep what was written to a question of the debrief.

        Args:
            key: of the game.
            question: as the scenario asks it.
            words: the answer.
            before: what the page had found there; None to write over whatever there is.

        Raises:
            MovedOn: another tab has written something else there since.
        """
        with self._writing() as file:
            row = file.execute("SELECT notes FROM games WHERE key = ?", (key,)).fetchone()
            if row is None:
                raise UnknownGame(say("No game is saved under “{key}” on this computer.", key=key))
            kept = json.loads(row[0])
            if before is not None and kept.get(question, "") not in (before, words):
                raise MovedOn(say("This answer was changed in another tab."))
            notes = {**kept, question: words}
            file.execute(f"UPDATE games SET notes = ?, {LATEST} WHERE key = ?", (_json(notes), _now(), key))

    def adopt(self, owner: str, game: SavedGame) -> SavedGame:
        """Save a whole game from elsewhere as a new one of this browser: all of it, or nothing."""
        key = new_key()
        said = (*game.forecasts, *({} for _ in game.orders[len(game.forecasts) :]))
        with self._writing() as file:
            file.execute(
                "INSERT INTO games (key, owner, scenario, digest, seed, seat, touched, world, fixed, notes, sequence) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM games))",
                (key, owner, game.scenario, game.digest, game.seed, game.seat, _now(), game.world,
                 _json(game.fixed), _json(game.notes)),
            )  # fmt: skip
            file.executemany(
                "INSERT INTO turns (game, turn, orders, forecast) VALUES (?, ?, ?, ?)",
                [
                    (key, turn, json.dumps(dict(orders)), json.dumps(dict(forecast)))
                    for turn, (orders, forecast) in enumerate(zip(game.orders, said, strict=True))
                ],
            )
        return replace(game, key=key)

    def describe(self, key: str, status: str, turns: int, over: bool) -> None:
        """Keep in words where a game stands, for the list."""
        with self._writing() as file:
            file.execute(
                "UPDATE games SET status = ?, turns = ?, over = ? WHERE key = ?",
                (status, turns, int(over), key),
            )

    def listed(self, owner: str, most: int = 6) -> list[Listed]:
        """The games of one browser, the latest first."""
        query = (
            "SELECT key, scenario, seat, status, (SELECT count(*) FROM turns WHERE game = key), turns, "
            "over, touched "
            "FROM games WHERE owner = ? AND listed ORDER BY sequence DESC LIMIT ?"
        )
        with self._reading() as file:
            rows = file.execute(query, (owner, most)).fetchall()
        return [
            Listed(key, scenario, seat, status, turn, turns, bool(over), datetime.fromisoformat(touched))
            for key, scenario, seat, status, turn, turns, over, touched in rows
        ]

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.reading(self.path, self.patience_seconds)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.writing(self.path, self.patience_seconds)


def new_key() -> str:
    """The key of a new game."""
    return secrets.token_urlsafe(6)


def _json(orders: Mapping[str, str]) -> str:
    """Orders as text, the same for the same orders."""
    return json.dumps(dict(orders), sort_keys=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

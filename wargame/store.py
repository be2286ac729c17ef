"""Saved games: scenario, dice, seat and orders in one SQLite file; everything else follows by replay.

The orders of a turn are written before the turn is adjudicated, so a game that stops in the middle of
one is found again with that turn to play.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs

from wargame import saved_values as values
from wargame import store_file
from wargame.orders import SIDES
from wargame.phrase import say, together, words_of
from wargame.saved_values import OddValue
from wargame.store_file import StoreError

PATIENCE_SECONDS = 5.0
# Whatever is done to a game puts it at the head of its list: clocks go back at times, this number does not.
MOST = 2**63  # of a whole number in SQLite
ODD_SEQUENCE = 2**53  # text and bytes are greater than it, too
NEXT = f"coalesce((SELECT max(sequence) FROM games WHERE sequence < {ODD_SEQUENCE}), 0) + 1"
LATEST = f"touched = ?, sequence = {NEXT}"
MOST_TURNS = 1000  # of a game as lists draw it

Row = dict[str, Any]


class UnknownGame(StoreError):
    """No game is saved under this key."""


class OddGame(StoreError):
    """What is kept of a game is not what this version writes, so it cannot be opened."""


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
    text: str = ""  # the name under which the text of its scenario is kept; empty for games of older versions


@dataclass(frozen=True)
class Listed:
    """A saved game as a list shows it, without replaying it."""

    key: str  # empty if it cannot be opened
    scenario: str
    seat: str | None
    status: str  # date and turn in words
    turn: int
    turns: int
    over: bool
    touched: datetime | None  # None if that cannot be read
    saved: SavedGame | None  # None if it cannot be opened
    trouble: str = ""  # why it cannot be opened
    row: int = 0  # by which `Store.raw` finds it


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
        text: str = "",
        key: str = "",
    ) -> SavedGame:
        """Save a new game without turns.

        Args:
            owner: the browser whose game it is.
            scenario: its name or file.
            digest: of what a game reads of the scenario.
            seed: of all dice.
            seat: a side, or None to watch.
            world: the number of the world, as in a batch.
            fixed: orders that hold in every turn.
            listed: whether the list of games shows it.
            text: of the scenario, with all that it extends; the game goes on with it whatever becomes of the file.
            key: under which it is saved; a new one if empty.
        """
        key, always = key or new_key(), dict(fixed or {})
        with self._writing() as file:
            file.execute(
                "INSERT INTO games (key, owner, scenario, digest, seed, seat, touched, world, fixed, listed, text, "
                "sequence) "
                f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {NEXT})",
                (key, owner, scenario, digest, seed, seat, _now(), world, _json(always), int(listed),
                 _keep_text(file, text)),
            )  # fmt: skip
        return SavedGame(key, scenario, digest, seed, seat, (), world, always, text=_text_name(text))

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
        """A saved game with all its orders. Raises UnknownGame, OddGame."""
        with self._reading() as file:
            found = next(_rows(file, "key = ?", key), None) if values.can_be_written(key) else None
        if found is None:
            raise UnknownGame(
                say(
                    "No game is saved under “{key}” on this computer. Check the address, or start from the lobby.",
                    key=key.encode(errors="replace").decode(),
                )
            )
        try:
            return _saved(*found)
        except OddValue as odd:
            others = say("All others can be opened. The lobby gives you what is kept of this one as a file.")
            raise OddGame(together((_odd_words(odd), others))) from odd

    def raw(self, owner: str, row: int) -> str:
        """All that is kept of a game of this browser, as JSON, even if no game can be made of it.

        Ids of browsers are left out: with one of them, another could pass for this one.

        Args:
            owner: the browser.
            row: as `Listed` gives it.

        Raises:
            UnknownGame: no game of this browser has that row.
        """
        with self._reading() as file:
            found = next(_rows(file, "games.rowid = ? AND owner = ?", row, owner), None)
            if found is None:
                raise UnknownGame(say("This game is not there any more. Reload the page."))
            game, turns = found
            texts = file.execute("SELECT text FROM scenarios WHERE digest = (SELECT text FROM games WHERE rowid = ?)",
                                 (row,)).fetchall()  # fmt: skip
        return json.dumps(
            {
                "game": {name: _plain(value) for name, value in game.items() if name not in ("owner", "row")},
                "turns": [{name: _plain(value) for name, value in turn.items() if name != "game"} for turn in turns],
                "scenario": [_plain(text[0]) for text in texts],
            },
            indent=1,
        )

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
            try:
                kept = values.notes(values.from_json(row[0], "notes"))
            except OddValue as odd:
                raise OddGame(say("The answers kept before cannot be read: {why}.", why=words_of(odd))) from odd
            if before is not None and kept.get(question, "") not in (before, words):
                raise MovedOn(say("This answer was changed in another tab."))
            notes = {**kept, question: words}
            file.execute(f"UPDATE games SET notes = ?, {LATEST} WHERE key = ?", (_json(notes), _now(), key))

    def scenario_text(self, name: str) -> str | None:
        """The text of a scenario that is kept under this name, if there is one and it is whole."""
        with self._reading() as file:
            row = file.execute("SELECT text FROM scenarios WHERE digest = ?", (name,)).fetchone()
        return row[0] if row is not None and isinstance(row[0], str) and _text_name(row[0]) == name else None

    def keep_text(self, scenario: str, digest: str, text: str) -> None:
        """Keep the text of a scenario with all games of it that an older version saved without one."""
        with self._writing() as file:
            file.execute(
                "UPDATE games SET text = ? WHERE scenario = ? AND digest = ? AND text IS NULL",
                (_keep_text(file, text), scenario, digest),
            )

    def adopt(self, owner: str, game: SavedGame, text: str = "") -> SavedGame:
        """Save a whole game from elsewhere as a new one of this browser: all of it, or nothing.

        Args:
            owner: the browser whose game it will be.
            game: its key is not used.
            text: of its scenario, as in `begin`.
        """
        key = new_key()
        said = (*game.forecasts, *({} for _ in game.orders[len(game.forecasts) :]))
        with self._writing() as file:
            file.execute(
                "INSERT INTO games (key, owner, scenario, digest, seed, seat, touched, world, fixed, notes, text, "
                "sequence) "
                f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {NEXT})",
                (key, owner, game.scenario, game.digest, game.seed, game.seat, _now(), game.world,
                 _json(game.fixed), _json(game.notes), _keep_text(file, text)),
            )  # fmt: skip
            file.executemany(
                "INSERT INTO turns (game, turn, orders, forecast) VALUES (?, ?, ?, ?)",
                [
                    (key, turn, json.dumps(dict(orders)), json.dumps(dict(forecast)))
                    for turn, (orders, forecast) in enumerate(zip(game.orders, said, strict=True))
                ],
            )
        return replace(game, key=key, text=_text_name(text))

    def describe(self, key: str, status: str, turns: int, over: bool) -> None:
        """Keep in words where a game stands, for the list."""
        with self._writing() as file:
            file.execute(
                "UPDATE games SET status = ?, turns = ?, over = ? WHERE key = ?",
                (status, turns, int(over), key),
            )

    def listed(self, owner: str, most: int = 6) -> list[Listed]:
        """The games of one browser, the latest first.

        Args:
            owner: the browser.
            most: how many games that can be opened, and how many that cannot.
        """
        found: list[Listed] = []
        left = {False: most, True: most}  # by whether there is trouble
        with self._reading() as file:
            where = f"owner = ? AND listed IS NOT 0 ORDER BY sequence < {ODD_SEQUENCE} DESC, sequence DESC"
            for row, turns in _rows(file, where, owner):
                game = _listed(row, turns)
                if left[bool(game.trouble)]:
                    left[bool(game.trouble)] -= 1
                    found.append(game)
                if not left[False]:
                    break
        return found

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.reading(self.path, self.patience_seconds)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.writing(self.path, self.patience_seconds)


def new_key() -> str:
    """The key of a new game."""
    return secrets.token_urlsafe(6)


def _rows(file: sqlite3.Connection, where: str, *given: object) -> Iterator[tuple[Row, list[Row]]]:
    """Games as they stand in the file, each with its turns."""
    for game in _named(file.execute(f"SELECT games.rowid AS row, games.* FROM games WHERE {where}", given)):
        turns = "SELECT * FROM turns WHERE game = (SELECT key FROM games WHERE rowid = ?) ORDER BY turn"
        yield game, list(_named(file.execute(turns, (game["row"],))))


def _named(rows: sqlite3.Cursor) -> Iterator[Row]:
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _saved(row: Row, turns: list[Row]) -> SavedGame:
    """The game of a row. Raises OddValue."""
    given, said = values.turns(turns)
    draft = Draft(*values.drafted(row["draft"]))
    return SavedGame(
        key=values.key(row["key"]), scenario=values.text(row["scenario"], "scenario"),
        digest=values.text(row["digest"], "digest"), seed=values.count(row["seed"], "seed", MOST),
        seat=values.seat(row["seat"]), orders=given, world=values.count(row["world"], "world", MOST),
        fixed=values.orders(values.from_json(row["fixed"], "fixed"), "fixed"), forecasts=said,
        notes=values.notes(values.from_json(row["notes"], "notes")),
        draft=draft if draft.turn == len(given) else Draft(len(given)),
        text="" if row["text"] is None else values.text(row["text"], "text"),
    )  # fmt: skip


def _odd_words(odd: OddValue) -> str:
    return say(
        "In the file of saved games, “{part}” of this game {why}. The game is kept as it is.",
        part=odd.part,
        why=odd.why,
    )


def _listed(row: Row, turns: list[Row]) -> Listed:
    """A row of the list; what cannot be read in it is left empty."""
    saved, trouble = None, ""
    try:
        saved = _saved(row, turns)
    except OddValue as odd:
        trouble = _odd_words(odd)

    def words(name: str) -> str:
        return row[name] if isinstance(row[name], str) and values.can_be_written(row[name]) else ""

    return Listed(
        key=saved.key if saved else "", scenario=saved.scenario if saved else words("scenario"),
        seat=row["seat"] if row["seat"] in SIDES else None, status=words("status"), turn=len(turns),
        turns=row["turns"] if isinstance(row["turns"], int) and 0 <= row["turns"] < MOST_TURNS else 0,
        over=row["over"] == 1, touched=values.moment(row["touched"]), saved=saved, trouble=trouble, row=row["row"],
    )  # fmt: skip


def _plain(value: object) -> object:
    """A value of SQLite as JSON has it: bytes in base64, and numbers that JSON has not in words."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _keep_text(file: sqlite3.Connection, text: str) -> str | None:
    """Keep the text of a scenario, once for all its games, and return its name."""
    if not text:
        return None
    file.execute("INSERT OR IGNORE INTO scenarios (digest, text) VALUES (?, ?)", (_text_name(text), text))
    return _text_name(text)


def _text_name(text: str) -> str:
    """The name of a text: a digest of it, so that the text can be held against it."""
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""


def _json(orders: Mapping[str, str]) -> str:
    """Orders as text, the same for the same orders."""
    return json.dumps(dict(orders), sort_keys=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

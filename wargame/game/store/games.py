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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs

from wargame.engine.orders import SIDES
from wargame.game.store import file as store_file
from wargame.game.store import values
from wargame.game.store.file import StoreError
from wargame.game.store.values import OddValue
from wargame.text.phrase import say, together, words_of

PATIENCE_SECONDS = 5.0
# Whatever is done to a game puts it at the head of its list: clocks go back at times, this number does not.
OWNER, WRITER, READER = "owner", "writer", "reader"  # what a browser may do with a game
CODE_VALID = timedelta(hours=1)
MOST_WRONG_CODES = 10  # that may be tried while a code is out; then that one is void
KEPT_DELETED = timedelta(days=30)  # that a deleted game can be restored
OF_BROWSER = (
    "(owner = ? OR key IN (SELECT game FROM writers WHERE browser = ?)) AND listed IS NOT 0 AND deleted IS NULL"
)
MOST = 2**63  # of a whole number in SQLite
ODD_SEQUENCE = 2**53  # text and bytes are greater than it, too
NEXT = f"coalesce((SELECT max(sequence) FROM games WHERE sequence < {ODD_SEQUENCE}), 0) + 1"
LATEST = f"touched = ?, sequence = {NEXT}"
NEWEST_FIRST = f"sequence < {ODD_SEQUENCE} DESC, sequence DESC"
MOST_TURNS = 1000  # of a game as lists draw it

Row = dict[str, Any]


class UnknownGame(StoreError):
    """No game is saved under this key."""


class DeletedGame(StoreError):
    """This game was deleted by its owner, who can still restore it."""


class RefusedCode(StoreError):
    """A code that lets no other browser play; the message says why."""


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
    copied_from: str = ""  # the game of which it is a copy; none where it is of a world of a batch
    copied_turn: int | None = None  # how many turns were copied, if it is a copy
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
    touched: datetime | None  # of a deleted game when it was deleted; None if that cannot be read
    saved: SavedGame | None  # None if it cannot be opened
    trouble: str = ""  # why it cannot be opened
    row: int = 0  # by which `Store.raw` finds it
    borrowed: bool = False  # somebody else's, which this browser plays by a code


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
            "AND world = ? AND fixed = ? AND deleted IS NULL AND copied_turn IS NULL ORDER BY sequence DESC LIMIT 1"
        )
        with self._reading() as file:
            row = file.execute(query, (owner, scenario, digest, seed, seat, world, _json(fixed))).fetchone()
        return None if row is None else str(row[0])

    def load(self, key: str) -> SavedGame:
        """A saved game with all its orders. Raises UnknownGame, DeletedGame, OddGame."""
        with self._reading() as file:
            found = next(_rows(file, "key = ?", key), None) if values.can_be_written(key) else None
        if found is None:
            raise _unknown(key)
        if found[0]["deleted"] is not None:
            raise _deleted()
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
                "copied_from, copied_turn, sequence) "
                f"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {NEXT})",
                (key, owner, game.scenario, game.digest, game.seed, game.seat, _now(), game.world,
                 _json(game.fixed), _json(game.notes), _keep_text(file, text), game.copied_from or None,
                 game.copied_turn),
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

    def listed(self, browser: str, most: int | None = 6) -> list[Listed]:
        """The games of one browser, its own and those it was let into, what was done last first.

        Games that were only looked at and deleted ones are left out.

        Args:
            browser: its id.
            most: how many games that can be opened, and how many that cannot; None for all.
        """
        found: list[Listed] = []
        left = {False: most, True: most}  # by whether there is trouble
        with self._reading() as file:
            for row, turns in _rows(file, f"{OF_BROWSER} ORDER BY {NEWEST_FIRST}", browser, browser):
                game = _listed(row, turns, browser)
                room = left[bool(game.trouble)]
                if room is None or room:
                    left[bool(game.trouble)] = None if room is None else room - 1
                    found.append(game)
                if left[False] == 0:
                    break
        return found

    def how_many(self, browser: str) -> int:
        """How many games `listed` has of a browser in all."""
        with self._reading() as file:
            row = file.execute(f"SELECT count(*) FROM games WHERE {OF_BROWSER}", (browser, browser)).fetchone()
        return int(row[0])

    def deleted(self, owner: str) -> list[Listed]:
        """The games that a browser has deleted and can restore, the latest first."""
        with self._reading() as file:
            where = f"owner = ? AND listed IS NOT 0 AND deleted IS NOT NULL ORDER BY {NEWEST_FIRST}"
            found = [(row, _listed(row, turns, owner)) for row, turns in _rows(file, where, owner)]
        return [
            replace(game, touched=values.moment(row["deleted"])) for row, game in found if not _is_over(row["deleted"])
        ]

    def right(self, key: str, browser: str, deleted: bool = False) -> str:
        """What a browser may do with a game: OWNER, WRITER or READER.

        Raises:
            UnknownGame: there is none.
            DeletedGame: it is deleted, unless that is expected.
        """
        with self._reading() as file:
            return _right(file, key, browser, deleted)

    def add_code(self, key: str, code_hash: str) -> datetime:
        """Let a code, of which only the hash is kept, admit one more browser to a game; until when it holds."""
        until = datetime.now(UTC) + CODE_VALID
        with self._writing() as file:
            file.execute("DELETE FROM write_codes WHERE expires < ?", (_at(-KEPT_DELETED),))
            file.execute(
                "INSERT INTO write_codes (code_hash, game, expires) VALUES (?, ?, ?)",
                (code_hash, key, until.isoformat(timespec="microseconds")),
            )
        return until

    def use_code(self, key: str, code_hash: str, browser: str) -> None:
        """Let a browser write to a game by a code, which works once; a browser that may already write uses none up.

        Raises:
            RefusedCode: the code is wrong, used, too old, or void since too many wrong ones were tried.
        """
        with self._writing() as file:
            if _right(file, key, browser) != READER:
                return
            problem = _use(file, key, code_hash, browser)
        if problem:  # only now: what was counted is kept
            raise RefusedCode(problem)

    def delete(self, key: str) -> None:
        """Take a game off every list; it can be restored for a time, and is then forgotten."""
        with self._writing() as file:
            file.execute("UPDATE games SET deleted = ? WHERE key = ? AND deleted IS NULL", (_now(), key))

    def restore(self, key: str) -> None:
        """Bring a deleted game back."""
        with self._writing() as file:
            file.execute(f"UPDATE games SET deleted = NULL, {LATEST} WHERE key = ?", (_now(), key))

    def forget_deleted(self) -> int:
        """Remove the games for good that were deleted too long ago to be restored, and tell how many they were."""
        with self._writing() as file:
            deleted = file.execute("SELECT key, deleted FROM games WHERE deleted IS NOT NULL").fetchall()
            old = [(key,) for key, when in deleted if _is_over(when)]
            for table, column in (("turns", "game"), ("writers", "game"), ("write_codes", "game"), ("games", "key")):
                file.executemany(f"DELETE FROM {table} WHERE {column} = ?", old)
        return len(old)

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.reading(self.path, self.patience_seconds)

    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        return store_file.writing(self.path, self.patience_seconds)


def _unknown(key: str) -> UnknownGame:
    return UnknownGame(
        say(
            "No game is saved under “{key}” on this computer. Check the address, or start from the lobby.",
            key=key.encode(errors="replace").decode(),
        )
    )


def _deleted() -> DeletedGame:
    days = KEPT_DELETED.days
    return DeletedGame(
        say(
            "This game was deleted by its owner, who can restore it for {days} days, here or under My games.", days=days
        )
    )


def _is_over(deleted: object) -> bool:
    """Whether a game was deleted too long ago to be restored; not where the time cannot be read."""
    when = values.moment(deleted)
    return when is not None and when < datetime.now(UTC) - KEPT_DELETED


def _right(file: sqlite3.Connection, key: str, browser: str, deleted: bool = False) -> str:
    if not values.can_be_written(key):
        raise _unknown(key)
    row = file.execute(
        "SELECT owner, deleted, EXISTS (SELECT 1 FROM writers WHERE game = key AND browser = ?) FROM games "
        "WHERE key = ?",
        (browser, key),
    ).fetchone()
    if row is None:
        raise _unknown(key)
    if row[1] is not None and not deleted:
        raise _deleted()
    return OWNER if row[0] == browser else WRITER if row[2] else READER


def _use(file: sqlite3.Connection, key: str, code_hash: str, browser: str) -> str:
    """Use a code, or count a wrong one. Returns what is wrong with it."""
    now = _now()
    live = "game = ? AND used IS NULL AND expires >= ? AND wrong < ?"
    row = file.execute(
        "SELECT used, expires, wrong FROM write_codes WHERE code_hash = ? AND game = ?", (code_hash, key)
    ).fetchone()
    if row is None:
        file.execute(f"UPDATE write_codes SET wrong = wrong + 1 WHERE {live}", (key, now, MOST_WRONG_CODES))
        (least,) = file.execute(
            f"SELECT min(wrong) FROM write_codes WHERE {live}", (key, now, MOST_WRONG_CODES)
        ).fetchone()
        if least is None:
            return say(
                "This code does not open this game, and no other code is out for it. Ask its owner for a new one."
            )
        return say(
            "This code does not open this game. Check every letter; after {left} more wrong codes its owner has to "
            "make a new one.",
            left=MOST_WRONG_CODES - least,
        )
    used, expires, wrong = row
    if used is not None:
        return say("This code has been used already, and each works once. Ask the game’s owner for a new one.")
    if expires < now:
        return say("This code was valid for an hour, and that is over. Ask the game’s owner for a new one.")
    if wrong >= MOST_WRONG_CODES:
        return say("Too many wrong codes were tried, so this one is void. Ask the game’s owner for a new one.")
    file.execute("UPDATE write_codes SET used = ? WHERE code_hash = ?", (now, code_hash))
    file.execute("INSERT INTO writers (game, browser, since) VALUES (?, ?, ?)", (key, browser, now))
    return ""


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
        copied_from=row["copied_from"] if isinstance(row["copied_from"], str) else "",
        copied_turn=row["copied_turn"] if isinstance(row["copied_turn"], int) else None,
    )  # fmt: skip


def _odd_words(odd: OddValue) -> str:
    return say(
        "In the file of saved games, “{part}” of this game {why}. The game is kept as it is.",
        part=odd.part,
        why=odd.why,
    )


def _listed(row: Row, turns: list[Row], browser: str) -> Listed:
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
        borrowed=row["owner"] != browser,
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
    return _at(timedelta())


def _at(later: timedelta) -> str:
    """A moment so much later than now, in the form in which moments are kept, which sorts as they do."""
    return (datetime.now(UTC) + later).isoformat(timespec="microseconds")

"""The SQLite file of saved games: opening it, bringing it up to date, and saying in words why it cannot be opened.

The file carries the number of its schema in `PRAGMA user_version`. Each entry of `MIGRATIONS` brings a file from
its place in the list to the next number, in one transaction. Before that, the file is copied to
`games.sqlite.backup-N` beside it, where N is the number of the schema that the copy has. A copy that is there
already stays: another one gets the name `games.sqlite.backup-N.2`. To go back to an older version of the game,
stop the server, put the copy in the place of the file, and delete `games.sqlite-wal` if it is there: its changes are
those of the other file.

A file whose number is newer than this version knows is refused and not changed. Opening a file that is up to date
writes nothing into it.

Several processes may use one file at once, as SQLite lets one write at a time. The number is read again in each
transaction, so a server that still runs when a newer version has changed the file stops writing at once.
"""

from __future__ import annotations

import filecmp
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from wargame.text.phrase import marked, say

APPLICATION = 0x4C6E6368  # "Lnch": `PRAGMA application_id`, by which SQLite files of other programs are known
HEADER = 100  # bytes at the start of an SQLite file; the format is fixed: sqlite.org/fileformat.html
MAGIC = b"SQLite format 3\0"
QUEUE_SECONDS = 60.0  # that a thread waits for others of its process; each of these writes for milliseconds
PAUSE_SECONDS = 0.02  # between two tries to set the journal of a new file
OURS = {"games": {"key", "owner", "scenario", "seed"}, "turns": {"game", "turn", "orders"}}  # in files of every version

REASONS = (  # the words of SQLite and of the system that people meet, for catalogues
    marked("database is locked"),
    marked("database or disk is full"),
    marked("attempt to write a readonly database"),
    marked("unable to open database file"),
    marked("disk I/O error"),
    marked("database disk image is malformed"),
    marked("file is not a database"),
    marked("Permission denied"),
    marked("Read-only file system"),
    marked("No space left on device"),
    marked("Not a directory"),
    marked("File exists"),
)

_queue = threading.Lock()


class StoreError(Exception):
    """Something is wrong with the saved games; the message says what is safe and what to do."""


def _first(file: sqlite3.Connection) -> None:
    """From files that had no number, of whatever age, and from an empty one."""
    for sql in (
        "CREATE TABLE IF NOT EXISTS games (key TEXT PRIMARY KEY, owner TEXT NOT NULL, scenario TEXT NOT NULL, "
        "digest TEXT NOT NULL, seed INTEGER NOT NULL, seat TEXT, status TEXT NOT NULL DEFAULT '', "
        "turns INTEGER NOT NULL DEFAULT 0, over INTEGER NOT NULL DEFAULT 0, touched TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS turns (game TEXT NOT NULL REFERENCES games (key), turn INTEGER NOT NULL, "
        "orders TEXT NOT NULL, PRIMARY KEY (game, turn))",
        # Other browsers that may write to a game, beside its owner, and the codes with which they may ask to.
        "CREATE TABLE writers (game TEXT NOT NULL REFERENCES games (key), browser TEXT NOT NULL, since TEXT NOT NULL, "
        "PRIMARY KEY (game, browser))",
        "CREATE TABLE write_codes (code_hash TEXT PRIMARY KEY, game TEXT NOT NULL REFERENCES games (key), "
        "expires TEXT NOT NULL, used TEXT, wrong INTEGER NOT NULL DEFAULT 0)",
        # What scenarios say, each text once.
        "CREATE TABLE scenarios (digest TEXT PRIMARY KEY, text TEXT NOT NULL)",
    ):
        file.execute(sql)
    _add(file, "games", "world", "INTEGER NOT NULL DEFAULT 0")  # this and the next five are in most older files
    _add(file, "games", "fixed", "TEXT NOT NULL DEFAULT '{}'")
    _add(file, "games", "listed", "INTEGER NOT NULL DEFAULT 1")
    _add(file, "games", "notes", "TEXT NOT NULL DEFAULT '{}'")
    _add(file, "games", "draft", "TEXT NOT NULL DEFAULT '{}'")
    _add(file, "turns", "forecast", "TEXT NOT NULL DEFAULT '{}'")
    _add(file, "turns", "click", "TEXT")  # the id of the click that gave the turn
    _add(file, "games", "sequence", "INTEGER NOT NULL DEFAULT 0")  # the order of what was done, whatever clocks say
    _add(file, "games", "deleted", "TEXT")  # when its owner deleted it
    _add(file, "games", "copied_from", "TEXT")  # the game of which this one is a copy that is played on
    _add(file, "games", "copied_turn", "INTEGER")  # how many of its turns were copied; NULL in a game that is no copy
    _add(file, "games", "text", "TEXT")  # the digest of its scenario's text
    rows = file.execute("SELECT rowid FROM games ORDER BY touched, rowid").fetchall()
    file.executemany(
        "UPDATE games SET sequence = ? WHERE rowid = ?", [(number, row[0]) for number, row in enumerate(rows, 1)]
    )
    file.execute("DROP INDEX IF EXISTS games_of_owner")
    file.execute("CREATE INDEX games_of_owner ON games (owner, sequence)")
    file.execute("CREATE INDEX games_in_order ON games (sequence)")
    file.execute(f"PRAGMA application_id = {APPLICATION}")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first,)  # a released entry is never changed


@contextmanager
def writing(path: Path, patience_seconds: float) -> Iterator[sqlite3.Connection]:
    """The file within one transaction that alone may write, committed at the end and rolled back on any error.

    Args:
        path: of the file; it and its folder are made if they are missing.
        patience_seconds: how long to wait while another process writes.

    Raises:
        StoreError: the file cannot be opened or written.
    """
    with _in_words(path), _in_turn(), closing(_begun(path, patience_seconds, "BEGIN IMMEDIATE")) as file:
        yield file
        file.execute("COMMIT")


@contextmanager
def _in_turn() -> Iterator[None]:
    """Let the threads of this process write one after the other.

    SQLite has each of them sleep and try again. Of sixty that write at once some are unlucky for so long that their
    patience ends, although the file is free again and again.
    """
    if not _queue.acquire(timeout=QUEUE_SECONDS):
        raise sqlite3.OperationalError("database is locked")
    try:
        yield
    finally:
        _queue.release()


@contextmanager
def reading(path: Path, patience_seconds: float) -> Iterator[sqlite3.Connection]:
    """The file within one transaction that only reads; also where nothing can be written. Raises StoreError."""
    with _in_words(path), closing(_readable(path, patience_seconds)) as file:
        yield file


def schema_number() -> int:
    """The newest schema that this version knows."""
    return len(MIGRATIONS)


@dataclass(frozen=True)
class _Header:
    """What the first bytes of a file say. A change that is still in the journal beside it is not yet in them."""

    missing: bool = False
    empty: bool = False
    application: int = 0
    number: int = 0
    wal: bool = False  # whether its journal is a write-ahead log


def _header(path: Path) -> _Header:
    """Look at the file without SQLite, which would make files beside it. Raises StoreError for what is none of ours."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return _Header(missing=True, empty=True)
    if not stat.S_ISREG(mode):
        raise StoreError(
            say(
                "{path} is a folder or a device, so no games can be saved there. Nothing was changed. Move it away, "
                "or name another folder in WARGAME_DATA.",
                path=path,
            )
        )
    with path.open("rb") as stream:
        start = stream.read(HEADER)
    if not start:
        return _Header(empty=True)
    if len(start) < HEADER or not start.startswith(MAGIC):
        raise StoreError(
            say(
                "{path} is not a file of saved games, or its start is damaged. It was not changed. Move it away to "
                "begin a new one, or put a copy in its place: one may lie beside it with “backup” in its name.",
                path=path,
            )
        )
    found = _Header(
        application=int.from_bytes(start[68:72], "big"),
        number=int.from_bytes(start[60:64], "big"),
        wal=start[18] == 2,
    )
    if found.application not in (0, APPLICATION):
        raise _foreign(path)
    if found.application == 0 and found.number:
        with closing(_connect_to_read(path)) as file:
            if not _is_ours(file):
                raise _foreign(path)
    _refuse_newer(path, found.number)
    return found


def _foreign(path: Path) -> StoreError:
    return StoreError(
        say(
            "{path} is a database of another program. It was not changed. Move it away, or name another folder in "
            "WARGAME_DATA.",
            path=path,
        )
    )


def _refuse_newer(path: Path, number: int) -> None:
    if number > schema_number():
        raise StoreError(
            say(
                "A newer version of Linchpin wrote the saved games in {path} (schema {found}; this version reads up "
                "to {known}). They are safe and were not changed. Start the newer version, or name another folder in "
                "WARGAME_DATA.",
                path=path,
                found=number,
                known=schema_number(),
            )
        )


def _begun(path: Path, patience_seconds: float, begin: str) -> sqlite3.Connection:
    """The file, brought up to date, within a transaction. It is as this version knows it until that ends."""
    header = _header(path)
    if header.missing:
        path.parent.mkdir(parents=True, exist_ok=True)
    if _has_log(path):  # a newer number may be there alone, and to close the file would write the log into it
        with closing(_connect_to_read(path)) as file:
            _refuse_newer(path, _number(file))
    file = sqlite3.connect(path, timeout=patience_seconds, isolation_level=None)
    file.text_factory = _text
    try:
        if not header.wal or (header.number < schema_number() and _number(file) < schema_number()):
            if not header.empty and not _is_ours(file):
                raise _foreign(path)
            _use_log(file, patience_seconds)
            _migrate(file, path)
        file.execute("PRAGMA synchronous = FULL")
        file.execute(begin)
        _refuse_newer(path, _number(file))
    except BaseException:
        file.close()
        raise
    return file


def _readable(path: Path, patience_seconds: float) -> sqlite3.Connection:
    """The file, ready to be read: as it lies there, or where nothing can be written brought up to date in memory."""
    try:
        return _begun(path, patience_seconds, "BEGIN")
    except (OSError, sqlite3.OperationalError, _NoBackup) as error:
        if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or _header_or_none(path) is None:
            raise
    file = _connect_to_read(path)
    try:
        if _number(file) < schema_number():
            if not _is_ours(file):
                raise _foreign(path)
            memory = sqlite3.connect(":memory:", isolation_level=None)
            memory.text_factory = _text
            file.backup(memory)
            file.close()
            file = memory
            for number in range(_number(file), schema_number()):
                MIGRATIONS[number](file)
                file.execute(f"PRAGMA user_version = {number + 1}")
        file.execute("BEGIN")
    except BaseException:
        file.close()
        raise
    return file


def _header_or_none(path: Path) -> _Header | None:
    """The header of a file that can be read and holds something."""
    try:
        found = _header(path)
    except OSError:
        return None
    return None if found.empty else found


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """The file opened without changing it or its log."""
    # Without a log no one is writing, and SQLite need not make one to read: `immutable` says so.
    how = "mode=ro" if _has_log(path) else "mode=ro&immutable=1"
    file = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    file.text_factory = _text
    return file


def _text(found: bytes) -> str:
    """Text, though it be damaged: bytes that are no UTF-8 become what `can_be_written` refuses."""
    return found.decode(errors="surrogateescape")


def _has_log(path: Path) -> bool:
    """Whether changes are in the log beside the file: others have it open, or were killed."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _migrate(file: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date, one step after the other, each after a backup and in a transaction of its own."""
    while True:
        file.execute("BEGIN IMMEDIATE")
        number = _number(file)  # again: another process may have been quicker
        if number >= schema_number():
            file.execute("ROLLBACK")
            break
        if _tables(file):
            _back_up(path, number)
        MIGRATIONS[number](file)
        file.execute(f"PRAGMA user_version = {number + 1}")
        file.execute("COMMIT")
    file.execute("PRAGMA wal_checkpoint(PASSIVE)")  # so that the number stands in the header of the file itself


class _NoBackup(StoreError):
    """The copy that comes before a migration cannot be written."""


def _back_up(path: Path, number: int) -> None:
    """Copy the file as it was last committed. The caller holds the right to write, so no other process does this."""
    made = path.with_name(f"{path.name}.backup-{number}.part")
    try:
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(made)) as copy:
            source.backup(copy)
        with made.open("rb+") as stream:
            os.fsync(stream.fileno())
        kept, count = path.with_name(f"{path.name}.backup-{number}"), 1
        while kept.exists() and not filecmp.cmp(made, kept, shallow=False):
            count += 1
            kept = path.with_name(f"{path.name}.backup-{number}.{count}")
        made.replace(kept)  # the same bytes where it is there already, from a try that failed later
        _sync_folder(path.parent)
    except (OSError, sqlite3.Error) as error:
        made.unlink(missing_ok=True)
        raise _NoBackup(
            say(
                "The saved games in {path} come from an older version, and the copy that is made before they are "
                "brought up to date cannot be written ({error}). They are safe and were not changed, and games can be "
                "read. Make room on the disk and allow writing to its folder, then try again.",
                path=path,
                error=_reason(error),
            )
        ) from error


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder last; systems that cannot open a folder do this by themselves."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _use_log(file: sqlite3.Connection, patience_seconds: float) -> None:
    """Let the file be read while it is written; SQLite does not wait by itself when another process does the same."""
    end = time.monotonic() + patience_seconds
    while True:
        try:
            file.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(PAUSE_SECONDS)


def _number(file: sqlite3.Connection) -> int:
    return int(file.execute("PRAGMA user_version").fetchone()[0])


def _tables(file: sqlite3.Connection) -> set[str]:
    rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {row[0] for row in rows}


def _columns(file: sqlite3.Connection, table: str) -> set[str]:
    return {column[1] for column in file.execute(f"PRAGMA table_info({table})")}


def _is_ours(file: sqlite3.Connection) -> bool:
    """Whether the tables are those of saved games, or there are none yet."""
    return not _tables(file) or all(columns <= _columns(file, table) for table, columns in OURS.items())


def _add(file: sqlite3.Connection, table: str, name: str, kind: str) -> None:
    if name not in _columns(file, table):
        file.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _code(error: Exception) -> int:
    """The primary error code of SQLite; 0 for errors of others."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _reason(error: Exception) -> str:
    """What SQLite or the system says; of an error of the system without its number and path."""
    return str(getattr(error, "strerror", None) or error)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system and SQLite raise into words."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            say(
                "Saved games cannot be opened at {path} ({error}). Check that the folder can be written, or name "
                "another one in WARGAME_DATA.",
                path=path,
                error=_reason(error),
            )
        ) from error
    except sqlite3.OperationalError as error:
        raise StoreError(_operational(error, path)) from error
    except sqlite3.DatabaseError as error:
        raise StoreError(_damaged(error, path)) from error


def _damaged(error: sqlite3.Error, path: Path) -> str:
    return say(
        "The file of saved games is damaged ({error}). Move {path} away to begin a new one.",
        error=_reason(error),
        path=path,
    )


def _operational(error: sqlite3.OperationalError, path: Path) -> str:
    code, reason = _code(error), _reason(error)
    if code == sqlite3.SQLITE_ERROR:  # a table or a column is gone
        return _damaged(error, path)
    if code == sqlite3.SQLITE_FULL:
        return say(
            "The disk is full ({error}), so nothing can be saved now. What was saved before is safe and can be read. "
            "Make room where {path} lies, then try again.",
            error=reason,
            path=path,
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return say(
            "Saved games cannot be written at {path} ({error}). What was saved before is safe and can be read. Allow "
            "writing to the file and its folder, or name another folder in WARGAME_DATA.",
            path=path,
            error=reason,
        )
    return say(
        "Saved games cannot be written just now ({error}). What was saved before is safe. Close other "
        "programs that use {path}, then try again.",
        error=reason,
        path=path,
    )

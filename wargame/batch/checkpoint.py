"""What is played so far, on disk: a part for each task, so that a run that was cut off can go on where it was.

While a run is on, its folder holds `run.json` (what is played) and `parts/`. At the end, the parts become the files of
the answer and are taken away. Every file appears under its name only once it is whole.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.batch.simulate import Played, Rows

if TYPE_CHECKING:
    import pyarrow as pa

# Arrow is imported where it is used: a run without a folder has no use for it, and would wait a quarter second.
PARQUET, CSV, TURNS = "worlds.parquet", "worlds.csv", "turns.parquet"
RUN, PARTS, PLAN = "run.json", "parts", "plan.json"
PARTIAL = ".partial"  # a file that is being written


class OutputFault(Exception):
    """A folder that cannot take the results; the message says why."""


class Kept:
    """The parts of a run in its folder."""

    def __init__(self, folder: Path, block_worlds: int) -> None:
        self.folder = folder
        self.block_worlds = block_worlds
        self._parts = folder / PARTS

    def __contains__(self, number: int) -> bool:
        return self._file(number).exists()

    def keep(self, number: int, played: Played) -> None:
        """Write the part of a task: on disk, and whole, once this returns."""
        with told(self.folder):
            if played.turns is not None:
                self._write(self._file(number, ".turns"), played.turns)
            self._write(self._file(number), played.rows)

    def rows(self, number: int) -> Rows:
        """What was measured of the worlds of a task."""
        return self._read(self._file(number))

    def turns(self, number: int) -> Rows:
        """What was measured turn by turn."""
        return self._read(self._file(number, ".turns"))

    def done(self) -> None:
        """Take the parts away: the run is complete, and its files are written."""
        gone = self._parts.with_name(f".{PARTS}{PARTIAL}")
        self._parts.rename(gone)
        shutil.rmtree(gone)

    def _file(self, number: int, kind: str = "") -> Path:
        return self._parts / f"{number:07}{kind}.parquet"

    def _write(self, path: Path, rows: Rows) -> None:
        from pyarrow import parquet

        with replacing(path) as partial:
            parquet.write_table(as_table(rows), partial, compression="zstd")

    def _read(self, path: Path) -> Rows:
        from pyarrow import ArrowInvalid, parquet

        try:
            table = parquet.read_table(path)
        except (OSError, ArrowInvalid) as error:
            raise OutputFault(f"--resume: {path} cannot be read; delete it, and its games are played again") from error
        return {name: table[name].to_numpy() for name in table.column_names}


def as_table(rows: Rows) -> pa.Table:
    """Measures as they are, without words."""
    import pyarrow as pa

    return pa.table({name: pa.array(values) for name, values in rows.items()})


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Write a file beside its place; it appears there whole, or not at all."""
    partial = path.with_name(f".{path.name}{PARTIAL}")
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def write_text(path: Path, words: str) -> None:
    """Write a text file, whole or not at all."""
    with replacing(path) as partial:
        partial.write_text(words, encoding="utf-8", newline="\n")


def check_new(path: Path, option: str) -> None:
    """See that a file can be written that is not there yet.

    Raises:
        OutputFault: with the reason why not.
    """
    try:
        with path.open("xb"):
            pass
        path.unlink()
    except FileExistsError:
        raise OutputFault(
            f"{option} {path}: is there already; results are never written over, name a new file"
        ) from None
    except OSError as error:
        raise OutputFault(f"{option} {path}: cannot be written: {error.strerror or error}") from None


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say in words what keeps a file from being written."""
    try:
        yield
    except OSError as error:
        full = "No space left" in str(error)  # as Arrow tells it, without a number
        why = "the disk is full" if full or error.errno == errno.ENOSPC else error.strerror or str(error)
        raise OutputFault(
            f"--out {folder}: cannot be written: {why}. What is complete is kept; once there is room, add --resume"
        ) from error


def open_folder(folder: Path) -> Path:
    """Make a folder for results, or take an empty one.

    Raises:
        OutputFault: if it holds anything, is a file, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / RUN).exists():
            more = "add --resume to go on with it" if (folder / PARTS).exists() else "it is complete"
            raise OutputFault(f"--out {folder}: the folder holds a run, {more}; results are never written over")
        if _other_files(folder):
            raise OutputFault(
                f"--out {folder}: the folder is not empty; results are never written over, name a new one"
            )
        trial = folder / f".trial{PARTIAL}"
        trial.write_bytes(b"linchpin")
        trial.unlink()
    except (FileExistsError, NotADirectoryError):
        raise OutputFault(f"--out {folder}: this is not a folder") from None
    except OSError as error:
        raise OutputFault(f"--out {folder}: cannot be written: {error.strerror or error}") from None
    return folder


def begin(folder: Path, run: Mapping[str, Any], block_worlds: int) -> Kept:
    """Begin a run in a new folder; see `open_folder` for what it raises."""
    open_folder(folder)
    with told(folder):
        (folder / PARTS).mkdir(exist_ok=True)
        write_text(folder / PARTS / PLAN, json.dumps({"block_worlds": block_worlds}) + "\n")
        write_text(folder / RUN, json.dumps(run, indent=2, ensure_ascii=False) + "\n")
    return Kept(folder, block_worlds)


def is_begun(folder: Path) -> bool:
    """Whether a run was begun in a folder.

    Raises:
        OutputFault: if it holds anything else.
    """
    if (folder / RUN).exists():
        return True
    if _other_files(folder):
        raise OutputFault(f"--resume: {folder} holds no run that could go on; it has no {RUN}")
    return False


def resume(folder: Path, run: Mapping[str, Any]) -> Kept | None:
    """Go on with the run of a folder; None if it is complete.

    Raises:
        OutputFault: if it is another run.
    """
    there = _read_json(folder / RUN)
    asked = json.loads(json.dumps(run))
    other = [name for name in {**asked, **there} if asked.get(name) != there.get(name)]
    if other:
        lines = [
            f"  {name.replace('_', ' ')}: {_short(there.get(name))} there, {_short(asked.get(name))} here"
            for name in other
        ]
        raise OutputFault(
            f"--resume: {folder} holds another run; nothing was changed there. Give the same command, "
            "or name a new folder.\n" + "\n".join(lines)
        )
    if not (folder / PARTS).exists():
        with held(folder):
            return None
    return Kept(folder, int(_read_json(folder / PARTS / PLAN)["block_worlds"]))


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder of a run, so that no other process works in it. It is let go when this one ends, or is killed.

    What was being written when a run was cut off is swept away.
    """
    with (folder / RUN).open("rb") as file:
        with suppress(ImportError):  # Windows has no such lock
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise OutputFault(f"--out {folder}: another process is at work in this folder") from None
        for left in [*folder.glob(f".*{PARTIAL}"), *(folder / PARTS).glob(f".*{PARTIAL}")]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield


def _other_files(folder: Path) -> list[Path]:
    """What a folder holds, but for what a run leaves that was cut off before it began."""
    if not folder.is_dir():
        return []
    begun = {PARTS} if not (folder / RUN).exists() and _is_fresh(folder / PARTS) else set()
    return [path for path in folder.iterdir() if not path.name.endswith(PARTIAL) and path.name not in begun]


def _is_fresh(parts: Path) -> bool:
    return parts.is_dir() and all(path.name == PLAN or path.name.endswith(PARTIAL) for path in parts.iterdir())


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise OutputFault(f"--resume: {path} cannot be read as the record of a run")
    return found


def _short(value: Any) -> str:
    words = "none" if value in (None, {}, []) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 80 else f"{words[:79]}…"

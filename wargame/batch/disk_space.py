"""Room on the disk: a run that would not fit is refused before it starts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from wargame.batch.checkpoint import OutputFault, as_table
from wargame.batch.simulate import Played, Rows
from wargame.engine.measures import BY_TURN, MEASURES

MOST_DRAWN = 40  # numbers that a scenario leaves uncertain, more than any that is shipped has
WIDEST = 8 * (len(MEASURES) + 6 + MOST_DRAWN)  # bytes of a row whose every value takes 8
WIDEST_TURN, MOST_TURNS = 8 * (len(BY_TURN) + 6), 60  # of a world
CSV_BYTES = 6  # of a value as text
TRIAL_WORLDS = 400
SPARE = 1.1  # rows of other worlds can compress worse than those of the trial
FIXED = 4_000_000  # summary, pictures, the report


def check_room(folder: Path, games: int, series: bool, csv: bool, trial: Callable[[int], Played]) -> None:
    """Refuse a run whose files would not fit.

    Args:
        folder: where they go; it need not be there yet.
        games: how many worlds there will be, in all cells.
        series: whether turns are kept.
        csv: whether rows are written as CSV too.
        trial: plays so many worlds; only asked where it may be tight.

    Raises:
        OutputFault: with the bytes needed and the bytes free.
    """
    place = next((each for each in (folder, *folder.absolute().parents) if each.exists()), None)
    if place is None or not place.is_dir():
        return  # which is told when the folder is made
    disk = shutil.disk_usage(place)
    if disk.total == 0:
        return  # no disk, such as /proc; told as well when the folder is made
    free = disk.free
    text = CSV_BYTES * len(MEASURES) if csv else 0
    if games * (2 * (WIDEST + series * WIDEST_TURN * MOST_TURNS) + text) + FIXED <= free:
        return
    played = trial(min(TRIAL_WORLDS, games))
    worlds = len(next(iter(played.rows.values())))
    each = _bytes(played.rows) + (0 if played.turns is None else _bytes(played.turns))
    needed = int(games * SPARE * (2 * each / worlds + text)) + FIXED  # parts and the file made of them, side by side
    if needed > free:
        raise OutputFault(
            f"--out {folder}: {games:,} games need about {_size(needed)} of disk while they run, and {_size(free)} "
            "are free there; play fewer, or name a folder on another disk"
        )


def _bytes(rows: Rows) -> int:
    """Bytes of some rows as Parquet, without what a file takes that has none."""
    from pyarrow import BufferOutputStream, parquet

    written = []
    for part in (rows, {name: values[:0] for name, values in rows.items()}):
        sink = BufferOutputStream()
        parquet.write_table(as_table(part), sink, compression="zstd")
        written.append(sink.tell())
    return int(np.subtract(*written))


def _size(count: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if count >= size:
            return f"{count / size:,.1f} {unit}"
    return f"{count / 1e3:,.0f} kB"

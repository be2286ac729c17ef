"""Files of an answer: one row a world as Parquet, the same as CSV if asked, and what each turn left if asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from wargame.factors import Cell
from wargame.measures import BY_NAME, Measure
from wargame.orders import STAGES
from wargame.parameters import Array
from wargame.simulate import Rows
from wargame.study.kept import replacing

GROUP_ROWS = 65_536  # of a row group: the same whatever the blocks were, so that files are the same to the last byte


def write_tables(folder: Path, name: str, tables: Iterator[pa.Table], as_csv: str | None = None) -> None:
    """Write rows as they come as one Parquet file, and the same as CSV where that has a name.

    Memory does not grow with the rows, and the bytes do not depend on how the rows come in tables.
    """
    with ExitStack() as stack:
        partial = stack.enter_context(replacing(folder / name))
        beside = None if as_csv is None else stack.enter_context(replacing(folder / as_csv))
        writers: list[Any] = []
        with ExitStack() as writing:
            for group in _groups(tables):
                if not writers:
                    writers.append(
                        writing.enter_context(parquet.ParquetWriter(partial, group.schema, compression="zstd"))
                    )
                    if beside is not None:
                        writers.append(writing.enter_context(csv.CSVWriter(beside, group.schema)))
                for writer in writers:
                    writer.write_table(group)


def _groups(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of one size."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(len(each) for each in waiting) >= GROUP_ROWS:
            whole = pa.concat_tables(waiting)
            full = len(whole) - len(whole) % GROUP_ROWS
            for start in range(0, full, GROUP_ROWS):
                yield whole.slice(start, GROUP_ROWS).combine_chunks()
            waiting = [whole.slice(full)]
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def world_table(cell: Cell, seed: int, first_world: int, rows: Rows) -> pa.Table:
    """Some worlds of a cell: what `wargame show` needs to play each again, and what was measured."""
    worlds = np.arange(first_world, first_world + len(rows["outcome"]))
    return pa.table({**_named(cell, seed, worlds), **measured(rows)})


def turn_table(cell: Cell, seed: int, first_world: int, turns: Rows) -> pa.Table:
    """The turns of some worlds of a cell, those of a world together and in their order."""
    return pa.table({**_named(cell, seed, first_world + turns["row"].astype(np.int64)), **turn_columns(turns)})


def turn_columns(turns: Rows) -> dict[str, pa.Array]:
    """Stage, turn and measures of turns as columns."""
    left = {name: values for name, values in turns.items() if name not in ("row", "stage", "turn")}
    stage = pa.array(STAGES).take(pa.array(turns["stage"]))
    return {"stage": stage, "turn": pa.array(turns["turn"]), **measured(left)}


def _named(cell: Cell, seed: int, worlds: Array) -> dict[str, pa.Array]:
    return {
        "seed": pa.array(np.full(len(worlds), seed)),
        "world": pa.array(worlds),
        **{factor: pa.array([value] * len(worlds), pa.string()) for factor, value in cell.varied},
    }


def measured(rows: Rows) -> dict[str, pa.Array]:
    """The measures of worlds as columns."""
    return {name: column(BY_NAME[name], values) for name, values in rows.items()}


def column(measure: Measure, values: Array) -> pa.Array:
    """A measure as a column: words for classes, empty where there is none."""
    missing = None if measure.none_below is None else values < measure.none_below
    if measure.words:
        return pa.array(measure.words).take(pa.array(values.astype(np.int32), mask=missing))
    return pa.array(values, mask=missing)

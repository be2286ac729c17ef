"""Files of an answer: one row a world as Parquet, the same as CSV if asked, and what each turn left if asked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from wargame.batch.checkpoint import replacing
from wargame.batch.simulate import DRAWN, Rows
from wargame.engine.measures import BY_NAME, Measure
from wargame.engine.orders import STAGES
from wargame.engine.parameters import Array, distributions
from wargame.scenario.factor_words import label, meanings
from wargame.scenario.factors import Cell
from wargame.scenario.numbers import declared
from wargame.scenario.schema.scenario import Scenario

ABOUT = "linchpin"  # the key of a file's metadata under which stands what its rows are
NAMED = {
    "seed": ("", "Seed of all dice"), "world": ("", "Number of the world"), "point": ("", "Point of the design"),
    "without": ("", "Base or host that is taken away"), "stage": ("class", "Stage of the game"),
    "turn": ("turn of its stage, from 0", "Turn"),
}  # fmt: skip
GROUP_ROWS = 65_536  # of a row group: the same whatever the blocks were, so that files are the same to the last byte


@dataclass(frozen=True)
class About:
    """What the rows of a file are.

    Args:
        scenario: its name, or its file.
        told: what was asked and how to ask it again: scenario, digest, edition, seed, settings, command.
    """

    scenario: str
    told: Mapping[str, Any] = field(default_factory=dict)

    def on(self, table: pa.Table) -> pa.Table:
        """A table that carries it, with the unit and the words of each column."""
        columns = {name: self._column(name) for name in table.column_names}
        fields = [each.with_metadata(_said(*columns[each.name])) for each in table.schema]
        told = {**self.told, "columns": {name: {"unit": unit, "label": what} for name, (unit, what) in columns.items()}}
        return table.cast(pa.schema(fields, metadata={ABOUT: json.dumps(told, ensure_ascii=False)}))

    def _column(self, name: str) -> tuple[str, str]:
        """The unit of a column and what it is."""
        if name in BY_NAME:
            return BY_NAME[name].unit, BY_NAME[name].label
        if name in NAMED:
            return NAMED[name]
        path = name.removeprefix(DRAWN)
        unit, meaning = meanings(self.scenario).get(path, ("", label(path)))
        return unit, f"What the world drew: {meaning}" if name.startswith(DRAWN) else meaning


def _said(unit: str, words: str) -> dict[str | bytes, str | bytes]:
    """The metadata of a column, without what is empty."""
    return {key: said for key, said in (("unit", unit), ("label", words)) if said}


def write_tables(
    folder: Path, name: str, tables: Iterator[pa.Table], as_csv: str | None = None, about: About | None = None
) -> None:  # fmt: skip
    """Write rows as they come as one Parquet file, and the same as CSV where that has a name.

    Memory does not grow with the rows, and the bytes do not depend on how the rows come in tables.

    Args:
        folder: where the files go.
        name: of the Parquet file.
        tables: the rows.
        as_csv: name of the CSV file, if there is to be one.
        about: what the rows are, which the Parquet file carries with it.
    """
    with ExitStack() as stack:
        partial = stack.enter_context(replacing(folder / name))
        beside = None if as_csv is None else stack.enter_context(replacing(folder / as_csv))
        writers: list[Any] = []
        with ExitStack() as writing:
            for group in (each if about is None else about.on(each) for each in _groups(tables)):
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


def world_table(cell: Cell, seed: int, first_world: int, rows: Rows, paths: Sequence[str] = ()) -> pa.Table:
    """Some worlds of a cell: what `wargame show` needs to play each again, what was measured, and what each drew.

    Args:
        cell: what was played.
        seed: of all dice.
        first_world: number of the first world.
        rows: of these worlds.
        paths: numbers that are uncertain in some cell, see `drawn_paths`.
    """
    worlds = np.arange(first_world, first_world + len(rows["outcome"]))
    return pa.table({**_named(cell, seed, worlds), **measured(rows), **drawn(rows, paths, cell.scenario)})


def drawn_paths(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """The numbers that some scenario leaves uncertain, so that the tables of all have the same columns."""
    return tuple(dict.fromkeys(path for scenario in scenarios for path, _ in distributions(scenario)))


def drawn(rows: Rows, paths: Sequence[str], scenario: Scenario) -> dict[str, pa.Array]:
    """What each world drew of these numbers; where its scenario sets one, what that sets."""
    columns: dict[str, pa.Array] = {}
    for path in paths:
        name = f"{DRAWN}{path}"
        found = rows.get(name)
        if found is None:
            found = np.full(len(rows["outcome"]), float(declared(scenario)[path].value))  # type: ignore[arg-type]
        columns[name] = pa.array(found)
    return columns


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
    return {name: column(BY_NAME[name], values) for name, values in rows.items() if name in BY_NAME}


def column(measure: Measure, values: Array) -> pa.Array:
    """A measure as a column: words for classes, empty where there is none."""
    missing = None if measure.none_below is None else values < measure.none_below
    if measure.words:
        return pa.array(measure.words).take(pa.array(values.astype(np.int32), mask=missing))
    return pa.array(values, mask=missing)

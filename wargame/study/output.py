"""Files of a study: one row a world as Parquet and CSV, the summary, and the picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from wargame.factors import Cell
from wargame.measures import BY_NAME, Measure
from wargame.parameters import Array
from wargame.simulate import Block, Rows
from wargame.study.picture import picture
from wargame.study.summary import Summary

PARQUET, CSV, SUMMARY, PICTURE = "worlds.parquet", "worlds.csv", "summary.json", "outcomes.svg"


class OutputFault(Exception):
    """A folder that cannot take the results; the message says why."""


class TableWriter:
    """Writes rows as Parquet and CSV as they come, so that memory does not grow with the runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._parquet: parquet.ParquetWriter | None = None
        self._csv: csv.CSVWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for writer in (self._parquet, self._csv):
            if writer is not None:
                writer.close()

    def write(self, table: pa.Table) -> None:
        """Write some rows; all have the columns of the first."""
        if self._parquet is None or self._csv is None:
            self._parquet = parquet.ParquetWriter(self.folder / PARQUET, table.schema)
            self._csv = csv.CSVWriter(self.folder / CSV, table.schema)
        self._parquet.write_table(table)
        self._csv.write_table(table)


class RowWriter(TableWriter):
    """Writes the rows of each block of a batch."""

    def __init__(self, folder: Path, cells: Sequence[Cell], seed: int) -> None:
        super().__init__(folder)
        self.cells = cells
        self.seed = seed

    def add(self, block: Block) -> None:
        """Write a block, cell after cell."""
        for cell, rows in zip(self.cells, block.rows, strict=True):
            self.write(worlds_of(cell, self.seed, block, rows))


def worlds_of(cell: Cell, seed: int, block: Block, rows: Rows) -> pa.Table:
    """One row a world of a block, in one cell."""
    columns = {
        "seed": pa.array(np.full(block.worlds, seed)),
        "world": pa.array(np.arange(block.first_world, block.first_world + block.worlds)),
        **{factor: pa.array([value] * block.worlds, pa.string()) for factor, value in cell.varied},
        **measured(rows),
    }
    return pa.table(columns)


def measured(rows: Rows) -> dict[str, pa.Array]:
    """The measures of worlds as columns."""
    return {name: column(BY_NAME[name], values) for name, values in rows.items()}


def column(measure: Measure, values: Array) -> pa.Array:
    """A measure as a column: words for classes, empty where there is none."""
    missing = None if measure.none_below is None else values < measure.none_below
    if measure.words:
        return pa.array(measure.words).take(pa.array(values.astype(np.int32), mask=missing))
    return pa.array(values, mask=missing)


def open_folder(folder: Path) -> Path:
    """Make a folder for results, or take an empty one.

    Raises:
        OutputFault: if it holds anything, is a file, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputFault(
                f"--out {folder}: the folder is not empty; results are never written over, name a new one"
            )
        trial = folder / PARQUET
        trial.touch()
        trial.unlink()
    except (FileExistsError, NotADirectoryError):
        raise OutputFault(f"--out {folder}: this is not a folder") from None
    except OSError as error:
        raise OutputFault(f"--out {folder}: cannot be written: {error.strerror or error}") from None
    return folder


def write_summary(folder: Path, summary: Summary) -> None:
    """Write the summary as JSON, and as a picture."""
    (folder / SUMMARY).write_text(as_json(summary) + "\n", encoding="utf-8")
    (folder / PICTURE).write_text(picture(summary), encoding="utf-8")


def as_json(summary: Summary) -> str:
    """The summary as one JSON document."""
    return json.dumps(summary.as_document(), indent=2, ensure_ascii=False)

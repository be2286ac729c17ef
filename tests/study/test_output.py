"""Files of a batch: one row a world, the same bytes however the rows come, and never over what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from wargame.measures import BY_NAME, row
from wargame.simulate import Block
from wargame.study import output
from wargame.study.kept import CSV, PARQUET, OutputFault, open_folder
from wargame.study.output import world_table, write_tables
from wargame.study.summary import Summary


def _tables(blocks: list[Block], summary: Summary) -> Iterator[pa.Table]:
    for index, counts in enumerate(summary.cells):
        for block in blocks:
            yield world_table(counts.cell, 7, block.first_world, block.rows[index])


def test_parquet_and_csv_hold_the_worlds_of_each_cell_in_order(
    tmp_path: Path, blocks: list[Block], summary: Summary
) -> None:
    write_tables(tmp_path, PARQUET, _tables(blocks, summary), CSV)
    rows = parquet.read_table(tmp_path / PARQUET).to_pylist()
    read = csv.read_csv(tmp_path / CSV).to_pylist()
    assert len(rows) == len(read) == 4 * 300
    for place in (0, 117, 1199):
        cell, world = place // 300, place % 300
        expected = row(blocks[world // 100].rows[cell], world % 100)
        assert {name: rows[place][name] for name in BY_NAME} == expected
        assert rows[place]["world"] == world
        assert rows[place]["japan.stance"] == ("refuse", "support", "combat", "join")[cell]
        assert [read[place][name] or None for name in ("outcome", "ending", "access", "dday_turn")] == [
            expected[name] or None for name in ("outcome", "ending", "access", "dday_turn")
        ]


@pytest.mark.parametrize("pieces", [(1, 299), (64, 64, 172), (300,)])
def test_the_bytes_do_not_depend_on_how_the_rows_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: tuple[int, ...]
) -> None:
    monkeypatch.setattr(output, "GROUP_ROWS", 64)
    table = pa.table({"world": np.arange(300), "word": ["one", "two", None] * 100})
    write_tables(tmp_path, "whole.parquet", iter([table]), "whole.csv")
    starts = np.cumsum([0, *pieces[:-1]])
    parts = (table.slice(start, size) for start, size in zip(starts, pieces, strict=True))
    write_tables(tmp_path, "parts.parquet", parts, "parts.csv")
    for kind in ("parquet", "csv"):
        assert (tmp_path / f"whole.{kind}").read_bytes() == (tmp_path / f"parts.{kind}").read_bytes()
    assert parquet.read_metadata(tmp_path / "parts.parquet").num_row_groups == 5


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(OutputFault, match="not empty"):
        open_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for path in (file, file / "below"):
        with pytest.raises(OutputFault, match="not a folder"):
            open_folder(path)

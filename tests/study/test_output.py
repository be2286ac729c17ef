"""Files of a study: one row a world, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import csv, parquet

from wargame.measures import BY_NAME, row
from wargame.simulate import Block
from wargame.study.output import CSV, PARQUET, OutputFault, RowWriter, open_folder
from wargame.study.summary import Summary


def test_parquet_and_csv_hold_the_rows_of_every_block(tmp_path: Path, blocks: list[Block], summary: Summary) -> None:
    with RowWriter(tmp_path, [counts.cell for counts in summary.cells], 7) as writer:
        for block in blocks:
            writer.add(block)
    rows = parquet.read_table(tmp_path / PARQUET).to_pylist()
    read = csv.read_csv(tmp_path / CSV).to_pylist()
    assert len(rows) == len(read) == 4 * 300
    for place in (0, 117, 1199):
        block, cell, world = place // 400, place // 100 % 4, place % 100
        expected = row(blocks[block].rows[cell], world)
        assert {name: rows[place][name] for name in BY_NAME} == expected
        assert rows[place]["world"] == block * 100 + world
        assert rows[place]["japan.stance"] == ("refuse", "support", "combat", "join")[cell]
        assert [read[place][name] or None for name in ("outcome", "ending", "access", "dday_turn")] == [
            expected[name] or None for name in ("outcome", "ending", "access", "dday_turn")
        ]


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

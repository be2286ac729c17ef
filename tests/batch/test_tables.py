"""Files of a batch: one row a world, the same bytes however the rows come, and never over what is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import csv, parquet

from wargame import api
from wargame.analysis.summary import Summary
from wargame.batch import tables
from wargame.batch.checkpoint import CSV, PARQUET, TURNS, OutputFault, open_folder
from wargame.batch.edition import edition
from wargame.batch.simulate import Block, play
from wargame.batch.tables import ABOUT, world_table, write_tables
from wargame.cli import app
from wargame.engine.agents import DOCTRINES
from wargame.engine.dice import uniforms
from wargame.engine.measures import BY_NAME, row
from wargame.engine.orders import SIDES
from wargame.model import CrisisModel
from wargame.scenario.factors import cells


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
    monkeypatch.setattr(tables, "GROUP_ROWS", 64)
    table = pa.table({"world": np.arange(300), "word": ["one", "two", None] * 100})
    write_tables(tmp_path, "whole.parquet", iter([table]), "whole.csv")
    starts = np.cumsum([0, *pieces[:-1]])
    parts = (table.slice(start, size) for start, size in zip(starts, pieces, strict=True))
    write_tables(tmp_path, "parts.parquet", parts, "parts.csv")
    for kind in ("parquet", "csv"):
        assert (tmp_path / f"whole.{kind}").read_bytes() == (tmp_path / f"parts.{kind}").read_bytes()
    assert parquet.read_metadata(tmp_path / "parts.parquet").num_row_groups == 5


UNCERTAIN = "model.landing.offload"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of which one case draws a number that the other sets."""
    folder = tmp_path_factory.mktemp("written") / "out"
    arguments = ["run", "first_battle_base", "--runs", "60", "--seed", "4", "--set", "forces.us.lrasm=300", "--vary",
                 f"{UNCERTAIN}=0.5,{{uniform: [0.2, 0.4]}}", "--series", "--json", "--out", str(folder)]  # fmt: skip
    result = CliRunner().invoke(app.commands, arguments)
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("name", [PARQUET, TURNS])
def test_a_file_says_what_it_is_and_how_to_make_it_again(written: Path, name: str) -> None:
    schema = parquet.read_schema(written / name)
    told = json.loads(schema.metadata[ABOUT.encode()])
    run = json.loads((written / "run.json").read_text())
    assert {key: told[key] for key in edition()} == edition()
    assert (told["scenario"], told["seed"], told["set"]) == ("first_battle_base", 4, ["forces.us.lrasm=300"])
    assert told["rules_and_numbers"] == run["rules_and_numbers"]
    assert told["vary"] == run["vary"]
    assert told["command"].startswith("wargame run first_battle_base --runs 60 --seed 4")
    assert list(told["columns"]) == schema.names
    for field in schema:
        unit, label = (told["columns"][field.name][key] for key in ("unit", "label"))
        assert label, field.name
        assert (field.metadata or {}).get(b"unit", b"").decode() == unit
    assert told["columns"]["area_km2"]["unit"] == "km2 of Taiwan that China holds"


def test_each_world_has_the_numbers_that_it_drew(written: Path) -> None:
    table = parquet.read_table(written / PARQUET).to_pandas()
    sets, draws = table[table[UNCERTAIN] == "0.5"], table[table[UNCERTAIN] != "0.5"]
    assert (sets[f"drawn.{UNCERTAIN}"] == 0.5).all()
    uniform = uniforms(4, f"number:{UNCERTAIN}", 0, (), 60)
    assert draws[f"drawn.{UNCERTAIN}"].to_numpy() == pytest.approx(0.2 + 0.2 * uniform)
    escort = table["drawn.model.sorties.escort_need"].to_numpy()  # which the scenario itself leaves uncertain
    assert (escort[:60] == escort[60:]).all()
    assert len(set(escort[:60])) == 60


def test_each_world_has_doctrine_temper_and_the_politics_of_its_end() -> None:
    (cell,) = cells("reset_2027")
    model = CrisisModel(cell.scenario, 3, 50)
    opening, end = model.opening, model.play()
    rows = play(cell.scenario, 3, 50).rows
    for column, side in enumerate(SIDES):
        assert (rows[f"doctrine_{side}"] == opening.policy[:, column]).all()
        assert (rows[f"temper_{side}"] == opening.temper[:, column]).all()
        assert (rows[f"approval_{side}"] == end.approval[:, column]).all()
    for name, values in (("tariff", end.tariff), ("bargain", end.bargain), ("commitment", end.commitment),
                         ("delivered_ties", end.returns[:, 2]), ("spending_japan", end.spending[:, 2])):  # fmt: skip
        assert (rows[name] == values).all(), name
    assert row(rows)["doctrine_us"] in DOCTRINES["us"]


def test_a_study_writes_what_a_world_drew_where_a_point_leaves_the_number_as_written(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "question: What?\nscenario: first_battle_base\nmeasure: severity\ndesign: one_at_a_time\nworlds: 30\nseed: 4\n"
        "factors:\n  model.sorties.escort_need: [0.1, 0.9]\n  forces.us.lrasm: [0, 400]\n"
    )
    frame = api.study(str(file), rows="worlds")
    by_point = frame.groupby("point")["drawn.model.sorties.escort_need"]
    assert by_point.nunique().to_dict() == {0: 30, 1: 1, 2: 1, 3: 30, 4: 30}
    assert by_point.max()[2] == 0.9


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

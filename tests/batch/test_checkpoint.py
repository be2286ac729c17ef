"""What is played so far, on disk: kept whole or not at all, and only for the run that it belongs to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wargame.batch import checkpoint as kept_
from wargame.batch.checkpoint import Kept, OutputFault, begin, held, is_begun, resume, write_text
from wargame.batch.simulate import Block, Played

RUN = {"seed": 7, "runs": 300}


def test_a_part_is_read_back_to_the_last_bit(tmp_path: Path, blocks: list[Block]) -> None:
    kept = begin(tmp_path / "out", RUN, 100)
    turns = {"row": np.array([0, 0, 1], dtype=np.int32), "odds": np.array([0.1, 0.2, 0.3])}
    for number, block in enumerate(blocks):
        kept.keep(number, Played(block.rows[0], turns))
    again = resume(tmp_path / "out", RUN)
    assert again is not None
    assert again.block_worlds == 100
    for number, block in enumerate(blocks):
        for name, values in again.rows(number).items():
            assert values.dtype == block.rows[0][name].dtype, name
            assert values.tobytes() == block.rows[0][name].tobytes(), name
        assert again.turns(number)["odds"].tolist() == [0.1, 0.2, 0.3]
    assert len(blocks) not in again


def test_a_complete_run_has_nothing_to_go_on_with(tmp_path: Path) -> None:
    begin(tmp_path / "out", RUN, 100).done()
    assert resume(tmp_path / "out", RUN) is None
    with pytest.raises(OutputFault, match="it is complete"):
        begin(tmp_path / "out", RUN, 100)


def test_another_run_is_refused_and_nothing_in_the_folder_changes(tmp_path: Path) -> None:
    begin(tmp_path / "out", RUN, 100)
    before = _files(tmp_path)
    with pytest.raises(OutputFault, match="seed: 7 there, 8 here"):
        resume(tmp_path / "out", {**RUN, "seed": 8})
    with pytest.raises(OutputFault, match="add --resume"):
        begin(tmp_path / "out", RUN, 100)
    assert _files(tmp_path) == before


def test_a_record_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(OutputFault, match="cannot be read as the record of a run"):
        resume(tmp_path, RUN)


def test_a_part_that_was_damaged_is_told(tmp_path: Path, blocks: list[Block]) -> None:
    kept = begin(tmp_path / "out", RUN, 100)
    kept.keep(0, Played(blocks[0].rows[0]))
    (part,) = (tmp_path / "out" / "parts").glob("*.parquet")
    part.write_bytes(part.read_bytes()[:200])
    with pytest.raises(OutputFault, match="delete it, and its games are played again"):
        kept.rows(0)


def test_what_was_being_written_is_swept_away_and_begins_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "parts").mkdir(parents=True)
    (out / ".run.json.partial").write_text("{")
    (out / "parts" / ".plan.json.partial").write_text("")
    assert not is_begun(out)
    begin(out, RUN, 100)
    with held(out):
        assert sorted(path.name for path in out.rglob("*")) == ["parts", "plan.json", "run.json"]


def test_a_folder_of_other_things_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "engine.txt").write_text("mine")
    with pytest.raises(OutputFault, match="holds no run"):
        is_begun(tmp_path)


def test_two_processes_do_not_work_in_one_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    begin(tmp_path / "out", RUN, 100)
    with held(tmp_path / "out"), pytest.raises(OutputFault, match="another process"), held(tmp_path / "out"):
        pass
    with held(tmp_path / "out"):
        pass


def test_a_file_that_cannot_be_written_leaves_the_one_before(tmp_path: Path) -> None:
    write_text(tmp_path / "answer.json", "before")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "answer.json", "after \ud800")
    assert _files(tmp_path) == {"answer.json": b"before"}


def test_a_kept_run_knows_its_parts_by_number(tmp_path: Path, blocks: list[Block]) -> None:
    kept = begin(tmp_path / "out", RUN, 100)
    kept.keep(3, Played(blocks[0].rows[0]))
    assert [number for number in range(5) if number in Kept(tmp_path / "out", 100)] == [3]
    assert kept_.PARTIAL not in "".join(_files(tmp_path))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

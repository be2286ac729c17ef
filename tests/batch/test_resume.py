"""Runs that are cut off, by Ctrl-C or killed without warning, go on and end with the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from wargame.cli import app

ROOT = Path(__file__).resolve().parents[2]
STUDY = """
question: What moves the end of the battle?
scenario: first_battle_pessimistic
measure: severity
design: latin_hypercube
points: 64
worlds: 150
seed: 5
factors:
  model.landing.offload: as written
  model.sea.kills_per_hit: {around: 0.5}
"""
WORLDS = 5_000  # in blocks of a thousand, so that there is something to cut off
RUN = ("run", "first_battle_pessimistic", "--until", "0.0005", "--of", "against", "--runs", str(WORLDS), "--series",
       "--csv")  # fmt: skip
# What compares cases on the same dice is kept case by case. Each is cut off once, in another way.
ANALYSES = {
    "attribute": (("attribute", "first_battle_pessimistic", "--from", "refuse", "--to", "combat", "--of", "severity",
                   "--until", "0.0001", "--runs", "60"), "1", signal.SIGKILL),
    "equilibria": (("equilibria", "reset_2027", "--strategies", "japan.stance=refuse,combat", "--player", "us",
                    "--runs", "60"), "2", signal.SIGKILL),
    "linchpin": (("linchpin", "first_battle_pessimistic", "--runs", "60"), "1", signal.SIGINT),
}  # fmt: skip


def _begin(*arguments: str, out: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "wargame", *arguments, "--out", str(out), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        start_new_session=True,  # a signal goes to all processes of the command, as from a terminal
    )


def _to_the_end(*arguments: str, out: Path) -> str:
    """What a command prints that nobody cuts off; in this process, for it has loaded the code."""
    result = CliRunner().invoke(app.commands, [*arguments, "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    return result.stdout


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _cut_off(process: subprocess.Popen[str], out: Path, parts: int, how: signal.Signals) -> None:
    """Send a signal to all processes of a command once it has kept so many parts."""
    _reaches(process, out, parts)
    os.killpg(process.pid, how)


def _reaches(process: subprocess.Popen[str], out: Path, parts: int) -> None:
    deadline = time.monotonic() + 120
    while len(list((out / "parts").glob("[0-9]*[0-9].parquet"))) < parts:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resumed")
    (folder / "mine.yaml").write_text(STUDY)
    return folder


@pytest.fixture(scope="module")
def whole_run(folder: Path) -> dict[str, bytes]:
    _to_the_end(*RUN, out=folder / "whole")
    return _files(folder / "whole")


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(
    folder: Path, whole_run: dict[str, bytes]
) -> None:
    out = folder / "killed"
    process = _begin(*RUN, out=out, folder=folder)
    while not out.exists():
        time.sleep(0.001)
    _cut_off(process, out, 0, signal.SIGKILL)
    process.communicate(timeout=60)
    process = _begin(*RUN, "--resume", "--jobs", "2", out=out, folder=folder)
    _reaches(process, out, 2)
    os.kill(process.pid, signal.SIGKILL)  # this one alone; those that play for it must end by themselves
    process.communicate(timeout=60)  # ends once nobody holds its output any more
    deadline = time.monotonic() + 30
    while left := _of_session(process.pid):
        assert time.monotonic() < deadline, left
        time.sleep(0.1)
    assert not (out / "worlds.parquet").exists()
    told = _to_the_end(*RUN, "--resume", out=out)
    assert json.loads(told)["worlds"] == WORLDS
    assert _files(out) == whole_run


def test_a_run_that_is_killed_while_its_files_are_written_ends_with_the_same_bytes(
    folder: Path, whole_run: dict[str, bytes]
) -> None:
    out = folder / "late"
    for name in (".worlds.parquet.partial", "turns.parquet"):
        process = _begin(*RUN, "--resume", out=out, folder=folder)
        deadline = time.monotonic() + 120
        while not (out / name).exists() and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.0005)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
    _to_the_end(*RUN, "--resume", out=out)
    assert _files(out) == whole_run


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_keeps_what_is_complete_and_the_run_goes_on(
    folder: Path, whole_run: dict[str, bytes], jobs: str
) -> None:
    out = folder / f"interrupted{jobs}"
    process = _begin(*RUN, "--jobs", jobs, out=out, folder=folder)
    _cut_off(process, out, 2, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    document = json.loads(stdout)
    assert process.returncode == 130
    assert "The same command with --resume goes on" in stderr
    assert "Traceback" not in stderr
    assert document["complete"] is False
    assert 0 < document["worlds"] < WORLDS
    assert any("Stopped early" in note for note in document["notes"])
    assert parquet.read_metadata(out / "worlds.parquet").num_rows == document["worlds"]
    assert len((out / "worlds.csv").read_text().splitlines()) == document["worlds"] + 1
    _to_the_end(*RUN, "--resume", out=out)
    assert _files(out) == whole_run


def _of_session(session: int) -> list[int]:
    """Processes of the session that a command was begun in."""
    found = []
    for each in psutil.pids():
        with suppress(OSError, psutil.Error):
            if os.getsid(each) == session and psutil.Process(each).status() != psutil.STATUS_ZOMBIE:
                found.append(each)
    return found


def test_a_study_that_is_killed_ends_with_the_same_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, out = folder / "study", folder / "study_killed"
    process = _begin("study", "mine.yaml", "--jobs", "2", out=out, folder=folder)
    _cut_off(process, out, 1, signal.SIGKILL)
    process.communicate(timeout=60)
    assert (out / "parts").exists()
    monkeypatch.chdir(folder)
    _to_the_end("study", "mine.yaml", "--resume", out=out)
    _to_the_end("study", "mine.yaml", out=whole)
    assert _files(out) == _files(whole)


@pytest.mark.parametrize("name", list(ANALYSES))
def test_an_analysis_that_is_killed_ends_with_the_same_bytes(folder: Path, name: str) -> None:
    """Attribution, the game between governments, and the linchpin are kept as a run is."""
    whole, out, (command, jobs, how) = folder / name, folder / f"{name}_killed", ANALYSES[name]
    process = _begin(*command, "--jobs", jobs, out=out, folder=folder)
    _cut_off(process, out, 2, how)
    process.communicate(timeout=120)
    assert (out / "parts").exists()
    _to_the_end(*command, "--resume", out=out)
    told = _to_the_end(*command, out=whole)
    assert _files(out) == _files(whole)
    assert set(_files(out)) >= {"worlds.parquet", "report.html"}
    assert {path.suffix for path in out.iterdir()} >= {".json", ".csv", ".svg"}
    again = _to_the_end(*command, "--resume", out=out)
    assert json.loads(again) == json.loads(told)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (("run", "first_battle_base", *RUN[2:]), 'scenario: "first_battle_pessimistic" there'),
        ((*RUN, "--seed", "8"), "seed: 0 there, 8 here"),
        ((*RUN[:6], "--runs", "9000", *RUN[8:]), f"runs: {WORLDS} there, 9000 here"),
        ((*RUN, "--vary", "japan.stance=refuse,join"), "vary: none there"),
        ((*RUN, "--set", "forces.us.lrasm=100"), "rules and numbers:"),
        (RUN[:-1], "csv: true there, false here"),
        (("study", "mine.yaml"), 'kind: "run" there, "study" here'),
    ],
)
def test_another_run_does_not_go_on_in_the_folder(
    folder: Path, whole_run: dict[str, bytes], other: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(app.commands, [*other, "--resume", "--out", str(folder / "whole")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "nothing was changed there" in result.stderr
    assert _files(folder / "whole") == whole_run


def test_another_edition_of_the_game_does_not_go_on_in_the_folder(folder: Path, whole_run: dict[str, bytes]) -> None:
    out = folder / "edition"
    out.mkdir()
    record = json.loads(whole_run["run.json"])
    (out / "run.json").write_text(json.dumps({**record, "version": "0.0.1", "code": "0" * 12}))
    result = CliRunner().invoke(app.commands, [*RUN, "--resume", "--out", str(out)])
    assert result.exit_code == 2
    assert 'version: "0.0.1" there' in result.stderr


def test_a_complete_run_says_so_and_tells_its_summary_again(folder: Path, whole_run: dict[str, bytes]) -> None:
    told = _to_the_end(*RUN, "--resume", out=folder / "whole")
    assert told.encode() == whole_run["summary.json"]
    assert _files(folder / "whole") == whole_run

"""Folders that cannot take the answer: full, too small, not ours. Each is told, and nothing there is changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from wargame.batch import disk_space
from wargame.batch.checkpoint import OutputFault
from wargame.batch.simulate import Played, play
from wargame.cli import app

ROOT = Path(__file__).resolve().parents[2]
RUN = f"{sys.executable} -m wargame run first_battle_base"


def _mounts() -> bool:
    """Whether this machine lets us have a small disk of our own."""
    try:
        return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


small_disk = pytest.mark.skipif(not _mounts(), reason="no small disk can be mounted here")


def _on_a_small_disk(folder: Path, size: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder that is a disk of its own."""
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", f"mount -t tmpfs -o size={size} tmpfs {folder} && cd {folder} && {script}"],
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@small_disk
def test_a_run_that_would_not_fit_is_refused_before_it_starts(tmp_path: Path) -> None:
    done = _on_a_small_disk(tmp_path, "30m", f"{RUN} --runs 1000000 --out results; echo status $?; ls")
    assert done.stdout == "status 2\n", done.stderr
    assert "1,000,000 games need about" in done.stderr
    assert "31.5 MB are free there" in done.stderr


@small_disk
def test_a_disk_that_fills_up_is_told_and_the_run_goes_on_once_there_is_room(tmp_path: Path) -> None:
    asked = ("--runs", "5000", "--until", "0.0005", "--json")
    run = f"{RUN} {' '.join(asked)}"
    whole, disk, told = (tmp_path / name for name in ("whole", "disk", "told"))
    disk.mkdir()
    played = CliRunner().invoke(app.commands, ["run", "first_battle_base", *asked, "--out", str(whole)])
    assert played.exit_code == 0, played.output
    script = f"""
        {run} --out results > /dev/null 2> {told} & pid=$!
        until [ -e results/parts/0000001.parquet ]; do sleep 0.02; done
        cat /dev/zero > filler 2> /dev/null
        wait $pid; echo status $?
        rm filler
        {run} --out results --resume > /dev/null; echo status $?
        diff -r results {whole} && echo same
        cat {told}"""
    done = _on_a_small_disk(disk, "30m", f"({script})")
    assert done.stdout.startswith("status 2\nstatus 0\nsame\n"), done.stdout + done.stderr
    assert "cannot be written: the disk is full" in done.stdout
    assert "add --resume" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    for place in ("/proc/results", "/dev/full/results", "/dev/full", "/dev/null"):
        result = CliRunner().invoke(app.commands, ["run", "first_battle_base", "--runs", "5", "--out", place])
        assert (result.exit_code, result.stdout) == (2, ""), place
        assert f"--out {place}" in result.stderr


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_place_that_is_no_disk_is_told_as_one_that_cannot_be_written() -> None:
    result = CliRunner().invoke(app.commands, ["run", "practice", "--runs", "20", "--out", "/proc/linchpin"])

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_what_is_needed_is_measured_where_it_may_be_tight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.scenario.factors import cells

    (cell,) = cells("first_battle_base")
    asked: list[int] = []

    def trial(worlds: int) -> Played:
        asked.append(worlds)
        return play(cell.scenario, 1, worlds, 0, cell.script, series=True)

    disk_space.check_room(tmp_path, 1000, True, True, trial)
    assert asked == []
    with pytest.raises(OutputFault, match=r"100,000,000,000 games need about [\d,]+\.\d GB of disk"):
        disk_space.check_room(tmp_path, 100_000_000_000, True, True, trial)
    assert asked == [disk_space.TRIAL_WORLDS]

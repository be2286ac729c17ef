"""Games on a Dask cluster: a real scheduler and real workers, one of which is killed."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from wargame.batch.cluster import ClusterFault, check
from wargame.cli import app

pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parents[2]
RUN = ("run", "first_battle_base", "--until", "0.0005", "--runs", "10000", "--series", "--json")
Start = Callable[..., subprocess.Popen[bytes]]


class Cluster:
    """A scheduler and workers as Dask's own commands start them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._found(r"Scheduler at:\s+(tcp://\S+)")

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--no-dashboard"],
            stdout=log,
            stderr=log,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", "--no-nanny", **environment)

    def _found(self, pattern: str) -> str:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            found = re.search(pattern, (self.folder / "0.log").read_text())
            if found:
                return found.group(1)
            time.sleep(0.1)
        raise AssertionError((self.folder / "0.log").read_text())

    def end(self, left: int = 0) -> None:
        """End all processes, or all but the first few."""
        for process in reversed(self.processes[left:]):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.end()


@pytest.fixture
def cluster(scheduler: Cluster) -> Iterator[Cluster]:
    """A cluster for one test: its workers end with it, and the scheduler stays for the next."""
    yield scheduler
    scheduler.end(left=1)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster with a scheduler of its own."""
    (tmp_path / "cluster").mkdir()
    found = Cluster(tmp_path / "cluster")
    yield found
    found.end()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole") / "out"
    assert CliRunner().invoke(app.commands, [*RUN, "--out", str(out)]).exit_code == 0
    return _files(out)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_scheduler_without_workers_is_told(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before any test has started one, for a scheduler takes a while to miss those that were killed."""
    monkeypatch.setattr("wargame.batch.cluster.ANSWERS_WITHIN", 3)
    result = CliRunner().invoke(app.commands, ["run", "first_battle_base", "--scheduler", cluster.address])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"start some with: dask worker {cluster.address}" in result.stderr


def test_a_cluster_that_loses_a_worker_makes_the_same_bytes(
    cluster: Cluster, whole: dict[str, bytes], tmp_path: Path
) -> None:
    lost = cluster.worker()
    cluster.worker()
    out = tmp_path / "out"
    run = subprocess.Popen(
        [sys.executable, "-m", "wargame", *RUN, "--scheduler", cluster.address, "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    deadline = time.monotonic() + 120
    while len(list(out.glob("parts/[0-9]*[0-9].parquet"))) < 2:
        assert run.poll() is None, "\n".join(map(str, run.communicate()))
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(lost.pid, signal.SIGKILL)
    _, stderr = run.communicate(timeout=240)
    assert run.returncode == 0, stderr
    assert _files(out) == whole


@pytest.mark.parametrize(
    "command",
    [
        ("attribute", "first_battle_base", "--from", "refuse", "--to", "join", "--of", "severity", "-n", "60"),
    ],  # the others are played by the same batch; tests of how runs are resumed hold each of them
    ids=lambda command: command[0],
)
def test_an_analysis_comes_out_the_same_on_a_cluster(
    cluster: Cluster, tmp_path: Path, command: tuple[str, ...]
) -> None:
    cluster.worker()
    for how in ((), ("--scheduler", cluster.address)):
        out = tmp_path / ("there" if how else "here")
        done = CliRunner().invoke(app.commands, [*command, *how, "--out", str(out)])
        assert done.exit_code == 0, done.output
    assert _files(tmp_path / "there") == _files(tmp_path / "here")


def test_a_worker_with_another_edition_of_the_game_is_told(cluster: Cluster, tmp_path: Path) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(ROOT / "wargame", other / "wargame")
    shutil.copytree(ROOT / "scenarios", other / "scenarios")
    with (other / "wargame" / "engine" / "physics" / "salvo.py").open("a") as file:
        file.write("# another edition\n")
    cluster.worker(PYTHONPATH=str(other))
    result = CliRunner().invoke(
        app.commands,
        ["run", "practice", "--runs", "9", "--scheduler", cluster.address, "--out", str(tmp_path / "out")],
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert "install the same on both" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_run_whose_cluster_dies_goes_on_without_it(mortal: Cluster, whole: dict[str, bytes], tmp_path: Path) -> None:
    mortal.worker()
    out = tmp_path / "out"
    run = subprocess.Popen(
        [sys.executable, "-m", "wargame", *RUN, "--scheduler", mortal.address, "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    deadline = time.monotonic() + 120
    while len(list(out.glob("parts/[0-9]*[0-9].parquet"))) < 2:
        assert run.poll() is None, "\n".join(map(str, run.communicate()))
        assert time.monotonic() < deadline
        time.sleep(0.02)
    mortal.end()
    _, stderr = run.communicate(timeout=240)
    assert run.returncode == 1, stderr
    assert "the scheduler went away" in stderr
    assert "Traceback" not in stderr, stderr
    result = CliRunner().invoke(app.commands, [*RUN, "--out", str(out), "--resume"])
    assert result.exit_code == 0, result.stderr
    assert _files(out) == whole


@pytest.mark.parametrize(
    ("address", "told"),
    [("hello", "this is no address"), ("tcp://127.0.0.1:1", "nothing answers there"), ("", "this is no address")],
)
def test_an_address_where_nothing_is_is_told(address: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.batch.cluster.ANSWERS_WITHIN", 1)
    result = CliRunner().invoke(app.commands, ["run", "first_battle_base", "--scheduler", address])
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("run", "practice"),
        ("attribute", "practice", "--from", "refuse", "--to", "join"),
        ("equilibria", "reset_2027", "--player", "us", "--strategies", "japan.stance=refuse,join"),
        ("linchpin", "practice"),
        ("study", "stance_or_escorts"),
    ],
    ids=lambda command: command[0],
)
def test_a_scheduler_that_never_answers_is_told_and_no_folder_is_begun(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wargame.batch.cluster.ANSWERS_WITHIN", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        result = CliRunner().invoke(app.commands, [*command, "--scheduler", address, "--out", str(tmp_path / "out")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"--scheduler {address}: nothing answers there" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_cluster_is_greeted_from_within_a_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which has a loop of events of its own running."""
    monkeypatch.setattr("wargame.batch.cluster.ANSWERS_WITHIN", 1)

    async def cell() -> None:
        check("tcp://127.0.0.1:9")

    with ThreadPoolExecutor(1) as apart, pytest.raises(ClusterFault, match="nothing answers there"):
        apart.submit(asyncio.run, cell()).result()


def test_jobs_and_a_scheduler_exclude_each_other() -> None:
    result = CliRunner().invoke(
        app.commands, ["run", "first_battle_base", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"]
    )
    assert result.exit_code == 2
    assert "one or the other" in result.stderr

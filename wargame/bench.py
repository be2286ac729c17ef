"""How fast and how large: `python -m wargame.bench`, in one run on one machine.

Each figure is measured in a process of its own, so that none warms up or fills the memory of another. Mesa's
`batch_run` steps the same model with one world at a time, which is how Mesa is mostly used.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

SCENARIO, SEED = "reset_2027", 7
ALONE = 60  # games of one world each
MESA_GAMES = 60
JOBS = 2
JOBS_GAMES = 100_000

Figures = dict[str, Any]


# --- What is measured, each in a process of its own


def blocks(worlds: int, games: int) -> Figures:
    """Complete games in blocks of a number of worlds, on one core, with the time of one turn."""
    from wargame.model import CrisisModel
    from wargame.scenario import load

    scenario = load(SCENARIO)
    CrisisModel(scenario, SEED, worlds).play()  # first, so that imports and caches are not counted
    turns = 0
    began = time.perf_counter()
    for first in range(0, games, worlds):
        model = CrisisModel(scenario, SEED, worlds, first)
        while not model.over:
            model.step()
            turns += 1
    seconds = time.perf_counter() - began
    return {"games": games, "seconds": seconds, "turns": turns}


def jobs(count: int, games: int) -> Figures:
    """Complete games over processes, their start included."""
    from wargame.factors import cells
    from wargame.simulate import simulate

    cell = cells(SCENARIO)
    gc.freeze()  # as `wargame run` does
    began = time.perf_counter()
    played = sum(block.worlds for block in simulate(cell, games, SEED, count))
    return {"games": played, "seconds": time.perf_counter() - began}


def disk(games: int) -> Figures:
    """Complete games with their files, as `wargame run --out` makes them, in one process."""
    from wargame.commands.run import Asked, run
    from wargame.commands.work import Work

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        began = time.perf_counter()
        run(Asked(SCENARIO, games, SEED), Work(out=Path(folder) / "out"), json=True)
        return {"games": games, "seconds": time.perf_counter() - began}


def runner(games: int) -> Figures:
    """The same rules, one world at a time, through Mesa's own batch runner."""
    import mesa
    import mesa.batchrunner

    from wargame.model import CrisisModel
    from wargame.scenario import load

    scenario = load(SCENARIO)

    class OneWorld(CrisisModel):
        """A model that stops when its game is over, as Mesa's runner asks."""

        def __init__(self, first_world: int) -> None:
            super().__init__(scenario, SEED, 1, first_world)
            self.datacollector = mesa.DataCollector()  # the runner asks for one

        def step(self) -> None:
            super().step()
            self.running = not self.over

    OneWorld(0).play()
    began = time.perf_counter()
    mesa.batchrunner.batch_run(
        OneWorld, {"first_world": range(games)}, number_processes=1, max_steps=1000, display_progress=False
    )
    return {"games": games, "seconds": time.perf_counter() - began}


MEASURED: dict[str, Callable[..., Figures]] = {"blocks": blocks, "jobs": jobs, "disk": disk, "mesa": runner}


def measure(what: str, *numbers: int) -> Figures:
    """One measurement in a process of its own, with its peak memory."""
    command = [sys.executable, "-m", "wargame.bench", "--measure", what, *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    found: Figures = json.loads(done.stdout)
    return {**found, "games_per_second": found["games"] / found["seconds"]}


def _peak_megabytes() -> float:
    """Peak memory of this process and, apart, of the largest that it started."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss * unit for who in whose) / 1e6


# --- The run


def bench(million: bool) -> Figures:
    """Measure everything once."""
    found: Figures = {
        "scenario": SCENARIO,
        "seed": SEED,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "figures": {
            "1 world": measure("blocks", 1, ALONE),
            "1,000 worlds": measure("blocks", 1_000, 10_000),
            "10,000 worlds": measure("blocks", 10_000, 50_000),
            "1 job": measure("jobs", 1, JOBS_GAMES),
            f"{JOBS} jobs": measure("jobs", JOBS, JOBS_GAMES),
            "batch_run": measure("mesa", MESA_GAMES),
        },
    }
    if million:
        found["figures"]["10,000 games on disk"] = measure("disk", 10_000)
        found["figures"]["100,000 games on disk"] = measure("disk", 100_000)
        found["figures"]["1,000,000 games on disk"] = measure("disk", 1_000_000)
    speed = {name: figure["games_per_second"] for name, figure in found["figures"].items()}
    alone = found["figures"]["1 world"]
    found["milliseconds_per_turn"] = 1000 * alone["seconds"] / alone["turns"]
    found["times_batch_run"] = {name: value / speed["batch_run"] for name, value in speed.items()}
    return found


def _show(found: Figures) -> None:
    from rich.console import Console
    from rich.table import Table

    load = "" if found["load"] is None else f", load {found['load']:.1f} before"
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("", "games/s", "times batch_run", "games", "seconds", "peak MB"):
        table.add_column(name, justify="right" if name else "left", no_wrap=True)
    for name, figure in found["figures"].items():
        table.add_row(
            _label(name), f"{figure['games_per_second']:,.0f}", f"{found['times_batch_run'][name]:,.1f}",
            f"{figure['games']:,}", f"{figure['seconds']:.1f}", f"{figure['peak_megabytes']:,.0f}",
        )  # fmt: skip
    console = Console()
    console.print(f"[bold]Complete games of {found['scenario']}[/bold], seed {found['seed']}")
    console.print(f"Python {found['python']}, {found['cores']} cores{load}")
    console.print(table)
    console.print("On one core, but for the jobs; peak memory is that of the largest process.")
    console.print(f"One turn with one world: {found['milliseconds_per_turn']:.1f} ms")


def _label(name: str) -> str:
    if name.endswith("worlds") or name == "1 world":
        return f"{name} at once"
    return {"batch_run": "Mesa's batch_run"}.get(name, name)


@click.command()
@click.option("--json", is_flag=True, help="Print one JSON document.")
@click.option("--million", is_flag=True, help="Also 10,000 to 1,000,000 games with their files; takes minutes.")
@click.option("--measure", "what", type=click.Choice(list(MEASURED)), hidden=True)
@click.argument("numbers", nargs=-1, type=int, required=False)
def main(json: bool, million: bool, what: str | None, numbers: tuple[int, ...]) -> None:
    """Measure speed and memory."""
    import json as json_text

    if what is not None:
        found = MEASURED[what](*numbers)
        click.echo(json_text.dumps({**found, "peak_megabytes": _peak_megabytes()}))
        return
    found = bench(million)
    if json:
        click.echo(json_text.dumps(found, indent=2))
    else:
        _show(found)


if __name__ == "__main__":
    main()

"""How fast and how large: `python -m wargame.tools.bench`, in one run on one machine.

Each figure is measured in a process of its own, so that none warms up or fills the memory of another. Mesa's
`batch_run` steps the same model with one world at a time, which is how Mesa is mostly used.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

SCENARIO, SEED = "reset_2027", 7
ALONE = 60  # games of one world each
MESA_GAMES = 60
JOBS = 2
JOBS_GAMES = 100_000
WIDTH = 110  # characters at least, where a terminal is narrower or there is none: no figure is cut
EXAMPLES = ("Mesa's Boltzmann wealth", "Mesa's Schelling, 20 by 20")  # their agents move one by one

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
    """Complete games by the whole command, from its start to its end: loading the code counts too."""
    command = [sys.executable, "-m", "wargame", "run", SCENARIO, "--seed", str(SEED), "--json"]
    began = time.perf_counter()
    subprocess.run([*command, "--runs", str(games), "--jobs", str(count)], capture_output=True, check=True)
    return {"games": games, "seconds": time.perf_counter() - began}


def disk(games: int) -> Figures:
    """Complete games with their files, as `wargame run --out` makes them, in one process."""
    from wargame.cli.commands.run import Asked, run
    from wargame.cli.long_run import Work

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


def workbench(games: int) -> Figures:
    """The same games, one world at a time, through the sequential evaluator of the EMA Workbench."""
    import ema_workbench

    from wargame.engine.measures import measures
    from wargame.model import CrisisModel
    from wargame.scenario.factors import cells

    (cell,) = cells(SCENARIO)

    def play(first_world: int) -> dict[str, float]:
        rows = measures(CrisisModel(cell.scenario, SEED, 1, int(first_world), cell.script).play())
        return {"outcome": float(rows["outcome"][0])}

    model = ema_workbench.Model("wargame", function=play)
    model.uncertainties = [ema_workbench.IntegerParameter("first_world", 0, games)]
    model.outcomes = [ema_workbench.ScalarOutcome("outcome")]
    play(0)
    with ema_workbench.SequentialEvaluator(model) as evaluator:
        began = time.perf_counter()
        evaluator.perform_experiments(scenarios=games)
    return {"games": games, "seconds": time.perf_counter() - began}


def example(number: int, steps: int) -> Figures:
    """One of Mesa's own example models: steps of all its agents, on one core."""
    from mesa.examples import BoltzmannWealth, Schelling

    model = (BoltzmannWealth(seed=SEED), Schelling(height=20, width=20, homophily=1.1, seed=SEED))[number]
    model.step()
    began = time.perf_counter()
    for _ in range(steps):
        model.step()
    seconds = time.perf_counter() - began
    return {"games": steps, "seconds": seconds, "agents": len(model.agents)}


def growth(what: int, size: int) -> Figures:
    """One point of how time grows: with worlds, turns or bases."""
    from wargame.tools import growth as grown

    return (grown.by_worlds, grown.by_turns, grown.by_bases)[what](size)


MEASURED: dict[str, Callable[..., Figures]] = {
    "blocks": blocks, "jobs": jobs, "disk": disk, "mesa": runner, "ema": workbench, "example": example,
    "growth": growth,
}  # fmt: skip


def measure(what: str, *numbers: int) -> Figures:
    """One measurement in a process of its own, with its peak memory."""
    command = [sys.executable, "-m", "wargame.tools.bench", "--measure", what, *map(str, numbers)]
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
        "examples": {name: measure("example", number, 200) for number, name in enumerate(EXAMPLES)},
    }
    if find_spec("ema_workbench"):  # an extra
        found["figures"]["ema"] = measure("ema", MESA_GAMES)
    if million:
        for count in (1, JOBS):
            found["figures"][f"{count} job{'s' * (count > 1)}, a million games"] = measure("jobs", count, 1_000_000)
        found["figures"]["10,000 games on disk"] = measure("disk", 10_000)
        found["figures"]["100,000 games on disk"] = measure("disk", 100_000)
        found["figures"]["1,000,000 games on disk"] = measure("disk", 1_000_000)
    speed = {name: figure["games_per_second"] for name, figure in found["figures"].items()}
    alone = found["figures"]["1 world"]
    found["milliseconds_per_turn"] = 1000 * alone["seconds"] / alone["turns"]
    found["times_1_job"] = speed[f"{JOBS} jobs"] / speed["1 job"]
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
    console.width = max(console.width, WIDTH)
    console.print(f"[bold]Complete games of {found['scenario']}[/bold], seed {found['seed']}")
    console.print(f"Python {found['python']}, {found['cores']} cores{load}")
    console.print(table)
    for name, figure in found["examples"].items():
        console.print(
            f"{name}: {figure['games_per_second'] * figure['agents']:,.0f} agents' steps a second "
            f"({figure['agents']} agents, {figure['games']} steps)"
        )
    console.print(
        "On one core, but for the jobs, which are whole commands; peak memory is that of the largest process."
    )
    console.print(f"{JOBS} jobs are {found['times_1_job']:.2f} times one job, for {JOBS_GAMES:,} games")
    console.print(f"One turn with one world: {found['milliseconds_per_turn']:.1f} ms")


def _label(name: str) -> str:
    if name.endswith("worlds") or name == "1 world":
        return f"{name} at once"
    return {"batch_run": "Mesa's batch_run", "ema": "EMA Workbench, sequential"}.get(name, name)


def _grown() -> Figures:
    """How time and memory grow."""
    from wargame.tools.growth import TIMES_BASES, TURNS, WORLDS

    sizes = {"worlds": WORLDS, "turns": TURNS, "times the bases": TIMES_BASES}
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "growth": {
            name: [{"size": size, **measure("growth", number, size)} for size in each]
            for number, (name, each) in enumerate(sizes.items())
        },
    }


def _show_growth(found: Figures) -> None:
    print(f"{found['cores']} cores, load {found['load'] or 0:.1f} before; processor time, least of three")
    for name, points in found["growth"].items():
        print(
            f"\n{name:>16} {'games':>7} {'turns':>6} {'seconds':>8} {'ms a turn':>10} {'µs a game':>10} {'peak MB':>8}"
        )
        for point in points:
            print(
                f"{point['size']:>16,} {point['games']:>7,} {point['turns']:>6} {point['seconds']:>8.3f} "
                f"{1e3 * point['seconds'] / point['turns']:>10.2f} {1e6 * point['seconds'] / point['games']:>10.0f} "
                f"{point['peak_megabytes']:>8,.0f}"
            )


@click.command()
@click.option("--json", is_flag=True, help="Print one JSON document.")
@click.option("--million", is_flag=True, help="Also a million games, and up to a million with their files; minutes.")
@click.option("--growth", is_flag=True, help="Instead: how time grows with worlds, turns and bases.")
@click.option("--measure", "what", type=click.Choice(list(MEASURED)), hidden=True)
@click.argument("numbers", nargs=-1, type=int, required=False)
def main(json: bool, million: bool, growth: bool, what: str | None, numbers: tuple[int, ...]) -> None:
    """Measure speed and memory."""
    import json as json_text

    if what is not None:
        found = MEASURED[what](*numbers)
        click.echo(json_text.dumps({**found, "peak_megabytes": _peak_megabytes()}))
        return
    found = _grown() if growth else bench(million)
    if json:
        click.echo(json_text.dumps(found, indent=2))
    else:
        (_show_growth if growth else _show)(found)


if __name__ == "__main__":
    main()

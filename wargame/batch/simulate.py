"""Many games: blocks of worlds, in one process or over several, to a table of measures.

World k of seed s is the same game whatever the size of a block and the number of processes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.batch.executor import SimulationFailed
from wargame.batch.workers import each_played
from wargame.engine.measures import measures, turn_measures
from wargame.engine.orders.script import Script
from wargame.engine.parameters import Array
from wargame.engine.world import World
from wargame.scenario.factors import Cell
from wargame.scenario.opening import drawn
from wargame.scenario.schema.scenario import Scenario

if TYPE_CHECKING:
    from wargame.model import CrisisModel

__all__ = [
    "Block",
    "CellPlayer",
    "Played",
    "Rows",
    "SimulationFailed",
    "TooManyGames",
    "check_games",
    "failure_told",
    "paired",
    "simulate",
]

# Measured: 8,000 play a quarter slower, 32,000 a tenth faster in twice the memory. A block takes a quarter second by
# itself, so 100,000 games are six of them, with one job and with two.
BLOCK_WORLDS, LEAST_WORLDS = 17_000, 1_000
MOST_GAMES = 100_000_000  # about two hours on one core, and 13 GB of rows
MOST_JOBS = 256
MOST_ROWS_HELD = 400_000  # worlds of one block in all cells: 170 MB

DRAWN = "drawn."  # begins the name of a number that each world drew for itself, before its dotted path

Rows = dict[str, Array]  # (worlds,) of each measure


class Played(NamedTuple):
    """What is kept of some worlds."""

    rows: Rows
    turns: Rows | None = None  # (turns played in all worlds,) of each measure that is kept turn by turn


class Task(NamedTuple):
    """Some worlds of one cell: what is played at once."""

    first_world: int
    worlds: int
    cell: int


@dataclass(frozen=True)
class Block:
    """The same worlds, played in every cell with the same dice."""

    first_world: int
    worlds: int
    rows: tuple[Rows, ...]  # one for each cell


class TooManyGames(ValueError):
    """More games than can be waited for or kept; the message says the limit."""


def check_games(runs: int, cells: int) -> int:
    """How many games are so many worlds of so many cells. Raises TooManyGames if that is beyond the limit."""
    if runs * cells > MOST_GAMES:
        each = f" in each of {cells:,} cases" if cells > 1 else ""
        raise TooManyGames(
            f"--runs {runs:,}{each} is {runs * cells:,} games; the limit is {MOST_GAMES:,}, here --runs "
            f"{MOST_GAMES // cells:,}. Those take hours and fill a disk, for intervals far narrower than the model"
        )
    return runs * cells


def simulate(
    cells: Sequence[Cell],
    runs: int,
    seed: int,
    jobs: int = 1,
    first_world: int = 0,
    block_worlds: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
    played: Callable[[int], None] = lambda games: None,
) -> Generator[Block, None, None]:
    """Play complete games of every cell on the same dice.

    Args:
        cells: what to play.
        runs: worlds of each cell.
        seed: of all dice.
        jobs: processes; one plays in this process.
        first_world: number of the first world.
        block_worlds: worlds played at once, chosen if None; results do not depend on it, time and memory do.
        stopped: asked between games; if true, no block is begun and one that is not complete is dropped.
        played: told of the number of games that each part of a block has added.

    Yields:
        Blocks in the order of their worlds.

    Raises:
        SimulationFailed: if a game breaks down.
    """
    player = CellPlayer(tuple(cells), seed)
    return paired(player, len(cells), runs, jobs, first_world, block_worlds, stopped, played)


def paired(
    player: Callable[[Task], Played],
    cases: int,
    runs: int,
    jobs: int = 1,
    first_world: int = 0,
    block_worlds: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
    played: Callable[[int], None] = lambda games: None,
) -> Generator[Block, None, None]:
    """The same worlds of each of several cases, block after block; see `simulate`."""
    tasks = tasks_of(cases, runs, block_worlds or block_size(cases, runs, jobs), first_world)
    with each_played(player, iter(tasks), jobs, stopped) as plays:
        yield from blocks(_until_stopped(tasks, plays, stopped, played), cases)


def tasks_of(cells: int, runs: int, block_worlds: int, first_world: int = 0) -> list[Task]:
    """All that is played: block after block, in each the same worlds of every cell."""
    ends = first_world + runs
    return [
        Task(start, min(block_worlds, ends - start), cell)
        for start in range(first_world, ends, block_worlds)
        for cell in range(cells)
    ]


def blocks(played: Iterable[tuple[Task, Played]], cells: int) -> Iterator[Block]:
    """Gather the cells of each block; one that is not complete is dropped."""
    rows: list[Rows] = []
    for task, found in played:
        rows.append(found.rows)
        if len(rows) == cells:
            yield Block(task.first_world, task.worlds, tuple(rows))
            rows = []


def _until_stopped(
    tasks: Sequence[Task], plays: Iterator[Played], stopped: Callable[[], bool], played: Callable[[int], None]
) -> Iterator[tuple[Task, Played]]:
    for task in tasks:
        found = None if stopped() else next(plays, None)
        if found is None:
            return
        played(task.worlds)
        yield task, found


def block_size(cells: int, runs: int, jobs: int) -> int:
    """A size at which blocks play fast, fit in memory with all their cells, and share out evenly over the jobs."""
    most = max(LEAST_WORLDS, min(BLOCK_WORLDS, MOST_ROWS_HELD // cells))
    several = ceil(ceil(runs / most) / jobs) * jobs
    return ceil(runs / several)


@dataclass(frozen=True)
class CellPlayer:
    """Plays some worlds of one cell; with `series`, what they were after each turn is kept too."""

    cells: tuple[Cell, ...]
    seed: int
    series: bool = False

    def __call__(self, task: Task) -> Played:
        first_world, worlds, index = task
        cell = self.cells[index]
        gc.collect()  # a model and its agents hold each other, and the worlds of the last block with them
        with failure_told(self.seed, first_world, worlds, cell):
            return play(cell.scenario, self.seed, worlds, first_world, cell.script, series=self.series)


def play(
    scenario: Scenario,
    seed: int,
    worlds: int,
    first_world: int = 0,
    script: Script | None = None,
    copies: int = 1,
    series: bool = False,
) -> Played:
    """Play all games of a block, and keep what is measured; arguments are the model's, and `series` as of a player."""
    from wargame.model import CrisisModel  # late: a process that only collects need not load Mesa

    model = CrisisModel(scenario, seed, worlds, first_world, script, copies=copies)
    return played_by(model, series)


def played_by(model: CrisisModel, series: bool = False) -> Played:
    """Play all games of a model, and keep what is measured."""
    played = _turn_by_turn(model) if series else Played(measures(model.play()))
    for path, values in drawn(model.crisis, model.luck).items():
        played.rows[f"{DRAWN}{path}"] = values
    return played


def _turn_by_turn(model: CrisisModel) -> Played:
    kept: list[Rows] = []

    def keep(rows: Array, stage: int, turn: int, world: World) -> None:
        shape = len(rows)
        kept.append(
            {
                "row": rows.astype(np.int32),
                "stage": np.full(shape, stage, dtype=np.int8),
                "turn": np.full(shape, turn, dtype=np.int16),
                **turn_measures(world),
            }
        )

    model.watch = keep
    rows = measures(model.play())
    turns = {name: np.concatenate([each[name] for each in kept]) for name in kept[0]}
    order = np.argsort(turns["row"], kind="stable")  # a world's turns together, in the order in which they came
    return Played(rows, {name: values[order] for name, values in turns.items()})


@contextmanager
def failure_told(seed: int, first_world: int, worlds: int, cell: Cell, more: str = "") -> Iterator[None]:
    """Name the games that broke down, so that they can be played again."""
    try:
        yield
    except Exception as error:
        raise SimulationFailed(
            f"a game failed: {type(error).__name__}: {error}\n"
            f"seed {seed}, worlds {first_world} to {first_world + worlds - 1}, "
            f"scenario {cell.scenario.title!r}, cell {cell.name}{more}"
        ) from error

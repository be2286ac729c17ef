"""Many games: blocks of worlds, in one process or over several, to a table of measures.

World k of seed s is the same game whatever the size of a block and the number of processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from multiprocessing import resource_tracker
from typing import Any, TypeAlias, TypeVar

from wargame.factors import Cell
from wargame.measures import measures
from wargame.model import CrisisModel
from wargame.parameters import Array

BLOCK_WORLDS = 8_000  # measured: 4,000 play 30% slower, 16,000 20% faster in twice the memory
MOST_GAMES = 100_000_000  # about three hours on one core, and 30 GB of rows
MOST_JOBS = 256
MOST_ROWS_HELD = 400_000  # worlds of one block in all cells: 100 MB

Rows = dict[str, Array]  # (worlds,) of each measure


@dataclass(frozen=True)
class Block:
    """The same worlds, played in every cell with the same dice."""

    first_world: int
    worlds: int
    rows: tuple[Rows, ...]  # one for each cell


class SimulationFailed(RuntimeError):
    """A game broke down; the message names seed, worlds, scenario and cell, so that it can be played again."""


class TooManyGames(ValueError):
    """More games than can be waited for or kept; the message says the limit."""


def check_games(runs: int, cells: int) -> int:
    """How many games are so many worlds of so many cells. Raises TooManyGames if that is beyond the limit."""
    if runs * cells > MOST_GAMES:
        raise TooManyGames(
            f"--runs {runs:,} times {cells:,} (cells) is {runs * cells:,} games; the limit is "
            f"{MOST_GAMES:,}, which take hours and fill a disk, for intervals far narrower than the model is true"
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
    ends = first_world + runs
    block_worlds = block_worlds or _block_worlds(len(cells), runs, jobs)
    spans = [(start, min(block_worlds, ends - start)) for start in range(first_world, ends, block_worlds)]
    tasks = ((start, worlds, index) for start, worlds in spans for index in range(len(cells)))
    with each_played(CellPlayer(tuple(cells), seed), tasks, jobs, stopped) as plays:
        for start, worlds in spans:
            rows: list[Rows] = []
            while len(rows) < len(cells):
                if stopped():
                    return
                done = next(plays, None)
                if done is None:
                    return
                rows.append(done)
                played(worlds)
            yield Block(start, worlds, tuple(rows))


def _block_worlds(cells: int, runs: int, jobs: int) -> int:
    """A size at which blocks play fast, fit in memory with all their cells, and share out evenly over the jobs."""
    most = max(BLOCK_WORLDS // 8, min(BLOCK_WORLDS, MOST_ROWS_HELD // cells))
    blocks = ceil(ceil(runs / most) / jobs) * jobs
    return ceil(runs / blocks)


@dataclass(frozen=True)
class CellPlayer:
    """Plays some worlds of one cell. A task is the first world, how many, and the cell."""

    cells: tuple[Cell, ...]
    seed: int

    def __call__(self, task: tuple[int, int, int]) -> Rows:
        first_world, worlds, index = task
        cell = self.cells[index]
        gc.collect()  # a model and its agents hold each other, and the worlds of the last block with them
        with failure_told(self.seed, first_world, worlds, cell):
            return measures(CrisisModel(cell.scenario, self.seed, worlds, first_world, cell.script).play())


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


Task = TypeVar("Task")
Play: TypeAlias = Callable[[Task], Rows]  # can be sent to another process


@contextmanager
def each_played(
    play: Play[Task], tasks: Iterator[Task], jobs: int, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Iterator[Rows]]:
    """The rows of each task in order, played in this process or over several."""
    plays = map(play, tasks) if jobs == 1 else _elsewhere(play, tasks, jobs, stopped)
    try:
        yield plays
    finally:
        if isinstance(plays, Generator):
            plays.close()  # end the processes also when whoever asked for rows goes away


def _elsewhere(
    play: Play[Task], tasks: Iterator[Task], jobs: int, stopped: Callable[[], bool]
) -> Generator[Rows, None, None]:
    """Play in processes, a few tasks ahead of what was asked for, so that memory does not grow with the runs."""
    with _interrupts_held():  # processes inherit this: an interrupt is for the one that collects
        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin, (play,))
        ahead = deque(pool.submit(_play_there, task) for _, task in zip(range(2 * jobs), tasks, strict=False))
    try:
        while ahead:
            rows = _result(ahead.popleft())
            task = None if stopped() else next(tasks, None)
            if task is not None:
                ahead.append(pool.submit(_play_there, task))
            yield rows
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[Rows]) -> Rows:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise SimulationFailed(
            "a process that played ended unexpectedly, perhaps for want of memory; try fewer jobs"
        ) from error


_given: Play[Any] | None = None  # in a process that plays: what plays a task


def _begin(play: Play[Any]) -> None:
    global _given
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given = play


def _play_there(task: Any) -> Rows:
    assert _given is not None
    return _given(task)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back interrupts from here and, until they can ignore them, from processes begun meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows has none
        yield
        return
    resource_tracker.ensure_running()  # first, because its own start would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

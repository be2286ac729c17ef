"""Cases on the same dice: what the commands share that play the same worlds under each of several cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from wargame.batch.checkpoint import CSV, PARQUET, TURNS, Kept, held, told, write_text
from wargame.batch.simulate import Block, Played, Task, blocks, check_games, tasks_of
from wargame.batch.tasks import Batch
from wargame.cli.long_run import Complete, Work, how_to_go_on
from wargame.cli.progress import progress, stops
from wargame.scenario.factors import Cell

if TYPE_CHECKING:
    import pyarrow as pa

    from wargame.batch.tables import About

__all__ = ["Complete", "Found", "nothing_left", "play", "told_of"]


class Found(Protocol):
    """What is asked, and what was found so far."""

    @property
    def cases(self) -> Sequence[Cell]:
        """What is played, the first the one that others are compared with; `varied` names the rows of each."""

    @property
    def seed(self) -> int: ...

    @property
    def worlds_asked(self) -> int:
        """Of each case."""

    @property
    def worlds(self) -> int:
        """N: complete worlds of each case."""

    @property
    def complete(self) -> bool:
        """Whether all is played, or enough."""

    def player(self, series: bool) -> Callable[[Task], Played]: ...

    def add(self, block: Block) -> None: ...


def play(
    found: Found, what: Mapping[str, object], work: Work, files: Callable[[], Mapping[str, str]],
    command: Callable[[], str], look_every: int | None = None,
) -> None:  # fmt: skip
    """Play block after block until what is asked is complete, and write the files of what is.

    Args:
        found: is filled.
        what: everything that the results depend on: a run goes on only where all of it is the same.
        work: who plays, and where the files go.
        files: makes the files of the answer, beside the worlds: name to contents.
        command: that plays it again.
        look_every: worlds between two looks at whether it is enough, the same with any number of processes.

    Raises:
        Complete: if the folder holds this run to its end.
        OutputFault, SimulationFailed, ClusterFault, TooManyGames: see their modules.
    """
    work.check()
    games = check_games(found.worlds_asked, len(found.cases))
    player, size = found.player(work.series), look_every or work.block_size(len(found.cases), found.worlds_asked)
    kept = work.open(what, games, size, lambda worlds: player(Task(0, worlds, 0)))
    tasks = tasks_of(len(found.cases), found.worlds_asked, kept.block_worlds if kept else size)
    batch = Batch(player, tasks, lambda task: task.worlds)
    with ExitStack() as stack:
        if kept is not None:
            stack.enter_context(held(kept.folder))
        stopped = stack.enter_context(stops())
        pace = stack.enter_context(progress(games))
        plays = stack.enter_context(closing(batch.played(kept, work.jobs, work.scheduler, stopped, pace)))
        for block in blocks(plays, len(found.cases)):
            found.add(block)
            if found.complete:
                break
        if kept is not None and found.worlds:
            _write(kept, found, tasks, work, files, work.about(what, command()))


def _write(
    kept: Kept, found: Found, tasks: Sequence[Task], work: Work, files: Callable[[], Mapping[str, str]], about: About
) -> None:  # fmt: skip
    """Make the files of what is complete; take the parts away where all of it is."""
    from wargame.batch.tables import drawn_paths, turn_table, world_table, write_tables  # late: only a folder has any

    paths = drawn_paths(case.scenario for case in found.cases)

    def each(number: int, task: Task) -> pa.Table:
        return world_table(found.cases[task.cell], found.seed, task.first_world, kept.rows(number), paths)

    def turns(number: int, task: Task) -> pa.Table:
        return turn_table(found.cases[task.cell], found.seed, task.first_world, kept.turns(number))

    complete = [(number, task) for number, task in enumerate(tasks) if task.first_world + task.worlds <= found.worlds]
    complete.sort(key=lambda each: (each[1].cell, each[1].first_world))
    with told(kept.folder):
        write_tables(kept.folder, PARQUET, (each(*one) for one in complete), CSV if work.csv else None, about)
        if work.series:
            write_tables(kept.folder, TURNS, (turns(*one) for one in complete), about=about)
        for name, contents in files().items():
            write_text(kept.folder / name, contents)
        if found.complete:
            kept.done()


def nothing_left(work: Work, document: str, json: bool) -> int:
    """What to say where the folder holds all of it. Returns the exit status."""
    assert work.out is not None
    click.echo(f"The run in {work.out} is complete; nothing is left to play.", err=True)
    if json:
        click.echo((work.out / document).read_text(encoding="utf-8"), nl=False)
    return 0


def told_of(out: Path | None, complete: bool, json: bool) -> None:
    """Say where the files are, and how to go on where it was cut off."""
    if out is None:
        return
    if not json:
        names = sorted(path.name for path in out.iterdir() if not path.name.startswith("."))
        click.echo(f"\nWritten to {out}: {', '.join(names)}")
    if not complete:
        click.echo(how_to_go_on(out), err=True)

"""`wargame run`: many complete games to a table, a document, files and a report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console

from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.commands.work import REPORT, Complete, Work, how_to_go_on
from wargame.factors import Cell, cells, read_set, read_vary
from wargame.scenario.faults import cut, listed, nearest
from wargame.simulate import CellPlayer, Task, blocks, check_games, tasks_of
from wargame.study.batch import Batch, digest
from wargame.study.files import OUTCOMES_PICTURE, SUMMARY, TABLE, as_json, write_summary
from wargame.study.kept import Kept, held, told, write_text
from wargame.study.output import CSV, PARQUET, TURNS, turn_table, world_table, write_tables
from wargame.study.summary import EVENTS, UNTIL_BLOCK, WENT_TO_WAR, Summary, Until
from wargame.study.table import show


@dataclass(frozen=True)
class Asked:
    """The games that a person asked for."""

    scenario: str
    runs: int
    seed: int
    set_: Sequence[str] = ()
    vary: Sequence[str] = ()
    until: float | None = None
    of: str = WENT_TO_WAR


def run(asked: Asked, work: Work, json: bool) -> int:
    """Play, count, write and print. Returns the exit status."""
    _check(asked)
    work.check()
    played = cells(asked.scenario, read_set(asked.set_), read_vary(asked.vary))
    games = check_games(asked.runs, len(played))
    player = CellPlayer(played, asked.seed, work.series)
    size = UNTIL_BLOCK if asked.until is not None else work.block_size(len(played), asked.runs)
    try:
        kept = work.open(_what(asked, played), games, size, lambda worlds: player(Task(0, worlds, 0)))
    except Complete:
        return _nothing_left(work.out, json)
    until = None if asked.until is None else Until(asked.until, asked.of)
    summary = Summary(asked.scenario, played, asked.seed, asked.runs, until=until)
    tasks = tasks_of(len(played), asked.runs, kept.block_worlds if kept else size)
    batch = Batch(player, tasks, lambda task: task.worlds)
    with ExitStack() as stack:
        if kept is not None:
            stack.enter_context(held(kept.folder))
        stopped = stack.enter_context(stops())
        pace = stack.enter_context(progress(games))
        plays = stack.enter_context(closing(batch.played(kept, work.jobs, work.scheduler, stopped, pace)))
        for block in blocks(plays, len(played)):
            summary.add(block)
            if summary.narrow:
                break
        if kept is not None:
            _finish(kept, asked, summary, tasks, work)
    if json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
        if work.out is not None:
            click.echo(f"\nWritten to {work.out}: {', '.join(_names(work.out))}")
    if not summary.complete and work.out is not None:
        click.echo(how_to_go_on(work.out), err=True)
    return 0 if summary.complete else INTERRUPTED


def _check(asked: Asked) -> None:
    if asked.of not in EVENTS:
        near = nearest(asked.of, EVENTS)
        hint = f" (did you mean {near}?)" if near else ""
        raise click.UsageError(f"--of {cut(asked.of)}: not an outcome; one of {listed(EVENTS)}{hint}")
    if asked.until is None and asked.of != WENT_TO_WAR:
        raise click.UsageError(f"--of {asked.of} says which share --until looks at; give --until too")


def _what(asked: Asked, played: Sequence[Cell]) -> dict[str, object]:
    """Everything that the results depend on: a run goes on only where all of it is the same."""
    return {
        "kind": "run",
        "scenario": asked.scenario,
        "rules_and_numbers": digest(played),
        "runs": asked.runs,
        "seed": asked.seed,
        "set": list(asked.set_),
        "vary": list(asked.vary),
        "until": asked.until,
        "of": asked.of,
    }


def _finish(kept: Kept, asked: Asked, summary: Summary, tasks: Sequence[Task], work: Work) -> None:
    """Make the files of what is complete; take the parts away where all of it is."""
    shown = [counts.cell for counts in summary.cells]

    def each(number: int, task: Task) -> pa.Table:
        return world_table(shown[task.cell], summary.seed, task.first_world, kept.rows(number))

    def turns(number: int, task: Task) -> pa.Table:
        return turn_table(shown[task.cell], summary.seed, task.first_world, kept.turns(number))

    complete = [(number, task) for number, task in enumerate(tasks) if task.first_world + task.worlds <= summary.worlds]
    complete.sort(key=lambda each: (each[1].cell, each[1].first_world))
    with told(kept.folder):
        write_tables(kept.folder, PARQUET, (each(*one) for one in complete), CSV if work.csv else None)
        if work.series:
            write_tables(kept.folder, TURNS, (turns(*one) for one in complete))
        write_summary(kept.folder, summary)
        write_text(kept.folder / REPORT, _report(asked, summary, work))
        if summary.complete:
            kept.done()


def _report(asked: Asked, summary: Summary, work: Work) -> str:
    from wargame.ui.paper_run import command_of, report  # late: nothing else here needs the page

    command = command_of(
        asked.scenario, asked.runs, asked.seed, asked.set_, asked.vary, asked.until, asked.of, work.csv, work.series
    )
    return report(summary, command, work.files({SUMMARY: "what was counted, as JSON", TABLE: "the same as CSV",
                                                OUTCOMES_PICTURE: "Figure 1 as a picture"}))  # fmt: skip


def _nothing_left(out: Path | None, json: bool) -> int:
    assert out is not None
    click.echo(f"The run in {out} is complete; nothing is left to play.", err=True)
    if json:
        click.echo((out / "summary.json").read_text(encoding="utf-8"), nl=False)
    return 0


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))

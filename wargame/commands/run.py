"""`wargame run`: many complete games to a table, a document and files."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from wargame.factors import cells, read_set, read_vary
from wargame.simulate import MOST_GAMES, simulate
from wargame.study.output import RowWriter, as_json, open_folder, write_summary
from wargame.study.summary import Summary
from wargame.study.table import show

INTERRUPTED = 130  # as shells have it


def run(
    scenario: str,
    runs: int,
    seed: int,
    set_: Sequence[str],
    vary: Sequence[str],
    jobs: int,
    out: Path | None,
    json: bool,
) -> int:
    """Play, count, write and print. Returns the exit status."""
    played = cells(scenario, read_set(set_), read_vary(vary))
    if runs * len(played) > MOST_GAMES:
        raise click.UsageError(
            f"--runs {runs:,} times {len(played):,} (cells) is {runs * len(played):,} games; the limit is "
            f"{MOST_GAMES:,}, which take hours and fill a disk, for intervals far narrower than the model is true"
        )
    folder = None if out is None else open_folder(out)
    summary = Summary(scenario, played, seed, runs)
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        writer = None if folder is None else stack.enter_context(RowWriter(folder, played, seed))
        told = stack.enter_context(progress(runs * len(played)))
        for block in simulate(played, runs, seed, jobs, stopped=stopped, played=told):
            if writer is not None:
                writer.add(block)
            summary.add(block)
    if folder is not None:
        write_summary(folder, summary)
    if json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
        if folder is not None:
            click.echo(f"\nWritten to {folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")
    return 0 if summary.complete else INTERRUPTED


@contextmanager
def stops() -> Iterator[Callable[[], bool]]:
    """Whether somebody asked to stop. The first interrupt lets the games at hand end; the second ends at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        click.echo("Stopping; complete blocks are kept.", err=True)

    numbers = (signal.SIGINT, signal.SIGTERM)
    before: list[Any] = [signal.signal(number, ask) for number in numbers]
    try:
        yield lambda: asked
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def progress(games: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda more: None
        return
    columns = (TextColumn("games"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("games", total=games)
        yield lambda more: bar.advance(task, more)

"""`wargame run`: many complete games to a table, a document and files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click
from rich.console import Console

from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.factors import cells, read_set, read_vary
from wargame.scenario.faults import cut, listed, nearest
from wargame.simulate import check_games, simulate
from wargame.study.output import RowWriter, as_json, open_folder, write_summary
from wargame.study.summary import EVENTS, UNTIL_BLOCK, WENT_TO_WAR, Summary, Until
from wargame.study.table import show


def run(
    scenario: str,
    runs: int,
    seed: int,
    set_: Sequence[str],
    vary: Sequence[str],
    jobs: int,
    out: Path | None,
    json: bool,
    until: float | None = None,
    of: str = WENT_TO_WAR,
) -> int:
    """Play, count, write and print. Returns the exit status."""
    if of not in EVENTS:
        near = nearest(of, EVENTS)
        hint = f" (did you mean {near}?)" if near else ""
        raise click.UsageError(f"--of {cut(of)}: not an outcome; one of {listed(EVENTS)}{hint}")
    if until is None and of != WENT_TO_WAR:
        raise click.UsageError(f"--of {of} says which share --until looks at; give --until too")
    played = cells(scenario, read_set(set_), read_vary(vary))
    check_games(runs, len(played))
    folder = None if out is None else open_folder(out)
    summary = Summary(scenario, played, seed, runs, until=None if until is None else Until(until, of))
    block_worlds = None if until is None else UNTIL_BLOCK
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        writer = None if folder is None else stack.enter_context(RowWriter(folder, played, seed))
        told = stack.enter_context(progress(runs * len(played)))
        blocks = simulate(played, runs, seed, jobs, block_worlds=block_worlds, stopped=stopped, played=told)
        with closing(blocks):  # ends processes that play what is no longer needed
            for block in blocks:
                if writer is not None:
                    writer.add(block)
                summary.add(block)
                if summary.narrow:
                    break
    if folder is not None:
        write_summary(folder, summary)
    if json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
        if folder is not None:
            click.echo(f"\nWritten to {folder}: {', '.join(sorted(path.name for path in folder.iterdir()))}")
    return 0 if summary.complete else INTERRUPTED

"""`wargame linchpin`: what hangs on each base and each host's consent, in the terminal, as JSON and as a map."""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from wargame.commands.tell import tell
from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.factors import cells, read_set
from wargame.linchpin import play, prepare
from wargame.simulate import MOST_GAMES
from wargame.study.kept import open_folder
from wargame.study.linchpin import as_document, render

SUMMARY, MAP = "linchpin.json", "linchpin.svg"


def linchpin(scenario: str, runs: int, seed: int, set_: Sequence[str], jobs: int, out: Path | None, json: bool) -> int:
    """Find the flow and its cut, play with and without, write and print. Returns the exit status."""
    (cell,) = cells(scenario, read_set(set_))
    found = prepare(scenario, cell, seed, runs)
    games = runs * (len(found.rows) + 1)
    if games > MOST_GAMES:
        raise click.UsageError(
            f"--runs {runs:,} times {len(found.rows) + 1} (as it is, and without each base and host) is {games:,} "
            f"games; the limit is {MOST_GAMES:,}"
        )
    folder = None if out is None else open_folder(out)
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        told = stack.enter_context(progress(games))
        play(found, jobs, stopped, told)
    document = json_text.dumps(as_document(found), indent=2, ensure_ascii=False)
    files = {SUMMARY: document + "\n"}
    if folder is not None:
        from wargame.ui.svg_linchpin import picture  # late: nothing else here needs the map

        files[MAP] = picture(found)
    tell(document, lambda: render(found), files, folder, json)
    return 0 if found.complete else INTERRUPTED

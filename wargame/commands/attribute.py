"""`wargame attribute`: the effect of a stance in parts that add up, in the terminal, as JSON and as a picture."""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from wargame.attribution import play, prepare
from wargame.commands.tell import tell
from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.factors import read_set
from wargame.simulate import check_games
from wargame.study.attribution import as_document, render
from wargame.study.attribution_chart import waterfall
from wargame.study.kept import open_folder

NUMBERS, PICTURE = "attribution.json", "attribution.svg"


def attribute(
    scenario: str, before: str, after: str, of: str, word: bool, runs: int, seed: int, set_: Sequence[str],
    jobs: int, out: Path | None, json: bool,
) -> int:  # fmt: skip
    """Play every mix, part the effect, write and print. Returns the exit status."""
    found = prepare(scenario, before, after, of, read_set(set_), seed, runs, word)
    games = check_games(runs, len(found.combinations))
    folder = None if out is None else open_folder(out)
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        told = stack.enter_context(progress(games))
        play(found, jobs, stopped, told)
    if found.worlds < 2:
        click.echo("Stopped before any mix of the stances was complete: there is nothing to part.", err=True)
        return INTERRUPTED
    document = json_text.dumps(as_document(found), indent=2, ensure_ascii=False)
    files = {NUMBERS: document + "\n"}
    if folder is not None:
        files[PICTURE] = waterfall(found)
    tell(document, lambda: render(found), files, folder, json)
    return 0 if found.complete else INTERRUPTED

"""`wargame equilibria`: the governments' strategies as a game, in the terminal and as JSON."""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from wargame.commands.tell import tell
from wargame.commands.watch import INTERRUPTED, progress, stops
from wargame.equilibria import play, prepare
from wargame.factors import read_set, read_vary
from wargame.orders import SIDES
from wargame.simulate import check_games
from wargame.study.equilibria import as_document, render
from wargame.study.kept import open_folder

NUMBERS = "equilibria.json"


def equilibria(
    scenario: str, strategies: Sequence[str], players: Sequence[str], runs: int, seed: int, set_: Sequence[str],
    jobs: int, out: Path | None, json: bool,
) -> int:  # fmt: skip
    """Play every profile, look for equilibria, write and print. Returns the exit status."""
    found = prepare(scenario, read_vary(strategies), players or SIDES, read_set(set_), seed, runs)
    games = check_games(runs, len(found.cells))
    folder = None if out is None else open_folder(out)
    with ExitStack() as stack:
        stopped = stack.enter_context(stops())
        told = stack.enter_context(progress(games))
        play(found, jobs, stopped, told)
    if not found.worlds:
        click.echo("Stopped before every profile had a complete block of worlds: there is no game to solve.", err=True)
        return INTERRUPTED
    document = json_text.dumps(as_document(found), indent=2, ensure_ascii=False)
    tell(document, lambda: render(found), {NUMBERS: document + "\n"}, folder, json)
    return 0 if found.complete else INTERRUPTED

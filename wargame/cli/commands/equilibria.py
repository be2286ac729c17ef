"""`wargame equilibria`: the governments' strategies as a game, to a table, a document, files and a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from wargame.analysis.equilibria.document import as_csv, as_document
from wargame.analysis.equilibria.nash import Bargaining, prepare
from wargame.batch.tasks import digest
from wargame.charts.standalone.equilibria import regret_chart
from wargame.cli.cases import Complete, nothing_left, play, told_of
from wargame.cli.long_run import REPORT, Work, how_to_go_on
from wargame.cli.output import as_text, tell
from wargame.cli.progress import INTERRUPTED
from wargame.engine.orders import SIDES
from wargame.report.tables.equilibria import render
from wargame.scenario.factors import read_set, read_vary

NUMBERS, TABLE, PICTURE = "equilibria.json", "equilibria.csv", "equilibria.svg"


@dataclass(frozen=True)
class Asked:
    """The game that a person asked for."""

    scenario: str
    strategies: Sequence[str]
    players: Sequence[str]
    runs: int
    seed: int
    set_: Sequence[str] = ()


def equilibria(asked: Asked, work: Work, json: bool) -> int:
    """Play every profile, look for equilibria, write and print. Returns the exit status."""
    found = prepare(
        asked.scenario,
        read_vary(asked.strategies, "--strategies"),
        asked.players or SIDES,
        read_set(asked.set_),
        asked.seed,
        asked.runs,
    )
    try:
        play(found, _what(asked, found), work, lambda: _files(asked, found, work),
             lambda: _command(asked, found, work))  # fmt: skip
    except Complete:
        return nothing_left(work, NUMBERS, json)
    if not found.worlds:
        click.echo("Stopped before every profile had a complete block of worlds: there is no game to solve.", err=True)
        if work.out is not None:
            click.echo(how_to_go_on(work.out), err=True)
        return INTERRUPTED
    tell(as_document(found), lambda: render(found), json)
    told_of(work.out, found.complete, json)
    return 0 if found.complete else INTERRUPTED


def _what(asked: Asked, found: Bargaining) -> dict[str, object]:
    """Everything that the results depend on."""
    return {
        "kind": "equilibria",
        "scenario": asked.scenario,
        "rules_and_numbers": digest(found.cases),
        "strategies": list(asked.strategies),
        "players": [player.side for player in found.players],
        "runs": asked.runs,
        "seed": asked.seed,
        "set": list(asked.set_),
    }


def _files(asked: Asked, found: Bargaining, work: Work) -> dict[str, str]:
    from wargame.report.papers.equilibria import report  # late: nothing else here needs the page

    command = _command(asked, found, work)
    beside = work.files({NUMBERS: "what was found, as JSON", TABLE: "every profile as CSV", PICTURE: "Figure 1 alone"})
    return {
        NUMBERS: as_text(as_document(found)) + "\n",
        TABLE: as_csv(found),
        PICTURE: regret_chart(found),
        REPORT: report(found, command, beside),
    }


def _command(asked: Asked, found: Bargaining, work: Work) -> str:
    from wargame.report.papers.equilibria import command_of  # late, as above

    return command_of(found, asked.strategies, asked.players, asked.set_, work.csv, work.series)

"""`wargame run`: many complete games to a table, a document, files and a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click
from rich.console import Console

from wargame.analysis.summary import EVENTS, UNTIL_BLOCK, WENT_TO_WAR, Summary
from wargame.batch.tasks import digest
from wargame.cli.cases import Complete, nothing_left, play, told_of
from wargame.cli.long_run import REPORT, Work
from wargame.cli.progress import INTERRUPTED
from wargame.report.files.summary import (
    DIFFERENCES,
    DIFFERENCES_PICTURE,
    OUTCOMES_PICTURE,
    SHARES_PICTURE,
    SUMMARY,
    TABLE,
    as_json,
    summary_files,
)
from wargame.report.tables.summary import show
from wargame.scenario.factors import Cell, cells, read_set, read_vary, split_values
from wargame.scenario.file.faults import cut, listed, nearest
from wargame.statistics.stopping_rule import Until, Width

EVERY_PAIR, MOST_PAIRED = "all", 30  # cases of which every pair is told


@dataclass(frozen=True)
class Asked:
    """The games that a person asked for."""

    scenario: str
    runs: int
    seed: int
    set_: Sequence[str] = ()
    vary: Sequence[str] = ()
    until: Width | None = None
    of: str = WENT_TO_WAR
    against: str = ""
    least_events: int = 0


def run(asked: Asked, work: Work, json: bool) -> int:
    """Play, count, write and print. Returns the exit status."""
    _check(asked)
    played = cells(asked.scenario, read_set(asked.set_), read_vary(asked.vary))
    until = None if asked.until is None else Until(asked.until, asked.of, asked.least_events)
    against = _against(asked.against, played)
    summary = Summary(asked.scenario, played, asked.seed, asked.runs, until=until, against=against)
    look_every = None if until is None else UNTIL_BLOCK
    try:
        play(summary, _what(asked, played), work, lambda: _files(asked, summary, work),
             lambda: _command(asked, work), look_every)  # fmt: skip
    except Complete:
        return nothing_left(work, SUMMARY, json)
    if json:
        click.echo(as_json(summary))
    else:
        show(summary, Console())
    told_of(work.out, summary.complete, json)
    return 0 if summary.complete else INTERRUPTED


def _check(asked: Asked) -> None:
    if asked.of not in EVENTS:
        near = nearest(asked.of, EVENTS)
        hint = f" (did you mean {near}?)" if near else ""
        raise click.UsageError(f"--of {cut(asked.of)}: not an outcome; one of {listed(EVENTS)}{hint}")
    if asked.until is None and asked.of != WENT_TO_WAR:
        raise click.UsageError(f"--of {asked.of} says which share --until looks at; give --until too")


def _against(named: str, played: Sequence[Cell]) -> int | None:
    """The number of the cell that others are compared with; None for every pair of them."""
    if not named:
        return 0
    if len(played) == 1:
        raise click.UsageError(f"--against {cut(named)}: there is one case only; give --vary too")
    if named == EVERY_PAIR:
        if len(played) > MOST_PAIRED:
            raise click.UsageError(
                f"--against {EVERY_PAIR}: {len(played)} cases are too many for every pair, at most {MOST_PAIRED}; "
                "name one case"
            )
        return None
    known = {name: number for number, cell in enumerate(played) for name in _names(cell)}
    asked = _settings_of(named)
    if asked not in known:
        shown = [cell.varied[0][1] if len(cell.varied) == 1 else cell.name for cell in played]
        near = nearest(named, shown)
        hint = f" (did you mean {near}?)" if near else ""
        raise click.UsageError(f"--against {cut(named)}: not a case; one of {listed([*shown, EVERY_PAIR])}{hint}")
    return known[asked]


def _names(cell: Cell) -> list[frozenset[str]]:
    """What a person may call a case: its factors with their values, in any order, or the value of the only factor."""
    alone = [frozenset({cell.varied[0][1]})] if len(cell.varied) == 1 else []
    return [frozenset(f"{factor}={value}" for factor, value in cell.varied), *alone]


def _settings_of(named: str) -> frozenset[str]:
    return frozenset(split_values(named))


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
        "until": None if asked.until is None else str(asked.until),
        "least_events": asked.least_events,
        "of": asked.of,
        "against": asked.against,
    }


def _files(asked: Asked, summary: Summary, work: Work) -> dict[str, str]:
    return {**summary_files(summary), REPORT: _report(asked, summary, work)}


def _report(asked: Asked, summary: Summary, work: Work) -> str:
    from wargame.report.papers.run.paper import report  # late: nothing else here needs the page

    files = {SUMMARY: "what was counted, as JSON", TABLE: "the same as CSV", OUTCOMES_PICTURE: "Figure 1 as a picture",
             SHARES_PICTURE: "Figure 2 as a picture"}  # fmt: skip
    if len(summary.cells) > 1:
        files |= {DIFFERENCES: "each difference with its interval, as CSV",
                  DIFFERENCES_PICTURE: "Figure 3 as a picture"}  # fmt: skip
    return report(summary, _command(asked, work), work.files(files))


def _command(asked: Asked, work: Work) -> str:
    from wargame.report.papers.run.paper import command_of  # late, as above

    return command_of(asked, work.csv, work.series)

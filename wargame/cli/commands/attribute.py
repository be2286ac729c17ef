"""`wargame attribute`: the effect of a stance in parts that add up, to a table, a document, files and a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from wargame.analysis.attribution.document import as_csv, as_document
from wargame.analysis.attribution.shares import Attribution, prepare
from wargame.analysis.summary import UNTIL_BLOCK
from wargame.batch.tasks import digest
from wargame.charts.standalone.attribution import waterfall
from wargame.cli.cases import Complete, nothing_left, play, told_of
from wargame.cli.long_run import REPORT, Work, how_to_go_on
from wargame.cli.output import as_text, tell
from wargame.cli.progress import INTERRUPTED
from wargame.report.tables.attribution import render
from wargame.scenario.factors import read_set
from wargame.statistics.stopping_rule import Width

NUMBERS, TABLE, PICTURE = "attribution.json", "attribution.csv", "attribution.svg"


@dataclass(frozen=True)
class Asked:
    """The effect that a person asked about."""

    scenario: str
    before: str
    after: str
    of: str
    word: bool
    runs: int
    seed: int
    set_: Sequence[str] = ()
    until: Width | None = None
    least_events: int = 0


def attribute(asked: Asked, work: Work, json: bool) -> int:
    """Play every mix, part the effect, write and print. Returns the exit status."""
    found = prepare(
        asked.scenario, asked.before, asked.after, asked.of, read_set(asked.set_), asked.seed, asked.runs, asked.word,
        asked.until, asked.least_events,
    )  # fmt: skip
    look_every = None if asked.until is None else UNTIL_BLOCK
    try:
        play(found, _what(asked, found), work, lambda: _files(asked, found, work),
             lambda: _command(asked, found, work), look_every)  # fmt: skip
    except Complete:
        return nothing_left(work, NUMBERS, json)
    if found.worlds < 2:
        click.echo("Stopped before any mix of the stances was complete: there is nothing to part.", err=True)
        if work.out is not None:
            click.echo(how_to_go_on(work.out), err=True)
        return INTERRUPTED
    tell(as_document(found), lambda: render(found), json)
    told_of(work.out, found.complete, json)
    return 0 if found.complete else INTERRUPTED


def _what(asked: Asked, found: Attribution) -> dict[str, object]:
    """Everything that the results depend on."""
    return {
        "kind": "attribute",
        "scenario": asked.scenario,
        "rules_and_numbers": digest([found.cell]),
        "from": asked.before,
        "to": asked.after,
        "of": asked.of,
        "word": asked.word,
        "runs": asked.runs,
        "seed": asked.seed,
        "set": list(asked.set_),
        "until": None if asked.until is None else str(asked.until),
        "least_events": asked.least_events,
    }


def _files(asked: Asked, found: Attribution, work: Work) -> dict[str, str]:
    if found.worlds < 2:
        return {}
    from wargame.report.papers.attribution import report  # late: nothing else here needs the page

    command = _command(asked, found, work)
    beside = work.files({NUMBERS: "what was found, as JSON", TABLE: "the parts as CSV", PICTURE: "Figure 1 alone"})
    return {
        NUMBERS: as_text(as_document(found)) + "\n",
        TABLE: as_csv(found),
        PICTURE: waterfall(found),
        REPORT: report(found, command, beside),
    }


def _command(asked: Asked, found: Attribution, work: Work) -> str:
    from wargame.report.papers.attribution import command_of  # late, as above

    return command_of(found, asked.of, asked.set_, work.csv, work.series)

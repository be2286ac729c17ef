"""`wargame linchpin`: what hangs on each base and each host's consent, to a table, a document, files and a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.analysis.linchpin.document import as_csv, as_document
from wargame.analysis.linchpin.removals import Linchpin, prepare
from wargame.batch.tasks import digest
from wargame.charts.standalone.removals import losses_chart
from wargame.cli.cases import Complete, nothing_left, play, told_of
from wargame.cli.long_run import REPORT, Work
from wargame.cli.output import as_text, tell
from wargame.cli.progress import INTERRUPTED
from wargame.report.tables.linchpin import render
from wargame.scenario.factors import cells, read_set

SUMMARY, TABLE, MAP, LOSSES = "linchpin.json", "linchpin.csv", "linchpin.svg", "losses.svg"


@dataclass(frozen=True)
class Asked:
    """The games that a person asked for."""

    scenario: str
    runs: int
    seed: int
    set_: Sequence[str] = ()


def linchpin(asked: Asked, work: Work, json: bool) -> int:
    """Find the flow and its cut, play with and without, write and print. Returns the exit status."""
    (cell,) = cells(asked.scenario, read_set(asked.set_))
    found = prepare(asked.scenario, cell, asked.seed, asked.runs)
    try:
        play(found, _what(asked, found), work, lambda: _files(asked, found, work),
             lambda: _command(asked, found, work))  # fmt: skip
    except Complete:
        return nothing_left(work, SUMMARY, json)
    tell(as_document(found), lambda: render(found), json)
    told_of(work.out, found.complete, json)
    return 0 if found.complete else INTERRUPTED


def _what(asked: Asked, found: Linchpin) -> dict[str, object]:
    """Everything that the results depend on."""
    return {
        "kind": "linchpin",
        "scenario": asked.scenario,
        "rules_and_numbers": digest(found.cases),
        "runs": asked.runs,
        "seed": asked.seed,
        "set": list(asked.set_),
    }


def _files(asked: Asked, found: Linchpin, work: Work) -> dict[str, str]:
    from wargame.charts.standalone.linchpin import picture
    from wargame.report.papers.linchpin import report  # late: nothing else here needs the page and the map

    command = _command(asked, found, work)
    beside = work.files({SUMMARY: "what was found, as JSON", TABLE: "each removal as CSV", MAP: "Figure 1 alone",
                         LOSSES: "Figure 2 alone"})  # fmt: skip
    return {
        SUMMARY: as_text(as_document(found)) + "\n",
        TABLE: as_csv(found),
        MAP: picture(found),
        LOSSES: losses_chart(found),
        REPORT: report(found, command, beside),
    }


def _command(asked: Asked, found: Linchpin, work: Work) -> str:
    from wargame.report.papers.linchpin import command_of  # late, as above

    return command_of(found, asked.set_, work.csv, work.series)

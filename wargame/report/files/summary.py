"""Files of a batch: the summary as JSON and CSV, and its picture. Those of a study are in `answer_files`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wargame.analysis.summary import EVENTS, LABELS, Summary
from wargame.charts.standalone.differences import differences_chart, shares_chart
from wargame.charts.standalone.outcomes import picture
from wargame.text.csv import csv_text

if TYPE_CHECKING:
    from wargame.analysis.study.answer import Answer

SUMMARY, TABLE, OUTCOMES_PICTURE = "summary.json", "summary.csv", "outcomes.svg"
DIFFERENCES = "differences.csv"
SHARES_PICTURE, DIFFERENCES_PICTURE = "taken.svg", "differences.svg"


def summary_files(summary: Summary) -> dict[str, str]:
    """The summary as JSON and as CSV, its differences as CSV where there are any, and its figures: name to contents."""
    files = {SUMMARY: as_json(summary) + "\n", TABLE: _summary_csv(summary), OUTCOMES_PICTURE: picture(summary),
             SHARES_PICTURE: shares_chart(summary)}  # fmt: skip
    if len(summary.cells) > 1:
        files |= {DIFFERENCES: _differences_csv(summary), DIFFERENCES_PICTURE: differences_chart(summary)}
    return files


def as_json(found: Summary | Answer) -> str:
    """The summary or the answer as one JSON document."""
    return json.dumps(found.as_document(), indent=2, ensure_ascii=False)


def _summary_csv(summary: Summary) -> str:
    """One row for each cell and each event that is counted."""
    factors = [factor for factor, _ in summary.cells[0].cell.varied]
    rows = []
    for index, counts in enumerate(summary.cells):
        for event in EVENTS if counts.worlds else ():
            share = counts.share(event)
            row = [*dict(counts.cell.varied).values(), event, LABELS[event], counts.worlds,
                   share["count"], share["share"], *share["interval"]]  # fmt: skip
            if index:
                found = summary.difference(event, index)
                row += [found.share, *found.interval]
            rows.append(row + [""] * (len(factors) + 10 - len(row)))
    ends = ["low", "high", "difference_to_first", "difference_low", "difference_high"]
    return csv_text([*factors, "event", "label", "worlds", "count", "share", *ends], rows)


def _differences_csv(summary: Summary) -> str:
    """One row for each difference that is told and each event."""
    rows = []
    for there, others in summary.compared:
        for here in others:
            names = [summary.cells[cell].cell.name for cell in (here, there)]
            for event in EVENTS if summary.worlds else ():
                found = summary.difference(event, here, there)
                rows.append([*names, event, LABELS[event], found.worlds, found.gained, found.lost, found.share,
                             *found.interval, found.pairing_saved])  # fmt: skip
    ends = ["only_here", "only_there", "difference", "low", "high", "pairing_saved"]
    return csv_text(["cell", "compared_with", "event", "label", "worlds", *ends], rows)

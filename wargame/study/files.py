"""Files of a study and of a batch: rows, points, what was found as JSON and CSV, and the picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from wargame.outcome import OUTCOMES
from wargame.parameters import Array
from wargame.simulate import Rows
from wargame.study.answer import Answer
from wargame.study.chart import chart
from wargame.study.factor import Factor
from wargame.study.kept import write_text
from wargame.study.output import csv_text, measured, turn_columns
from wargame.study.picture import picture
from wargame.study.plan import Plan, Span
from wargame.study.summary import EVENTS, Summary

SUMMARY, TABLE, OUTCOMES_PICTURE = "summary.json", "summary.csv", "outcomes.svg"
POINTS, ANSWER, PICTURE = "points.csv", "answer.json", "answer.svg"
FOUND = ("worlds", "mean", "low", "high")  # of a point, beside its factors


# --- A batch


def summary_files(summary: Summary) -> dict[str, str]:
    """The summary as JSON and as CSV, and as a picture: name to contents."""
    return {SUMMARY: as_json(summary) + "\n", TABLE: _summary_csv(summary), OUTCOMES_PICTURE: picture(summary)}


def as_json(found: Summary | Answer) -> str:
    """The summary or the answer as one JSON document."""
    return json.dumps(found.as_document(), indent=2, ensure_ascii=False)


def _summary_csv(summary: Summary) -> str:
    """One row for each cell and each event that is counted."""
    labels = {outcome.key: outcome.label for outcome in OUTCOMES}
    factors = [factor for factor, _ in summary.cells[0].cell.varied]
    rows = []
    for index, counts in enumerate(summary.cells):
        for event in EVENTS if counts.worlds else ():
            share = counts.share(event)
            row = [*dict(counts.cell.varied).values(), event, labels.get(event, "Went to war"), counts.worlds,
                   share["count"], share["share"], *share["interval"]]  # fmt: skip
            if index:
                found = counts.difference(event)
                row += [found["difference"], *found["interval"]]
            rows.append(row + [""] * (len(factors) + 10 - len(row)))
    ends = ["low", "high", "difference_to_first", "difference_low", "difference_high"]
    return csv_text([*factors, "event", "label", "worlds", "count", "share", *ends], rows)


# --- A study


def span_table(plan: Plan, span: Span, rows: Rows) -> pa.Table:
    """The worlds of a span, point after point, with what `wargame show` needs to play each again."""
    return pa.table({**_named(plan, span, np.arange(span.games)), **measured(rows)})


def span_turns(plan: Plan, span: Span, turns: Rows) -> pa.Table:
    """The turns of the worlds of a span."""
    return pa.table({**_named(plan, span, turns["row"]), **turn_columns(turns)})


def _named(plan: Plan, span: Span, rows: Array) -> dict[str, pa.Array]:
    """Point, seed, world and factors of some rows of a span."""
    points = np.repeat(plan.order[span.start : span.stop], span.worlds)[rows]
    return {
        "point": pa.array(points),
        "seed": pa.array(np.full(len(rows), plan.study.file.seed)),
        "world": pa.array(plan.world_numbers(span)[rows]),
        **{
            factor.path: _values(factor, plan.points[points, at]) for at, factor in enumerate(plan.study.factors)
        },
    }  # fmt: skip


def _values(factor: Factor, values: Array) -> pa.Array:
    """A factor as a column; empty where it stays as the scenario has it."""
    missing = np.isnan(values)
    if factor.is_number:
        return pa.array(values, mask=missing)
    words = [None if gone else factor.levels[int(value)] for value, gone in zip(values, missing, strict=True)]
    return pa.array(words, pa.string())


def write_answer(folder: Path, answer: Answer) -> None:
    """Write what was found as JSON, as a table of points, and as a picture."""
    write_text(folder / ANSWER, as_json(answer) + "\n")
    head = ["point", *(factor.path for factor in answer.plan.study.factors), *FOUND]
    write_text(folder / POINTS, csv_text(head, [list(row.values()) for row in points_of(answer)]))
    write_text(folder / PICTURE, chart(answer))


def points_of(answer: Answer) -> Iterator[dict[str, Any]]:
    """One row a point: its factors, N, the mean and its interval. A factor left as written is None."""
    factors = answer.plan.study.factors
    for point, values in enumerate(answer.plan.points):
        found = answer.at(point)
        written = {factor.path: _written(factor, value) for factor, value in zip(factors, values, strict=True)}
        yield {
            "point": point,
            **written,
            **dict(zip(FOUND, (found["worlds"], found["mean"], *found["interval"]), strict=True)),
        }


def _written(factor: Factor, value: float) -> str | float | None:
    if np.isnan(value):
        return None
    return float(value) if factor.is_number else factor.levels[int(value)]

"""Files of a study's answer: the worlds of a span as a table, points, what was found as JSON, and the picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from wargame.analysis.study.answer import Answer
from wargame.analysis.study.factor import Factor
from wargame.analysis.study.plan import Plan, Span
from wargame.batch.checkpoint import write_text
from wargame.batch.simulate import Rows
from wargame.batch.tables import drawn, drawn_paths, measured, turn_columns
from wargame.charts.standalone.study import chart
from wargame.engine.parameters import Array
from wargame.report.files.summary import as_json
from wargame.text.csv import csv_text

POINTS, ANSWER, PICTURE = "points.csv", "answer.json", "answer.svg"
FOUND = ("worlds", "mean", "low", "high")  # of a point, beside its factors


def span_table(plan: Plan, span: Span, rows: Rows) -> pa.Table:
    """The worlds of a span, point after point, with what `wargame show` needs to play each again."""
    cell = plan.cells[plan.cell_of[plan.order[span.start]]]
    paths = drawn_paths(each.scenario for each in plan.cells)
    named = _named(plan, span, np.arange(span.games))
    return pa.table({**named, **measured(rows), **drawn(rows, paths, cell.scenario)})


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
    """One row a point: its factors, N, the mean and its interval. What cannot be told, or stays as written, is None."""
    factors = answer.plan.study.factors
    for point, values in enumerate(answer.plan.points):
        found = answer.at(point)
        written = {factor.path: _written(factor, value) for factor, value in zip(factors, values, strict=True)}
        yield {
            "point": point,
            **written,
            **dict(zip(FOUND, (found["worlds"], found["mean"], *(found["interval"] or (None, None))), strict=True)),
        }


def _written(factor: Factor, value: float) -> str | float | None:
    if np.isnan(value):
        return None
    return float(value) if factor.is_number else factor.levels[int(value)]

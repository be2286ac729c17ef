"""Files of an answer: one row a world with the values of its factors, one row a point, the answer, the picture."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from wargame.parameters import Array
from wargame.simulate import Rows
from wargame.study.answer import Answer
from wargame.study.chart import chart
from wargame.study.factor import Factor
from wargame.study.output import TableWriter, measured
from wargame.study.plan import Plan, Span

POINTS, ANSWER, PICTURE = "points.csv", "answer.json", "answer.svg"
FOUND = ("worlds", "mean", "low", "high")  # of a point, beside its factors


class WorldWriter(TableWriter):
    """Writes the worlds of each span. Seed, world and factors are what `wargame show` needs to play a row again."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        super().__init__(folder)
        self.plan = plan

    def add(self, span: Span, rows: Rows) -> None:
        """Write a span, point after point."""
        self.write(worlds_of(self.plan, span, rows))


def worlds_of(plan: Plan, span: Span, rows: Rows) -> pa.Table:
    """One row a world of a span, with the values of its factors."""
    points = plan.order[span.start : span.stop]
    worlds = plan.world_numbers(span)
    columns = {
        "point": pa.array(np.repeat(points, span.worlds)),
        "seed": pa.array(np.full(len(worlds), plan.study.file.seed)),
        "world": pa.array(worlds),
        **{
            factor.path: _values(factor, np.repeat(plan.points[points, at], span.worlds))
            for at, factor in enumerate(plan.study.factors)
        },
        **measured(rows),
    }
    return pa.table(columns)


def _values(factor: Factor, values: Array) -> pa.Array:
    """A factor as a column; empty where it stays as the scenario has it."""
    missing = np.isnan(values)
    if factor.is_number:
        return pa.array(values, mask=missing)
    words = [None if gone else factor.levels[int(value)] for value, gone in zip(values, missing, strict=True)]
    return pa.array(words, pa.string())


def write_answer(folder: Path, answer: Answer) -> None:
    """Write what was found as JSON, as a table of points, and as a picture."""
    (folder / ANSWER).write_text(as_json(answer) + "\n", encoding="utf-8")
    (folder / PICTURE).write_text(chart(answer), encoding="utf-8")
    _write_points(folder / POINTS, answer)


def _write_points(path: Path, answer: Answer) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, ["point", *(factor.path for factor in answer.plan.study.factors), *FOUND])
        rows.writeheader()
        rows.writerows(points_of(answer))


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


def as_json(answer: Answer) -> str:
    """The answer as one JSON document."""
    return json.dumps(answer.as_document(), indent=2, ensure_ascii=False)

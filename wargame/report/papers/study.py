"""The report of a study."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import Any

import numpy as np

from wargame.analysis.questions import Asked
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.factor import Factor
from wargame.analysis.study.finding import ends_said, finding, mean_said, plain
from wargame.analysis.summary import REFUSAL_NOTE
from wargame.charts.forest import Line, Mark, forest
from wargame.charts.standalone.study import MOST_ROWS, drawn, round_ticks, tick_words
from wargame.charts.standalone.study import Row as Drawn
from wargame.charts.standalone.style import RUST, TEAL
from wargame.report.papers.layout import MODEL_NOTES, Opens, Paper, figure, saved, table, two, whole
from wargame.report.papers.run.paper import worlds_said
from wargame.report.tables import discovery
from wargame.report.tables.study import DESIGNS, said_of_none
from wargame.scenario.inventory import take
from wargame.text.html import number, text

DICE = {
    "own": "Each point meets dice of its own.",
    "same": "World k meets the same dice at every point, so a difference is an effect.",
    "discovery": "Each point meets dice of its own, the same under both choices.",
}
BOXES = {"good": "a good box", "weak": "a weak box", "none": "no good box"}
KINDS = {TEAL: "less", RUST: "more"}
MOST_OPENED = 6  # points whose worlds are listed
PARTS = {"parameters": "what varies", "dice": "the luck of play", "together": "both together"}
METHODS = {
    "interval": "Intervals", "difference": "Differences", "pairing_saved": "What pairing saved",
    "overall": "Over all points", "of_factors": "Factors", "boxes": "Conditions", "scores": "Scores", "share": "Shares",
    "variance": "Luck and what varies",
}  # fmt: skip


def report(answer: Answer, command: str, files: Sequence[tuple[str, str]]) -> str:
    """The report as one HTML document.

    Args:
        answer: complete.
        command: that plays it again.
        files: what lies beside the report: name and what it holds.
    """
    return whole(paper(answer, command, files))


def command_of(study: str, csv: bool, series: bool) -> str:
    """The command that plays a study again, in a new folder."""
    more = [*(["--csv"] if csv else []), *(["--series"] if series else [])]
    return " ".join(["wargame study", quote(study), *more, "--out NEW_FOLDER"])


def paper(answer: Answer, command: str, files: Sequence[tuple[str, str]]) -> Paper:
    """What the report says."""
    document, asked = answer.as_document(), answer.asked
    interval_note, *others = [note for note in document["notes"] if note != REFUSAL_NOTE]
    methods = dict(document["methods"])
    if document.get("variance"):
        methods["variance"] = document["variance"]["method"]
    return Paper(
        question=document["question"],
        byline=f"{asked.label} ({asked.unit}) · {number(document['games'])} games: {number(document['points'])} points "
        f"of {worlds_said(document['worlds_of_a_point'])} · seed {document['seed']} · scenario "
        f"{document['scenario']}",
        finding=finding(document, asked),
        answer=_answer(document, asked),
        notices=[REFUSAL_NOTE] if REFUSAL_NOTE in document["notes"] else [],
        design=_design(document),
        figures=_figure(answer),
        tables=_table(document, asked),
        worlds=_opened(answer),
        method=[(METHODS[name], f"{how[0].upper()}{how[1:]}.") for name, how in methods.items()],
        limits=(interval_note, *others, *MODEL_NOTES),
        command=command,
        inventory=take(answer.plan.study.scenario),
        files=files,
    )


def _answer(document: dict[str, Any], asked: Asked) -> str:
    parts = []
    if "as_written" in document:
        parts.append(f"With the scenario as written: {mean_said(document['as_written'], asked)}.")
        intervals = [[effect["difference_interval"] for effect in row["effects"]] for row in document["tornado"]]
        if all(all(ends) for ends in intervals):
            clear = sum(any(low > 0 or high < 0 for low, high in ends) for ends in intervals)
            parts.append(
                f"{clear} of {len(intervals)} factors have an effect whose interval leaves out zero, at one end of "
                "their range or at both."
            )
    if "discovery" in document:
        found = document["discovery"]
        parts += [f"{asks} {discovery.sentence(found, name)}" for name, asks in discovery.questions(found)]
    if "overall" in document:
        low, high = document["overall"]["middle_90_of_points"]
        parts.append(
            f"Over all points: {mean_said(document['overall'], asked)}; the middle 90% of points lie between "
            f"{asked.shown(low)} and {asked.shown(high)}."
        )
    found = document.get("variance")
    if found:
        shares = [
            f"{PARTS[name]} {found[name]['share']:.0%} ({found[name]['interval'][0]:.0%} to "
            f"{found[name]['interval'][1]:.0%})"
            for name in PARTS
            if name in found
        ]
        parts.append(f"Of the variance of one world's answer: {', '.join(shares)}.")
    if document["design"] == "grid" and len(document["factors"]) > 1 and not document["of_factors"]:
        parts.append(f"{said_of_none(document)} in these worlds.")
    return f"<div class='lede'>{''.join(f'<p>{text(part)}</p>' for part in parts)}</div>"


def _design(document: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [
        ("Scenario", f"{document['title']} ({document['scenario']})"),
        ("Design", f"{DESIGNS[document['design']][0].upper()}{DESIGNS[document['design']][1:]}"),
        ("Games", f"{number(document['points'])} points of {worlds_said(document['worlds_of_a_point'])}, "
         f"{number(document['games'])} games"),
        ("Dice", DICE[document["design"] if document["design"] in DICE else document["dice"]]),
    ]  # fmt: skip
    if document["settings"]:
        rows.append(("Set everywhere", ", ".join(f"{name}={value}" for name, value in document["settings"].items())))
    return rows


def _figure(answer: Answer) -> str:
    rows, axis, from_zero = drawn(answer)
    if not rows:
        return "<p>No point differs from another in these worlds, so there is nothing to draw.</p>"
    edges = [edge for row in rows for mark in row.marks for edge in mark.edges]
    low, high = min(edges), max(edges)
    if from_zero:
        low, high = min(0.0, low), max(0.0, high)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    ticks = [(tick, tick_words(tick, answer.asked, axis)) for tick in round_ticks(low, high)]
    cut = f" The first {MOST_ROWS}; all are in answer.json." if len(rows) == MOST_ROWS else ""
    picture = forest([_line(row) for row in rows], ticks, axis, from_zero)
    return figure(f"Figure 1. {axis}. {_counts(answer)}{cut}", picture.replace("'rows'", "'rows plain'", 1))


def _counts(answer: Answer) -> str:
    return f"N {worlds_said(answer.plan.worlds)} at each of {number(len(answer.plan.points))} points."


def _line(row: Drawn) -> Line:
    marks = [Mark(mark.value, mark.low, mark.high, KINDS.get(mark.colour, "plain")) for mark in row.marks]
    return Line(row.label, marks, row.beside)


def _table(document: dict[str, Any], asked: Asked) -> str:
    parts = []
    if "tornado" in document:
        rows = [
            [
                f"{text(row['factor'])} = {text(effect['value'])}"
                + (f"<span class='label'>as written {text(row['as_written'])}</span>" if row["as_written"] else ""),
                two(asked.shown(effect["mean"]), ends_said(effect["interval"], asked)),
                two(asked.shown(effect["difference"], True), ends_said(effect["difference_interval"], asked, True)),
                saved(effect["pairing_saved"]),
            ]
            for row in document["tornado"]
            for effect in row["effects"]
        ]
        unit = "points" if asked.is_share else asked.unit
        parts.append(
            table(
                ["Factor at one end", asked.label, f"Less the scenario as written, {unit}", "Pairing saved"], rows,
                f"Table 1. Every effect, N {number(document['worlds_of_a_point'])} worlds each, with 95% intervals.",
            )
        )  # fmt: skip
    if "cells" in document:
        rows = [
            [
                text(cell["point"]),
                two(asked.shown(cell["mean"]), ends_said(cell["interval"], asked)),
                two(asked.shown(cell["difference"], True), ends_said(cell["difference_interval"], asked, True))
                if "difference" in cell
                else "",
                saved(cell["pairing_saved"]) if "difference" in cell else "",
            ]
            for cell in document["cells"]
        ]
        parts.append(
            table(
                ["Point", asked.label, "Less the first point", "Pairing saved"], rows,
                f"Table 1. Every point, N {number(document['worlds_of_a_point'])} worlds each, with 95% intervals.",
            )
        )  # fmt: skip
    if "discovery" in document:
        parts += _conditions(document["discovery"], len(parts) + 1)
    if document.get("of_factors"):
        parts.append(_factors(document["of_factors"], asked, len(parts) + 1))
    ranges = [
        [
            f"{text(row['factor'])}<span class='label'>{text(row['meaning'] or '')}</span>",
            text(_range(row)),
            text(row["as_written"] or "–"),
            text(row["unit"] or "–"),
        ]
        for row in document["factors"]
    ]
    parts.append(
        table(
            ["Factor", "Varied over", "As written", "Unit"], ranges, f"Table {len(parts) + 1}. What varies."
        )
    )  # fmt: skip
    return "".join(parts)


def _conditions(found: dict[str, Any], place: int) -> list[str]:
    """The bounds of both boxes, and the scores behind them."""

    def end(value: float | None) -> str:
        return "" if value is None else f"{value:.4g}".replace("-", "−")

    first, _ = found["choices"]
    cases = [(head, found[name]) for name, head in (("differs", f"only under {first}"), ("same", "no matter"))
             if found[name] is not None]  # fmt: skip
    bounds = [
        [
            f"{text(bound['factor'])}<span class='label'>{text(bound.get('meaning', ''))}</span>",
            two(head, BOXES[discovery.worth(case["box"])]),
            end(bound["low"]) or "any",
            end(bound["high"]) or "any",
            text(f"{end(bound['varied'][0])} to {end(bound['varied'][1])}"),
            text(bound["unit"] or "–"),
        ]
        for head, case in cases
        for bound in case["box"]["bounds"]
    ]
    by_factor = [{row["factor"]: row for row in case["scores"]} for _, case in cases]
    scores = [
        [text(factor), *(two(f"{of[factor]['score']:.2f}", "{:.2f} to {:.2f}".format(*of[factor]["interval"]))
                         for of in by_factor)]
        for factor in (by_factor[0] if by_factor else ())
    ]  # fmt: skip
    caption = "Conditions under which it is more often so, and what was varied"
    head = ["Factor", "Worlds", "From", "To", "Varied", "Unit"]
    tables = [table(head, bounds, f"Table {place}. {caption}.")] if bounds else []
    caption = f"Table {place + len(tables)}. What tells worlds apart, with 95% intervals."
    heads = ["Factor", *(f"Score, {head}" for head, _ in cases)]
    return [*tables, *([table(heads, scores, caption)] if scores else [])]


def _range(row: dict[str, Any]) -> str:
    if row.get("spread"):
        ((kind, values),) = row["spread"].items()
        return f"{kind} {', '.join(f'{value:g}' for value in values)}"
    return ", ".join(map(str, row["levels"]))


def _factors(rows: Sequence[dict[str, Any]], asked: Asked, place: int) -> str:
    def ends(found: Sequence[float]) -> str:
        return f"{found[0]:.2f} to {found[1]:.2f}".replace("-", "−")

    head, caption, cells = ["Factor"], "", []
    for row in rows:
        name = text(row["factor"])
        if "total" in row:
            head, caption = ["Factor", "Alone", "In all"], "Share of the variance between points (Sobol indices)"
            cells.append([name, two(f"{row['first']:.2f}".replace("-", "−"), ends(row["first_interval"])),
                          two(f"{row['total']:.2f}", ends(row["total_interval"]))])  # fmt: skip
        elif "size" in row:
            head = ["Factor", "Mean size", "Mean, with sign", "Spread"]
            caption = "Effects over the whole range (Morris)"
            low, high = row["size_interval"]
            cells.append([name, two(asked.shown(row["size"]), f"{asked.shown(low)} to {asked.shown(high)}"),
                          asked.shown(row["mean"], True), asked.shown(row["spread"])])  # fmt: skip
        elif "share" in row:
            head, caption = ["Factor", "Share"], "Share of the variance between points"
            cells.append([name, two(f"{row['share']:.2f}", ends(row["interval"]))])
        elif "levels" in row:
            for level in row["levels"]:
                words = two(asked.shown(level["mean"]), ends_said(level["interval"], asked, of="point"))
                cells.append([f"{name} = {text(level['value'])}", words, number(level["points"])])
        elif row.get("rank_correlation") is not None:
            cells.append([name, two(plain(row["rank_correlation"]), ends(row["interval"])), ""])
        else:
            cells.append([name, "moves nothing in these worlds", ""])
        if not caption:
            head = ["Factor", "Rank correlation, or mean", "Points"]
    caption = caption or "Rank correlation of each number with the mean of a point, and the mean of each word"
    return table(head, cells, f"Table {place}. {caption}, with 95% intervals.")


def _opened(answer: Answer) -> list[Opens]:
    """The first world of a few points: the first of all, and those with the least and the most."""
    plan, file = answer.plan, answer.plan.study.file
    ordered = np.argsort(answer.means, kind="stable")
    chosen = list(dict.fromkeys([0, *map(int, ordered[:2]), *map(int, ordered[::-1][:3])]))[:MOST_OPENED]
    places = {int(point): place for place, point in enumerate(plan.order)}
    found = []
    for point in chosen:
        set_here = tuple(
            (factor.path, _exact(factor, float(value)))
            for factor, value in zip(plan.study.factors, plan.points[point], strict=True)
            if not np.isnan(value)
        )
        mean = answer.asked.shown(float(answer.means[point]))
        what = f"the first of {number(plan.worlds)}, whose mean is {mean}."
        found.append(
            Opens(
                f"point {point}", what, file.scenario, file.seed, plan.first_world(places[point]),
                (*plan.study.set_, *set_here),
            )
        )  # fmt: skip
    return found


def _exact(factor: Factor, value: float) -> str:
    """A value as a setting, to its last digit."""
    if not factor.is_number:
        return factor.levels[int(value)]
    return f"{value:.0f}" if factor.whole else repr(value)

"""The debrief as a text in Markdown, to hand in or to read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wargame.forecasts import Scored, brier
from wargame.situation import Outcome
from wargame.ui.course import Aftermath, Swing, Told
from wargame.ui.marks import SIDE_NAMES
from wargame.ui.svg_strips import Strip

PREDICTION = "“Refuse” is a prediction of the model; no published game isolates it."
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True)
class Report:
    """All that a debrief tells; what is not computed yet is None."""

    title: str
    seat: str | None
    outcome: Outcome
    turns: Sequence[Told]
    swings: Sequence[Swing] | None
    left: Aftermath
    rows: Sequence[Strip] | None
    forecasts: Sequence[Scored]
    questions: Sequence[str]
    notes: Mapping[str, str] = field(default_factory=dict)
    code: str | None = None
    fingerprint: str = ""


def markdown(report: Report) -> str:
    """The report as Markdown."""
    parts = [
        f"# {_plain(report.outcome.sentence)}",
        f"*{_plain(report.title)}, {_plain(SIDE_NAMES.get(report.seat or '', 'watched'))}.* "
        f"**{_plain(report.outcome.label)}.** {_plain(' '.join(report.outcome.details))}",
        "## What happened",
        _turns(report),
        "### Where it turned",
        _swings(report),
        "### Aftermath",
        _left(report.left),
    ]
    if report.rows:
        parts += ["## Why", f"The same dice under each Japanese stance. {PREDICTION}", _rows(report.rows)]
    parts.append("## What would you do?")
    if report.forecasts:
        parts += ["### Forecasts", _forecasts(report.forecasts)]
    for question in report.questions:
        parts += [f"### {question.strip()}", _answer(report.notes.get(question, ""))]
    if report.code:
        parts += [
            "## This game",
            f"`{report.code}`",
            f"Fingerprint `{report.fingerprint}`. Verify with `wargame verify CODE`.",
        ]
    return "\n\n".join(parts) + "\n"


def _turns(report: Report) -> str:
    lines = ["| When | Decided | What weighed most |", "|---|---|---|"]
    for turn in report.turns:
        chosen = "; ".join(
            f"{choice.order}: {choice.chosen}" + (f" (staff: {choice.advised})" if choice.advised else "")
            for choice in turn.choices
        )
        event = turn.event.sentence if turn.event else ""
        lines.append(f"| {_cell(turn.date)} | {_cell(chosen)} | {_cell(event)} |")
    return "\n".join(lines)


def _swings(report: Report) -> str:
    if report.swings is None:
        return "Still being computed when this was saved."
    if not report.swings:
        return "No single turn decided it."
    dates = {turn.number: turn.date for turn in report.turns}
    return "\n".join(f"- **{_plain(dates[swing.turn])}.** {_plain(swing.sentence)}" for swing in report.swings)


def _left(left: Aftermath) -> str:
    lines = ["| Side | Output lost, % of a year’s | Years to rebuild |", "|---|---:|---:|"]
    lines += [f"| {SIDE_NAMES[cost.side]} | {100 * cost.output:.0f} | {cost.years:.1f} |" for cost in left.costs]
    turned = "; then ".join(", ".join(wave) for wave in left.waves)
    said = f"Turned to Beijing: {_plain(turned)}." if turned else "No state turned to Beijing."
    return "\n".join(lines) + f"\n\n{said}"


def _rows(rows: Sequence[Strip]) -> str:
    lines = ["| Stance | How it ended | By then |", "|---|---|---|"]
    lines += [
        f"| {_cell(row.name)}{' (your game)' if row.yours else ''} | {_cell(row.label)} | {_cell(row.detail)} |"
        for row in rows
    ]
    return "\n".join(lines)


def _forecasts(results: Sequence[Scored]) -> str:
    lines = ["| When | Question | Said | Came | Score |", "|---|---|---:|---|---:|"]
    for result in results:
        came = "not known" if result.happened is None else "yes" if result.happened else "no"
        score = "" if result.score is None else f"{result.score:.2f}"
        lines.append(
            f"| {_cell(result.date)} | {_cell(result.question.words)} | {100 * result.said:.0f}% | {came} | {score} |"
        )
    mean = brier(results)
    known = "" if mean is None else f"\n\nBrier score {mean:.2f}; saying 50% each time gives 0.25."
    return "\n".join(lines) + known


def _answer(words: str) -> str:
    """What somebody wrote, as a quotation: its own marks stay its own."""
    return "\n".join(f"> {line}".rstrip() for line in words.strip().splitlines()) or "*No answer.*"


def _plain(words: str) -> str:
    return SPECIAL.sub(r"\\\1", words)


def _cell(words: str) -> str:
    return _plain(" ".join(words.split()))

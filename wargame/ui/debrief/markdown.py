"""The debrief as a text in Markdown, to hand in or to read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wargame.charts.strips import Strip
from wargame.engine.sides import SIDE_NAMES
from wargame.game.ending import Outcome
from wargame.game.forecasts import Scored, brier
from wargame.text.language import tr
from wargame.text.phrase import say, together
from wargame.ui.debrief.course import Aftermath, Swing, Told
from wargame.ui.debrief.ending import PREDICTION
from wargame.ui.debrief.timeline import NONE

WATCHED = say("watched")
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
        f"*{_plain(tr(report.title))}{tr(', ')}{_plain(tr(SIDE_NAMES.get(report.seat or '', WATCHED)))}.* "
        f"**{_plain(report.outcome.label)}.** {_plain(together(report.outcome.details))}",
        "## " + tr("What happened"),
        _turns(report),
        "### " + tr("Where it turned"),
        _swings(report),
        "### " + tr("Aftermath"),
        _left(report.left),
    ]
    if report.rows:
        parts += [
            "## " + tr("Why"),
            tr("The same dice under each Japanese stance. {prediction}", prediction=tr(PREDICTION)),
            _rows(report.rows),
        ]
    parts.append("## " + tr("What would you do?"))
    if report.forecasts:
        parts += ["### " + tr("Your forecasts"), _forecasts(report.forecasts)]
    for question in report.questions:
        parts += [f"### {tr(question).strip()}", _answer(report.notes.get(question, ""))]
    if report.code:
        parts += [
            "## " + tr("This game"),
            f"`{report.code}`",
            tr("Fingerprint `{mark}`. Verify with `wargame verify CODE`.", mark=report.fingerprint),
        ]
    return "\n\n".join(parts) + "\n"


def _turns(report: Report) -> str:
    lines = [_row(tr("When"), tr("Decided"), tr("What weighed most")), "|---|---|---|"]
    for turn in report.turns:
        chosen = tr("; ").join(
            f"{tr(choice.order)}{tr(': ')}{tr(choice.chosen)}"
            + (" " + tr("(staff: {advised})", advised=tr(choice.advised)) if choice.advised else "")
            for choice in turn.choices
        )
        event = turn.event.sentence if turn.event else ""
        lines.append(_row(_cell(turn.date), _cell(chosen), _cell(event)))
    return "\n".join(lines)


def _swings(report: Report) -> str:
    if report.swings is None:
        return tr("Still being computed when this was saved.")
    if not report.swings:
        return tr(NONE)
    dates = {turn.number: turn.date for turn in report.turns}
    return "\n".join(f"- **{_plain(dates[swing.turn])}.** {_plain(swing.sentence)}" for swing in report.swings)


def _left(left: Aftermath) -> str:
    lines = [_row(tr("Side"), tr("Output lost, % of a year’s"), tr("Years to rebuild")), "|---|---:|---:|"]
    lines += [f"| {tr(SIDE_NAMES[cost.side])} | {100 * cost.output:.0f} | {cost.years:.1f} |" for cost in left.costs]
    turned = tr("; then ").join(tr(", ").join(map(tr, wave)) for wave in left.waves)
    said = tr("No state turned to Beijing.")
    if turned:
        said = tr("Turned to Beijing: {states}.", states=_plain(turned))
    return "\n".join(lines) + f"\n\n{said}"


def _rows(rows: Sequence[Strip]) -> str:
    lines = [_row(tr("Stance"), tr("How it ended"), tr("By then")), "|---|---|---|"]
    lines += [
        _row(_cell(row.name) + (" " + tr("(your game)") if row.yours else ""), _cell(row.label), _cell(row.detail))
        for row in rows
    ]
    return "\n".join(lines)


def _forecasts(results: Sequence[Scored]) -> str:
    lines = [_row(tr("When"), tr("Question"), tr("You said"), tr("It came"), tr("Score")), "|---|---|---:|---|---:|"]
    for result in results:
        came = tr("not known yet") if result.happened is None else tr("yes") if result.happened else tr("no")
        score = "" if result.score is None else f"{result.score:.2f}"
        lines.append(
            f"| {_cell(result.date)} | {_cell(result.question.words)} | {100 * result.said:.0f}% | {came} | {score} |"
        )
    mean = brier(results)
    known = "" if mean is None else "\n\n" + tr("Brier score {mean:.2f}. Saying 50% each time gives 0.25.", mean=mean)
    return "\n".join(lines) + known


def _answer(words: str) -> str:
    """What somebody wrote, as a quotation: its own marks stay its own."""
    return "\n".join(f"> {line}".rstrip() for line in words.strip().splitlines()) or f"*{tr('No answer.')}*"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(words: str) -> str:
    return SPECIAL.sub(r"\\\1", tr(words))


def _cell(words: str) -> str:
    return " ".join(_plain(words).split())

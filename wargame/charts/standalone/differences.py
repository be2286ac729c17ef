"""Figures 2 and 3 of a batch as pictures of their own: how often China gets Taiwan, and how much that differs."""

from __future__ import annotations

from collections.abc import Callable

from wargame.analysis.summary import LABELS, TO_CHINA, Summary
from wargame.charts.standalone.study import Drawn, Mark, Row, draw
from wargame.charts.standalone.style import RUST, TEAL
from wargame.statistics.intervals import PAIRED, WILSON

MOST_ROWS = 40  # of a picture; all are in the files


def shares_chart(summary: Summary) -> str:
    """The share of worlds in which China gets Taiwan, by cell, with its interval, as an SVG document."""
    rows = []
    for counts in summary.cells[:MOST_ROWS] if summary.worlds else ():
        found = counts.share(TO_CHINA)
        low, high = found["interval"]
        words = f"{found['share']:.1%}"
        rows.append(Row(counts.cell.name, (Mark(found["share"], low, high, words),), words))
    axis = "Share of worlds in which China gets Taiwan, by war or because Taipei gives way, with 95% interval"
    return _drawn(summary, (rows, axis, False), lambda tick: f"{100 * tick:.3g}%", WILSON)


def differences_chart(summary: Summary) -> str:
    """The differences of these shares that are told, as an SVG document."""
    rows = []
    for there, others in summary.compared if summary.worlds else ():
        for here in others:
            found = summary.difference(TO_CHINA, here, there)
            assert found.share is not None
            words = f"{100 * found.share:+.1f}".replace("-", "−")
            names = [summary.cells[cell].cell.name for cell in (here, there)]
            label = names[0] if len(summary.compared) == 1 else " less ".join(names)
            low, high = found.interval
            mark = Mark(found.share, low, high, words, RUST if found.share > 0 else TEAL)
            rows.append(Row(label, (mark,), words))
    against = "another" if len(summary.compared) > 1 else summary.cells[summary.compared[0][0]].cell.name
    axis = f"Share in which China gets Taiwan less that of {against}, points, same worlds, with 95% interval"
    return _drawn(summary, (rows[:MOST_ROWS], axis, True), lambda tick: f"{100 * tick:.3g}".replace("-", "−"), PAIRED)


def _drawn(summary: Summary, picture: Drawn, words_of: Callable[[float], str], method: str) -> str:
    fixed = dict(summary.cells[0].cell.settings)
    for factor, _ in summary.cells[0].cell.varied:
        fixed.pop(factor, None)
    given = f"; with {', '.join(f'{factor}={value}' for factor, value in fixed.items())}" if fixed else ""
    under = (
        f"{LABELS[TO_CHINA]}. N {summary.worlds:,} worlds of each case; seed {summary.seed}; {summary.scenario}{given}"
    )
    notes = [f"{method[0].upper()}{method[1:]}.", *summary.notes()]
    return draw(picture, summary.cells[0].cell.scenario.title, under, words_of, notes)

"""Pictures of a printed report. Places are percents and letters keep their size, so one picture fits every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.charts.outcomes import HATCHED, SCALE, fill, hatches, ink
from wargame.text.html import number, text

HIGH = 28  # of a stacked bar
MARK_HIGH = 13  # of a mark with its interval
NARROW, WIDE = 250, 560  # pixels that a bar has at least, on a phone and elsewhere
LETTER, EDGES = 8, 8  # pixels of a digit, and beside a number


@dataclass(frozen=True)
class Mark:
    """A value with its interval, if it has one; `kind` is its colour: "less", "more" or "plain"."""

    value: float
    low: float | None
    high: float | None
    kind: str = "plain"


@dataclass(frozen=True)
class Line:
    """One row of a picture: its name, its marks, and words at the right."""

    name: str
    marks: Sequence[Mark]
    beside: str = ""


def stacked(rows: Sequence[tuple[str, Mapping[str, int], str]], figure: str) -> str:
    """How games ended, one bar a row, best for Taiwan first.

    Args:
        rows: name, count of worlds by outcome key, and words at the right.
        figure: a name for this figure, unique on the page.
    """
    said = "; ".join(
        f"{name}: {', '.join(f'{SCALE[key]} {number(counts[key])}' for key in SCALE if counts.get(key))}"
        for name, counts, _ in rows
    )
    bars = "".join(
        f"<div class='plot-row ends'><span class='name'>{text(name)}</span>{_bar(counts, figure)}"
        f"<span class='beside'>{text(beside)}</span></div>"
        for name, counts, beside in rows
    )
    return (
        f"<div class='plot-rows' role='img' aria-label='{text(f'How games ended. {said}')}'>"
        f"<svg width='0' height='0' class='patterns'>{hatches(figure)}</svg>{bars}</div>"
    )


def _bar(counts: Mapping[str, int], figure: str) -> str:
    total = sum(counts.values())
    parts, x = [], 0.0
    for key in SCALE:
        count = counts.get(key, 0)
        if not count:
            continue
        share = 100 * count / total
        words = number(count)
        room = EDGES + LETTER * len(words)
        edge = "var(--ink2)" if key == "deterred" else "var(--paper)"
        parts.append(
            f"<rect x='{x:.3f}%' y='0.5' width='{share:.3f}%' height='{HIGH - 1}' fill='{fill(key, figure)}' "
            f"stroke='{edge}'><title>{text(SCALE[key])}: {words} of {number(total)}</title></rect>"
        )
        if share * WIDE >= 100 * room:
            kind = "" if share * NARROW >= 100 * room else " class='wide'"
            if key in HATCHED:
                parts.append(_plate(kind, x + share / 2, LETTER * len(words) + 4))
            parts.append(
                f"<text{kind} x='{x + share / 2:.3f}%' y='{HIGH / 2 + 4}' text-anchor='middle' "
                f"style='{ink(key)};font-weight:600'>{words}</text>"
            )
        x += share
    return f"<svg class='plot' width='100%' height='{HIGH}' aria-hidden='true'>{''.join(parts)}</svg>"


def _plate(kind: str, middle: float, width: float) -> str:
    """What lifts a count off its hatching: a patch of paper, `width` pixels wide about a place in percent."""
    return (
        f"<rect{kind} x='{middle:.3f}%' y='{HIGH / 2 - 9}' width='{width}' height='18' rx='3' fill='var(--paper)' "
        f"transform='translate({-width / 2})'/>"
    )


def forest(lines: Sequence[Line], ticks: Sequence[tuple[float, str]], said: str, from_zero: bool = False) -> str:
    """Values with their intervals on one axis, a row each.

    Args:
        lines: the rows; without any, the axis stands alone.
        ticks: of the axis, with their words; the first and the last are its ends.
        said: what the axis shows, in words.
        from_zero: whether values are bars from zero; else dots.
    """
    low, high = ticks[0][0], ticks[-1][0]

    def at(value: float) -> float:
        return 100 * (value - low) / (high - low)

    grid = "".join(
        f"<line x1='{at(tick):.3f}%' x2='{at(tick):.3f}%' y1='0' y2='100%' "
        f"class='{'zero' if from_zero and abs(tick) < 1e-12 else 'tick'}'/>"
        for tick, _ in ticks
    )
    rows = []
    for line in lines:
        high_of_row = max(len(line.marks), 1) * MARK_HIGH + 13
        marks = "".join(
            _mark(mark, at, (place + 0.5) * MARK_HIGH + 6.5, from_zero) for place, mark in enumerate(line.marks)
        )
        rows.append(
            f"<div class='plot-row'><span class='name'>{text(line.name)}</span>"
            f"<svg class='plot' width='100%' height='{high_of_row}' aria-hidden='true'>{grid}{marks}</svg>"
            f"<span class='beside'>{text(line.beside)}</span></div>"
        )
    ends = ("start", *("middle",) * (len(ticks) - 2), "end")
    words = "".join(
        f"<text class='faint{' inner' if place % 2 else ''}' x='{at(tick):.3f}%' y='13' text-anchor='{anchor}'>"
        f"{text(label)}</text>"
        for place, ((tick, label), anchor) in enumerate(zip(ticks, ends, strict=True))
    )
    axis = (
        "<div class='plot-row axis'><span class='name'></span>"
        f"<svg class='plot' width='100%' height='18' aria-hidden='true'>{words}</svg><span class='beside'></span></div>"
    )
    told = "; ".join(f"{line.name}: {line.beside}" for line in lines)
    return f"<div class='plot-rows' role='img' aria-label='{text(f'{said}. {told}')}'>{''.join(rows)}{axis}</div>"


def _mark(mark: Mark, at: object, y: float, from_zero: bool) -> str:
    assert callable(at)
    value, whisker = at(mark.value), ""
    if mark.low is not None and mark.high is not None:
        low, high = at(mark.low), at(mark.high)
        whisker = f"<line x1='{low:.3f}%' x2='{high:.3f}%' y1='{y}' y2='{y}' class='whisker'/>" + "".join(
            f"<line x1='{end:.3f}%' x2='{end:.3f}%' y1='{y - 3.5}' y2='{y + 3.5}' class='whisker'/>"
            for end in (low, high)
        )
    if not from_zero:
        return f"{whisker}<circle cx='{value:.3f}%' cy='{y}' r='4.5' class='dot {mark.kind}'/>"
    start, end = sorted((at(0.0), value))
    bar = f"<rect x='{start:.3f}%' width='{end - start:.3f}%' y='{y - 4.5}' height='9' class='reach {mark.kind}'/>"
    return f"{bar}{whisker}"

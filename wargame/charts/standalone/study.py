"""The picture of an answer: one row for each factor or point, with intervals, in SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from wargame.analysis.questions import Asked
from wargame.charts.standalone.outcomes import wrapped
from wargame.charts.standalone.style import INK, INK2, INK3, LINE, MARGIN, PAPER, RUST, SANS, SERIF, TEAL, WIDTH

if TYPE_CHECKING:
    from wargame.analysis.study.answer import Answer

MOST_ROWS = 40
LABELS = 380  # room for the names
RIGHT = 130  # room for words beside the bars
STEP, BAR = 30, 9


@dataclass(frozen=True)
class Mark:
    """A value with its interval, if it has one; `words` say it to those who point at it."""

    value: float
    low: float | None
    high: float | None
    words: str
    colour: str = TEAL

    @property
    def edges(self) -> tuple[float, ...]:
        """Every place that the axis must hold."""
        return (self.value,) if self.low is None or self.high is None else (self.value, self.low, self.high)


@dataclass(frozen=True)
class Row:
    """One line of the picture."""

    label: str
    marks: tuple[Mark, ...]
    beside: str = ""


Drawn: TypeAlias = tuple[list[Row], str, bool]


def chart(answer: Answer) -> str:
    """Draw what the design of the study tells: a tornado, indices, or the cells.

    Returns:
        An SVG document that needs nothing else.
    """
    document, asked = answer.as_document(), answer.asked
    axis = drawn(answer)[1]
    notes = [
        *_notes(document),
        *(f"{_METHODS[name]}: {how}." for name, how in document["methods"].items() if name in _METHODS),
    ]
    under = f"{asked.label} ({asked.unit}). {_counts(document)}"
    return draw(drawn(answer), document["question"], under, lambda tick: tick_words(tick, asked, axis), notes)


def draw(picture: Drawn, title: str, under: str, words_of: Callable[[float], str], notes: Sequence[str]) -> str:
    """Draw rows of values with their intervals on one axis.

    Args:
        picture: the rows, what the axis shows, and whether bars start at zero.
        title: of the picture.
        under: a line below it.
        words_of: how a tick of the axis is written.
        notes: below the picture, wrapped.

    Returns:
        An SVG document that needs nothing else.
    """
    rows, axis, from_zero = picture
    edges = [edge for row in rows for mark in row.marks for edge in mark.edges]
    low, high = (min(edges), max(edges)) if edges else (0.0, 1.0)
    if from_zero:
        low, high = min(0.0, low), max(0.0, high)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    ticks = round_ticks(low, high)
    low, high = min(low, ticks[0]), max(high, ticks[-1])
    left, right, top = MARGIN + LABELS, WIDTH - MARGIN - RIGHT, 152
    bottom = top + STEP * len(rows)

    def x(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    lines = [line for note in notes for line in wrapped(note)]
    height = bottom + 52 + 18 * len(lines) + 20
    body = [
        _text(MARGIN, 54, title, 24, INK, f'font-family="{SERIF}" font-weight="600"'),
        _text(MARGIN, 82, under, 15, INK2),
        _text(MARGIN, 112, axis, 14, INK, 'font-weight="600"'),
    ]
    for tick in ticks:
        body.append(f'<line x1="{x(tick):.1f}" y1="{top - 8}" x2="{x(tick):.1f}" y2="{bottom}" stroke="{LINE}"/>')
        body.append(_text(x(tick), bottom + 18, words_of(tick), 13, INK3, 'text-anchor="middle"'))
    if from_zero:
        body.append(f'<line x1="{x(0):.1f}" y1="{top - 8}" x2="{x(0):.1f}" y2="{bottom}" stroke="{INK}"/>')
    for index, row in enumerate(rows):
        middle = top + STEP * index + STEP / 2
        body.append(_text(left - 12, middle + 5, _cut(row.label), 14, INK, 'text-anchor="end"'))
        for at, mark in enumerate(row.marks):
            y = middle + (at - (len(row.marks) - 1) / 2) * (BAR + 2) if len(row.marks) > 1 else middle
            body.append(_mark(mark, x, y, from_zero))
        body.append(_text(right + 12, middle + 5, row.beside, 13, INK3))
    body += [_text(MARGIN, bottom + 52 + 18 * at, line, 13, INK3) for at, line in enumerate(lines)]
    said = "; ".join(f"{row.label}: {', '.join(mark.words for mark in row.marks)}" for row in rows)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(f"{axis}. {said}", quote=True)}" '
            f'font-family="{SANS}">',
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


def drawn(answer: Answer) -> Drawn:
    """What the design tells: rows of marks, the widest first; what the axis says; whether bars start at zero."""
    rows, axis, from_zero = _DRAWN[answer.design](answer.as_document(), answer.asked)
    return rows[:MOST_ROWS], axis, from_zero


def _mark(mark: Mark, x: Any, y: float, from_zero: bool) -> str:
    whisker = (
        ""
        if mark.low is None or mark.high is None
        else f'<line x1="{x(mark.low):.1f}" y1="{y:.1f}" x2="{x(mark.high):.1f}" y2="{y:.1f}" stroke="{INK}" '
        'stroke-width="1.5"/>'
    )
    title = f"<title>{escape(mark.words)}</title>"
    if not from_zero:
        return f'{whisker}<circle cx="{x(mark.value):.1f}" cy="{y:.1f}" r="5" fill="{mark.colour}">{title}</circle>'
    start, end = sorted((x(0.0), x(mark.value)))
    return (
        f'<rect x="{start:.1f}" y="{y - BAR / 2:.1f}" width="{end - start:.1f}" height="{BAR}" fill="{mark.colour}">'
        f"{title}</rect>{whisker}"
    )


def _marked(value: float, interval: Sequence[float] | None, words: str, colour: str = TEAL) -> Mark:
    low, high = interval or (None, None)
    return Mark(value, low, high, words, colour)


_METHODS = {"interval": "Intervals", "difference": "Differences", "of_factors": "Bars", "scores": "Bars"}


def _tornado(document: dict[str, Any], asked: Asked) -> Drawn:
    rows = []
    for row in document["tornado"]:
        marks = tuple(
            _marked(
                effect["difference"],
                effect["difference_interval"],
                f"{effect['value']}: {asked.shown(effect['difference'], True)}",
                TEAL if effect["difference"] < 0 else RUST,
            )
            for effect in row["effects"]
        )
        rows.append(Row(row["factor"], marks, " | ".join(effect["value"] for effect in row["effects"])))
    unit = "points" if asked.is_share else asked.unit
    return rows, f"Difference to the scenario as written, {unit}, same dice, with 95% interval", True


def _cells(document: dict[str, Any], asked: Asked) -> Drawn:
    rows = []
    for cell in document["cells"]:
        words = asked.shown(cell["mean"])
        rows.append(Row(cell["point"], (_marked(cell["mean"], cell["interval"], words),), words))
    return rows, f"{asked.label} at each point, with 95% interval", False


def _indices(document: dict[str, Any], asked: Asked) -> Drawn:
    rows = [
        Row(
            row["factor"],
            (
                _marked(row["first"], row["first_interval"], f"alone {row['first']:.2f}", TEAL),
                _marked(row["total"], row["total_interval"], f"in all {row['total']:.2f}", RUST),
            ),
            f"{row['first']:.2f} | {row['total']:.2f}".replace("-", "−"),
        )
        for row in document["of_factors"]
    ]
    return rows, "Share of the variance between points: alone (teal) and in all (rust), with 95% interval", True


def _effects(document: dict[str, Any], asked: Asked) -> Drawn:
    rows = [
        Row(row["factor"], (_marked(row["size"], row["size_interval"], f"size {row['size']:.3g}"),))
        for row in document["of_factors"]
    ]
    return rows, "Mean size of the effect over the whole range (Morris), with 95% interval", True


def _ranks(document: dict[str, Any], asked: Asked) -> Drawn:
    rows = []
    for row in document["of_factors"]:
        value = row.get("rank_correlation")
        if value is not None:
            mark = _marked(value, row["interval"], f"{value:+.2f}", TEAL if value < 0 else RUST)
            rows.append(Row(row["factor"], (mark,), f"{value:+.2f}".replace("-", "−")))
    return rows, "Rank correlation with the mean of a point, with 95% interval", True


def _scores(document: dict[str, Any], asked: Asked) -> Drawn:
    found = document["discovery"]
    first, second = found["choices"]
    rows = []
    if found["differs"] is not None:
        same = {row["factor"]: row for row in (found["same"] or {"scores": []})["scores"]}
        for row in found["differs"]["scores"]:
            marks = [_marked(row["score"], row["interval"], f"{first} brings it about {row['score']:.2f}", RUST)]
            if other := same.get(row["factor"]):
                marks.append(_marked(other["score"], other["interval"], f"it does not matter {other['score']:.2f}"))
            rows.append(Row(row["factor"], tuple(marks), f"{row['score']:.2f}"))
    return (
        rows,
        f"Share in telling apart: only under {first}, not {second} (rust); no matter (teal); 95% interval",
        True,
    )


_DRAWN = {
    "one_at_a_time": _tornado, "grid": _cells, "sobol_indices": _indices, "morris": _effects,
    "latin_hypercube": _ranks, "sobol_sequence": _ranks,
    "discovery": _scores,
}  # fmt: skip


def round_ticks(low: float, high: float) -> list[float]:
    """About five round numbers over a range."""
    rough = (high - low) / 5
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough)
    first, last = np.floor(low / step), np.ceil(high / step)
    ticks = [float(number * step) for number in np.arange(first, last + 1)]
    assert all(one < other for one, other in pairwise(ticks))
    return ticks


def tick_words(tick: float, asked: Asked, axis: str) -> str:
    if axis.startswith(("Share", "Rank")):
        return f"{tick:.2g}".replace("-", "−")
    if asked.is_share:
        return f"{100 * tick:.3g}".replace("-", "−") + ("" if axis.startswith(("Diff", "Mean")) else "%")
    return f"{tick:.4g}".replace("-", "−")


def _counts(document: dict[str, Any]) -> str:
    each = document["worlds_of_a_point"]
    return (
        f"N {document['games']:,} games: {document['points']:,} points of {each:,} world{'' if each == 1 else 's'}; "
        f"seed {document['seed']}; scenario {document['scenario']}"
    )


def _notes(document: dict[str, Any]) -> list[str]:
    notes = list(document["notes"])
    found = document.get("variance")
    if found:
        parts = [
            f"{label} {found[name]['share']:.1%} ({found[name]['interval'][0]:.1%} to {found[name]['interval'][1]:.1%})"
            for name, label in (("parameters", "what varies"), ("dice", "luck of play"), ("together", "both together"))
            if name in found
        ]
        notes.insert(0, f"Variance of one world's answer: {', '.join(parts)}.")
    return notes


def _cut(words: str, longest: int = 54) -> str:
    return words if len(words) <= longest else f"…{words[-longest + 1 :]}"


def _text(x: float, y: float, words: str, size: int, fill: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" {more}>{escape(words)}</text>'

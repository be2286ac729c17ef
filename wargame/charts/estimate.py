"""Counts of worlds: filled dots are worlds in which a thing happens, with the interval on the same axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.charts.marks import glyph, side_shape
from wargame.text.html import number, text
from wargame.text.language import tr
from wargame.text.phrase import say

FATE_NAMES = {
    "peace": say("No war, no blockade"),
    "holds": say("Taiwan holds"),
    "beijing": say("Beijing gains"),
    "nuclear": say("Nuclear use"),
}
AXIS = 26  # below the dots: the interval and the numbers of the axis


def dots(count: int, worlds: int, interval: tuple[float, float], event: str, width: int = 548, rows: int = 4) -> str:
    """One dot for each world, column by column, so that the edge sits on the axis below.

    Args:
        count: worlds in which it happens.
        worlds: how many there are.
        interval: of the share.
        event: what is counted, in words.
        width: of the picture.
        rows: of dots.
    """
    columns = -(-worlds // rows)
    step = width / columns
    r = min(4.2, step * 0.4)
    down = 2 * r + 2
    marks = "".join(
        f"<use href='#{'yes' if index < count else 'no'}-{columns}' x='{(index // rows + 0.5) * step:.1f}' "
        f"y='{(index % rows + 0.5) * down:.1f}'/>"
        for index in range(worlds)
    )
    high = rows * down
    axis = high + 9
    low, upper = (share * width for share in interval)
    at = count / worlds * width
    labels = "".join(
        f"<text class='faint' x='{share * width:.0f}' y='{high + AXIS}' text-anchor='{anchor}'>"
        f"{tr('{count} worlds', count=number(worlds)) if share == 1 else number(share * worlds)}</text>"
        for share, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    )
    words = tr(
        "{count} of {worlds} worlds: {event}. 95% interval {low} to {high}",
        count=count,
        worlds=worlds,
        event=tr(event),
        low=number(low / width * worlds),
        high=number(upper / width * worlds),
    )
    return (
        f"<svg class='dots' role='img' aria-label='{text(words)}' width='{width}' height='{high + AXIS + 3:.0f}' "
        f"viewBox='0 0 {width} {high + AXIS + 3:.0f}'><defs>"
        f"<circle id='yes-{columns}' r='{r:.1f}' fill='var(--act)'/>"
        f"<circle id='no-{columns}' r='{r - 0.6:.1f}' fill='none' stroke='var(--line2)' stroke-width='1.2'/></defs>"
        f"{marks}"
        f"<path d='M0 {axis:.1f}H{width}' stroke='var(--line)'/>"
        f"<path d='M{low:.1f} {axis:.1f}H{upper:.1f}M{low:.1f} {axis - 4:.1f}v8M{upper:.1f} {axis - 4:.1f}v8' "
        f"stroke='var(--act)' stroke-width='2.4'/><circle cx='{at:.1f}' cy='{axis:.1f}' r='4.5' fill='var(--act)' "
        f"stroke='var(--paper)'/>{labels}</svg>"
    )


def bars(rows: Sequence[tuple[str, int, tuple[float, float]]], worlds: int, width: int = 548, names: int = 176) -> str:
    """The other choices on an axis of the same length: a dot and its interval each.

    Args:
        rows: name of the choice, worlds in which the thing happens, interval of the share.
        worlds: of each.
        width: of the picture.
        names: room for the names and counts.
    """
    step, left = 17, names
    room = width - left
    parts = []
    for i, (name, count, (low, upper)) in enumerate(rows):
        y = 9 + i * step
        parts.append(
            f"<text x='0' y='{y + 4}'>{text(name)}</text>"
            f"<text class='strong' x='{left - 12}' y='{y + 4}' text-anchor='end'>{count}</text>"
            f"<path d='M{left} {y}H{width}' stroke='var(--line)'/>"
            f"<path d='M{left + low * room:.1f} {y}H{left + upper * room:.1f}' stroke='var(--line2)' stroke-width='3'/>"
            f"<circle cx='{left + count / worlds * room:.1f}' cy='{y}' r='4' fill='var(--ink2)' "
            f"stroke='var(--paper)'/>"
        )
    said = ". ".join(
        tr("{name}: {count} of {worlds}", name=tr(name), count=count, worlds=worlds) for name, count, _ in rows
    )
    high = 4 + len(rows) * step
    return (
        f"<svg class='bars' role='img' aria-label='{text(tr('Other choices. {said}', said=said))}' width='"
        f"{width}' height='{high}' viewBox='0 0 {width} {high}'>{''.join(parts)}</svg>"
    )


def fate_shape(fate: str, x: float, y: float, r: float) -> str:
    """The mark of what became of Taiwan: a ring, Taiwan's triangle, China's diamond, or a square of ink."""
    if fate == "peace":
        return (
            f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{r * 0.8:.1f}' fill='none' stroke='var(--ink2)' stroke-width='1.3'/>"
        )
    if fate == "nuclear":
        return f"<rect x='{x - r:.1f}' y='{y - r:.1f}' width='{2 * r:.1f}' height='{2 * r:.1f}' fill='var(--ink)'/>"
    return side_shape("taiwan" if fate == "holds" else "china", x, y, r)


def fate_glyph(fate: str) -> str:
    """The same within words."""
    return glyph(fate_shape(fate, 8, 8, 5), 14)


def fates(counts: Mapping[str, int], worlds: int, width: int = 208, rows: int = 8) -> str:
    """One mark for each world, column by column: what became of Taiwan.

    Args:
        counts: worlds by fate.
        worlds: how many there are.
        width: of the picture.
        rows: of marks.
    """
    step = width / -(-worlds // rows)
    every = [fate for fate, count in counts.items() for _ in range(count)]
    marks = "".join(
        fate_shape(fate, (index // rows + 0.5) * step, (index % rows + 0.5) * step, step * 0.38)
        for index, fate in enumerate(every)
    )
    said = tr(", ").join(f"{tr(FATE_NAMES[fate])} {count}" for fate, count in counts.items() if count)
    words = tr("Of {worlds} worlds: {said}", worlds=worlds, said=said)
    high = rows * step
    return (
        f"<svg class='fates' role='img' aria-label='{text(words)}' width='{width}' height='{high:.0f}' "
        f"viewBox='0 0 {width} {high:.1f}'>{marks}</svg>"
    )

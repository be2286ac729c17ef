"""A sparkline: how one number moved over the turns, with the band of what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.text.html import number, text
from wargame.text.language import tr

WIDTH, HEIGHT, SPAN = 104, 26, 38.0


def trend(
    label: str,
    values: Sequence[float],
    low: Sequence[float] | None = None,
    high: Sequence[float] | None = None,
    span: float = SPAN,
    colour: str = "var(--ink2)",
) -> str:
    """Each line has its own mid-range but the same span, so that slopes compare.

    Args:
        label: what the number is.
        values: one a turn, newest last.
        low: lower edge of the fog band, one a turn; None where the number is known.
        high: upper edge of it.
        span: how much the height of the picture stands for.
        colour: of the line.
    """
    points = list(values)
    if len(points) < 2:
        return ""  # nothing has moved yet
    seen = points + (list(low) if low else []) + (list(high) if high else [])
    span = max(span, 1.15 * (max(seen) - min(seen)))
    middle = (max(seen) + min(seen)) / 2
    step = (WIDTH - 8) / max(len(points) - 1, 1)

    def place(i: int, value: float) -> str:
        return f"{3 + i * step:.1f} {HEIGHT / 2 - (value - middle) / span * (HEIGHT - 6):.1f}"

    line = " ".join(place(i, v) for i, v in enumerate(points))
    band = ""
    if low and high:
        edge = [place(i, v) for i, v in enumerate(high)] + [place(i, v) for i, v in reversed(list(enumerate(low)))]
        band = f"<polygon points='{' '.join(edge)}' fill='{colour}' opacity='.25'/>"
    x, y = place(len(points) - 1, points[-1]).split()
    sentence = tr(
        "{label}: {now} now, {first} at the start",
        label=tr(label),
        now=number(points[-1]),
        first=number(points[0]),
    )
    return (
        f"<svg class='trend' role='img' aria-label='{text(sentence)}' width='{WIDTH}' height='{HEIGHT}' "
        f"viewBox='0 0 {WIDTH} {HEIGHT}'>{band}"
        f"<polyline points='{line}' fill='none' stroke='{colour}' stroke-width='1.6'/>"
        f"<circle cx='{x}' cy='{y}' r='3' fill='{colour}'/></svg>"
    )

"""The picture of an attribution: from one stance to the other, a step for each way, in SVG."""

from __future__ import annotations

from html import escape

from wargame.analysis.attribution.document import ends
from wargame.analysis.attribution.shares import Attribution, parts, total
from wargame.charts.standalone.style import INK, INK2, INK3, LINE, MARGIN, PAPER, RUST, SANS, SERIF, TEAL, WIDTH

LABELS, RIGHT, TOP, STEP, BAR = 250, 190, 124, 38, 18


def waterfall(found: Attribution) -> str:
    """Draw the mean under the stance before, what each way adds with its interval, and the mean after.

    Returns:
        An SVG document that needs nothing else.
    """
    asked, (before, after), steps = found.asked, ends(found), parts(found)
    whole, interval = total(found)
    walk = [before]
    for part in steps:
        walk.append(walk[-1] + part.mean)
    edges = [0.0, *walk, *(walk[at] + end for at, part in enumerate(steps) for end in part.interval)]
    low, high = min(edges), max(edges)
    high = high if high > low else low + 1
    left, right = MARGIN + LABELS, WIDTH - MARGIN - RIGHT

    def x(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    bottom = TOP + STEP * (len(steps) + 2)
    body = [
        _text(MARGIN, 54, f"{found.cell.scenario.title}: from {found.before} to {found.after}", 24, INK,
              f'font-family="{SERIF}" font-weight="600"'),
        _text(MARGIN, 82, f"{asked.label} ({asked.unit}). N {found.worlds:,} worlds of each mix, seed {found.seed}",
              15, INK2),
        f'<line x1="{x(0):.1f}" y1="{TOP - 8}" x2="{x(0):.1f}" y2="{bottom}" stroke="{INK}"/>',
    ]  # fmt: skip
    body += _row(0, found.before, x(0), x(before), INK3, asked.shown(before))
    for at, part in enumerate(steps):
        row, start, end = at + 1, walk[at], walk[at + 1]
        low_end, high_end = (walk[at] + edge for edge in part.interval)
        said = f"{asked.shown(part.mean, True)} [{' … '.join(asked.shown(edge, True) for edge in part.interval)}]"
        body += _row(row, part.way.name, x(start), x(end), TEAL if part.mean <= 0 else RUST, said)
        middle = _y(row) + BAR / 2
        body.append(
            f'<line x1="{x(low_end):.1f}" y1="{middle:.1f}" x2="{x(high_end):.1f}" y2="{middle:.1f}" stroke="{INK}" '
            'stroke-width="1.5"/>'
        )
        body.append(
            f'<line x1="{x(start):.1f}" y1="{_y(row - 1) + BAR}" x2="{x(start):.1f}" y2="{_y(row)}" stroke="{INK3}" '
            'stroke-dasharray="2 2"/>'
        )
    body += _row(len(steps) + 1, found.after, x(0), x(after), INK3, asked.shown(after))
    said = " … ".join(asked.shown(edge, True) for edge in interval)
    body.append(_text(MARGIN, bottom + 26, f"The whole effect: {asked.shown(whole, True)} [{said}]. In brackets and as "
                      "lines: 95% intervals of the dice, not errors of the model.", 13, INK3))  # fmt: skip
    height = bottom + 48
    told = "; ".join(f"{part.way.name} {asked.shown(part.mean, True)}" for part in steps)
    label = (
        f"{asked.label}, from {asked.shown(before)} under {found.before} to {asked.shown(after)} under {found.after}"
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(f"{label}: {told}", quote=True)}" '
            f'font-family="{SANS}">',
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
            f'<line x1="{MARGIN}" y1="{TOP - 16}" x2="{WIDTH - MARGIN}" y2="{TOP - 16}" stroke="{LINE}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _y(row: int) -> float:
    return TOP + STEP * row + (STEP - BAR) / 2


def _row(row: int, label: str, start: float, end: float, colour: str, said: str) -> list[str]:
    low, high = sorted((start, end))
    y = _y(row)
    return [
        _text(MARGIN + LABELS - 12, y + 14, label, 14, INK, 'text-anchor="end"'),
        f'<rect x="{low:.1f}" y="{y:.1f}" width="{max(high - low, 1):.1f}" height="{BAR}" fill="{colour}">'
        f"<title>{escape(f'{label}: {said}')}</title></rect>",
        _text(WIDTH - MARGIN - RIGHT + 12, y + 14, said, 13, INK2),
    ]


def _text(x: float, y: float, words: str, size: int, colour: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" {more}>{escape(words)}</text>'

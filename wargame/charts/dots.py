"""Each world of a comparison as a dot that opens its game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from wargame.analysis.compare import Comparison, Dot, Row
from wargame.charts.chain import Place, nice, placed
from wargame.charts.marks import SHORT_STANCES, STANCE_NAMES, access_shape
from wargame.charts.outcomes import SCALE, STEPS
from wargame.text.html import number, text
from wargame.text.language import tr

DOT = 6.4  # pixels from one dot to the next
BLOCK = 8  # dots in a column of those without an invasion
LEAST = 5.6  # pixels from one column of battalions to the next
TALLEST = 96.0  # pixels of a stance's row of dots, at most


def dots(found: Comparison, width: int = 786, most: int = 200) -> str:
    """Worlds as dots, each a button that opens its game: without an invasion at the left, else by battalions ashore.

    Args:
        found: the comparison.
        width: of the picture.
        most: of the first worlds, how many are drawn.
    """
    narrow = width < 500
    names = 0 if narrow else 112
    shown = [[dot for dot in row.dots if dot.world < most] for row in found.rows]
    still = max((sum(not dot.war for dot in row) for row in shown), default=0)
    left = names + (ceil(still / BLOCK) * DOT + 26 if still else 8)
    end = nice(max((dot.ashore for row in shown for dot in row if dot.war), default=1.0))
    room = width - left - 8
    each = ceil(LEAST * end / room)  # battalions to a column of dots
    place = placed(left, room, end)
    top, above = 24, 20 if narrow else 0
    parts, y = [], float(top)
    for row, these in zip(found.rows, shown, strict=True):
        landed = _columns([dot for dot in these if dot.war], place, each)
        high = max(BLOCK * DOT, min(max(map(len, landed.values()), default=0) * DOT, TALLEST)) + 12
        parts.append(_stance_line(row, y, above, high, width, narrow))
        middle = y + above + high / 2
        marks = _still([dot for dot in these if not dot.war], names + 4, middle, row.stance)
        marks += _landed(landed, middle, high - 12, row.stance)
        label = tr("{stance}: worlds, arrow keys go from one to the next", stance=tr(STANCE_NAMES[row.stance]))
        parts.append(f"<g role='group' aria-label='{text(label)}' data-roves='1'>{_first_stop(marks)}</g>")
        y += above + high
    ticks = "".join(
        f"<path d='M{place(end * s):.1f} {top}V{y:.1f}' stroke='var(--line)'/>"
        f"<text class='faint' x='{place(end * s):.1f}' y='{y + 15:.1f}' text-anchor='{anchor}'>{number(end * s)}</text>"
        for s, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    )
    if still:
        parts.append(f"<text class='faint' x='{names}' y='12'>{tr('no invasion')}</text>")
    parts.append(
        f"<text class='faint' x='{max(left, names + 84):.1f}' y='12'>{tr('battalions ashore at the end')}</text>"
    )
    high = round(y + 20)
    return (
        f"<svg class='dots' role='group' aria-label='{tr('Worlds of each stance')}' width='{width}' height='"
        f"{high}' viewBox='0 0 {width} {high}'>{ticks}{''.join(parts)}</svg>"
    )


def _columns(fought: Sequence[Dot], place: Place, each: int) -> dict[float, list[Dot]]:
    """Dots by the middle of the column that their battalions fall into, best for Taiwan first."""
    columns: dict[float, list[Dot]] = {}
    for dot in _in_order(fought):
        columns.setdefault(place((dot.ashore // each + 0.5) * each), []).append(dot)
    return dict(sorted(columns.items()))


def _in_order(dots: Sequence[Dot]) -> list[Dot]:
    return sorted(dots, key=lambda dot: (list(SCALE).index(dot.outcome), dot.world))


def _stance_line(row: Row, y: float, above: float, high: float, width: int, narrow: bool) -> str:
    middle = y + 12 if narrow else y + high / 2
    name = STANCE_NAMES[row.stance] if narrow else SHORT_STANCES[row.stance]
    return (
        f"<path d='M0 {y:.1f}H{width}' stroke='var(--line)'/>{access_shape(row.stance, 9, round(middle, 1))}"
        f"<text class='strong' x='24' y='{middle + 4:.1f}' style='font-size:13px'>{text(name)}</text>"
    )


def _still(dots: Sequence[Dot], left: float, middle: float, stance: str) -> list[str]:
    """Worlds without an invasion: rings in a block, filled column by column."""
    marks = []
    for i, dot in enumerate(_in_order(dots)):
        column, place = divmod(i, BLOCK)
        marks.append(_dot(dot, stance, left + column * DOT, middle + (place - (BLOCK - 1) / 2) * DOT))
    return marks


def _landed(columns: Mapping[float, Sequence[Dot]], middle: float, high: float, stance: str) -> list[str]:
    """Worlds with one: stacked about the middle, closer where there are many."""
    marks = []
    for x, these in columns.items():
        pitch = min(DOT, high / len(these))
        marks += [_dot(dot, stance, x, middle + (i - (len(these) - 1) / 2) * pitch) for i, dot in enumerate(these)]
    return marks


def _dot(dot: Dot, stance: str, x: float, y: float) -> str:
    kind = f"w{STEPS[dot.outcome]}" if dot.war else f"p{STEPS[dot.outcome]}"
    said = tr("World {world}, {outcome}. Open this game", world=dot.world, outcome=tr(SCALE[dot.outcome]))
    return (
        f"<circle class='dot {kind}' cx='{x:.1f}' cy='{y:.1f}' r='2.7' role='button' tabindex='-1' data-act='watch' "
        f"data-value='{stance}:{dot.world}' aria-label='{text(said)}'/>"
    )


def _first_stop(marks: Sequence[str]) -> str:
    """The marks of a row, of which the tab key stops at the first; arrow keys do the rest."""
    return "".join(marks).replace("tabindex='-1'", "tabindex='0'", 1)

"""The blockade on the map: its line round Taiwan, how it is kept, and the ways of the ships that try to pass."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING

from wargame.charts.labels import Labels
from wargame.charts.marks import letters
from wargame.charts.projection import Frame
from wargame.text.html import counted, text
from wargame.text.language import tr
from wargame.text.phrase import say

if TYPE_CHECKING:
    from wargame.game.situation import BlockadeView

MIDDLE, WIDE_KM, LONG_KM, TILT = (23.75, 121.25), 205.0, 300.0, 18.0  # of the line: an oval that lies as Taiwan does
BOARD, SUBMARINES, STRIKES = 1, 2, 3  # methods of BlockadeView
OPEN = ("support", "combat", "join")  # what Tokyo permits, where ships load in Japan
NEAR = (((33.16, 129.72), (28.6, 125.6), (25.2, 121.9)), ((26.2, 127.68), (25.3, 125.0), (24.0, 121.7)))
FAR = (((13.6, 144.6), (19.4, 133.0), (22.7, 120.5)),)
ALONE = ((14.2, 118.3), (19.2, 118.2), (22.3, 120.4))  # through the South China Sea, as most ships did in peace
MINED = ((25.9, 121.3), (24.5, 119.9), (23.2, 119.6))  # off Keelung, Taichung and Tainan
RAIDS = (((26.1, 119.2), (25.1, 120.9)), ((24.6, 118.3), (23.7, 120.0)))  # from the mainland
BOARDERS = (0, 60, 120, 180, 240, 300)  # degrees at which coast guard ships stand on the line
BOATS = (95, 140, 180)  # and submarines
HOW = {
    0: say("declared, not yet kept"),
    BOARD: say("boarding"),
    SUBMARINES: say("submarines and mines"),
    STRIKES: say("missiles and aircraft too"),
}


def line_and_ways(frame: Frame, labels: Labels, blockade: BlockadeView, access: str, labelled: bool = True) -> str:
    """The blockade line, what keeps it, and the ways of convoys and of ships alone.

    Args:
        frame: the window.
        labels: the room that names have left; the line's own marks take theirs.
        blockade: as it stands after last week.
        access: what Tokyo permits, or what the card looked at would permit: where convoys come from.
        labelled: write names.
    """
    for points in (*(NEAR if access in OPEN else FAR), *((ALONE,) if blockade.alone >= 0.5 else ())):
        for share in range(5, 20):  # not at its start, where the name of a base may stand
            labels.block(*_along(frame, points, share / 20), 4)
    parts = [*_line(frame, blockade.method), *_ways(frame, blockade, access), *_kept(frame, labels, blockade.method)]
    words = _named(frame, labels, blockade, access) if labelled else ""
    sentence = text(describe(blockade, access))
    return (
        f"<g class='blockade' role='img' tabindex='0' aria-label='{sentence}' data-base='blockade'>"
        f"<title>{sentence}</title>{''.join(parts)}{words}</g>"
    )


def describe(blockade: BlockadeView, access: str) -> str:
    """The blockade in one sentence, for a screen reader and on hover."""
    words = tr(
        "Blockade of Taiwan: {method}. Convoys come from {part}",
        method=tr(HOW[blockade.method]),
        part=tr("Japan") if access in OPEN else tr("Guam"),
    )
    if not blockade.weeks:
        return tr("{words}; none has sailed yet", words=words)
    return tr(
        "{words}. Last week {ships} sailed in convoy and {alone:.0f} alone; {arrived:.0f} arrived",
        words=words,
        ships=counted(blockade.in_convoy, "ship"),
        alone=blockade.alone,
        arrived=blockade.arrived,
    )


def mine(x: float, y: float, r: float = 3.4) -> str:
    """A mine: a ball with horns."""
    horns = "".join(
        f"M{x + r * cos(radians(d)):.1f} {y + r * sin(radians(d)):.1f}"
        f"L{x + (r + 2.2) * cos(radians(d)):.1f} {y + (r + 2.2) * sin(radians(d)):.1f}"
        for d in range(30, 390, 60)
    )
    return (
        f"<path d='{horns}' stroke='var(--china)' stroke-width='1.3'/>"
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{r}' fill='var(--china)'/>"
    )


def boat(x: float, y: float, r: float = 6.0) -> str:
    """A submarine: a long hull with its tower."""
    return (
        f"<rect x='{x - r:.1f}' y='{y - 2:.1f}' width='{2 * r:.1f}' height='5.2' rx='2.6' fill='var(--china)'/>"
        f"<rect x='{x - 1.7:.1f}' y='{y - 4.8:.1f}' width='3.4' height='3.4' fill='var(--china)'/>"
    )


def boarder(x: float, y: float, r: float = 4.6) -> str:
    """A ship of the coast guard: China's diamond, hollow because it does not shoot."""
    return (
        f"<path d='M{x:.1f} {y - r:.1f}l{r} {r}l{-r} {r}l{-r} {-r}z' fill='var(--surface)' stroke='var(--china)' "
        "stroke-width='1.6'/>"
    )


def _line(frame: Frame, method: int) -> list[str]:
    """The line itself: dashed while it is only declared or kept by boarders, full once it is kept by force."""
    x, y = frame.at(*MIDDLE)
    rx, ry = WIDE_KM / frame.km_per_pixel, LONG_KM / frame.km_per_pixel
    dash = " stroke-dasharray='7 4'" if method < SUBMARINES else ""
    return [
        f"<ellipse cx='{x:.1f}' cy='{y:.1f}' rx='{rx:.1f}' ry='{ry:.1f}' transform='rotate({TILT:g} {x:.1f} {y:.1f})' "
        f"fill='var(--china)' fill-opacity='.07' stroke='var(--china)' stroke-width='1.6'{dash}/>"
    ]


def _ways(frame: Frame, blockade: BlockadeView, access: str) -> list[str]:
    """Convoys as full lines as wide as they are many, ships alone as a broken one; each ends in an arrow."""
    ways = NEAR if access in OPEN else FAR
    parts = []
    for points in ways:
        parts.append(_way(frame, points, _wide(blockade.in_convoy / len(ways)), blockade.in_convoy < 0.5))
    if blockade.alone >= 0.5:
        parts.append(_way(frame, ALONE, _wide(blockade.alone), True))
    return parts


def _wide(ships: float) -> float:
    return min(1.4 + 0.16 * ships, 7.0)


def _way(frame: Frame, points: Sequence[tuple[float, float]], wide: float, broken: bool) -> str:
    (x0, y0), (x1, y1), (x2, y2) = (frame.at(*point) for point in points)
    length = max(hypot(x2 - x1, y2 - y1), 0.1)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    r = 3 + wide
    ex, ey = x2 - ux * r, y2 - uy * r  # where the line ends and the arrow begins
    head = (
        f"M{x2:.1f} {y2:.1f}L{ex - uy * r * 0.7:.1f} {ey + ux * r * 0.7:.1f}L{ex + uy * r * 0.7:.1f} "
        f"{ey - ux * r * 0.7:.1f}z"
    )
    dash = f" stroke-dasharray='{3 * wide:.1f} {2.2 * wide:.1f}'" if broken else ""
    return (
        f"<path d='M{x0:.1f} {y0:.1f}Q{x1:.1f} {y1:.1f} {ex:.1f} {ey:.1f}' fill='none' stroke='var(--taiwan)' "
        f"stroke-width='{wide:.1f}'{dash}/><path d='{head}' fill='var(--taiwan)'/>"
    )


def _along(frame: Frame, points: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    """The point of a way at a share of its length."""
    (x0, y0), (x1, y1), (x2, y2) = (frame.at(*point) for point in points)
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2


def _kept(frame: Frame, labels: Labels, method: int) -> list[str]:
    """Who keeps the line: boarders, or submarines and mines, or missiles and aircraft as well."""
    if method == BOARD:
        return [boarder(*_blocked(labels, _on_line(frame, degrees))) for degrees in BOARDERS]
    if method < SUBMARINES:
        return []
    parts = [boat(*_blocked(labels, _on_line(frame, degrees))) for degrees in BOATS]
    parts += [mine(*_blocked(labels, frame.at(*place))) for place in MINED]
    if method >= STRIKES:
        parts += [_raid(frame, start, end) for start, end in RAIDS]
    return parts


def _raid(frame: Frame, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = frame.at(*start), frame.at(*end)
    length = max(hypot(x1 - x0, y1 - y0), 0.1)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    return (
        f"<path d='M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}M{x1 - 5 * ux - 3 * uy:.1f} {y1 - 5 * uy + 3 * ux:.1f}"
        f"L{x1:.1f} {y1:.1f}L{x1 - 5 * ux + 3 * uy:.1f} {y1 - 5 * uy - 3 * ux:.1f}' fill='none' stroke='var(--china)' "
        "stroke-width='2'/>"
    )


def _on_line(frame: Frame, degrees: float) -> tuple[float, float]:
    """The point of the line that lies so many degrees from its northern tip, clockwise."""
    x, y = frame.at(*MIDDLE)
    across, up = WIDE_KM * sin(radians(degrees)), LONG_KM * cos(radians(degrees))
    c, s = cos(radians(TILT)), sin(radians(TILT))
    return x + (across * c + up * s) / frame.km_per_pixel, y - (up * c - across * s) / frame.km_per_pixel


def _blocked(labels: Labels, place: tuple[float, float]) -> tuple[float, float]:
    labels.block(*place, 7)
    return place


def _named(frame: Frame, labels: Labels, blockade: BlockadeView, access: str) -> str:
    """The line by name, below it where there is room, and where convoys come from if that lies outside."""
    parts = _from_guam(frame, labels) if access not in OPEN else ""
    x, y = _on_line(frame, 175)
    words = tr("Blockade") if frame.width < 400 else tr("Blockade: {method}", method=tr(HOW[blockade.method]))
    wide = 6.5 * letters(words)
    for left, top in ((x + 12, y + 6), (x + 12, y + 18), (x - wide / 2, y + 12), (6, y + 26)):
        if labels.take(left, top, wide, 14):
            parts += (
                f"<text x='{left + wide / 2:.1f}' y='{top + 11:.1f}' text-anchor='middle' "
                f"style='fill:var(--china-t);font-weight:600'>{text(words)}</text>"
            )
            break
    return parts


def _from_guam(frame: Frame, labels: Labels) -> str:
    """Where the far way comes from, where Guam itself is outside the window."""
    if frame.holds(*frame.at(*FAR[0][0])):
        return ""
    for share in (0.68, 0.6, 0.5, 0.4):
        x, y = _along(frame, FAR[0], share)
        if labels.take(x, y - 24, 60, 14):
            return f"<text x='{x:.1f}' y='{y - 13:.1f}'>{tr('from Guam')}</text>"
    return ""

"""The theatre map: shores and rings once, and over them the bases with the stance that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

from wargame.charts import blockade as svg_blockade
from wargame.charts.labels import Label, Labels
from wargame.charts.marks import ACCESS_NAMES, access_shape, damage_ring, host_shape, letters, side_shape
from wargame.charts.projection import TAIPEI, WAR, Frame, shores
from wargame.text.html import attribute, counted, number, text
from wargame.text.language import tr
from wargame.text.phrase import say

if TYPE_CHECKING:
    from wargame.game.situation import BaseView as Base
    from wargame.game.situation import BlockadeView

BEACH, EMBARKATION = (23.0, 120.08), (24.3, 118.1)  # where a landing is drawn: off Tainan, from Xiamen
RINGS = (700, 1400, 2800)
SEAS = (
    (say("Sea of Japan"), 39.8, 133.2),
    (say("East China Sea"), 30.2, 124.9),
    (say("Philippine Sea"), 19.6, 131.5),
    (say("Pacific Ocean"), 30.6, 142.2),
)
NEAR = 16.0  # bases of one host closer than this many pixels share a mark
FURTHER = (230.0, 500.0, 288.0, 182.0)  # where the list of further bases covers the war map
PHONE_WIDTH = 400
SHUT = 0.005  # share of the time with an open runway below which a base counts as shut
SORTIE_PIXELS = 0.12  # length of the bar for one sortie


@dataclass(frozen=True)
class Spot:
    """Bases that share a mark, and where it stands."""

    bases: tuple[Base, ...]
    x: float
    y: float

    @property
    def first(self) -> Base:
        return self.bases[0]

    @property
    def name(self) -> str:
        names = [tr(base.name) for base in self.bases]
        return (
            tr(", ").join(names)
            if len(names) < 3
            else tr("{names}, {names_2} and {names_3} more", names=names[0], names_2=names[1], names_3=len(names) - 2)
        )


@lru_cache(maxsize=16)
def ground(frame: Frame, fit: str = "meet") -> str:
    """Shores and distance rings; they never change during a game. `fit` is meet, or slice to fill its box."""
    parts = []
    for shore, path in shores(frame).items():
        fill = "var(--land)" if shore == "land" else f"var(--land-{shore})"
        parts.append(f"<path d='{path}' fill='{fill}' stroke='var(--coast)' stroke-width='.7'/>")
    x, y = frame.taipei_x, frame.taipei_y
    for km in RINGS:
        r = km / frame.km_per_pixel
        parts.append(f"<circle cx='{x}' cy='{y}' r='{r:.1f}' fill='none' stroke='var(--ring)' stroke-dasharray='3 3'/>")
    return (
        f"<svg class='ground' aria-hidden='true' viewBox='0 0 {frame.width} {frame.height}' "
        f"preserveAspectRatio='xMidYMid {fit}'>{''.join(parts)}</svg>"
    )


def marks(
    frame: Frame,
    bases: Sequence[Base],
    stance: str | None = None,
    war: bool = False,
    places: Iterable[tuple[str, int]] = (),
    held_km2: float = 0.0,
    labelled: bool = True,
    blockade: BlockadeView | None = None,
) -> str:
    """Bases by access and damage, with the names that find room.

    Args:
        frame: the window.
        bases: every base; those outside the window are left to the list of further bases, and civil fields that
            another host keeps shut are left out.
        stance: draw Japan's bases as if Tokyo had this stance: a preview of the card looked at.
        war: show runways and sorties.
        places: base name and number of the line under "what changed" that happened there.
        held_km2: area of Taiwan that China holds, drawn in its true size.
        labelled: write names; a thumbnail has none.
        blockade: the blockade of Taiwan, drawn under the bases.
    """
    shown = [base for base in bases if not _unopened(base)]
    spots = [spot for spot in _spots(frame, shown, stance, war) if frame.holds(spot.x, spot.y)]
    labels = Labels(frame.width, frame.height)
    if war and frame is WAR:
        labels.taken.append(FURTHER)
    for spot in spots:
        labels.block(spot.x, spot.y, 12 if war else 9)
    numbers = _happened(spots, places, labels)
    parts = [_sides(frame, labels, blockade is not None) if labelled else side_shape("taiwan", *frame.at(*TAIPEI), 5.5)]
    if blockade is not None:
        access = stance or permitted(bases)
        parts.insert(0, svg_blockade.line_and_ways(frame, labels, blockade, access, labelled))
    if held_km2 > 0:
        parts.insert(0, _held(frame, held_km2))
    for spot in sorted(spots, key=_rank):
        parts.append(_mark(spot, stance, war, labels if labelled else None))
    parts.extend(numbers)
    if labelled:
        parts.append(_rings_and_seas(frame, labels))
    seen = tr(", as if Tokyo's stance were “{stance}”", stance=tr(ACCESS_NAMES[stance])) if stance else ""
    sentence = tr(
        "Map of the theatre round Taiwan with {spots} bases and rings at 700, 1,400 and 2,800 km{seen}",
        spots=len(spots),
        seen=seen,
    )
    return (
        f"<svg class='marks' role='group' aria-label='{text(sentence)}' viewBox='0 0 {frame.width} "
        f"{frame.height}' "
        f"preserveAspectRatio='xMidYMid meet'>{''.join(parts)}</svg>"
    )


def further(frame: Frame, bases: Sequence[Base]) -> list[Base]:
    """Bases that lie outside the frame, nearest first."""
    outside = [b for b in bases if not frame.holds(*frame.at(b.latitude, b.longitude))]
    return sorted(outside, key=lambda base: base.kilometres)


def permitted(bases: Sequence[Base]) -> str:
    """What Tokyo permits, as its US bases show it."""
    return next((base.access for base in bases if base.host == "japan" and base.operator == "us"), "unsaid")


def base_access(base: Base, stance: str | None) -> str:
    """A base's access, or what it would be under the stance looked at; fields of the SDF open only to the SDF."""
    if base.host != "japan":
        return base.access
    access = stance or base.access
    if base.operator == "us":
        return access
    return "sdf" if access == "join" and base.operator == "japan" else "field"


def base_shape(base: Base, stance: str | None, x: float, y: float, r: float = 6.5) -> str:
    """The mark of a base: whose soil by shape, how open by fill."""
    if base.host == "japan":
        return access_shape(base_access(base, stance), x, y, r)
    if base.host == "us":
        return side_shape("us", x, y, 0.8 * r)
    return host_shape(base.access, x, y, 0.85 * r)


def describe(base: Base, stance: str | None, war: bool) -> str:
    """A base in one sentence, for a screen reader and on hover."""
    words = tr(
        "{name}, {kilometres} km from Taipei, {access}",
        name=tr(base.name),
        kilometres=number(base.kilometres),
        access=tr(ACCESS_NAMES[base_access(base, stance)]),
    )
    if war and not base.port:
        words += tr(
            ", {open_share:.0f}% of runways open, {sorties} sorties",
            open_share=100 * base.open_share,
            sorties=number(base.sorties),
        )
        if base.lost:
            words += tr(", {lost} aircraft lost", lost=number(base.lost))
    elif base.aircraft:
        words += tr(", {aircraft} aircraft", aircraft=number(base.aircraft))
    return words


def _spots(frame: Frame, bases: Sequence[Base], stance: str | None, war: bool) -> list[Spot]:
    """Bases of one host, equally open and close together, become one mark."""
    spots: list[Spot] = []
    for base in sorted(bases, key=_quiet):  # background gives way
        x, y = frame.at(base.latitude, base.longitude)
        key = (base.host, base_access(base, stance))
        for i, spot in enumerate(spots):
            same = (spot.first.host, base_access(spot.first, stance)) == key
            if same and abs(spot.x - x) + abs(spot.y - y) < NEAR:
                spots[i] = Spot((*spot.bases, base), spot.x, spot.y)
                break
        else:
            spots.append(Spot((base,), *_beside(spots, x, y, 24 if war else 12)))
    return spots


def _beside(spots: Sequence[Spot], x: float, y: float, apart: float) -> tuple[float, float]:
    """The place of a mark, moved to the left where it would hide under another."""
    for spot in spots:
        if (spot.x - x) ** 2 + (spot.y - y) ** 2 < (0.85 * apart) ** 2:
            return spot.x - apart, spot.y + 4
    return x, y


def _rank(spot: Spot) -> tuple[int, float]:
    """Which names get room first: Japan's bases and Guam, nearest first; then others; own fields last."""
    first = spot.first
    return (int(_quiet(first)), first.kilometres)


def _quiet(base: Base) -> bool:
    """Whether a base is only background: a field nobody has opened."""
    if base.sorties >= 0.5 and not base.port:
        return False
    return base.access == "closed" or (base.host == "japan" and base.operator != "us")


def _unopened(base: Base) -> bool:
    """Whether a base is a civil field of a host that lets nobody fly from it: it says nothing, and takes room."""
    return base.access == "closed" and base.operator == "civil" and base.host != "japan"


def _mark(spot: Spot, stance: str | None, war: bool, labels: Labels | None) -> str:
    base, x, y = spot.first, round(spot.x, 1), round(spot.y, 1)
    shape = base_shape(base, stance, x, y)
    if war and not base.port and (base.access != "closed" or base.open_share < 0.999):
        share = sum(b.open_share for b in spot.bases) / len(spot.bases)
        shape = damage_ring(x, y, 10.5, share) + shape
    written = _name(spot, stance, war, labels) if labels else ""
    if not labels:
        return shape
    sentence = tr(". ").join(describe(b, stance, war) for b in spot.bases)
    return (
        f"<g class='base' role='img' tabindex='0' aria-label='{text(sentence)}' "
        f"data-base='{attribute(base.name)}'>"
        f"<circle cx='{x}' cy='{y}' r='12' fill='transparent'/>"
        f"{shape}{written}</g>"
    )


def shut(base: Base, stance: str | None) -> str:
    """Why nothing of the United States can fly from a base, in words; empty where something can."""
    if base.port:
        return ""
    if base_access(base, stance) == "refuse":
        return tr("closed: US access refused")
    return tr("closed: runways shut") if base.open_share < SHUT else ""


def _damage(spot: Spot, stance: str | None) -> list[str]:
    """What the last turn did to the bases of a mark, the worst first."""
    words = []
    closed = [shut(base, stance) for base in spot.bases]
    share = sum(b.open_share for b in spot.bases) / len(spot.bases)
    lost = sum(b.lost for b in spot.bases)
    if all(closed):
        words.append(closed[0])
    elif share < 0.999:
        words.append(tr("{share:.0f}% open", share=100 * share))
    if lost >= 0.5:
        words.append(tr("{lost} aircraft lost", lost=number(lost)))
    return words


def _name(spot: Spot, stance: str | None, war: bool, labels: Labels) -> str:
    first = spot.first
    quiet = _quiet(first)
    sorties = sum(b.sorties for b in spot.bases)
    lines = [Label(spot.name, "" if quiet else "strong")]
    bar = 0.0
    if war and not quiet and not all(b.port for b in spot.bases):
        words = _damage(spot, stance)
        closed = all(shut(base, stance) for base in spot.bases)
        if sorties >= 0.5 or not closed:  # what flew before it was closed is still told
            bar = min(SORTIE_PIXELS * sorties, 60)
            lines.append(Label(counted(sorties, "sortie"), "", indent=bar + 4))
        if words and (closed or labels.width > PHONE_WIDTH):
            lines.append(Label(tr(", ").join(words if labels.width > PHONE_WIDTH else words[:1]), ""))
    elif not quiet and first.host in ("japan", "us"):
        lines.append(Label(tr("{kilometres} km", kilometres=number(first.kilometres)), ""))
    return labels.write(spot.x, spot.y, lines, gap=15 if war else 11, bar=bar)


def _held(frame: Frame, km2: float) -> str:
    """The ground China holds: hatched, its area true, its place on the coast a stand-in; and the fleet's way."""
    x, y = frame.at(*BEACH)
    r = (2 * km2 / pi) ** 0.5 / frame.km_per_pixel  # half of the disc lies in the sea
    (x0, y0), hatch = frame.at(*EMBARKATION), f"held-{frame.name}"
    return (
        f"<defs><pattern id='{hatch}' width='4' height='4' patternUnits='userSpaceOnUse' "
        "patternTransform='rotate(45)'>"
        "<rect width='4' height='4' fill='var(--china-soft)'/><rect width='1.8' height='4' "
        "fill='var(--china)'/></pattern>"
        f"<clipPath id='{hatch}-clip'><path d='{shores(frame)['taiwan']}'/></clipPath></defs>"
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{r:.1f}' fill='url(#{hatch})' stroke='var(--china)' "
        f"clip-path='url(#{hatch}-clip)'/><path d='M{x0:.1f} {y0:.1f}Q{x0 + 0.25 * (x - x0):.1f} {y:.1f} "
        f"{x - 7:.1f} {y:.1f}' "
        f"fill='none' stroke='var(--china)' stroke-width='3'/>"
        f"<path d='M{x - 9:.1f} {y - 5:.1f}l9 5l-9 5z' fill='var(--china)'/>"
    )


def _happened(spots: Sequence[Spot], places: Iterable[tuple[str, int]], labels: Labels) -> list[str]:
    """The numbers of "what changed", on the map where they happened."""
    where = {base.name: spot for spot in spots for base in spot.bases}
    taken: dict[str, int] = {}
    parts = []
    for place, line in places:
        if place in where and place not in taken:
            taken[place] = line
            x, y = where[place].x, where[place].y + 19
            labels.block(x, y, 9)
            parts.append(
                f"<g class='happened' aria-hidden='true'><circle cx='{x:.1f}' cy='{y:.1f}' r='8' "
                "fill='var(--china-t)'/>"
                f"<text x='{x:.1f}' y='{y + 4:.1f}' text-anchor='middle' "
                "style='fill:var(--paper);font-weight:600'>"
                f"{line}</text></g>"
            )
    return parts


def _sides(frame: Frame, labels: Labels, blockaded: bool = False) -> str:
    """The two shores by name: everything else on the map is about what lies between them.

    Taiwan's name stands in the strait, or east of the line of a blockade.
    """
    x, y = frame.at(*TAIPEI)
    parts = [side_shape("taiwan", round(x, 1), round(y, 1), 5.5)]
    labels.block(x, y, 8)
    for side, name, latitude, longitude in (
        ("taiwan", tr("Taiwan"), *((22.7, 125.2) if blockaded else (23.9, 119.1))),
        ("china", tr("China"), 31.6, 117.3),
    ):
        px, py = frame.at(latitude, longitude)
        px = max(px, 34)
        if frame.holds(px, py, 14) and labels.take(px - 22, py - 10, 44, 14):
            parts.append(
                f"<text x='{px:.1f}' y='{py:.1f}' text-anchor='middle' "
                f"style='fill:var(--{side}-t);font-weight:600'>{name}</text>"
            )
    return "".join(parts)


def _rings_and_seas(frame: Frame, labels: Labels) -> str:
    """Names of rings and seas, where nothing else stands: they give way to bases."""
    parts = []
    for km in RINGS:
        for degrees in (60, 50, 70, 40, 30, 80, 110, 100, 120, 20):
            x, y = _on_ring(frame, km, degrees)
            words = (
                tr("{km:,} km from Taipei", km=km)
                if km == RINGS[0] and frame.width > 400
                else tr("{kilometres} km", kilometres=number(km))
            )
            wide = 5.9 * letters(words)
            if frame.holds(x, y, 12) and x + wide + 6 < frame.width and labels.take(x + 5, y - 10, wide, 14):
                parts.append(f"<text class='faint' x='{x + 5:.1f}' y='{y:.1f}'>{words}</text>")
                break
    if frame.width > 400:
        for name, latitude, longitude in SEAS:
            x, y = frame.at(latitude, longitude)
            words = tr(name)
            wide = 6.4 * letters(words)
            if frame.holds(x, y, 10) and x + wide / 2 < frame.width and labels.take(x - wide / 2, y - 11, wide, 15):
                parts.append(f"<text class='place' x='{x:.1f}' y='{y:.1f}' text-anchor='middle'>{words}</text>")
    return f"<g aria-hidden='true'>{''.join(parts)}</g>"


def _on_ring(frame: Frame, km: float, degrees: float) -> tuple[float, float]:
    r = km / frame.km_per_pixel
    return frame.taipei_x + r * sin(radians(degrees)), frame.taipei_y - r * cos(radians(degrees)) + 4

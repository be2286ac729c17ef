"""The linchpin map: flights from the bases to the strait as wide as their flow, and what each removal takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, hypot, radians, sin
from typing import TypeAlias

from wargame.analysis.linchpin.document import notes
from wargame.analysis.linchpin.removals import Linchpin, Row
from wargame.charts.labels import Label, Labels
from wargame.charts.projection import Frame, shores
from wargame.charts.standalone.style import INK, INK2, INK3, LINE, MARGIN, PAPER, SANS, SERIF
from wargame.engine.theatre import STRAIT
from wargame.text.html import number

FRAME = Frame("linchpin", 640, 760, 5.0, 96, 440)
TOP = 108  # of the map and of the bars
WIDTH = 1200
BARS, NAMES, STEP = 860, 148, 33  # where the bars begin; room for names; height of a removal
LONGEST, GAIN = 210, 40  # of a bar, for all of it; of one to the left
NOTE, CUT = 180, 74  # characters of a line of notes, and of the cut beside the map
LEGEND = (326.0, 676.0, 306.0, 76.0)  # in the map, over open sea
CAPACITY, GAMES = "#2B5C8A", "#B5490A"
WIDEST_FLIGHT = 26.0  # pixels, for all of the flow
LARGEST_DISC = 44.0  # radius, for all of the flow


@dataclass(frozen=True)
class Colours:
    """Of the map: fixed in a picture of its own, those of the page in a report."""

    sea: str
    edge: str
    lands: Mapping[str, str]
    paper: str
    line: str
    ink: tuple[str, str, str]
    capacity: str
    games: str


ALONE = Colours(
    "#E9EFF1", "#9FA9AD", {"land": "#FBF9F4", "china": "#F8EDE4", "taiwan": "#E3F1EC", "japan": "#F4EBF1"}, PAPER, LINE,
    (INK, INK2, INK3), CAPACITY, GAMES,
)  # fmt: skip
OF_PAGE = Colours(
    "var(--sea)", "var(--coast)",
    {"land": "var(--land)", **{side: f"var(--land-{side})" for side in ("china", "taiwan", "japan")}}, "var(--paper)",
    "var(--line)", ("var(--ink)", "var(--ink2)", "var(--ink3)"), "var(--act)", "var(--o6)",
)  # fmt: skip

Disc: TypeAlias = tuple[float, float, float]  # where it stands, and its radius


def picture(found: Linchpin) -> str:
    """Draw the theatre and, beside it, every removal with its two bars.

    Args:
        found: the analysis; without games the second bars are missing.

    Returns:
        An SVG document that needs nothing else.
    """
    right, bars_end = _bars(found)
    lines = [line for note in notes(found) for line in _wrapped(note)]
    bottom = max(TOP + FRAME.height, bars_end) + 34
    height = bottom + 18 * len(lines) + 14
    heading = (
        f"{number(found.flow.sorties)} fighter sorties can reach the strait in 3.5 days with everything open. "
        f"N {found.worlds:,} worlds, {found.wars:,} at war; seed {found.seed}; scenario {found.scenario}{_set(found)}."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" aria-label="{escape(_sentence(found), quote=True)}" font-family="{SANS}">',
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>',
        _text(MARGIN, 52, f"{found.cell.scenario.title}: what hangs on each base and each host", 27, INK,
              f'font-family="{SERIF}" font-weight="600"'),
        _text(MARGIN, 80, heading, 15, INK2),
        f'<svg x="{MARGIN}" y="{TOP}" width="{FRAME.width}" height="{FRAME.height}" '
        f'viewBox="0 0 {FRAME.width} {FRAME.height}">{theatre_map(found)}</svg>',
        right,
        *(_text(MARGIN, bottom + 18 * index, line, 13, INK3) for index, line in enumerate(lines)),
        "</svg>\n",
    ]  # fmt: skip
    return "\n".join(parts)


def theatre_map(found: Linchpin, colours: Colours = ALONE) -> str:
    """Shores, flights and bases; a base's disc is as large as what goes without it. As inner SVG of `FRAME`."""
    ink, _, faint = colours.ink
    parts = [f'<rect width="{FRAME.width}" height="{FRAME.height}" fill="{colours.sea}"/>']
    parts += [
        f'<path d="{path}" fill="{colours.lands[shore]}" stroke="{colours.edge}" stroke-width=".7"/>'
        for shore, path in shores(FRAME).items()
    ]
    at = {
        name: FRAME.at(place.latitude, place.longitude)
        for name, place in found.theatre.graph.nodes(data="place")
        if place is not None
    }
    for (start, end), sorties in sorted(found.flow.on_arc.items(), key=lambda arc: -arc[1]):
        if sorties > 0:
            (x1, y1), (x2, y2) = at[start], at[end]
            wide = max(1.0, WIDEST_FLIGHT * sorties / found.flow.sorties)
            parts.append(
                f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colours.capacity}" '
                f'stroke-opacity=".28" stroke-width="{wide:.1f}" stroke-linecap="round">'
                f"<title>{escape(start)} to {escape(end)}: {number(sorties)} sorties</title></line>"
            )
    labels = Labels(FRAME.width, FRAME.height)
    rows = sorted((row for row in found.rows if row.removal.kind == "base"), key=lambda row: -row.lost)
    discs: dict[str, Disc] = {}
    for row in rows:
        discs[row.removal.key] = _beside(list(discs.values()), *at[row.removal.key], max(2.0, _radius(row)))
    for x, y, radius in discs.values():
        labels.block(x, y, max(4.0, radius))
    labels.taken.append(LEGEND)
    for name, kind in found.theatre.graph.nodes(data="kind"):
        if kind == "track":
            x, y = at[name]
            labels.block(x, y, 5)
            parts.append(
                f'<path d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z" fill="{colours.paper}" stroke="{faint}">'
                f"<title>{escape(name)}, where tankers wait</title></path>"
            )
    for row in rows:
        parts.append(_base(row, discs[row.removal.key], labels, colours))
    x, y = at[STRAIT]
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ink}"/>')
    parts.append(_text(x - 8, y - 12, "strait", 13, ink, 'text-anchor="end" font-weight="600"'))
    parts.append(_legend(colours))
    return (
        f'<g font-size="13" fill="{ink}">{"".join(parts)}</g>'
        f'<rect x=".5" y=".5" width="{FRAME.width - 1}" height="{FRAME.height - 1}" fill="none" '
        f'stroke="{colours.line}"/>'
    )


def _beside(discs: Sequence[Disc], x: float, y: float, radius: float) -> Disc:
    """A disc at its place, or, where it would hide another, the nearest place beside those that are there."""

    def free(px: float, py: float) -> bool:
        return all(hypot(px - dx, py - dy) >= radius + other - 0.5 for dx, dy, other in discs)

    if free(x, y):
        return x, y, radius
    ring = [
        (dx + (radius + other) * cos(radians(turn)), dy + (radius + other) * sin(radians(turn)))
        for dx, dy, other in discs
        for turn in range(0, 360, 15)
    ]
    px, py = min((place for place in ring if free(*place)), key=lambda place: hypot(place[0] - x, place[1] - y))
    return px, py, radius


def _base(row: Row, disc: Disc, labels: Labels, colours: Colours) -> str:
    """A disc for the flow that goes without the base, a ring for the US sorties that go in games; and its name."""
    games = row.effect.moved["us_sorties"].share
    x, y, radius = disc
    ring = ""
    if games is not None and games < 0:
        ring = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{LARGEST_DISC * (-games) ** 0.5:.1f}" fill="none" '
            f'stroke="{colours.games}" stroke-width="2"/>'
        )
    said = f"{_percent(-row.share)} of capacity" + ("" if games is None else f", {_percent(games)} of US sorties flown")
    name = labels.write(x, y, [Label(row.removal.name, "strong"), Label(_percent(-row.share), "")], gap=radius + 4)
    return (
        f'<g><title>Without {escape(row.removal.name)}: {said}</title><circle cx="{x:.1f}" cy="{y:.1f}" '
        f'r="{radius:.1f}" fill="{colours.capacity}" fill-opacity=".75"/>{ring}'
        f'<g paint-order="stroke" stroke="{colours.sea}" stroke-width="3" stroke-linejoin="round">{name}</g></g>'
    )


def _radius(row: Row) -> float:
    return LARGEST_DISC * max(row.share, 0.0) ** 0.5


def _legend(colours: Colours) -> str:
    """What a disc, a ring, a line and a diamond mean."""
    x, y, _, _ = LEGEND
    _, quiet, faint = colours.ink
    return (
        f'<circle cx="{x + 12}" cy="{y + 12}" r="8" fill="{colours.capacity}" fill-opacity=".75"/>'
        + _text(x + 28, y + 16, "capacity that goes without the base, by area", 13, quiet)
        + f'<circle cx="{x + 12}" cy="{y + 34}" r="8" fill="none" stroke="{colours.games}" stroke-width="2"/>'
        + _text(x + 28, y + 38, "US sorties that go in the games, by area", 13, quiet)
        + f'<line x1="{x + 2}" x2="{x + 22}" y1="{y + 56}" y2="{y + 56}" stroke="{colours.capacity}" '
        'stroke-opacity=".28" stroke-width="6"/>'
        + _text(x + 28, y + 60, "flights, as wide as their flow; tanker tracks", 13, quiet)
        + f'<path d="M{x + 12} {y + 51}l5 5l-5 5l-5 -5z" fill="{colours.paper}" stroke="{faint}"/>'
    )


def _cut(found: Linchpin) -> str:
    said = [f"{arc.base} {number(arc.sorties)} ({arc.limit})" for arc in found.flow.cut]
    return f"Minimum cut, sorties: {', '.join(said) or 'none'}."


def _bars(found: Linchpin) -> tuple[str, float]:
    """Each removal as two bars from one axis: what it takes from the flow, and from US sorties in the games."""
    parts = [
        _key(BARS - NAMES, TOP + 4, CAPACITY, "of capacity, with everything open and nothing struck"),
        _key(BARS - NAMES, TOP + 26, GAMES, "of US sorties flown in the games, with 95% interval"),
    ]
    y = TOP + 64.0
    kind = ""
    for row in found.rows:
        if row.removal.kind != kind:
            kind = row.removal.kind
            head = "Without the host" if kind == "host" else "Without the base"
            parts.append(_text(BARS - NAMES, y, head, 13, INK3))
            y += 14
        parts.append(_text(BARS - GAIN - 6, y + 17, row.removal.name, 15, INK, 'text-anchor="end"'))
        parts.append(_bar(y + 3, row.share, CAPACITY, None))
        moments = row.effect.moved["us_sorties"]
        if moments.share is not None and moments.share_interval is not None:
            low, high = moments.share_interval
            parts.append(_bar(y + 15, -moments.share, GAMES, (-high, -low)))
        y += STEP
        if row is [each for each in found.rows if each.removal.kind == kind][-1]:
            y += 18
    parts.append(f'<line x1="{BARS}" x2="{BARS}" y1="{TOP + 74}" y2="{y - 18:.1f}" stroke="{INK3}"/>')
    for line in _wrapped(_cut(found), CUT):
        y += 18
        parts.append(_text(BARS - NAMES, y, line, 13, INK2))
    return "".join(parts), y


def _bar(y: float, lost: float, colour: str, ends: tuple[float, float] | None) -> str:
    """A bar to the right for what is lost, to the left for what is gained."""
    wide = LONGEST * min(abs(lost), 1.0)
    wide = wide if lost >= 0 else min(wide, GAIN)
    x = BARS if lost >= 0 else BARS - wide
    parts = [f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="10" fill="{colour}"/>']
    edge = BARS + max(wide if lost >= 0 else 0.0, 0.0)
    if ends is not None:
        low, high = (BARS + max(-GAIN, LONGEST * min(1.0, end)) for end in ends)
        edge = max(edge, high)
        parts.append(
            f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y + 5:.1f}" y2="{y + 5:.1f}" stroke="{INK}" '
            'stroke-width="1.5"/>'
        )
    parts.append(_text(edge + 5, y + 9.5, _percent(-lost), 12, INK2))
    return "".join(parts)


def _key(x: float, y: float, colour: str, words: str) -> str:
    return f'<rect x="{x}" y="{y}" width="15" height="10" fill="{colour}"/>' + _text(x + 22, y + 10, words, 14, INK2)


def _percent(share: float) -> str:
    said = f"{100 * share:+.1f}%".replace("-", "−")
    return "0.0%" if said in ("+0.0%", "−0.0%") else said


def _set(found: Linchpin) -> str:
    said = ", ".join(f"{factor}={value}" for factor, value in found.cell.settings)
    return f", with {said}" if said else ""


def _sentence(found: Linchpin) -> str:
    """The picture in words, for those who do not see it."""
    rows = "; ".join(f"without {row.removal.name} {_percent(-row.share)}" for row in found.rows)
    return f"Map of the theatre. {number(found.flow.sorties)} sorties can reach the strait in a war turn: {rows}"


def _wrapped(note: str, width: int = NOTE) -> list[str]:
    lines = [""]
    for word in note.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _text(x: float, y: float, words: str, size: int, fill: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" {more}>{escape(words)}</text>'

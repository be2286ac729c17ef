"""The same dice under four stances: where the games part, and how each ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.charts.marks import access_shape, letters
from wargame.charts.outcomes import fill, hatches, ink
from wargame.text.html import text
from wargame.text.language import tr
from wargame.text.phrase import say

ROW, HIGH, HEAD = 50, 38, 42
NAMES, CHIP = 178, 190  # room for the rows' names, and for how they end
WIDEST = 84  # a column
APART = 14  # between one stage and the next
# What each stage shows: its heading, the room the heading needs, and a column's width beside the others'.
CRISIS = (say("Crisis: Beijing’s own odds, of 100"), 196, 1.0)
BLOCKADE = (say("Blockade: Taiwan’s electricity, % of normal"), 250, 0.4)
WAR = (say("War: battalions ashore"), 132, 1.0)


@dataclass(frozen=True)
class Strip:
    """One game as it is drawn: Beijing's odds each quarter, Taiwan's electricity each week, battalions ashore."""

    stance: str
    name: str
    odds: tuple[float, ...]  # Beijing's own odds after each crisis turn, 0 to 100
    power: tuple[int, ...]  # electricity after each week of a blockade, % of normal
    war: bool
    battalions: tuple[int, ...]  # ashore after each war turn
    outcome: str  # a key of outcome.OUTCOMES
    label: str
    detail: str = ""
    yours: bool = False

    @property
    def then(self) -> str:
        """What the last crisis turn led to: blockade, war or neither."""
        return "blockade" if self.power else "war" if self.war else ""

    @property
    def courses(self) -> tuple[tuple[object, ...], ...]:
        """The course of each stage as words and whole numbers that can be compared."""
        odds = [*(round(value) for value in self.odds[: -1 if self.then and self.odds else None])]
        power = self.power[:-1] if self.war and self.power else self.power
        crisis = (*odds, self.then) if self.odds and self.then else tuple(odds)
        return crisis, (*power, "war") if self.war and self.power else power, self.battalions


@dataclass(frozen=True)
class Axis:
    """The time that the rows stand over: the names of the columns of each stage, none where no row has it."""

    quarters: tuple[str, ...] = ()
    weeks: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The columns of one stage: where they begin, and how wide one is."""

    heading: str
    labels: tuple[str, ...]
    x: float
    step: float


def strips(rows: Sequence[Strip], axis: Axis, width: int = 1286) -> str:
    """Four rows over one time axis.

    Crisis turns that are the same in every row stand as one block; a dark cell is the week or quarter in which
    the next stage begins; bars are electricity, then battalions ashore, each on one scale; the outcome ends the
    row in words.
    """
    crisis, blockade, war = _parts(axis, width - NAMES - CHIP - 26)
    places = _places((crisis, blockade, war))
    apart = differs(rows, axis)
    chip_x = width - CHIP
    shared = _shared_quarters(rows)
    most = most_ashore(rows)
    parts = [hatches("strips", [row.outcome for row in rows])]
    for part in (crisis, blockade, war):
        if part.labels:
            parts.append(f"<text class='strong' x='{part.x:.1f}' y='12'>{text(part.heading)}</text>")
        parts += _columns(part, 31)
    for r, row in enumerate(rows):
        y = HEAD + r * ROW
        if row.yours:
            parts.append(f"<rect x='0' y='{y - 4}' width='{width}' height='{HIGH + 8}' fill='var(--act-soft)' rx='4'/>")
        parts.append(access_shape(row.stance, 12, y + HIGH / 2, 6.5))
        parts.append(
            f"<text class='strong' x='30' y='{y + (16 if row.yours else 23)}' style='font-size:13px'>"
            f"{text(row.name)}</text>"
        )
        if row.yours:
            parts.append(f"<text x='30' y='{y + 31}'>{tr('your game')}</text>")
        parts.extend(_crisis(row, y, crisis.x, crisis.step, shared))
        if blockade.labels:
            parts.extend(_blockade(row, y, blockade.x, blockade.step))
        if war.labels:
            parts.extend(_war(row, y, war.x, war.step, most))
        parts.append(_chip(row, y, chip_x, CHIP))
        if apart[r] is not None:
            parts.append(_flag(places[apart[r] or 0][0], y))
    if shared:
        high = HEAD + (len(rows) - 1) * ROW + HIGH
        wide = shared * crisis.step - 2
        parts.append(
            f"<rect x='{crisis.x}' y='{HEAD}' width='{wide:.1f}' height='{high - HEAD}' fill='var(--sunk)' "
            "stroke='var(--line2)'/>"
        )
        words = [tr("Same"), tr("in all")] if wide > 56 else [tr("Same")] if wide > 32 else []
        for i, line in enumerate(words):
            parts.append(_middle(crisis.x + wide / 2, HEAD + (high - HEAD) / 2 + 16 * i, line, ""))
    bottom = HEAD + len(rows) * ROW
    parts += [_turn(i, x, wide, HEAD - 24, bottom - 3) for i, (x, wide) in enumerate(places)]
    return (
        f"<svg class='strips' role='img' aria-label='{text(_sentence(rows, axis))}' "
        f"width='{width}' "
        f"height='{bottom}' viewBox='0 0 {width} {bottom}'>{''.join(parts)}</svg>"
    )


def strip(row: Strip, axis: Axis, most: int, width: int = 358, apart: int | None = None) -> str:
    """One game on a phone: its stages one below the other, on the scales of all rows.

    Args:
        row: the game.
        axis: the time of all rows.
        most: battalions, of the scale of all rows.
        width: of the picture.
        apart: the first turn that differs from the game that was played, counted over all stages.
    """
    parts = []
    y = first = 0
    for (heading, _, _), labels, drawn in (
        (CRISIS, axis.quarters, row.odds),
        (BLOCKADE, axis.weeks, row.power),
        (WAR, axis.days, row.battalions),
    ):
        first, begins = first + len(labels), first
        if not labels or not drawn:
            continue
        part = Part(heading, labels, 0, min(width / len(labels), 54))
        parts.append(f"<text x='0' y='{y + 11}'>{text(heading)}</text>")
        parts += _columns(part, y + 27)
        y += 34
        if drawn is row.odds:
            parts += _crisis(row, y, 0, part.step, 0)
        elif drawn is row.power:
            parts += _blockade(row, y, 0, part.step)
        else:
            parts += _war(row, y, 0, part.step, most)
        if apart is not None and begins <= apart < first:
            parts.append(_flag((apart - begins) * part.step, y))
        parts += [_turn(begins + i, i * part.step, part.step, y - 3, y + HIGH + 3) for i in range(len(labels))]
        y += HIGH + 10
    sentence = _told(row)
    return (
        f"<svg class='strip' role='img' aria-label='{text(sentence)}' width='{width}' height='{y}' "
        f"viewBox='0 0 {width} {y}'>{''.join(parts)}</svg>"
    )


def differs(rows: Sequence[Strip], axis: Axis) -> list[int | None]:
    """For each row the first turn in which it differs from the game as it was played, counted over all stages."""
    own = next((row for row in rows if row.yours), None)
    lengths = (len(axis.quarters), len(axis.weeks), len(axis.days))
    found: list[int | None] = []
    for row in rows:
        first = None
        if own is not None and not row.yours:
            pairs = [
                (one[i] if i < len(one) else None, other[i] if i < len(other) else None)
                for one, other, length in zip(row.courses, own.courses, lengths, strict=True)
                for i in range(length)
            ]
            first = next((i for i, (one, other) in enumerate(pairs) if one != other), None)
        found.append(first)
    return found


def most_ashore(rows: Sequence[Strip]) -> int:
    """The scale of the battalion bars: the same for every row."""
    return max([count for row in rows for count in row.battalions] + [20])


def parted(rows: Sequence[Strip], axis: Axis) -> str:
    """One sentence on where the games part: in the first stage in which they are not alike."""
    if len({row.outcome for row in rows}) == 1:
        return tr("All end alike: {label}.", label=tr(rows[0].label))
    crises, weeks, fights = (list(stage) for stage in zip(*(row.courses for row in rows), strict=True))
    if len(set(crises)) > 1:
        shared = _shared_quarters(rows)
        if shared == 0:
            return tr("The games part in the first quarter.")
        return tr("The games are alike through {shared}, then part.", shared=tr(axis.quarters[shared - 1]))
    if len(set(weeks)) > 1:
        shared = _alike(weeks)
        if shared == 0:
            return tr("The games part in the first week of the blockade.")
        return tr("The games are alike through week {shared} of the blockade, then part.", shared=shared)
    shared = _alike(fights)
    if shared == 0:
        return (
            tr("The games are alike until the war.")
            if axis.quarters or axis.weeks
            else (tr("The games part in the first days of the war."))
        )
    return tr("The games are alike until D+{shared:g}, then part.", shared=3.5 * shared)


def _parts(axis: Axis, room: float) -> tuple[Part, Part, Part]:
    """The columns of the three stages, as wide as there is room, none narrower than its heading."""
    stages = ((CRISIS, axis.quarters), (BLOCKADE, axis.weeks), (WAR, axis.days))

    def wide(step: float) -> list[float]:
        return [
            max(len(labels) * step * weight, least) + APART if labels else 0.0 for (_, least, weight), labels in stages
        ]

    step = next((s for s in range(WIDEST, 1, -1) if sum(wide(s)) <= room), 1)
    found, x = [], float(NAMES)
    for ((heading, _, weight), labels), taken in zip(stages, wide(step), strict=True):
        own = min((taken - APART) / len(labels), WIDEST * weight) if labels else 0.0
        found.append(Part(heading, labels, x, max(own, 0)))
        x += taken
    return found[0], found[1], found[2]


def _places(parts: Sequence[Part]) -> list[tuple[float, float]]:
    """Where each turn stands, over all stages: x and width."""
    return [(part.x + i * part.step, part.step) for part in parts for i in range(len(part.labels))]


def _turn(index: int, x: float, wide: float, top: float, bottom: float) -> str:
    """A turn that can be pointed at, and the frame round the one that is shown."""
    box = f"x='{x - 1.5:.1f}' y='{top:.1f}' width='{wide + 1:.1f}' height='{bottom - top:.1f}'"
    return (
        f"<rect class='cursor' data-step='{index}' {box} rx='3'/>"
        f"<rect class='goto' data-here='step' data-to='{index}' {box}/>"
    )


def _flag(x: float, y: float) -> str:
    """The first turn that differs from the game as it was played."""
    return (
        f"<path d='M{x - 1:.1f} {y - 4}v{HIGH + 8}' stroke='var(--ink)' stroke-width='2'/>"
        f"<path d='M{x - 1:.1f} {y - 4}l9 4l-9 4z' fill='var(--ink)'/>"
    )


def _columns(part: Part, y: float) -> list[str]:
    """The names of the columns that find room: all, or the odd ones, or the first and every fifth or tenth."""
    widest = max((6.2 * letters(tr(label)) + 3 for label in part.labels), default=0)
    every = next((n for n in (1, 2, 5, 10) if n * part.step >= widest), 20)
    return [
        _middle(part.x + (i + 0.5) * part.step, y, label, "faint")
        for i, label in enumerate(part.labels)
        if (i % every == 0 if every <= 2 else i == 0 or (i + 1) % every == 0)
    ]


def _alike(courses: Sequence[Sequence[object]]) -> int:
    """How many leading turns are the same in every game."""
    alike = 0
    for values in zip(*courses, strict=False):
        if len(set(values)) > 1:
            break
        alike += 1
    return alike


def _shared_quarters(rows: Sequence[Strip]) -> int:
    """How many leading crisis turns are the same in every row."""
    return 0 if len(rows) < 2 else _alike([row.courses[0] for row in rows])


def _crisis(row: Strip, y: int, x0: float, step: float, shared: int) -> list[str]:
    parts = []
    wide = step - 2
    for i, odds in enumerate(row.odds):
        if i < shared:
            continue
        x = x0 + i * step
        if row.then and i == len(row.odds) - 1:
            short, long = (tr("blockade"), tr("blockade")) if row.then == "blockade" else (tr("war"), tr("D-day"))
            parts.append(_begins(x, y, wide, long if wide >= 6.4 * letters(long) else short))
            continue
        level = y + HIGH - odds / 100 * HIGH
        parts.append(
            f"<rect x='{x:.1f}' y='{y}' width='{wide:.1f}' height='{HIGH}' fill='var(--surface)' "
            "stroke='var(--line2)'/>"
            f"<rect x='{x:.1f}' y='{level:.1f}' width='{wide:.1f}' height='{y + HIGH - level:.1f}' "
            "fill='var(--china-soft)'/>"
            f"<path d='M{x:.1f} {level:.1f}h{wide:.1f}' stroke='var(--china)' stroke-width='2'/>"
        )
        parts.append(_middle(x + wide / 2, level + (13 if odds > 45 else -4), f"{odds:.0f}", "strong"))
    return parts


def _begins(x: float, y: int, wide: float, words: str) -> str:
    """The dark cell in which the next stage begins; upright words where it is narrow."""
    cell = f"<rect x='{x:.1f}' y='{y}' width='{wide:.1f}' height='{HIGH}' fill='var(--ink)'/>"
    if wide >= 6.4 * letters(words):
        return cell + _middle(x + wide / 2, y + HIGH / 2 + 4, words, "", "fill:var(--paper)")
    if wide < 11:
        return cell
    cx, cy = x + wide / 2, y + HIGH / 2
    words = words if letters(words) <= 6 else tr("block")
    return (
        f"{cell}<text x='{cx:.1f}' y='{cy + 4:.1f}' text-anchor='middle' transform='rotate(-90 {cx:.1f} {cy:.1f})' "
        f"style='fill:var(--paper);font-weight:600'>{words}</text>"
    )


def _blockade(row: Strip, y: int, x0: float, step: float) -> list[str]:
    """A column for each week, its height the share of normal use; the last one has its number."""
    if not row.power:
        return [f"<text class='faint' x='{x0 + 4:.1f}' y='{y + HIGH / 2 + 4}'>{tr('No blockade')}</text>"]
    parts = []
    wide = max(step - 2, 1)
    scale = HIGH - 13
    for i, power in enumerate(row.power):
        x = x0 + i * step
        if row.war and i == len(row.power) - 1:
            parts.append(_begins(x, y, wide, tr("war")))
            continue
        high = power / 100 * scale
        parts.append(
            f"<rect x='{x:.1f}' y='{y + HIGH - scale}' width='{wide:.1f}' height='{scale}' fill='var(--sunk)'/>"
            f"<rect x='{x:.1f}' y='{y + HIGH - high:.1f}' width='{wide:.1f}' height='{high:.1f}' fill='var(--taiwan)'/>"
        )
        before_war = row.war and i == len(row.power) - 2
        if i == len(row.power) - 1 or before_war or wide > 20:
            parts.append(_middle(x + wide / 2, y + HIGH - scale - 3, str(power), "strong"))
    end = x0 + len(row.power) * step - 2
    parts.append(f"<path d='M{x0:.1f} {y + HIGH}H{end:.1f}' stroke='var(--line2)'/>")
    return parts


def _war(row: Strip, y: int, x0: float, step: float, most: int) -> list[str]:
    if not row.war:
        return [f"<text class='faint' x='{x0 + 4:.1f}' y='{y + HIGH / 2 + 4}'>{tr('No landing')}</text>"]
    parts = []
    wide = step - 4
    for i, count in enumerate(row.battalions):
        x = x0 + i * step
        high = count / most * (HIGH - 13)
        parts.append(
            f"<rect x='{x + 1:.1f}' y='{y + HIGH - high:.1f}' width='{wide:.1f}' height='{high:.1f}' "
            "fill='var(--china)'/>"
        )
        if i == len(row.battalions) - 1 or wide > 20:
            parts.append(_middle(x + 1 + wide / 2, y + HIGH - high - 3, str(count), "strong"))
    end = x0 + len(row.battalions) * step
    parts.append(f"<path d='M{x0:.1f} {y + HIGH}H{end:.1f}' stroke='var(--line2)'/>")
    return parts


def _chip(row: Strip, y: int, x: float, wide: float) -> str:
    edge = "var(--ink)" if row.outcome == "deterred" else "none"
    top = y + (2 if row.detail else 8)
    chip = (
        f"<rect x='{x + 0.5}' y='{top}' width='{wide - 1}' height='21' rx='2' "
        f"fill='{fill(row.outcome, 'strips')}' stroke='{edge}'/>"
        + _middle(x + wide / 2, top + 15, row.label, "", ink(row.outcome))
    )
    return chip + (_middle(x + wide / 2, y + 37, row.detail, "") if row.detail else "")


def _middle(x: float, y: float, words: str, kind: str, style: str = "") -> str:
    style = f" style='{style};font-weight:600'" if style else ""
    return f"<text class='{kind}' x='{x:.1f}' y='{y:.1f}' text-anchor='middle'{style}>{text(words)}</text>"


def _sentence(rows: Sequence[Strip], axis: Axis) -> str:
    parts = [tr("The same dice under {rows} stances", rows=len(rows)), parted(rows, axis).rstrip(".。")]
    parts += [_told(row) for row in rows]
    return tr(". ").join(parts)


def _told(row: Strip) -> str:
    return tr(row.name) + tr(": ") + tr(row.label) + (tr(", ") + tr(row.detail) if row.detail else "")

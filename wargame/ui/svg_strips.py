"""The same dice under four stances: where the games part, and how each ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.ui.marks import access_shape, text
from wargame.ui.svg_outcomes import fill, hatches, ink

ROW, HIGH, HEAD = 50, 38, 42


@dataclass(frozen=True)
class Strip:
    """One game as it is drawn: Beijing's view of its odds each quarter, then battalions ashore."""

    stance: str
    name: str
    odds: tuple[float, ...]  # Beijing's own odds after each crisis turn, 0 to 100
    war: bool
    battalions: tuple[int, ...]  # ashore after each war turn
    outcome: str  # a key of outcome.OUTCOMES
    label: str
    detail: str = ""
    yours: bool = False


def strips(rows: Sequence[Strip], quarters: Sequence[str], days: Sequence[str], width: int = 1286) -> str:
    """Four rows over one time axis.

    Turns that are the same in every row stand as one block; a dark cell is D-day; bars are battalions
    ashore on one scale; the outcome ends the row in words.
    """
    names, chip = 178, 190
    columns = len(quarters) + len(days)
    room = width - names - chip - 26
    step = min(room / max(columns, 1), 84)
    war_x = names + step * len(quarters) + (14 if quarters else 0)
    chip_x = width - chip
    shared = _shared(rows)
    most = most_ashore(rows)
    parts = [hatches("strips", [row.outcome for row in rows])]
    if quarters:
        parts.append(f"<text class='strong' x='{names}' y='12'>Crisis: Beijing’s own odds, of 100</text>")
    if days:
        parts.append(f"<text class='strong' x='{war_x}' y='12'>War: battalions ashore</text>")
    for i, quarter in enumerate(quarters):
        parts.append(_middle(names + (i + 0.5) * step, 31, quarter, "faint"))
    for i, day in enumerate(days):
        parts.append(_middle(war_x + (i + 0.5) * step, 31, day, "faint"))
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
            parts.append(f"<text x='30' y='{y + 31}'>your game</text>")
        parts.extend(_crisis(row, y, names, step, shared))
        if days:
            parts.extend(_war(row, y, war_x, step, most))
        parts.append(_chip(row, y, chip_x, chip))
    if shared:
        high = HEAD + (len(rows) - 1) * ROW + HIGH
        wide = shared * step - 2
        parts.append(
            f"<rect x='{names}' y='{HEAD}' width='{wide:.1f}' height='{high - HEAD}' fill='var(--sunk)' "
            "stroke='var(--line2)'/>"
        )
        words = ["Same", "in all"] if wide > 56 else ["Same"] if wide > 32 else []
        for i, line in enumerate(words):
            parts.append(_middle(names + wide / 2, HEAD + (high - HEAD) / 2 + 16 * i, line, ""))
    bottom = HEAD + len(rows) * ROW
    return (
        f"<svg class='strips' role='img' aria-label='{text(_sentence(rows, quarters, shared))}' "
        f"width='{width}' "
        f"height='{bottom}' viewBox='0 0 {width} {bottom}'>{''.join(parts)}</svg>"
    )


def strip(row: Strip, quarters: Sequence[str], days: Sequence[str], most: int, width: int = 358) -> str:
    """One game on a phone: its quarters above, its war below, on the scale of all rows (`most` battalions)."""
    parts = []
    y = 0
    for labels, drawn in ((quarters, row.odds), (days, row.battalions)):
        if not labels or not drawn:
            continue
        step = min(width / len(labels), 54)
        parts += [_middle((i + 0.5) * step, y + 11, label, "faint") for i, label in enumerate(labels)]
        y += 18
        parts += _crisis(row, y, 0, step, 0) if drawn is row.odds else _war(row, y, 0, step, most)
        y += HIGH + 8
    sentence = f"{row.name}: {row.label}" + (f", {row.detail}" if row.detail else "")
    return (
        f"<svg class='strip' role='img' aria-label='{text(sentence)}' width='{width}' height='{y}' "
        f"viewBox='0 0 {width} {y}'>{''.join(parts)}</svg>"
    )


def most_ashore(rows: Sequence[Strip]) -> int:
    """The scale of the battalion bars: the same for every row."""
    return max([count for row in rows for count in row.battalions] + [20])


def parted(rows: Sequence[Strip], quarters: Sequence[str]) -> str:
    """One sentence on where the games part."""
    shared = _shared(rows)
    ends = {row.outcome for row in rows}
    if len(ends) == 1:
        return f"All end alike: {rows[0].label}."
    if not quarters:
        return _parted_in_war(rows)
    if shared == 0:
        return "The games part in the first quarter."
    if shared >= len(quarters):
        return "The games are alike until the war."
    return f"The games are alike through {quarters[shared - 1]}, then part."


def _parted_in_war(rows: Sequence[Strip]) -> str:
    alike = 0
    for counts in zip(*(row.battalions for row in rows), strict=False):
        if len(set(counts)) > 1:
            break
        alike += 1
    if alike == 0:
        return "The games part in the first days of the war."
    return f"The games are alike until D+{3.5 * alike:g}, then part."


def _shared(rows: Sequence[Strip]) -> int:
    """How many leading crisis turns are the same in every row."""
    if len(rows) < 2:
        return 0
    shared = 0
    for values in zip(*(row.odds for row in rows), strict=False):
        if len({round(v) for v in values}) > 1:
            break
        shared += 1
    # A row's last quarter before war is not shared with a row that goes on.
    lengths = {len(row.odds) for row in rows}
    return min(shared, min(lengths) - 1) if len(lengths) > 1 else shared


def _crisis(row: Strip, y: int, x0: float, step: float, shared: int) -> list[str]:
    parts = []
    wide = step - 2
    for i, odds in enumerate(row.odds):
        if i < shared:
            continue
        x = x0 + i * step
        last = row.war and i == len(row.odds) - 1
        if last:
            parts.append(f"<rect x='{x:.1f}' y='{y}' width='{wide:.1f}' height='{HIGH}' fill='var(--ink)'/>")
            parts.append(
                _middle(x + wide / 2, y + HIGH / 2 + 4, "war" if wide < 40 else "D-day", "", "fill:var(--paper)")
            )
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


def _war(row: Strip, y: int, x0: float, step: float, most: int) -> list[str]:
    if not row.war:
        return [f"<text class='faint' x='{x0 + 4:.1f}' y='{y + HIGH / 2 + 4}'>No landing</text>"]
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


def _sentence(rows: Sequence[Strip], quarters: Sequence[str], shared: int) -> str:
    parts = [f"The same dice under {len(rows)} stances", parted(rows, quarters).rstrip(".")]
    parts += [f"{row.name}: {row.label}" + (f", {row.detail}" if row.detail else "") for row in rows]
    return ". ".join(parts)

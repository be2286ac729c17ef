"""The table of a study, for a terminal: counts in words a reader can take in at a glance, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.summary import LABELS, TO_CHINA, WENT_TO_WAR, Summary
from wargame.engine.orders import SIDES
from wargame.engine.sides import SHORT_NAMES
from wargame.statistics.intervals import Interval

LABEL = 24  # characters of the first column
NARROW, WIDE = 14, 22  # characters of a cell's column: interval below its share, or beside it
LOSSES = {
    "aircraft_lost": "aircraft", "ships_lost": "ships", "landing_ships_lost": "landing ships",
    "carriers_lost": "carriers", "submarines_lost": "submarines", "battalions_lost": "battalions",
}  # fmt: skip
SIDE_OF = {"landing_ships_lost": "china", "carriers_lost": "us"}

FIRST = (TO_CHINA, WENT_TO_WAR)  # what is asked first, in bold
SHORT = {TO_CHINA: "Taiwan", WENT_TO_WAR: "war"}
Fill: TypeAlias = Callable[[Table, Summary, Sequence[int], bool], None]


def render(summary: Summary, width: int) -> RenderableType:
    """The whole report of a study, for a terminal of a width in characters."""
    parts: list[RenderableType] = [_heading(summary)]
    if summary.worlds:
        cells = range(len(summary.cells))
        parts += _pieces(summary, list(cells), width, _shares, "Share of worlds, with 95% interval")
        if len(summary.cells) > 1:
            for there, others in summary.compared:
                name = _number(there) if _numbered(summary) else summary.cells[there].cell.name
                title = f"Difference to {name}, in points, same dice, with 95% interval"
                parts += _pieces(summary, others, width, partial(_differences, there), title)
            parts.append(Text("worlds else: so many times as many, on independent dice, for the same interval", "dim"))
        parts += _pieces(
            summary, list(cells), width, _losses, "Median losses in worlds that went to war, with 95% interval"
        )
    parts += [Text(), *(Text(note, "yellow" if "refuses" in note else "dim") for note in summary.notes())]
    return Group(*parts)


def show(summary: Summary, console: Console) -> None:
    """Print the report."""
    console.print(render(summary, console.width))


def _heading(summary: Summary) -> Text:
    first = summary.cells[0].cell
    varied = {factor for factor, _ in first.varied}
    fixed = [f"{factor}={value}" for factor, value in first.settings if factor not in varied]
    text = Text()
    text.append(first.scenario.title, "bold")
    worlds = "1 world" if summary.worlds == 1 else f"{summary.worlds:,} worlds"
    text.append(f"\nN {worlds}{' in each cell' if varied else ''}")
    text.append(f" · seed {summary.seed} · scenario {summary.scenario}")
    if fixed:
        text.append(f"\nset {', '.join(fixed)}")
    if _numbered(summary):
        for index, counts in enumerate(summary.cells):
            text.append(f"\n{_number(index):>4} ", "bold")
            text.append(counts.cell.name)
    return text


def _pieces(summary: Summary, cells: Sequence[int], width: int, fill: Fill, title: str) -> Iterator[RenderableType]:
    """A table, broken into several where the cells do not fit side by side."""
    room = max(width - LABEL, NARROW)
    wide = len(cells) * WIDE <= room
    each = max(1, room // (WIDE if wide else NARROW))
    yield Text()
    yield Text(title, "bold")
    for start in range(0, len(cells), each):
        part = cells[start : start + each]
        table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
        table.add_column("", min_width=LABEL - 1, max_width=LABEL - 1, no_wrap=True)
        size = (WIDE if wide else NARROW) - 1
        for index in part:
            table.add_column(_head(summary, index), justify="right", min_width=size, max_width=size)
        if start:
            yield Text()
        fill(table, summary, part, wide)
        yield table


def _head(summary: Summary, index: int) -> str:
    """The head of a cell's column: its value, or its number where that would not fit."""
    varied = summary.cells[index].cell.varied
    if _numbered(summary):
        return _number(index)
    return varied[0][1] if varied else "all worlds"


def _numbered(summary: Summary) -> bool:
    """Whether cells are told by number: several factors vary, or a value is long."""
    return any(
        len(counts.cell.varied) > 1 or any(len(value) >= NARROW for _, value in counts.cell.varied)
        for counts in summary.cells
    )


def _number(index: int) -> str:
    return f"({index + 1})"


def _shares(table: Table, summary: Summary, cells: Sequence[int], wide: bool) -> None:
    for event, label in LABELS.items():
        row = []
        for cell in cells:
            found = summary.cells[cell].share(event)
            low, high = found["interval"]
            row.append(_two(f"{found['share'] * 100:.1f}%", f"{low * 100:.1f}–{high * 100:.1f}", wide, found["count"]))
        table.add_row(Text(label, "bold" if event in FIRST else ""), *row)


def _differences(there: int, table: Table, summary: Summary, cells: Sequence[int], wide: bool) -> None:
    for event, label in LABELS.items():
        found_of = [summary.difference(event, cell, there) for cell in cells]
        if not any(found.gained or found.lost for found in found_of):
            continue  # no world differs: the table of shares says it all
        row = []
        for found in found_of:
            assert found.share is not None
            low, high = (_signed(end) for end in found.interval)
            row.append(_two(_signed(found.share), f"{low}…{high}", wide, found.share, bold=found.leaves_out_zero))
        table.add_row(Text(label, "bold" if event in FIRST else ""), *row)
    for event in FIRST:
        saved = [summary.difference(event, cell, there).pairing_saved for cell in cells]
        ratios = ["–" if ratio is None else f"× {ratio:.3g}" for ratio in saved]
        table.add_row(Text(f"worlds else, {SHORT[event]}", "dim"), *(Text(ratio, "dim") for ratio in ratios))


def _losses(table: Table, summary: Summary, cells: Sequence[int], wide: bool) -> None:
    shown = [summary.cells[cell] for cell in cells]
    table.add_row(Text("worlds at war", "dim"), *(Text(f"{counts.count(WENT_TO_WAR):,}", "dim") for counts in shown))
    medians, ends = [counts.medians() for counts in shown], [counts.median_intervals() for counts in shown]
    for side in SIDES:
        for name in medians[0]:
            kind = name.removesuffix(f"_{side}")
            if SIDE_OF.get(name, side if kind != name else None) == side and kind in LOSSES:
                row = [_median(found[name], of[name], wide) for found, of in zip(medians, ends, strict=True)]
                table.add_row(f"{SHORT_NAMES[side]} {LOSSES[kind]}", *row)


def _median(found: float | None, ends: Interval | None, wide: bool) -> Text:
    if found is None:
        return Text("–", "dim")
    return _two(f"{found:,g}", "–" if ends is None else f"{ends.low:,g}–{ends.high:,g}", wide, found)


def _two(first: str, second: str, wide: bool, weight: float, bold: bool = False) -> Text:
    text = Text(first, "bold" if bold else "default" if weight else "dim", justify="right")
    text.append(f"{' ' if wide else chr(10)}{second:>{12 if wide else 0}}", "dim")
    return text


def _signed(share: float) -> str:
    points = f"{share * 100:+.1f}".replace("-", "−")
    return "0.0" if points in ("+0.0", "−0.0") else points

"""What hangs on each base as a table for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.linchpin.document import listed, notes, percent, signed
from wargame.analysis.linchpin.removals import Change, Linchpin, Moved
from wargame.analysis.summary import REFUSAL_NOTE
from wargame.statistics.intervals import Interval

WIDEST = 80
NAME, CAPACITY, CELL = 12, 9, 13


def render(found: Linchpin, width: int = WIDEST) -> RenderableType:
    """The whole report, in at most 80 characters."""
    parts: list[RenderableType] = [_heading(found), Text()]
    by_base = ", ".join(f"{arc.base} {_whole(arc.sorties)}" for arc in found.flow.cut if arc.limit == "parking")
    sdf = ", ".join(f"{arc.base} {_whole(arc.sorties)}" for arc in found.flow.cut if arc.limit != "parking")
    parts.append(Text.assemble(("Capacity ", "bold"), f"{_whole(found.flow.sorties)} fighter sorties in 3.5 days"))
    parts.append(Text(f"Minimum cut, at parking: {by_base or 'none'}", "dim"))
    parts.append(Text(f"Minimum cut, at SDF aircraft: {sdf or 'none'}", "dim"))
    if half := found.halving:
        parts.append(Text(f"Half of it goes with {listed(half)}.", "dim"))
    parts += [Text(), _table(found), Text()]
    parts += [Text(note, "yellow" if note == REFUSAL_NOTE else "dim") for note in notes(found)]
    return Group(*parts)


def _heading(found: Linchpin) -> Text:
    text = Text(found.cell.scenario.title, "bold")
    text.append(" · what hangs on each base and each host", "default")
    text.append(f"\nN {found.worlds:,} worlds, {found.wars:,} at war · seed {found.seed} · scenario {found.scenario}")
    if found.cell.settings:
        text.append(f"\nset {', '.join(f'{factor}={value}' for factor, value in found.cell.settings)}")
    return text


def _table(found: Linchpin) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("without", min_width=NAME, max_width=NAME, overflow="fold")
    table.add_column("capacity", justify="right", min_width=CAPACITY, max_width=CAPACITY)
    for head in ("US sorties", "ships sunk", "battalions ashore", "China gets Taiwan"):
        table.add_column(head, justify="right", min_width=CELL, max_width=CELL)
    kind = found.rows[0].removal.kind if found.rows else ""
    for row in found.rows:
        if row.removal.kind != kind:
            table.add_row()
            kind = row.removal.kind
        capacity = Text(percent(-row.share), "bold")
        capacity.append(f"\n{signed(-row.lost)}", "dim not bold")
        moved = row.effect.moved
        table.add_row(
            Text(row.removal.name, "bold" if kind == "host" else ""),
            capacity,
            _moments(moved["us_sorties"], 0, of=True),
            _moments(moved["ships_lost_china"], 1),
            _moments(moved["battalions_ashore"], 1),
            _change(row.effect.taken),
        )
    return table


def _moments(moments: Moved, digits: int, of: bool = False) -> Text:
    """A mean difference over its interval, both as shares of what it was before if that is asked for."""
    if moments.difference is None:
        return Text("no wars", "dim")
    if not of or moments.share is None:
        return _two(signed(moments.difference, digits), moments.interval, digits)
    return _two(percent(moments.share), moments.share_interval, 1, 100)


def _change(change: Change) -> Text:
    if change.difference is None:
        return Text("–", "dim")
    return _two(signed(100 * change.difference, 1), change.interval, 1, 100)


def _two(said: str, interval: Interval | None, digits: int, scale: float = 1) -> Text:
    apart = interval is not None and (interval.low > 0 or interval.high < 0)
    text = Text(said, "bold" if apart else "default")
    if interval is not None:
        low, high = (signed(scale * end, digits) for end in interval)
        text.append(f"\n{low}…{high}", "dim not bold")
    return text


def _whole(value: float) -> str:
    return f"{value:,.0f}"

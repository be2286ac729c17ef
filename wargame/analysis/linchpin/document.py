"""The linchpin analysis as a table for a terminal, as a document, and in the words that stand beside both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.linchpin.removals import QUANTITIES, Change, Linchpin, Moved, Row
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE
from wargame.statistics.intervals import PAIRED, PAIRED_MEAN, RATIO, Interval
from wargame.study.files import csv_text

WIDEST = 80
NAME, CAPACITY, CELL = 12, 9, 13
FEW_WARS = 30
IS = (
    "Capacity: the most fighter sorties that reach the strait in a war turn of 3.5 days, as a maximum flow from full "
    "bases over tanker tracks, with everything open and nothing struck. What a removal takes also counts the tankers "
    "that would fly from there for others."
)
IS_NOT = (
    "It is no forecast: no missiles, losses, repair or lack of aircraft, no carriers, and Tokyo permits all that the "
    "scenario leaves open and sends the SDF. The games have all of these."
)
GAMES = (
    "In games: the same worlds with and without it. Sorties (US alone, carriers' too), ships and battalions are means "
    "over worlds that go to war both times; China gets Taiwan, by war or without, in points of all worlds."
)
REMOVED = (
    "Without a base: nothing flies from it, and US aircraft there move to where they may fight. Beijing does not see "
    "it before the war. Without Japan: japan.stance=refuse, which Beijing may see."
)


def notes(found: Linchpin) -> list[str]:
    """What a reader must know beside the numbers."""
    said = [IS, IS_NOT, GAMES, REMOVED, *disagreements(found)]
    if 0 < found.wars < FEW_WARS:
        said.append(f"Only {found.wars} worlds went to war: the intervals of what happens in war are rough.")
    if not found.complete:
        said.append(f"Stopped early: {found.worlds:,} of {found.worlds_asked:,} worlds are complete.")
    return [*said, INTERVAL_NOTE, REFUSAL_NOTE]


def disagreements(found: Linchpin) -> list[str]:
    """Where the flow and the games differ, for Japan and for the host and base where they do most; and why."""
    apart = [row for row in found.rows if _apart(row)]
    chosen = [row for row in apart if row.removal.key == "japan"]
    for kind in ("host", "base"):
        widest = max((row for row in apart if row.removal.kind == kind), key=_apart, default=None)
        chosen += [widest] if widest is not None and widest not in chosen else []
    return [
        f"Without {row.removal.name}: {_percent(-row.share)} of capacity, but "
        f"{_percent(row.effect.moved['us_sorties'].share)} of US sorties flown. {_why(found, row)}"
        for row in chosen
    ]


def _apart(row: Row) -> float:
    games = row.effect.moved["us_sorties"].share
    return 0.0 if games is None else abs(row.share + games)


def _why(found: Linchpin, row: Row) -> str:
    if row.removal.key == "japan":
        permitted = float(found.access.means[0]) if found.wars else 0.0
        return (
            f"In the games US forces may fight from Japan only {permitted:.0%} of the time anyway, carriers go on, "
            "aircraft move to US soil, and missiles shut what the flow holds open."
        )
    if any(arc.base == row.removal.key and arc.limit == "SDF aircraft" for arc in found.flow.cut):
        return "Its capacity is the SDF's, which flies only if Japan joins, and is no US sortie."
    if (row.effect.moved["us_sorties"].share or 0.0) > -row.share / 10:
        return (
            "In the games there are fewer aircraft than room: those that would be there fly from other bases, some of "
            "them nearer."
        )
    return (
        "In the games there are fewer aircraft than room, so those that would be there fly from other bases, and "
        "missiles shut what the flow holds open."
    )


# --- For a terminal


def render(found: Linchpin, width: int = WIDEST) -> RenderableType:
    """The whole report, in at most 80 characters."""
    parts: list[RenderableType] = [_heading(found), Text()]
    by_base = ", ".join(f"{arc.base} {_whole(arc.sorties)}" for arc in found.flow.cut if arc.limit == "parking")
    sdf = ", ".join(f"{arc.base} {_whole(arc.sorties)}" for arc in found.flow.cut if arc.limit != "parking")
    parts.append(Text.assemble(("Capacity ", "bold"), f"{_whole(found.flow.sorties)} fighter sorties in 3.5 days"))
    parts.append(Text(f"Minimum cut, at parking: {by_base or 'none'}", "dim"))
    parts.append(Text(f"Minimum cut, at SDF aircraft: {sdf or 'none'}", "dim"))
    if half := found.halving:
        parts.append(Text(f"Half of it goes with {_listed(half)}.", "dim"))
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
        capacity = Text(_percent(-row.share), "bold")
        capacity.append(f"\n{_signed(-row.lost)}", "dim not bold")
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
        return _two(_signed(moments.difference, digits), moments.interval, digits)
    return _two(_percent(moments.share), moments.share_interval, 1, 100)


def _change(change: Change) -> Text:
    if change.difference is None:
        return Text("–", "dim")
    return _two(_signed(100 * change.difference, 1), change.interval, 1, 100)


def _two(said: str, interval: Interval | None, digits: int, scale: float = 1) -> Text:
    apart = interval is not None and (interval.low > 0 or interval.high < 0)
    text = Text(said, "bold" if apart else "default")
    if interval is not None:
        low, high = (_signed(scale * end, digits) for end in interval)
        text.append(f"\n{low}…{high}", "dim not bold")
    return text


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{_signed(100 * share, 1)}%"


def _signed(value: float, digits: int = 0) -> str:
    said = f"{value:+,.{digits}f}".replace("-", "−")
    return said[1:] if not any(letter in "123456789" for letter in said) else said


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# --- As a document


def as_csv(found: Linchpin) -> str:
    """One row a removal: capacity lost, and what many games lose, with intervals; empty where no world went to war."""
    head = ["name", "kind", "host", "capacity", "capacity_lost", "capacity_lost_share", "worlds"]
    for name in ("china_gets_taiwan", *QUANTITIES):
        head += [f"{name}_difference", f"{name}_low", f"{name}_high"]
    rows = []
    for row in found.rows:
        removal, taken = row.removal, row.effect.taken
        cells: list[Any] = [removal.key, removal.kind, removal.host, row.flow.sorties, row.lost, row.share,
                            taken.worlds, taken.difference, *taken.interval]  # fmt: skip
        for name in QUANTITIES:
            moved = row.effect.moved[name]
            cells += [moved.difference, *(moved.interval or (None, None))]
        rows.append(cells)
    return csv_text(head, rows)


def as_document(found: Linchpin) -> dict[str, Any]:
    """The analysis as JSON writes it."""
    return {
        "scenario": found.scenario,
        "title": found.cell.scenario.title,
        "seed": found.seed,
        "worlds": found.worlds,
        "worlds_asked": found.worlds_asked,
        "complete": found.complete,
        "worlds_at_war": found.wars,
        "china_gets_taiwan": found.taken,
        "settings": dict(found.cell.settings),
        "methods": {"share": PAIRED, "mean": PAIRED_MEAN, "share_of_before": RATIO},
        "units": {"capacity": "fighter sorties over the strait in 3.5 days", **QUANTITIES},
        "notes": notes(found),
        "capacity": {
            "sorties": found.flow.sorties,
            "by_base": dict(found.flow.by_base),
            "minimum_cut": [
                {"base": arc.base, "limit": arc.limit, "sorties": arc.sorties} for arc in found.flow.cut
            ],
            "half_goes_with": list(found.halving),
        },
        "without": [_row(row) for row in found.rows],
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.removal.key,
        "label": row.removal.name,
        "kind": row.removal.kind,
        "host": row.removal.host,
        "factors": dict(row.removal.cell.varied),
        "capacity": {"sorties": row.flow.sorties, "lost": row.lost, "lost_share": row.share},
        "games": {
            "worlds": row.effect.taken.worlds,
            "worlds_at_war_in_both": row.effect.moved["us_sorties"].pairs,
            "china_gets_taiwan": _changed(row.effect.taken),
            "war": _changed(row.effect.war),
            **{
                name: {
                    "before": moments.mean_before,
                    "difference": moments.difference,
                    "interval": None if moments.interval is None else list(moments.interval),
                    "share_of_before": moments.share,
                    "share_interval": None if moments.share_interval is None else list(moments.share_interval),
                }
                for name, moments in row.effect.moved.items()
            },
        },
    }


def _changed(change: Change) -> dict[str, Any]:
    return {
        "difference": change.difference,
        "interval": list(change.interval),
        "only_without": change.gained,
        "only_with": change.lost,
    }

"""The linchpin analysis as a table for a terminal, as a document, and in the words that stand beside both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.analysis.linchpin.removals import QUANTITIES, Change, Linchpin, Row
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE
from wargame.statistics.intervals import PAIRED, PAIRED_MEAN, RATIO
from wargame.text.csv import csv_text

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
        f"Without {row.removal.name}: {percent(-row.share)} of capacity, but "
        f"{percent(row.effect.moved['us_sorties'].share)} of US sorties flown. {_why(found, row)}"
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


def percent(share: float | None) -> str:
    return "–" if share is None else f"{signed(100 * share, 1)}%"


def signed(value: float, digits: int = 0) -> str:
    said = f"{value:+,.{digits}f}".replace("-", "−")
    return said[1:] if not any(letter in "123456789" for letter in said) else said


def listed(names: Sequence[str]) -> str:
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

"""What a study found, in a sentence. A factor or a point is named as the largest only where it can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wargame.analysis.questions import Asked

APART = "cannot be told apart"
MOST_NAMED = 3  # of those that cannot be told apart; how many more is said
NO_DIFFERENCE = "no point differs from another in these worlds"


def finding(document: dict[str, Any], asked: Asked) -> str:
    """The answer of a study in a sentence or two.

    Args:
        document: the answer as JSON writes it.
        asked: what was asked of each world.
    """
    return f"{asked.label}: {_found(document, asked)}"


def _found(document: dict[str, Any], asked: Asked) -> str:
    if "tornado" in document:
        return _widest(document, asked)
    if "cells" in document:
        return _ends_of_grid(document, asked)
    if "discovery" in document:
        found = document["discovery"]
        first, second = found["choices"]
        only = found["only_first"]
        return (
            f"only under {first}, and not under {second}, in {only['share']:.1%} of worlds "
            f"({only['interval'][0]:.1%} to {only['interval'][1]:.1%}, N {only['worlds']:,})."
        )
    rows = document["of_factors"]
    if not rows or ("size" in rows[0] and rows[0]["size"] == 0):
        return f"{NO_DIFFERENCE}."
    if document.get("largest") is None:
        return f"{mean_said(document['overall'], asked)} over all points."
    return _of_factors(document, asked)


def _widest(document: dict[str, Any], asked: Asked) -> str:
    rows = {row["factor"]: row for row in document["tornado"]}
    effects = {name: max(row["effects"], key=lambda effect: abs(effect["difference"])) for name, row in rows.items()}
    unit = " points" if asked.is_share else ""

    def said(name: str) -> str:
        effect = effects[name]
        ends = ends_said(effect["difference_interval"], asked, signed=True)
        return f"{asked.shown(effect['difference'], True)}{unit} ({ends}) at {effect['value']}"

    together, more = _together(document["largest"])
    first = document["largest"]["name"]
    if effects[first]["difference"] == 0:
        return "no factor moves it in these worlds."
    if len(together) == 1:
        return f"{named(first, document)} moves it most, by {said(first)}."
    listed = "; ".join(f"{named(name, document)}, {said(name)}" for name in together)
    return f"which factor moves it most {APART} between {listed}{more}."


def _ends_of_grid(document: dict[str, Any], asked: Asked) -> str:
    cells = {cell["point"]: cell for cell in document["cells"]}
    least, most = document["smallest"], document["largest"]
    if least["name"] == most["name"] or cells[least["name"]]["mean"] == cells[most["name"]]["mean"]:
        return f"the same at every point, {mean_said(cells[least['name']], asked)}."
    if most["name"] in least["not_told_apart"]:
        return f"points {APART}: {_points(least, cells, asked)}."
    return f"least at {_points(least, cells, asked)}; most at {_points(most, cells, asked)}."


def _points(found: dict[str, Any], cells: dict[str, Any], asked: Asked) -> str:
    together, more = _together(found)
    listed = " or ".join(f"{name}, {mean_said(cells[name], asked)}" for name in together)
    return f"{listed}{more}{f', which {APART}' if len(together) > 1 else ''}"


def _of_factors(document: dict[str, Any], asked: Asked) -> str:
    rows = {row["factor"]: row for row in document["of_factors"]}
    together, more = _together(document["largest"])
    row, alone = rows[together[0]], len(together) == 1
    listed = "; ".join(f"{named(name, document)}, {_size(rows[name], asked)}" for name in together)
    if "total" in row:
        if alone:
            hand = f"{named(together[0], document)} has a hand in {_size(row, asked)} of the variance between points"
            return f"{hand}, more than any other factor."
        return f"which factor has a hand in most of the variance between points {APART}: {listed}{more}."
    if "size" in row:
        if alone:
            return f"over its range {named(together[0], document)} moves it most, by {_size(row, asked)} on the mean."
        return f"which factor moves it most over its range {APART}: {listed} on the mean{more}."
    if alone:
        way = "rises" if row["rank_correlation"] > 0 else "falls"
        return f"it {way} most clearly with {named(together[0], document)}, rank correlation {_size(row, asked)}."
    return f"with which factor it rises or falls most clearly {APART}: rank correlations {listed}{more}."


def _size(row: dict[str, Any], asked: Asked) -> str:
    if "total" in row:
        low, high = row["total_interval"]
        return f"{row['total']:.0%} ({low:.0%} to {high:.0%})"
    if "size" in row:
        low, high = row["size_interval"]
        return f"{asked.shown(row['size'])} ({asked.shown(low)} to {asked.shown(high)})"
    low, high = row["interval"]
    return f"{plain(row['rank_correlation'])} ({plain(low)} to {plain(high)})"


def _together(found: dict[str, Any]) -> tuple[list[str], str]:
    """The largest with those that cannot be told apart from it, and words for those that are too many to name."""
    names = [found["name"], *found["not_told_apart"]]
    more = len(names) - MOST_NAMED
    return names[:MOST_NAMED], f"; and {more} more" if more > 0 else ""


def named(factor: str, document: dict[str, Any]) -> str:
    """A factor by its path, with what it is."""
    meaning = next((row.get("meaning") for row in document["factors"] if row["factor"] == factor), "")
    return f"{factor} ({meaning})" if meaning else factor


def mean_said(found: dict[str, Any], asked: Asked) -> str:
    """A mean with its N and interval."""
    return f"{asked.shown(found['mean'])} ({ends_said(found['interval'], asked)}, N {found['worlds']:,})"


def ends_said(ends: Sequence[float] | None, asked: Asked, signed: bool = False, of: str = "world") -> str:
    """An interval in words."""
    if ends is None:
        return f"no interval from one {of}"
    return f"{asked.shown(ends[0], signed)} to {asked.shown(ends[1], signed)}"


def plain(value: float) -> str:
    """A rank correlation in words."""
    return f"{value:+.2f}".replace("-", "−")

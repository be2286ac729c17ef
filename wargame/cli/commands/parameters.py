"""`wargame parameters`: every number of the model, with its unit, range and source."""

from __future__ import annotations

import json as documents
import math
from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console, RenderableType
from rich.console import Group as RichGroup
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wargame.engine.parameters import Distribution
from wargame.scenario.file.faults import nearest
from wargame.scenario.inventory import Entry, Group, Inventory, judgement_of, share_in_words, take

NAME, SOURCE, WIDEST = 26, 20, 100  # characters of two columns, and of a line
ASSUMED, QUIET = "yellow", "dim"


def parameters(scenario: str, assumptions: bool, search: str, json: bool) -> None:
    """Print the numbers of a scenario."""
    inventory = take(scenario)
    shown = inventory.only(search, assumptions)
    if json:
        click.echo(documents.dumps(as_document(inventory, shown), indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.width = min(console.width, WIDEST)
    for part in render(inventory, shown, search):
        console.print(part)


def render(inventory: Inventory, shown: Inventory, search: str) -> Iterator[RenderableType]:
    """The listing, for a terminal of any width."""
    heading = Text(inventory.title, "bold")
    heading.append(f"  scenario {inventory.scenario}", QUIET)
    yield heading
    for group in shown.groups:
        yield Text()
        title = Text(group.path, "bold")
        title.append(f"  {group.about}", QUIET)
        yield title
        yield from (_number(group, entry) for entry in group.entries)
    yield Text()
    yield Text(closing_words(inventory, shown, search))


def closing_words(inventory: Inventory, shown: Inventory, search: str) -> str:
    """How many numbers are shown, if not all, and how many of all are judgement."""
    listed, of_all = len(shown.entries), len(inventory.entries)
    if not listed:
        words = dict.fromkeys(word for entry in inventory.entries for word in (entry.path, *entry.path.split(".")))
        near = nearest(search, list(words))
        return f"No number matches {search!r}{f' (did you mean {near}?)' if near else ''}."
    some = f"{listed} of {of_all} numbers are listed. " if listed < of_all else ""
    return some + share_in_words(inventory)


def as_document(inventory: Inventory, shown: Inventory) -> dict[str, Any]:
    """The listing as one JSON document; `judgement` and `of` count the whole scenario."""
    judgement, count = judgement_of(inventory.entries)
    return {
        "scenario": inventory.scenario,
        "title": inventory.title,
        "judgement": judgement,
        "of": count,
        "numbers": [
            {
                "path": entry.path,
                "value": entry.value.as_written() if isinstance(entry.value, Distribution) else entry.value,
                "default": entry.default,
                "changed": entry.is_changed,
                "unit": entry.unit,
                "low": entry.low,
                "high": entry.high,
                "source": entry.source,
                "meaning": entry.meaning,
            }
            for entry in shown.entries
        ],
    }


def _number(group: Group, entry: Entry) -> RenderableType:
    """Two lines: what the number is, and what it means."""
    line = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=True)
    line.add_column(min_width=NAME, max_width=NAME, overflow="fold")
    line.add_column(ratio=1)
    line.add_column(justify="right", max_width=SOURCE, overflow="fold")
    value = Text(value_in_words(entry.value), "bold" if entry.is_changed else "")
    value.append(f" {entry.unit}  ", "default")
    value.append(range_in_words(entry), QUIET)
    line.add_row(group.name(entry), value, Text(entry.source, ASSUMED if entry.is_judgement else ""))
    was = f" (by default {entry.default:g})" if entry.is_changed else ""
    return RichGroup(line, Padding(Text(entry.meaning + was, QUIET), (0, 0, 0, 4)))


def value_in_words(value: float | Distribution) -> str:
    """A number, or the distribution from which each world draws its own."""
    if isinstance(value, Distribution):
        return f"{value.kind.replace('_', ' ')} {', '.join(f'{number:g}' for number in value.values)}"
    return f"{value:,.10g}" if abs(value) >= 10000 else f"{value:.10g}"


def range_in_words(entry: Entry) -> str:
    """The lawful range."""
    if math.isinf(entry.low) and math.isinf(entry.high):
        return "any"
    return f"{entry.low:,g} to {entry.high:,g}"

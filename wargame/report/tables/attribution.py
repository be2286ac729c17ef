"""An attribution as a table for a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.attribution.document import ends, largest_said, notes
from wargame.analysis.attribution.shares import Attribution, parts, total
from wargame.analysis.summary import REFUSAL_NOTE
from wargame.statistics.intervals import Interval


def render(found: Attribution) -> RenderableType:
    """The whole report."""
    asked, (before, after) = found.asked, ends(found)
    whole, interval = total(found)
    text = Text(found.cell.scenario.title, "bold")
    what = "Tokyo's word" if found.word_only else "Tokyo's stance"
    text.append(f"\n{what} from {found.before} to {found.after}: {asked.label} ({asked.unit})", "default")
    text.append(
        f"\nN {found.worlds:,} worlds of each of {len(found.combinations)} mixes · seed {found.seed} · scenario "
        f"{found.scenario}",
        "not bold",
    )
    if found.cell.settings:
        text.append(f"\nset {', '.join(f'{factor}={value}' for factor, value in found.cell.settings)}", "not bold")
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("points" if asked.is_share else asked.unit)
    for name in ("part", "95% interval", "alone", "last"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_row(Text(f"{found.before}", "dim"), asked.shown(before))
    for part in parts(found):
        style = "bold" if part.interval.low > 0 or part.interval.high < 0 else "default"
        table.add_row(
            part.way.name,
            Text(asked.shown(part.mean, True), style),
            Text(_range(found, part.interval), "dim"),
            Text(asked.shown(part.alone, True), "dim"),
            Text(asked.shown(part.last, True), "dim"),
        )
    table.add_row(
        Text("the whole effect", "bold"), Text(asked.shown(whole, True), "bold"), Text(_range(found, interval), "dim")
    )
    table.add_row(Text(f"{found.after}", "dim"), asked.shown(after))
    return Group(
        text,
        Text(),
        table,
        Text(largest_said(found)),
        Text("alone: switched first; last: switched when all others are; bold: interval without 0", "dim"),
        Text(),
        *(Text.assemble((f"{way.name}: ", "bold"), f"{way.definition}.") for way in found.ways),
        Text(),
        *(Text(note, "yellow" if note == REFUSAL_NOTE else "dim") for note in notes(found)),
    )


def _range(found: Attribution, interval: Interval) -> str:
    return " … ".join(found.asked.shown(end, True) for end in interval)

"""The answer of a study as a terminal shows it, in 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from wargame.analysis.questions import Asked
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.finding import finding
from wargame.report.tables import discovery

MOST_ROWS = 20  # of a tornado or a list of factors; all are in the files
DESIGNS = {
    "grid": "every combination",
    "one_at_a_time": "one at a time from the scenario as written",
    "latin_hypercube": "Latin hypercube",
    "sobol_sequence": "Sobol sequence",
    "sobol_indices": "Saltelli's sample for Sobol indices",
    "morris": "paths of Morris",
    "discovery": "Latin hypercube under each of two choices",
}


def show(answer: Answer, console: Console) -> None:
    """Print the report."""
    console.print(render(answer))


def render(answer: Answer) -> RenderableType:
    """The whole report."""
    document, asked = answer.as_document(), answer.asked
    parts: list[RenderableType] = [_heading(document, asked), Text(f"{finding(document, asked)}\n")]
    if "as_written" in document:
        parts += [_line("As written", document["as_written"], asked), *_tornado(document["tornado"], asked)]
    if "discovery" in document:
        parts += discovery.render(document["discovery"])
    if "cells" in document:
        parts += _cells(document["cells"], asked)
    if "overall" in document:
        parts.append(_line("Over all points", document["overall"], asked))
        low, high = document["overall"]["middle_90_of_points"]
        parts.append(Text(f"The middle 90% of points: {asked.shown(low)} to {asked.shown(high)}"))
    if document.get("variance"):
        parts += _variance(document["variance"])
    if document.get("of_factors"):
        parts += _FACTORS[document["design"]](document["of_factors"], asked)
    elif "of_factors" in document and not (document["design"] == "grid" and len(document["factors"]) < 2):
        parts += [
            Text(),
            Text(f"{said_of_none(document)} in these worlds: other dice, or more, may show what these do not."),
        ]
    parts += [Text(), *(Text(note, "yellow" if "refuses" in note else "dim") for note in document["notes"])]
    return Group(*parts)


def said_of_none(document: dict[str, Any]) -> str:
    """What to say where no factor has a share in anything."""
    if document["design"] == "grid":
        return "In all, points differ by no more than luck makes them"
    return "No point differs from another"


def _heading(document: dict[str, Any], asked: Asked) -> Text:
    text = Text(document["question"], "bold")
    text.append(f"\nMeasure: {asked.label} ({asked.unit})", "default")
    each = document["worlds_of_a_point"]
    text.append(
        f"\nN {document['games']:,} games: {document['points']:,} points of {each:,} world{'' if each == 1 else 's'}"
        f" · seed {document['seed']} · scenario {document['scenario']}\nDesign: {DESIGNS[document['design']]}",
        "not bold",
    )
    for row in document["factors"][:MOST_ROWS]:
        if row["meaning"]:
            text.append(f"\n{row['factor']}: {row['meaning']}", "not bold dim")
    if document["settings"]:
        text.append(f"\nset {', '.join(f'{key}={value}' for key, value in document['settings'].items())}", "not bold")
    text.append("\n")
    return text


def _line(label: str, found: dict[str, Any], asked: Asked) -> Text:
    ends = _range(found["interval"], asked) if found["interval"] else "no interval from one world"
    return Text(f"{label}: {asked.shown(found['mean'])}, {ends} (N {found['worlds']:,})")


def _range(interval: Sequence[float] | None, asked: Asked, signed: bool = False) -> str:
    if interval is None:
        return "–"
    low, high = interval
    return f"{asked.shown(low, signed)} … {asked.shown(high, signed)}"


def _tornado(rows: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    unit = "points" if asked.is_share else asked.unit
    table = _table("factor", "value", "effect", "95% interval", "pairing")
    for row in rows[:MOST_ROWS]:
        for index, effect in enumerate(row["effects"]):
            ends = effect["difference_interval"]
            style = "bold" if ends and (ends[0] > 0 or ends[1] < 0) else "dim"
            table.add_row(
                Text(row["factor"] if not index else ""),
                effect["value"],
                Text(asked.shown(effect["difference"], True), style),
                Text(_range(ends, asked, True), "dim"),
                Text(_saved(effect["pairing_saved"]), "dim"),
            )
    parts: list[RenderableType] = [
        Text(f"\nEffect of each factor alone, same dice ({unit}); bold: interval without 0", "bold"),
        table,
    ]
    if len(rows) > MOST_ROWS:
        parts.append(Text(f"and {len(rows) - MOST_ROWS} more factors, none with a wider effect", "dim"))
    return [*parts, Text("pairing: so many times as many worlds on independent dice say as much", "dim")]


def _saved(ratio: float | None) -> str:
    return "–" if ratio is None else f"× {ratio:.3g}" if ratio < 1000 else f"× {ratio:,.0f}"


def _cells(cells: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    table = _table("point", "mean", "95% interval", "to the first", "95% interval", "pairing")
    for cell in cells[:MOST_ROWS]:
        row = [cell["point"], asked.shown(cell["mean"]), Text(_range(cell["interval"], asked), "dim")]
        if "difference" in cell:
            row += [
                asked.shown(cell["difference"], True),
                Text(_range(cell["difference_interval"], asked, True), "dim"),
                Text(_saved(cell["pairing_saved"]), "dim"),
            ]
        table.add_row(*row)
    more = [Text(f"and {len(cells) - MOST_ROWS} more points", "dim")] if len(cells) > MOST_ROWS else []
    return [table, *more, Text("pairing: so many times as many worlds on independent dice say as much", "dim")]


def _variance(found: dict[str, Any]) -> list[RenderableType]:
    words = {
        "parameters": "what the study varies",
        "dice": "luck of play",
        "together": "what only some dice feel of it",
    }
    table = _table("where the variance of one world's answer comes from", "share", "95% interval")
    for name, label in words.items():
        if name in found:
            low, high = found[name]["interval"]
            table.add_row(label, f"{found[name]['share']:.1%}", Text(f"{low:.1%} … {high:.1%}", "dim"))
    return [Text(), table, Text(f"N {found['points']:,} points of {found['worlds_of_a_point']:,} worlds", "dim")]


def _of_grid(rows: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    table = _table("share of the variance between cells", "share", "95% interval")
    for row in rows:
        name = "all together" if row["factor"] == "together" else f"{row['factor']} alone"
        table.add_row(name, f"{row['share']:.1%}", Text(_percent(row["interval"]), "dim"))
    return [Text(), table]


def _ranks(rows: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    parts: list[RenderableType] = []
    numbers = [row for row in rows if "levels" not in row]
    if numbers:
        table = _table("factor", "rank correlation", "95% interval")
        for row in numbers[:MOST_ROWS]:
            if row["interval"] is None:
                table.add_row(row["factor"], "–", "")
                continue
            low, high = row["interval"]
            style = "bold" if low > 0 or high < 0 else "dim"
            table.add_row(row["factor"], Text(_signed(row["rank_correlation"]), style), Text(_two(low, high), "dim"))
        parts += [Text(), table]
    for row in rows:
        if "levels" in row:
            table = _table(row["factor"], "mean", "95% interval", "points")
            for level in row["levels"]:
                ends = Text(_range(level["interval"], asked), "dim")
                table.add_row(level["value"], asked.shown(level["mean"]), ends, str(level["points"]))
            parts += [Text(), table]
    return parts


def _indices(rows: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    table = _table("share of the variance between points", "alone", "95% interval", "in all", "95% interval")
    for row in rows[:MOST_ROWS]:
        table.add_row(
            row["factor"], f"{row['first']:.2f}".replace("-", "−"), Text(_two(*row["first_interval"]), "dim"),
            f"{row['total']:.2f}", Text(_two(*row["total_interval"]), "dim"),
        )  # fmt: skip
    return [
        Text("\nSobol indices of each factor: alone, and with all that it works together with", "bold"), table,
    ]  # fmt: skip


def _effects(rows: list[dict[str, Any]], asked: Asked) -> list[RenderableType]:
    table = _table("effect over the whole range", "size", "95% interval", "mean", "spread")
    for row in rows[:MOST_ROWS]:
        table.add_row(
            row["factor"], asked.shown(row["size"], True).lstrip("+"), Text(_range(row["size_interval"], asked), "dim"),
            asked.shown(row["mean"], True), asked.shown(row["spread"], True).lstrip("+"),
        )  # fmt: skip
    return [Text(), table, Text("spread: large where a factor's effect depends on the others", "dim")]


_FACTORS = {
    "grid": _of_grid, "latin_hypercube": _ranks, "sobol_sequence": _ranks, "sobol_indices": _indices,
    "morris": _effects,
}  # fmt: skip


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right")
    return table


def _percent(interval: Sequence[float]) -> str:
    return f"{interval[0]:.1%} … {interval[1]:.1%}"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _two(low: float, high: float) -> str:
    return f"{_signed(low)} … {_signed(high)}"

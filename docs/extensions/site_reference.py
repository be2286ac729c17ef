"""The reference of the site, as Markdown made from the code while the site is built.

Each function of `SECTIONS` is a part of a page; `site_pages` puts it where the page says so.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click

from wargame.cli import app
from wargame.engine.orders import ORDERS, SIDES, STAGES, STANCES, Order
from wargame.engine.sides import SIDE_NAMES
from wargame.scenario.json_schema import json_schema
from wargame.scenario.schema.scenario import Scenario
from wargame.tools import documents

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {  # parts of a scenario file with a page of their own
    "orders": "Orders that hold for the whole game, whatever the doctrine says: [every order](/reference/orders.md).",
    "model": "Any number of the rules and governments: [every number](/reference/parameters.md).",
}
Schema = dict[str, Any]


def commands() -> str:
    """Every command with its arguments and options."""
    context = click.Context(app.commands, info_name="wargame")
    return "\n\n".join(
        _command(name, command)
        for name in app.commands.list_commands(context)
        if (command := app.commands.get_command(context, name)) is not None
    )


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"wargame {name}")
    records = [record for option in command.get_params(context) if (record := option.get_help_record(context))]
    rows = [(f"`{_short(names)}`", _options_as_code(_short(about))) for names, about in records]
    usage = command.get_usage(context).removeprefix("Usage: ")
    about = _options_as_code(inspect.cleandoc(command.help or ""))
    return f"## wargame {name}\n\n{about}\n\n```text\n{usage}\n```\n\n{_table(('option', 'what it does'), rows)}"


def _short(words: str) -> str:
    """What click says of an option, without ranges that nobody meets."""
    words = words.replace("INTEGER RANGE", "N").replace("FLOAT RANGE", "NUMBER").replace("INTEGER", "N")
    return re.sub(r";? ?0<=x<=\d{6,}", "", words)


def _options_as_code(words: str) -> str:
    return _text(re.sub(r"(?<![`\w])(--[a-z][a-z-]*)", r"`\1`", words))


def orders() -> str:
    """Every order of every government, with what each choice costs, brings and risks."""
    return "\n\n".join(
        f"## {SIDE_NAMES[side]}\n\n" + "\n\n".join(_order(order) for order in ORDERS if order.side == side)
        for side in sorted(SIDES, key=("japan", "us", "taiwan", "china").index)
    )


def _order(order: Order) -> str:
    kind = "a lever" if order.lever else "the main decision of a turn"
    rows = [
        (f"`{choice.name}`", *map(_text, (choice.label, choice.costs, choice.gains, choice.risk)))
        for choice in order.choices
    ]
    table = _table(("choice", "on the card", "cost", "gain", "risk"), rows)
    return (
        f"### `{order.key}`\n\n**{_text(order.label)}.** {_text(order.question)} "
        f"*{order.stage.capitalize()}, {kind}; where nobody decides: `{order.default}`.*\n\n{table}"
    )


def stances() -> str:
    """What each stance of `japan.stance` sets."""
    keys = sorted({key for orders in STANCES.values() for key in orders}, key=[order.key for order in ORDERS].index)
    rows = [(f"`{name}`", *(f"`{orders[key]}`" for key in keys)) for name, orders in STANCES.items()]
    return _table(("stance", *(f"`{key}`" for key in keys)), rows)


def stages() -> str:
    """How many orders there are in each stage, by government."""
    rows = [
        (SIDE_NAMES[side], *(str(sum(o.side == side and o.stage == stage for o in ORDERS)) for stage in STAGES))
        for side in SIDES
    ]
    return _table(("government", *STAGES), rows)


def parameters() -> str:
    """Every number of the rules and governments, a heading for each rule."""
    return re.sub(r"^\*\*`(model\.\w+)`\*\* (.*)$", r"## `\1`\n\n\2", documents.numbers(), flags=re.MULTILINE)


def state() -> str:
    """Every variable of the state, a heading for each part."""
    return re.sub(r"^\*\*(.+)\*\*$", r"## \1", documents.state(), flags=re.MULTILINE)


def scenario_file() -> str:
    """Every key that a scenario file may hold."""
    schema = json_schema(Scenario)
    rows = [_row(f"`{key}`", key, part, schema["$defs"]) for key, part in schema["properties"].items()]
    parts = [_table(("key", "what may stand there", "meaning"), rows)]
    for key, part in schema["properties"].items():
        if key in ELSEWHERE:
            parts.append(f"## `{key}`\n\n{ELSEWHERE[key]}")
        else:
            parts.extend(_sections(key, part, schema["$defs"], level=2))
    return "\n\n".join(parts)


def _sections(path: str, part: Schema, defs: Schema, level: int) -> Iterator[str]:
    """The mapping at a path as a heading and a table, then those within it; alike ones once."""
    inner_path, inner = _mapping(path, part, defs)
    if inner is None:
        return
    yield f"{'#' * level} `{inner_path}`\n\n{_text(inner.get('description', ''))}"
    properties: Schema = inner.get("properties", {})
    kinds = {json.dumps(value, sort_keys=True) for value in properties.values()}
    if len(properties) > 1 and len(kinds) == 1 and _mapping("", next(iter(properties.values())), defs)[1]:
        names = ", ".join(f"`{name}`" for name in properties)
        yield f"One for each of {names}; every one has the same keys."
        yield from _sections(f"{inner_path}.NAME", next(iter(properties.values())), defs, min(level + 1, 3))
        return
    rows = [_row(f"`{key}`", key, value, defs) for key, value in properties.items()]
    yield _table(("key", "what may stand there", "meaning"), rows)
    for key, value in properties.items():
        yield from _sections(f"{inner_path}.{key}", value, defs, min(level + 1, 3))


def _mapping(path: str, part: Schema, defs: Schema) -> tuple[str, Schema | None]:
    """What is written at a path if it is a mapping of known keys, or a list or mapping of such."""
    if "anyOf" in part:
        part = next((one for one in part["anyOf"] if one.get("type") != "null"), part)
    if isinstance(inner := part.get("items"), dict):
        return _mapping(f"{path}[]", inner, defs)
    if isinstance(inner := part.get("additionalProperties"), dict):
        return _mapping(f"{path}.NAME", inner, defs)
    if "$ref" in part:
        found = defs[part["$ref"].rpartition("/")[2]]
        return path, found if "properties" in found else None
    return path, part if "properties" in part else None


def _row(shown: str, key: str, part: Schema, defs: Schema) -> tuple[str, str, str]:
    about = part.get("description") or _mapping(key, part, defs)[1]
    if isinstance(about, dict):
        about = about.get("description", "")
    default = part.get("default")
    meaning = _text(about or "")
    if isinstance(default, int | float | str):
        meaning += f" (default {default})"
    return shown, _allowed(part, defs), meaning


def _allowed(part: Schema, defs: Schema) -> str:
    """What may stand at a key, in a few words."""
    if "$ref" in part:
        found = defs[part["$ref"].rpartition("/")[2]]
        return "an uncertain number" if "properties" not in found else "a mapping"
    if "anyOf" in part:
        said = [_allowed(one, defs) for one in part["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(said))
    if "enum" in part:
        return "one of " + ", ".join(f"`{value}`" for value in part["enum"])
    if "const" in part:
        return f"`{part['const']}`"
    kind = part.get("type", "anything")
    if kind in ("number", "integer"):
        low, high = part.get("minimum"), part.get("maximum")
        whole = "a whole number" if kind == "integer" else "a number"
        return whole if low is None or high is None else f"{whole} from {low:g} to {high:g}"
    if kind == "array":
        return f"a list: {_allowed(part['items'], defs)} each" if "items" in part else "a list"
    if kind == "string":
        return f"text such as `{part['pattern']}`" if "pattern" in part else "text"
    return {"object": "a mapping", "boolean": "`true` or `false`", "anything": "anything"}[kind]


@cache
def source_keys() -> frozenset[str]:
    """The keys of SOURCES.md."""
    return frozenset(re.findall(r"^\| `\[([a-z0-9-]+)\]`", _sources(), re.MULTILINE))


def sources() -> str:
    """SOURCES.md, each key with an anchor, without its title."""
    text = _sources().partition("\n")[2]
    return re.sub(r"^\| `\[([a-z0-9-]+)\]`", r"| [\\[\1\\]]{#\1}", text, flags=re.MULTILINE)


def notebook() -> str:
    """The worked notebook: its words, its code, and what each cell shows."""
    parts = []
    for cell in json.loads((ROOT / "docs" / "from_python.ipynb").read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(re.sub(r"^# .*\n", "", source))
            continue
        shown = "".join("".join(_shown(output)) for output in cell["outputs"])
        parts.append(f"```python\n{source}\n```")
        parts.append(f"```text\n{shown.rstrip()}\n```" if shown else "")
    return "\n\n".join(parts)


def _shown(output: dict[str, Any]) -> Iterable[str]:
    return output.get("text") or output.get("data", {}).get("text/plain", ())


def _sources() -> str:
    return (ROOT / "SOURCES.md").read_text(encoding="utf-8")


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in line) + " |" for line in lines
    )


def _text(words: str) -> str:
    """Plain words as Markdown: what would be markup is shown as it stands, and code stays code."""
    pieces = re.split(r"(`[^`]+`)", words)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\\*_<\[\]{}])", r"\\\1", piece) for piece in pieces)


SECTIONS: dict[str, Callable[[], str]] = {
    **documents.TABLES,
    **{
        section.__name__: section
        for section in (commands, orders, stances, stages, parameters, state, scenario_file, sources, notebook)
    },
    "source_counts": documents.sources,
}

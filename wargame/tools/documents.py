"""Tables of the documents, made from the code: `python -m wargame.tools.documents` writes them anew.

The prose of docs/MODEL.md and docs/LIMITS.md is written by hand, in the order of the ODD protocol [grimm2020].
What code already says (state, order of the turn, orders, numbers, doctrines, sources) stands between markers,
and a test holds it current.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from wargame.engine import rules, world
from wargame.engine.agents import GOVERNMENTS
from wargame.engine.agents.observation import ONE_COLUMN, OWN, PUBLIC
from wargame.engine.measures import BY_TURN, MEASURES
from wargame.engine.orders import ORDERS, SIDES
from wargame.engine.outcome import OUTCOMES
from wargame.engine.parameters import Bounds, bounds_of, origin_of
from wargame.engine.sides import SIDE_NAMES
from wargame.installed import PACKAGE
from wargame.scenario import inventory
from wargame.scenario.inventory import Entry
from wargame.scenario.schema import actors, forces, places

FOLDER = PACKAGE.parent / "docs"
_BLOCK = re.compile(r"(<!-- begin (\w+): [^>]*-->\n).*?(<!-- end \2 -->)", re.DOTALL)
_FIELD = re.compile(r"    (\w+): \w+(?:  # (?:\((?P<axes>[^)]*)\) ?)?(?P<meaning>.*))?")
_PART = re.compile(r"    # --- (.*)")
_LISTED = re.compile(r"    (\w+),(?:  # (.*))?$", re.MULTILINE)


def renewed(text: str) -> str:
    """A document with each table between its markers as the code has it now.

    Raises:
        KeyError: for a marker that names no table.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}\n{block[3]}", text)


def documents() -> list[Path]:
    """The files that hold tables."""
    return sorted(FOLDER.glob("*.md"))


def phases() -> str:
    """The order of the turn, with the reason where the code gives one."""
    reasons = dict(_LISTED.findall(inspect.getsource(rules)[inspect.getsource(rules).index("CRISIS_PHASES") :]))
    stages = (
        ("each crisis turn", rules.CRISIS_PHASES), ("each week of a blockade", rules.BLOCKADE_PHASES),
        ("once, on D-day", rules.ON_WAR),
        ("each war turn", rules.WAR_PHASES), ("once, at the end", rules.ON_END),
    )  # fmt: skip
    rows = [
        (when, f"`{rules.name(rule)}`", rules.summary(rule), reasons.get(rules.name(rule), ""))
        for when, listed in stages
        for rule in listed
    ]
    return _table(("when", "rule", "what it does", "why it stands there"), rows)


def state() -> str:
    """Every field of the world, by part, with its axes and unit."""
    parts: dict[str, list[tuple[str, str, str]]] = {"Drawn at the start": []}
    here = "Drawn at the start"
    for line in inspect.getsource(world.World).splitlines():
        if part := _PART.fullmatch(line):
            here = part[1]
            parts[here] = []
        elif (field := _FIELD.fullmatch(line)) and field["axes"]:
            parts[here].append((f"`{field[1]}`", field["axes"].rstrip(","), field["meaning"]))
    return "\n\n".join(
        f"**{name}**\n\n{_table(('variable', 'axes', 'what it is'), rows)}" for name, rows in parts.items()
    )


def orders() -> str:
    """All that may be ordered, and what stands where nobody decides."""
    rows = []
    for order in ORDERS:
        choices = ", ".join(f"**{name}**" if name == order.default else name for name in order.names)
        rows.append((f"`{order.key}`", order.stage, order.question, choices))
    return _table(("order", "stage", "question", "choices (default in bold)"), rows)


def doctrines() -> str:
    """The policies of the governments."""
    rows = [
        (SIDE_NAMES[side], f"`{name}`", _first_line(policy))
        for side, module in zip(SIDES, GOVERNMENTS, strict=True)
        for name, policy in module.POLICIES.items()
    ]
    return _table(("government", "doctrine", "what it does"), rows)


def sensing() -> str:
    """What each government sees beside what is public."""
    rows = [("all", _code(PUBLIC)), *((SIDE_NAMES[side], _code(OWN[side])) for side in SIDES)]
    rows.append(("each, its own", _code(ONE_COLUMN)))
    return _table(("who", "what it sees"), rows)


def outcomes() -> str:
    """The classes in which a finished game is put."""
    rows = [(outcome.label, outcome.sentence, f"{outcome.severity:g}") for outcome in OUTCOMES]
    return _table(("class", "in words", "severity"), rows)


def columns() -> str:
    """The columns of the table of worlds, after those that say which world it is."""
    rows = []
    for measure in MEASURES:
        unit = f"{measure.unit}: {_code(measure.words)}" if measure.words else measure.unit
        rows.append((f"`{measure.name}`", measure.label, unit, "yes" if measure.name in BY_TURN else ""))
    return _table(("column", "what it is", "unit, or what it can say", "in turns.parquet too"), rows)


def numbers() -> str:
    """Every number of the rules and governments, by rule."""
    parts = []
    for group in inventory.defaults().groups:
        rows = [
            (f"`{group.name(e)}`", _number(e.default or 0.0), e.unit, _range(e.low, e.high), _source(e), e.meaning)
            for e in group.entries
        ]
        table = _table(("number", "default", "unit", "range", "source", "meaning"), rows)
        parts.append(f"**`{group.path}`** {group.about}\n\n{table}")
    return "\n\n".join(parts)


def scenario() -> str:
    """The numbers that every scenario has to give, by part."""
    rows = []
    for part in (actors.China, actors.Taiwan, actors.Japan, actors.UnitedStates, forces.ChinaForces,
                 forces.TaiwanForces, forces.JapanForces, forces.UnitedStatesForces, places.Base):  # fmt: skip
        about = _first_line(part).partition(":")[0].rstrip(".")
        for name, field in part.model_fields.items():
            if any(isinstance(item, Bounds) for item in field.metadata):
                bounds, origin = bounds_of(part, name), origin_of(part, name)
                rows.append((about, f"`{name}`", origin.unit, _range(bounds.low, bounds.high), origin.meaning))
    return _table(("part", "number", "unit", "range", "meaning"), rows)


def sources() -> str:
    """How many numbers rest on each source, and in which rules."""
    resting: dict[str, list[str]] = {}
    for group in inventory.defaults().groups:
        for entry in group.entries:
            source = "*judgement*" if entry.is_judgement else entry.source
            resting.setdefault(source, []).append(group.path.rpartition(".")[2])
    rows = [
        (
            source if source == "*judgement*" else f"`{source}`",
            str(len(where)),
            _code(dict.fromkeys(where)),
        )
        for source, where in sorted(resting.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return _table(("source", "numbers", "in"), rows)


def judgement() -> str:
    """How much of the model is judgement, in a sentence."""
    found, count = inventory.judgement_of(inventory.defaults().entries)
    return f"{found} of the {count} numbers of the rules and governments are *judgement*."


TABLES: dict[str, Callable[[], str]] = {
    table.__name__: table
    for table in (phases, state, orders, doctrines, sensing, outcomes, columns, numbers, scenario, sources, judgement)
}


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(_cells(line))} |" for line in lines)


def _cells(line: tuple[str, ...]) -> Iterator[str]:
    for cell in line:
        yield cell.replace("|", "\\|").strip()


def _first_line(described: object) -> str:
    return (inspect.getdoc(described) or "").strip().splitlines()[0]


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _number(value: float) -> str:
    return f"{value:.10g}"


def _range(low: float, high: float) -> str:
    return f"{low:g} to {high:g}"


def _source(entry: Entry) -> str:
    if not entry.is_judgement:
        return f"`{entry.source}`"
    return f"*judgement*, after `{entry.after}`" if entry.after else "*judgement*"


def main() -> None:
    """Write every document anew, and say which changed."""
    for path in documents():
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
        print(f"{path.name}: {'written anew' if after != before else 'current'}")


if __name__ == "__main__":
    main()

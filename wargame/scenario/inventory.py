"""Every number of the model as data: what it is, what a scenario makes of it, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wargame.engine.orders import SIDES
from wargame.engine.outcome import OUTCOMES
from wargame.engine.parameters import Bounds, Distribution, bounds_of, origin_of
from wargame.scenario import load
from wargame.scenario.file.remarks import remarks
from wargame.scenario.schema.calendar import year_and_quarter
from wargame.scenario.schema.injects import Inject
from wargame.scenario.schema.places import Place
from wargame.scenario.schema.scenario import ModelParams, Scenario
from wargame.scenario.schema.utilities import MOST, Wants
from wargame.text.markdown import plain
from wargame.text.phrase import marked, say, together

JUDGEMENT = "judgement"
RULES = "model"  # the part of a scenario that holds the numbers of the rules and of the governments
WEIGHTS = {
    "doctrine": marked("of worlds whose government holds this doctrine"),
    "follows": marked("how far it follows this state"),
}
WANTS = marked("What this government wants: for the game between governments; nothing in a game reads it.")
_KEY = re.compile(r"\[[a-z][a-z0-9-]*\]")


@dataclass(frozen=True)
class Entry:
    """One number.

    Args:
        path: where a scenario sets it, dotted, as in `model.trust.tariff_effect`.
        value: what it is in this scenario; a distribution where each world draws its own.
        default: what it is where no scenario says otherwise; None if every scenario has to say.
        unit: of the value; empty where it has none.
        low: the lowest lawful value.
        high: the highest lawful value.
        source: keys of SOURCES.md in square brackets, "judgement", or "judgement, after [key]" where a source has the
            idea and not the size.
        meaning: what it is, in a line.
    """

    path: str
    value: float | Distribution
    default: float | None
    unit: str
    low: float
    high: float
    source: str
    meaning: str

    @property
    def is_judgement(self) -> bool:
        return self.source.startswith(JUDGEMENT)

    @property
    def after(self) -> str:
        """The key of the source that a judgement leans on; empty where there is none."""
        return self.source.removeprefix(JUDGEMENT).removeprefix(", after ") if self.is_judgement else ""

    @property
    def is_changed(self) -> bool:
        """Whether the scenario overrides a default."""
        return self.default is not None and self.value != self.default

    @property
    def is_of_rules(self) -> bool:
        return self.path.startswith(f"{RULES}.")

    @property
    def words(self) -> str:
        """What is said of the number, for a search."""
        return f"{self.path} {self.unit} {self.source} {self.meaning}".lower()

    def matches(self, words: str) -> bool:
        """Whether each of the words stands in what is said of the number."""
        return all(word in self.words for word in words.lower().split())


@dataclass(frozen=True)
class Group:
    """The numbers of one rule, one government, or one part of a scenario."""

    path: str
    about: str
    entries: tuple[Entry, ...]

    def name(self, entry: Entry) -> str:
        """The path of a number within its group."""
        return entry.path.removeprefix(f"{self.path}.")


@dataclass(frozen=True)
class Inventory:
    """The numbers of a scenario, the rules first."""

    scenario: str
    title: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group.entries)

    def only(self, words: str = "", assumptions: bool = False) -> Inventory:
        """The numbers that match the words; of these, only those that are judgement, if asked."""

        def kept(entry: Entry) -> bool:
            return entry.matches(words) and (entry.is_judgement or not assumptions)

        groups = (replace(group, entries=tuple(filter(kept, group.entries))) for group in self.groups)
        return replace(self, groups=tuple(group for group in groups if group.entries))


def judgement_of(entries: tuple[Entry, ...]) -> tuple[int, int]:
    """How many numbers are judgement, and of how many."""
    return sum(entry.is_judgement for entry in entries), len(entries)


def share_in_words(inventory: Inventory) -> str:
    """How much of a scenario is judgement, as a sentence."""
    of_rules = tuple(entry for entry in inventory.entries if entry.is_of_rules)
    own = tuple(entry for entry in inventory.entries if not entry.is_of_rules)
    parts = [
        say("{found} of {count} in {where}", found=found, count=count, where=where)
        for where, (found, count) in (
            (say("the rules and governments"), judgement_of(of_rules)),
            (say("the scenario itself"), judgement_of(own)),
        )
        if count
    ]
    found, count = judgement_of(inventory.entries)
    return say(
        "{found} of {count} numbers are judgement: {parts}.", found=found, count=count, parts=together(parts, ", ")
    )


def take(path_or_name: str | Path) -> Inventory:
    """Every number of a scenario.

    Args:
        path_or_name: a file, or the name of a shipped scenario.

    Raises:
        ScenarioFaults: with every fault of the file.
    """
    scenario = load(path_or_name)
    beside = remarks(path_or_name)
    groups = (_group(path, about, part, beside) for path, about, part in _parts(scenario))
    return Inventory(str(path_or_name), scenario.title, tuple(group for group in groups if group.entries))


def defaults() -> Inventory:
    """The numbers of the rules and of the governments where no scenario says otherwise."""
    return Inventory("", "Defaults", tuple(_group(*part, {}) for part in _rules(ModelParams())))


def source_of(remark: str) -> str:
    """The source that a remark names. Where it says judgement, the keys beside are only what was judged from."""
    keys = _KEY.findall(remark)
    return " ".join(keys) if keys and JUDGEMENT not in remark else JUDGEMENT


def _parts(scenario: Scenario) -> Iterator[tuple[str, str, Any]]:
    """The parts of a scenario that hold numbers: path, what it is, and the part."""
    yield from _rules(scenario.model)
    for side in SIDES:
        yield f"actors.{side}", _first_line(getattr(scenario.actors, side)), getattr(scenario.actors, side)
    for side in SIDES:
        yield f"forces.{side}", _first_line(getattr(scenario.forces, side)), getattr(scenario.forces, side)
    yield "bases", marked("Bases: what stands there on D-day."), scenario.bases
    yield "relations", marked("States around: what turns them to Beijing after a war."), scenario.relations
    for side in SIDES if scenario.utilities is not None else ():
        yield f"utilities.{side}", WANTS, getattr(scenario.utilities, side)
    for number, event in enumerate(scenario.injects):
        about = say("{date}: {headline}", date=_quarter(event.date), headline=plain(event.headline))
        yield f"injects.{number}", about, event


def _rules(model: Any) -> Iterator[tuple[str, str, Any]]:
    for name, field in ModelParams.model_fields.items():
        yield f"{RULES}.{name}", field.description or "", getattr(model, name)


def _quarter(date: str) -> str:
    year, quarter = year_and_quarter(date)
    return say("{year} Q{quarter}", year=year, quarter=quarter)


def _first_line(part: BaseModel) -> str:
    return (type(part).__doc__ or "").strip().splitlines()[0]


def _group(path: str, about: str, part: Any, beside: Mapping[str, str]) -> Group:
    return Group(path, about, tuple(_entries(part, path, beside)))


def _entries(part: Any, path: str, beside: Mapping[str, str]) -> Iterator[Entry]:
    """The numbers of a part, and of the parts within it."""
    if isinstance(part, Inject):
        beside = {f"{path}.effects.{name}": part.source for name in type(part.effects).model_fields}
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            here, value = f"{path}.{name}", getattr(part, name)
            if isinstance(part, Wants):
                yield from _worths(value, here, beside)
            elif any(isinstance(item, Bounds) for item in field.metadata):
                yield from _declared(part, name, here, beside)
            elif field.annotation is float and name not in Place.model_fields:
                yield _plain(field, value, here, beside)
            else:
                yield from _entries(value, here, beside)
    elif isinstance(part, dict):
        for name, value in part.items():
            here = f"{path}.{name}"
            if isinstance(value, float):
                meaning = WEIGHTS[path.rpartition(".")[2]]
                yield Entry(here, value, None, "share", 0.0, 1.0, source_of(beside.get(here, "")), meaning)
            else:
                yield from _entries(value, here, beside)


def _declared(part: BaseModel, name: str, path: str, beside: Mapping[str, str]) -> Iterator[Entry]:
    """A number with its unit, bounds and source; none where an event leaves something alone."""
    field, value = type(part).model_fields[name], getattr(part, name)
    bounds, origin = bounds_of(type(part), name), origin_of(type(part), name)
    of_scenario = origin.source == "scenario"
    if of_scenario and value == field.default:
        return
    default = None if of_scenario else field.default
    source = origin.source if default is not None and value == default else source_of(beside.get(path, ""))
    yield Entry(path, value, default, origin.unit, bounds.low, bounds.high, source, origin.meaning)


def _worths(worths: Any, path: str, beside: Mapping[str, str]) -> Iterator[Entry]:
    """What each outcome is worth to a government, or one more of a measure."""
    labels = {outcome.key: outcome.label for outcome in OUTCOMES}
    for name, value in (worths.model_dump() if isinstance(worths, BaseModel) else worths).items():
        if name in labels:
            unit, meaning = marked("of its own scale"), say("worth of this end: {outcome}", outcome=labels[name])
        else:
            unit, meaning = marked("of its own scale, for each"), say("worth of one more: {column}", column=name)
        source = source_of(beside.get(f"{path}.{name}", ""))
        yield Entry(f"{path}.{name}", value, None, unit, -MOST, MOST, source, meaning)


def _plain(field: FieldInfo, value: float, path: str, beside: Mapping[str, str]) -> Entry:
    """A number that cannot be uncertain."""
    low = next(float(item.ge) for item in field.metadata if isinstance(item, Ge))  # type: ignore[arg-type]
    high = next(float(item.le) for item in field.metadata if isinstance(item, Le))  # type: ignore[arg-type]
    unit = marked("share") if (low, high) == (0, 1) else marked("number")
    return Entry(path, value, None, unit, low, high, source_of(beside.get(path, "")), field.description or "")

"""Numbers of a scenario that may be uncertain: what is declared of each, and worlds that have their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from wargame.engine.parameters import Array, Bounds, Distribution, bounds_of, origin_of
from wargame.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class Declared:
    """A number of a scenario that may be uncertain: what it is, and what is lawful."""

    path: str
    value: float | Distribution
    bounds: Bounds
    unit: str

    @property
    def words(self) -> str:
        if isinstance(self.value, Distribution):
            return f"{self.value.kind} [{', '.join(f'{value:g}' for value in self.value.values)}]"
        return f"{self.value:g}"


def declared(scenario: Scenario) -> dict[str, Declared]:
    """Every number of a scenario that may be uncertain, by dotted path: those that a world can have for itself."""
    return {number.path: number for number in _declared(scenario, "")}


def _declared(part: Any, path: str) -> Iterator[Declared]:
    for name, value in _parts(part):
        here = f"{path}.{name}" if path else name
        if isinstance(part, BaseModel):
            field = type(part).model_fields[name]
            if any(isinstance(item, Bounds) for item in field.metadata):
                yield Declared(here, value, bounds_of(type(part), name), origin_of(type(part), name).unit)
                continue
        yield from _declared(value, here)


def _parts(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, BaseModel):
        yield from ((name, getattr(part, name)) for name in type(part).model_fields)
    elif isinstance(part, dict):
        yield from ((str(name), value) for name, value in part.items())
    elif isinstance(part, list):
        yield from ((str(index), value) for index, value in enumerate(part))


def with_numbers(scenario: Scenario, numbers: Mapping[str, Array]) -> Scenario:
    """A copy of a scenario in which numbers are arrays (worlds,). The model plays it; it is no scenario to save."""
    for path, values in numbers.items():
        scenario = _put(scenario, path.split("."), values)
    return scenario


def _put(part: Any, path: list[str], values: Array) -> Any:
    if not path:
        return values
    name, *rest = path
    if isinstance(part, BaseModel):
        return part.model_copy(update={name: _put(getattr(part, name), rest, values)})
    if isinstance(part, dict):
        return {**part, name: _put(part[name], rest, values)}
    return [_put(item, rest, values) if at == int(name) else item for at, item in enumerate(part)]

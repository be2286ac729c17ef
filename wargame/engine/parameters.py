"""Numbers with a unit, bounds and a source; any of them may be uncertain.

A rule lists its numbers in a `Section`. An instructor may override each with a plain number or with a
distribution, and each world then draws its own (`resolve`). Inside rules every number is an array with
worlds first: shape (1,) where all worlds share it, (worlds,) where each has its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import core_schema
from scipy.special import ndtri

from wargame.text.phrase import Phrase, as_written, marked, say, together
from wargame.text.validation_error import misfit

Array: TypeAlias = NDArray[Any]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Distribution:
    """What an instructor writes instead of a number: `{uniform: [0.5, 0.8]}`."""

    kind: str
    values: tuple[float, ...]
    low: float
    high: float

    SHAPES: ClassVar[dict[str, tuple[str, ...]]] = {
        "uniform": (marked("low"), marked("high")),
        "triangular": (marked("low"), marked("most likely"), marked("high")),
        "normal": (marked("mean"), marked("standard deviation")),
        "one_of": (),
    }

    def at(self, uniform: Array) -> Array:
        """The value at each uniform number, by the inverse of the cumulative distribution.

        A normal is clipped to the bounds of its parameter, so that no world leaves them.
        """
        values = self.values
        if self.kind == "uniform":
            low, high = values
            return low + (high - low) * uniform
        if self.kind == "one_of":
            return np.asarray(values)[(uniform * len(values)).astype(int)]
        if self.kind == "normal":
            mean, deviation = values
            return (mean + deviation * ndtri(uniform.clip(1e-12, 1 - 1e-12))).clip(self.low, self.high)
        low, mode, high = values
        if high == low:
            return np.full_like(uniform, low)
        split = (mode - low) / (high - low)
        rising = low + np.sqrt(uniform * (high - low) * (mode - low))
        falling = high - np.sqrt((1 - uniform) * (high - low) * (high - mode))
        return np.where(uniform < split, rising, falling)

    def as_written(self) -> dict[str, list[float]]:
        return {self.kind: list(self.values)}


@dataclass(frozen=True)
class Bounds:
    """The lawful range of a number: pydantic checks it, the JSON Schema repeats it."""

    low: float
    high: float
    whole: bool = False

    def check(self, value: object) -> float | Distribution:
        """Return the number or distribution that `value` writes, or raise a pydantic fault."""
        if isinstance(value, Distribution):
            value = value.as_written()
        if isinstance(value, dict):
            return self._distribution(value)
        return self._number(value)

    def _number(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise misfit("number", say("{found} is not a number", found=repr(value)), self.allowed)
        if not self.low <= value <= self.high:
            if value < self.low:
                found = say("{found} is less than {limit}", found=f"{value:g}", limit=number(self.low))
            else:
                found = say("{found} is greater than {limit}", found=f"{value:g}", limit=number(self.high))
            raise misfit("out_of_range", found, self.allowed)
        if self.whole and value != int(value):
            raise misfit("whole", say("{found} is not a whole number", found=f"{value:g}"), self.allowed)
        return int(value) if self.whole else float(value)

    def _distribution(self, value: dict[Any, Any]) -> Distribution:
        kinds = as_written(", ".join(Distribution.SHAPES))
        if len(value) != 1 or next(iter(value)) not in Distribution.SHAPES:
            raise misfit(
                "distribution",
                say("{found} is not a distribution", found=", ".join(map(str, value)) or say("an empty mapping")),
                say("one of {names}, as in {example}", names=kinds, example="{uniform: [0.5, 0.8]}"),
            )
        ((kind, numbers),) = value.items()
        names = Distribution.SHAPES[kind]
        if not isinstance(numbers, (list, tuple)) or (names and len(numbers) != len(names)) or not numbers:
            wanted = _bracketed(names or (marked("numbers"),))
            raise misfit("distribution", say("{kind} needs {names}", kind=as_written(kind), names=wanted))
        if kind == "normal":
            deviation = Bounds(0, math.inf)._number(numbers[1])
            return Distribution(kind, (self._number(numbers[0]), deviation), self.low, self.high)
        checked = tuple(self._number(number) for number in numbers)
        if kind != "one_of" and list(checked) != sorted(checked):
            raise misfit(
                "distribution",
                say("{kind} needs {names} in rising order", kind=as_written(kind), names=_bracketed(names)),
                say("found {found}", found=str(list(checked))),
            )
        return Distribution(kind, checked, self.low, self.high)

    @property
    def allowed(self) -> str:
        """The range in words, for a message."""
        return number_words(self.whole, self.low, self.high)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.check,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.as_written() if isinstance(value, Distribution) else value
            ),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if math.isfinite(self.low):
            number["minimum"] = self.low
        if math.isfinite(self.high):
            number["maximum"] = self.high
        spreads = [
            {
                "type": "object",
                "properties": {kind: {"type": "array", "items": {"type": "number"}, "description": ", ".join(names)}},
                "required": [kind],
                "additionalProperties": False,
            }
            for kind, names in Distribution.SHAPES.items()
        ]
        return {"anyOf": [number, *spreads]}


def _bracketed(names: Iterable[str]) -> Phrase:
    return say("[{names}]", names=together((Phrase(name, name) for name in names), ", "))


def number(value: float) -> str:
    """A bound as people write it: long whole numbers in full, all else to six digits."""
    return f"{int(value):,}" if abs(value) >= 1_000_000 and value == int(value) else f"{value:g}"


def number_words(whole: bool, low: float = -math.inf, high: float = math.inf) -> Phrase:
    """A range of numbers in words, its ends with it."""
    what = say("a whole number") if whole else say("a number")
    if math.isinf(low) and math.isinf(high):
        return what
    if math.isinf(high):
        return say("{what} of at least {limit}", what=what, limit=number(low))
    if math.isinf(low):
        return say("{what} of at most {limit}", what=what, limit=number(high))
    return say("{what} from {low} to {high}", what=what, low=number(low), high=number(high))


@dataclass(frozen=True)
class Origin:
    """What a number is, and where it comes from."""

    unit: str
    source: str  # a key of SOURCES.md in square brackets, "judgement", "judgement, after [key]", or "scenario"
    meaning: str


# In a rule a number is an array; in a scenario file it is a number or a distribution.
# Its bounds come with `sourced` or `quantity`.
Number: TypeAlias = Array


class Section(BaseModel):
    """A group of numbers of one rule, or of one part of a scenario."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def sourced(
    default: float,
    unit: str,
    bounds: tuple[float, float],
    source: str,
    meaning: str,
    *,
    whole: bool = False,
) -> Any:
    """Declare one number of a rule.

    Args:
        default: the value where no scenario says otherwise.
        unit: "share", "km", "days", "aircraft" ...; a share runs from 0 to 1, never in percent.
        bounds: the lowest and highest lawful value.
        source: a key of SOURCES.md in square brackets, "judgement", or "judgement, after [key]" where the source
            has the idea and gives no size.
        meaning: what the number is, in one line.
        whole: whether only whole numbers are lawful.
    """
    return _with_bounds(Field(default, description=_described(meaning, unit)), unit, bounds, source, meaning, whole)


def quantity(unit: str, bounds: tuple[float, float], meaning: str, *, whole: bool = False) -> Any:
    """Declare one number that every scenario must give."""
    return _with_bounds(Field(description=_described(meaning, unit)), unit, bounds, "scenario", meaning, whole)


def _described(meaning: str, unit: str) -> Phrase:
    return say("{meaning} ({unit})", meaning=Phrase(meaning, meaning), unit=Phrase(unit, unit))


def _with_bounds(field: Any, unit: str, bounds: tuple[float, float], source: str, meaning: str, whole: bool) -> Any:
    field.metadata += [Origin(unit, source, meaning), Bounds(*bounds, whole=whole)]
    return field


def bounds_of(model: type[BaseModel], name: str) -> Bounds:
    """The bounds declared for a number of a section."""
    return next(item for item in reversed(model.model_fields[name].metadata) if isinstance(item, Bounds))


def origin_of(model: type[BaseModel], name: str) -> Origin:
    """What is said of a number of a section: its unit, its source and its meaning."""
    return next(item for item in model.model_fields[name].metadata if isinstance(item, Origin))


def distributions(model: BaseModel, path: str = "") -> Iterator[tuple[str, Distribution]]:
    """Every uncertain number of a model and its parts, by dotted path."""
    for name, value in _items(model):
        here = f"{path}.{name}" if path else str(name)
        if isinstance(value, Distribution):
            yield here, value
        elif isinstance(value, (BaseModel, dict, list, tuple)):
            yield from distributions(value, here)  # type: ignore[arg-type]


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield name, getattr(value, name)
    elif isinstance(value, dict):
        yield from value.items()
    else:
        yield from enumerate(value)


def resolve(section: Model, path: str, draw: Callable[[str], Array]) -> Model:
    """Turn each number of a flat section into an array, worlds first.

    Args:
        section: the section as the scenario gives it.
        path: its dotted path, which names the stream of luck of each uncertain number.
        draw: from a number's path to uniforms of shape (worlds,).

    Returns:
        A copy whose numbers have shape (1,), or (worlds,) where uncertain. Other fields are kept.
    """
    numbers = {name: as_array(value, f"{path}.{name}", draw) for name, value in _items(section)}
    return type(section).model_construct(**numbers)


def rows_of(section: Model, rows: Array, worlds: int) -> Model:
    """A resolved section for some of its worlds: what is the same in all worlds stays as it is."""
    if worlds == 1:
        return section
    numbers = section.__dict__.items()  # and not through pydantic's fields: this is done for every rule and turn
    varied = {name: value[rows] for name, value in numbers if isinstance(value, np.ndarray) and len(value) == worlds}
    return type(section).model_construct(**{**section.__dict__, **varied}) if varied else section


def as_array(value: Any, path: str, draw: Callable[[str], Array]) -> Any:
    """One number as an array, worlds first; what is not a number is returned as it is."""
    if isinstance(value, Distribution):
        return value.at(draw(path))
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return np.array([float(value)])
    return value

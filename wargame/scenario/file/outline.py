"""What a pydantic class allows at each path, read from its own JSON Schema."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel

from wargame.engine.parameters import Distribution, number, number_words
from wargame.scenario.file.faults import listed
from wargame.text.phrase import Phrase, as_written, say, together

Schema: TypeAlias = dict[str, Any]


@cache
def outline(model: type[BaseModel]) -> Outline:
    """The outline of a class, made once."""
    return Outline(model.model_json_schema())


class Outline:
    """A JSON Schema to be walked by path."""

    def __init__(self, root: Schema) -> None:
        self.root = root

    def at(self, path: Sequence[str | int]) -> list[Schema]:
        """The alternatives that a class allows at a path; none where the path leads nowhere."""
        here = self._alternatives(self.root)
        for part in path:
            here = [deep for schema in here for deep in self._step(schema, part)]
        return here

    def keys(self, path: Sequence[str | int]) -> list[str]:
        """The keys that a class names at a path; none for a mapping with keys of one's own."""
        return list(dict.fromkeys(key for schema in self.at(path) for key in schema.get("properties", {})))

    def choices(self, path: Sequence[str | int]) -> list[str]:
        """The words to choose from at a path."""
        return [str(choice) for schema in self.at(path) for choice in _choices(schema)]

    def takes_any_key(self, path: Sequence[str | int]) -> bool:
        """Whether the mapping at a path takes keys that the class itself does not name or check."""
        return any(
            isinstance(schema.get("additionalProperties"), dict) and "propertyNames" not in schema
            for schema in self.at(path)
        )

    def words(self, path: Sequence[str | int]) -> str:
        """What is allowed at a path, in plain words."""
        return self._either(self.at(path))

    def description(self, path: Sequence[str | int]) -> str:
        """What the class says of the value at a path."""
        if not path:
            return ""
        for schema in self.at(path[:-1]):
            described = schema.get("properties", {}).get(path[-1], {}).get("description")
            if described:
                return described if isinstance(described, Phrase) else Phrase(described, described)
        return ""

    def _alternatives(self, schema: Any) -> list[Schema]:
        if not isinstance(schema, dict):
            return []
        if "$ref" in schema:
            return self._alternatives(self.root["$defs"][schema["$ref"].rpartition("/")[2]])
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return [deep for one in schema[several] for deep in self._alternatives(one)]
        return [schema]

    def _step(self, schema: Schema, part: str | int) -> list[Schema]:
        if isinstance(part, int) or schema.get("type") == "array":
            return self._item(schema, part)
        if part in schema.get("properties", {}):
            return self._alternatives(schema["properties"][part])
        for inner in schema.get("patternProperties", {}).values():
            return self._alternatives(inner)
        return self._alternatives(schema.get("additionalProperties"))

    def _item(self, schema: Schema, part: str | int) -> list[Schema]:
        if schema.get("type") != "array" or not str(part).isdecimal():
            return []
        first = schema.get("prefixItems", [])
        index = int(part)
        return self._alternatives(first[index] if index < len(first) else schema.get("items"))

    def _either(self, alternatives: list[Schema]) -> str:
        has_number = any(schema.get("type") in ("number", "integer") for schema in alternatives)
        plain = [schema for schema in alternatives if not (has_number and is_distribution(schema))]
        words = list(dict.fromkeys(filter(None, (self._words(schema) for schema in plain))))
        if len(words) > 1:
            return say("{one} or {other}", one=together(words[:-1], ", "), other=words[-1])
        return words[0] if words else ""

    def _words(self, schema: Schema) -> str:
        choices = [str(choice) for choice in _choices(schema)]
        if choices:
            return say("one of {names}", names=listed(choices)) if len(choices) > 1 else as_written(choices[0])
        if "x-names-of" in schema:
            return say("a name from {part}", part=schema["x-names-of"])
        if schema.get("format") == "date":
            return say("a date such as {date}", date="2027-05-01")
        kind = schema.get("type")
        if kind in ("number", "integer"):
            return _number_words(schema)
        if kind == "array":
            return self._list_words(schema)
        if kind == "object":
            named = list(schema.get("properties", {}))
            low = schema.get("minProperties", 0)
            many = say("a mapping of at least {count}", count=low) if low else say("a mapping")
            return say("a mapping with the keys {names}", names=listed(named)) if named else many
        if kind == "string":
            return _text_words(schema)
        return {"boolean": say("true or false"), "null": "null"}.get(str(kind), "")

    def _list_words(self, schema: Schema) -> str:
        low, high = schema.get("minItems", 0), schema.get("maxItems")
        if low and low == high:
            return say("a list of {count}", count=low)
        if high is not None:
            return say("a list of {low} to {high}", low=low, high=high)
        return say("a list of at least {count}", count=low) if low else say("a list")


def paths(outline: Outline, value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every path that the class names or the plain value has, without those into lists."""
    entries = value if isinstance(value, dict) else {}
    for key in dict.fromkeys([*outline.keys(path), *entries]):
        here = (*path, key)
        if key not in Distribution.SHAPES and len(here) <= 10:  # a class may hold itself
            yield here
            yield from paths(outline, entries.get(key), here)


def _choices(schema: Schema) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", []))


def is_distribution(schema: Schema) -> bool:
    """Whether a schema is one way to write an uncertain number."""
    return len(named := list(schema.get("properties", {}))) == 1 and named[0] in Distribution.SHAPES


def _number_words(schema: Schema) -> str:
    low, high = schema.get("minimum", -math.inf), schema.get("maximum", math.inf)
    what: str = number_words(schema["type"] == "integer", low, high)
    if "exclusiveMinimum" in schema:
        what = say("{what}, above {limit}", what=what, limit=number(schema["exclusiveMinimum"]))
    if "exclusiveMaximum" in schema:
        what = say("{what}, below {limit}", what=what, limit=number(schema["exclusiveMaximum"]))
    return what


def _text_words(schema: Schema) -> str:
    low, high = schema.get("minLength", 0), schema.get("maxLength")
    if high is not None:
        return say("text of {low} to {high} characters", low=low, high=high)
    if low > 1:
        return say("text of at least {count} characters", count=low)
    return say("text, not empty") if low else say("text")

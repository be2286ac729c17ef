"""The JSON Schema beside the scenarios, by which an editor completes keys and marks slips."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from wargame.scenario.file.outline import is_distribution

FILE_NAME = "scenario.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema={FILE_NAME}"

_SPREAD = "UncertainNumber"
_EXTENDS = {
    "description": "another scenario to build on, by name or path; what this file says wins",
    "type": "string",
}


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a scenario file.

    A file that extends another may leave out anything, so no key is required; the loader checks the whole.
    """
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" not in part:
            continue
        part.pop("required", None)
        part.setdefault("additionalProperties", False)
        for key, value in part["properties"].items():
            part["properties"][key] = {name: said for name, said in value.items() if name != "title"}
    schema = _with_spread_once(schema)
    schema["properties"] = {"extends": _EXTENDS, **schema["properties"]}
    schema.setdefault("title", model.__name__)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _with_spread_once(schema: dict[str, Any]) -> dict[str, Any]:
    """Name the distributions once instead of at every number: they were nine tenths of the text."""
    spread: list[Any] = []

    def shorter(part: Any) -> Any:
        if isinstance(part, list):
            return [shorter(item) for item in part]
        if not isinstance(part, dict):
            return part
        several = part.get("anyOf")
        if isinstance(several, list) and several[1:] and all(map(is_distribution, several[1:])):
            spread[:] = several[1:]
            part = {**part, "anyOf": [several[0], {"$ref": f"#/$defs/{_SPREAD}"}]}
        return {key: shorter(value) for key, value in part.items()}

    short: dict[str, Any] = shorter(schema)
    if spread:
        about = {"description": "an uncertain number, drawn anew for each world", "anyOf": spread}
        short["$defs"] = {**short.get("$defs", {}), _SPREAD: about}
    return short


def render(model: type[BaseModel]) -> str:
    """The JSON Schema as the text of a file, the same each time."""
    return json.dumps(json_schema(model), indent=2, ensure_ascii=False) + "\n"

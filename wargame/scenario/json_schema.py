"""The JSON Schema beside the scenarios, by which an editor completes keys and marks slips."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

FILE_NAME = "scenario.schema.json"
FIRST_LINE = f"# yaml-language-server: $schema={FILE_NAME}"

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
    schema["properties"] = {"extends": _EXTENDS, **schema["properties"]}
    schema.setdefault("title", model.__name__)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def render(model: type[BaseModel]) -> str:
    """The JSON Schema as the text of a file, the same each time."""
    return json.dumps(json_schema(model), indent=2, ensure_ascii=False) + "\n"

"""From a scenario file to a checked scenario."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from wargame.scenario.file.extends import find, read_with_parents
from wargame.scenario.file.faults import ScenarioFaults
from wargame.scenario.file.outline import outline, paths
from wargame.scenario.file.pydantic_errors import explain
from wargame.scenario.file.reader import Node, read_json
from wargame.scenario.file.settings import with_settings

if TYPE_CHECKING:
    from wargame.scenario.schema.scenario import Scenario

Model = TypeVar("Model", bound=BaseModel)

NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def load(path_or_name: str | Path, settings: Mapping[str, str] = NO_SETTINGS) -> Scenario:
    """Load a scenario.

    Args:
        path_or_name: a file, or the name of a shipped scenario such as `reset_2027`.
        settings: from dotted path to a value as YAML, `{"forces.us.lrasm": "400"}`; they come last.

    Returns:
        The scenario, with everything in it checked.

    Raises:
        ScenarioFaults: with every fault of the file, of those it extends, and of the settings.
    """
    from wargame.scenario.schema.scenario import Scenario  # here, because the schema is built with this package

    return load_as(Scenario, path_or_name, settings)


def known_paths(path_or_name: str | Path) -> list[str]:
    """Every dotted path of a scenario that a setting may name; see `load` for what it raises."""
    from wargame.scenario.schema.scenario import Scenario

    tree = read_with_parents(find(path_or_name))
    return [".".join(path) for path in paths(outline(Scenario), tree.plain())]


def load_text(text: str, name: str) -> Scenario:
    """A scenario from the text that `Scenario.text` gave, without any file.

    Args:
        text: JSON, with all that the scenario extends.
        name: what messages call it.

    Raises:
        ScenarioFaults: with every fault; the text is held to the same rules as a file.
    """
    from wargame.scenario.schema.scenario import Scenario

    return check(Scenario, read_json(text, name))


def load_as(model: type[Model], path_or_name: str | Path, settings: Mapping[str, str] = NO_SETTINGS) -> Model:
    """Load a file as an object of any pydantic class; see `load`."""
    return check(model, read_with_parents(find(path_or_name)), settings)


def check(model: type[Model], tree: Node, settings: Mapping[str, str] = NO_SETTINGS) -> Model:
    """Check a tree of values against a pydantic class.

    Values are held to their kind as in JSON: the text "400" is no number, and true is not 1.

    Raises:
        ScenarioFaults: with every fault.
    """
    # The outline takes longer than all else here together: it is made only where there is something to say.
    tree, faults = with_settings(tree, settings, outline(model)) if settings else (tree, [])
    try:
        text = json.dumps(tree.plain())
        checked = model.model_validate_json(text, strict=True, context=dict(_keys(tree)))
    except ValidationError as error:
        raise ScenarioFaults([*faults, *explain(error, tree, outline(model))]) from error
    if faults:
        raise ScenarioFaults(faults)
    return checked


def _keys(node: Node, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """The keys of every mapping by dotted path, for names that refer to them."""
    for key, child in node.mapping.items():
        here = f"{path}.{key}" if path else key
        if isinstance(child.value, dict):
            yield here, list(child.value)
            yield from _keys(child, here)

"""Settings from the command line over a scenario: `forces.us.lrasm=400`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wargame.scenario.file.extends import merge, without_outdated
from wargame.scenario.file.faults import Fault, Place, ScenarioFaults, cut, fault_at, listed, nearest
from wargame.scenario.file.outline import Outline, paths
from wargame.scenario.file.reader import Node, read_text


def with_settings(tree: Node, settings: Mapping[str, str], outline: Outline) -> tuple[Node, list[Fault]]:
    """Put each setting in its place in the tree.

    Args:
        tree: the scenario as its files give it.
        settings: from dotted path to a YAML value, such as "400" or "{uniform: [0.1, 0.3]}".
        outline: what the scenario's class allows.

    Returns:
        The tree with the settings that can be placed, and the faults of those that cannot: their path is
        unknown or their value is not YAML.
    """
    faults: list[Fault] = []
    for path, text in settings.items():
        name = f"--set {path}={cut(text)}"
        try:
            _check_path(path, tree, outline, Place(name))
            value = read_text(text, name, with_lines=False)
            parts = path.split(".")
            tree = _put(without_outdated(tree, _alone(parts, value)), parts, value)
        except ScenarioFaults as found:
            faults += [replace(fault, path=path) for fault in found.faults]
    return tree, faults


def _alone(parts: list[str], value: Node) -> Node:
    """A tree of nothing but one value."""
    for key in reversed(parts):
        value = Node(value.place, {key: value}, {key: value.place})
    return value


def _put(tree: Node | None, parts: list[str], value: Node) -> Node:
    if not parts:
        return merge(tree, value) if tree else value
    key, rest = parts[0], parts[1:]
    if tree and isinstance(tree.value, list) and key.isdecimal():
        index = int(key)
        items = [_put(item, rest, value) if at == index else item for at, item in enumerate(tree.value)]
        return Node(tree.place, items)
    before = tree.mapping.get(key) if tree else None
    entry = Node(value.place, {key: _put(before, rest, value)}, {key: value.place})
    if tree is None or not isinstance(tree.value, dict):
        return entry
    place = tree.key_places.get(key, value.place)
    return Node(tree.place, {**tree.mapping, **entry.mapping}, {**tree.key_places, key: place})


def _check_path(path: str, tree: Node, outline: Outline, place: Place) -> None:
    """A setting changes what exists: a new key in a mapping of one's own names would be a slip unseen."""
    parts = path.split(".")
    node: Node | None = tree
    for depth, part in enumerate(parts):
        before = tuple(parts[:depth])
        if node and isinstance(node.value, list):
            if not part.isdecimal() or int(part) >= len(node.value):
                allowed = f"an item from 0 to {len(node.value) - 1}" if node.value else "the list is empty"
                raise ScenarioFaults([fault_at(place, "unknown path", allowed, path)])
            node = node.child(int(part))
            continue
        node = node.child(part) if node else None
        if outline.at((*before, part)) and (node or not _is_new_name(before, part, outline)):
            continue
        known = list(dict.fromkeys([*outline.keys(before), *_keys(tree, before)]))
        raise ScenarioFaults([_unknown(parts, depth, known, tree, outline, place)])


def _is_new_name(before: tuple[str, ...], part: str, outline: Outline) -> bool:
    return outline.takes_any_key(before) and part not in outline.keys(before)


def _keys(tree: Node, path: tuple[str, ...]) -> list[str]:
    node: Node | None = tree
    for part in path:
        node = node.child(part) if node else None
    return list(node.mapping) if node else []


def _unknown(parts: list[str], depth: int, known: list[str], tree: Node, outline: Outline, place: Place) -> Fault:
    path, before = ".".join(parts), ".".join(parts[:depth])
    if not known:
        allowed = f"{before} has no parts"
    else:
        allowed = f"{before} has {listed(known)}" if before else f"it starts with {listed(known)}"
    every = [".".join(each) for each in paths(outline, tree.plain())]
    return fault_at(place, "unknown path", allowed, path, _nearest_path(parts, depth, known, every))


def _nearest_path(parts: list[str], depth: int, known: list[str], every: list[str]) -> str:
    """The path with the unknown part put right, else one that ends as written, else the most like."""
    path, close = ".".join(parts), nearest(parts[depth], known)
    mended = ".".join([*parts[:depth], close, *parts[depth + 1 :]]) if close else ""
    if mended in every:
        return mended
    ends = [each for each in every if each.endswith(f".{path}")]
    return ends[0] if ends else nearest(path, every)

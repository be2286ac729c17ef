"""Scenarios that build on others: finding the files and merging them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from wargame.engine.parameters import Distribution
from wargame.installed import shipped
from wargame.scenario.file.faults import Place, ScenarioFaults, fault_at, listed, nearest, shown
from wargame.scenario.file.reader import Node, read_file
from wargame.text.phrase import say

ENDINGS = (".yaml", ".yml")


def shipped_folder() -> Path:
    """The folder of the scenarios that come with the package: in a wheel, or at the top of the repository."""
    return shipped("scenarios")


def shipped_names() -> list[str]:
    """The names of the scenarios that come with the package."""
    return names_in(shipped_folder())


def names_in(folder: Path) -> list[str]:
    """The names of the scenarios in a folder."""
    try:
        return sorted(path.stem for path in folder.iterdir() if path.suffix in ENDINGS)
    except OSError:
        return []


def find(name: str | Path) -> Path:
    """The file of a scenario that a person names.

    Args:
        name: a path, or the name of a shipped scenario such as `reset_2027`.

    Raises:
        ScenarioFaults: if there is none, with the nearest name.
    """
    folder = Path(name).parent
    return _first(name, [Path("."), shipped_folder()], Place(str(name)), [folder, shipped_folder()])


def read_with_parents(path: Path, chain: tuple[Path, ...] = ()) -> Node:
    """Read a scenario and all it extends, merged, without the key `extends`.

    Raises:
        ScenarioFaults: if a file cannot be read, or the scenarios extend each other in a ring.
    """
    name = display(path)
    tree = read_file(path, name)
    if not isinstance(tree.value, dict):
        found = (
            say("the file is empty") if tree.value is None else say("the file holds {found}", found=shown(tree.value))
        )
        raise ScenarioFaults([fault_at(tree.place, found, say("a scenario is a mapping, `key: value`"))])
    parent = tree.value.get("extends")
    if parent is None:
        return tree
    if not isinstance(parent.value, str):
        allowed = say("the name or path of one scenario")
        raise ScenarioFaults([fault_at(parent.place, shown(parent.value), allowed, "extends")])
    parent_path = _parent(parent.value, path.parent, parent.place)
    chain = (*chain, path.resolve())
    if parent_path.resolve() in chain:
        ring = [*chain[chain.index(parent_path.resolve()) :], parent_path]
        files = " -> ".join(file.name for file in ring)
        found = say("the scenarios extend each other in a ring: {files}", files=files)
        raise ScenarioFaults([fault_at(parent.place, found, path="extends")])
    entries = {key: node for key, node in tree.value.items() if key != "extends"}
    child = replace(tree, value=entries)
    return merge(without_outdated(read_with_parents(parent_path, chain), child), child)


def without_outdated(parent: Node, child: Node) -> Node:
    """The parent, less its translations of texts that the child says otherwise."""
    translations = parent.mapping.get("translations")
    if translations is None:
        return parent
    languages = {name: _less(node, child) for name, node in translations.mapping.items()}
    return replace(parent, value={**parent.mapping, "translations": replace(translations, value=languages)})


def _less(translation: Node, child: Node) -> Node:
    kept = {}
    for key, node in translation.mapping.items():
        said = child.mapping.get(key)
        if said is None:
            kept[key] = node
        elif isinstance(node.value, dict):
            kept[key] = _less(node, said)
    return replace(translation, value=kept) if isinstance(translation.value, dict) else translation


def merge(parent: Node, child: Node) -> Node:
    """The child over the parent: mappings merge key by key, all else is replaced.

    An uncertain number such as `{uniform: [0.1, 0.3]}` is one value: it replaces and is replaced whole.
    """
    if not isinstance(parent.value, dict) or not isinstance(child.value, dict):
        return child
    if _is_uncertain_number(parent) or _is_uncertain_number(child):
        return child
    merged = dict(parent.value)
    for key, node in child.value.items():
        merged[key] = merge(merged[key], node) if key in merged else node
    return Node(child.place, merged, {**parent.key_places, **child.key_places})


def display(path: Path) -> str:
    """A path as messages show it: from the working folder where it lies below, else in full."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return str(path)


def _is_uncertain_number(node: Node) -> bool:
    if len(node.mapping) != 1:
        return False
    ((key, value),) = node.mapping.items()
    return key in Distribution.SHAPES and isinstance(value.value, list)


def _parent(name: str, folder: Path, place: Place) -> Path:
    folders = [folder, shipped_folder()]
    return _first(name, folders, place, [folder / Path(name).parent, shipped_folder()], "extends")


def _first(name: str | Path, folders: Iterable[Path], place: Place, near: Iterable[Path], path: str = "") -> Path:
    """The first file of that name, with or without its ending, or a fault that names those near."""
    if not str(name).strip():
        raise ScenarioFaults([fault_at(place, say("an empty name"), say("the name or path of a scenario"), path)])
    for folder in folders:
        for ending in ("", *ENDINGS):
            file = folder / f"{name}{ending}"
            if _is_there(file) and (ending or file.suffix or not _is_folder(file)):
                return file
    if _is_there(folder := Path(name)) and _is_folder(folder):
        return folder  # the reader says what is wrong with it
    known = list(dict.fromkeys(found for folder in near for found in names_in(folder)))
    names = listed(known)
    allowed = say("one of {names}, or the path of a file", names=names) if known else say("the path of a file")
    found = say("there is no scenario {name}", name=shown(str(name)))
    raise ScenarioFaults([fault_at(place, found, allowed, path, nearest(Path(name).stem, known))])


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # a name too long, or with a zero byte
        return False


def _is_folder(file: Path) -> bool:
    return file.is_dir()

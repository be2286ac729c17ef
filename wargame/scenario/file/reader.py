"""Scenario text to a tree of values that know where they were written.

The parser's events are turned into nodes here, not by the parser's own constructor: that one takes the
last of two equal keys, reads `NO` as false and `010` as eight, and forgets the lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wargame.scenario.file.faults import Fault, Place, ScenarioFaults, cut, fault_at, shown
from wargame.scenario.file.scalars import Scalar, plain_scalar, tagged_scalar
from wargame.scenario.file.yaml_errors import yaml_words
from wargame.text.phrase import as_written, say

LARGEST_FILE = 1 << 20  # bytes
LARGEST_TEXT = 1 << 22  # characters of a scenario with all that it extends, every repeated part in full
DEEPEST = 50  # levels of nesting
MOST_VALUES = 100_000  # with every repeated part counted each time it is repeated

_CORE = "tag:yaml.org,2002:"
_SCALAR_KINDS = ("str", "int", "float", "bool", "null")
_UNPAIRED = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Node:
    """A value with its place: a scalar, a list of nodes, or a mapping with the places of its keys."""

    place: Place
    value: Scalar | list[Node] | dict[str, Node]
    key_places: dict[str, Place] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries, of which a scalar or list has none."""
        return self.value if isinstance(self.value, dict) else {}

    def child(self, key: str | int) -> Node | None:
        """The value under a key or at an index, if there is one."""
        if isinstance(self.value, dict):
            return self.value.get(str(key))
        if isinstance(self.value, list) and isinstance(key, int) and 0 <= key < len(self.value):
            return self.value[key]
        return None

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def read_file(path: Path, name: str) -> Node:
    """Read one file, of a scenario or of a study.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        ScenarioFaults: if it cannot be read, or is not YAML of the kind that scenarios use.
    """
    try:
        if path.is_dir():
            raise ScenarioFaults([fault_at(Place(name), say("a folder"), say("give a file ending in .yaml"))])
        if path.exists() and not path.is_file():
            raise ScenarioFaults([fault_at(Place(name), say("not an ordinary file"))])
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ScenarioFaults([fault_at(Place(name), say("no such file"))]) from None
    except (OSError, ValueError) as error:
        raise ScenarioFaults([fault_at(Place(name), say("cannot be read: {reason}", reason=_reason(error)))]) from error
    return read_bytes(content, name)


@lru_cache(maxsize=32)  # every cell of a run loads the same files, and nearly all of that is this; nodes never change
def read_bytes(content: bytes, name: str) -> Node:
    """Read the bytes of one scenario file; see `read_file`."""
    if len(content) > LARGEST_FILE:
        raise ScenarioFaults([fault_at(Place(name), say("larger than 1 MiB"), say("a file of 1 MiB at most"))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        found = say(
            "byte {number} (0x{byte:02x}) is not UTF-8 text", number=error.start, byte=error.object[error.start]
        )
        place = Place(name, line, column)
        raise ScenarioFaults([fault_at(place, found, say("save the file as UTF-8"))]) from None
    return read_text(text, name)


def read_text(text: str, name: str, *, with_lines: bool = True) -> Node:
    """Read YAML text.

    Args:
        text: one YAML document.
        name: the file that messages name.
        with_lines: whether messages give line and column; a setting on the command line has none.

    Returns:
        The tree of values. Its size and depth are limited, and a part repeated by an alias is the same node.

    Raises:
        ScenarioFaults: with every fault found until the text stopped making sense.
    """
    return _Reader(text, name, with_lines).document()


def read_json(text: str, name: str) -> Node:
    """Read JSON of at most LARGEST_TEXT characters, which has no lines to name. Raises ScenarioFaults."""
    place = Place(name)
    if len(text) > LARGEST_TEXT:
        raise ScenarioFaults([fault_at(place, say("the text is too long"))])
    try:
        return _node(json.loads(text), place)
    except (ValueError, RecursionError):
        raise ScenarioFaults([fault_at(place, say("the text is not JSON, or part of it is missing"))]) from None


def _node(value: Any, place: Place) -> Node:
    if isinstance(value, dict):
        return Node(place, {key: _node(inner, place) for key, inner in value.items()}, dict.fromkeys(value, place))
    return Node(place, [_node(inner, place) for inner in value] if isinstance(value, list) else value)


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return say("permission denied")
    return (getattr(error, "strerror", None) or say("not a file name")).lower()


class _Reader:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, name: str, with_lines: bool) -> None:
        self.text = text
        self.name = name
        self.with_lines = with_lines
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Measured | None] = {}  # None while its value is still being read
        self.values = 0

    def document(self) -> Node:
        try:
            node = self._document()
        except _Stop:
            node = None
        if node is None or self.faults:
            raise ScenarioFaults(self.faults)
        return node

    def _document(self) -> Node:
        events = self._events()
        next(events)  # the start of the stream
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            return Node(self._place(None), None)
        measured = self._value(next(events), events, 1)
        next(events)  # the end of the document
        after = next(events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop(self._place(after.start_mark), say("a second document starts here"), say("one to a file"))
        return measured.node

    def _events(self) -> Iterator[Any]:
        last = None
        try:
            for event in yaml.parse(self.text, Loader=yaml.SafeLoader):
                last = event.end_mark
                yield event
        except yaml.reader.ReaderError as error:
            before = self.text[: error.position]
            line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
            place = Place(self.name, line, column) if self.with_lines else Place(self.name)
            code = error.character if isinstance(error.character, int) else ord(error.character)
            self._stop(place, say("the character U+{code:04X} cannot stand in YAML", code=code), say("leave it out"))
        except yaml.MarkedYAMLError as error:
            found, allowed, mark = yaml_words(error)
            self._stop(self._place(mark), found, allowed)
        except (ValueError, OverflowError):  # the parser's own slips: "\UFFFFFFFF", %YAML 1.(5000 digits)
            self._stop(self._place(last), say("an escape or directive that means nothing"), say("leave it out"))

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> _Measured:
        if depth > DEEPEST:
            self._too_deep(event)
        self._count(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            measured = _Measured(Node(self._place(event.start_mark), self._scalar(event)), 1, 1)
        elif isinstance(event, yaml.SequenceStartEvent):
            measured = self._list(event, events, depth)
        else:
            measured = self._mapping(event, events, depth)
        if event.anchor:
            self.anchors[event.anchor] = measured
        return measured

    def _repeated(self, event: Any, depth: int) -> _Measured:
        name, place = as_written(cut(event.anchor)), self._place(event.start_mark)
        if event.anchor not in self.anchors:
            self._stop(
                place,
                say("*{name} repeats nothing", name=name),
                say("mark the part to repeat with &{name} above", name=name),
            )
        measured = self.anchors[event.anchor]
        if measured is None:
            self._stop(place, say("*{name} repeats itself", name=name), say("a part cannot hold itself"))
        assert measured is not None
        if depth + measured.height - 1 > DEEPEST:
            self._too_deep(event)
        self._count(measured.values - 1, event)
        return measured

    def _scalar(self, event: Any) -> Scalar:
        kind = self._kind(event, _SCALAR_KINDS)
        if _UNPAIRED.search(event.value):
            self._fault(
                event.start_mark, say("half of a character pair in an escape"), say("write the character itself")
            )
            return None
        try:
            if kind:
                return tagged_scalar(kind, event.value)
            return plain_scalar(event.value) if event.style is None and not event.tag else str(event.value)
        except ValueError as error:
            found, allowed = error.args
            self._fault(event.start_mark, found, allowed)
            return None

    def _list(self, event: Any, events: Iterator[Any], depth: int) -> _Measured:
        self._kind(event, ("seq",))
        items: list[_Measured] = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            items.append(self._value(item, events, depth + 1))
        return _measured(Node(self._place(event.start_mark), [item.node for item in items]), items)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> _Measured:
        self._kind(event, ("map",))
        entries: dict[str, _Measured] = {}
        key_places: dict[str, Place] = {}
        for key_event in events:
            if isinstance(key_event, yaml.MappingEndEvent):
                break
            key = self._key(key_event, events, depth)
            value = self._value(next(events), events, depth + 1)
            if key is None:
                continue
            place = self._place(key_event.start_mark)
            if key in entries:
                first = key_places[key]
                before = say("it is given first on line {line}", line=first.line) if first.line else say("give it once")
                self.faults.append(fault_at(place, say("the key {key} stands here again", key=shown(key)), before))
                continue
            entries[key], key_places[key] = value, place
        nodes = {key: value.node for key, value in entries.items()}
        return _measured(Node(self._place(event.start_mark), nodes, key_places), list(entries.values()))

    def _key(self, event: Any, events: Iterator[Any], depth: int) -> str | None:
        """A key is text as it is written: `2027:` is the key "2027", as in JSON."""
        key = self._value(event, events, depth + 1).node.value
        if isinstance(key, (list, dict)):
            found = say("{found} as a key", found=shown(key))
        elif isinstance(event, yaml.AliasEvent):
            found = say("an alias as a key")
        elif event.value == "" and event.style is None:
            found = say("a value without a key")
        elif event.value == "<<" and event.style is None:
            self._fault(event.start_mark, say("the merge key <<"), say("to build on another scenario write `extends`"))
            return None
        else:
            return str(event.value)
        self._fault(event.start_mark, found, say("a key is text"))
        return None

    def _kind(self, event: Any, known: tuple[str, ...]) -> str:
        """The kind an explicit tag names; empty where there is none."""
        tag = event.tag
        if tag is None or tag == "!":
            return ""
        kind = tag.removeprefix(_CORE)
        if tag.startswith(_CORE) and kind in known:
            return str(kind)
        written = f"!!{kind}" if tag.startswith(_CORE) else tag
        self._fault(
            event.start_mark,
            say("the tag {tag}", tag=as_written(cut(written))),
            say("write plain values, without tags"),
        )
        return ""

    def _count(self, values: int, event: Any) -> None:
        self.values += values
        if self.values > MOST_VALUES:
            found = say("more than {most} values, counting repeated parts", most=MOST_VALUES)
            self._stop(self._place(event.start_mark), found, say("make the file smaller"))

    def _too_deep(self, event: Any) -> None:
        place = self._place(event.start_mark)
        self._stop(place, say("nested too deeply"), say("at most {levels} levels", levels=DEEPEST))

    def _place(self, mark: Any) -> Place:
        if not self.with_lines:
            return Place(self.name)
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name, 1, 1)

    def _fault(self, mark: Any, found: str, allowed: str) -> None:
        self.faults.append(fault_at(self._place(mark), found, allowed))

    def _stop(self, place: Place, found: str, allowed: str = "") -> None:
        self.faults.append(fault_at(place, found, allowed))
        raise _Stop


class _Stop(Exception):
    """The text makes no sense from here on."""


@dataclass(frozen=True)
class _Measured:
    """A node with how many values and levels it holds, repeated parts in full."""

    node: Node
    values: int
    height: int


def _measured(node: Node, parts: list[_Measured]) -> _Measured:
    height = 1 + max((part.height for part in parts), default=0)
    return _Measured(node, 1 + sum(part.values for part in parts), height)

"""What stands beside a value in a scenario file: the remark in which its author names a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wargame.scenario.file.extends import find, read_with_parents
from wargame.scenario.file.reader import Node

_REMARK = re.compile(r"(?:^|\s)#\s*(.*)$")


def remarks(path_or_name: str | Path) -> dict[str, str]:
    """The remark on every value of a scenario and of those it extends, by dotted path.

    A remark stands behind a value, or in lines of its own right above it. A value without one has the remark of
    the part it stands in, so one remark may speak for a whole list of bases.

    Raises:
        ScenarioFaults: if a file cannot be read.
    """
    tree = read_with_parents(find(path_or_name))
    values = dict(_values(tree))
    files = {node.place.file for node in values.values()}
    lines = {file: Path(file).read_text(encoding="utf-8-sig").splitlines() for file in files}
    return {path: _remark(lines[node.place.file], node.place.line or 1) for path, node in values.items()}


def _values(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    if isinstance(node.value, list):
        entries = {str(index): item for index, item in enumerate(node.value)}
    else:
        entries = node.mapping
    for key, child in entries.items():
        here = f"{path}.{key}" if path else key
        yield here, child
        yield from _values(child, here)


def _remark(lines: list[str], line: int) -> str:
    """The remark of a line, else of the lines it is indented under, innermost first."""
    depth = _depth(lines[line - 1]) + 1
    for at in range(line - 1, -1, -1):
        text = lines[at]
        if not text.strip() or text.lstrip().startswith("#") or _depth(text) >= depth:
            continue
        depth = _depth(text)
        found = _REMARK.search(text)
        words = found.group(1) if found else _above(lines, at)
        if words:
            return words.strip()
    return ""


def _above(lines: list[str], at: int) -> str:
    """Whole lines of remark right above a line."""
    words: list[str] = []
    while at > 0 and (text := lines[at - 1].strip()).startswith("#"):
        words.insert(0, text.lstrip("# "))
        at -= 1
    return " ".join(words)


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())

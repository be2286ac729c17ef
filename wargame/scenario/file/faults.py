"""Faults of a scenario: where each stands, what was found, what is allowed, and the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wargame.text.phrase import Phrase, as_written, say, together

MOST_LISTED = 16
MOST_SHOWN = 50  # on the command line
MOST_TOLD = 8  # on a page
LONGEST_TEXT = 60


class Place(NamedTuple):
    """Where a value was written: a file with line and column, or a setting, which has neither."""

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a scenario.

    Args:
        file: the file as the person named it, or the setting (`--set forces.us.lrasm=400`).
        line: counted from 1; None where there is none.
        column: counted from 1; None where there is none.
        path: the dotted path of the value, empty for the whole file.
        found: what stands there.
        allowed: what may stand there.
        suggestion: the nearest known name, or empty.
    """

    file: str
    line: int | None
    column: int | None
    path: str
    found: str
    allowed: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        what = "; ".join(part for part in (self.found, self.allowed) if part)
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return printable(": ".join(part for part in (where, self.path, what) if part) + hint)

    def told(self) -> Phrase:
        """The fault for a page, in its language: `a.yaml, line 3, column 5: ...`."""
        file, path = as_written(printable(self.file)), as_written(printable(self.path))
        where = file
        if self.line and self.column:
            where = say("{file}, line {line}, column {column}", file=file, line=self.line, column=self.column)
        what = together((self.found, self.allowed), "; ")
        if self.suggestion:
            what = say("{what} (did you mean {near}?)", what=what, near=as_written(printable(self.suggestion)))
        return together((where, path, what), ": ")


class ScenarioFaults(Exception):
    """Everything wrong with a scenario, sorted by file and place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.file, fault.line or 0, fault.column or 0, fault.path))
        super().__init__(self.faults)

    def __str__(self) -> str:
        lines = [str(fault) for fault in self.faults[:MOST_SHOWN]]
        if len(self.faults) > MOST_SHOWN:
            lines.append(f"and {len(self.faults) - MOST_SHOWN} more")
        return "\n".join(lines)

    def told(self, most: int = MOST_TOLD) -> Phrase:
        """The first faults for a page, in its language, one to a line."""
        lines = [fault.told() for fault in self.faults[:most]]
        if len(self.faults) > most:
            lines.append(say("and {count} more", count=len(self.faults) - most))
        return together(lines, "\n")


def fault_at(place: Place, found: str, allowed: str = "", path: str = "", suggestion: str = "") -> Fault:
    """A fault at a place."""
    return Fault(place.file, place.line, place.column, path, found, allowed, suggestion)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like `word`, whatever its case, or an empty text."""
    by_small = {name.lower(): name for name in known}
    if len(word) > LONGEST_TEXT:  # comparing long texts is slow, and no name is that long
        return ""
    close = difflib.get_close_matches(word.lower(), by_small, n=1)
    return by_small[close[0]] if close else ""


def listed(names: Sequence[str]) -> str:
    """Names with commas, cut where they are many."""
    if len(names) > MOST_LISTED:
        first = as_written(", ".join(names[:MOST_LISTED]))
        return say("{names} and {count} more", names=first, count=len(names) - MOST_LISTED)
    return as_written(", ".join(names))


def shown(value: Any) -> str:
    """A value as a message shows it, short and without program notation."""
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return say("a mapping")
    if isinstance(value, (list, tuple)):
        return say("a list")
    if isinstance(value, str):
        return say("'{text}'", text=as_written(printable(cut(value))))
    return cut(str(value))


def cut(text: str, longest: int = LONGEST_TEXT) -> str:
    """Text no longer than a message can bear."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def printable(text: str) -> str:
    """Text without line breaks and control characters, which would confuse a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)

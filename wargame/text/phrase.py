"""Phrases: English words that remember the template and the values they were made of, so that pages can translate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Self

NOTHING: Mapping[str, object] = MappingProxyType({})


class Phrase(str):
    """English words; to records, transcripts and fingerprints a string like any other.

    `template` is the message that catalogues know. A phrase of `parts` has none: its parts are translated, and put
    together with `between`.
    """

    __slots__ = ("between", "parts", "template", "values")
    template: str
    values: Mapping[str, object]
    parts: tuple[str, ...]
    between: str

    def __new__(
        cls,
        words: str,
        template: str,
        values: Mapping[str, object] = NOTHING,
        parts: tuple[str, ...] = (),
        between: str = "",
    ) -> Self:
        made = super().__new__(cls, words)
        made.template, made.values, made.parts, made.between = template, values, parts, between
        return made

    def __getnewargs__(self) -> tuple[str, str, dict[str, object], tuple[str, ...], str]:  # type: ignore[override]
        return str(self), self.template, dict(self.values), self.parts, self.between

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, dict[str, object], tuple[str, ...], str]]:
        return type(self), self.__getnewargs__()

    def __str__(self) -> str:
        return "".join(self)


def say(template: str, /, **values: object) -> Phrase:
    """Words made of a template and its values, which may be phrases themselves."""
    return Phrase(template.format(**values) if values else template, template, values)


def together(parts: Iterable[str], between: str = " ") -> Phrase:
    """Several phrases one after the other; sentences, or the items of a list."""
    parts = tuple(part for part in parts if part)
    return Phrase(between.join(parts), "", parts=parts, between=between)


def as_written(words: str) -> Phrase:
    """What somebody wrote, or a name of a file: the same in every language, even where a message says the same."""
    return Phrase(words, "")


def lowered(words: str) -> Phrase:
    """A label within a sentence: without its capital in English, as it is elsewhere."""
    if not isinstance(words, Phrase):
        return Phrase(words.lower(), words)
    return Phrase(words.lower(), words.template, words.values, words.parts, words.between)


def plural(count: str, noun: str) -> Phrase:
    """A count with its noun, in the singular for one; the message is that of one."""
    words = f"{count} {noun}" if count == "1" else f"{count} {noun}s"
    return Phrase(words, f"{{count}} {noun}", {"count": count})


def marked(template: str) -> str:
    """A message that is filled in elsewhere; catalogues find it by this mark."""
    return template


def noun(words: str) -> str:
    """A noun that will be counted; catalogues find it by this mark."""
    return words


def words_of(error: Exception) -> str:
    """What an error says, as the phrase with which it was raised."""
    return error.args[0] if error.args and isinstance(error.args[0], Phrase) else str(error)


def packed(words: str) -> str:
    """A phrase as a line of JSON, from which it can be made again; other words as they are."""
    return json.dumps(_packed(words), ensure_ascii=False) if isinstance(words, Phrase) else words


def unpacked(line: str) -> str:
    """The words that `packed` kept."""
    try:
        return _unpacked(json.loads(line)) if line.startswith("{") else line
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # another version's; shown as it is
        return line


def _packed(words: object) -> object:
    if not isinstance(words, Phrase):
        return words if isinstance(words, int | float) else str(words)
    return {"say": words.template, "with": {name: _packed(value) for name, value in words.values.items()}}


def _unpacked(kept: object) -> str:
    if not isinstance(kept, dict):
        return kept if isinstance(kept, str) else str(kept)
    return say(str(kept["say"]), **{name: _unpacked(value) for name, value in kept["with"].items()})

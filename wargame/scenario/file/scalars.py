"""What a word in a scenario file is: text, number, true or false, or nothing.

The core schema of YAML 1.2, so `NO`, `on`, `1:30` and dates are text, and `010` is ten.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from wargame.text.phrase import say

Scalar: TypeAlias = str | int | float | bool | None

LONGEST_NUMBER = 100  # digits; beyond this it is a slip, and Python is slow to read it

_NOTHING = re.compile(r"null|Null|NULL|~|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)")
_NOT_A_NUMBER = re.compile(r"\.(nan|NaN|NAN)")

_KINDS: dict[str, list[tuple[re.Pattern[str], Callable[[str], Scalar]]]] = {
    "null": [(_NOTHING, lambda text: None)],
    "bool": [(_BOOLEAN, lambda text: text.lower() == "true")],
    "int": [
        (_INTEGER, int),
        (_OCTAL, lambda text: int(text[2:], 8)),
        (_HEXADECIMAL, lambda text: int(text, 16)),
    ],
    "float": [
        (_FLOAT, float),
        (_INFINITE, lambda text: float(text.replace(".", ""))),
        (_NOT_A_NUMBER, lambda text: float("nan")),
    ],
}


def plain_scalar(text: str) -> Scalar:
    """The value of an unquoted word.

    Raises:
        ValueError: if it is a number too long to be meant, with two phrases, what was found and what is allowed.
    """
    for kind in _KINDS:
        found, value = _read(kind, text)
        if found:
            return value
    return text


def tagged_scalar(kind: str, text: str) -> Scalar:
    """The value of a word marked `!!int`, `!!float`, `!!bool`, `!!null` or `!!str`.

    Raises:
        ValueError: if the text is not of that kind, with two phrases, what was found and what is allowed.
    """
    if kind == "str":
        return text
    found, value = _read(kind, text)
    if kind == "float" and not found:
        found, whole = _read("int", text)
        value = float(whole) if isinstance(whole, int) else None
    if not found:
        found_words = say("'{text}' is not of the kind !!{kind}", text=text[:LONGEST_NUMBER], kind=kind)
        raise ValueError(found_words, say("write it without the tag"))
    return value


def _read(kind: str, text: str) -> tuple[bool, Scalar]:
    for pattern, value in _KINDS[kind]:
        if pattern.fullmatch(text):
            if len(text) > LONGEST_NUMBER:
                raise ValueError(
                    say("a number of {digits} digits", digits=len(text)),
                    say("at most {digits} digits", digits=LONGEST_NUMBER),
                )
            return True, value(text)
    return False, None

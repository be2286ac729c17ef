"""Plain words for what the YAML parser says of a broken file."""

from __future__ import annotations

import re

import yaml

# What the parser says, what to tell the person, and whether the fault stands where the parser was looking
# or where the part that it failed to finish begins.
_WORDS: list[tuple[str, str, bool]] = [
    (r"directive|incompatible YAML", "a line that starts with %; leave it out", True),
    (r"scanning a tag|tag handle", "a tag (!); write plain values only", True),
    (r"chomping|comment or a line break|range 1-9", "text cannot start with | or >; put it in quotes", True),
    (r"character '\\t'", "a tab; indent with spaces", False),
    (r"unexpected end of stream", "a quotation mark that is never closed; close it", True),
    (r"unexpected document separator", "a quotation mark that is never closed; close it", True),
    (
        r"expected ',' or '\]'",
        "a list opened with [ is not closed; put , between its items and ] after",
        True,
    ),
    (
        r"expected ',' or '\}'",
        "a mapping opened with { is not closed; put , between its keys and } after",
        True,
    ),
    (r"could not find expected ':'", "a key without a colon; write `key: value`", True),
    (
        r"mapping values are not allowed",
        "a colon that does not fit here; check the indentation, and put text that holds ': ' in quotes",
        False,
    ),
    (r"mapping keys are not allowed", "a key cannot start here; check the indentation", False),
    (r"sequence entries are not allowed", "a list item cannot start here; check the indentation", False),
    (r"unknown escape character", "an unknown escape after \\; use single quotes for text with \\", False),
    (r"escape sequence of", "an unfinished escape after \\; use single quotes for text with \\", False),
    (
        r"character '(.)' that cannot start",
        r"text cannot start with \1; put it in quotes",
        False,
    ),
    (r"expected alphabetic or numeric", "text cannot start with * or &; put it in quotes", True),
    (
        r"expected <block end>",
        "this line does not continue what is above; check the indentation and the quotes",
        False,
    ),
    (r"expected the node content", "a value is missing here, or a sign is out of place", False),
    (
        r"expected '?<document start>",
        "this does not belong to what is above; check brackets and quotes",
        False,
    ),
    (r"block scalar", "a text block after | or > is not indented as its first line is", False),
]

_OTHERWISE = "not valid YAML; check indentation, quotes and brackets"


def yaml_words(error: yaml.MarkedYAMLError) -> tuple[str, yaml.Mark | None]:
    """What is wrong in plain words, and the mark it stands at."""
    problem = f"{error.context}: {error.problem}"
    for pattern, words, at_start in _WORDS:
        match = re.search(pattern, problem)
        if match:
            mark = error.context_mark if at_start and error.context_mark else error.problem_mark
            return match.expand(words) if r"\1" in words else words, mark
    return _OTHERWISE, error.problem_mark or error.context_mark

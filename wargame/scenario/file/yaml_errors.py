"""Plain words for what the YAML parser says of a broken file."""

from __future__ import annotations

import re

import yaml

from wargame.text.phrase import marked, say

_STARTS = marked("text cannot start with {sign}")

# What the parser says, what to tell the person (found; allowed), and whether the fault stands where the parser was
# looking or where the part that it failed to finish begins.
_WORDS: list[tuple[str, str, str, bool]] = [
    (r"directive|incompatible YAML", say("a line that starts with %"), say("leave it out"), True),
    (r"scanning a tag|tag handle", say("a tag (!)"), say("write plain values only"), True),
    (
        r"chomping|comment or a line break|range 1-9",
        say("text cannot start with | or >"),
        say("put it in quotes"),
        True,
    ),
    (r"character '\\t'", say("a tab"), say("indent with spaces"), False),
    (r"unexpected end of stream", say("a quotation mark that is never closed"), say("close it"), True),
    (r"unexpected document separator", say("a quotation mark that is never closed"), say("close it"), True),
    (
        r"expected ',' or '\]'",
        say("a list opened with [ is not closed"),
        say("put , between its items and ] after"),
        True,
    ),
    (
        r"expected ',' or '\}'",
        say("a mapping opened with {brace} is not closed", brace="{"),
        say("put , between its keys and {brace} after", brace="}"),
        True,
    ),
    (
        r"could not find expected ':'",
        say("a key without a colon"),
        say("write {example}", example="`key: value`"),
        True,
    ),
    (
        r"mapping values are not allowed",
        say("a colon that does not fit here"),
        say("check the indentation, and put text that holds {colon} in quotes", colon="': '"),
        False,
    ),
    (r"mapping keys are not allowed", say("a key cannot start here"), say("check the indentation"), False),
    (
        r"sequence entries are not allowed",
        say("a list item cannot start here"),
        say("check the indentation"),
        False,
    ),
    (
        r"unknown escape character",
        say("an unknown escape after {sign}", sign="\\"),
        say("use single quotes for text with {sign}", sign="\\"),
        False,
    ),
    (
        r"escape sequence of",
        say("an unfinished escape after {sign}", sign="\\"),
        say("use single quotes for text with {sign}", sign="\\"),
        False,
    ),
    (r"character '(.)' that cannot start", _STARTS, say("put it in quotes"), False),
    (r"expected alphabetic or numeric", say("text cannot start with * or &"), say("put it in quotes"), True),
    (
        r"expected <block end>",
        say("this line does not continue what is above"),
        say("check the indentation and the quotes"),
        False,
    ),
    (r"expected the node content", say("a value is missing here, or a sign is out of place"), "", False),
    (
        r"expected '?<document start>",
        say("this does not belong to what is above"),
        say("check brackets and quotes"),
        False,
    ),
    (
        r"block scalar",
        say("a text block after | or > is not indented as its first line is"),
        "",
        False,
    ),
]

_OTHERWISE = say("not valid YAML"), say("check indentation, quotes and brackets")


def yaml_words(error: yaml.MarkedYAMLError) -> tuple[str, str, yaml.Mark | None]:
    """What is wrong and what is allowed, in plain words, and the mark it stands at."""
    problem = f"{error.context}: {error.problem}"
    for pattern, found, allowed, at_start in _WORDS:
        match = re.search(pattern, problem)
        if match:
            mark = error.context_mark if at_start and error.context_mark else error.problem_mark
            return say(found, sign=match[1]) if found is _STARTS else found, allowed, mark
    return *_OTHERWISE, error.problem_mark or error.context_mark

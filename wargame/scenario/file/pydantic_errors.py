"""What pydantic found wrong, as faults with places and plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from wargame.engine.parameters import number
from wargame.scenario.file.faults import Fault, Place, fault_at, listed, nearest, shown
from wargame.scenario.file.outline import Outline
from wargame.scenario.file.reader import Node
from wargame.text.phrase import Phrase, marked, say, together

Path = tuple[str | int, ...]

_PYDANTIC_TYPES = frozenset(get_args(ErrorType))
_KEY = "[key]"
_LIMITS = {
    "greater_than": ("gt", marked("{found} is not above {limit}")),
    "greater_than_equal": ("ge", marked("{found} is less than {limit}")),
    "less_than": ("lt", marked("{found} is not below {limit}")),
    "less_than_equal": ("le", marked("{found} is greater than {limit}")),
    "multiple_of": ("multiple_of", marked("{found} is not a multiple of {limit}")),
}
_SAYS_ITSELF = ("value_error", "assertion_error")  # words of a validator of our own


def explain(error: ValidationError, tree: Node, outline: Outline) -> list[Fault]:
    """Every fault in a pydantic error, located in the tree that was validated.

    A value that may be one of several things (a union) fails once for each; it is reported once.
    """
    found = [_locate(details, tree) for details in error.errors(include_url=False)]
    alone = [problem for problem in found if problem.union is None]
    unions: dict[Path, list[_Problem]] = defaultdict(list)
    for problem in found:
        if problem.union is not None:
            unions[problem.union].append(problem)
    misspelt = _misspelt(alone, tree, outline)
    faults = [
        _fault(problem, outline) for problem in alone if not (_is_missing(problem) and problem.path[:-1] in misspelt)
    ]
    faults += misspelt.values()
    for path, problems in unions.items():
        faults += _union_faults(path, problems, outline)
    return list(dict.fromkeys(faults))


@dataclass(frozen=True)
class _Problem:
    """One pydantic error with its place in the tree."""

    details: ErrorDetails
    path: Path
    place: Place
    value: Any
    is_key: bool
    union: Path | None  # the path of the value that may be one of several things
    member: str  # which of those it was held against


def _locate(details: ErrorDetails, tree: Node) -> _Problem:
    """Follow pydantic's location, in which names of union members stand between the keys."""
    path: Path = ()
    node, place, value, is_key = tree, tree.place, None, False
    union: Path | None = None
    member = ""
    parts = [*details["loc"], *(details.get("ctx") or {}).get("at", ())]
    for index, part in enumerate(parts):
        child = node.child(part)
        if child is not None:
            path = (*path, part)
            key_place = node.key_places.get(str(part))
            node, place = child, child.place
            if details["type"] == "extra_forbidden" and index == len(parts) - 1 and key_place:
                place = key_place
        elif part == _KEY and path:
            is_key, value = True, str(path[-1])
            place = _key_place(tree, path) or place
        elif details["type"] == "missing" and index == len(parts) - 1:
            path = (*path, part)
        elif union is None:
            union, member = path, str(part)
    return _Problem(details, path, place, value if is_key else node.plain(), is_key, union, member)


def _key_place(tree: Node, path: Path) -> Place | None:
    node = _at(tree, path[:-1])
    return node.key_places.get(str(path[-1])) if node else None


def _at(tree: Node, path: Path) -> Node | None:
    node: Node | None = tree
    for part in path:
        node = node.child(part) if node else None
    return node


def _is_missing(problem: _Problem) -> bool:
    return problem.details["type"] == "missing"


def _misspelt(problems: Sequence[_Problem], tree: Node, outline: Outline) -> dict[Path, Fault]:
    """Entries under names of one's own that lack what they need, and are called much as one that lacks nothing.

    Whoever extends a file and misspells a name in it meant that one: what a new one would need comes second.
    """
    lacking: dict[Path, list[str]] = defaultdict(list)
    for problem in problems:
        if _is_missing(problem) and len(problem.path) > 2:
            lacking[problem.path[:-1]].append(str(problem.path[-1]))
    found: dict[Path, Fault] = {}
    for path, keys in lacking.items():
        parent, name = path[:-1], str(path[-1])
        mapping = _at(tree, parent)
        whole = [key for key in mapping.key_places if (*parent, key) not in lacking] if mapping else []
        near = nearest(name, whole)
        if mapping and near and outline.takes_any_key(parent):
            allowed = say("a new one needs {names}", names=listed(keys))
            found[path] = fault_at(mapping.key_places[name], say("unknown name"), allowed, dotted(path), near)
    return found


def _union_faults(path: Path, problems: list[_Problem], outline: Outline) -> list[Fault]:
    """Report what was meant: the member that fits at the top and fails further in, else all at once."""
    members: dict[str, list[_Problem]] = defaultdict(list)
    for problem in problems:
        members[problem.member].append(problem)
    meant = [member for member in members.values() if all(len(problem.path) > len(path) for problem in member)]
    if meant:
        return [_fault(problem, outline) for problem in min(meant, key=len)]
    first = problems[0]
    if isinstance(first.value, (dict, list)):  # a validator that looked inside knows more than "a mapping"
        looked = [problem for problem in problems if problem.details["type"] not in _PYDANTIC_TYPES]
        problems = looked or problems
    if len({problem.member for problem in problems}) == 1:
        return [_fault(problem, outline) for problem in problems]
    return [_plain_fault(first, _misfit(first.value, path, outline), outline)]


def _fault(problem: _Problem, outline: Outline) -> Fault:
    kind, context = problem.details["type"], problem.details.get("ctx") or {}
    if kind == "extra_forbidden":
        known = outline.keys(problem.path[:-1])
        hint = nearest(str(problem.path[-1]), known)
        allowed = say("one of {names}", names=listed(known)) if known else say("no keys are allowed here")
        return fault_at(problem.place, say("unknown key"), allowed, dotted(problem.path), hint)
    if kind == "missing":
        about = outline.description(problem.path)
        allowed = together((outline.words(problem.path), about), ", ")
        return fault_at(problem.place, say("missing"), allowed, dotted(problem.path))
    if kind not in _PYDANTIC_TYPES or kind in _SAYS_ITSELF:
        return _own_words(problem, outline)
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        found = say(words, found=shown(problem.value), limit=number(context[name]))
        return _plain_fault(problem, found, outline)
    if kind in ("literal_error", "enum") and problem.is_key:
        choices = [str(choice).strip("'") for choice in _expected(str(context["expected"]))]
        hint = nearest(str(problem.value), choices)
        allowed = say("one of {names}", names=listed(choices))
        return fault_at(problem.place, say("unknown key"), allowed, dotted(problem.path), hint)
    if kind in ("too_short", "too_long"):
        count = len(problem.value) if isinstance(problem.value, (list, dict)) else context["actual_length"]
        return _plain_fault(problem, say("{found} of {count}", found=shown(problem.value), count=count), outline)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _tag_fault(problem, context)
    if problem.is_key:
        return _plain_fault(problem, say("{found} cannot be a key here", found=shown(problem.value)), outline)
    return _plain_fault(problem, _misfit(problem.value, problem.path, outline), outline)


def _own_words(problem: _Problem, outline: Outline) -> Fault:
    """A fault in the words of our own validators, those of a `misfit`; others say "found; allowed"."""
    context = problem.details.get("ctx") or {}
    message = problem.details["msg"]
    if problem.details["type"] in _SAYS_ITSELF:
        message = str(context.get("error", message))
    found, _, allowed = message.partition("; ")
    if isinstance(said := context.get("found"), Phrase):
        found, allowed = said, context.get("allowed", "")
        if not isinstance(problem.value, str) and said.values.get("found") == repr(problem.value):
            found = say(said.template, **{**said.values, "found": shown(problem.value)})
    known = [str(name) for name in context.get("known", outline.choices(problem.path))]
    hint = nearest(problem.value, known) if isinstance(problem.value, str) else ""
    return fault_at(problem.place, found, allowed, dotted(problem.path), hint)


def _tag_fault(problem: _Problem, context: dict[str, Any]) -> Fault:
    key = str(context["discriminator"]).strip("'")
    path = dotted((*problem.path, key))
    if "tag" not in context:
        return fault_at(problem.place, say("missing"), say("{key} says which kind this is", key=key), path)
    choices = [str(choice).strip("'") for choice in _expected(str(context["expected_tags"]))]
    tag = str(context["tag"])
    hint = nearest(tag, choices)
    return fault_at(
        problem.place,
        say("{found} is not known", found=shown(tag)),
        say("one of {names}", names=listed(choices)),
        path,
        hint,
    )


def _plain_fault(problem: _Problem, found: str, outline: Outline) -> Fault:
    hint = ""
    if isinstance(problem.value, str):
        hint = nearest(problem.value, outline.choices(problem.path))
    allowed = "" if problem.is_key else outline.words(problem.path)
    if problem.details["type"] == "string_pattern_mismatch":
        allowed = outline.description(problem.path) or allowed
    return fault_at(problem.place, found, allowed, dotted(problem.path), hint)


def _misfit(value: Any, path: Path, outline: Outline) -> str:
    """Say what a value is, where its kind is wrong, and else only that it is not allowed."""
    kinds = {schema.get("type") for schema in outline.at(path)}
    words = shown(value)
    if isinstance(value, str) and "string" not in kinds:
        return say("{found} is text", found=words)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if isinstance(value, float) and "number" not in kinds and "integer" in kinds:
            if value.is_integer():
                return say("{found} has a decimal point", found=words)
            return say("{found} is not a whole number", found=words)
        if not kinds & {"number", "integer"}:
            return say("{found} is a number", found=words)
    if value is None or isinstance(value, (list, dict)):
        return words
    return say("{found} is not allowed", found=words)


def _expected(words: str) -> Iterable[str]:
    """The choices in pydantic's "'a', 'b' or 'c'"."""
    return words.replace(" or ", ", ").split(", ")


def dotted(path: Path) -> str:
    """A path as messages and settings write it."""
    return ".".join(str(part) for part in path)

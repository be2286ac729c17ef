"""`make catalogue`: every message of the code, as templates that the catalogues of `locale/` translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from wargame.installed import PACKAGE
from wargame.scenario import load, shipped_names
from wargame.scenario.inventory import take
from wargame.text.html import environment
from wargame.text.language import ENGLISH, LANGUAGES, LOCALE, path
from wargame.text.phrase import Phrase

# Which arguments of a call are messages: by position, or by name.
MARKED: dict[str, tuple[int | str, ...]] = {
    "tr": (0,),
    "rich": (0,),
    "say": (0,),
    "marked": (0,),
    "Order": (3, 4),
    "Choice": (1, 2, 3, 4),
    "OutcomeClass": (1, 2),
    "Question": (2,),
    "Outlook": (1,),
    "Link": (1, 2),
    "Event": (2,),
    "Reason": (0, 5, "names", "question", "before"),
    "Throw": (0, 2),
    "Limit": (0,),
    "Published": (1, 2, "said", "note", "miss"),
    "_base": (1, 2, "said", "note", "miss"),
    "_adverse": (1, 2, "said", "note", "miss", "narrow"),
    "_counted": (1, "note", "miss"),
    "_asahi": (1,),
    "Chance": (0, 1),
    "sourced": (1, 4),
    "quantity": (0, 2),
    "fitted": (1, 3),
    "Explanation": ("title", "contributions", "cuts", "otherwise", "lowest", "unit", "chance_of"),
}
NO_PAGE = {PACKAGE / "tools" / "load.py"}  # its `say` is of websockets
COUNTED = {"counted": 1, "plural": 1, "noun": 0}  # which argument is a noun


@dataclass(frozen=True)
class Message:
    """A message and where it stands."""

    words: str
    file: str
    line: int


def messages() -> list[Message]:
    """Every message of the package, code and templates file by file, then those that no call names.

    These are the headings of the numbers, which are docstrings, and the names of places of the shipped scenarios.
    """
    found = []
    for file in sorted(set(PACKAGE.rglob("*.py")) - NO_PAGE):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = file.relative_to(PACKAGE.parent).as_posix()
        found += [Message(words, name, line) for words, line in _in(tree)]
    for file in sorted(PACKAGE.rglob("*.html")):
        template = environment().parse(file.read_text(encoding="utf-8"))
        name = file.relative_to(PACKAGE.parent).as_posix()
        found += [Message(words, name, line) for words, line in _in_template(template)]
    names = {name for scenario in map(load, shipped_names()) for name in (*scenario.bases, *scenario.relations)}
    headed = [group for group in take(shipped_names()[0]).groups if not isinstance(group.about, Phrase)]
    found += [Message(group.about, group.path, 1) for group in headed]
    return found + [Message(name, "scenarios/parts/western_pacific.yaml", 1) for name in sorted(names)]


def _in(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or ast.Constant(None)) == "Contributions":
            yield from (found for part in ast.walk(node) if isinstance(part, ast.Dict) for found in _constants(part))


def _of_call(call: ast.Call) -> Iterator[tuple[str, int]]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in COUNTED and len(call.args) > COUNTED[name]:
        yield from ((f"{{count}} {noun}", line) for noun, line in _constants(call.args[COUNTED[name]]))
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    for place in MARKED.get(name, ()):
        if isinstance(place, int) and place < len(call.args):
            yield from _constants(call.args[place])
        elif isinstance(place, str) and place in named:
            yield from _constants(named[place])


def _constants(node: ast.expr) -> Iterator[tuple[str, int]]:
    """The texts of an argument: itself, either side of a condition, members of a tuple, or keys of a mapping."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value, node.lineno
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Tuple | ast.List):
        for member in node.elts:
            yield from _constants(member)
    elif isinstance(node, ast.Dict):
        for key in filter(None, node.keys):
            yield from _constants(key)


def _in_template(template: nodes.Template) -> Iterator[tuple[str, int]]:
    for call in template.find_all(nodes.Call):
        name = getattr(call.node, "name", "")
        if name in COUNTED and len(call.args) > COUNTED[name]:
            yield from ((f"{{count}} {noun}", line) for noun, line in _fixed(call.args[COUNTED[name]]))
        for place in MARKED.get(name, ()):
            if isinstance(place, int) and place < len(call.args):
                yield from _fixed(call.args[place])


def _fixed(node: nodes.Node) -> Iterator[tuple[str, int]]:
    """The texts of an argument in a template: itself, or either side of a condition."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and node.value:
        yield node.value, node.lineno
    elif isinstance(node, nodes.CondExpr):
        yield from _fixed(node.expr1)
        if node.expr2 is not None:
            yield from _fixed(node.expr2)


def renewed(language: str) -> Catalog:
    """The catalogue of a language with the messages of today; translations of messages that are gone are dropped."""
    try:
        with path(language).open("rb") as file:
            before = read_po(file)
    except FileNotFoundError:
        before = Catalog()
    catalogue = Catalog(
        locale=language.replace("-", "_"), project="Linchpin", charset="utf-8", fuzzy=False,
        creation_date=before.creation_date or datetime.now(UTC), header_comment="# Linchpin",
    )  # fmt: skip
    for message in messages():
        known = before.get(message.words)
        catalogue.add(message.words, known.string if known else "", locations=[(message.file, 0)])
    return catalogue


def main() -> None:
    """Write the catalogues anew."""
    for language in LANGUAGES:
        if language == ENGLISH:
            continue
        path(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue = renewed(language)  # before the file is opened, which empties it
        with path(language).open("wb") as file:
            write_po(file, catalogue, width=110, include_lineno=False, sort_output=False)
        missing = sum(not message.string for message in catalogue if message.id)
        print(f"{path(language).relative_to(LOCALE)}: {missing} to translate")


if __name__ == "__main__":
    main()

"""HTML of pages and reports: templates that escape what is put into them, and words and numbers as print sets them.

A template stands next to the Python file that fills it in, as `decision.html` next to `decision.py`, and holds one
macro for each piece of a page. What a macro is given is escaped, unless it is `Markup`: HTML that a template or a
drawing made. So a text of a scenario, a person or an address cannot become HTML by a slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from wargame.installed import PACKAGE
from wargame.text.language import tr
from wargame.text.phrase import Phrase, plural

if TYPE_CHECKING:
    from jinja2 import Environment

_OPENING = re.compile(r"""(?<![\w.,;:!?)\]])['"](?=\S)""")  # a quotation mark that stands before what it quotes
_NEGATIVE = re.compile(r"(?<![\w-])-(?=\.?\d)")  # a minus sign, as it is typed
_TYPED = {"'": "‘", '"': "“"}
_BLOCK_OR_LINE_END = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|[ \t]*\n\s*", re.DOTALL)


class Template:
    """The macros of a template file, each called as a function that returns HTML.

    Args:
        path: of the file, from the folder of the package.
        names: functions and values that its macros use, besides `tr`, `text`, `rich`, `number`, `signed` and `counted`.
    """

    def __init__(self, path: str, **names: Any) -> None:
        self._path = path
        self._names = names

    def __getattr__(self, macro: str) -> Callable[..., Markup]:
        if macro.startswith("_"):  # not of the file; whoever copies or inspects this asks for such names
            raise AttributeError(macro)
        found: Callable[..., Markup] = getattr(self._macros, macro)
        return found

    @cached_property
    def _macros(self) -> Any:
        return environment().get_template(self._path).make_module(self._names)


@cache
def environment() -> Environment:
    """Jinja, set up for this package: it escapes by default, and refuses names that nobody gave."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # late: the command line stays quick
    from jinja2.ext import Extension

    class JoinLines(Extension):
        """Lines of a template end where a reader likes it: a page has no space there."""

        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            return joined(source)

    found = Environment(
        loader=FileSystemLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        extensions=[JoinLines],
    )
    found.globals.update(tr=tr, text=text, rich=rich, number=number, signed=signed, counted=counted)
    found.filters["text"] = text
    return found


def joined(source: str) -> str:
    """A template without its line ends: none next to a tag or a block, one space within a text or a tag.

    A comment takes the place of each line end, so that an error still names the line that it is on.
    """

    source = source.strip()

    def replaced(found: re.Match[str]) -> str:
        if not found[0].isspace():
            return found[0]  # a block, whatever lines it runs over
        alone = source[found.start() - 1] in ">}" or source[found.end()] in "<{"
        lines = "\n" * found[0].count("\n")
        return f"{'' if alone else ' '}{{#{lines}#}}"

    return _BLOCK_OR_LINE_END.sub(replaced, source)


def text(words: object) -> Markup:
    """Words in the language of the page, as they may stand in HTML and SVG, and set as in print."""
    said = tr(words) if isinstance(words, str) else str(words)
    if "'" in said or '"' in said:
        said = _OPENING.sub(lambda mark: _TYPED[mark[0]], said).replace("'", "’").replace('"', "”")
    return Markup(escape(_NEGATIVE.sub("−", said) if "-" in said else said, quote=True))


def rich(message: str, /, **values: object) -> Markup:
    """A message with HTML of its own, in the language of the page; its values are escaped."""
    return Markup(tr(message)).format(
        **{name: tr(value) if isinstance(value, Phrase) else value for name, value in values.items()}
    )


def attribute(name: str) -> Markup:
    """A name that the server or a style sheet knows, as it may stand in an attribute: the same in every language."""
    return Markup(escape(name, quote=True))


def number(value: float, digits: int = 0) -> str:
    """A number with thousands commas and a real minus sign."""
    return f"{value:,.{digits}f}".replace("-", "−")


def signed(value: float, digits: int = 2) -> str:
    """A number that always shows its sign."""
    return f"{value:+.{digits}f}".replace("-", "−")


def counted(value: float, noun: str) -> str:
    """A rounded count with its noun, in the singular for one."""
    return tr(plural(number(value), noun))

"""Markdown in the texts of scenarios: as HTML that can do no harm, and as plain words.

A scenario file may come from anywhere. HTML in its texts is shown as the text it is, pictures as their description, and
what the parser makes passes a list of the few tags that a brief needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

IN_A_LINE = {"em", "strong", "code"}
IN_A_TEXT = {*IN_A_LINE, "p", "ul", "ol", "li", "blockquote", "pre", "br", "hr", "a"}
KEPT = 1024  # texts; a class plays a few scenarios of about thirty each


@lru_cache(KEPT)
def inline(words: str) -> Markup:
    """HTML of a short text: emphasis and code; of a link its words alone."""
    import nh3  # late: the command line stays quick

    html = nh3.clean(_parser().renderInline(words.strip()), tags=IN_A_LINE, attributes={"*": set()})
    return Markup(html.replace("\n", " "))


@lru_cache(KEPT)
def block(words: str) -> Markup:
    """HTML of a long text: paragraphs, lists, quotations, and links to the web, which open beside the game."""
    import nh3

    html = nh3.clean(
        _parser().render(words),
        tags=IN_A_TEXT,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return Markup(html.strip())


@lru_cache(KEPT)
def plain(words: str) -> str:
    """The words without their marks, for a terminal, a list, or a screen reader; a line for each paragraph."""
    return "\n".join("".join(_words(token.children or ())) for token in _plain_parser().parse(words) if token.content)


def first_sentence(words: str) -> str:
    """The first sentence of plain words, in any of the languages."""
    return re.split(r"(?<=[.!?])\s|(?<=[。！？])", words.strip(), maxsplit=1)[0]


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield token.content


@lru_cache
def _plain_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # A fence is left as it stands: in plain words it is nothing but lines.
    return MarkdownIt("commonmark", {"html": False}).disable(["code", "fence"])


@lru_cache
def _parser() -> MarkdownIt:
    """CommonMark without HTML, with typographer's quotes; headings are strong paragraphs, as a page has its own."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark", {"html": False, "typographer": True})
    found.enable("smartquotes").disable("code")
    found.add_render_rule("image", _described)
    found.add_render_rule("heading_open", lambda *_: "<p><strong>")
    found.add_render_rule("heading_close", lambda *_: "</strong></p>")
    return found


def _described(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return escape(renderer.renderInlineAsText(tokens[index].children or (), options, env))

"""Markdown of scenarios, in the language of the page, as pages show it."""

from __future__ import annotations

from markupsafe import Markup

from wargame.text import markdown
from wargame.text.language import tr


def line(words: str) -> Markup:
    """A short text: emphasis and code."""
    return markdown.inline(tr(words))


def paragraphs(words: str) -> Markup:
    """A long text: paragraphs, lists, quotations and links."""
    return markdown.block(tr(words))

"""Pages before they are parsed: text from the code, files of the repository, and links that hold on the site.

A page may hold two kinds of markers, each on a line of its own:

    <!-- generated: orders -->        what `site_reference` makes of the code
    <!-- file: scenarios/README.md --> a file from elsewhere in the repository

A file that is read on its own as well, such as docs/MODEL.md, links to other files of the repository.
Here such a link leads to the page that shows that file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import site_reference

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parents[1]
ROOT = DOCS.parent

PAGE_OF = {  # files of the repository, and the pages that show them
    "SOURCES.md": "reference/sources.md",
    "scenarios/README.md": "howto/write-a-scenario.md",
    "studies/README.md": "howto/write-a-study.md",
    "docs/from_python.ipynb": "howto/from-python.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "README.md": "index.md",
}
PAGE_OF_TABLE = {  # tables that MODEL.md holds for readers of the file, and the pages that have them on the site
    "phases": ("The order of the turn", "reference/turn.md"),
    "state": ("Every variable of the state", "reference/state.md"),
    "sensing": ("What each government sees", "reference/governments.md"),
    "doctrines": ("The doctrines of each government", "reference/governments.md"),
    "orders": ("Every order with its choices", "reference/orders.md"),
    "outcomes": ("The classes of outcome", "reference/results.md"),
    "columns": ("Every column with its unit", "reference/results.md"),
    "numbers": ("Every number with unit, range and source", "reference/parameters.md"),
    "scenario": ("Every key of a scenario file", "reference/scenario-file.md"),
    "sources": ("How many numbers rest on each source", "reference/sources.md"),
}

WRITTEN_IN = {"sources": ROOT}  # generated parts whose links are not those of a file in docs/

_MARKER = re.compile(r"^<!-- (generated|file): (\S+) -->$", re.MULTILINE)
_TABLE = re.compile(r"<!-- begin (\w+): [^>]*-->\n(.*?)<!-- end \1 -->", re.DOTALL)
_LINK = re.compile(r"\]\((?![a-z]+:|#|/)([^)#\s]+)(#[^)\s]*)?\)")
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"`?\[([a-z][a-z0-9-]*)\]`?(?!\()")


def prepared(docname: str, text: str) -> str:
    """The text of a page as it is parsed.

    Raises:
        KeyError: for a marker that names nothing that is generated.
        FileNotFoundError: for a marker that names no file.
    """
    here = (DOCS / docname).parent

    def filled(marker: re.Match[str]) -> str:
        kind, name = marker.groups()
        if kind == "generated":
            return relinked(site_reference.SECTIONS[name](), WRITTEN_IN.get(name, DOCS), here)
        path = ROOT / name
        return relinked(path.read_text(encoding="utf-8"), path.parent, here)

    text = _TABLE.sub(_with_link, relinked(text, here, here))
    text = _MARKER.sub(filled, text)
    return text if docname == "reference/sources" else with_sources(text)


def relinked(text: str, written_in: Path, shown_in: Path) -> str:
    """Relative links as they must be on the page: to a page of the site, or to a file to download."""

    def moved(link: re.Match[str]) -> str:
        target, anchor = link.groups(default="")
        path = Path(os.path.normpath(written_in / target))
        name = path.relative_to(ROOT).as_posix()
        if name in PAGE_OF:
            return f"](/{PAGE_OF[name]}{anchor})"
        if path.is_relative_to(DOCS) and path.suffix == ".md":
            return f"](/{path.relative_to(DOCS).as_posix()}{anchor})"
        return f"]({Path(os.path.relpath(path, shown_in)).as_posix()}{anchor})"

    return "".join(part if part.startswith("```") else _LINK.sub(moved, part) for part in _FENCE.split(text))


def with_sources(text: str) -> str:
    """Each key of a source as a link to its entry."""
    keys = site_reference.source_keys()

    def linked(found: re.Match[str]) -> str:
        return f"[\\[{found[1]}\\]](#{found[1]})" if found[1] in keys else found[0]

    return "".join(part if part.startswith("```") else _KEY.sub(linked, part) for part in _FENCE.split(text))


def _with_link(table: re.Match[str]) -> str:
    """A table of MODEL.md has a page of its own here; a generated sentence stays."""
    name, body = table.groups()
    if name not in PAGE_OF_TABLE:
        return body
    words, page = PAGE_OF_TABLE[name]
    return f"*{words}: [see the reference](/{page}).*\n"


def _read(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = prepared(docname, source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Read pages through `prepared`."""
    app.connect("source-read", _read)
    return {"parallel_read_safe": True}

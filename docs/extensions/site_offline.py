"""The built site loads nothing from other hosts: a page that would fetch a font, script or picture fails the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FETCHED = re.compile(
    r"<(?:script|img|iframe|source|video)\b[^>]*\bsrc=[\"'](?:https?:)?//[^\"']*"
    r"|<link\b(?=[^>]*rel=[\"'](?:stylesheet|icon|preload|preconnect))[^>]*\bhref=[\"'](?:https?:)?//[^\"']*"
    r"|(?:@import|url\()\s*[\"']?(?:https?:)?//[^\"')]*",
    re.IGNORECASE,
)


def fetched_from_elsewhere(text: str) -> list[str]:
    """What a page or style sheet would load from another host."""
    return _FETCHED.findall(text)


def _check(app: Sphinx, failure: Exception | None) -> None:
    if failure is not None:
        return
    from sphinx.util import logging  # here: tests read this file without Sphinx

    for path in sorted(Path(app.outdir).rglob("*")):
        if path.suffix in {".html", ".css"}:
            for found in fetched_from_elsewhere(path.read_text(encoding="utf-8")):
                logging.getLogger(__name__).warning("%s loads from elsewhere: %s", path.name, found)


def setup(app: Sphinx) -> dict[str, Any]:
    """Check every page once all are written."""
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True}

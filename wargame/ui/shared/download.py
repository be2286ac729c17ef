"""A text handed to the browser as a file."""

from __future__ import annotations

import solara


@solara.component_vue("download.vue")
def Download(name: str, kind: str, text: str, count: int) -> None:  # noqa: N802
    """Save `text` as a file of that name whenever `count` changes."""

"""A piece of a page: HTML from a pure function in, one callback out."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("panel.vue")
def Panel(html: str, kind: str, event_act: Callable[[dict[str, str]], None]) -> None:  # noqa: N802
    """Show `html`; any mark in it with `data-act` calls back with {"act", "value"} when it is used.

    The browser keeps what belongs to looking (open folds, the chosen radio, focus), so choosing
    costs no redraw: the HTML changes only when the game does.
    """

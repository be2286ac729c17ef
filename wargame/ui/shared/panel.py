"""A piece of a page: HTML from a pure function in, one callback out."""

from __future__ import annotations

from collections.abc import Callable

import solara

from wargame.ui.shared.clicks import answered


@solara.component_vue("panel.vue")
def _Panel(html: str, kind: str, event_act: Callable[[dict[str, str]], None]) -> None:  # noqa: N802
    """The part that is drawn in the browser."""


def Panel(html: str, kind: str, event_act: Callable[[dict[str, str]], object]) -> solara.Element:  # noqa: N802
    """Show `html`; any mark in it with `data-act` calls back with {"act", "value", "click"} when it is used.

    The browser keeps what belongs to looking (open folds, the chosen radio, focus), so choosing
    costs no redraw: the HTML changes only when the game does. A click is answered once `event_act` has returned,
    unless that returns False.
    """
    return _Panel(html=html, kind=kind, event_act=answered(event_act))

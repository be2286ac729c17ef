"""The language of a page: what its address says, else this browser's choice, else what the browser prefers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import solara
from solara.lab.utils.cookies import cookies
from solara.lab.utils.headers import headers

from wargame.text.language import ENGLISH, chosen, spoken

COOKIE = "language"  # assets/custom.js writes it
_language = solara.reactive(ENGLISH)  # Solara keeps one value for each page that is open


def settle(asked: str | None) -> None:
    """Choose the language of this page; it stays until the page is loaded anew."""
    prefers = (headers.value or {}).get("accept-language", [])
    _language.value = chosen(asked, (cookies.value or {}).get(COOKIE), ",".join(prefers))


def of_page() -> str:
    """The language of the page whose thread this is."""
    return str(_language.peek())


def component(draw: Callable[..., Any]) -> Any:
    """A Solara component that is drawn in the language of its page.

    A page is drawn anew by whichever thread has news for it, so the language is set for each drawing, and only then.
    """

    @wraps(draw)
    def drawn(*args: Any, **values: Any) -> Any:
        with spoken(of_page()):
            return draw(*args, **values)

    return solara.component(drawn)

"""A page in words that needs no session: an address that is none, a server that is full."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from wargame.text.html import Template
from wargame.text.language import language
from wargame.text.phrase import say
from wargame.ui.shared.topbar import topbar

NOWHERE = say("There is no page at this address")
NOWHERE_WORDS = say("Saved games are in the lobby; their addresses end in ?game= and a key.")
LONG = say("This address is too long")
LONG_WORDS = say("Some of it does not belong there. Copy the address again, or start from the lobby.")
NO_COOKIES = say("This browser keeps no cookies for this address")
NO_COOKIES_WORDS = say(
    "The game knows your browser again by one cookie, and cannot begin without it. Allow cookies for this address in "
    "the settings of your browser, then load the page again. Saved games are safe."
)
NO_SCRIPTS = say("This browser runs no JavaScript")
NO_SCRIPTS_WORDS = say(
    "The game is drawn by JavaScript, and all of it comes from this server. Allow it for this address in the settings "
    "of your browser, then load the page again. Saved games are safe."
)
FRAMED = say("Linchpin does not run inside a page of another site")
FRAMED_WORDS = say(
    "A site that puts the game into a frame could misuse your clicks, so it is not shown there. In a tab of its own it "
    "runs as usual. Saved games are safe."
)
_HEAD, _BODY = re.compile(r"<head\b[^>]*>"), re.compile(r"<body\b[^>]*>")
_STORAGE = (Path(__file__).parents[1] / "assets" / "storage.js").read_text(encoding="utf-8")


def with_storage(html: str) -> str:
    """The page of the game with a storage that also works where the browser forbids its own: before every script."""
    return _HEAD.sub(lambda head: f"{head[0]}<script>{_STORAGE}</script>", html, count=1)


def with_reasons(html: str) -> str:
    """The page of the game with the reasons for which it would not begin, in the language of the moment.

    The game could not say them itself. They are no part of it until custom.js finds no cookies, or nothing runs.
    """

    told = _DRAWN.reasons((NO_COOKIES, NO_COOKIES_WORDS), (NO_SCRIPTS, NO_SCRIPTS_WORDS))
    return _BODY.sub(lambda body: f"{body[0]}{told}", html, count=1)


def page(title: str, words: str, base_path: str = "") -> Markup:
    """A whole document, in the language of the moment.

    Args:
        title: its heading.
        words: what happened, what is safe, and what to do.
        base_path: that stands before every path of the server.
    """
    return _DRAWN.document(title, words, base_path, _DRAWN.to_lobby(base_path), topbar(root=base_path + "/"))


def framed_page(address: str, base_path: str = "") -> Markup:
    """What a frame in a page of another site shows: why there is no game in it, and the way to one.

    Args:
        address: that the frame asked for, from the root of the server.
        base_path: that stands before every path of the server.
    """
    return _DRAWN.document(FRAMED, FRAMED_WORDS, base_path, _DRAWN.to_tab(address), None)


_DRAWN = Template("ui/guard/plain_page.html", language=language)

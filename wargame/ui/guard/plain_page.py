"""A page in words that needs no session: an address that is none, a server that is full."""

from __future__ import annotations

import re
from pathlib import Path

from wargame.text.html import attribute, text
from wargame.text.language import language, tr
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

    def reason(title: str, words: str) -> str:
        return f"<main class='message' lang='{language()}'><h1>{text(title)}</h1><p>{text(words)}</p></main>"

    told = (
        f"<template id='no-cookies'><div class='v-application root reason'>{reason(NO_COOKIES, NO_COOKIES_WORDS)}</div>"
        "</template>"
        "<noscript><style>#app { display: none; }</style>"
        f"<div class='v-application root'>{reason(NO_SCRIPTS, NO_SCRIPTS_WORDS)}</div></noscript>"
    )
    return _BODY.sub(lambda body: body[0] + told, html, count=1)


def page(title: str, words: str, base_path: str = "") -> str:
    """A whole document, in the language of the moment.

    Args:
        title: its heading.
        words: what happened, what is safe, and what to do.
        base_path: that stands before every path of the server.
    """
    bar = f"<div class='panel topbar'>{topbar(root=base_path + '/')}</div>"
    return _document(title, words, base_path, f"<a href='{attribute(base_path)}/'>{tr('To the lobby')}</a>", bar)


def framed_page(address: str, base_path: str = "") -> str:
    """What a frame in a page of another site shows: why there is no game in it, and the way to one.

    Args:
        address: that the frame asked for, from the root of the server.
        base_path: that stands before every path of the server.
    """
    link = f"<a href='{attribute(address)}' target='_blank' rel='noopener'>{tr('Open it in a tab of its own')}</a>"
    return _document(FRAMED, FRAMED_WORDS, base_path, link)


def _document(title: str, words: str, base_path: str, link: str, bar: str = "") -> str:
    base = attribute(base_path)
    return (
        f"<!doctype html><html lang='{language()}'><head><meta charset='utf-8'><title>Linchpin</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<link rel='icon' href='{base}/static/assets/favicon.svg'>"
        f"<link rel='stylesheet' href='{base}/static/assets/custom.css'></head><body data-base-url='{base}/jupyter/'>"
        f"<div class='v-application root'>{bar}<div class='panel'><main class='message'>"
        f"<h1>{text(title)}</h1><p>{text(words)}</p><p>{link}</p></main></div></div>"
        f"<script src='{base}/static/assets/custom.js'></script></body></html>"
    )

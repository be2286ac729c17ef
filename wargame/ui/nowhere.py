"""The page for an address that is none: in our look, with the way to the lobby."""

from __future__ import annotations

from wargame.language import language, tr
from wargame.phrase import say
from wargame.ui.html_topbar import topbar

TITLE = say("There is no page at this address")
WORDS = say("Saved games are in the lobby; their addresses end in ?game= and a key.")


def page() -> str:
    """A whole document; it needs no session, so it is plain HTML."""
    return (
        f"<!doctype html><html lang='{language()}'><head><meta charset='utf-8'><title>Linchpin</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<link rel='icon' href='/static/assets/favicon.svg'>"
        "<link rel='stylesheet' href='/static/assets/custom.css'></head><body>"
        f"<div class='v-application root'><div class='panel topbar'>{topbar()}</div><div class='panel'>"
        f"<main class='message'><h1>{tr(TITLE)}</h1><p>{tr(WORDS)}</p><p><a href='/'>"
        f"{tr('To the lobby')}</a></p></main></div></div>"
        "<script src='/static/assets/custom.js'></script></body></html>"
    )

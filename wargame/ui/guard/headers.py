"""What a browser is told to allow and to refuse on our pages."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

_SCRIPT = re.compile(r"<script\b")

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # the address of a game is the right to read it
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# For what is no page: styles, pictures, letters, answers in a line.
NOTHING = "default-src 'none'; frame-ancestors 'none'"


def page_policy(nonce: str, host: str, https: bool) -> str:
    """The policy of a page that runs the game.

    Scripts come from this server or bear the nonce of the page. Vue compiles its templates in the browser, which
    takes `unsafe-eval`; Vuetify and the map write styles into their marks, which takes `unsafe-inline` for styles.
    """
    socket = f"{'wss' if https else 'ws'}://{host}"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {socket}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


PLAIN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
FRAMED_POLICY = PLAIN_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")  # its one link leads out of it
FRAMES = ("iframe", "frame", "embed", "object", "fencedframe")  # as browsers say for what they ask


def framed_elsewhere(said: Mapping[str, str]) -> bool:
    """Whether a browser says that it asks for a frame in a page of another origin.

    Browsers say so to https and to this machine. To others they say nothing: there the policy of the page refuses.
    """
    return said.get("sec-fetch-dest") in FRAMES and said.get("sec-fetch-site") != "same-origin"


def new_nonce() -> str:
    """A word that no page before had."""
    return secrets.token_urlsafe(18)


def with_nonce(html: str, nonce: str) -> str:
    """A page whose own scripts bear the nonce. The page is a template of ours and holds nothing that a person wrote."""
    return _SCRIPT.sub(f'<script nonce="{nonce}"', html)

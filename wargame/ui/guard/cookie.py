"""The cookie by which a browser is known again: signed by this server, and out of reach of scripts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import os
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

SECONDS = 365 * 24 * 3600  # after the last visit
SECRET_FILE = "cookie-secret"
SECRET_BYTES = 32
FORMER = "solara-session-id"  # the cookie of versions before: readable by scripts, without a signature
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
log = logging.getLogger(__name__)


def name(port: int) -> str:
    """The cookie's name. Browsers send a cookie to every port of a host, so the name says whose it is."""
    return f"linchpin-{port}"


def read(header: str) -> dict[str, str]:
    """The cookies of a request; none where they cannot be read."""
    found: dict[str, str] = {}
    for part in header.split(";"):  # one by one: a cookie of somebody else that is odd hides no other
        try:
            cookies = SimpleCookie(part.strip())
        except CookieError:
            continue
        found |= {key: cookie.value for key, cookie in cookies.items() if key not in found}
    return found


class Signer:
    """Signs the names of browsers, and knows its own signature again.

    Args:
        folder: where the secret lies, so that a browser is known again after a restart. Where it cannot be written,
            the secret lasts as long as the server.
    """

    def __init__(self, folder: Path) -> None:
        self._secret = _secret(folder / SECRET_FILE)

    def sign(self, browser: str) -> str:
        """The cookie's value for a browser."""
        return f"{browser}.{self._mark(browser)}"

    def browser(self, value: str) -> str | None:
        """The browser that a value names; None if this server did not write it."""
        browser, _, mark = value.rpartition(".")
        if not _TOKEN.fullmatch(browser) or not hmac.compare_digest(mark.encode(), self._mark(browser).encode()):
            return None
        return browser

    def _mark(self, browser: str) -> str:
        mark = hmac.digest(self._secret, browser.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(mark).decode().rstrip("=")


def new_browser() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(16)


def former_browser(cookies: dict[str, str]) -> str | None:
    """The name by which a version before knew this browser."""
    value = cookies.get(FORMER, "")
    return value if _TOKEN.fullmatch(value) else None


def set_cookie(port: int, value: str, path: str, https: bool) -> str:
    """The header that gives a browser its cookie."""
    secure = "; Secure" if https else ""
    return f"{name(port)}={value}; Path={path}; Max-Age={SECONDS}; HttpOnly; SameSite=Lax{secure}"


def forget_former() -> list[str]:
    """The headers that take the cookies of versions before away."""
    return [f"{cookie}=; Path=/; Max-Age=0" for cookie in (FORMER, f"{FORMER}-lax")]


def _secret(path: Path) -> bytes:
    """The secret of a file, made if it is not there; of two servers that begin at once both get the first one's."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(SECRET_BYTES))
                file.flush()
                os.fsync(file.fileno())
            _publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        log.debug("the secret of cookies could not be written: %s", error)
    try:
        found = path.read_bytes()
    except OSError:
        found = b""
    if len(found) == SECRET_BYTES:
        return found
    log.warning("%s cannot be used: after a restart, browsers will not find their games in the lobby", path)
    return secrets.token_bytes(SECRET_BYTES)


def _publish(draft: Path, path: Path) -> None:
    """Give a whole file its name, unless that is taken."""
    if path.exists():
        return
    try:
        os.link(draft, path)  # fails where the name is taken meanwhile
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        os.replace(draft, path)

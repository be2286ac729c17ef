"""The guard: an ASGI application in front of Solara's that lets through what our own pages need, and nothing else."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from wargame.text.language import chosen, spoken
from wargame.text.phrase import say
from wargame.ui.guard import cookie, headers, limits, plain_page
from wargame.ui.guard.messages import Refused, checked, opens_channel
from wargame.ui.guard.site import Site

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

STATIC = ("/static/assets/", "/jupyter/nbextensions/jupyter-vue/", "/jupyter/nbextensions/jupyter-vuetify/")
STATIC_FILES = re.compile(r"/static/(?:[A-Za-z0-9_-]+\.(?:js|css|svg))")
LIBRARIES = "/_solara/cdn/"
READY = "/readyz"
LINE = re.compile(r"/jupyter/api/kernels/([0-9A-Za-z_-]{1,64})/channels")
KERNEL = re.compile(r"/jupyter/api/kernels/[0-9A-Za-z_-]{1,64}")
CLOSE = re.compile(r"/_solara/api/close/([0-9A-Za-z_-]{1,64})")
LONGEST_PATH = 400  # letters of the path of a file; the longest that our pages ask for has 160
PAGE_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
POLICY_VIOLATION, TRY_LATER = 1008, 1013  # codes of RFC 6455 and of its registry
log = logging.getLogger(__name__)


class Guard:
    """The application that the server serves.

    Args:
        app: Solara's.
        site: where the server is reached.
        folder: of saved games, where the secret of the cookies lies too.
        libraries: the folder of the scripts that Solara would fetch from elsewhere if they were not in it.
        pages: how many pages are held in memory now.
        page_of: the browser whose page this is, by its channel; None if there is no such page.
        close_page: tell Solara that a page was left.
        owns_games: whether games are saved for a browser, by its name.
    """

    def __init__(
        self,
        app: App,
        site: Site,
        folder: Path,
        libraries: Path,
        pages: Callable[[], int],
        page_of: Callable[[str], str | None],
        close_page: Callable[[str, str], None],
        owns_games: Callable[[str], bool],
    ) -> None:
        self._app, self._site = app, site
        self._libraries = libraries.resolve()
        self._pages, self._page_of, self._close_page = pages, page_of, close_page
        self._owns_games = owns_games
        self._signer = cookie.Signer(folder)
        self.lines = limits.Lines()
        self._new_pages = limits.Rate(*limits.NEW_PAGES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or serve one line until it ends."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await self._line(scope, receive, send)

    # Requests

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = _headers(scope)
        host = self._site.host(said)
        if host is None:
            response: Response = PlainTextResponse(
                "This server does not answer to the name by which it was called. Open it by the address that it "
                "printed when it started, or start it with --name and that name.\n",
                421,
            )
            await response(scope, receive, send)
            return
        path = self._site.path(scope["path"])
        if path is None:
            if scope["path"] in (self._site.base_path, "/"):
                asked = scope.get("query_string", b"").decode("latin-1")
                response = RedirectResponse(f"{self._site.base_path}/{'?' if asked else ''}{asked}", 307)
            else:
                response = self._message(scope, said, plain_page.NOWHERE, plain_page.NOWHERE_WORDS, 404)
            await response(scope, receive, send)
            return
        read = scope["method"] in ("GET", "HEAD")
        if path == "/" and read and headers.framed_elsewhere(said):
            await self._framed(scope, said)(scope, receive, send)
        elif path == "/" and read:
            await self._page(scope, said, host, receive, send)
        elif path == READY and read:
            await PlainTextResponse("ok\n")(scope, receive, send)
        elif read and self._is_static(path):
            await self._static(scope, said, receive, send)
        elif (found := CLOSE.fullmatch(path)) and scope["method"] == "POST":
            await self._close(scope, said, host, found.group(1), receive, send)
        elif read and KERNEL.fullmatch(path):
            # A page whose line is gone asks whether its channel is there, before it tries again.
            await Response("{}", media_type="application/json")(scope, receive, send)
        else:
            response = self._message(scope, said, plain_page.NOWHERE, plain_page.NOWHERE_WORDS, 404)
            await response(scope, receive, send)

    def _is_static(self, path: str) -> bool:
        if "\0" in path or len(path) > LONGEST_PATH:
            return False  # no file system has such a name, and asking for it would be a fault
        if path.startswith(STATIC) or STATIC_FILES.fullmatch(path):
            return True
        # Solara would fetch a library that is not there from elsewhere, whatever its name, and keep it.
        if path.startswith(LIBRARIES):
            file = (self._libraries / path.removeprefix(LIBRARIES)).resolve()
            return file.is_relative_to(self._libraries) and file.is_file()
        return False

    async def _static(self, scope: Scope, said: dict[str, str], receive: Receive, send: Send) -> None:
        """A file; our own words where there is none."""
        missing = False

        async def sent(event: Event) -> None:
            nonlocal missing
            missing = missing or (event["type"] == "http.response.start" and event["status"] == 404)
            if not missing:
                await send(event)

        await self._app(self._inner(scope, None), receive, sent)
        if missing:
            response = self._message(scope, said, plain_page.NOWHERE, plain_page.NOWHERE_WORDS, 404)
            await response(scope, receive, send)

    async def _page(self, scope: Scope, said: dict[str, str], host: str, receive: Receive, send: Send) -> None:
        """The page of the game: with its cookie, and with a policy under which only its own scripts run."""
        if len(scope.get("query_string", b"")) > limits.LONGEST_ADDRESS:
            response: Response = self._message(scope, said, plain_page.LONG, plain_page.LONG_WORDS, 414)
            await response(scope, receive, send)
            return
        client = self._site.client(said, _peer(scope))
        if self.lines.full(client) or self._pages() >= limits.PAGES_IN_ALL or self._new_pages.wait(client):
            words = say(limits.FULL_WORDS, seconds=limits.RETRY_SECONDS)
            response = self._message(scope, said, limits.FULL, words, 503, limits.RETRY_SECONDS)
            await response(scope, receive, send)
            return
        cookies = cookie.read(said.get("cookie", ""))
        browser, former = await self._known(cookies)
        nonce, https = headers.new_nonce(), self._site.scheme(said) == "https"
        status, content = await self._drawn(scope, browser)
        with spoken(_language(scope, said)):
            content = plain_page.with_storage(plain_page.with_reasons(content))
        response = HTMLResponse(headers.with_nonce(content, nonce), status)
        response.headers["Content-Security-Policy"] = headers.page_policy(nonce, host, https)
        response.headers["Cache-Control"] = "no-store"  # a nonce is used once
        value = self._signer.sign(browser)
        response.headers.append(
            "set-cookie", cookie.set_cookie(self._site.port, value, f"{self._site.base_path}/", https)
        )
        for header in cookie.forget_former() if former else ():
            response.headers.append("set-cookie", header)
        await GZipMiddleware(response, minimum_size=1_000)(scope, receive, send)

    async def _known(self, cookies: dict[str, str]) -> tuple[str, bool]:
        """The browser of some cookies, a new one if none is ours; and whether it has a cookie of a version before.

        The cookie of versions before is taken over once, and only where games were saved under it.
        """
        own = self._signer.browser(cookies.get(cookie.name(self._site.port), ""))
        former = cookie.former_browser(cookies)
        if own is not None or former is None:
            return own or cookie.new_browser(), former is not None
        owns = await anyio.to_thread.run_sync(self._owns_games, former)
        return (former if owns else cookie.new_browser()), True

    async def _drawn(self, scope: Scope, browser: str) -> tuple[int, str]:
        """Solara's page, whole: its status and its HTML."""
        status, parts = 500, []

        async def keep(event: Event) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = int(event["status"])
            elif event["type"] == "http.response.body":
                parts.append(bytes(event.get("body", b"")))

        async def nothing() -> Event:
            return {"type": "http.request", "body": b"", "more_body": False}

        await self._app({**self._inner(scope, browser, packed=False), "method": "GET"}, nothing, keep)
        return status, b"".join(parts).decode()

    async def _close(
        self, scope: Scope, said: dict[str, str], host: str, channel: str, receive: Receive, send: Send
    ) -> None:
        """A page says that it was left. Only the browser whose page it is may say so; others learn nothing."""
        page = _query(scope).get("session_id", "")
        browser = self._browser(said)
        allowed = self._site.from_own_page(said, host) and browser is not None and PAGE_ID.fullmatch(page)
        if allowed and self._page_of(channel) == browser:
            await anyio.to_thread.run_sync(self._close_page, channel, page)
            await Response(status_code=204)(scope, receive, send)
        else:
            await PlainTextResponse("Not your page\n", 403)(scope, receive, send)

    def _framed(self, scope: Scope, said: dict[str, str]) -> Response:
        """What a page of another site may show in a frame: a way out of it, and nothing of a game."""
        asked = scope.get("query_string", b"")[: limits.LONGEST_ADDRESS].decode("latin-1")
        address = f"{self._site.base_path}/{'?' if asked else ''}{asked}"
        with spoken(_language(scope, said)):
            response = HTMLResponse(plain_page.framed_page(address, self._site.base_path), 403)
        response.headers["Content-Security-Policy"] = headers.FRAMED_POLICY
        response.headers["Cache-Control"] = "no-store"
        return response

    def _message(
        self, scope: Scope, said: dict[str, str], title: str, words: str, status: int, retry: int | None = None
    ) -> Response:
        """A page in words; a line for a program."""
        if "text/html" not in said.get("accept", ""):
            response: Response = PlainTextResponse(f"{title}\n{words}\n", status)
        else:
            with spoken(_language(scope, said)):
                response = HTMLResponse(plain_page.page(title, words, self._site.base_path), status)
            response.headers["Content-Security-Policy"] = headers.PLAIN_POLICY
        if retry:
            response.headers["Retry-After"] = str(retry)
            response.headers["Refresh"] = str(retry)
        response.headers["Cache-Control"] = "no-store"
        return response

    # Lines

    async def _line(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the line of a page, once it is clear that a page of ours opened it."""
        said = _headers(scope)
        host = self._site.host(said)
        channel = LINE.fullmatch(self._site.path(scope["path"]) or "")
        browser = self._browser(said)
        page = _query(scope).get("session_id", "")
        own = host is not None and self._site.from_own_page(said, host)
        if not (own and channel and browser is not None and PAGE_ID.fullmatch(page)):
            log.warning("a line was refused: origin %.80r, host %.80r", said.get("origin"), said.get("host"))
            await _refuse(receive, send)
            return
        client = self._site.client(said, _peer(scope))
        owner = self._page_of(channel.group(1))
        if owner is not None and owner != browser:
            log.warning("a line was refused: it asked for the page of another browser")
            await _refuse(receive, send)
            return
        if owner is None and (self.lines.full(client) or self._pages() >= limits.PAGES_IN_ALL):
            await _refuse(receive, send, TRY_LATER)
            return
        self.lines.opened(client)
        try:
            await self._app(self._inner(scope, browser), _Checked(receive, send), send)
        finally:
            self.lines.closed(client)

    def _browser(self, said: dict[str, str]) -> str | None:
        return self._signer.browser(cookie.read(said.get("cookie", "")).get(cookie.name(self._site.port), ""))

    def _inner(self, scope: Scope, browser: str | None, packed: bool = True) -> Scope:
        """A request as Solara sees it: without what could mislead it, and with the browser's name as its cookie."""
        said = cookie.read(_headers(scope).get("cookie", ""))
        kept = [
            (name, value)
            for name, value in self._site.cleaned(scope["headers"])
            if name != b"cookie" and (packed or name != b"accept-encoding")
        ]
        words = {"language": said["language"]} if re.fullmatch(r"[A-Za-z-]{1,16}", said.get("language", "")) else {}
        words |= {} if browser is None else {cookie.FORMER: browser}
        if words:
            kept.append((b"cookie", "; ".join(f"{key}={value}" for key, value in words.items()).encode("latin-1")))
        return {**scope, "headers": kept, "root_path": self._site.base_path}


class _Checked:
    """What Solara receives from a line: messages that were checked, no faster than is allowed."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._pace = limits.Rate(*limits.MESSAGES, remembered=1)
        self._refused = self._channels = 0

    async def __call__(self) -> Event:
        while True:
            event = await self._receive()
            if event["type"] != "websocket.receive":
                return event
            if wait := self._pace.wait():
                await asyncio.sleep(wait)
            try:
                written = checked(event.get("text"))
                self._channels += opens_channel(written)
                if self._channels > limits.CONTROL_LINES:
                    raise Refused("too many channels")
                return {"type": "websocket.receive", "text": written}
            except Refused as refused:
                self._refused += 1
                log.warning("a message was refused: %s", refused)
            if self._refused >= limits.REFUSED_ON_A_LINE:
                await self._send({"type": "websocket.close", "code": POLICY_VIOLATION})
                return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}


async def _refuse(receive: Receive, send: Send, code: int = POLICY_VIOLATION) -> None:
    """Refuse a line before it is there; the browser is told 403, and why only where the line is full."""
    await receive()
    if code == TRY_LATER:
        await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": code})


def _with_headers(send: Send) -> Send:
    """Add to every answer what holds for all of them, and take away what is nobody's business."""

    async def sent(event: Event) -> None:
        if event["type"] == "http.response.start":
            found = [(name, value) for name, value in event.get("headers", []) if name.lower() != b"server"]
            present = {name.lower() for name, _ in found}
            every: Iterable[tuple[str, str]] = headers.EVERYWHERE.items()
            if b"content-security-policy" not in present:
                every = (*every, ("Content-Security-Policy", headers.NOTHING))
            found += [(name.lower().encode(), value.encode("latin-1")) for name, value in every]
            event = {**event, "headers": found}
        await send(event)

    return sent


def _headers(scope: Scope) -> dict[str, str]:
    """Headers by name in lower case; where one came twice, both, as HTTP joins them."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        between = "; " if name == "cookie" else ", "
        found[name] = f"{found[name]}{between}{value}" if name in found else value
    return found


def _query(scope: Scope) -> dict[str, str]:
    from urllib.parse import parse_qsl

    asked = scope.get("query_string", b"").decode("latin-1")
    try:
        return dict(parse_qsl(asked, max_num_fields=64))
    except ValueError:
        return {}


def _language(scope: Scope, said: dict[str, str]) -> str:
    """The language in which a request is answered."""
    kept = cookie.read(said.get("cookie", "")).get("language")
    return chosen(_query(scope).get("lang"), kept, said.get("accept-language"))


def _peer(scope: Scope) -> str:
    return str((scope.get("client") or ("",))[0])

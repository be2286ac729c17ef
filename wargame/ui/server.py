"""The web server: without the network, without telemetry, and on this machine only unless it is told otherwise."""

from __future__ import annotations

import ctypes
import errno
import gc
import logging
import os
import secrets
import socket
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.game.store.games import Store, StoreError, folder
from wargame.ui.guard import limits
from wargame.ui.guard.site import EVERYWHERE, LOOPBACK, Site, bracketed

if TYPE_CHECKING:
    from wargame.ui.guard.app import App, Guard

HOST = "127.0.0.1"
PORT = 8765
PORTS_TRIED = 20
M_ARENA_MAX, ARENAS = -8, 2  # glibc's name for how many heaps there may be; it would take eight a core
M_MMAP_THRESHOLD, LARGE_BYTES = -3, 32_768  # what is larger goes back to the system at once: the HTML of a turn
PR_SET_NO_NEW_PRIVS = 38  # Linux's name for: whatever this process starts gets no more rights than it has
GIVE_BACK_SECONDS = 5.0
KEPT = "15m"  # that a page is held in memory once its line is closed, so that it finds itself again

log = logging.getLogger(__name__)


class PortTaken(Exception):
    """The port that was asked for is in use, or the address is none of this machine's."""


def serve(
    scenario: str | None = None,
    port: int | None = None,
    open_browser: bool = True,
    host: str = HOST,
    names: Sequence[str] = (),
    base_path: str = "",
    proxy: bool = False,
) -> None:
    """Serve the game until Ctrl+C, and print its address once it answers.

    Args:
        scenario: name or file of the scenario that the lobby has chosen at first; None for the flagship.
        port: the port to use and no other; None for the first free one from 8765.
        open_browser: show the lobby in the default browser, where there is one.
        host: the address to listen on; one other than this machine's own opens the server to others.
        names: host names by which it is called, beside its address.
        base_path: that stands before every path, such as /linchpin.
        proxy: a proxy stands in front of it, and says by X-Forwarded-For, -Proto and -Host who came how.

    Raises:
        PortTaken: `port` was given and something else listens there.
        BadSite: a name, the address or the base path cannot be used.
    """
    Site.of(host, 0, names, base_path, proxy)  # is wrong before the port is taken
    listener = _listen(port, host)
    print("Starting Linchpin.", flush=True)
    site = Site.of(host, listener.getsockname()[1], names, base_path, proxy)
    settle(site)
    _settle_process()
    for line in warnings_for(site, host):
        print(line, flush=True)
    if scenario:
        os.environ["WARGAME_SCENARIO"] = scenario
    _run(listener, site, _address(site, host), addresses_for(site, host), open_browser and _has_screen())


def warnings_for(site: Site, host: str) -> list[str]:
    """What whoever starts the server has to know: who can reach it now, and with which rights it runs."""
    said = []
    if host not in LOOPBACK and bracketed(host) not in LOOPBACK:
        where = "this machine, on any of its networks," if host in EVERYWHERE else host
        said.append(f"Everyone who can reach {where} can open the game, begin games, and use its processor.")
        if not site.proxy:
            said.append(
                "The line is not encrypted: others on the same network can read along, and take over a game that "
                "they see. For more than a class that you trust, put a proxy with TLS in front of it: "
                "see docs/SERVING.md."
            )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        said.append(
            "Warning: this server runs as root. A fault in it would be a fault of the whole machine. Start it as a "
            "user without rights: see docs/SERVING.md."
        )
    return said


def addresses_for(site: Site, host: str) -> list[str]:
    """What others type into their browsers: by name where names were given, else by the addresses of this machine.

    Empty where only this machine can open it, and behind a proxy, whose address they use.
    """
    if site.proxy or bracketed(host) in LOOPBACK:
        return []
    import psutil  # late: the command line stays quick

    called = sorted(site.names - set(LOOPBACK))
    if not called:
        each = [address for addresses in psutil.net_if_addrs().values() for address in addresses]
        called = [found.address for found in each if found.family == socket.AF_INET]
        called = [address for address in called if not address.startswith(("127.", "169.254."))]
    return [f"http://{name}:{site.port}{site.base_path}/" for name in called]


def _address(site: Site, host: str) -> str:
    """The address to open on this machine; with a proxy, people use the proxy's."""
    shown = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://{bracketed(shown)}:{site.port}{site.base_path}/"


def settle(site: Site | None = None) -> None:
    """Set Solara's settings, which it reads when it is first imported."""
    if "solara" in sys.modules:
        raise RuntimeError("solara was imported before its settings were made")
    base_path = site.base_path if site else ""
    settings = {
        "SOLARA_APP": "wargame.ui.pages",
        "SOLARA_HOME": str(folder() / "solara"),
        "IPYTHONDIR": str(folder() / "solara" / "ipython"),  # or it writes to the home folder, or to a temporary one
        "SOLARA_MODE": "production",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
        "SOLARA_THEME_SHOW_BANNER": "false",
        "SOLARA_THEME_VARIANT": "light",  # Vuetify's; our own tokens follow the system
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_FORCE_REFRESH": "true",  # after a restart an open page loads itself again
        "SOLARA_THEME_TITLE": "Linchpin",
        "SOLARA_SESSION_SECRET_KEY": secrets.token_hex(32),
        "SOLARA_SESSION_HTTP_ONLY": "true",
        "SOLARA_KERNEL_CULL_TIMEOUT": os.environ.get("WARGAME_KEEP_PAGES", KEPT),
        # Fixed, or the headers of the first visitor would set them for everybody.
        "SOLARA_ROOT_PATH": base_path,
        "SOLARA_BASE_URL": f"http://localhost{base_path}/",
        "SOLARA_ASSETS_EXTRA_LOCATIONS": "wargame.ui.assets,wargame.report.papers.style",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    }
    os.environ.update(settings)
    # It warns at every page that cookies would need https; ours are written by the guard.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")


def _settle_process() -> None:
    """Drop rights that no page needs; share memory and give it back, which each page, a thread, would not do."""
    if os.name == "posix":
        os.umask(0o077)  # saved games are for who started the server
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        with suppress(OSError, AttributeError):  # another C library than glibc
            library = ctypes.CDLL(None)
            library.mallopt(M_ARENA_MAX, ARENAS)
            library.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
            threading.Thread(target=_give_back, args=(library.malloc_trim,), daemon=True).start()


def _give_back(trim: Callable[[int], object]) -> None:
    """Give the system what nobody holds any more, and what lies free between: a fifth of what a session takes."""
    while True:
        time.sleep(GIVE_BACK_SECONDS)
        gc.collect()
        trim(0)


def _listen(port: int | None, host: str = HOST) -> socket.socket:
    """A socket on `port`, or on the first free port from 8765. Raises PortTaken."""
    tried = [port] if port is not None else range(PORT, PORT + PORTS_TRIED)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in tried:
        listener = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.removeprefix("[").removesuffix("]"), number))
            listener.listen(512)
        except OSError as error:
            listener.close()
            if error.errno in (errno.EADDRNOTAVAIL, errno.EACCES) or isinstance(error, socket.gaierror):
                reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
                raise PortTaken(
                    f"The server cannot listen at {host}, port {number}: {reason}. Name an address of this machine "
                    "with --host, and a port from 1024 up with --port."
                ) from error
            if port is None:
                print(f"Port {number} is taken, trying {number + 1}.", flush=True)
            continue
        return listener
    if port is None:
        raise PortTaken(f"Ports {PORT} to {PORT + PORTS_TRIED - 1} are all taken. Name a free one with --port.")
    raise PortTaken(f"Port {port} is taken. Stop what runs there, or leave --port out to use a free one.")


def guarded(site: Site) -> Guard:
    """Solara's application with the guard in front of it."""
    from solara.server import kernel_context, settings
    from solara.server.starlette import app

    from wargame.ui.guard.app import Guard

    def page_of(channel: str) -> str | None:
        found = kernel_context.contexts.get(channel)
        return None if found is None else str(found.session_id)

    def close_page(channel: str, page: str) -> None:
        found = kernel_context.contexts.get(channel)
        if found is not None and page in found.page_status:
            found.page_close(page)

    def owns_games(browser: str) -> bool:
        try:
            return bool(Store().listed(browser, 1))
        except StoreError:
            return False

    solara_app: App = app
    libraries = Path(settings.assets.proxy_cache_dir)
    return Guard(
        solara_app, site, folder(), libraries, lambda: len(kernel_context.contexts), page_of, close_page, owns_games
    )


def _run(listener: socket.socket, site: Site, address: str, others: Sequence[str], open_browser: bool) -> None:
    import uvicorn  # late: the command line stays quick

    import wargame.ui.pages  # noqa: F401  before the first visitor waits for it
    from wargame.ui import navigator
    from wargame.ui.background import debriefs, estimates

    navigator.mend(folder() / "solara")
    app = guarded(site)
    estimates.begin()
    debriefs.begin()
    gc.collect()
    gc.freeze()  # what is loaded stays; looking through it every few seconds would keep turns waiting

    with suppress(StoreError):  # pages say what is wrong with the file
        Store().forget_deleted()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            also = "".join(f"Others open {other}\n" for other in others if other != address)
            print(f"Linchpin is ready at {address}\n{also}Stop it with Ctrl+C; games are saved.", flush=True)
            if open_browser:
                webbrowser.open(address)

    config: dict[str, Any] = {
        "log_level": "error",
        "timeout_graceful_shutdown": 1,
        "ws_per_message_deflate": False,  # each page would keep a packer; a proxy can pack
        "ws_max_size": limits.MESSAGE_BYTES,
        "ws_max_queue": limits.QUEUE,
        # A line that says nothing is closed after 25 seconds, where uvicorn takes 40: its page waits for a new one.
        "ws_ping_interval": 10.0,
        "ws_ping_timeout": 15.0,
        "http": "h11",  # which limits the head of a request; httptools reads one of any size
        "h11_max_incomplete_event_size": limits.HEAD_BYTES,
        "limit_concurrency": limits.CONNECTIONS,
        "proxy_headers": False,  # the guard reads them, and only where a proxy was declared
        "server_header": False,
    }
    try:
        Server(uvicorn.Config(app, **config)).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.")


def _has_screen() -> bool:
    """Whether a browser would have somewhere to open; a bare server has none."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

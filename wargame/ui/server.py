"""The local web server: on this machine only, without the network, without telemetry."""

from __future__ import annotations

import ctypes
import gc
import os
import secrets
import socket
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wargame.language import chosen, spoken
from wargame.store import Store, StoreError, folder
from wargame.ui import nowhere

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

HOST = "127.0.0.1"
PORT = 8765
PORTS_TRIED = 20
M_ARENA_MAX, ARENAS = -8, 2  # glibc's name for how many heaps there may be; it would take eight a core
M_MMAP_THRESHOLD, LARGE_BYTES = -3, 32_768  # what is larger goes back to the system at once: the HTML of a turn
GIVE_BACK_SECONDS = 5.0


class PortTaken(Exception):
    """The port that was asked for is in use."""


def serve(scenario: str | None = None, port: int | None = None, open_browser: bool = True) -> None:
    """Serve the game until Ctrl+C, and print its address once it answers.

    Args:
        scenario: name or file of the scenario that the lobby has chosen at first; None for the flagship.
        port: the port to use and no other; None for the first free one from 8765.
        open_browser: show the lobby in the default browser, where there is one.

    Raises:
        PortTaken: `port` was given and something else listens there.
    """
    listener = _listen(port)
    print("Starting Linchpin.", flush=True)
    settle()
    _settle_process()
    if scenario:
        os.environ["WARGAME_SCENARIO"] = scenario
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    _run(listener, address, open_browser and _has_screen())


def settle() -> None:
    """Set Solara's settings, which it reads when it is first imported."""
    if "solara" in sys.modules:
        raise RuntimeError("solara was imported before its settings were made")
    settings = {
        "SOLARA_APP": "wargame.ui.pages",
        "SOLARA_HOME": str(folder() / "solara"),
        "SOLARA_MODE": "production",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
        "SOLARA_THEME_SHOW_BANNER": "false",
        "SOLARA_THEME_VARIANT": "light",  # Vuetify's; our own tokens follow the system
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_FORCE_REFRESH": "true",  # after a restart an open page loads itself again
        "SOLARA_THEME_TITLE": "Linchpin",
        "SOLARA_SESSION_SECRET_KEY": secrets.token_hex(32),
        "SOLARA_KERNEL_CULL_TIMEOUT": os.environ.get("WARGAME_KEEP_PAGES", "15m"),  # after its line is closed
        "SOLARA_ASSETS_EXTRA_LOCATIONS": "wargame.ui.assets",
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    }
    os.environ.update(settings)
    # It warns at every page that cookies would need https; on 127.0.0.1 they do not.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")


def _settle_process() -> None:
    """Share memory, and give it back: each page is a thread, and keeps what it has freed to itself."""
    if sys.platform == "linux":
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


def _listen(port: int | None) -> socket.socket:
    """A socket on `port`, or on the first free port from 8765."""
    tried = [port] if port is not None else range(PORT, PORT + PORTS_TRIED)
    for number in tried:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen(128)
        except OSError:
            listener.close()
            if port is None:
                print(f"Port {number} is taken, trying {number + 1}.", flush=True)
            continue
        return listener
    if port is None:
        raise PortTaken(f"Ports {PORT} to {PORT + PORTS_TRIED - 1} are all taken. Name a free one with --port.")
    raise PortTaken(f"Port {port} is taken. Stop what runs there, or leave --port out to use a free one.")


def _run(listener: socket.socket, address: str, open_browser: bool) -> None:
    import uvicorn  # late: the command line stays quick
    from solara.server.starlette import app

    import wargame.ui.pages  # noqa: F401  before the first visitor waits for it
    from wargame.ui import debriefs, estimates

    estimates.begin()
    debriefs.begin()
    gc.collect()
    gc.freeze()  # what is loaded stays; looking through it every few seconds would keep turns waiting

    app.add_exception_handler(404, _nowhere)
    with suppress(StoreError):  # pages say what is wrong with the file
        Store().forget_deleted()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(f"Linchpin is ready at {address}\nStop it with Ctrl+C; games are saved.", flush=True)
            if open_browser:
                webbrowser.open(address)

    # To the same machine nothing is gained by packing what is sent, and each page would keep a packer.
    config: dict[str, Any] = {"log_level": "error", "timeout_graceful_shutdown": 1, "ws_per_message_deflate": False}
    try:
        Server(uvicorn.Config(app, **config)).run(sockets=[listener])
    except KeyboardInterrupt:
        print("Stopped.")


def _nowhere(request: Request, _fault: Exception) -> Response:
    """What a browser is shown at an address that is no page; a program gets a line."""
    from starlette.responses import HTMLResponse, PlainTextResponse

    if "text/html" in request.headers.get("accept", ""):
        wanted = chosen(
            request.query_params.get("lang"), request.cookies.get("language"), request.headers.get("accept-language")
        )
        with spoken(wanted):
            return HTMLResponse(nowhere.page(), 404)
    return PlainTextResponse("Not found", 404)


def _has_screen() -> bool:
    """Whether a browser would have somewhere to open; a bare server has none."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

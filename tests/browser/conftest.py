"""A real browser against the real server, without the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.accessible import faults
from wargame.game import play as games

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
START_SECONDS = 60
PATIENCE_MILLISECONDS = 20_000  # a page that others keep waiting
SEED = 11  # of games; Japan's first five turns of the flagship are all of the crisis
DEBRIEF_GAMES = "40"  # with other dice, where a page shows 500: enough to draw every part of a debrief


def pytest_collection_modifyitems(items):
    """One worker runs all of a file, with one server and one browser for all its files."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem}"))
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


class Server:
    """The game's server as `make play` starts it, on a port and a data folder of its own."""

    def __init__(self, data: Path, scenario: Path | None = None, *, proxy: bool = False, **settings: str) -> None:
        self.data = data
        self.settings = settings  # for its environment
        self.scenario = scenario and str(scenario)
        self.port = _free_port()
        self.code = (
            "from wargame.ui.server import serve; "
            f"serve({self.scenario!r}, {self.port}, open_browser=False, proxy={proxy})"
        )
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        log = (self.data / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.code],
            env={**os.environ, "WARGAME_DEBRIEF_GAMES": DEBRIEF_GAMES, **self.settings, "WARGAME_DATA": str(self.data)},
            stdout=log,
            stderr=log,
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.address}readyz", timeout=2).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{(self.data / 'server.log').read_text()}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def kill(self) -> None:
        """End the server without warning."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.process = None


@dataclass
class Watch:
    """What a page asked for and complained about."""

    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def attach(self, page) -> None:
        page.on("console", lambda said: said.type in ("error", "warning") and self.errors.append(said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(request))
        page.on("request", lambda request: self._asked(request.url))
        page.on("response", lambda answer: answer.status >= 400 and self.failed.append(answer.url))

    def _failed(self, request) -> None:
        closing = "/_solara/api/close/" in request.url  # sent while a page is left; nobody waits for its answer
        letters = (
            request.url.endswith(".woff2") and request.failure == "net::ERR_ABORTED"
        )  # a page left before they came
        if not (closing or letters):
            self.failed.append(request.url)

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.outside.append(url)

    def clean(self) -> bool:
        return not (self.errors or self.failed or self.outside)


def browser_of(context, server):
    """The id of a browser, by the cookie that the server gave it or gives it now."""
    for _ in range(2):
        named = {cookie["name"]: cookie["value"] for cookie in context.cookies(server.address)}
        if value := named.get(f"linchpin-{server.port}"):
            return value.rpartition(".")[0]  # the rest is the server's signature
        context.request.get(server.address)
    raise RuntimeError("the server gave no cookie")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("data"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium():
    """The kind of browser that is started."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def start_chromium(chromium):
    """Start a browser with more flags; all are closed at the end."""
    browsers = []

    def start(*flags):
        browsers.append(chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *flags]))
        return browsers[-1]

    yield start
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def person(chromium, tmp_path_factory):
    """One browser with its cookies and its cache, as a person has.

    Its profile is on the disk, so that it compiles the scripts of a page once and not for each test. One empty tab
    stays open: without it each test would open a window of Chromium, which costs as much as the page.
    """
    profile = tmp_path_factory.mktemp("profile")
    context = chromium.launch_persistent_context(
        profile, executable_path=str(CHROMIUM), args=list(FLAGS), reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    assert len(context.pages) == 1  # the empty tab
    yield context
    context.close()


@pytest.fixture
def open_page(person, server, request):
    """Open an address of the server in a tab; at the end of a test, nothing may have gone wrong in it."""
    tabs = []
    if server.process is None:  # a test before this one failed while the server was down
        server.start()

    def open_page(path="", size=(1366, 768), scheme="light"):
        if not any(word in path for word in ("game=", "page=", "seed=")):
            path = f"{path}{'&' if path else '?'}seed={SEED}"  # what the lobby begins has the same dice in any order
        page = person.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)
        page.watch = Watch()
        page.watch.attach(page)
        tabs.append(page)
        page.goto(server.address + path)
        page.wait_for_selector(".panel")
        return page

    yield open_page
    watches = [page.watch for page in tabs]
    for page in person.pages[1:]:  # the first is the empty tab
        page.close()
    if request.node.get_closest_marker("restarts") is None:
        assert all(watch.clean() for watch in watches), watches


class SavedGames:
    """The saved games of a server, begun and played on as it does for a browser of the tests, but without a page.

    Some tests click a whole game. Those that only need its end, or its last turn, come to it by this.
    """

    def __init__(self, server: Server, person) -> None:
        self.server = server
        self.person = person

    @contextmanager
    def _session(self, owner: str | None = None):
        from wargame.ui.shared import session

        if self.server.process is None:  # a test before this one failed while the server was down
            self.server.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WARGAME_DATA", str(self.server.data))
            patch.setattr(session, "browser", lambda: owner or browser_of(self.person, self.server))
            yield session

    def begun(self, scenario, seat, seed=SEED, owner=None) -> str:
        """Save a new game with dice of its own, and return its address: the order of the tests changes nothing in it.

        It belongs to the browser of the tests, or to one that is named by its id.
        """
        with self._session(owner) as session:
            return f"?game={session.begin(scenario, seat, seed)}"

    def play_on(self, address: str, leave: int = 0, forecast: Mapping[str, float] | None = None) -> None:
        """Play a game to its end, or until so many turns are left, as the staff advises.

        The forecast is said in the first of these turns.
        """
        with self._session() as session:
            opened = session.open_game(address.partition("game=")[2].partition("&")[0])
            game, turns = opened.game, 0
            while games.situation(game).stage != "over":
                game, turns = games.end_turn(game, {}), turns + 1
            for _ in range(turns - leave):
                advised = {decision.order.key: decision.recommended for decision in opened.situation.decisions}
                opened, problem = session.end_turn(opened, advised, forecast)
                assert problem == ""
                forecast = None

    def ended(self, scenario, seat, seed=SEED, forecast=None) -> str:
        """Save a game that is over, and return its address."""
        address = self.begun(scenario, seat, seed)
        self.play_on(address, forecast=forecast)
        return address


@pytest.fixture(scope="session")
def saved_games(server, person):
    return SavedGames(server, person)


@pytest.fixture(scope="session")
def begun(saved_games):
    return saved_games.begun


@pytest.fixture(scope="session")
def ended(saved_games):
    return saved_games.ended


@pytest.fixture(scope="session")
def play_on(saved_games):
    return saved_games.play_on


@pytest.fixture(scope="session")
def axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script


@pytest.fixture
def check(axe):
    """Check the page that is shown, in both lights and on both screens."""

    def check(page):
        found = faults(page, axe)
        assert found == [], "\n\n".join(found)

    return check


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

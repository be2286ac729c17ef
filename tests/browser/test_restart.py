"""A class whose server is started again: every page comes back by itself, to the turn where it was."""

import asyncio
import random
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from websockets.exceptions import WebSocketException

from tests.browser import steps
from tests.browser.conftest import SEED, Server
from wargame.game.store.games import Store
from wargame.tools import load

PAGES, LINES = 4, 20  # in real browsers, and without one
ASK_AGAIN, APART = 2.0, 3.0  # seconds, as in assets/custom.js
BAR_SECONDS = 15.0  # from the server's first answer until the last page is back


@pytest.fixture
def served(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


async def begin(number, server, ended, cookie):
    """A page's line on which a game is begun and as many turns are ended as the number says, up to two."""
    async with load.opened(number, server.port, cookie) as session:
        await session.open(f"/?seed={SEED}")
        await session.press("seats-panel", "begin")
        for _ in range(number % 3):
            await session.end_turn()
        ended.append(number)
        await session.line.wait_closed()


async def come_back(number, server, cookie):
    """What a page does whose line is lost: ask until the server answers, wait for its own moment, load the game."""
    browser = load.Session(number, None, cookie).browser
    (game,) = Store(server.data / "games.sqlite").listed(browser)
    await asyncio.sleep(random.uniform(0, ASK_AGAIN))
    while not await asyncio.to_thread(ready, server):
        await asyncio.sleep(ASK_AGAIN)
    await asyncio.sleep(random.uniform(0, APART))
    async with load.opened(number, server.port, cookie) as session:
        await session.open(f"/?game={game.key}")
        return session.place(), session.may_end_turn(), time.monotonic()


def ready(server):
    try:
        urllib.request.urlopen(f"{server.address}readyz", timeout=2).close()
    except OSError:
        return False
    return True


async def all_of(server, begun):
    async def one(number):
        cookie = await asyncio.to_thread(load.cookie_of, server.port)
        try:
            await begin(number, server, begun, cookie)
        except (OSError, WebSocketException):
            assert len(begun) == LINES  # the server was killed, and not before
        return await come_back(number, server, cookie)

    return await asyncio.gather(*(one(number) for number in range(LINES)))


def test_when_the_server_is_started_again_a_whole_class_is_back_within_seconds(person, served):
    pages = []
    for number in range(PAGES):
        page = person.new_page()
        page.goto(f"{served.address}?seed={SEED}")
        steps.begin(page)
        for _ in range(number % 3):
            steps.end_turn(page)
        page.evaluate("window.old = true")
        pages.append(page)
    begun = []
    with ThreadPoolExecutor(1) as thread:
        lines = thread.submit(lambda: asyncio.run(all_of(served, begun)))
        while len(begun) < LINES:
            assert not lines.done(), lines.result()
            pages[0].wait_for_timeout(100)
        served.kill()
        pages[0].get_by_role("alertdialog").wait_for()
        served.start()
        answered = time.monotonic()
        for number, page in enumerate(pages):
            back = "() => !window.old && document.querySelector('[data-act=end-turn]:enabled') && true"
            page.wait_for_function(back, timeout=60_000)
            assert steps.turn(page) == f"crisis{number % 3}"
        seconds = [time.monotonic() - answered]
        for number, (place, may_end, when) in enumerate(lines.result(timeout=60)):
            assert (place, may_end) == (("crisis", str(number % 3)), True)
            seconds.append(when - answered)
    for page in pages:
        page.close()
    assert max(seconds) <= BAR_SECONDS, [round(value, 1) for value in seconds]

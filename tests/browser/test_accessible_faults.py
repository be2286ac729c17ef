"""What a page says when something is wrong, missing or refused can be read by everybody, as axe-core sees it."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

import wargame
from tests.browser import steps
from tests.browser.accessible import LAPTOP, PHONE
from tests.browser.conftest import SEED, Server, browser_of
from wargame.game.store.games import Store
from wargame.ui.guard import plain_page
from wargame.ui.shared import session

ANSWER_SECONDS = "1"  # after which a page says that an answer is missing
NO_COOKIES = "Object.defineProperty(document, 'cookie', { get: () => '', set() {} })"
# A line that takes what is sent and passes none of it on, once the page says so.
DEAF = """window.WebSocket = class extends WebSocket {
    send(data) { if (!window.deaf) super.send(data); }
}"""


@pytest.fixture
def stranger(person):
    """Another browser, with cookies of its own."""
    context = person.browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def serve(tmp_path):
    """Start one more server, with settings of its own; code may run in it before."""
    started = []

    def serve(scenario=None, before="", **settings):
        data = tmp_path / "data"
        data.mkdir()
        served = Server(data, scenario, **settings)
        served.code = f"{before}; {served.code}" if before else served.code
        started.append(served)
        served.start()
        return served

    yield serve
    for served in started:
        served.stop()


# Nothing there


def test_a_browser_without_games(stranger, server, check):
    page = stranger.new_page()
    page.goto(server.address)
    page.wait_for_selector("[data-act=begin]")
    check(page)
    page.goto(f"{server.address}?page=games")
    page.get_by_text("No game has been played in this browser yet.").wait_for()
    check(page)


def test_a_game_that_is_not_there(open_page, check):
    check(open_page("?game=nothing"))


def test_a_turn_that_is_not_there(open_page, begun, check):
    page = open_page(f"{begun('first_battle_base', 'japan')}&replay=99")
    page.wait_for_selector("[data-replayed]")
    check(page)


def test_an_address_that_is_no_page(person, server, check):
    page = person.new_page()
    page.goto(f"{server.address}nothing")
    check(page)
    page.close()


def test_games_and_one_that_was_deleted(open_page, begun, check):
    address = begun("first_battle_base", "japan")
    begun("eleven_days", "china")
    page = open_page("?page=games")
    page.get_by_role("button", name="Delete").first.click()
    page.get_by_role("button", name="Undo").first.wait_for()
    check(page)
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_role("button", name="Undo").first.wait_for(state="detached")
    page.locator(f"[data-act=delete][data-value='{address.partition('=')[2]}']").click()
    page.get_by_role("button", name="Undo").first.wait_for()
    page.reload()
    page.locator("[data-act=restore]").first.wait_for(state="attached")
    check(page)
    page.goto(page.url.partition("?")[0] + address)
    page.get_by_role("button", name="Restore this game").wait_for()
    check(page)


# Something wrong with what is kept


def test_a_saved_game_that_cannot_be_read(open_page, begun, server, check):
    address = begun("first_battle_base", "japan")
    with closing(sqlite3.connect(server.data / "games.sqlite")) as file, file:
        file.execute("UPDATE games SET seed = 'seven' WHERE key = ?", (address.partition("=")[2],))
    page = open_page("?scenario=practice")
    page.get_by_text("Cannot be opened").first.wait_for()
    check(page)
    page = open_page("?page=games")
    page.get_by_text("Cannot be opened").first.wait_for()
    check(page)
    page = open_page(address)
    page.get_by_text("This game cannot be opened").wait_for()
    check(page)


@pytest.fixture
def faulty(serve, tmp_path):
    """A server of a scenario whose file was spoilt after it had started."""
    path = tmp_path / "own.yaml"
    shutil.copy(next(Path(wargame.__file__).parents[1].glob("scenarios/practice.*")), path)
    return serve(path), path


def test_a_scenario_with_faults(faulty, stranger, check):
    served, path = faulty
    page = stranger.new_page()
    page.goto(served.address)
    page.wait_for_selector("[data-act=begin]")
    game = steps.begin(page)
    page.goto(served.address)
    page.wait_for_selector("[data-act=begin]")
    page.wait_for_load_state("networkidle")  # a page that is still being drawn would read the spoilt file
    path.write_text("title: Spoilt\nturns: many\n")
    page.locator("[data-act=begin]").click()
    page.get_by_role("alert").wait_for()
    check(page)
    for width, height in (LAPTOP, PHONE):  # however many faults there are
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("[data-act=begin]")).to_be_in_viewport(ratio=1)
    page.goto(f"{served.address}?game={game}")
    page.wait_for_selector("h1")
    check(page)


# Something refused


def test_a_turn_that_was_played_elsewhere_meanwhile(open_page, begun, person, server, monkeypatch, check):
    address = begun("first_battle_base", "japan")
    page = open_page(address)
    page.wait_for_selector("[data-act=end-turn]")
    monkeypatch.setenv("WARGAME_DATA", str(server.data))
    monkeypatch.setattr(session, "browser", lambda: browser_of(person, server))
    session.end_turn(session.open_game(address.partition("=")[2]), {}, {})
    page.locator("[data-act=end-turn]").click()
    page.locator(".foot .refusal").wait_for()
    check(page)


def test_a_tab_that_another_has_overtaken(open_page, check):
    page = open_page()
    key = steps.begin(page)
    steps.end_turn(open_page(f"?game={key}"))
    page.wait_for_selector(".elsewhere")
    check(page)


def test_a_code_of_another_game(begun, stranger, server, check):
    page = stranger.new_page()
    page.goto(server.address + begun("reset_2027", "japan"))
    page.get_by_text("Play it here with a code").click()
    page.locator("#write-code").fill("AAAA-AAAA-AAAA")
    page.locator("#write-code").press("Enter")
    page.locator(".ask-code .refusal").wait_for()
    check(page)


def test_a_code_for_another_device_and_one_for_a_game_that_was_deleted(open_page, begun, server, check):
    address = begun("reset_2027", "japan")
    page = open_page(address)
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Play on another device").click()
    page.locator(".code-large").wait_for()
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    Store(server.data / "games.sqlite").delete(address.partition("=")[2])  # as another tab does
    page.get_by_role("button", name="Make another code").click()
    page.locator(".device .refusal").wait_for()
    check(page)


def test_what_is_no_share_code_and_no_file_of_a_game(open_page, tmp_path, check):
    page = open_page()
    page.get_by_text("Open a game from a share code or a file").click()
    page.get_by_label("Share code").fill("nonsense")
    page.keyboard.press("Enter")
    page.get_by_text("This is not a share code").wait_for()
    check(page)
    file = tmp_path / "game.json"
    file.write_text(json.dumps({"scenario": "none", "orders": "x" * 900}))
    page.get_by_label("File saved as JSON").set_input_files(file)
    page.get_by_text("This is not a share code").wait_for(state="detached")
    page.get_by_role("alert").wait_for()
    check(page)


@pytest.mark.parametrize(
    "address",
    ["?seed=many", "?page=compare&scenario=none", "?page=world&scenario=none", "?page=parameters&scenario=none"],
)
def test_an_address_that_asks_for_what_is_not_there(open_page, address, check):
    page = open_page(address)
    page.wait_for_load_state("networkidle")
    check(page)


# Something wrong with the server, the line or the browser


@pytest.mark.restarts
def test_a_page_whose_server_is_gone(open_page, server, check):
    page = open_page()
    steps.begin(page)
    server.kill()
    page.get_by_role("alertdialog").wait_for()
    check(page)
    server.start()


def test_a_click_that_is_not_answered(serve, stranger, check):
    served = serve(WARGAME_ANSWER_SECONDS=ANSWER_SECONDS)
    page = stranger.new_page()
    page.add_init_script(DEAF)
    page.goto(f"{served.address}?seed={SEED}")
    page.wait_for_selector("[data-act=begin]")
    steps.begin(page)
    page.evaluate("window.deaf = true")
    page.locator("[data-act=end-turn]").click()
    page.locator(".unanswered").wait_for()
    check(page)


def test_a_full_server(serve, stranger, check):
    served = serve(before="from wargame.ui.guard import limits; limits.PAGES_IN_ALL = 0")
    page = stranger.new_page()
    answer = page.request.get(served.address, headers={"Accept": "text/html"})
    kept = {name: value for name, value in answer.headers.items() if name != "refresh"}  # or it loads itself again
    page.route(served.address, lambda asked: asked.fulfill(response=answer, headers=kept))
    page.goto(served.address)
    page.get_by_role("heading", name="The server is full").wait_for()
    check(page)


def test_a_browser_without_cookies(stranger, server, check):
    page = stranger.new_page()
    page.add_init_script(NO_COOKIES)
    page.goto(server.address)
    page.get_by_role("heading", name=str(plain_page.NO_COOKIES)).wait_for()
    check(page)


def test_a_frame_in_a_page_of_another_site(stranger, server, check):
    page = stranger.new_page()
    page.route(f"{server.address}framed", lambda asked: asked.fulfill(body=plain_page.framed_page("/"),
                                                                      content_type="text/html"))  # fmt: skip
    page.goto(f"{server.address}framed")
    page.get_by_role("heading", name=str(plain_page.FRAMED)).wait_for()
    check(page)

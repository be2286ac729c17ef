"""The game under a path, behind real proxies with TLS: every page of it, and every way from one to the next."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import PATIENCE_MILLISECONDS, SEED, Watch
from tests.server.proxies import BASE_PATH, NAME, PROXIES, Game, missing

NOW = "performance.timeOrigin"  # of a document; it changes where a page was loaded again


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    options = ("--name", NAME, "--base-path", BASE_PATH, "--proxy")
    served = Game(tmp_path_factory.mktemp("data"), "first_battle_base", *options).start()
    yield served
    served.stop()


@pytest.fixture(scope="module", params=PROXIES, ids=lambda proxy: proxy.program)
def proxy(request, game, tmp_path_factory):
    if why := missing(request.param):
        pytest.skip(why)
    stands = request.param(tmp_path_factory.mktemp("proxy"), game.port)
    try:
        yield stands.start()
    finally:
        stands.stop()


class Strict(Watch):
    """Nothing may be asked for but what lies under the path of the game."""

    def __init__(self, address):
        super().__init__()
        self.address = address

    def _failed(self, request):
        icon = "/favicon." in request.url and request.failure == "net::ERR_ABORTED"  # the page was left before it came
        if not icon:
            super()._failed(request)

    def _asked(self, url):
        if not url.startswith((self.address, self.address.replace("https:", "wss:"), "data:", "blob:")):
            self.outside.append(url)


@pytest.fixture(scope="module")
def browser(start_chromium):
    """A browser for which the name of the game leads to this machine."""
    return start_chromium(f"--host-resolver-rules=MAP {NAME} 127.0.0.1")


@pytest.fixture
def visit(browser, proxy, request):
    """Open the game by its name, as a person of whom nothing is known; at the end nothing may have gone wrong."""
    context = browser.new_context(ignore_https_errors=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    watches = []

    def visit(path=f"?seed={SEED}"):
        page = context.new_page()
        page.set_viewport_size({"width": 1366, "height": 768})
        watches.append(Strict(proxy.address))
        watches[-1].attach(page)
        page.on("websocket", lambda line: watches[-1]._asked(line.url))
        page.goto(proxy.address + path)
        page.wait_for_selector(".panel")
        return page

    yield visit
    context.close()
    if request.node.get_closest_marker("restarts") is None:
        assert all(watch.clean() for watch in watches), watches


def links(page):
    """The addresses of all links and fields of a page, as the browser understands them."""
    return page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)")


def test_a_whole_game_is_played_reloaded_and_told(visit, proxy):
    page = visit()
    steps.begin(page)
    assert page.url.startswith(f"{proxy.address}?game=")
    steps.end_turn(page)
    before = steps.turn(page)
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before
    steps.play_to_the_end(page)
    for part in ("why", "apply", "happened"):
        steps.debrief(page, part)
        assert page.url.startswith(f"{proxy.address}?game=")
    page.reload()
    page.wait_for_selector("#part-happened.chosen")
    assert all(link.startswith((proxy.address, "https://")) for link in links(page))
    page.goto(f"{page.url.partition('&')[0]}&replay=0")
    page.wait_for_selector("[data-replayed='0']")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-replayed='1']")
    assert page.url.startswith(f"{proxy.address}?game=")


def test_back_and_forward_go_between_the_lobby_and_a_game_without_loading(visit, proxy):
    page = visit()
    loaded = page.evaluate(NOW)
    lobby = page.url
    steps.begin(page)
    at = page.url
    page.go_back()
    page.wait_for_selector("[data-act=begin]")
    assert page.url == lobby
    page.go_forward()
    page.wait_for_selector("[data-act=end-turn]")
    assert page.url == at
    page.locator(".bar .brand").click()
    page.wait_for_selector("[data-act=begin]")
    assert page.url == proxy.address
    page.locator("a[data-act=open]").first.click()
    page.wait_for_selector("[data-act=end-turn]")
    assert page.url == at
    page.go_back()
    page.wait_for_selector("[data-act=begin]")
    assert page.url == proxy.address
    assert page.evaluate(NOW) == loaded


def test_every_page_behind_the_lobby_opens_from_it_and_leads_back(visit, proxy):
    page = visit("")
    for name, shown in (("Evidence", "page=evidence"), ("How the model works", "page=parameters")):
        page.locator(".bar").get_by_role("link", name=name).click()
        page.wait_for_url(f"{proxy.address}?{shown}*")
        page.wait_for_selector("main, .panel:not(.topbar)")
        assert all(link.startswith(proxy.address) or not link.startswith(f"https://{NAME}") for link in links(page))
        page.locator(".bar .brand").click()
        page.wait_for_selector("[data-act=begin]")
    page.get_by_role("link", name="Compare stances over many games").click()
    page.wait_for_selector("main[data-compared='500']", timeout=60_000)
    assert page.url.startswith(f"{proxy.address}?page=compare")
    page.locator("#compare-100").check()
    page.wait_for_selector("main[data-compared='100']", timeout=60_000)
    page.go_back()
    page.wait_for_selector("main[data-compared='500']", timeout=60_000)
    assert page.url.startswith(f"{proxy.address}?page=compare")


def test_the_language_is_changed_and_kept_for_this_path_alone(visit, proxy):
    page = visit("")
    page.locator("[data-here=language]").first.select_option("ja")
    page.wait_for_selector("html[lang=ja] [data-act=begin]")
    assert page.url.startswith(f"{proxy.address}?")
    page.goto(proxy.address)
    page.wait_for_selector("html[lang=ja] [data-act=begin]")
    kept = {cookie["name"]: cookie["path"] for cookie in page.context.cookies()}
    assert kept.pop("language") == f"{BASE_PATH}/"
    assert set(kept.values()) == {f"{BASE_PATH}/"}


def test_an_address_under_the_path_that_is_none_says_so_and_leads_to_the_lobby(visit, proxy):
    nowhere = visit("").context.new_page()
    assert nowhere.goto(f"{proxy.address}nothing/at/all").status == 404
    expect(nowhere.get_by_role("heading")).to_have_text("There is no page at this address")
    assert nowhere.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex"  # its style is there
    nowhere.get_by_role("link", name="To the lobby").click()
    nowhere.wait_for_selector("[data-act=begin]")
    assert nowhere.url == proxy.address


@pytest.mark.restarts
def test_a_page_says_that_the_server_is_gone_and_comes_back_by_itself(visit, proxy, game):
    page = visit()
    steps.begin(page)
    steps.end_turn(page)
    before, at = steps.turn(page), page.url
    game.stop()
    try:
        dialog = page.get_by_role("alertdialog")
        expect(dialog).to_contain_text("Your game is saved to war turn 2.")
    finally:
        game.start()
    expect(dialog).to_have_count(0, timeout=60_000)
    page.wait_for_selector("[data-act=end-turn]")
    assert (steps.turn(page), page.url) == (before, at)
    steps.end_turn(page)

"""Browsers that forbid something: the game does without it, or says what it needs, in their language."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE_MILLISECONDS, Watch
from wargame.text.language import spoken, tr
from wargame.ui.guard import plain_page

LANGUAGES = {"en-GB": "en", "zh-TW": "zh-Hant-TW", "ja-JP": "ja"}  # as browsers ask for them
SIZES = [(1366, 768), (390, 844)]
# What a browser without storage answers to each script that asks for it.
STORAGE = """for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { configurable: true, get() { %s } });
}"""
REFUSED = "throw new DOMException('Access is denied for this document.', 'SecurityError')"
NO_CHANNELS = f"window.BroadcastChannel = function () {{ {REFUSED}; }}"


@pytest.fixture
def visit(person, chromium, server, tmp_path):
    """Open the game in a browser with settings of its own."""
    opened = []

    def visit(language="en-GB", size=SIZES[0], cookies=True, **more):
        more |= {"locale": language, "viewport": {"width": size[0], "height": size[1]}}
        if cookies:
            context = person.browser.new_context(**more)
        else:  # as the settings of a profile say
            profile = tmp_path / "Default"
            profile.mkdir()
            (profile / "Preferences").write_text(
                json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}})
            )
            context = chromium.launch_persistent_context(tmp_path, executable_path=str(CHROMIUM), args=[*FLAGS], **more)
        opened.append(context)
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = context.pages[0] if context.pages else context.new_page()
        page.watch = Watch()
        page.watch.attach(page)
        page.goto(server.address)
        return page

    yield visit
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_without_cookies_is_told_so_in_its_language(visit, language):
    page = visit(language, cookies=False)
    with spoken(LANGUAGES[language]):
        expect(page.get_by_role("heading")).to_have_text(tr(plain_page.NO_COOKIES))
        expect(page.get_by_role("main")).to_contain_text(tr(plain_page.NO_COOKIES_WORDS))
    assert page.get_by_role("main").get_attribute("lang") == LANGUAGES[language]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_else_is_shown_and_it_fits(visit, size, scheme):
    page = visit(size=size, cookies=False, color_scheme=scheme)
    page.get_by_role("heading").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator("main:visible").count() == 1
    assert page.evaluate(steps.NO_SIDE_SCROLL)
    assert page.evaluate("document.body.innerText").count("\n\n") <= 2
    assert page.locator(".v-progress-circular:visible, #app:visible").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_that_runs_no_scripts_is_told_so_in_its_language(visit, language):
    page = visit(language, java_script_enabled=False)
    with spoken(LANGUAGES[language]):
        expect(page.locator("h1:visible")).to_have_text(tr(plain_page.NO_SCRIPTS))
    assert page.locator("#app:visible").count() == 0


def test_a_browser_that_can_play_sees_none_of_it(visit):
    page = visit()
    page.wait_for_selector("[data-act=begin]")
    assert page.locator(".reason").count() == 0
    assert page.evaluate("document.cookie") == ""  # what was tried is taken back
    assert page.get_by_text(plain_page.NO_SCRIPTS).locator("visible=true").count() == 0


def test_a_page_without_cookies_asks_for_nothing_more(visit):
    page = visit(cookies=False)
    page.get_by_role("heading").wait_for()
    lines = []
    page.on("websocket", lambda line: lines.append(line.url))
    page.wait_for_timeout(1500)
    assert lines == []
    assert page.watch.clean(), page.watch


@pytest.mark.parametrize("answer", [REFUSED, "return null"], ids=["forbids storage", "has no storage"])
def test_a_browser_that(person, server, answer):
    """Where cookies are allowed and storage is not, the whole game works; only what it would store is forgotten."""
    page = person.browser.new_context(reduced_motion="reduce").new_page()
    page.watch = Watch()
    page.watch.attach(page)
    page.add_init_script(STORAGE % answer)
    page.add_init_script(NO_CHANNELS)
    page.goto(server.address)
    steps.begin(page)
    page.locator(".card input:not(:checked)").first.check(force=True)
    steps.end_turn(page)
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(page)
    page.locator("[data-here=theme]:visible").click()
    page.wait_for_selector("body.dark")
    assert page.watch.clean(), page.watch
    page.context.close()

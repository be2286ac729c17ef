"""Browsers in which the game cannot begin: the page says why, in their language, and what to do."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE_MILLISECONDS
from wargame.language import spoken, tr
from wargame.ui import plain_page

LANGUAGES = {"en-GB": "en", "zh-TW": "zh-Hant-TW", "ja-JP": "ja"}  # as browsers ask for them
SIZES = [(1366, 768), (390, 844)]


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

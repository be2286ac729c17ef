"""The pages in Chinese and Japanese: nothing is left in English, and nothing is cut off."""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Server
from tests.browser.steps import NO_SIDE_SCROLL, begin, end_turn
from wargame.game.store.games import Store
from wargame.text.language import LANGUAGES

OTHERS = [name for name in LANGUAGES if name != "en"]
SIZES = {"wide": (1366, 768), "phone": (390, 844)}
# Japanese words are the longest of the three, and a phone is where words are cut; Chinese ones run in the same boxes.
LOOKED_AT = {"ja": ("wide", "phone"), "zh-Hant-TW": ("wide",), "en": ("phone",)}
# What a person can see or hear of a page, but for titles of works, which are marked as English: text, what styles
# put before and after it, and labels.
LABELS = (
    "aria-label", "placeholder", "title", "alt", "data-busy", "data-title", "data-verdict", "data-label", "data-head",
    "data-shows",
)  # fmt: skip
SAID = """(labels) => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.querySelector('.root'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        const other = 'script, style, code, textarea, select.languages, .cited [lang=en]';
        if (around.closest('.panel') && !around.closest(other)) {
            found.push(walker.currentNode.textContent);
        }
    }
    for (const mark of document.querySelectorAll('.panel *')) {
        for (const name of labels) if (mark.hasAttribute(name)) found.push(mark.getAttribute(name));
        for (const where of ['::before', '::after']) {
            const words = getComputedStyle(mark, where).content;
            if (words && !['none', 'normal'].includes(words)) found.push(words);
        }
    }
    for (const bar of document.querySelectorAll('[data-words][data-language]')) {
        const say = (words) => typeof words === 'string' ? found.push(words) : Object.values(words).forEach(say);
        say(JSON.parse(bar.dataset.words)); // what is said when the server is gone
    }
    return found;
}"""
# Names, units and codes that are the same in every language; and the keys of sources and of scenarios.
KEPT = re.compile(
    r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}|K7M4|"  # codes for another device: first, for one may begin with PAC
    r"Linchpin|LRASM|JASSM|PAC|GDP|JSON|PDF|Markdown|Wilson|Brier|Tab|Enter|Ctrl|Home|End|SOURCES|CALIBRATION|LIMITS|docs|md|km|"
    r"CSIS|\[[a-z][a-z0-9-]*\]|[a-z]+(?:-[a-z]+)*\d{4}|csis-[a-z]+|calibration|\w+~AbC|\w+_\w+|mastro|stimson|estimate|"
    r"Empty Bins|Confronting Armageddon|MIT|Signal News|Samotsvety|Vox|excursions/\w+|[0-9a-f]{8}|\{turn\}|\?game="
)
CUT_OFF = """() => {
    const found = [];
    const seen = (mark) => {
        const box = mark.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && getComputedStyle(mark).visibility !== 'hidden';
    };
    for (const mark of document.querySelectorAll('.panel *')) {
        if (mark.closest('svg') || mark.matches('input, .hidden') || !seen(mark)) continue;  // what is typed scrolls
        const style = getComputedStyle(mark);
        const hides = (way) => ['hidden', 'clip'].includes(way);
        const cut = hides(style.overflowX) || style.textOverflow === 'ellipsis';
        const wide = cut && mark.scrollWidth > mark.clientWidth + 1;
        const down = hides(style.overflowY) && mark.scrollHeight > mark.clientHeight + 2;
        if (wide || down) found.push(mark.textContent.slice(0, 60));
    }
    for (const words of document.querySelectorAll('.panel svg text')) {
        if (!seen(words) || words.closest('.col-map')) continue;
        const box = words.getBoundingClientRect(), around = words.ownerSVGElement.getBoundingClientRect();
        const out = box.left < around.left - 1 || box.right > around.right + 1 || box.bottom > around.bottom + 4;
        if (out || box.top < around.top - 4) found.push(words.textContent);
    }
    return found;
}"""


def english(page):
    """What is said in English prose: Latin words of three letters and more that are no name, unit or code."""
    return [words for words in page.evaluate(SAID, LABELS) if re.search(r"[A-Za-z]{3}", KEPT.sub("", words))]


def check(page):
    """Nothing is in English, and everything fits."""
    if page.evaluate("document.documentElement.lang") != "en":
        assert english(page) == []
    fits(page)


def fits(page, paper=False):
    """Nothing is cut off or sticks out on any screen on which this language is looked at; paper may be narrower."""
    sizes = LOOKED_AT[page.evaluate("document.documentElement.lang")]
    for size in sizes if len(sizes) == 1 else (*sizes, sizes[0]):  # and back to the one on which it was opened
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(CUT_OFF) == [], size
        assert paper or page.evaluate(NO_SIDE_SCROLL), size


@pytest.fixture(params=LOOKED_AT)
def name(request):
    return request.param


@pytest.fixture
def opened(name, open_page, person):
    """Pages in one language; English for whoever comes after."""
    size = SIZES[LOOKED_AT[name][0]]
    yield lambda path="": open_page(f"{path}{'&' if path else '?'}lang={name}", size=size)
    person.clear_cookies(name="language")


def test_the_lobby_with_its_briefs_is_in_the_language_of_its_address(opened, name):
    page = opened()
    page.wait_for_selector(".seats")
    assert page.evaluate("document.documentElement.lang") == name
    for seat in ("japan", "us", "taiwan", "china", "watch"):
        page.locator(f"input[name=seat][value={seat}]").check()
        for fold in page.locator(".brief-of details:visible summary").all():
            fold.click()
        check(page)


def test_whose_game_it_is_is_said_in_the_language(opened, begun):
    page = opened(begun("reset_2027", "japan"))
    page.wait_for_selector("[data-act=end-turn]")
    page.locator(".menu > summary").click()
    page.locator("#hand-out").click()
    page.wait_for_selector(".code-large")
    check(page)
    page = opened(begun("reset_2027", "japan", owner="another"))
    page.wait_for_selector(".watching")
    page.locator(".ask-code summary").click()
    page.locator("#write-code").fill("AAAA")
    page.locator("#use-code").click()
    page.get_by_role("alert").wait_for()
    page.locator(".menu > summary").click()
    check(page)
    page = opened("?page=games")
    page.wait_for_selector("table.games")
    page.locator("[data-act=delete]").first.click()
    page.wait_for_selector("tr.gone")
    check(page)
    page = opened("?page=games")
    page.wait_for_selector(".deleted")
    page.locator(".deleted summary").click()
    check(page)
    page.locator(".deleted [data-act=restore]").first.click()
    page.wait_for_selector("table.games")


@pytest.mark.parametrize(
    ("scenario", "seat"), [("reset_2027", "japan"), ("eleven_days", "taiwan"), ("first_battle_base", "us")]
)
def test_a_turn_of_each_stage_is_in_the_language(scenario, seat, opened, begun):
    page = opened(begun(scenario, seat))
    page.wait_for_selector("[data-act=end-turn]")
    check(page)
    end_turn(page)
    page.wait_for_selector("[data-estimate]:not([data-estimate=computing])")
    for fold in page.locator(".col-decision summary").all():
        fold.click()
    check(page)


def test_a_debrief_what_it_saves_and_its_replay_are_in_the_language(opened, ended, name):
    page = opened(ended("practice", "japan"))
    page.wait_for_selector("[data-hinges]")
    check(page)
    page.locator("#tab-why").click()
    page.wait_for_selector("[data-odds=done]")
    page.wait_for_selector("[data-luck=done]")
    check(page)
    page.locator("#tab-apply").click()
    page.wait_for_selector("#part-apply.chosen")
    check(page)
    with page.expect_download() as saved:
        page.locator("[data-act=save][data-value=markdown]").click()
    if name != "en":
        told = re.sub("`.*?`", "", Path(saved.value.path()).read_text(encoding="utf-8"))
        assert [line for line in told.splitlines() if re.search(r"[A-Za-z]{3}", KEPT.sub("", line))] == []
    page.emulate_media(media="print")
    fits(page, paper=True)
    page.emulate_media(media="screen")
    page.locator("[data-act=replay]").first.click()
    page.wait_for_selector(".replay-foot")
    check(page)


def test_a_comparison_is_in_the_language(opened):
    page = opened("?page=compare&scenario=reset_2027&worlds=100")
    page.wait_for_selector("[data-compared]")
    for fold in page.locator("main summary").all():
        fold.click()
    check(page)


def test_the_evidence_is_in_the_language(opened):
    page = opened("?page=evidence")
    page.wait_for_selector(".evidence table")
    for fold in page.locator("main summary").all():
        fold.click()
    check(page)


def test_one_world_of_a_batch_is_in_the_language(opened):
    page = opened("?page=world&scenario=first_battle_base&seed=1&world=3")
    page.wait_for_selector(".replay-foot")
    check(page)


def test_what_cannot_be_opened_says_why_in_the_language(opened):
    for address in ("?game=0000", "?page=world", "?page=world&scenario=nothing&seed=1&world=3", "0000"):
        page = opened(address)
        page.wait_for_selector("main.message")
        check(page)
        page.watch.failed.clear()  # an address that is none is answered so
        page.watch.errors.clear()


def test_a_code_that_is_none_is_refused_in_the_language(opened):
    page = opened()
    page.wait_for_selector(".seats")
    page.locator(".open-game summary").click()
    page.locator("#open-code").fill("reset_2027~AbCd")
    page.locator("#open-it").click()
    page.wait_for_selector("[role=alert]")
    check(page)


FOUND = "() => document.querySelector('[data-shown]').textContent"


def test_every_number_is_explained_in_the_language_and_found_by_its_words_or_the_english_ones(opened, name):
    page = opened("?page=parameters")
    page.wait_for_selector(".numbers table")
    paths = set(page.evaluate("[...document.querySelectorAll('.numbers th[scope=row]')].map((t) => t.firstChild.data)"))
    paths |= set(page.evaluate("[...document.querySelectorAll('.numbers p.label')].map((t) => t.textContent)"))
    fits(page)
    if name != "en":
        assert [words for words in english(page) if words not in paths] == []
    box = page.locator("#find")
    shown = {"en": "Kadena interceptors", "zh-Hant-TW": "嘉手納 攔截彈", "ja": "嘉手納 迎撃ミサイル"}[name]
    for words, count in (("kadena interceptors", 1), (shown, 1), ("kadena", 5)):
        box.fill(words)
        assert page.evaluate(FOUND) == str(count), words


def test_a_language_is_chosen_on_the_page_and_stays(open_page, person):
    page = open_page()
    page.wait_for_selector(".seats")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.wait_for_load_state("networkidle")  # a letter still on its way would be lost with the page
    page.locator("select.languages").select_option("zh-Hant-TW")
    page.wait_for_selector("text=選擇一場危機")
    assert "lang=zh-Hant-TW" in page.url
    page.wait_for_load_state("networkidle")
    page.goto(page.url.partition("?")[0])
    page.wait_for_selector("text=選擇一場危機")
    page.wait_for_load_state("networkidle")
    page.locator("select.languages").select_option("en")
    page.wait_for_selector("text=Choose a crisis")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.wait_for_load_state("networkidle")
    person.clear_cookies(name="language")


def test_two_pages_of_one_server_speak_two_languages_at_once(open_page, begun, person):
    pages = {name: open_page(f"{begun('reset_2027', 'japan')}&lang={name}") for name in LANGUAGES}
    asked = {"en": "What do we say", "zh-Hant-TW": "我們怎麼說", "ja": "何と言うか"}
    for _ in range(3):
        for page in pages.values():
            page.locator("[data-act=end-turn]").click()
        for name, page in pages.items():
            page.wait_for_selector("[data-estimate]:not([data-estimate=computing])")
            assert asked[name] in page.locator("h1.question").first.inner_text()
            if name != "en":
                assert english(page) == []
    person.clear_cookies(name="language")


def test_a_choice_and_a_forecast_are_kept_whatever_the_language(open_page, begun, person, server):
    for name in LANGUAGES:
        address = begun("reset_2027", "japan")
        page = open_page(f"{address}&lang={name}")
        page.locator("label.card:has(input[value='japan.pledge=refuse'])").click()
        page.locator("#forecast-attack").fill("35")
        end_turn(page)
        saved = Store(server.data / "games.sqlite").load(address.partition("=")[2])
        assert saved.orders[0]["japan.pledge"] == "refuse", name
        assert saved.forecasts[0] == {"attack": 0.35}, name
    person.clear_cookies(name="language")


def test_a_page_that_is_none_says_so_in_the_language(open_page, person, server):
    page = person.new_page()
    page.goto(f"{server.address}no/such/page?lang=ja")
    assert "このアドレスにページはありません" in page.inner_text("main")
    assert page.evaluate("document.documentElement.lang") == "ja"
    page.close()
    person.clear_cookies(name="language")


@pytest.fixture
def own_file(tmp_path):
    """A scenario of an instructor's own."""
    path = tmp_path / "mine.yaml"
    path.write_text("extends: reset_2027\ntitle: Mine\ndifficulty: hard\n")
    return path


def test_a_game_whose_file_breaks_meanwhile_goes_on_in_the_language(open_page, begun, own_file, person):
    address = begun(str(own_file), "japan")
    own_file.write_text("extends: reset_2027\ntitle: Mine\n\ndifficulty: hart\nminutes: 0\n")
    page = open_page(f"{address}&lang=ja")
    page.wait_for_selector("[data-act=end-turn]")
    assert page.get_by_role("alert").count() == 0
    assert page.locator("html").get_attribute("lang") == "ja"
    person.clear_cookies(name="language")


@pytest.mark.restarts
def test_a_file_that_breaks_while_the_lobby_is_open_is_told_in_the_language(own_file, person, tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("own"), own_file)
    served.start()
    try:
        page = person.new_page()
        page.set_default_timeout(60_000)  # a server of its own starts beside the others
        page.goto(f"{served.address}?lang=ja")
        page.wait_for_selector("[data-act=begin]")
        own_file.write_text("extends: reset_2027\nminutes: soon\n")
        page.locator("[data-act=begin]").click()
        said = page.get_by_role("alert")
        said.wait_for()
        assert "2行目10文字目：minutes：「soon」は文字列です" in said.inner_text()
        assert "game=" not in page.url
        page.reload()  # the file is broken from the first
        page.get_by_role("alert").wait_for()
        assert "2行目10文字目" in page.get_by_role("alert").inner_text()
        own_file.write_text("extends: reset_2027\nminutes: 5\n")
        page.reload()
        page.wait_for_selector("[data-act=begin]")
        assert page.get_by_role("alert").count() == 0
        page.locator("[data-act=begin]").click()
        page.wait_for_selector("[data-act=end-turn]")
        page.close()
    finally:
        served.stop()
        person.clear_cookies(name="language")


def test_a_game_is_begun_and_listed_in_the_language(open_page, person):
    page = open_page("?lang=ja")
    page.wait_for_selector(".seats")
    begin(page, "taiwan")
    end_turn(page)
    page.locator("a.brand").first.click()
    page.wait_for_selector(".saved")
    assert "リセット" in page.inner_text(".saved")
    assert "2026年第1四半期、ターン2/9" in page.inner_text(".saved")
    person.clear_cookies(name="language")

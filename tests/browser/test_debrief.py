"""The debrief of a finished game, its exports, and the replay, in a real browser and mostly by keyboard."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import DEBRIEF_GAMES

PHONE = (390, 844)


@pytest.fixture(scope="module")
def played(ended):
    """The key of a short war, played to its end once for all of these tests."""
    return ended("first_battle_base", "japan", forecast={"taken": 0.45}).removeprefix("?game=")


def test_the_three_parts_are_reached_by_keyboard(open_page, played):
    page = open_page(f"?game={played}")
    page.wait_for_selector("[data-turn-told]")
    expect(page.get_by_role("tabpanel", name="What happened")).to_be_visible()
    expect(page.locator("[role=tabpanel]:visible")).to_have_count(1)
    page.locator("#tab-happened").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#part-why.chosen")
    assert page.evaluate("document.activeElement.id") == "tab-why"
    page.keyboard.press("End")
    page.wait_for_selector("#part-apply.chosen")
    page.reload()
    page.wait_for_selector("#part-apply.chosen")
    page.locator("#tab-apply").focus()
    page.keyboard.press("Home")
    page.wait_for_selector("#part-happened.chosen")


def test_what_happened_is_told_turn_by_turn_with_its_hinges(open_page, played):
    page = open_page(f"?game={played}")
    page.wait_for_selector("[data-hinges]", timeout=60_000)
    hinges = int(page.locator("[data-hinges]").get_attribute("data-hinges"))
    assert page.locator(".told").count() >= 3
    expect(page.locator(".told.hinge")).to_have_count(hinges)
    words = "No single turn decided it." if hinges == 0 else "Before this turn"
    expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_role("heading", name="Aftermath")).to_be_visible()


def test_the_top_bar_names_the_scenario_and_covers_nothing(open_page, played):
    for size in ((1366, 768), (1920, 1080)):
        page = open_page(f"?game={played}", size=size)
        named = page.locator(".bar .game-title")
        assert named.inner_text() == "The first battle"
        tabs, title, after = (mark.bounding_box() for mark in (page.locator(".tabs"), named, page.locator(".menu")))
        seat = page.locator(".bar .seat.wide").bounding_box()
        assert seat["x"] + seat["width"] < tabs["x"]
        assert page.locator(".tabs .tab").last.bounding_box()["x"] < title["x"] < after["x"]


def test_all_games_are_stepped_through_at_once(open_page, played):
    page = open_page(f"?game={played}&tab=why")
    page.wait_for_selector("[data-strips]")
    page.wait_for_selector("[data-luck]", timeout=60_000)
    shown = page.locator(".steps b.now")
    page.keyboard.press("Home")
    assert shown.inner_text() == "D+3.5"
    page.keyboard.press("ArrowRight")
    assert shown.inner_text() == "D+7"
    expect(page.get_by_role("heading", name="D+7: what each game did")).to_be_visible()
    assert page.locator(".did [data-step].now .games > div").count() in (4, 5)
    expect(page.locator(".strips-wide rect.cursor.now")).to_have_count(1)
    page.get_by_role("button", name="Next turn").click()
    assert shown.inner_text() == "D+10.5"
    page.keyboard.press("End")
    last = shown.inner_text()
    page.keyboard.press("ArrowRight")
    assert shown.inner_text() == last
    page.locator(".strips-wide rect.goto").first.click()
    assert shown.inner_text() == "D+3.5"
    expect(page.locator(".panel.luck svg:visible circle")).to_have_count(int(DEBRIEF_GAMES) + 1)


def test_an_answer_survives_a_reload_and_another_tab(open_page, played):
    page = open_page(f"?game={played}&tab=apply")
    box = page.get_by_label("Which stock ran out first", exact=False)
    box.fill("LRASM, on D+7.\n<b>Bombers</b>")
    page.get_by_text("Your answer is saved.").wait_for()
    page.reload()
    page.wait_for_selector("#answer-2")
    assert box.input_value() == "LRASM, on D+7.\n<b>Bombers</b>"
    other = open_page(f"?game={played}&tab=apply")
    other.wait_for_selector("#answer-2")
    box.fill("One")
    page.get_by_text("Your answer is saved.").wait_for()
    other.locator("#answer-2").fill("Two")
    other.get_by_text("Both texts are kept").wait_for()
    other.wait_for_function("document.getElementById('answer-2').value === 'One\\n\\nTwo'")


def save(page, name):
    with page.expect_download() as found:
        page.get_by_role("button", name=name, exact=True).click()
    return found.value


def ended(page):
    page.wait_for_selector("[data-hinges]", timeout=60_000, state="attached")
    return page.locator("h1").inner_text(), page.locator("#part-happened .told").all_inner_texts()


def test_the_game_is_saved_as_a_file_and_opened_again(open_page, played, tmp_path):
    page = open_page(f"?game={played}")
    page.wait_for_selector("[data-turn-told]")
    before = ended(page)
    steps.debrief(page, "apply")
    page.locator("#answer-0").fill("Coal.")
    file = save(page, "JSON")
    assert file.suggested_filename.endswith(".json")
    path = tmp_path / "game.json"
    file.save_as(path)
    held = json.loads(path.read_text())
    assert "Coal." in held["notes"].values()
    assert held["forecasts"][0] == {"taken": 0.45}
    assert {"scenario", "digest", "seed", "world", "seat", "fixed", "orders", "fingerprint"} <= held.keys()
    text = save(page, "Markdown")
    text.save_as(tmp_path / "debrief.md")
    assert "> Coal." in (tmp_path / "debrief.md").read_text()

    page.goto(page.url.split("?")[0])
    page.get_by_text("Open a game from a share code or a file").click()
    path.with_name("broken.json").write_text(path.read_text().replace('"japan.access"', '"japan.acces"'))
    page.get_by_label("File saved as JSON").set_input_files(path.with_name("broken.json"))
    page.get_by_text("has an order that this version does not know").wait_for()
    page.get_by_label("File saved as JSON").set_input_files(path)
    page.wait_for_selector("[data-turn-told]")
    assert page.url.split("game=")[1] != played
    assert ended(page) == before
    steps.debrief(page, "apply")
    assert page.locator("#answer-0").input_value() == "Coal."


def test_the_game_is_opened_from_its_code(open_page, played):
    page = open_page(f"?game={played}&tab=apply")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code == page.locator("#code").input_value()
    assert code.endswith(page.locator(".take-away b").inner_text())
    steps.debrief(page, "happened")
    page.wait_for_selector("[data-turn-told]")
    before = ended(page)
    page.goto(page.url.split("?")[0])
    page.get_by_text("Open a game from a share code or a file").click()
    page.get_by_label("Share code").fill("nonsense")
    page.keyboard.press("Enter")
    page.get_by_text("This is not a share code").wait_for()
    page.get_by_label("Share code").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-turn-told]")
    assert ended(page) == before


def test_a_finished_game_is_replayed_by_keyboard(open_page, played):
    page = open_page(f"?game={played}")
    page.get_by_role("button", name="Replay").click()
    page.wait_for_selector("[data-replayed='0']")
    expect(page.get_by_text("Turn 1 of")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-replayed='1']")
    expect(page.locator(".events")).to_be_visible()
    expect(page.locator(".as-ordered input:enabled")).to_have_count(0)
    expect(page.locator(".map-wide svg.marks")).to_be_visible()
    page.keyboard.press("End")
    page.get_by_text("The end, replay").wait_for()
    page.get_by_role("button", name="Turn before").click()
    page.wait_for_selector("[data-replayed]:not([data-replayed='1'])")
    page.keyboard.press("Home")
    page.wait_for_selector("[data-replayed='0']")
    page.get_by_role("button", name="To the debrief").click()
    page.wait_for_selector(".end-head")


def test_a_game_in_play_is_replayed_and_gone_on_with(open_page):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    before = steps.turn(page)
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Replay from the start").click()
    page.wait_for_selector("[data-replayed='0']")
    page.keyboard.press("End")
    page.get_by_text("This turn waits for your decision").wait_for()
    page.get_by_role("button", name="Back to the game").click()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_debrief_and_the_replay_fit_a_phone(open_page, played, scheme):
    page = open_page(f"?game={played}", size=PHONE, scheme=scheme)
    page.wait_for_selector("[data-hinges]", timeout=60_000)
    for name in ("happened", "why", "apply"):
        steps.debrief(page, name)
        page.wait_for_function(steps.NO_SIDE_SCROLL)
    page.goto(f"{page.url.split('?')[0]}?game={played}&replay")
    page.wait_for_selector("[data-replayed='0']")
    page.get_by_role("button", name="Next turn").click()
    page.wait_for_selector("[data-replayed='1']")
    page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_the_printed_page_holds_all_three_parts_and_no_buttons(open_page, played):
    page = open_page(f"?game={played}&tab=apply", scheme="dark")
    page.wait_for_selector("[data-hinges]", timeout=60_000, state="attached")
    page.wait_for_selector("[data-luck]", timeout=60_000, state="attached")
    page.locator("#answer-1").fill("Two lines\nof an answer.")
    expect(page.locator(".printed")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for heading in ("Turn by turn", "Where it turned", "Luck or decision?", "Share this game"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator(".printed")).to_be_visible()
    assert page.locator(".printed").inner_text() == "Linchpin, The first battle, Japan"
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator("textarea:not(.code):visible")).to_have_count(0)
    expect(page.get_by_text("Two lines of an answer.")).to_be_visible()
    assert not page.evaluate("document.body.classList.contains('dark')")
    assert len(page.pdf()) > 20_000

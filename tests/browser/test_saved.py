"""Saved games: reload, restart, two tabs, and addresses that lead nowhere."""

import json
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from wargame.game.store.games import Store
from wargame.ui.shared import write_codes


def test_a_reload_goes_on_where_it_was(open_page):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    before = steps.turn(page)
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before
    steps.end_turn(page)


def chosen(page):
    """What is chosen but not yet played: the card, the lever in its fold, and the forecast."""
    page.wait_for_selector("[data-act=end-turn]")
    return (
        page.locator(".cards input:checked").get_attribute("value"),
        page.locator(".levers .fold[open] input:checked").evaluate_all("all => all.map((mark) => mark.value)"),
        page.locator(".levers .now.changed").all_inner_texts(),
        page.locator(".forecast output").inner_text(),
    )


def wait_until_kept(server, address, kept):
    """A busy server hears of a mark later than the browser shows it; what it has not heard of, a reload loses."""
    key, until = address.partition("=")[2], time.monotonic() + 20
    while not kept(Store(server.data / "games.sqlite").load(key).draft):
        assert time.monotonic() < until, "what was chosen never reached the server"
        time.sleep(0.05)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_what_was_chosen_survives_a_reload_and_another_language_and_is_played(open_page, begun, server, size):
    addresses = [begun("reset_2027", "japan"), begun("reset_2027", "japan")]
    page, other = (open_page(address, size=size) for address in addresses)
    for tab, card in ((page, "refuse"), (other, "combat")):
        tab.locator(f"[value='japan.pledge={card}']").check()
    lever = page.locator(".levers .fold:has(input[type=radio])").first
    lever.locator("summary").click()
    free = lever.locator("input:not(:checked)").first
    free.check()
    page.get_by_label("Will Beijing blockade or invade within a year?").press("ArrowLeft")
    page.wait_for_selector(".forecast output:text('45%')")
    was = chosen(page)
    assert was[0] == "japan.pledge=refuse"
    assert len(was[1]) == len(was[2]) == 1
    wait_until_kept(server, addresses[0], lambda draft: len(draft.orders) == 2 and draft.forecasts)
    wait_until_kept(server, addresses[1], lambda draft: draft.orders)

    page.reload()
    assert chosen(page) == was
    page.wait_for_selector(".map-wide[data-preview=refuse]", state="attached")
    page.goto(page.url + "&lang=ja")
    assert (chosen(page)[:2], chosen(page)[3]) == (was[:2], was[3])
    page.goto(page.url.replace("lang=ja", "lang=en"))
    assert chosen(page) == was
    other.reload()
    assert chosen(other) == ("japan.pledge=combat", [], [], "not said")

    steps.end_turn(page)
    assert page.locator(".levers .now.changed").count() == 0
    assert page.locator(".cards .card:has(input:checked) .tag").inner_text().lower() == "staff advice"
    saved = Store(server.data / "games.sqlite").load(addresses[0].split("=")[1])
    (orders,), (said,) = saved.orders, saved.forecasts
    assert orders["japan.pledge"] == "refuse"
    order, choice = was[1][0].split("=")
    assert orders[order] == choice
    assert list(said.values()) == [0.45]


def test_the_lobby_lists_the_game_and_opens_it(open_page):
    page = open_page()
    steps.begin(page, "us")
    steps.end_turn(page)
    before = steps.turn(page)
    page.locator("a.brand").click()
    page.get_by_role("link", name="Continue").first.click()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_who_comes_back_sees_the_game_that_is_not_over(open_page, size):
    page = open_page(size=(1366, 768))
    key = steps.begin(page, "china")
    steps.end_turn(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(page.url.split("?")[0])
    back = page.get_by_role("link", name="Continue: The reset, 2026 Q1, turn 2 of 9")
    back.wait_for()
    assert back.bounding_box()["y"] < size[1] / 2
    back.click()
    page.wait_for_selector("[data-act=end-turn]")
    assert page.url.endswith(key)


@pytest.mark.restarts
def test_a_restart_of_the_server_loses_nothing(open_page, server):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    before = steps.turn(page)
    server.stop()
    server.start()
    page.goto(page.url)
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == before
    steps.end_turn(page)


@pytest.mark.restarts
def test_a_server_killed_within_a_turn_loses_none_that_was_shown(open_page, server):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    page.locator("[data-act=end-turn]").click()
    time.sleep(0.03)
    server.kill()
    server.start()
    page.goto(page.url)
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) in ("crisis1", "crisis2")  # the turn that was shown, or the one that was being played
    steps.end_turn(page)


@pytest.fixture
def elsewhere(person, server):
    """Play a game in another browser, which was let in by a code and hears nothing from the tabs of this one."""
    context = person.browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(20_000)

    def elsewhere(path):
        page = context.new_page()
        page.set_viewport_size({"width": 1366, "height": 768})
        key, code = path.partition("=")[2], write_codes.new()
        Store(server.data / "games.sqlite").add_code(key, write_codes.digest(key, code))
        page.goto(f"{server.address}{path}&code={code}")
        page.wait_for_selector("[data-act=end-turn]")
        return page

    yield elsewhere
    context.close()


def test_a_tab_is_told_as_soon_as_another_has_gone_on(open_page):
    first = open_page()
    key = steps.begin(first)
    second, replayed = open_page(f"?game={key}"), open_page(f"?game={key}&replay")
    second.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(first)
    told = second.get_by_role("region", name="This game has moved on in another tab.")
    told.wait_for()
    assert replayed.locator(".elsewhere").count() == first.locator(".elsewhere").count() == 0
    told.get_by_role("button", name="Show where it stands").click()
    second.wait_for_selector(".bar[data-turn='1']")
    expect(told).to_have_count(0)
    steps.end_turn(second)
    first.get_by_role("region", name="This game has moved on in another tab.").wait_for()


def test_the_second_browser_to_end_a_turn_is_told_and_shows_the_newest(open_page, elsewhere, server):
    first = open_page()
    key = steps.begin(first)
    second = elsewhere(f"?game={key}")
    first.locator("[value='japan.pledge=combat']").check()
    second.locator("[value='japan.pledge=refuse']").check()
    steps.end_turn(first)
    steps.end_turn(second)
    assert second.get_by_role("alert").inner_text().startswith("This game has moved on in another tab")
    expect(second.get_by_role("button", name="End turn")).to_be_visible()
    assert steps.turn(second) == steps.turn(first)
    assert second.locator(".events").inner_text() == first.locator(".events").inner_text()
    (orders,) = Store(server.data / "games.sqlite").load(key).orders
    assert orders["japan.pledge"] == "combat"
    steps.end_turn(second)
    second.get_by_role("alert").wait_for(state="detached")  # the foot of the page is drawn last


def test_of_two_tabs_at_once_one_is_played_and_the_other_told(open_page, server):
    tabs = [open_page()]
    key = steps.begin(tabs[0])
    tabs.append(open_page(f"?game={key}"))
    before = steps.turn(tabs[0])
    for tab in tabs:
        tab.evaluate("document.querySelector('[data-act=end-turn]').click()")
    for tab in tabs:
        tab.wait_for_function(steps.TURN_SHOWN, arg=before)
    tabs[0].wait_for_timeout(1_000)  # the foot of a page, which tells, is drawn last
    assert sorted(tab.get_by_role("alert").count() for tab in tabs) == [0, 1]
    assert len(Store(server.data / "games.sqlite").load(key).orders) == 1


def test_a_second_browser_is_told_at_the_end_too(open_page, begun, play_on, elsewhere):
    address = begun("first_battle_base", "japan")
    play_on(address, leave=1)
    first, second = open_page(address), elsewhere(address)
    before = steps.turn(second)
    steps.play_to_the_end(first, most=1)
    second.locator("[data-act=end-turn]").click()
    second.wait_for_function(steps.TURN_SHOWN, arg=before)
    assert second.get_by_role("alert").inner_text().startswith("This game has moved on in another tab")


@pytest.mark.restarts
def test_a_lost_connection_is_said_in_words_and_mends_itself(open_page, server):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    server.kill()
    said = page.get_by_role("alertdialog", name="The connection is lost")
    said.wait_for()
    assert "Your game is saved to turn 2." in said.inner_text()
    expect(page.locator(".v-overlay:visible, .v-alert:visible, .v-dialog:visible")).to_have_count(0)  # Solara's own
    assert page.evaluate("document.activeElement.textContent") == "Reload"
    server.start()
    said.wait_for(state="detached")
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page) == "crisis1"
    steps.end_turn(page)


def test_an_address_that_is_no_page_leads_to_the_lobby(person, server):
    page = person.new_page()
    for address in ("nothing", "game/abc", "static/assets/nothing.css"):
        answer = page.goto(server.address + address)
        assert answer.status == 404
        expect(page.get_by_role("heading", name="There is no page at this address")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Source Serif 4"')
    page.get_by_role("link", name="To the lobby").click()
    page.wait_for_selector("[data-act=begin]")


def test_an_unknown_game_says_so(open_page):
    page = open_page("?game=nothing")
    expect(page.get_by_text("No game is saved under “nothing”")).to_be_visible()
    page.get_by_role("button", name="To the lobby").click()
    page.wait_for_selector("[data-act=begin]")


@pytest.mark.parametrize("leads", ["begin", "again"])
def test_who_goes_back_before_the_answer_came_stays_there(open_page, ended, server, leads):
    """The new game is shown: the click that began it is not sent again from the page that it was made on."""
    page = open_page(ended("reset_2027", "japan") if leads == "again" else "")
    page.locator(f"[data-act={leads}]").first.wait_for()
    left = page.url
    page.evaluate("window.linchpin.answered = () => {}")  # no answer arrives
    page.locator(f"[data-act={leads}]").first.click()
    page.wait_for_selector("[data-act=end-turn]")
    began = page.url
    page.goto(left)
    page.locator(f"[data-act={leads}]").first.wait_for()
    page.wait_for_timeout(1500)  # in which a click that waits would be sent
    assert page.url == left != began


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_a_game_that_cannot_be_opened_is_listed_with_the_reason_and_its_data_are_saved(open_page, server, size):
    page = open_page(size=size)
    keys = []
    for _ in range(2):
        keys.append(steps.begin(page))
        page.goto(server.address)
        page.wait_for_selector("[data-act=begin]")
    notes(server, keys[1], "{")
    page.reload()
    closed = page.locator(".saved .closed")
    expect(closed).to_contain_text("Cannot be opened")
    expect(page.locator(".saved .why")).to_contain_text("“notes” of this game is not JSON, or part of it is missing")
    assert page.evaluate(steps.NO_SIDE_SCROLL)
    with page.expect_download() as kept:
        closed.locator("[data-act=raw]").click()
    found = json.loads(kept.value.path().read_text())
    assert (found["game"]["key"], found["game"]["notes"]) == (keys[1], "{")
    assert kept.value.suggested_filename.endswith(".json")

    page.goto(f"{server.address}?game={keys[1]}")
    expect(page.get_by_role("heading", name="This game cannot be opened")).to_be_visible()
    page.goto(server.address)
    page.locator(f".saved a[data-value='{keys[0]}']").click()
    page.wait_for_selector("[data-act=end-turn]")
    notes(server, keys[1], "{}")


def notes(server, key, words):
    """Write the notes of a game past the store."""
    with closing(sqlite3.connect(server.data / "games.sqlite")) as file, file:
        file.execute("UPDATE games SET notes = ? WHERE key = ?", (words, key))

"""Compare stances over many games, and open one of them."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps

SIZES = {"laptop": (1366, 768), "desktop": (1920, 1080), "tablet": (820, 1180), "phone": (390, 844)}
ASKED = "?page=compare&scenario=reset_2027&worlds=100&seed=3&stances=refuse,combat"


def compared(page, worlds):
    page.wait_for_selector(f"main[data-compared='{worlds}']", timeout=60_000)


def dots(page):
    return page.locator("svg.dots:visible [data-act=watch]")


def test_from_the_lobby_to_a_comparison_of_the_chosen_crisis(open_page):
    page = open_page()
    page.locator("input[name=scenario][value=first_battle_base]").check(force=True)
    page.get_by_role("link", name="Compare stances over many games").click()
    compared(page, 500)
    assert "scenario=first_battle_base" in page.url
    expect(page.get_by_text("no published game isolates it").first).to_be_visible()
    assert page.locator("h1").inner_text().startswith("Where Tokyo refuses, China gets Taiwan in ")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_an_address_with_wrong_numbers_says_so_until_something_is_chosen(open_page, size):
    page = open_page("?page=compare&scenario=reset_2027&worlds=99&seed=lucky&stances=refuse,combat", size=size)
    told = page.get_by_role("alert")
    expect(told).to_contain_text("The number of worlds in the address has to be 100, 500 or 2000; 500 were taken.")
    expect(told).to_contain_text("The seed in the address has to be a whole number from 0 to 2147483647; 1 was taken.")
    assert page.evaluate(steps.NO_SIDE_SCROLL)
    compared(page, 500)
    expect(told).to_be_visible()
    page.locator("#compare-100").check()
    compared(page, 100)
    expect(told).to_have_count(0)


def test_choosing_plays_anew_and_what_was_played_is_kept(open_page):
    page = open_page(ASKED)
    compared(page, 100)
    first = page.locator("h1").inner_text()
    page.locator("#compare-join").check()
    page.wait_for_url("**stances=refuse,combat,join**")
    compared(page, 100)
    page.wait_for_selector("svg.chain[aria-label*='Join: in ']:visible")  # the address changes before the page
    assert page.evaluate("document.activeElement.id") == "compare-join"
    page.locator("#compare-500").check()
    compared(page, 500)
    page.locator("#compare-seed").fill("4")
    page.locator("#compare-seed").press("Enter")
    page.get_by_text("seed 4.").wait_for()
    expect(page.get_by_text("--runs 500 --seed 4 --vary japan.stance=refuse,combat,join")).to_be_visible()
    page.go_back()
    page.get_by_text("seed 3.").wait_for()
    page.go_back()
    page.go_back()
    page.wait_for_function("first => document.querySelector('h1').innerText === first", arg=first)


def test_a_dot_opens_the_game_of_that_world(open_page, play_on):
    page = open_page(ASKED)
    compared(page, 100)
    dot = dots(page).last
    said = dot.get_attribute("aria-label")
    dot.hover()
    assert page.locator(".dot-tip:visible b").inner_text() == said.split(". ")[0]
    dot.click()
    page.wait_for_selector("[data-act=end-turn]")
    world = said.split(",")[0].lower()
    told = f"You are watching {world} of seed 3, in which Japan’s stance is held at “US combat operations”."
    assert page.locator(".ask .kicker").inner_text() == told
    play_on(page.url)
    page.reload()
    page.wait_for_selector(".end-head")
    ended = page.locator(".end-head .kicker:not(.printed)").inner_text()
    assert ended.startswith(said.split(". ")[0].split(", ", 1)[1])
    page.get_by_role("link", name="Compare stances over many games").click()
    compared(page, 500)


def test_the_keyboard_goes_from_dot_to_dot_and_opens_one(open_page):
    page = open_page(ASKED)
    compared(page, 100)
    focused = "document.activeElement.getAttribute('aria-label')"
    labels = [dot.get_attribute("aria-label") for dot in dots(page).all()]
    expect(page.locator("svg.dots:visible [tabindex='0']")).to_have_count(2)  # the tab key stops once in each row
    dots(page).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == labels[1]
    assert page.locator(".dot-tip:visible").inner_text().startswith(labels[1].split(". ")[0])
    page.keyboard.press("End")
    assert page.evaluate(focused) == labels[99]
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == labels[100]
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-act=end-turn]")


def test_a_finger_sees_which_world_it_is_before_it_opens_it(person, server):
    context = person.browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(server.address + ASKED)
    compared(page, 100)
    dots(page).last.scroll_into_view_if_needed()
    box = dots(page).last.bounding_box()
    page.touchscreen.tap(box["x"] + 12, box["y"] + 3)  # near it is enough
    tip = page.locator(".dot-tip:visible")
    assert tip.inner_text().startswith("World ")
    assert "game=" not in page.url
    assert tip.get_by_role("button").bounding_box()["height"] >= 44
    tip.get_by_role("button").tap()
    page.wait_for_selector("[data-act=end-turn]")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_comparison_does_not_scroll_sideways(open_page, size):
    page = open_page(ASKED, size=SIZES[size], scheme="dark" if size in ("desktop", "phone") else "light")
    compared(page, 100)
    page.wait_for_function(steps.NO_SIDE_SCROLL)
    page.get_by_text("As a table").click()
    expect(page.locator("table.data")).to_be_visible()
    page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_who_leaves_while_games_are_played_can_come_back(open_page):
    page = open_page(ASKED.replace("worlds=100&seed=3", "worlds=2000&seed=8"))
    page.wait_for_selector("main progress")
    page.locator("a.brand").click()
    page.wait_for_selector("[data-act=begin]")
    page.go_back()
    compared(page, 2000)

"""No page of a game has a fault that axe-core finds: light and dark, on a laptop and on a phone, every fold open.

What a page says when something is wrong is looked at in test_accessible_faults.py.
"""

import pytest

from tests.browser import steps

PHONE = (390, 844)


def test_the_lobby(open_page, check):
    page = open_page("?scenario=no_access")
    steps.begin(page)
    page.goto(page.url.split("?")[0])  # with a game to go on with
    page.wait_for_selector("[data-act=open]")
    check(page)


@pytest.mark.parametrize("seat", ["japan", "watch"])  # the other seats have the same marks
def test_a_turn_of_the_crisis(open_page, check, seat):
    page = open_page()
    steps.begin(page, seat)
    if seat == "japan":
        check(page)  # where a game begins, all seats see the same but for the question
        page.set_viewport_size({"width": 1366, "height": 768})
    steps.end_turn(page)
    check(page)


@pytest.mark.parametrize("seat", ["japan", "china"])
def test_a_turn_of_the_blockade(open_page, check, seat):
    page = open_page("?scenario=eleven_days")
    steps.begin(page, seat)
    steps.end_turn(page)
    check(page)


@pytest.mark.parametrize("seat", ["us"])  # who also orders carriers and strikes
def test_a_turn_of_the_war_and_the_end(open_page, play_on, check, seat):
    page = open_page("?scenario=first_battle_base")
    steps.begin(page, seat)
    steps.end_turn(page)
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    play_on(page.url)
    page.reload()
    page.wait_for_selector("[data-hinges]", timeout=60_000)
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    steps.debrief(page, "why")
    page.wait_for_selector("[data-luck=done]")
    page.wait_for_selector("[data-odds=done]", timeout=120_000)
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    steps.debrief(page, "apply")
    check(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Replay").click()
    page.wait_for_selector("[data-replayed='0']")
    check(page)


def test_the_menu_of_a_game(open_page, check):
    page = open_page()
    steps.begin(page)
    page.locator("details.menu summary").click()
    check(page)


def test_the_map_on_the_whole_screen(open_page, check):
    page = open_page(size=PHONE)
    steps.begin(page)
    page.get_by_role("button", name="Open map").click()
    check(page)


def test_the_options_side_by_side(open_page, check):
    page = open_page()
    steps.begin(page)
    page.locator("#options-open").click()
    page.wait_for_selector(".options .count")
    check(page)


def test_the_numbers(open_page, check):
    check(open_page("?page=parameters&search=trust"))


def test_the_comparison_of_stances(open_page, check):
    page = open_page("?page=compare")
    page.locator(".dot").first.wait_for(timeout=60_000)
    check(page)


def test_a_world_of_a_batch(open_page, check):
    page = open_page("?page=world&scenario=first_battle_base&seed=7&world=3&set=forces.us.lrasm%3D100")
    page.wait_for_selector("[data-replayed='0']")
    page.get_by_role("button", name="Next turn").click()
    page.wait_for_selector("[data-replayed='1']")
    check(page)


def test_a_turn_with_hints(open_page, check):
    page = open_page("?scenario=practice")
    steps.begin(page)
    page.locator(".coach").wait_for()
    check(page)


def test_the_evidence(open_page, check):
    page = open_page("?page=evidence")
    page.get_by_role("heading", name="published results that no number rests on").wait_for(timeout=60_000)
    check(page)


def test_the_check_finds_faults(open_page, check):
    page = open_page("?game=nothing")
    page.evaluate("document.querySelector('.message p').style.color = '#ddd'")
    page.evaluate("document.querySelector('.message').insertAdjacentHTML('beforeend', '<button></button>')")
    with pytest.raises(AssertionError) as found:
        check(page)
    assert "button-name" in str(found.value)
    assert "color-contrast" in str(found.value)


def test_the_check_finds_a_class_that_vuetify_paints(open_page, check):
    page = open_page("?game=nothing")
    page.locator(".message p").first.evaluate("words => words.classList.add('error')")
    with pytest.raises(AssertionError, match=r"painted by a library: \.v-application \.error"):
        check(page)

"""Every page, on every size of screen: nothing sticks out, nothing is asked of the network."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps

SIZES = {"laptop": (1366, 768), "desktop": (1920, 1080), "tablet": (820, 1180), "phone": (390, 844)}


@pytest.mark.parametrize("size", SIZES)
def test_no_page_scrolls_sideways(open_page, size):
    page = open_page(size=SIZES[size], scheme="dark" if size == "desktop" else "light")
    page.wait_for_selector("[data-act=begin]")
    page.wait_for_function(steps.NO_SIDE_SCROLL)
    steps.begin(page)
    steps.end_turn(page)
    page.wait_for_function(steps.NO_SIDE_SCROLL)
    for summary in page.locator("details.event > summary:visible").all()[:3]:
        summary.click()
    page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_a_turn_fits_the_laptop_without_scrolling(open_page):
    page = open_page()
    steps.begin(page)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    expect(page.locator("[data-act=end-turn]")).to_be_visible()


def test_the_switch_turns_the_lights_off_and_is_remembered(open_page):
    page = open_page()
    assert not page.evaluate("document.body.classList.contains('dark')")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector(".panel")
    assert page.evaluate("document.body.classList.contains('dark')")
    page.evaluate("localStorage.clear()")


def test_our_own_faces_are_used(open_page):
    page = open_page()
    faces = page.evaluate(
        "document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').map(x => x.family))"
    )
    assert any("Source Serif 4" in face for face in faces)
    assert any("Source Sans 3" in face for face in faces)


def test_the_map_opens_to_the_whole_screen_of_a_phone(open_page):
    page = open_page(size=SIZES["phone"])
    steps.begin(page)
    page.get_by_role("button", name="Open map").click()
    expect(page.locator(".map-wide svg.marks")).to_be_visible()
    page.get_by_role("button", name="Close map").click()
    expect(page.locator(".map-wide svg.marks")).to_be_hidden()


def test_the_seats_of_a_phone_are_one_touch_away(open_page):
    page = open_page(size=SIZES["phone"])
    page.get_by_role("link", name="Choose another seat, or read its brief").click()
    page.wait_for_function("document.getElementById('seats').getBoundingClientRect().top < 200")
    page.locator("input[name=seat][value=china]").check()
    expect(page.get_by_role("button", name="Begin as China")).to_be_visible()


def test_a_turn_of_the_war_fits_the_laptop_and_its_rail_scrolls(open_page, begun):
    page = open_page(begun("first_battle_base", "japan"))
    page.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(page)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    lost = page.get_by_role("table", name="Lost so far")
    lost.scroll_into_view_if_needed()
    assert lost.bounding_box()["y"] + lost.bounding_box()["height"] <= 769
    assert page.evaluate("window.scrollY") == 0


def test_the_numbers_are_found_by_typing(open_page):
    page = open_page()
    page.get_by_role("link", name="How the model works").click()
    page.get_by_label("Search").fill("trust tariff_effect")
    assert page.locator("tr[data-words]:visible").count() == int(page.locator("[data-shown]").inner_text()) > 0
    expect(page.locator("section[data-part]:visible")).to_have_count(1)
    page.get_by_label("Search").fill("no such number")
    expect(page.locator("tr[data-words]:visible")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_the_page_of_the_numbers_does_not_scroll_sideways(open_page, size):
    page = open_page("?page=parameters&scenario=no_such&search=Kadena", size=SIZES[size])
    expect(page.get_by_role("heading", name="How the model works")).to_be_visible()
    assert page.locator("tr[data-words]:visible").count() >= 4
    page.wait_for_function(steps.NO_SIDE_SCROLL)


@pytest.mark.parametrize("size", SIZES)
def test_the_evidence_is_shown_whole_and_does_not_scroll_sideways(open_page, size):
    page = open_page(size=SIZES[size], scheme="dark" if size == "tablet" else "light")
    page.get_by_role("link", name="Evidence").click()
    page.get_by_role("heading", name="published results that no number rests on").wait_for()
    picture = page.get_by_role("img", name="Beijing’s estimate beside the wars it won")
    box = picture.bounding_box()
    assert 300 <= box["width"] <= 400
    assert page.locator("tr.is-miss + tr.why").count() == page.locator("tr.is-miss").count() > 0
    page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_the_numbers_of_a_game_open_beside_it(open_page):
    page = open_page("?scenario=no_access")
    steps.begin(page)
    page.locator("details.menu summary").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Every number of this game").click()
    opened.value.get_by_text("Every number of “The closed door”").wait_for()
    expect(page.locator("[data-act=end-turn]")).to_be_visible()


def test_a_base_that_is_looked_at_is_said_in_words(open_page):
    page = open_page()
    steps.begin(page)
    page.locator(".map-wide [data-base=Kadena]").focus()
    assert page.locator(".map-says").inner_text().startswith("Kadena, 6")
    page.locator(".map-wide [data-base=Misawa]").hover()
    assert page.locator(".map-says").inner_text().startswith("Misawa, 2,5")


def test_the_line_that_says_the_server_is_busy_is_for_eyes_alone(open_page):
    page = open_page()
    page.evaluate("""() => {
        const line = document.createElement('div');
        line.className = 'v-progress-linear';
        line.setAttribute('role', 'progressbar');
        document.body.append(line);
    }""")
    page.wait_for_function("document.querySelector('.v-progress-linear:last-child').ariaHidden === 'true'")
    expect(page.locator(".v-progress-linear:not([aria-hidden=true])")).to_have_count(0)

"""A person plays: from the lobby to the end, in Japan's seat and in Washington's."""

import pytest
from playwright.sync_api import expect

from tests.browser import steps


def test_the_lobby_offers_crises_and_seats(open_page):
    page = open_page()
    expect(page.get_by_role("heading", name="Choose a crisis")).to_be_visible()
    expect(page.locator("input[name=seat]")).to_have_count(5)
    assert page.locator("input[name=scenario]").count() >= 1
    page.locator("input[name=seat][value=us]").check()
    expect(page.get_by_role("heading", name="Your brief: United States")).to_be_visible()
    expect(page.get_by_role("button", name="Begin as the United States")).to_be_visible()


@pytest.mark.parametrize("seat", ["japan", "us", "taiwan", "china"])
def test_the_flagship_is_played_to_its_end(open_page, seat):
    page = open_page()
    steps.begin(page, seat)
    expect(page.locator("h1.question").first).to_be_visible()
    steps.play_to_the_end(page)
    assert page.locator("h1").inner_text()
    steps.debrief(page, "why")
    page.wait_for_selector("[data-strips=done]")
    expect(page.get_by_text("no published game isolates it").first).to_be_visible()
    page.wait_for_selector("[data-odds=done]", timeout=120_000)
    page.locator("[data-act=again]").click()
    page.wait_for_selector("[data-act=end-turn]")
    assert steps.turn(page).endswith("0")


def test_a_blockade_is_played_to_its_end(open_page, begun, play_on):
    page = open_page(begun("eleven_days", "japan"))
    page.wait_for_selector("[data-act=end-turn]")
    expect(page.get_by_role("heading", name="What do we do for the convoys to Taiwan?")).to_be_visible()
    page.locator("[value='japan.convoys=refuse']").check()
    page.wait_for_selector(".map-wide[data-preview=refuse] [aria-label*='Convoys come from Guam']")
    page.locator("[value='japan.convoys=combat']").check()
    page.wait_for_selector(".map-wide[data-preview=combat] [aria-label*='Convoys come from Japan']")
    steps.end_turn(page)
    numbers = page.get_by_role("region", name="The blockade in numbers")
    numbers.get_by_text("Ships in week 1").wait_for()
    expect(page.get_by_text("Week 2 of 26 at most")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    play_on(page.url, leave=1)
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    steps.play_to_the_end(page, most=1)
    steps.debrief(page, "why")
    page.wait_for_selector("[data-strips=done]", timeout=120_000)
    expect(page.get_by_text("electricity, % of normal").first).to_be_visible()
    page.wait_for_selector("[data-odds=done]", timeout=120_000)
    page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_every_seat_sees_the_blockade_on_a_phone(open_page, begun):
    for seat in ("taiwan", "china", "us", "watch"):
        page = open_page(begun("eleven_days", seat), size=(390, 844), scheme="dark")
        page.wait_for_selector("[data-act=end-turn]")
        steps.end_turn(page)
        page.locator(".phone-only .four").first.wait_for()
        expect(page.locator(".map-phone g.blockade")).to_be_visible()
        page.wait_for_function(steps.NO_SIDE_SCROLL)


def test_a_watcher_steps_through_without_decisions(open_page):
    page = open_page()
    steps.begin(page, "watch")
    expect(page.locator(".cards")).to_have_count(0)
    expect(page.get_by_role("button", name="Next turn")).to_be_visible()
    steps.end_turn(page)
    page.locator(".event summary").first.click()
    expect(page.locator(".event[open] .reason").first).to_be_visible()


def test_choosing_a_card_redraws_the_bases(open_page):
    page = open_page()
    steps.begin(page)
    page.locator("[value='japan.pledge=refuse']").check()
    page.wait_for_selector(".map-wide[data-preview=refuse]")
    assert page.get_by_label("Kadena", exact=False).first.get_attribute("aria-label").count("refused")
    page.locator("[value='japan.pledge=refuse']").focus()  # the staff may have chosen it already
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".map-wide[data-preview=unsaid]")


def test_the_chosen_orders_are_played(open_page):
    page = open_page()
    steps.begin(page)
    page.locator("[value='japan.pledge=combat']").check()
    page.wait_for_selector(".map-wide[data-preview=combat]")
    steps.end_turn(page)
    page.locator(".events").wait_for()


def test_an_address_that_names_a_seed_gives_everybody_the_same_dice(open_page):
    told = []
    for _ in range(2):
        page = open_page("?scenario=tariff_spiral&seed=4")
        expect(page.get_by_text("Dice of seed 4: all who open this address meet the same.")).to_be_visible()
        steps.begin(page, "watch")
        steps.end_turn(page)
        page.locator(".events").wait_for()
        told.append(page.locator(".events").inner_text())
    assert told[0] == told[1]


@pytest.mark.parametrize("seed", ["many", "-1", "2147483648", "9" * 400, "%D9%A3"])
def test_a_seed_that_is_none_is_told_and_the_game_has_dice_of_its_own(open_page, seed):
    page = open_page(f"?seed={seed}")
    assert "a whole number from 0 to 2147483647" in page.get_by_role("alert").inner_text()
    steps.begin(page)


def test_the_staff_estimates_each_card_and_a_forecast_is_scored(open_page, begun):
    page = open_page(begun("reset_2027", "japan", 7))
    page.set_default_timeout(60_000)  # estimates wait until nobody else has one made
    page.wait_for_selector("[data-estimate=ambiguous], [data-estimate=support], [data-estimate=combat]")
    page.locator("[value='japan.pledge=refuse']").check()
    page.wait_for_selector("[data-estimate=refuse] .bars")
    assert page.locator("[data-estimate=refuse] .count").inner_text().startswith(tuple("0123456789"))
    slider = page.get_by_label("Will Beijing blockade or invade within a year?")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    assert page.locator(".forecast output").inner_text() == "30%"
    for _ in range(4):  # a year, in which these dice bring no attack
        steps.end_turn(page)
    page.get_by_text("1 settled, score 0.09").wait_for()


def test_on_a_phone_each_card_bears_its_count_of_the_estimate(open_page, begun):
    page = open_page(begun("reset_2027", "japan", 7), size=(390, 844))
    page.set_default_timeout(60_000)  # estimates wait until nobody else has one made
    page.wait_for_function("[...document.querySelectorAll('.card-count')].every((mark) => mark.textContent)")
    counts = page.locator(".card .card-count").all_inner_texts()
    assert len(counts) == 4
    assert all(count.endswith(" of 200") and 0 <= int(count.split()[0]) <= 200 for count in counts)
    chosen = page.locator(".card:has(input:checked) .card-count").inner_text()
    assert page.locator(".estimate .count b").inner_text() == f"{chosen} worlds"
    assert page.locator(".counts-say").inner_text().endswith("200 worlds: no war and no blockade")
    page.locator("[value='japan.pledge=refuse']").check()
    page.wait_for_selector("[data-estimate=refuse]")
    assert page.locator(".card:has(input:checked) .card-count").inner_text() == counts[0]
    before = steps.turn(page)
    page.evaluate("document.querySelector('[data-act=end-turn]').click()")
    page.wait_for_function(steps.TURN_SHOWN, arg=before)
    page.wait_for_function("[...document.querySelectorAll('.card-count')].every((mark) => mark.textContent)")
    page.set_viewport_size({"width": 1366, "height": 768})  # where the bars stand beside the cards
    assert page.locator(".card-count").locator("visible=true").count() == 0


@pytest.mark.parametrize("away", ["Escape", "elsewhere"])
def test_the_brief_goes_out_of_the_way_of_the_cards(open_page, begun, away):
    page = open_page(begun("reset_2027", "japan"))
    page.wait_for_selector("[data-act=end-turn]")
    page.locator(".menu summary").click()
    page.get_by_text("Keep the cabinet in office.").wait_for()
    if away == "Escape":
        page.locator(".menu a").first.focus()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.matches('.menu summary')")
    else:
        page.get_by_role("heading", name="Where we start").click()
    page.wait_for_selector(".menu:not([open])")
    page.locator("[value='japan.pledge=refuse']").check()


# A hint and the first of what it is about are both in sight, and nothing lies over them.
SHOWS_WHAT_IT_IS_ABOUT = """part => [".coach .kicker", ".coach button", part].every(wanted => {
    const mark = document.querySelector(wanted), box = mark && mark.getBoundingClientRect();
    if (!box || !box.height) return false;
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 8));
    return over && mark.contains(over);
})"""


def test_the_practice_takes_a_newcomer_by_the_hand(open_page):
    page = open_page()
    page.locator("input[name=scenario][value=practice]").check()
    page.get_by_text("3 quick questions").locator("visible=true").click()
    page.get_by_label("What you said and did, and the polls").check()
    page.get_by_text("Right. Beijing sees words, record and polls.").wait_for()
    steps.begin(page)
    page.get_by_text("Hint 1 of 6").wait_for()
    page.get_by_role("button", name="Next").click()
    page.wait_for_selector(".coach-map")
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector(".coach-changes")
    page.get_by_role("button", name="Skip the hints").click()
    page.wait_for_selector(".coach", state="detached")
    steps.end_turn(page)
    page.get_by_text("Hint 1 of 2").wait_for()
    page.wait_for_function(SHOWS_WHAT_IT_IS_ABOUT, arg=".happened .event")
    steps.play_to_the_end(page)
    steps.debrief(page, "why")
    page.wait_for_selector("[data-strips=done]")


def test_on_a_phone_each_hint_is_read_beside_what_it_is_about(open_page, begun):
    page = open_page(begun("practice", "japan"), size=(390, 844))
    page.wait_for_selector("[data-estimate]:not([data-estimate=computing])", timeout=60_000)
    about = (".changes-panel", ".col-map", ".cards .card", ".estimate .count", ".panel.more summary", ".forecast")
    for number, part in enumerate(about, 1):
        page.get_by_text(f"Hint {number} of 6").wait_for()
        page.wait_for_function(SHOWS_WHAT_IT_IS_ABOUT, arg=part)
        page.get_by_role("button", name="Close" if number == len(about) else "Next").click()
    page.wait_for_selector(".coach", state="detached")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_who_has_read_the_hints_is_back_at_the_question(open_page, begun, size):
    page = open_page(begun("practice", "japan"), size=size)
    page.wait_for_selector("[data-estimate]:not([data-estimate=computing])", timeout=60_000)
    for _ in range(5):
        page.get_by_role("button", name="Next").click()
    page.wait_for_function(SHOWS_WHAT_IT_IS_ABOUT, arg=".forecast")
    page.get_by_role("button", name="Close").click()
    page.wait_for_selector(".coach", state="detached")
    page.wait_for_function("document.activeElement.matches('.question')")
    for part in (".ask .kicker", ".ask .question", ".cards .card .choice-name"):
        box = page.locator(part).first.bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= size[1], part


WINDOW = "() => document.querySelector('.map-wide svg.marks').getAttribute('viewBox').split(' ').map(Number)"


def test_the_map_zooms_and_pans_by_mouse_and_keys_and_stays_where_it_was(open_page):
    page = open_page()
    steps.begin(page)
    whole = page.evaluate(WINDOW)
    page.get_by_role("button", name="Zoom in").click()
    closer = page.evaluate(WINDOW)
    assert closer[2] < whole[2]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(WINDOW)[0] > closer[0]
    page.locator("[value='japan.pledge=refuse']").check()
    page.wait_for_selector(".map-wide[data-preview=refuse]")
    assert page.evaluate(WINDOW)[2] == closer[2]
    page.mouse.move(500, 400)
    page.mouse.wheel(0, -100)
    page.wait_for_function(f"wide => ({WINDOW})()[2] < wide", arg=closer[2])
    before = page.evaluate(WINDOW)
    page.mouse.down()
    page.mouse.move(400, 350)
    page.mouse.up()
    assert page.evaluate(WINDOW)[0] > before[0]
    page.get_by_role("button", name="Whole map").click()
    assert page.evaluate(WINDOW) == whole
    grounds = page.evaluate("document.querySelector('.map-wide svg.ground').getAttribute('viewBox')")
    assert [float(part) for part in grounds.split(" ")] == whole


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_options_side_by_side_pick_the_card(open_page, begun, size):
    page = open_page(begun("reset_2027", "japan"), size=size)
    page.wait_for_selector("[data-estimate]:not([data-estimate=computing])")
    page.locator("#options-open").click()
    page.wait_for_selector(".options .count")
    page.locator("#option-refuse").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#option-refuse[aria-pressed=true]")
    assert page.locator("input[value='japan.pledge=refuse']").is_checked()
    page.keyboard.press("Escape")
    page.wait_for_selector(".options", state="detached")
    assert page.locator("input[value='japan.pledge=refuse']").is_checked()

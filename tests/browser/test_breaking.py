"""Somebody tries to break it: impatient hands, wrong addresses, foreign files, keys alone, and a magnifying glass."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from tests.browser import steps
from wargame.cli import app
from wargame.game.store.games import Store


def saved(server, key):
    return Store(server.data / "games.sqlite").load(key)


def test_a_double_click_on_end_turn_plays_one_turn(open_page, server):
    page = open_page()
    key = steps.begin(page)
    page.locator("[data-act=end-turn]").dblclick()
    page.wait_for_selector("[data-asked=crisis1]", state="attached")
    page.wait_for_timeout(500)
    assert steps.turn(page) == "crisis1"
    assert len(saved(server, key).orders) == 1
    expect(page.get_by_role("alert")).to_have_count(0)


AT_ONCE = """([cards, percent]) => {
    for (const card of cards) document.querySelector(`[value='${card}']`).click();
    const slider = document.querySelector('.forecast input');
    slider.value = percent;
    for (const kind of ['input', 'change']) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    document.querySelector('[data-act=end-turn]').click();
}"""


def test_what_is_chosen_at_the_last_moment_is_played(open_page, server):
    page = open_page()
    key = steps.begin(page)
    for turn, pledge in enumerate(("refuse", "combat", "refuse", "combat")):
        cards = [f"japan.pledge={pledge}", "japan.spending=2.0"]
        page.wait_for_selector("[data-act=end-turn]:enabled")
        page.wait_for_selector(f"[data-of=crisis{turn}]", state="attached")
        page.evaluate(AT_ONCE, [cards, 20 + 5 * turn])
        page.wait_for_selector(f"[data-asked=crisis{turn + 1}]", state="attached")
    kept = saved(server, key)
    assert [orders["japan.pledge"] for orders in kept.orders] == ["refuse", "combat", "refuse", "combat"]
    assert {orders["japan.spending"] for orders in kept.orders} == {"2.0"}
    assert [next(iter(said.values())) for said in kept.forecasts] == [0.2, 0.25, 0.3, 0.35]


def test_a_reload_while_a_turn_is_played_loses_nothing_that_was_clicked(open_page, server):
    page = open_page()
    key = steps.begin(page)
    for shown in range(3):
        page.wait_for_load_state("networkidle")  # a letter still on its way would be lost with the page
        before = steps.turn(page)
        page.evaluate("document.querySelector('[data-act=end-turn]').click()")
        page.wait_for_timeout(15 * shown)
        page.reload()
        page.wait_for_function(steps.TURN_SHOWN, arg=before)
        page.wait_for_selector("[data-act=end-turn]:enabled")
        assert len(saved(server, key).orders) == shown + 1
    steps.end_turn(page)


def test_back_leads_to_the_lobby_and_forward_to_the_turn_that_waits(open_page):
    page = open_page()
    steps.begin(page)
    steps.end_turn(page)
    steps.end_turn(page)
    page.go_back()
    page.wait_for_selector("[data-act=begin]")
    page.go_forward()
    page.wait_for_selector("[data-asked=crisis2]", state="attached")
    steps.end_turn(page)
    assert steps.turn(page) == "crisis3"


def test_back_goes_from_part_to_part_of_a_debrief(open_page, finished):
    page = open_page(f"?game={finished}")
    for part in ("why", "apply"):
        steps.debrief(page, part)
    page.go_back()
    page.wait_for_selector("#part-why.chosen")
    page.go_back()
    page.wait_for_selector("#part-happened.chosen")


@pytest.fixture(scope="module")
def finished(ended):
    """The key of a practice game that is over."""
    return ended("practice", "japan").removeprefix("?game=")


WORLD = "?page=world&scenario=first_battle_base"
ODD = {
    "an empty key": ("?game=", "Choose a crisis"),
    "a key that is a path": ("?game=../../etc/passwd", "This game cannot be opened"),
    "a key that is a script": ("?game=<script>window.ran=1</script>", "This game cannot be opened"),
    "a key of a thousand letters": (f"?game={'a' * 1000}", "This game cannot be opened"),
    "a key with a nought byte": ("?game=%00", "This game cannot be opened"),
    "no such page": ("?page=nothing", "Choose a crisis"),
    "no such scenario": ("?scenario=no_such", "Choose a crisis"),
    "a scenario that is a path": ("?scenario=../../../etc/passwd", "Choose a crisis"),
    "a scenario that is a script": ("?scenario=<script>window.ran=1</script>", "Choose a crisis"),
    "no such language": ("?lang=tlh", "Choose a crisis"),
    "numbers of no scenario": ("?page=parameters&scenario=<b>no</b>", "How the model works"),
    "a comparison of nothing": ("?page=compare&scenario=no_such&worlds=x&seed=x&stances=x", "games"),
    "a comparison of too many": ("?page=compare&worlds=999999999&seed=-4", "games"),
    "no world": ("?page=world", ""),
    "a world of no number": (f"{WORLD}&seed=x&world=y", ""),
    "a world below none": (f"{WORLD}&seed=1&world=-3", ""),
    "a world of a huge number": (f"{WORLD}&seed={10**40}&world={10**40}", ""),
    "a world with a number that is none": (f"{WORLD}&seed=1&world=2&set=forces.us.lrasm%3Dx", ""),
    "a world with something unknown": (f"{WORLD}&seed=1&world=2&set=no.such%3D1", ""),
    "a world set to infinity": (f"{WORLD}&seed=1&world=2&set=forces.us.lrasm%3D1e999", ""),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_address_gets_a_page_in_words(open_page, what):
    address, heading = ODD[what]
    page = open_page(address)
    page.wait_for_selector("h1", timeout=60_000)
    if heading:
        page.get_by_role("heading", name=heading).first.wait_for(timeout=60_000)
    assert "Traceback" not in page.inner_text("body")
    assert page.evaluate("window.ran") is None
    page.locator("a.brand").first.click()
    page.wait_for_selector("[data-act=begin]")


@pytest.mark.parametrize("tail", ["&tab=nothing", "&replay=999", "&replay=-1", "&replay=abc", "&replay=&tab=why"])
def test_an_odd_part_of_a_finished_game_shows_the_game(open_page, finished, tail):
    page = open_page(f"?game={finished}{tail}")
    page.wait_for_selector("[data-replayed]" if "replay" in tail else "#part-happened.chosen")
    assert "Traceback" not in page.inner_text("body")


FILES = {
    "an empty file": b"",
    "one letter": b"{",
    "no object": b"[1, 2, 3]",
    "another object": b'{"hello": "world"}',
    "a deep nest": b"[" * 100_000,
    "an endless number": b'{"seed": ' + b"9" * 5_000 + b"}",
    "a picture": bytes(range(256)) * 20,
    "a huge file": b"x" * 6_000_000,
}


def test_a_file_that_is_no_game_is_refused_in_words_and_the_next_one_may_be_tried(open_page, tmp_path):
    page = open_page()
    page.get_by_text("Open a game from a share code or a file").click()
    for tried, (name, content) in enumerate(FILES.items(), 1):
        path = tmp_path / f"{name}.json"
        path.write_bytes(content)
        page.get_by_label("File saved as JSON").set_input_files(path)
        page.wait_for_selector(f".open-game [data-attempt='{tried}']")
        said = page.locator(".open-game .notice").inner_text()
        assert said.endswith(("Nothing was opened.", "Choose one that was saved as JSON in a debrief.")), name
    assert page.locator("[data-act=begin]").is_enabled()


def test_a_code_that_was_changed_is_refused_and_the_right_one_is_verified(open_page, finished):
    page = open_page(f"?game={finished}&tab=apply")
    code = page.locator("#code").input_value()
    said = CliRunner().invoke(app.commands, ["verify", code, "--json"])
    assert json.loads(said.output)["verified"] is True
    page.goto(page.url.split("?")[0])
    page.get_by_text("Open a game from a share code or a file").click()
    middle = len(code) // 2
    other = "A" if code[middle] != "A" else "B"
    wrong = (code[:-1], code[:middle] + other + code[middle + 1 :], code[::-1], "~", "a" * 5_000, "<script>")
    for tried, changed in enumerate(wrong, 1):
        page.get_by_label("Share code").fill(changed)
        page.keyboard.press("Enter")
        page.wait_for_selector(f".open-game [data-attempt='{tried}']")
        assert "Nothing was opened" in page.locator(".open-game .notice").inner_text()
        assert page.get_by_label("Share code").input_value() == changed[:4000]  # to be mended, not written again
        assert "game=" not in page.url
        assert CliRunner().invoke(app.commands, ["verify", changed]).exit_code != 0


def focused(page, selector):
    """Go on by Tab until the focus is there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_a_game_is_played_from_the_lobby_to_its_debrief_by_keys_alone(open_page):
    page = open_page()
    page.wait_for_selector("[data-act=begin]")
    focused(page, "input[name=scenario]")
    page.keyboard.press("ArrowRight")  # the practice stands after the flagship
    page.wait_for_selector("input[value=practice]:checked")
    focused(page, "input[name=seat]")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("input[value=us]:checked")
    focused(page, "[data-act=begin]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-act=end-turn]")
    page.wait_for_function("document.activeElement.matches('h1.question')")  # where a screen reader begins
    for turn in range(20):
        if page.locator("[data-act=end-turn]").count() == 0:
            break
        if turn == 0:
            focused(page, "[data-act=coach]")
            page.keyboard.press("Enter")
            focused(page, ".cards input")
            page.keyboard.press("ArrowRight")
        before = steps.turn(page)
        focused(page, "[data-act=end-turn]")
        page.keyboard.press("Enter")
        page.wait_for_function(steps.TURN_SHOWN, arg=before)
    page.wait_for_function("document.activeElement.matches('.end-head h1')")
    focused(page, "[role=tab][aria-selected=true]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#part-why.chosen")
    page.wait_for_selector("[data-strips=done]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#part-apply.chosen")
    focused(page, "textarea:not(.code)")
    page.keyboard.type("By keys alone.")
    page.get_by_text("Your answer is saved.").wait_for()


@pytest.mark.parametrize("place", ["?", "practice", "reset_2027", "eleven_days", "first_battle_base"])
def test_a_laptop_at_twice_the_size_reaches_everything(open_page, begun, place):
    """A window of 1366 by 768 pixels, magnified to 200%, is half as wide and half as high for the page."""
    page = open_page("" if place == "?" else begun(place, "japan"), size=(683, 384))
    button = page.locator("[data-act=begin], [data-act=end-turn]").first
    button.wait_for()
    button.scroll_into_view_if_needed()
    page.wait_for_function(steps.NO_SIDE_SCROLL)
    box = button.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 384
    covered = "mark => { const b = mark.getBoundingClientRect(); return !mark.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)); }"  # noqa: E501
    assert not button.evaluate(covered)
    if place != "?":
        card = page.locator(".cards .card").last
        card.evaluate("mark => mark.scrollIntoView({ block: 'center' })")
        assert card.bounding_box()["y"] >= 0
        steps.end_turn(page)


def test_nothing_moves_for_those_who_ask_for_no_motion(open_page):
    page = open_page()
    page.wait_for_selector(".card")
    moving = "[...document.querySelectorAll('.panel *')].filter(mark => parseFloat(getComputedStyle(mark).transitionDuration) > 0).length"  # noqa: E501
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0

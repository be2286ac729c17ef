"""Whose game it is, in two browsers: one plays, the other watches, copies, or is let in by a code."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import browser_of
from wargame.game.store.games import Store

LAPTOP, PHONE = (1366, 768), (390, 844)
# What a page offers that would change a game: none of it may be there for somebody else, seen or unseen.
CONTROLS = "[data-act=end-turn], [data-act=choose], [data-act^=forecast], [data-act=note], [data-act=hand-out]"


@pytest.fixture
def stranger(person, server):
    """Open an address in another browser, with cookies of its own."""
    context = person.browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(20_000)
    wrong = []

    def stranger(path, size=LAPTOP):
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(server.address + path)
        page.wait_for_selector(".panel h1, .panel h2")
        return page

    stranger.id = lambda: browser_of(context, server)
    yield stranger
    context.close()
    assert wrong == []


def enabled(page):
    """The controls of a page that can be used."""
    return page.locator(CONTROLS).evaluate_all("all => all.filter((mark) => !mark.matches(':disabled')).length")


def played(server, key):
    return Store(server.data / "games.sqlite").load(key)


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_stranger_watches_and_plays_on_as_a_copy(open_page, begun, stranger, server, size):
    address = begun("reset_2027", "japan")
    key = address.partition("=")[2]
    page = open_page(address)
    page.locator("[value='japan.pledge=refuse']").check()
    steps.end_turn(page)
    page.locator("[value='japan.pledge=combat']").check()
    watcher = stranger(address, size)
    told = watcher.get_by_role("note")
    expect(told).to_contain_text(
        "You are watching somebody else’s game, as Japan sees it. Only the person who began it can play it."
    )
    assert enabled(watcher) == 0
    assert watcher.locator(".cards input:checked").count() == 0  # nor is the draft shown
    assert steps.turn(watcher) == steps.turn(page)
    assert watcher.evaluate(steps.NO_SIDE_SCROLL)

    steps.end_turn(page)
    watcher.reload()
    watcher.wait_for_selector(".bar[data-turn='2']")
    assert enabled(watcher) == 0
    before = played(server, key)
    watcher.get_by_role("button", name="Play on from here as a copy").click()
    watcher.wait_for_selector("[data-act=end-turn]")
    copy = watcher.url.partition("game=")[2]
    assert copy != key
    assert steps.turn(watcher) == "crisis2"
    watcher.locator(".menu > summary").click()
    expect(watcher.locator(".menu .pop")).to_contain_text("Copy of The reset, from turn 3.")
    watcher.keyboard.press("Escape")
    steps.end_turn(watcher)
    assert played(server, copy).orders[:2] == before.orders == played(server, key).orders
    page.reload()
    page.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(page)


def test_a_stranger_reads_a_finished_game_and_its_answers(open_page, ended, stranger):
    address = ended("practice", "japan")
    page = open_page(address)
    steps.debrief(page, "apply")
    page.locator("#answer-0").fill("It was <b>luck</b>.")
    page.get_by_text("Your answer is saved.").wait_for()
    reader = stranger(f"{address}&tab=apply")
    reader.wait_for_selector("#part-apply.chosen")
    expect(reader.get_by_role("note")).to_contain_text("You are reading somebody else’s game.")
    expect(reader.get_by_text("It was <b>luck</b>.")).to_be_visible()
    assert reader.locator("textarea:not([readonly])").count() == 0
    assert enabled(reader) == 0
    reader.get_by_role("button", name="Play again").click()
    reader.wait_for_selector("[data-act=end-turn]")
    assert reader.url.partition("game=")[2] not in address


@pytest.mark.parametrize("whose", ["one's own", "somebody else's"])
def test_a_game_is_played_on_from_a_turn_of_its_replay(open_page, begun, stranger, server, whose):
    address = begun("reset_2027", "japan")
    key = address.partition("=")[2]
    page = open_page(address)
    for card in ("refuse", "combat", "refuse"):
        page.locator(f"[value='japan.pledge={card}']").check()
        steps.end_turn(page)
    replay = open_page(f"{address}&replay=1") if whose == "one's own" else stranger(f"{address}&replay=1")
    replay.get_by_role("button", name="Next turn").click()
    replay.get_by_text("Turn 2 of 4, replay").wait_for()  # the foot of the page is drawn last
    button = replay.get_by_role("button", name="Play on from this turn")
    box = button.bounding_box()
    assert box["x"] + box["width"] <= 1366
    back = replay.get_by_role("button", name="Back to the game").bounding_box()
    assert back["x"] + back["width"] <= 1366
    button.click()
    replay.wait_for_selector("[data-act=end-turn]")
    copy = replay.url.partition("game=")[2]
    assert copy != key
    assert steps.turn(replay) == "crisis1"
    assert played(server, copy).orders == played(server, key).orders[:1]
    steps.end_turn(replay)


def test_the_end_of_a_replay_has_nothing_to_play_on(open_page, ended):
    page = open_page(f"{ended('practice', 'us')}&replay=999")
    page.wait_for_selector("[data-replayed]", state="attached")
    assert page.locator("#replay-copy").count() == 0
    page.get_by_role("button", name="Turn before").click()
    page.get_by_role("button", name="Play on from this turn").click()
    page.wait_for_selector("[data-act=end-turn]")


def test_a_world_of_a_batch_is_played_on_where_a_game_can_hold_it(open_page):
    world = "?page=world&scenario=first_battle_base&seed=5&world=3&turn=2"
    page = open_page(f"{world}&set=forces.us.lrasm%3D0")
    page.wait_for_selector("[data-replayed]", state="attached")
    assert page.locator("#replay-copy").count() == 0
    page = open_page(world)
    page.get_by_role("button", name="Play on from this turn").click()
    page.wait_for_selector("[data-act=end-turn]")
    page.locator(".menu > summary").click()
    expect(page.locator(".menu .pop")).to_contain_text("Copy of The first battle, world 3, from turn 2.")


def test_a_link_lets_a_phone_play_once_and_leaves_its_address(open_page, begun, stranger, server):
    address = begun("reset_2027", "japan")
    page = open_page(address)
    page.wait_for_selector("[data-act=end-turn]")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Play on another device").click()
    code = page.locator(".code-large").inner_text()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.code-large')).fontSize)") >= 24
    link = page.get_by_label("Link for the other device").input_value()
    assert link == f"{server.address}{address}&code={code}"

    phone = stranger(link.removeprefix(server.address), PHONE)
    phone.wait_for_selector("[data-act=end-turn]")
    assert phone.url == f"{server.address}{address}"
    steps.end_turn(phone)
    phone.locator(".menu > summary").click()
    assert phone.get_by_role("button", name="Play on another device").count() == 0  # it is not its game to hand on
    phone.goto(link)  # again, from the history
    phone.wait_for_selector("[data-act=end-turn]")
    page.reload()
    page.wait_for_selector(".bar[data-turn='1']")
    steps.end_turn(page)  # the owner plays on, too


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_code_is_typed_and_a_wrong_or_used_one_is_told(open_page, begun, stranger, person, server, size):
    address = begun("reset_2027", "japan")
    page = open_page(address)
    page.wait_for_selector("[data-act=end-turn]")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Play on another device").click()
    code = page.locator(".code-large").inner_text()
    other = stranger(address, size)
    other.get_by_text("Play it here with a code").click()
    field = other.locator("#write-code")
    field.fill("AAAA-AAAA-AAAA")
    field.press("Enter")
    said = other.locator(".ask-code").get_by_role("alert")
    expect(said).to_contain_text("This code does not open this game. Check every letter; after 9 more wrong codes")
    assert field.input_value() == "AAAA-AAAA-AAAA"
    assert (
        other.evaluate("getComputedStyle(document.querySelector('.ask-code .refusal')).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )
    field.fill(code.lower())
    other.get_by_role("button", name="Play here").click()
    other.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(other)

    third = person.browser.new_context()
    late = third.new_page()
    late.goto(f"{server.address}{address}&code={code}")
    expect(late.locator(".ask-code").get_by_role("alert")).to_contain_text("This code has been used already")
    assert "code=" not in late.url
    assert enabled(late) == 0
    third.close()


def test_my_games_are_searched_saved_deleted_and_brought_back(open_page, begun, stranger, tmp_path):
    mine = stranger("?page=games")  # a browser with these games and no others
    expect(mine.get_by_text("No game has been played in this browser yet.")).to_be_visible()
    owner = stranger.id()
    keys = [begun(name, seat, owner=owner).partition("=")[2] for name, seat in
            (("reset_2027", "japan"), ("practice", "us"), ("eleven_days", "taiwan"))]  # fmt: skip
    mine.goto(mine.url.partition("?")[0])
    mine.get_by_role("link", name="All your games (3)").click()
    rows = mine.locator("table.games tbody tr:visible")
    expect(rows).to_have_count(3)
    assert [row.locator("th").inner_text() for row in rows.all()] == [
        "Eleven days of gas", "Five minutes of practice", "The reset",
    ]  # fmt: skip

    search = mine.get_by_label("Search")
    search.fill("japan reset")
    expect(rows).to_have_count(1)
    expect(mine.locator(".games-panel [role=status]").first).to_have_text("1 of 3 games")
    with mine.expect_download() as saved:
        mine.get_by_role("button", name="Export The reset").click()
    saved.value.save_as(tmp_path / "game.json")
    kept = json.loads((tmp_path / "game.json").read_text())
    assert (kept["scenario"], kept["seat"], kept["orders"]) == ("reset_2027", "japan", [])

    mine.get_by_role("button", name="Delete The reset").click()
    undo = mine.get_by_role("button", name="Undo The reset")
    expect(undo).to_be_focused()  # it stands where the button was
    expect(rows).to_have_count(1)  # and what was searched for is still searched for
    assert search.input_value() == "japan reset"
    undo.click()
    mine.get_by_role("button", name="Delete The reset").click()
    mine.get_by_role("button", name="Undo The reset").wait_for()

    visitor = open_page(f"?game={keys[0]}")
    expect(visitor.get_by_text("This game was deleted by its owner")).to_be_visible()
    assert visitor.get_by_role("button", name="Restore this game").count() == 0
    mine.reload()
    mine.wait_for_selector("table.games")
    expect(rows).to_have_count(2)
    mine.get_by_text("Deleted games").click()
    mine.get_by_role("button", name="Restore The reset").click()
    expect(rows).to_have_count(3)
    mine.get_by_role("button", name="Delete The reset").click()
    mine.get_by_role("button", name="Undo The reset").wait_for()
    mine.goto(f"{mine.url.partition('?')[0]}?game={keys[0]}")
    mine.get_by_role("button", name="Restore this game").click()
    mine.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(mine)
    mine.goto(f"{mine.url.partition('?')[0]}?page=games")
    assert rows.first.locator("th").inner_text() == "The reset"
    mine.get_by_role("link", name="Continue The reset").click()
    mine.wait_for_selector("[data-act=end-turn]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_my_games_fit_the_screen_in_every_language(open_page, begun, person, size, scheme):
    for name, seat in (("eleven_days", "taiwan"), ("first_battle_base", "china")):
        begun(name, seat)
    for language in ("en", "ja", "zh-Hant-TW"):
        page = open_page(f"?page=games&lang={language}", size=size, scheme=scheme)
        page.wait_for_selector("table.games")
        assert page.evaluate(steps.NO_SIDE_SCROLL)
        if size == PHONE:
            small = page.locator(".games .acts > *").evaluate_all(
                "all => all.filter((mark) => mark.offsetHeight < 44).length"
            )
            assert small == 0
    person.clear_cookies(name="language")


def test_it_is_the_cookie_that_makes_a_game_ones_own(open_page, begun, person, server):
    page = open_page(begun("reset_2027", "japan", owner=browser_of(person, server)))
    page.wait_for_selector("[data-act=end-turn]")
    page = open_page(begun("reset_2027", "japan", owner="another browser"))
    page.wait_for_selector(".watching")
    assert enabled(page) == 0


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_watcher_sees_what_every_option_costs(begun, stranger, size):
    watcher = stranger(begun("reset_2027", "japan"), size)
    cards = watcher.locator(".as-ordered .card")
    expect(cards).to_have_count(4)
    for card in cards.all():
        expect(card.locator("dl")).to_be_visible()
        edge = card.evaluate("card => getComputedStyle(card).borderTopColor")
        assert edge == watcher.locator(".fold").first.evaluate("fold => getComputedStyle(fold).borderTopColor")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_the_menu_opens_below_the_bar(open_page, begun, size):
    page = open_page(begun("reset_2027", "japan"), size)
    page.locator(".menu > summary").click()
    bar, menu = page.locator(".bar").bounding_box(), page.locator(".menu .pop").bounding_box()
    assert menu["y"] >= bar["y"] + bar["height"]
    assert menu["y"] + menu["height"] <= size[1]


def test_a_link_is_copied_by_hand_where_the_browser_has_no_clipboard(open_page, begun):
    page = open_page(begun("reset_2027", "japan"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as on a page without TLS
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Play on another device").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-copied=code-link]")).to_have_text("Selected. Copy it with Ctrl+C.")
    assert page.evaluate("getSelection().toString()") == page.locator("#code-link").input_value()

"""Over a bad line no click is lost and none is played twice: the file of saved games has what was clicked, once.

Fifty clicks in all over every kind of fault, in a real browser, before and after each of which all is counted.
"""

import json
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import SEED, Server
from tests.faulty_line import DOWN, UP, FaultyLine

ANSWER_SECONDS = 3  # after which a page says that an answer is missing; it tries another line after a third of that
PLEDGES = ("combat", "refuse", "combat", "refuse")
TURNS = len(PLEDGES)  # all of the crisis, with these dice


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("faulty"), proxy=True, WARGAME_ANSWER_SECONDS=str(ANSWER_SECONDS))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def one_line(served):
    """One for all tests, so that the browser need not fetch all files again."""
    line = FaultyLine(served.port)
    yield line
    line.close()


@pytest.fixture
def line(one_line, served):
    if served.process is None:
        served.start()
    yield one_line
    one_line.mend()


@pytest.fixture
def playing(person, line):
    """A page with a game that has just begun, over the line."""
    page = person.new_page()
    page.goto(f"{line.address}?seed={SEED}")
    page.wait_for_selector("[data-act=begin]")
    page.game = steps.begin(page)
    yield page
    page.close()


def turns(served, game):
    """The turns in the file: number, pledge and click."""
    with closing(sqlite3.connect(served.data / "games.sqlite")) as file:
        rows = file.execute("SELECT turn, orders, click FROM turns WHERE game = ? ORDER BY turn", (game,)).fetchall()
    return [(turn, json.loads(orders)["japan.pledge"], click) for turn, orders, click in rows]


def click_two(page, turn):
    """Choose a card and end the turn at once."""
    page.locator(f"[value='japan.pledge={PLEDGES[turn]}']").check()
    page.locator("[data-act=end-turn]").click()


def shown(page, served, turn):
    """Wait until the next turn is shown; what is shown as played is in the file."""
    page.wait_for_selector(f"[data-asked=crisis{turn}]", state="attached")
    assert len(turns(served, page.game)) == turn
    page.wait_for_selector("[data-act=end-turn]:enabled")


def each_was_played_once(served, page, played=TURNS):
    """Every turn is in the file once, with the orders chosen, and nothing is left to do or to say."""
    expect(page.locator(".unanswered, .offline, .elsewhere")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    rows = turns(served, page.game)
    assert [(turn, pledge) for turn, pledge, _ in rows] == list(enumerate(PLEDGES[:played]))
    clicks = [click for *_, click in rows]
    assert None not in clicks
    assert len(set(clicks)) == played
    page.wait_for_function("[null, '[]'].includes(sessionStorage.getItem('linchpin.clicks'))")


def test_a_late_line_loses_nothing(playing, line, served):
    for turn in range(TURNS):
        line.delay = (0.02, 0.2)[turn % 2]  # seconds
        click_two(playing, turn)
        shown(playing, served, turn + 1)
    each_was_played_once(served, playing)


@pytest.mark.parametrize("abruptly", [True, False])
def test_a_line_cut_after_a_click_loses_nothing(playing, line, served, abruptly):
    for turn in range(TURNS):
        line.silence((UP, DOWN)[turn % 2])  # the click never arrives, or its answer does not
        click_two(playing, turn)
        playing.wait_for_timeout(100)
        line.cut(abruptly)
        line.speak()
        shown(playing, served, turn + 1)
    each_was_played_once(served, playing)


def test_a_silence_loses_nothing(playing, line, served):
    for turn, ways in enumerate(((UP,), (DOWN,), (UP, DOWN))):
        line.silence(*ways)
        click_two(playing, turn)
        playing.wait_for_timeout(1_000 * ANSWER_SECONDS / 2)  # longer than the page waits for a line that says nothing
        line.speak()
        shown(playing, served, turn + 1)
    each_was_played_once(served, playing, 3)


def test_a_line_that_something_on_the_way_has_forgotten_is_replaced(playing, line, served):
    for turn in range(TURNS):
        line.forget()
        click_two(playing, turn)
        shown(playing, served, turn + 1)
    each_was_played_once(served, playing)


MANY_FILES = "Promise.all([...Array(6)].map((_, at) => fetch(`readyz?${at}`, { cache: 'no-store' })))"


def test_a_line_that_is_forgotten_while_it_is_opened_is_replaced(playing, line, served):
    playing.evaluate(MANY_FILES)  # as many lines as a browser has for files, all of which are forgotten, too
    line.forget()
    line.deaf = True
    click_two(playing, 0)
    playing.wait_for_selector(".offline")
    line.deaf = False
    playing.wait_for_selector(".offline", state="detached", timeout=10_000)
    shown(playing, served, 1)
    each_was_played_once(served, playing, 1)


def test_what_an_old_line_delivers_after_a_new_one_is_not_played_again(playing, line, served):
    for turn in range(TURNS):
        line.silence(UP)
        click_two(playing, turn)
        playing.wait_for_timeout(100)
        line.speak_on_new_lines()
        line.leave_undelivered()
        shown(playing, served, turn + 1)
        line.speak()
        playing.wait_for_timeout(200)
    each_was_played_once(served, playing)


def test_a_server_killed_after_a_click_loses_nothing(person, line, served):
    page = person.new_page()
    page.goto(f"{line.address}?seed={SEED}")
    page.locator("input[name=seat][value=us]").check()
    page.wait_for_function("sessionStorage.getItem('linchpin.clicks') === '[]'")
    line.silence(DOWN)
    page.locator("[data-act=begin]").click()  # the game is begun, and the page does not hear of it
    with closing(sqlite3.connect(served.data / "games.sqlite")) as file:
        count = "SELECT count(*), max(key) FROM games WHERE seat = 'us'"
        until(lambda: file.execute(count).fetchone()[0] == 1)
        restart(served, line)
        page.wait_for_selector("[data-act=end-turn]")
        assert file.execute(count).fetchone() == (1, page.url.split("game=")[1])
    page.goto(line.address + f"?seed={SEED}")
    page.wait_for_selector("[data-act=begin]")
    page.game = steps.begin(page)
    line.silence(UP)
    click_two(page, 0)  # neither is heard
    restart(served, line)
    shown(page, served, 1)
    line.silence(DOWN)
    click_two(page, 1)  # both are done, and the page does not hear of it
    until(lambda: len(turns(served, page.game)) == 2)
    restart(served, line)
    shown(page, served, 2)
    each_was_played_once(served, page, 2)
    page.close()


def until(done):
    deadline = time.monotonic() + 20
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def restart(served, line):
    """Kill the server while something is on the way, and start it again."""
    served.kill()
    line.mend()
    served.start()


def missing(page):
    """What a page says once an answer has not come."""
    said = page.get_by_role("region", name="The server has not answered your last click.")
    said.wait_for()
    return said


def test_a_missing_answer_is_said_and_trying_again_plays_the_turn_once(playing, line, served):
    line.swallows = True
    click_two(playing, 0)
    said = missing(playing)
    assert "Your game is saved to turn 1." in said.inner_text()
    assert "nothing is played twice" in said.inner_text()
    said.get_by_role("button", name="Try again").click()
    expect(said).to_have_count(0)  # until that is not answered either
    missing(playing)
    line.swallows = False
    shown(playing, served, 1)
    expect(said).to_have_count(0)
    each_was_played_once(served, playing, 1)


AS_SOON_AS_SHOWN = """() => new MutationObserver((_, observer) => {
    const button = document.querySelector('[data-meant=crisis1] [data-act=end-turn]');
    if (!button) return;
    observer.disconnect();
    button.click();
    window.pressed = true;
}).observe(document.body, { childList: true, subtree: true })"""


def test_a_button_that_comes_back_to_life_plays_its_own_turn_and_not_the_next(playing, line, served):
    line.swallows = True
    click_two(playing, 0)
    missing(playing)
    end = playing.get_by_role("button", name="End turn")
    expect(end).to_be_enabled()
    end.dispatch_event("click")  # once more, for the same turn
    playing.evaluate(AS_SOON_AS_SHOWN)  # and again, in the moment in which the next turn is shown at last
    line.swallows = False
    shown(playing, served, 1)
    playing.wait_for_function("window.pressed")
    playing.wait_for_timeout(1_000)
    each_was_played_once(served, playing, 1)
    end.click()
    shown(playing, served, 2)


def test_a_card_that_cannot_be_kept_is_sent_until_it_is(playing, served):
    with closing(sqlite3.connect(served.data / "games.sqlite", isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")  # another program writes, and takes its time
        playing.locator("[value='japan.pledge=combat']").check()
        playing.get_by_role("region", name="The server has not answered your last click.").wait_for()
        file.execute("ROLLBACK")
    playing.wait_for_function("sessionStorage.getItem('linchpin.clicks') === '[]'")
    expect(playing.locator(".unanswered")).to_have_count(0)
    playing.reload()
    expect(playing.locator("[value='japan.pledge=combat']")).to_be_checked()


def test_what_is_written_and_forecast_over_a_dead_line_is_kept(person, line, served, playing):
    line.forget()
    playing.get_by_label("Will Beijing blockade or invade within a year?").press("ArrowLeft")
    playing.wait_for_function("sessionStorage.getItem('linchpin.clicks') === '[]'")
    line.mend()  # a browser would go on asking over a line for files that is forgotten, too
    playing.reload()
    playing.wait_for_selector(".forecast output:text('45%')")
    playing.goto(f"{line.address}?scenario=practice&seed={SEED}")
    playing.wait_for_selector("[data-act=begin]")
    steps.begin(playing)
    steps.play_to_the_end(playing)
    steps.debrief(playing, "apply")
    line.forget()
    for words in ("First words.", "First words. More of them."):
        playing.locator("textarea:not(.code)").first.fill(words)
        playing.wait_for_timeout(700)
    playing.wait_for_function("sessionStorage.getItem('linchpin.clicks') === '[]'")
    line.mend()
    playing.reload()
    playing.wait_for_selector("#part-apply.chosen")
    expect(playing.locator("textarea:not(.code)").first).to_have_value("First words. More of them.")


def test_a_page_that_comes_back_shows_the_turn_to_which_another_browser_has_gone(playing, person, line, served):
    line.silence()
    other = person.browser.new_context(storage_state=person.storage_state()).new_page()
    other.goto(f"{served.address}?game={playing.game}")
    other.wait_for_selector("[data-act=end-turn]")
    steps.end_turn(other)
    other.context.close()
    assert steps.turn(playing) == "crisis0"
    line.cut()
    line.speak()
    shown(playing, served, 1)

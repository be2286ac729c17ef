"""What is too much for a server, and what a person is told then."""

import base64
import http.client
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.browser.conftest import Server
from tests.server.conftest import cookie_of, get
from wargame import scenario as files
from wargame.game import share
from wargame.game.play import Game, situation
from wargame.game.play import end_turn as play_on
from wargame.game.share import BadCode, decode, encode
from wargame.tools import load
from wargame.ui.guard import limits
from wargame.ui.guard.limits import Lines, Rate
from wargame.ui.lobby import import_game
from wargame.ui.shared import session
from wargame.ui.shared.session import CannotOpen


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_rate_allows_some_at_once_and_then_one_after_the_other():
    clock = Clock()
    rate = Rate(3, 0.5, clock=clock)
    assert [rate.wait("a") for _ in range(4)] == [0, 0, 0, 2.0]
    assert rate.wait("b") == 0  # each has its own
    clock.now = 2.0
    assert [rate.wait("a") for _ in range(2)] == [0, 2.0]
    clock.now = 1_000.0
    assert [rate.wait("a") for _ in range(4)].count(0) == 3  # what was not used does not add up


def test_a_rate_forgets_who_was_quiet_for_longest():
    rate = Rate(1, 0.001, remembered=2, clock=Clock())
    assert rate.wait("a") == rate.wait("b") == 0
    assert rate.wait("a") > 0
    rate.wait("c")
    assert rate.wait("a") > 0
    assert rate.wait("b") == 0


def test_lines_are_counted_for_each_address_and_in_all():
    lines = Lines(in_all=3, per_address=2)
    lines.opened("a")
    lines.opened("a")
    assert (lines.full("a"), lines.full("b")) == (True, False)
    lines.opened("b")
    assert lines.full("c")
    lines.closed("a")
    assert not lines.full("a")
    assert len(lines) == 2


# A full server


SMALL = """
from wargame.ui.guard import limits
limits.LINES_IN_ALL, limits.RETRY_SECONDS = 2, 3
limits.Lines.__init__.__defaults__ = (2, 2)
from wargame.ui.server import serve
serve(None, {port}, False)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server for two pages."""
    served = Server(tmp_path_factory.mktemp("data"))
    served.code = SMALL.format(port=served.port)
    served.start()
    yield served
    served.stop()


def test_a_full_server_says_so_and_loses_nobody(server, dial):
    first, second = dial(), dial()
    for line in (first, second):
        line.open("/?scenario=practice")
    status, found, words = get(server, accept="text/html", accept_language="ja")
    assert (status, found["Retry-After"], found["Refresh"]) == (503, "3", "3")
    assert '<html lang="ja">' in words
    status, found, words = get(server)
    assert "The server is full" in words
    assert "saved games are safe" in words
    assert "every 3 seconds" in words
    third = dial(cookie=first.socket.request.headers["Cookie"])
    with pytest.raises(ConnectionClosed) as closed:
        third.socket.recv(20)
    assert closed.value.rcvd.code == 1013
    for line in (first, second):
        line.press("seats-panel", "begin")
        assert "data-act='end-turn'" in line.shows().replace('"', "'")
    second.socket.close()
    until = time.monotonic() + 20  # the server hears of it a moment later
    while get(server)[0] != 200 and time.monotonic() < until:
        time.sleep(0.1)
    assert get(server)[0] == 200
    again = dial(cookie=second.socket.request.headers["Cookie"], kernel=second.session)
    assert again.is_open()


def test_who_has_a_page_comes_back_to_it_on_a_full_server(server, dial):
    one, two = dial(), dial()
    for line in (one, two):
        line.open()
    back = dial(cookie=one.socket.request.headers["Cookie"], kernel=one.session)
    assert back.is_open()


# Sizes


def test_a_huge_message_ends_its_line_and_no_other(server, dial):
    loud, quiet = dial(), dial()
    quiet.open()
    loud.socket.send("x" * (limits.MESSAGE_BYTES + 1))
    with pytest.raises(ConnectionClosed) as closed:
        loud.socket.recv(20)
    assert closed.value.rcvd.code == 1009
    assert quiet.is_open()


def test_an_address_that_is_too_long_is_told_in_words(server):
    status, _, words = get(server, f"/?game={'a' * limits.LONGEST_ADDRESS}")
    assert (status, "This address is too long" in words) == (414, True)


def test_many_messages_wait_and_none_is_lost(server, dial):
    line = dial()
    line.open("/?scenario=practice")
    numbers = [line.send("kernel_info_request", {}) for _ in range(limits.MESSAGES[0] + 40)]
    for number in numbers:
        line.read_until(number)
    assert line.is_open()


def test_a_line_that_opens_channel_after_channel_is_stopped(server, dial):
    line = dial()
    for i in range(limits.CONTROL_LINES + limits.REFUSED_ON_A_LINE):
        line.send("comm_open", {"comm_id": f"c{i}", "target_name": "solara.control", "data": {}})
    assert not line.is_open()


def test_the_head_of_a_request_may_not_be_huge(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/", headers={"Cookie": f"x={'a' * 200_000}"})
    assert connection.getresponse().status == 400
    connection.close()
    assert get(server)[0] == 200


# Share codes, files and notes


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "me")
    monkeypatch.setattr(limits, "_of_a_browser", Rate(*limits.GAMES_OF_A_BROWSER))
    monkeypatch.setattr(limits, "_of_all", Rate(*limits.GAMES_OF_ALL))


def test_the_longest_game_fits_into_a_code_of_the_longest_length():
    game = Game(files.load("reset_2027"), 1, "us")
    while situation(game).stage != "over" and len(game.orders) < 12:
        now = situation(game)
        game = play_on(game, {decision.order.key: decision.order.names[-1] for decision in now.decisions})
    a_turn = len(encode("reset_2027", game)) / len(game.orders)
    assert 80 * a_turn < share.LONGEST  # more turns than any calendar has


def test_a_huge_code_is_refused_before_it_is_read(store):
    huge = "reset_2027~" + base64.urlsafe_b64encode(bytes(10_000_000)).decode()
    with pytest.raises(BadCode, match="longer than any code is"):
        decode(huge)
    with pytest.raises(CannotOpen, match="Nothing was opened"):
        import_game.open_code(huge)


def test_a_code_that_takes_long_to_play_is_given_up(store, monkeypatch):
    game = Game(files.load("practice"), 3, "japan")
    code = encode("practice", play_on(game, {}))
    monkeypatch.setattr(limits, "SECONDS_OF_A_GAME", -1.0)
    with pytest.raises(CannotOpen, match="takes longer than the server allows"):
        import_game.open_code(code)


def test_who_opens_code_after_code_is_asked_to_wait(store):
    for _ in range(limits.GAMES_OF_A_BROWSER[0]):
        with pytest.raises(CannotOpen, match="not a share code"):
            import_game.open_code("hello")
    for open_it in (import_game.open_code, import_game.open_file):
        with pytest.raises(CannotOpen, match=r"asked for too often .* Nothing was lost\. Wait \d+ seconds"):
            open_it("hello")


def test_a_note_that_is_too_long_is_cut_in_words(store):
    opened = session.open_game(session.begin("practice", "japan"))
    opened, problem = session.note(opened, "Why?", "x" * (limits.LONGEST_NOTE + 1))
    assert problem == "Only the first 20,000 letters of your answer were saved. Shorten it, or keep the rest elsewhere."
    assert len(opened.saved.notes["Why?"]) == limits.LONGEST_NOTE
    assert session.note(opened, "Why?", "short")[1] == ""


# Pages for which games are played


def flood(dial, path, until, most=200):
    """Go to another address again and again in one browser, until it says what it says to those who ask too often."""
    line = dial()
    line.open(path.format(number=0))
    router = next(channel for channel, state in line.widgets.items() if "location" in state)
    for number in range(1, most):
        if until in line.shows():
            return number
        state = {"location": path.format(number=number)}
        line.say("comm_msg", {"comm_id": router, "data": {"method": "update", "state": state, "buffer_paths": []}})
    raise AssertionError(f"{most} times, and nobody was asked to wait")


def test_who_steps_through_world_after_world_is_asked_to_wait(server, dial):
    path = "/?page=world&scenario=practice&seed=1&world={number}"
    assert flood(dial, path, "asked for too often") <= limits.GAMES_OF_A_BROWSER[0] + 3


FEW = """
from wargame.ui.guard import limits
limits._of_a_browser = limits.Rate(2, 0.001)
from wargame.ui.server import serve
serve(None, {port}, False)
"""


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    """A server that plays two games for a browser, and then hardly any more."""
    served = Server(tmp_path_factory.mktemp("strict"))
    served.code = FEW.format(port=served.port)
    served.start()
    yield served
    served.stop()


def finished(server):
    """The address of somebody's practice that is over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARGAME_DATA", str(server.data))
        patch.setattr(session, "browser", lambda: "somebody")
        opened = session.open_game(session.begin("practice", "japan", 5))
        while opened.situation.stage != "over":
            opened, problem = session.end_turn(opened, {})
            assert problem == ""
        return f"/?game={opened.saved.key}"


@pytest.mark.parametrize("page", ["a comparison", "the evidence", "a debrief", "a world"])
def test_every_page_for_which_games_are_played_asks_to_wait(strict, dial_at, page):
    address = {
        "a comparison": "/?page=compare&seed=77", "the evidence": "/?page=evidence", "a debrief": finished(strict),
        "a world": "/?page=world&scenario=practice&seed=1&world=9",
    }[page]  # fmt: skip
    cookie = cookie_of(strict)
    for world in range(2):
        dial_at(strict, cookie=cookie).open(f"/?page=world&scenario=practice&seed=1&world={world}")
    line = dial_at(strict, cookie=cookie)
    line.open(address)
    until = time.monotonic() + 20
    while "asked for too often" not in line.shows() and time.monotonic() < until:
        line.say("kernel_info_request", {})  # what comes meanwhile is read with the answer
        time.sleep(0.1)
    assert "Nothing was lost. Wait" in line.shows()


def test_the_limits_stand_in_one_place():
    assert limits.LINES_IN_ALL > 2 * load.SESSIONS
    assert limits.MESSAGE_BYTES > 3 * limits.LARGEST_FILE


def test_another_browser_is_not_kept_waiting_by_one_that_floods(server, dial):
    flood(dial, "/?page=world&scenario=practice&seed=1&world={number}", "asked for too often")
    other = dial(cookie=cookie_of(server))
    other.open("/?page=world&scenario=practice&seed=1&world=0")
    assert "asked for too often" not in other.shows()


def test_a_line_to_nowhere_is_refused(server, dial):
    with pytest.raises(InvalidStatus):
        dial(kernel="a/b")

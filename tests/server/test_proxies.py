"""The recipes of deploy/ as they stand: the game behind nginx and behind Caddy, with TLS and under a path."""

import json
import re
import socket
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from websockets.exceptions import InvalidStatus

from tests.server.conftest import Line
from tests.server.proxies import BASE_PATH, NAME, PROXIES, Game, missing
from tests.server.test_guard import POISON


@pytest.fixture(scope="module")
def game(tmp_path_factory):
    served = Game(tmp_path_factory.mktemp("data"), "--name", NAME, "--base-path", BASE_PATH, "--proxy").start()
    yield served
    served.stop()


@pytest.fixture(scope="module", params=PROXIES, ids=lambda proxy: proxy.program)
def proxy(request, game, tmp_path_factory):
    if why := missing(request.param):
        pytest.skip(why)
    stands = request.param(tmp_path_factory.mktemp("proxy"), game.port)
    try:
        yield stands.start()
    finally:
        stands.stop()


@pytest.fixture
def dial(proxy):
    with ExitStack() as lines:

        def dial(kernel, cookie=None, **more):
            cookie = proxy.get()[1]["Set-Cookie"].partition(";")[0] if cookie is None else cookie
            kernel = f"{kernel}-{proxy.program}"  # behind both stands the same server
            return Line(lines.enter_context(proxy.dial(cookie, kernel, **more)), kernel)

        yield dial


@pytest.fixture
def told(proxy, tmp_path):
    """What a server behind the same proxy is told of a request: its path, and its headers in lower case."""

    class Echo(BaseHTTPRequestHandler):
        def do_GET(self):
            said = json.dumps([self.path, [[name.lower(), value] for name, value in self.headers.items()]]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    echo = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=echo.serve_forever, daemon=True).start()
    stands = type(proxy)(tmp_path, echo.server_port)
    try:
        stands.start()
        yield lambda path, **headers: json.loads(stands.get(path, host=f"{NAME}:{stands.port}", **headers)[2])
    finally:
        stands.stop()
        echo.shutdown()
        echo.server_close()


def without_nonce(page):
    return re.sub(r'nonce="[^"]*"', "", page)


def test_the_page_of_the_game_is_there_and_its_line_plays(proxy, dial):
    line = dial("plays")
    line.open()
    assert "Choose a crisis" in line.shows()
    line.press("seats-panel", "begin")
    assert "data-act='end-turn'" in line.shows().replace('"', "'")


def test_the_cookie_is_for_this_path_and_for_encrypted_lines_alone(proxy, game):
    cookie = proxy.get()[1]["Set-Cookie"]
    name, *parts = [part.strip() for part in cookie.split(";")]
    assert name.startswith(f"linchpin-{game.port}=")
    assert sorted(parts) == ["HttpOnly", "Max-Age=31536000", f"Path={BASE_PATH}/", "SameSite=Lax", "Secure"]


def test_browsers_are_told_to_come_encrypted(proxy):
    status, found, _ = proxy.get()
    assert status == 200
    assert found["Strict-Transport-Security"] == "max-age=31536000"
    assert f"connect-src 'self' wss://{proxy.host}" in found["Content-Security-Policy"]
    with socket.create_connection(("127.0.0.1", proxy.plain_port), 20) as plain:
        plain.sendall(f"GET {BASE_PATH}/?game=x HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        answer = plain.makefile("rb").read().decode()
    assert re.match(r"HTTP/1.1 30[18] ", answer)
    assert re.search(rf"(?m)^Location: https://{NAME}(:\d+)?{BASE_PATH}/\?game=x\r$", answer)


def test_the_path_without_its_last_stroke_leads_to_the_lobby(proxy):
    status, found, _ = proxy.get(f"{BASE_PATH}?seed=7")
    assert status == 307
    assert found["Location"] in (f"{BASE_PATH}/?seed=7", f"{proxy.address}?seed=7")


@pytest.mark.parametrize("path", ["/", "/other", "/readyz", "/linchpins/", "/static/assets/custom.js"])
def test_what_lies_outside_the_path_is_not_the_games(proxy, path):
    status, found, _ = proxy.get(path)
    assert status == 404
    assert "Set-Cookie" not in found


def test_what_a_visitor_says_of_a_proxy_is_replaced(proxy, told):
    path, headers = told(f"{BASE_PATH}/x?y=1", Via="evil", **POISON)
    said = {name: [value for found, value in headers if found == name] for name, _ in headers}
    assert path == f"{BASE_PATH}/x?y=1"
    assert said["x-forwarded-for"] == ["127.0.0.1"]
    assert said["x-forwarded-proto"] == ["https"]
    assert len(said["x-forwarded-host"]) == 1
    assert said["x-forwarded-host"][0].startswith(f"{NAME}:")
    assert "forwarded" not in said


def test_no_header_of_a_visitor_changes_the_page_of_anybody(proxy, dial):
    before = without_nonce(proxy.get()[2])
    poison = {**POISON, "X_Forwarded_Proto": "http"}
    _, found, poisoned = proxy.get(**poison)
    assert without_nonce(poisoned) == before == without_nonce(proxy.get()[2])
    assert "evil" not in poisoned + str(found)
    assert "Secure" in found["Set-Cookie"]
    assert f"wss://{proxy.host}" in found["Content-Security-Policy"]
    line = dial("poisoned", **poison)
    line.open()
    assert "Choose a crisis" in line.shows()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", f"https://{NAME}", f"http://{NAME}:{{port}}", f"https://{NAME}:{{port}}.evil.example",
               "null"],
)  # fmt: skip
def test_a_line_from_a_page_of_somebody_else_is_refused(proxy, dial, origin):
    origin = origin.format(port=proxy.port)
    with pytest.raises(InvalidStatus) as refused:
        dial("foreign", origin=origin, X_Forwarded_Host=origin.rpartition("/")[2], X_Forwarded_Proto="http")
    assert refused.value.response.status_code == 403


def test_another_name_is_not_answered_with_the_game(proxy, dial):
    for name in ("evil.example", f"evil.example:{proxy.port}", "127.0.0.1"):
        _, found, words = proxy.get(host=name, X_Forwarded_Host=proxy.host)
        assert "Set-Cookie" not in found
        assert "solara" not in words
        with pytest.raises(InvalidStatus):
            dial("foreign", host=name, origin=f"https://{name}")


def test_a_line_without_the_cookie_is_refused(dial):
    with pytest.raises(InvalidStatus) as refused:
        dial("nobody", cookie="")
    assert refused.value.response.status_code == 403


def test_the_logs_keep_no_address_of_a_game(proxy):
    proxy.get(f"{BASE_PATH}/?game=the-key-of-a-game", referer=f"{proxy.address}?game=the-key-of-a-game")
    proxy.stop()  # so that it writes what it holds
    proxy.start()
    logs = [path.read_text() for path in proxy.folder.glob("*.log")]
    assert logs
    assert not any("the-key-of-a-game" in log for log in logs)


@pytest.mark.parametrize("program", PROXIES, ids=lambda proxy: proxy.program)
def test_without_a_proxy_option_the_same_words_of_a_proxy_are_ignored(program, tmp_path):
    """Whoever forgets --proxy gets a page that works over plain http, and no trust in anybody's headers."""
    if why := missing(program):
        pytest.skip(why)
    game = Game(tmp_path, "--base-path", BASE_PATH)
    stands = program(tmp_path, game.port)
    try:
        game.start()
        stands.start()
        status, found, words = stands.get()
        assert status == 421
        assert "Set-Cookie" not in found
        assert "does not answer to the name" in words
    finally:
        stands.stop()
        game.stop()

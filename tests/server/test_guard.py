"""Who may connect to a server, and what comes of it when somebody else tries: each attack, on a real server."""

import re
import stat

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.server.conftest import cookie_of, get
from tests.server.test_messages import THEIRS
from wargame.ui.guard import headers, limits


@pytest.fixture
def marker(server):
    """A file that appears if code of an attacker ran."""
    path = server.data / "marker"
    path.unlink(missing_ok=True)
    yield path
    assert not path.exists()


def attack(marker):
    """What made the server write a file once: a call of any name of any module, through a widget."""
    props = {"filename": str(marker), "force": True}
    return {"create_widget": ["logging", "basicConfig"], "id": "w", "props": props}


def test_the_first_page_is_there_and_its_line_works(dial):
    line = dial()
    line.open()
    assert "Choose a crisis" in line.shows()


# Code of an attacker


def test_an_insider_with_cookie_and_origin_runs_no_code(dial, marker):
    line = dial()
    line.open()
    for channel in line.widgets:
        for content in (attack(marker), {**attack(marker), "event": "act", "data": {"act": "home", "value": ""}}):
            line.send("comm_msg", {"comm_id": channel, "data": {"method": "custom", "content": content}})
        if not line.is_open():
            line = dial()
            line.open()


def test_everything_else_that_can_be_said_is_refused_and_the_line_goes_on(dial, marker):
    line = dial()
    line.open()
    before = line.shows()
    said = list(THEIRS.values())
    for start in range(0, len(said), limits.REFUSED_ON_A_LINE - 1):
        line = dial()
        line.open()
        for words in said[start : start + limits.REFUSED_ON_A_LINE - 1]:
            line.socket.send(words)
        assert line.is_open()
        assert line.shows() == before


def test_who_goes_on_saying_it_loses_the_line(dial):
    line = dial()
    for _ in range(limits.REFUSED_ON_A_LINE):
        line.socket.send(b"\x00")
    with pytest.raises(ConnectionClosed) as closed:
        line.socket.recv(20)
    assert closed.value.rcvd.code == 1008


# From where


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://127.0.0.1:1", "http://localhost:{port}", "https://127.0.0.1:{port}", "http://evil.example",
     "http://127.0.0.1:{port}.evil.example"],
)  # fmt: skip
def test_a_line_from_a_page_of_somebody_else_is_refused(server, dial, origin):
    with pytest.raises(InvalidStatus) as refused:
        dial(origin=origin.format(port=server.port))
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["evil.example:{port}", "evil.example", "127.0.0.1:1", "127.0.0.1"])
def test_a_line_to_another_name_is_refused(server, dial, host):
    name = host.format(port=server.port)
    with pytest.raises(InvalidStatus):
        dial(host=name, origin=f"http://{name}")


@pytest.mark.parametrize("path", ["/", "/readyz", "/static/assets/custom.js", "/nothing"])
def test_a_page_under_another_name_is_refused_in_words(server, path):
    status, _, words = get(server, path, host=f"evil.example:{server.port}")
    assert status == 421
    assert "does not answer to the name" in words
    assert "evil" not in words


# With which cookie


@pytest.mark.parametrize("kind", headers.FRAMES)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_frame_of_another_site_gets_words_and_no_cookie(server, kind, site):
    said = {"Sec_Fetch_Dest": kind, "Sec_Fetch_Site": site, "Accept_Language": "ja"}
    status, answered, page = get(server, "/?game='%3E%3Cscript%3E&x='><b>", **said)
    assert status == 403
    assert "Set-Cookie" not in answered
    assert "frame-ancestors *" in answered["Content-Security-Policy"]
    assert "nonce" not in answered["Content-Security-Policy"]
    assert '<html lang="ja">' in page
    assert page.count("<script") == 1
    assert "<b>" not in page
    assert 'href="/?game=&#39;%3E%3Cscript%3E&amp;x=' in page


@pytest.mark.parametrize(("kind", "site"), [("document", "cross-site"), ("iframe", "same-origin")])
def test_a_tab_and_a_frame_of_ones_own_page_get_the_game(server, kind, site):
    status, answered, _ = get(server, Sec_Fetch_Dest=kind, Sec_Fetch_Site=site)
    assert status == 200
    assert "frame-ancestors 'self'" in answered["Content-Security-Policy"]


def test_a_line_needs_a_cookie_that_this_server_wrote(server, dial):
    name, _, value = cookie_of(server).partition("=")
    browser, _, mark = value.rpartition(".")
    last = "A" if mark[-2] != "A" else "B"
    wrong = [
        "", f"{name}=", f"{name}={browser}", f"{name}=x{browser}.{mark}",
        f"{name}={browser}.{mark[:-2]}{last}{mark[-1]}",
        f"linchpin-1={value}", f"solara-session-id={browser}", f"{name}={'a' * 22}.{'b' * 43}", f"{name}={'.' * 3000}",
    ]  # fmt: skip
    for cookie in wrong:
        with pytest.raises(InvalidStatus) as refused:
            dial(cookie=cookie)
        assert refused.value.response.status_code == 403
    assert dial(cookie=f"{name}={value}").is_open()


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(server):
    _, found, _ = get(server)
    cookie = found["Set-Cookie"]
    assert cookie.startswith(f"linchpin-{server.port}=")
    parts = [part.strip() for part in cookie.split(";")][1:]
    assert sorted(parts) == ["HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"]
    _, found, _ = get(server, host=f"localhost:{server.port}")
    assert "SameSite=Lax" in found["Set-Cookie"]
    assert "solara" not in str(found)


def test_a_browser_keeps_its_cookie(server):
    cookie = cookie_of(server)
    _, found, _ = get(server, cookie=cookie)
    assert found["Set-Cookie"].partition(";")[0] == cookie


def test_another_browser_cannot_take_over_a_page(dial):
    mine = dial(kernel="mine")
    mine.open()
    with pytest.raises(InvalidStatus):
        dial(kernel="mine")
    assert mine.is_open()


def test_the_secret_of_the_cookies_is_for_the_owner_of_the_folder_alone(server):
    mode = (server.data / "cookie-secret").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


# Headers


POISON = {
    "X_Script_Name": "/evil'><script>alert(1)</script>", "Script_Name": "/evil", "X_Forwarded_Host": "evil.example",
    "X_Forwarded_Proto": "https", "X_Forwarded_Prefix": "/evil", "X_Forwarded_For": "1.2.3.4",
    "Forwarded": "host=evil.example", "X_Original_URL": "/resourcez",
}  # fmt: skip


def test_no_header_of_a_visitor_changes_the_page_of_anybody(server):
    def without_nonce(page):
        return re.sub(r'nonce="[^"]*"', "", page)

    before = without_nonce(get(server)[2])
    _, found, poisoned = get(server, **POISON)
    assert without_nonce(poisoned) == before
    assert "evil" not in poisoned
    assert "Secure" not in found["Set-Cookie"]
    assert without_nonce(get(server)[2]) == before


def test_a_page_runs_its_own_scripts_alone(server):
    _, first, page = get(server)
    policy = first["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"') > 5
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert scripts == f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'"
    for needed in ("default-src 'none'", "frame-ancestors 'self'", "base-uri 'none'", "object-src 'none'"):
        assert needed in policy.split("; ")
    assert nonce not in get(server)[1]["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/readyz", "/static/assets/custom.css", "/nothing", "/resourcez"])
def test_every_answer_says_what_a_browser_must_not_guess(server, path):
    _, found, _ = get(server, path)
    for name, value in headers.EVERYWHERE.items():
        assert found.get_all(name) == [value], path
    assert "Content-Security-Policy" in found
    assert "Server" not in found


# Rooms that are nobody's business


CLOSED = (
    "/resourcez", "/resourcez?verbose", "/_solara/api/evict/x", "/_solara/cdn/", "/_solara/cdn/left-pad@1.3.0/index.js",
    "/_solara/cdn/../../../etc/passwd", "/_solara/cdn/%2e%2e/%2e%2e/etc/passwd", "/static/public/x",
    "/jupyter/nbextensions/", "/jupyter/nbextensions/jupyter-js-widgets/extension.js", "/jupyter/api/kernels",
    "/static/../pages.py", "/static/assets/../server.py", "/static/assets/%2e%2e/server.py", "/docs", "/openapi.json",
    "/static/assets/%00", "/static/assets/a%00.css", "/_solara/cdn/%00", f"/_solara/cdn/{'a' * 5000}",
    f"/static/assets/{'a' * 5000}", f"/jupyter/nbextensions/jupyter-vue/{'b/' * 3000}",
    "/jupyter/api/kernels/x/other", "/static/solara_bootstrap.py", "/static/assets/__init__.py",
)  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
def test_a_room_that_no_page_needs_is_closed(server, path):
    status, _, words = get(server, path)
    assert status == 404, words[:200]
    assert "def " not in words
    assert "root:" not in words


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_are_read_and_nothing_else(server, method):
    for path in ("/", "/readyz", "/static/assets/custom.js", "/jupyter/api/kernels/x"):
        assert get(server, path, method)[0] in (404, 405)


def test_a_head_without_a_body_is_answered(server):
    status, _, words = get(server, "/", "HEAD")
    assert (status, words) == (200, "")


def test_an_address_without_a_page_is_told_in_words_to_people_and_in_a_line_to_programs(server):
    status, _, words = get(server, "/nothing", accept="text/html", accept_language="ja")
    assert status == 404
    assert '<html lang="ja">' in words
    status, _, words = get(server, "/static/assets/nothing.css", accept="text/html", accept_language="ja")
    assert (status, '<html lang="ja">' in words) == (404, True)
    status, _, words = get(server, "/nothing")
    assert (status, words.count("<")) == (404, 0)


# Leaving a page


def leave(server, kernel, page="page", **more):
    sent = {"origin": f"http://127.0.0.1:{server.port}", **more}
    return get(server, f"/_solara/api/close/{kernel}?session_id={page}", "POST", **sent)[0]


def test_only_its_own_browser_closes_a_page(server, dial):
    cookie = cookie_of(server)
    line = dial(cookie=cookie, kernel="stays")
    line.open()
    assert leave(server, "stays") == 403
    assert leave(server, "stays", cookie=cookie_of(server)) == 403
    assert leave(server, "stays", cookie=cookie, origin="http://evil.example") == 403
    assert line.is_open()
    assert leave(server, "stays", cookie=cookie, page="another") == 204
    assert line.is_open()
    assert leave(server, "stays", cookie=cookie) == 204
    assert not line.is_open()


@pytest.mark.parametrize("page", ["", "x" * 5000, "%00", "<script>", "../.."])
def test_an_odd_leaving_is_no_fault_of_the_server(server, page):
    cookie = cookie_of(server)
    for kernel in ("nobody", "x" * 64, "x" * 65, "%2e%2e"):
        assert leave(server, kernel, page, cookie=cookie) in (403, 404, 204)


def test_a_line_without_a_page_is_refused(dial):
    for page in ("", "x" * 65, "%00"):
        with pytest.raises(InvalidStatus):
            dial(page=page)


def test_the_log_of_the_server_has_no_fault(server):
    assert "Traceback" not in (server.data / "server.log").read_text()

"""The server: its port, and that Solara is settled before it is imported."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from click.testing import CliRunner

from wargame.cli import app
from wargame.ui import server
from wargame.ui.guard.site import Site

SETTINGS = """
import json
from wargame.ui.server import settle
settle()
from solara.server import settings
print(json.dumps({
    "telemetry": settings.telemetry.mixpanel_enable,
    "banner": settings.theme.show_banner,
    "mode": settings.main.mode,
    "secret": settings.session.secret_key,
    "cull": settings.kernel.cull_timeout,
    "root": settings.main.root_path,
    "base": settings.main.base_url,
}))
"""


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind((server.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(taken):
    with pytest.raises(server.PortTaken, match=f"Port {taken} is taken"):
        server._listen(taken)


def test_another_port_is_tried_where_none_was_asked_for(taken, monkeypatch, capsys):
    monkeypatch.setattr(server, "PORT", taken)
    with server._listen(None) as listener:
        assert taken < listener.getsockname()[1] < taken + server.PORTS_TRIED
    assert f"Port {taken} is taken, trying {taken + 1}." in capsys.readouterr().out


def test_the_server_listens_on_this_machine_only():
    with server._listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("options", "bound"),
    [((), "127.0.0.1"), (("--host", "0.0.0.0"), "0.0.0.0"), (("--host", "127.0.0.2"), "127.0.0.2")],
)
def test_only_the_option_host_opens_another_address(monkeypatch, tmp_path, options, bound):
    """Nothing in the surroundings does, and no other option."""
    at = []
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    for name in ("HOST", "WARGAME_HOST", "WARGAME_PLAY_HOST", "SOLARA_HOST", "UVICORN_HOST", "BIND"):
        monkeypatch.setenv(name, "0.0.0.0")
    monkeypatch.setattr(server, "settle", lambda site: None)
    monkeypatch.setattr(server, "_settle_process", lambda: None)
    monkeypatch.setattr(server, "_run", lambda listener, *_: at.append(listener.getsockname()) or listener.close())
    more = ["--port", "0", "--no-browser", "--name", "class.example.org", "--proxy", "--base-path", "/linchpin"]
    done = CliRunner().invoke(app.commands, ["play", *more, *options])
    assert done.exit_code == 0, done.output
    assert [address for address, _ in at] == [bound]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no users with numbers here")
@pytest.mark.parametrize(("user", "warned"), [(0, True), (1000, False)])
def test_whoever_starts_it_as_root_is_warned_and_told_where_to_read_on(monkeypatch, user, warned):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    said = server.warnings_for(Site.of("127.0.0.1", 8765), "127.0.0.1")
    root = (
        "Warning: this server runs as root. A fault in it would be a fault of the whole machine. Start it as a user "
        "without rights: see docs/SERVING.md."
    )
    assert said == ([root] if warned else [])


OPEN_WORDS = "can open the game, begin games, and use its processor."
READ_ALONG = (
    "The line is not encrypted: others on the same network can read along, and take over a game that they see. For "
    "more than a class that you trust, put a proxy with TLS in front of it: see docs/SERVING.md."
)


@pytest.mark.parametrize(
    ("host", "proxy", "said"),
    [
        ("127.0.0.1", False, []),
        ("localhost", False, []),
        ("::1", False, []),
        ("127.0.0.1", True, []),
        ("0.0.0.0", False, [f"Everyone who can reach this machine, on any of its networks, {OPEN_WORDS}", READ_ALONG]),
        ("::", False, [f"Everyone who can reach this machine, on any of its networks, {OPEN_WORDS}", READ_ALONG]),
        ("192.168.0.7", False, [f"Everyone who can reach 192.168.0.7 {OPEN_WORDS}", READ_ALONG]),
        ("192.168.0.7", True, [f"Everyone who can reach 192.168.0.7 {OPEN_WORDS}"]),
    ],
)
def test_whoever_opens_it_to_others_is_told_who_they_are(monkeypatch, host, proxy, said):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert server.warnings_for(Site.of(host, 8765, proxy=proxy), host) == said


def test_what_a_warning_says_to_read_is_there():
    assert (Path(__file__).parents[2] / "docs" / "SERVING.md").exists()


@pytest.mark.parametrize(
    ("host", "more", "told"),
    [
        ("127.0.0.1", {}, []),
        ("::1", {}, []),
        ("0.0.0.0", {}, ["http://10.1.2.3:8765/", "http://192.168.0.7:8765/"]),
        ("0.0.0.0", {"names": ["lab-pc"], "base_path": "/linchpin"}, ["http://lab-pc:8765/linchpin/"]),
        ("0.0.0.0", {"proxy": True}, []),
        ("192.168.0.7", {}, ["http://192.168.0.7:8765/"]),
        ("fe80::1", {}, ["http://[fe80::1]:8765/"]),
    ],
)
def test_a_teacher_is_told_what_to_write_on_the_board(monkeypatch, host, more, told):
    def found(address, family=socket.AF_INET):
        return SimpleNamespace(family=family, address=address)

    cards = {
        "lo": [found("127.0.0.1"), found("::1", socket.AF_INET6)],
        "eth0": [found("10.1.2.3"), found("fe80::1%eth0", socket.AF_INET6)],
        "wlan0": [found("192.168.0.7")],
        "unplugged": [found("169.254.7.7")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: cards)
    assert server.addresses_for(Site.of(host, 8765, **more), host) == told


def test_solara_is_settled_before_it_is_imported(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS],
        env={"WARGAME_DATA": str(tmp_path), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["telemetry"] is False
    assert found["banner"] is False
    assert (found["mode"], found["cull"]) == ("production", "15m")
    assert len(found["secret"]) == 64
    assert found["root"] == ""  # fixed, so that no visitor's header sets it
    assert found["base"] == "http://localhost/"
    assert (tmp_path / "solara").is_dir()  # and not in the home folder


def test_settling_too_late_is_an_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "solara", object())
    with pytest.raises(RuntimeError, match="before its settings were made"):
        server.settle()


def test_memory_is_given_back_again_and_again(monkeypatch):
    class Enough(Exception):
        pass

    given = []

    def trim(kept):
        given.append(kept)
        if len(given) == 3:
            raise Enough

    monkeypatch.setattr(server, "GIVE_BACK_SECONDS", 0.01)
    with pytest.raises(Enough):
        server._give_back(trim)
    assert given == [0, 0, 0]  # nothing that is free is kept

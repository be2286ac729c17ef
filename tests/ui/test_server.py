"""The server: its port, and that Solara is settled before it is imported."""

import json
import socket
import subprocess
import sys

import pytest

from wargame.ui import server

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

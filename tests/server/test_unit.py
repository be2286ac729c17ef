"""The systemd unit: what it starts, as whom, and that nothing of the machine is open to it."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.server.proxies import BASE_PATH, DEPLOY, NAME
from wargame.cli import app
from wargame.ui import server
from wargame.ui.guard import limits

UNIT = DEPLOY / "linchpin.service"
MOST_EXPOSED = 1.5  # of 10, as `systemd-analyze security` counts; above 4 it no longer says OK


def settings(section="Service"):
    """The settings of a section: name to values, in their order."""
    found, here = {}, ""
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif "=" in line and not line.startswith("#") and here == section:
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_it_starts_a_command_that_is_there_with_options_that_it_takes(monkeypatch):
    program, *words = shlex.split(settings()["ExecStart"][0])
    assert program.startswith("/")
    taken = []
    monkeypatch.setattr(server, "serve", lambda *given: taken.append(given))
    assert CliRunner().invoke(app.commands, words).exit_code == 0
    ((scenario, port, opens_browser, host, names, base_path, proxy),) = taken
    assert (scenario, port, opens_browser, host) == ("reset_2027", server.PORT, False, "127.0.0.1")
    assert (names, base_path, proxy) == ((NAME,), BASE_PATH, True)


def test_the_proxies_lead_to_where_it_listens():
    for recipe in ("nginx.conf", "Caddyfile"):
        text = (DEPLOY / recipe).read_text(encoding="utf-8")
        assert f"127.0.0.1:{server.PORT}" in text
        assert NAME in text
        assert f"{BASE_PATH}/" in text


def test_it_is_a_user_of_its_own_that_keeps_what_it_saves_to_itself():
    said = settings()
    assert said["User"] == said["Group"] == ["linchpin"]
    assert said["StateDirectory"] == ["linchpin"]
    assert said["StateDirectoryMode"] == ["0700"]
    assert said["UMask"] == ["0077"]
    assert "WARGAME_DATA=/var/lib/linchpin" in said["Environment"]
    assert said["ProtectSystem"] == ["strict"]
    assert said["NoNewPrivileges"] == ["yes"]
    assert said["CapabilityBoundingSet"] == [""]
    assert "ReadWritePaths" not in said


def test_it_has_room_for_as_many_as_the_server_lets_in():
    said = settings()
    assert int(said["LimitNOFILE"][0]) > 2 * limits.CONNECTIONS
    assert int(said["TasksMax"][0]) > 2 * limits.PAGES_IN_ALL
    assert said["Restart"] == ["on-failure"]
    assert {"MemoryHigh", "MemoryMax"} <= said.keys()


@pytest.fixture
def analysed(tmp_path):
    """Ask systemd of the unit, with a program that is there."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    program = settings()["ExecStart"][0].split()[0]
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text(encoding="utf-8").replace(program, str(Path(sys.executable).resolve())))

    def analysed(*words):
        done = subprocess.run(["systemd-analyze", *words, str(unit)], capture_output=True, text=True)
        if "Unknown" in done.stderr or "unrecognized option" in done.stderr:
            pytest.skip(f"this systemd is too old: {done.stderr}")
        return done

    return analysed


def test_systemd_understands_every_line(analysed):
    done = analysed("verify", "--man=no")
    assert (done.returncode, done.stderr) == (0, "")


def test_systemd_finds_next_to_nothing_open(analysed):
    done = analysed("security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED * 10:.0f}")
    assert done.returncode == 0, done.stdout[-200:]

"""The server as a service runs it: under a user without rights, where nothing but its saved games can be written."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.server.proxies import Game

NOBODY = 65534
ROOT = Path(__file__).parents[2]
# What the options of a service do: a file system that cannot be written, a user without rights, and no memory that is
# both written and run.
CONFINED = """
mount --make-rprivate / && mount --bind "$1" "$1" || exit 90
{opened}
for place in $(cut -d ' ' -f 2 /proc/self/mounts | sort -u); do
    case "$place" in /proc*|/sys*|/dev*|"$1") ;; *) mount -o remount,bind,ro "$place" 2>/dev/null ;; esac
done
for place in / /tmp /var/tmp; do
    if touch "$place/.written" 2>/dev/null; then rm "$place/.written"; exit 91; fi
done
shift
exec setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""
DENY_WRITE_EXECUTE = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(65, 1, 0, 0, 0)  # PR_SET_MDWE; older systems do not know it
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def opened():
    """Commands that show another user the program where it lies in a folder that is closed to others."""
    lines = ["mount -t tmpfs -o mode=755 tmpfs /mnt"]
    closed = {}
    for needed in {Path(sys.base_prefix), Path(sys.prefix), ROOT}:
        shut = [folder for folder in needed.parents if not folder.stat().st_mode & 0o001]
        if shut:
            closed.setdefault(shut[-1], []).append(needed)
    for number, (folder, all_needed) in enumerate(closed.items()):
        kept = [(f"/mnt/{number}-{i}", shlex.quote(str(needed))) for i, needed in enumerate(all_needed)]
        lines += [f"mkdir {at} && mount --bind {needed} {at}" for at, needed in kept]
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(folder))}")
        lines += [f"mkdir -p {needed} && mount --bind {at} {needed}" for at, needed in kept]
    return "\n".join(f"{line} || exit 92" for line in lines)


def confined(data, *command):
    """A command as a service runs it that can write into one folder alone."""
    return ["unshare", "--mount", "sh", "-c", CONFINED.format(opened=opened()), "sh", str(data), *command]


pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root may become another user"
)


@pytest.fixture(scope="module")
def data():
    """A folder of another user; that of pytest is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="linchpin-service-"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


class Confined(Game):
    """The server as nobody, with the options of a service that can be had without systemd."""

    def command(self):
        inner = [sys.executable, "-c", DENY_WRITE_EXECUTE, *super().command()[1:]]
        return confined(self.data, *inner)


@pytest.fixture(scope="module")
def server(data):
    for program in ("unshare", "setpriv"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed: apt-get install util-linux")
    tried = subprocess.run(confined(data, "true"), capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"the file system cannot be made read-only here: {tried.returncode}, {tried.stderr}")
    surroundings = {"WARGAME_DATA": str(data), "PATH": os.defpath, "HOME": "/nonexistent"}
    surroundings["PYTHONPATH"] = os.environ.get("PYTHONPATH", "")
    served = Confined(data, env=surroundings).start()
    yield served
    served.stop()


def test_a_game_is_played_and_saved_where_nothing_else_can_be_written(dial, data):
    line = dial()
    line.open()
    line.press("seats-panel", "begin")
    assert "data-act='end-turn'" in line.shows().replace('"', "'")
    assert (data / "games.sqlite").stat().st_uid == NOBODY


def test_what_is_written_is_for_that_user_alone(server, data):
    assert {path.stat().st_uid for path in data.rglob("*") if path != server.log} == {NOBODY}
    assert (data / "cookie-secret").stat().st_mode & 0o077 == 0


def test_a_user_without_rights_is_not_warned_and_nothing_is_complained_of(server):
    said = server.log.read_text().splitlines()
    assert said == [
        "Starting Linchpin.",
        f"Linchpin is ready at http://127.0.0.1:{server.port}/",
        "Stop it with Ctrl+C; games are saved.",
    ]


def test_root_is_warned(tmp_path):
    served = Game(tmp_path).start()
    try:
        assert "Warning: this server runs as root." in served.log.read_text()
    finally:
        served.stop()

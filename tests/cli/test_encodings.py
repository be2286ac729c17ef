"""What a terminal or a file cannot show ends no command."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "show": ("show", "first_battle_base", "--why"),
    "run": ("run", "first_battle_base", "--runs", "20", "--vary", "japan.stance=refuse,combat"),
    "parameters": ("parameters", "first_battle_base", "--search", "ships"),
    "check": ("check", "{folder}/own.yaml"),
    "help": ("run", "--help"),
}
ENCODINGS = ("cp1252", "cp950", "gbk")


# Commands one after another in one process, for starting it takes longer than all of them; after each its status.
EACH = """
import json, sys
from wargame.cli import app as cli
for words in json.loads(sys.argv.pop()):
    sys.argv[1:] = words
    try:
        cli.main()
        status = 0
    except SystemExit as end:
        status = end.code or 0
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        stream.buffer.write(b"\\0%d\\0" % status)
        stream.buffer.flush()
"""


class Done(NamedTuple):
    stdout: bytes
    stderr: bytes
    status: int


def called(folder: Path, names: Iterable[str], **environment: str) -> dict[str, Done]:
    """What commands print where Python is started in an environment."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONIO", "LC_"))}
    surroundings |= {"PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment}
    words = json.dumps([[part.format(folder=folder) for part in COMMANDS[name]] for name in names])
    command = [sys.executable, "-c", EACH, words]
    run = subprocess.run(command, capture_output=True, env=surroundings, cwd=ROOT, check=True)
    stdout, stderr = run.stdout.split(b"\0"), run.stderr.split(b"\0")
    return {
        name: Done(stdout[2 * place], stderr[2 * place], int(stdout[2 * place + 1])) for place, name in enumerate(names)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("scenarios")
    (path / "own.yaml").write_text("extends: first_battle_base\ntitle: 台灣\nordérs: {}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=ENCODINGS)
def terminal(request, folder):
    """What commands print to a terminal of an encoding."""
    return request.param, called(folder, ("show", "check"), PYTHONIOENCODING=request.param)


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_command_ends_well_whatever_the_encoding(command, terminal):
    encoding, said = terminal
    done = said[command]
    assert b"Traceback" not in done.stdout + done.stderr
    assert done.status == (2 if command == "check" else 0)
    assert (done.stdout + done.stderr).decode(encoding, "strict")


@pytest.fixture(scope="module")
def files(folder):
    """What commands write to a file where nothing is said of encodings, and where UTF-8 is usual."""
    plain = called(folder, COMMANDS, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    return plain, called(folder, COMMANDS, LC_ALL="C.UTF-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_gets_utf_8_where_nothing_else_is_said(command, files):
    plain, usual = (said[command] for said in files)
    assert b"Traceback" not in plain.stdout + plain.stderr
    assert plain == usual
    assert (plain.stdout + plain.stderr).decode("utf-8", "strict")

"""What a terminal or a file cannot show ends no command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "show": ("show", "first_battle_base", "--why"),
    "run": ("run", "first_battle_base", "--runs", "20", "--vary", "japan.stance=refuse,combat"),
    "parameters": ("parameters", "first_battle_base", "--search", "ships"),
    "check": ("check", "{folder}/own.yaml"),
    "help": ("run", "--help"),
}
ENCODINGS = ("cp1252", "cp950", "gbk")


def called(arguments, folder, **environment):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONIO", "LC_"))}
    surroundings |= {"PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment}
    command = [sys.executable, "-m", "wargame", *(part.format(folder=folder) for part in arguments)]
    return subprocess.run(command, capture_output=True, env=surroundings, cwd=ROOT, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("scenarios")
    (path / "own.yaml").write_text("extends: first_battle_base\ntitle: 台灣\nordérs: {}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_command_ends_well_whatever_the_encoding(command, encoding, folder):
    done = called(COMMANDS[command], folder, PYTHONIOENCODING=encoding)
    assert b"Traceback" not in done.stdout + done.stderr
    assert done.returncode == (2 if command == "check" else 0)
    assert (done.stdout + done.stderr).decode(encoding, "strict")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_gets_utf_8_where_nothing_else_is_said(command, folder):
    plain = called(COMMANDS[command], folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    usual = called(COMMANDS[command], folder, LC_ALL="C.UTF-8")
    assert b"Traceback" not in plain.stdout + plain.stderr
    assert (plain.stdout, plain.stderr) == (usual.stdout, usual.stderr)
    assert (plain.stdout + plain.stderr).decode("utf-8", "strict")

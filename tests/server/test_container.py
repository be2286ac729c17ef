"""The image of the server: what its recipe says, and what it asks to know whether it is well."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.server.proxies import DEPLOY, NAME, Game

ROOT = DEPLOY.parent
FILE = DEPLOY / "Dockerfile"


def instructions():
    """Every instruction of the recipe: its name and the rest, with lines that go on put together."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [tuple(line.split(maxsplit=1)) for line in whole.splitlines()]


def of(name):
    return [rest for found, rest in instructions() if found == name]


def last_stage():
    found = instructions()
    starts = [at for at, (name, _) in enumerate(found) if name == "FROM"]
    return found[starts[-1] :]


def test_every_image_it_stands_on_has_a_version():
    for image in of("FROM"):
        assert re.fullmatch(r"python:3\.\d+-slim-\w+( AS \w+)?", image)


def test_nothing_is_fetched_but_packages_of_known_versions():
    assert not of("ADD")
    assert not re.search(r"https?://|\bcurl\b|\bwget\b|\bgit\b", "".join(rest for _, rest in instructions()))
    (install,) = [rest for rest in of("RUN") if "pip install" in rest]
    assert "--constraint constraints.txt" in install


def test_it_runs_as_a_user_of_its_own_without_what_built_it():
    stage = last_stage()
    names = [name for name, _ in stage]
    user = next(rest for name, rest in stage if name == "USER")
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)  # a number, so that its system can tell that it is not root
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "RUN" not in names[names.index("USER") :]
    assert any(name == "RUN" and "pip uninstall --yes pip setuptools" in rest for name, rest in stage)
    assert not any("apt-get" in rest for _, rest in stage)


def test_it_writes_into_the_folder_of_saved_games_alone():
    stage = dict(last_stage())
    assert stage["VOLUME"] == "/data"
    assert "WARGAME_DATA=/data" in stage["ENV"]
    assert "PYTHONDONTWRITEBYTECODE=1" in stage["ENV"]
    advice = FILE.read_text(encoding="utf-8").partition("FROM")[0]
    for option in ("--read-only", "--cap-drop ALL", "--security-opt no-new-privileges", "--volume linchpin-data:/data"):
        assert option in advice


def test_all_it_copies_is_there_and_let_through_and_nothing_else_is():
    let = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {name for rest in of("COPY") if not rest.startswith("--from") for name in rest.split()[:-1]}
    assert copied == let
    assert all((ROOT / name).exists() for name in copied)


def test_its_entry_is_a_command_of_the_game():
    entry = json.loads(dict(last_stage())["ENTRYPOINT"])
    assert entry[0] == "wargame"
    told = subprocess.run([sys.executable, "-m", *entry, "--help"], capture_output=True, text=True, check=True)
    for option in ("--host", "WARGAME_NAME", "WARGAME_BASE_PATH", "WARGAME_PROXY=1"):
        assert option in told.stdout


def ready(port, **settings):
    """What the health check of the image says of a server: its status and its words."""
    health = dict(last_stage())["HEALTHCHECK"]
    (script,) = [name for name in json.loads(health.partition("CMD ")[2])[1:] if name.endswith("ready.py")]
    assert f"COPY deploy/ready.py {script}" in FILE.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(DEPLOY / "ready.py"), str(port)],
        env={**os.environ, "http_proxy": "http://127.0.0.1:9", **settings}, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "settings",
    [{}, {"WARGAME_BASE_PATH": "/linchpin", "WARGAME_NAME": f"{NAME} also.example.org", "WARGAME_PROXY": "1"}],
    ids=["alone", "behind a proxy"],
)
def test_a_server_with_the_same_settings_is_found_well_and_one_that_ended_is_not(settings, tmp_path):
    game = Game(tmp_path, env={**os.environ, "WARGAME_DATA": str(tmp_path), **settings})
    game.start()
    try:
        assert ready(game.port, **settings) == (0, "")
    finally:
        game.stop()
    status, words = ready(game.port, **settings)
    assert status == 1
    assert "does not answer" in words


def has_builder():
    """Whether images can be built here: the client may be there without a daemon behind it."""
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_builder(), reason="no Docker daemon to build with")
def test_the_image_is_built_and_plays_with_a_read_only_file_system():
    build = ["docker", "build", "--quiet", "--file", str(FILE), str(ROOT)]
    image = subprocess.run(build, capture_output=True, text=True, check=True).stdout.strip()
    try:
        command = ["docker", "run", "--rm", "--read-only", "--cap-drop", "ALL", "--tmpfs", "/data", "--entrypoint"]
        asked = [*command, "wargame", image, "run", "practice", "--runs", "5", "--json"]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)["worlds"] == 5
    finally:
        subprocess.run(["docker", "rmi", "--force", image], capture_output=True, check=False)

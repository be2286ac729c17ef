"""What docs/SERVING.md tells a teacher is what happens."""

import os
import re
import shlex
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from tests.server.proxies import BASE_PATH, NAME
from wargame.cli import app
from wargame.ui import server
from wargame.ui.guard import cookie, limits
from wargame.ui.guard.site import Site

FOLDER = Path(__file__).parents[2] / "docs"
TEXT = (FOLDER / "SERVING.md").read_text(encoding="utf-8")
BLOCKS = [block.strip().splitlines() for block in re.findall(r"```\n(\$ .*?)```", TEXT, re.DOTALL)]


def test_its_limits_are_those_of_the_server():
    table = TEXT.partition("| limit | value |\n|---|---:|\n")[2].partition("\n\n")[0]
    told = [int(row.split("|")[2].replace(",", "")) for row in table.splitlines()]
    browser, everybody = limits.GAMES_OF_A_BROWSER, limits.GAMES_OF_ALL
    assert told == [
        limits.LINES_IN_ALL, limits.LINES_PER_ADDRESS, limits.PAGES_IN_ALL, *limits.NEW_PAGES, limits.MESSAGE_BYTES,
        *limits.MESSAGES, limits.CONNECTIONS, browser[0], 60 * browser[1], everybody[0], 60 * everybody[1],
    ]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_each_command_takes_its_options_and_prints_what_stands_below_it(block, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    card = SimpleNamespace(family=server.socket.AF_INET, address="192.168.0.7")
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"eth0": [card]})
    words = shlex.split(block[0].removeprefix("$ "))
    given = words[words.index("play") + 1 :]
    with app.play.make_context("play", list(given)) as context:
        said = context.params
    host = said["host"]
    site = Site.of(host, said["port"] or server.PORT, said["names"], said["base_path"], said["proxy"])
    others = [f"Others open {other}" for other in server.addresses_for(site, host)]
    ready = f"Linchpin is ready at {server._address(site, host)}"
    last = "Stop it with Ctrl+C; games are saved."
    assert block[1:] == ["Starting Linchpin.", *server.warnings_for(site, host), ready, *others, last]


def test_there_are_three_ways_to_start_it():
    assert len(BLOCKS) == 3


def test_every_file_that_it_leads_to_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (FOLDER / target).exists(), target
    assert cookie.SECRET_FILE in TEXT
    assert NAME in TEXT
    assert BASE_PATH in TEXT


def test_every_setting_that_it_names_is_one():
    options = {
        name for option in app.play.params for name in (*option.opts, *([option.envvar] if option.envvar else []))
    }
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    named = set(re.findall(r"`(--[a-z-]+|WARGAME_[A-Z_]+)", prose))
    assert named - {"WARGAME_DATA"} <= options
    assert {"--name", "--proxy", "WARGAME_BASE_PATH"} <= named

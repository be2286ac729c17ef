"""Settings of all tests."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import settings

from wargame.analysis.summary import Summary
from wargame.batch.simulate import Block, simulate
from wargame.scenario.factors import cells, read_vary

# A check that gates a change draws the same examples each time; on a desk new ones are drawn.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")

# What needs most of a machine: a browser, a server of the game, a cluster, or commands that are killed and resumed.
WHOLE = (
    "tests/browser/",
    "tests/batch/test_cluster.py",
    "tests/test_killed.py",
    "tests/tools/test_load.py",
    "tests/batch/test_resume.py",
    *(f"tests/server/test_{name}.py" for name in ("container", "guard", "limits", "proxies", "service")),
)


def pytest_collection_modifyitems(items):
    """One process runs all of a file, so that it plays its games and starts its servers once; the cheap files first.

    Of files with a browser the longest come first, so that no process is left alone with one at the end.
    """
    count = Counter(item.path for item in items)
    for item in items:
        place = item.path.as_posix()
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
        if any(name in place for name in WHOLE):
            item.add_marker(pytest.mark.whole)
    items.sort(key=lambda item: _rank(item, count[item.path]))


def _rank(item, count):
    place = item.path.as_posix()
    if "tests/browser/" in place:
        return (3, -count)
    return (2, 0) if item.get_closest_marker("whole") else (0, 0)


@pytest.fixture(scope="session")
def blocks() -> list[Block]:
    four = cells("reset_2027", (), read_vary(["japan.stance=refuse,support,combat,join"]))
    return list(simulate(four, 300, 7, block_worlds=100))


@pytest.fixture(scope="session")
def summary(blocks: list[Block]) -> Summary:
    four = cells("reset_2027", (), read_vary(["japan.stance=refuse,support,combat,join"]))
    found = Summary("reset_2027", four, 7, 300)
    for block in blocks:
        found.add(block)
    return found

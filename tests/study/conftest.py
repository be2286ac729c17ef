"""A small study for the tests of this folder."""

from __future__ import annotations

import pytest

from wargame.analysis.summary import Summary
from wargame.batch.simulate import Block, simulate
from wargame.scenario.factors import cells, read_vary


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

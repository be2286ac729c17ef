"""The measurements of growth play what they say they play."""

import pytest

from wargame.tools import growth
from wargame.tools.bench import EXAMPLES, example, workbench


@pytest.fixture(autouse=True)
def _once(monkeypatch):
    monkeypatch.setattr(growth, "REPEATS", 1)
    monkeypatch.setattr(growth, "BLOCK", 20)


def test_a_longer_crisis_has_so_many_turns():
    assert [growth.by_turns(turns)["turns"] for turns in (4, 16)] == [4, 16]


def test_every_base_stands_there_so_many_times():
    once, thrice = growth.by_bases(1), growth.by_bases(3)
    assert thrice["bases"] == 3 * once["bases"] > 30
    assert once["games"] == thrice["games"] == 20


def test_a_block_has_so_many_games_and_takes_time():
    found = growth.by_worlds(30)
    assert found["games"] == 30
    assert found["seconds"] > 0


def test_peers_play_as_many_games_or_steps_as_asked():
    assert workbench(2)["games"] == 2
    assert [example(number, 3)["games"] for number in range(len(EXAMPLES))] == [3, 3]

"""The address of one world of a batch: the same game as the row, with whatever was set."""

from __future__ import annotations

import pytest

from wargame.batch.simulate import simulate
from wargame.engine.outcome import OUTCOMES
from wargame.scenario.factors import cells, read_set
from wargame.ui.replay.world import load

LABELS = [outcome.label for outcome in OUTCOMES]


@pytest.mark.parametrize(
    "setting", ["japan.stance=refuse", "forces.us.lrasm=0", "model.sea.kills_per_hit={uniform: [0.2, 0.4]}"]
)
def test_an_address_opens_the_world_of_the_batch(setting: str) -> None:
    (cell,) = cells("first_battle_pessimistic", read_set([setting]))
    (block,) = simulate([cell], 30, 5)
    for world in (0, 17, 29):
        opened, trouble = load(
            {"scenario": ["first_battle_pessimistic"], "seed": ["5"], "world": [str(world)], "set": [setting]}
        )
        assert trouble == ""
        assert opened is not None
        assert opened.situation.outcome is not None
        assert opened.situation.outcome.label == LABELS[block.rows[0]["outcome"][world]]
        assert len(opened.game.orders) == block.rows[0]["war_turns"][world]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"scenario": ["reset_2027"], "seed": ["x"], "world": ["1"]}, "whole numbers"),
        ({"scenario": ["reset_2027"], "seed": ["1"]}, "whole numbers"),
        ({"scenario": ["nowhere"], "seed": ["1"], "world": ["1"]}, "does not know"),
        ({"scenario": ["/etc/passwd"], "seed": ["1"], "world": ["1"]}, "does not know"),
        ({"scenario": ["reset_2027"], "seed": ["1"], "world": ["1"], "set": ["forces.us.lrasm=-4"]}, "does not know"),
        ({"scenario": ["reset_2027"], "seed": ["1"], "world": ["1"], "set": ["japan.acess=refuse"]}, "japan.access"),
    ],
)
def test_an_address_that_opens_nothing_says_why(asked: dict[str, list[str]], told: str) -> None:
    opened, trouble = load(asked)
    assert opened is None
    assert told in trouble
    assert "root:" not in trouble

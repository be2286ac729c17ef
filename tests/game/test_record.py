"""The record of a game: every number by its name, whatever the map is like."""

import re
from dataclasses import replace

import pytest

from wargame.engine.orders import SIDES
from wargame.engine.world import ARRAYS
from wargame.game import record
from wargame.installed import PACKAGE
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.scenario.factors import cells

LINES = (PACKAGE / "engine/world.py").read_text(encoding="utf-8")
AXES = dict(re.findall(r"^    (\w+): Array  # \(worlds, (\w+)\)", LINES, re.MULTILINE))


def test_every_array_is_named_by_the_axis_that_its_line_in_the_world_says():
    world = CrisisModel(load("first_battle_base"), 1, 1).world
    for name, axis in AXES.items():
        names = record.columns(world, name)
        assert len(names) == getattr(world, name).shape[1], name
        if axis == "bases":
            assert names == tuple(world.theatre.names), name
        elif axis == "sides":
            assert names == SIDES, name
        else:
            assert names != SIDES, name
    assert set(AXES) == {name for name in ARRAYS if getattr(world, name).ndim > 1}


@pytest.mark.parametrize("bases", [4, 5])
def test_a_map_with_as_many_bases_as_sides_names_its_bases(bases):
    (cell,) = cells("first_battle_base")
    few = dict(list(cell.scenario.bases.items())[:bases])
    own = cell.scenario.model_copy(update={"bases": few, "relations": {}})
    found = record.record("own", replace(cell, scenario=own), 1, 0)
    for turn in found["turns"]:
        assert tuple(turn["state"]["us_aircraft"]) == tuple(few)
        assert tuple(turn["state"]["will"]) == SIDES
        assert turn["state"]["realigned"] == {}

"""How long each rule and the dice take, for 1,000 worlds: `make bench`. An ordinary run only checks that they play.

Each rule meets a thousand worlds as it met them in games of the flagship scenario, in the last turn it was asked.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests.worlds import params, shipped
from wargame.engine import rules
from wargame.engine.agents import GOVERNMENTS
from wargame.engine.agents.observation import Observation
from wargame.engine.dice import uniforms
from wargame.engine.orders import SIDES, Orders
from wargame.engine.parameters import Array
from wargame.engine.world import World
from wargame.model import CrisisModel

WORLDS, SEED = 1_000, 7


class _Kept(CrisisModel):
    """A model that keeps the worlds that each rule met last."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.met: dict[str, tuple[World, Orders]] = {}
        super().__init__(*arguments, **named)

    def _adjudicate(self, phase: ModuleType, world: World, orders: Orders, turn: int) -> Any:
        self.met[rules.name(phase)] = (world, orders)
        return super()._adjudicate(phase, world, orders, turn)


@pytest.fixture(scope="module")
def met() -> dict[str, tuple[World, Orders]]:
    model = _Kept(shipped("reset_2027"), SEED, 200)
    model.play()
    thousand = {}
    for name, (world, orders) in model.met.items():
        rows = np.arange(WORLDS) % world.worlds
        thousand[name] = (world.rows(rows), orders.rows(rows))
    return thousand


def _dice(shape: tuple[Any, ...], world: World) -> Array:
    sizes = tuple(len(world.theatre.names) if axis == "bases" else axis for axis in shape)
    return uniforms(SEED, "bench", 0, sizes, WORLDS)


@pytest.mark.parametrize("rule", rules.ALL_RULES, ids=rules.name)
def test_a_rule_plays_a_thousand_worlds(rule: ModuleType, met: dict[str, tuple[World, Orders]], benchmark: Any) -> None:
    world, orders = met[rules.name(rule)]
    after = benchmark(rule.apply, world, orders, params(rule), _dice(rule.DICE, world))
    assert after.worlds == WORLDS


@pytest.mark.parametrize("module", GOVERNMENTS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_government_decides_in_a_thousand_worlds(
    module: ModuleType, met: dict[str, tuple[World, Orders]], benchmark: Any
) -> None:
    world, _ = met["politics"]
    side = SIDES[GOVERNMENTS.index(module)]
    doctrine = next(iter(module.POLICIES.values()))
    decision = benchmark(doctrine, Observation(world, side), _dice(module.DICE, world), params(module))
    assert decision.orders


@pytest.mark.parametrize("shape", [(), (4,), (19, 8)], ids=["one a world", "four a world", "eight a base"])
def test_dice_are_drawn_for_a_thousand_worlds(shape: tuple[int, ...], benchmark: Any) -> None:
    assert benchmark(uniforms, SEED, "bench", 3, shape, WORLDS, 5_000).shape == (WORLDS, *shape)


def test_the_last_of_a_million_worlds_costs_no_more_than_the_first(benchmark: Any) -> None:
    drawn = benchmark(uniforms, SEED, "bench", 3, (4,), WORLDS, 1_000_000)
    assert drawn.shape == (WORLDS, 4)

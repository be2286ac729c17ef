"""Histories: worlds of a scenario turn by turn, so that a quantity can be read on the day it was published for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.engine.parameters import Array
from wargame.engine.world import ENDINGS, WAR, WAR_TURN_DAYS, World, replace
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class History:
    """Every world after each turn of the war; a world that is over stays as it ended."""

    scenario: Scenario
    crisis: tuple[World, ...]  # the opening, then after each turn before a war
    war: tuple[World, ...]  # the state on D-day, then after each war turn

    @property
    def end(self) -> World:
        return self.war[-1]

    def at(self, day: float) -> World:
        """The worlds at the end of the war turn that a day falls in or ends."""
        turn = int(np.ceil(day / WAR_TURN_DAYS - 1e-9))
        return self.war[min(turn, len(self.war) - 1)]

    def stopped(self, day: float) -> World:
        """The same, as if play had stopped on that day: a game that went on is at its limit of turns."""
        world = self.at(day)
        limit = ENDINGS.index("turn_limit")
        return replace(world, ending=np.where(world.ending < 0, limit, world.ending))

    @cached_property
    def days(self) -> Array:
        """(turns,) days since D-day at which `war` was kept."""
        return np.arange(len(self.war)) * WAR_TURN_DAYS


def play(scenario: Scenario, worlds: int, seed: int) -> History:
    """Play a scenario and keep every turn."""
    model = CrisisModel(scenario, seed, worlds)
    crisis: list[World] = []
    war: list[World] = []
    stage = model.clock.stage
    (war if stage == WAR else crisis).append(model.world)
    while not model.over:
        stage = model.clock.stage
        model.step()
        (war if stage == WAR else crisis).append(model.world)
    return History(scenario, tuple(crisis), tuple(war or crisis[-1:]))


def play_named(name: str, worlds: int, seed: int, settings: Mapping[str, str] | None = None) -> History:
    """The same for a shipped scenario, such as `first_battle_base` or `excursions/runways`."""
    return play(load(name, settings or {}), worlds, seed)

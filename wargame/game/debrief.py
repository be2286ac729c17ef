"""The debrief: on which turns a finished game hinged, and how much of its end was luck.

All of it is found by forks of the game as it truly was: its tempers, doctrines and uncertain numbers, other dice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wargame.engine.outcome import KEYS, SEVERITY
from wargame.engine.parameters import Array
from wargame.engine.world import World, replace
from wargame.game.play import Game, OutcomeCounts, script_of
from wargame.model import CrisisModel
from wargame.scenario.opening import Luck

SEED_STEP = 15_485_863  # forks draw other dice than the game and than its staff
LEAST_SHIFT = 0.2  # of the forks that end in another class after a turn than before it: less is no hinge


@dataclass(frozen=True)
class Prospect:
    """How the game would end from before one of its turns, with other dice and the orders that were given."""

    turn: int  # of the whole game, from 0; the number of turns for the end itself
    counts: OutcomeCounts

    @property
    def severity(self) -> float:
        """Mean severity of the ends, 0 best for Taiwan to 1 best for China."""
        return float(np.array(self.counts.counts) @ SEVERITY) / self.counts.worlds


@dataclass(frozen=True)
class Hinge:
    """A turn after which the game was likely to end otherwise than before it."""

    before: Prospect
    after: Prospect

    @property
    def turn(self) -> int:
        return self.before.turn

    @property
    def shift(self) -> float:
        """Share of forks that end in another class: the total variation distance of the two."""
        before, after = (np.array(side.counts.counts) / side.counts.worlds for side in (self.before, self.after))
        return float(np.abs(after - before).sum() / 2)

    @property
    def towards_china(self) -> float:
        """Change of the mean severity: above 0 it went Beijing's way."""
        return self.after.severity - self.before.severity


@dataclass(frozen=True)
class OtherDice:
    """The same orders with other dice: the end of each game."""

    battalions: Array  # (worlds,) Chinese battalions on Taiwan at the end
    outcome: Array  # (worlds,) index of outcome.OUTCOMES
    own_battalions: float  # of the game itself
    own_outcome: int


def prospects(game: Game, worlds: int = 100, tell: Callable[[int], None] = lambda done: None) -> tuple[Prospect, ...]:
    """How the game would end from before each of its turns, and how it did.

    Args:
        game: a game that is over.
        worlds: forks of each turn.
        tell: called with the number of turns done, after each.
    """
    script = script_of(game)
    numbers = Luck(game.seed, 1, game.world)
    model = CrisisModel(game.scenario, game.seed, 1, game.world, script)
    found: list[Prospect] = []
    while not model.over:
        now = replace(model.world, clock=model.clock)
        found.append(Prospect(len(found), _ends(game, now, numbers, worlds)))
        tell(len(found))
        model.step()
    own = tuple(worlds * (index == int(model.world.outcome[0])) for index in range(len(KEYS)))
    return (*found, Prospect(len(found), OutcomeCounts(own, worlds)))


def _ends(game: Game, now: World, numbers: Luck, worlds: int) -> OutcomeCounts:
    forks = now.rows(np.zeros(worlds, dtype=int))
    model = CrisisModel(
        game.scenario, game.seed + SEED_STEP, worlds, script=script_of(game), opening=forks, going_on=True,
        numbers=numbers,
    )  # fmt: skip
    outcome = model.play().outcome
    return OutcomeCounts(tuple(int((outcome == index).sum()) for index in range(len(KEYS))), worlds)


def hinges(course: tuple[Prospect, ...], most: int = 3) -> tuple[Hinge, ...]:
    """The turns that moved the prospect most, in the order in which they were played."""
    steps = [Hinge(before, after) for before, after in pairwise(course)]
    large = sorted((step for step in steps if step.shift >= LEAST_SHIFT), key=lambda step: -step.shift)
    return tuple(sorted(large[:most], key=lambda step: step.turn))


def luck(game: Game, worlds: int = 500) -> OtherDice:
    """The game from its start with the orders that were given and other dice, tempers and doctrines.

    Args:
        game: a game that is over.
        worlds: how many games.
    """
    own = CrisisModel(game.scenario, game.seed, 1, game.world, script_of(game)).play()
    others = CrisisModel(game.scenario, game.seed + SEED_STEP, worlds, script=script_of(game)).play()
    return OtherDice(others.battalions_ashore, others.outcome, float(own.battalions_ashore[0]), int(own.outcome[0]))

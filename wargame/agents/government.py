"""A government as a Mesa agent: it observes, and decides by the doctrine that each world drew."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from wargame.agents.decision import Decision, Reason
from wargame.agents.observation import Observation
from wargame.orders import SIDES
from wargame.parameters import Array
from wargame.world import World

if TYPE_CHECKING:
    from wargame.model import CrisisModel


class Government(mesa.Agent):
    """One of the four governments, in all worlds of a block at once."""

    def __init__(self, model: CrisisModel, side: str, module: ModuleType, params: Any) -> None:
        super().__init__(model)
        self.side = side
        self.column = SIDES.index(side)
        self.policies = tuple(module.POLICIES.values())
        self.dice_shape: tuple[int, ...] = module.DICE
        self.params = params
        self.seen: Observation | None = None
        self.decision = Decision({})

    def observe(self, world: World) -> None:
        """Look at the world through this government's eyes."""
        self.seen = Observation(world, self.side)

    def decide(self, policy: Array, dice: Array) -> None:
        """Order by the doctrine of each world.

        Args:
            policy: (worlds,) index of the doctrine.
            dice: (worlds, *DICE) uniform numbers.
        """
        assert self.seen is not None
        drawn = np.unique(policy)
        given = [self.policies[index](self.seen, dice, self.params) for index in drawn]
        if len(given) == 1:
            self.decision = given[0]
            return
        masks = [policy == index for index in drawn]
        orders = {key: np.select(masks, [one.orders[key] for one in given]) for key in given[0].orders}
        self.decision = Decision(orders, _merged(masks, given))


def _merged(masks: list[Array], given: list[Decision]) -> dict[str, Reason]:
    """The reasons of each world's own doctrine."""
    worlds = len(masks[0])

    def choose(values: list[Array]) -> Array:
        return np.select(masks, [np.broadcast_to(value, worlds) for value in values])

    merged = {}
    for key, first in given[0].reasons.items():
        others = [one.reasons[key] for one in given]
        merged[key] = Reason(
            {name: choose([other.contributions[name] for other in others]) for name in first.contributions},
            tuple(choose([other.cuts[step] for other in others]) for step in range(len(first.cuts))),
            choose([other.die for other in others]),
            first.sources,
        )
    return merged

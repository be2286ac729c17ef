"""A government as a Mesa agent: it observes, and decides by the doctrine that each world drew."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import mesa
import numpy as np

from wargame.engine.agents.decision import Decision
from wargame.engine.agents.observation import Observation
from wargame.engine.orders import SIDES
from wargame.engine.parameters import Array, rows_of
from wargame.engine.world import World


class Government(mesa.Agent):
    """One of the four governments, in all worlds of a block at once."""

    def __init__(self, model: mesa.Model, side: str, module: ModuleType, params: Any) -> None:
        # Without Agent.__init__: that of Mesa 3.3 counts in a table that keeps every model, and its worlds, for ever.
        self.model, self.pos, self.unique_id = model, None, 1 + SIDES.index(side)
        model.register_agent(self)
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
        """Order by the doctrine of each world; each doctrine sees only its own worlds.

        Args:
            policy: (worlds,) index of the doctrine.
            dice: (worlds, *DICE) uniform numbers.
        """
        assert self.seen is not None
        held = [(index, np.flatnonzero(policy == index)) for index in range(len(self.policies))]
        held = [(index, rows) for index, rows in held if len(rows)]
        if len(held) == 1:
            self.decision = self.policies[held[0][0]](self.seen, dice, self.params)
            return
        orders: dict[str, Array] = {}
        for index, rows in held:
            given = self.policies[index](
                self.seen.rows(rows), dice.take(rows, axis=0), rows_of(self.params, rows, len(policy))
            )
            for key, choices in given.orders.items():
                orders.setdefault(key, np.zeros(len(policy), dtype=np.int8))[rows] = choices
        self.decision = Decision(orders)  # reasons are told of one world at a time

"""The game for learning agents: a PettingZoo parallel environment with the four seats [terry2021].

It steps the same engine as every other game. A seat observes what its government may see, orders what its government
may order, and is rewarded by what the scenario's `utilities` say it wants. It needs the extra `environment`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.analysis.equilibria.nash import wants_of
from wargame.engine.agents.observation import ONE_COLUMN, OWN, PUBLIC, Observation
from wargame.engine.measures import BY_NAME
from wargame.engine.orders import BY_KEY, ORDERS, SIDES, STAGES, Order
from wargame.engine.orders.script import Script
from wargame.engine.outcome import KEYS
from wargame.engine.parameters import Array
from wargame.engine.world import World, replace
from wargame.installed import MissingExtra
from wargame.model import CrisisModel
from wargame.scenario.factors import FactorFault, Setting, cells

try:
    from gymnasium.spaces import Box, MultiDiscrete
    from pettingzoo import ParallelEnv
except ImportError as error:
    raise MissingExtra(
        "the environment needs PettingZoo, which is not installed: pip install 'linchpin-wargame[environment]'"
    ) from error


def orders_of(side: str) -> tuple[Order, ...]:
    """The orders of a seat in all stages, in the order of its actions."""
    return tuple(order for order in ORDERS if order.side == side)


class CrisisEnvironment(ParallelEnv):
    """One game at a time; a step is a turn.

    An action is one choice for each order of the seat, in the order of `orders_of`. Only the orders of the stage at
    hand count, and none that the scenario fixes: `counts` in a seat's infos says which. A reward is what the turn cost
    by the seat's `utilities`, and at the end what the outcome is worth; together they are its payoff of the game.

    Args:
        scenario: a file, or the name of a shipped scenario, with `utilities`.
        seats: who acts; the other governments decide by the doctrine that the world draws.
        set_: factors that hold in all games.

    Raises:
        FactorFault: for an unknown seat or factor, or where the scenario has no utilities.
        ScenarioFaults: for faults of the scenario.
    """

    metadata = {"name": "linchpin_v0", "render_modes": []}  # noqa: RUF012  # as PettingZoo has it
    render_mode = None

    def __init__(
        self, scenario: str = "reset_2027", seats: Sequence[str] = SIDES, set_: Sequence[Setting] = ()
    ) -> None:
        unknown = [seat for seat in seats if seat not in SIDES]
        if unknown or not seats:
            raise FactorFault(f"{unknown[0] if unknown else 'nobody'}: not a seat; one of {', '.join(SIDES)}")
        (cell,) = cells(scenario, set_)
        if cell.scenario.utilities is None:
            raise FactorFault(f"{scenario} does not say what the governments want; add `utilities`")
        self.scenario, self._always = cell.scenario, cell.script.always
        self.possible_agents = [seat for seat in SIDES if seat in seats]
        self.agents: list[str] = []
        self._seed, self._world = 0, -1
        self._wants = {seat: wants_of(self.scenario, seat) for seat in self.possible_agents}
        self._start()
        self.observation_spaces = {
            seat: Box(-np.inf, np.inf, self._observed(seat).shape, np.float32) for seat in self.possible_agents
        }
        self.action_spaces = {
            seat: MultiDiscrete([len(order.choices) for order in orders_of(seat)]) for seat in self.possible_agents
        }

    def observation_space(self, agent: str) -> Box:
        """What a seat observes: numbers named by `observation_names`."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> MultiDiscrete:
        """One choice for each order of the seat."""
        return self.action_spaces[agent]

    def reset(self, seed: int | None = None, options: Mapping[str, Any] | None = None) -> tuple[Any, Any]:
        """Begin a game.

        Args:
            seed: of the dice, at least 0; the game is then its world 0. None plays the next world of the same seed.
            options: `{"world": 17}` begins at that world instead.

        Returns:
            Observations and infos by seat.
        """
        if seed is not None:
            self._seed, self._world = seed, -1
        self._world = int((options or {}).get("world", self._world + 1))
        self._start()
        self.agents = list(self.possible_agents)
        return self._observations(), self._infos()

    def step(self, actions: Mapping[str, Any]) -> tuple[Any, Any, Any, Any, Any]:
        """Play one turn.

        Args:
            actions: by seat, one choice for each of its orders.

        Returns:
            Observations, rewards, terminations, truncations and infos by seat. A game ends for all at once; its last
            turn is an outcome, so nothing is ever truncated.
        """
        if not self.agents:
            return {}, {}, {}, {}, {}
        stage, turn = STAGES[self._model.clock.stage], self._model.clock.turn
        given: dict[str, str] = {}
        for seat, action in actions.items():
            for order, choice in zip(orders_of(seat), np.asarray(action), strict=True):
                if order.stage == stage and order.key not in self._always:
                    given[order.key] = order.names[int(choice)]
        self._model.script = Script(self._always, {stage: [{}] * turn + [given]})
        self._model.step()
        self._look()
        over = self._model.over
        rewards = {seat: self._reward(seat) for seat in self.agents}
        told = (
            self._observations(), rewards, dict.fromkeys(self.agents, over), dict.fromkeys(self.agents, False),
            self._infos(),
        )  # fmt: skip
        if over:
            self.agents = []
        return told

    def observation_names(self, agent: str) -> list[str]:
        """What each number of an observation is; an array of the world has a number for each of its places."""
        names = ["clock.stage", "clock.turn", "clock.turns", "clock.year"]
        for name, values in self._fields(agent):
            names += [name] if values.size == 1 else [f"{name}.{place}" for place in range(values.size)]
        return names

    def render(self) -> None:
        """Nothing is drawn: the pages of the game are for people."""

    def close(self) -> None:
        """Nothing to close."""

    def _start(self) -> None:
        self._model = CrisisModel(self.scenario, self._seed, 1, max(self._world, 0), Script(self._always))
        self._look()
        self._cost = {seat: self._cost_so_far(seat) for seat in self.possible_agents}

    def _look(self) -> None:
        self._now: World = replace(self._model.world, clock=self._model.clock)

    def _fields(self, seat: str) -> list[tuple[str, Array]]:
        seen = Observation(self._now, seat)
        return [(name, np.ravel(getattr(seen, name)[0])) for name in (*PUBLIC, *OWN[seat], *ONE_COLUMN)]

    def _observed(self, seat: str) -> Array:
        clock = self._now.clock
        parts = [np.array([clock.stage, clock.turn, clock.turns, clock.year])]
        parts += [values for _, values in self._fields(seat)]
        return np.concatenate(parts).astype(np.float32)

    def _observations(self) -> dict[str, Array]:
        return {seat: self._observed(seat) for seat in self.agents}

    def _infos(self) -> dict[str, dict[str, Any]]:
        stage = STAGES[self._now.clock.stage]
        infos: dict[str, dict[str, Any]] = {}
        for seat in self.agents:
            counts = [order.stage == stage and order.key not in self._always for order in orders_of(seat)]
            infos[seat] = {"stage": stage, "counts": np.array(counts), "seed": self._seed, "world": self._world}
            if self._model.over:
                infos[seat]["outcome"] = KEYS[int(self._now.outcome[0])]
        return infos

    def _cost_so_far(self, seat: str) -> float:
        measured = self._wants[seat].measures.items()
        return float(sum(each * BY_NAME[name].take(self._now)[0] for name, each in measured))

    def _reward(self, seat: str) -> float:
        """What this turn cost; at the end also what the outcome is worth."""
        before, self._cost[seat] = self._cost[seat], self._cost_so_far(seat)
        reward = self._cost[seat] - before
        if self._model.over:
            reward += getattr(self._wants[seat].outcomes, KEYS[int(self._now.outcome[0])])
        return float(reward)


def parallel_env(
    scenario: str = "reset_2027", seats: Sequence[str] = SIDES, set_: Sequence[Setting] = ()
) -> CrisisEnvironment:
    """The environment; see `CrisisEnvironment`. The name is what PettingZoo's users look for."""
    return CrisisEnvironment(scenario, seats, set_)


def action_of(seat: str, orders: Mapping[str, str]) -> Array:
    """An action from order keys and choices; what is left out is the order's default.

    Raises:
        UnlawfulOrder: for a choice that does not exist.
    """
    return np.array(
        [BY_KEY[order.key].index(orders.get(order.key, order.default)) for order in orders_of(seat)], dtype=np.int64
    )

"""The model: one turn after another, for one world or for thousands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from types import ModuleType
from typing import Any, TypeAlias

import mesa
import numpy as np

from wargame.engine import headlines, rules
from wargame.engine.agents import DOCTRINES, GOVERNMENTS
from wargame.engine.agents.government import Government
from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import BY_KEY, SIDES, STAGES, Orders
from wargame.engine.orders.script import Script
from wargame.engine.outcome import classify
from wargame.engine.parameters import Array, as_array, resolve, rows_of
from wargame.engine.world import BLOCKADE, CRISIS, EFFECTS, ENDINGS, OVER, WAR, World, joined, replace
from wargame.scenario.opening import Luck, clock_at, news, open_world
from wargame.scenario.schema.calendar import turn_of
from wargame.scenario.schema.injects import Inject
from wargame.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class Turn:
    """What one turn was: its orders, and the world before and after. Kept when a game is explained."""

    stage: int
    turn: int
    before: World
    after: World
    orders: Orders
    governments: tuple[Any, ...]  # the decisions, one a side, in the order of SIDES
    given: Mapping[str, str]  # orders that overruled a doctrine
    events: tuple[Event, ...]
    ordered: frozenset[str] = frozenset()  # those of the given orders that a person gave


Watch: TypeAlias = Callable[[Array, int, int, World], None]  # rows of the block, stage, turn, those worlds


class CrisisModel(mesa.Model):
    """A block of worlds of one scenario.

    World k of seed s is the same game in any block: `first_world=k, worlds=1` plays it alone. `opening` gives other
    worlds to begin with; with `going_on` they are in the midst of a game, and a war among them has begun already.
    `numbers` is the luck of another game, of one world, whose uncertain numbers hold here. With `copies`, the block
    is the same worlds so many times over, with the same dice; the numbers of the scenario may then be arrays (worlds,).
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        worlds: int = 1,
        first_world: int = 0,
        script: Script | None = None,
        explain: bool = False,
        opening: World | None = None,
        going_on: bool = False,
        numbers: Luck | None = None,
        copies: int = 1,
    ) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never drawn from: all luck is in dice.py
        self.crisis = scenario  # `scenario` is a name of Mesa's own, from 3.4 on
        self.luck = Luck(seed, worlds, first_world, copies)
        self.script = script or Script(scenario.orders.given())
        self.explain = explain
        self.turns: list[Turn] = []
        self._called_up: list[Event] = []  # told with the first turn of the war
        self.watch: Watch | None = None  # told of the worlds in play after each turn
        sections = {
            rules.name(module): resolve(
                getattr(scenario.model, rules.name(module)),
                f"model.{rules.name(module)}",
                (numbers or self.luck).number,
            )
            for module in (*rules.ALL_RULES, *GOVERNMENTS)
        }
        self._params = sections  # (1,) or (worlds,) numbers
        self._news = news(scenario, self.luck)
        for side, module in zip(SIDES, GOVERNMENTS, strict=True):
            Government(self, side, module, sections[side])
        self._rows = np.arange(worlds)  # which worlds are being played
        self.opening = opening or open_world(scenario, self.luck, DOCTRINES)
        self._playing = self.opening
        self._waiting: dict[int, list[tuple[Array, World]]] = {}  # worlds by the later stage that they wait for
        self._finished: list[tuple[Array, World]] = []
        self.clock = self._playing.clock
        if self.clock.stage == WAR and not going_on:
            self._mobilise()

    @property
    def over(self) -> bool:
        """Whether all games of the block are finished."""
        return len(self._rows) == 0 and not self._waiting

    @property
    def world(self) -> World:
        """All worlds of the block, in order."""
        pieces = [*self._finished, *(piece for waiting in self._waiting.values() for piece in waiting)]
        if len(self._rows):
            pieces.append((self._rows, self._playing))
        return joined(pieces)[1]

    def play(self) -> World:
        """Play all games to their end."""
        while not self.over:
            self.step()
        return self.world

    def step(self) -> None:
        """Play one turn of the stage at hand: observe, decide, adjudicate, and set aside what is over.

        Does nothing once all games are finished.
        """
        if self.over:
            return
        stage, turn = self.clock.stage, self.clock.turn
        world = replace(self._playing, clock=self.clock)
        if stage == CRISIS:
            world = replace(world, news=self._news_of(turn, world))
        orders, given = self._orders(world)
        before, events = world, [*self._called_up, *self._headlines(stage, turn)]
        self._called_up = []
        for phase in rules.PHASES[stage]:
            world, told = self._adjudicate(phase, world, orders, turn)
            events.extend(told)
        if self.explain:
            decisions = tuple(agent.decision for agent in self._governments())
            by_person = self.script.ordered(stage, turn)
            self.turns.append(Turn(stage, turn, before, world, orders, decisions, given, tuple(events), by_person))
        if self.watch is not None:
            self.watch(self._rows, stage, turn, world)
        self._playing = world
        self._advance(stage, turn)

    def decisions(self) -> tuple[Any, ...]:
        """What the four governments would order now, one decision a side; nothing moves."""
        world = replace(self._playing, clock=self.clock)
        self._decide(world)
        return tuple(agent.decision for agent in self._governments())

    def _governments(self) -> list[Government]:
        return [agent for agent in self.agents if isinstance(agent, Government)]

    def _decide(self, world: World) -> None:
        """All observe before any decides: orders are simultaneous."""
        stage = STAGES[world.clock.stage]
        for agent in self._governments():
            agent.observe(self._seen_by(agent.side, world))
        for agent in self._governments():
            drawn = self.luck.stream(f"{stage}:{agent.side}", world.clock.turn, agent.dice_shape)
            agent.params = self._section(agent.side)
            agent.decide(world.policy[:, agent.column], self._select(drawn))

    def _seen_by(self, side: str, world: World) -> World:
        """The world that a government looks at: as it is. An experiment may let it hear another word of Tokyo's."""
        return world

    def _orders(self, world: World) -> tuple[Orders, dict[str, str]]:
        self._decide(world)
        decided: dict[str, Any] = {}
        for agent in self._governments():
            decided |= agent.decision.orders
        given = self.script.at(world.clock.stage, world.clock.turn)
        decided |= {key: BY_KEY[key].index(choice) for key, choice in given.items()}
        return Orders.defaults(world.worlds).given(decided), given

    def _adjudicate(self, phase: ModuleType, world: World, orders: Orders, turn: int) -> tuple[World, list[Event]]:
        name = rules.name(phase)
        shape = tuple(len(world.theatre.names) if axis == "bases" else axis for axis in _axes(phase))
        stream = f"blockade:{name}" if world.clock.stage == BLOCKADE else name  # some rules hold in two stages
        drawn = self._select(self.luck.stream(stream, turn, shape))
        params = self._section(name)
        after = phase.apply(world, orders, params, drawn)
        if not self.explain:
            return after, []
        from wargame.engine import telling  # late: a batch tells nothing

        return after, telling.of(phase)(world, after, orders, params, drawn)

    def _select(self, drawn: Array) -> Array:
        """The rows of the worlds in play."""
        return drawn if len(self._rows) == len(drawn) else drawn.take(self._rows, axis=0)

    def _section(self, name: str) -> Any:
        """The numbers of a rule for the worlds in play."""
        section = self._params[name]
        if len(self._rows) == self.luck.worlds:
            return section
        return rows_of(section, self._rows, self.luck.worlds)

    def _news_of(self, turn: int, world: World) -> Array:
        table = self._news.get(turn)
        if table is None:
            return np.zeros_like(world.news)
        if len(table) > 1:
            table = self._select(table)
        return np.broadcast_to(table, world.news.shape)

    def _headlines(self, stage: int, turn: int) -> list[Event]:
        if stage != CRISIS or not self.explain:
            return []
        calendar = self.crisis.calendar
        return [
            Event("injects", None, inject.headline, self._why_news(number, inject), weight=6)
            for number, inject in enumerate(self.crisis.injects)
            if turn_of(calendar.start, calendar.turn, inject.date) == turn
        ]

    def _why_news(self, number: int, inject: Inject) -> Explanation:
        """What a headline moves by itself, in the one world that is explained."""
        strength = self._section(rules.name(rules.injects)).strength
        moved = {
            name: as_array(getattr(inject.effects, name), f"injects.{number}.effects.{name}", self.luck.number)
            * strength
            for name in EFFECTS
        }
        return headlines.why({name: float(by[0]) for name, by in moved.items()}, inject.source)

    def _advance(self, stage: int, turn: int) -> None:
        """Set aside worlds that are over or wait for a later stage, and turn the clock."""
        world = self._playing
        if stage == CRISIS and turn + 1 == self.clock.turns:
            still = world.stage == CRISIS
            world = replace(
                world,
                stage=np.where(still, OVER, world.stage),
                ending=np.where(still, ENDINGS.index("horizon"), world.ending),
            )
        over = world.stage == OVER
        leaving = world.stage != stage
        if over.any():
            self._finished.append((self._rows[over], self._close(world if over.all() else world.rows(over), over)))
        for later in range(stage + 1, OVER):
            went = world.stage == later
            if went.any():
                piece = (self._rows[went], world if went.all() else world.rows(went))
                self._waiting.setdefault(later, []).append(piece)
        if leaving.all():
            self._rows, self._playing = self._rows[:0], world
        elif leaving.any():
            self._rows, self._playing = self._rows[~leaving], world.rows(~leaving)
        else:
            self._playing = world
        if len(self._rows):
            self.clock = clock_at(self.crisis.calendar, stage, turn + 1)
        elif self._waiting:
            self._start_stage(min(self._waiting))

    def _start_stage(self, stage: int) -> None:
        """Gather the worlds that wait for a stage, whenever they left another, for its first turn."""
        self._rows, self._playing = joined(self._waiting.pop(stage))
        self.clock = clock_at(self.crisis.calendar, stage, 0)
        if stage == WAR:
            self._mobilise()

    def _mobilise(self) -> None:
        world = replace(self._playing, clock=self.clock)
        orders = Orders.defaults(world.worlds)
        for phase in rules.ON_WAR:
            world, told = self._adjudicate(phase, world, orders, 0)
            self._called_up += told
        self._playing = world

    def _close(self, world: World, over: Array) -> World:
        """Class the outcome of finished games and count their cost."""
        world = replace(world, clock=self.clock)
        world = replace(world, outcome=classify(world).astype(np.int8))
        rows, self._rows = self._rows, self._rows[over]
        orders = Orders.defaults(world.worlds)
        for phase in rules.ON_END:
            world, told = self._adjudicate(phase, world, orders, 0)
            if told:
                self.turns[-1] = replace_fields(self.turns[-1], events=(*self.turns[-1].events, *told))
        self._rows = rows
        return world


def _axes(module: ModuleType) -> tuple[Any, ...]:
    return module.DICE if isinstance(module.DICE, tuple) else (module.DICE,)

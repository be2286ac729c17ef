"""Games in which every government orders at random, for tests that go over all rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import ModuleType

import numpy as np

from tests.worlds import dice_shape, params, shipped
from wargame.engine import rules
from wargame.engine.agents import DOCTRINES
from wargame.engine.orders import ORDERS, Orders
from wargame.engine.outcome import classify
from wargame.engine.parameters import Array
from wargame.engine.world import BLOCKADE, CRISIS, EFFECTS, ENDINGS, OVER, WAR, World
from wargame.scenario.opening import Luck, clock_at, open_world
from wargame.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class Case:
    """One call of a rule in a random game."""

    rule: ModuleType
    before: World
    orders: Orders
    dice: Array
    after: World


def random_orders(generator: np.random.Generator, worlds: int) -> Orders:
    """Lawful orders, drawn evenly but for those that end a stage."""
    drawn = {order.key: generator.integers(len(order.choices), size=worlds) for order in ORDERS}
    for key in ("china.go", "china.end", "china.course", "taiwan.answer"):
        drawn[key] = np.where(generator.random(worlds) < 0.8, 0, drawn[key])
    return Orders.defaults(worlds).given(drawn)


def play(scenario: Scenario, seed: int, worlds: int) -> Iterator[Case]:
    """Play a game by the order of the turn; worlds leave as they end, and all others fight at last."""
    generator = np.random.default_rng(seed)
    world = open_world(scenario, Luck(seed, worlds), DOCTRINES)

    def run(phases: Sequence[ModuleType], world: World, given: Orders) -> Iterator[Case]:
        for rule in phases:
            dice = generator.random((world.worlds, *dice_shape(rule, world)))
            after = rule.apply(world, given, params(rule), dice)
            yield Case(rule, world, given, dice, after)
            world = after

    first = int(world.stage[0])
    for stage in (CRISIS, BLOCKADE, WAR):
        if stage < first or (stage == BLOCKADE != first):
            continue
        phases = rules.PHASES[stage]
        if stage > first or stage == WAR:
            world = replace(world, clock=clock_at(scenario.calendar, stage, 0), stage=np.full_like(world.stage, stage))
        if stage == WAR:
            for case in run(rules.ON_WAR, world, random_orders(generator, world.worlds)):
                yield case
                world = case.after
        waiting = []
        for turn in range(world.clock.turns):
            news = generator.normal(0, 0.05, (world.worlds, len(EFFECTS))) * (stage == CRISIS)
            world = replace(world, clock=clock_at(scenario.calendar, stage, turn), news=news)
            for case in run(phases, world, random_orders(generator, world.worlds)):
                yield case
                world = case.after
            over = world.stage == OVER
            if over.any():
                yield from run(rules.ON_END, _classed(world.rows(over)), Orders.defaults(int(over.sum())))
            waiting.append(world.rows((world.stage > stage) & (world.stage < OVER)))
            world = world.rows(world.stage == stage)
            if world.worlds == 0:
                break
        world = max((world, *waiting), key=lambda part: part.worlds)


def _classed(world: World) -> World:
    ending = np.where(world.ending < 0, ENDINGS.index("horizon"), world.ending)
    world = replace(world, ending=ending)
    return replace(world, outcome=classify(world).astype(np.int8))


@lru_cache
def cases(worlds: int = 80) -> dict[str, list[Case]]:
    """The calls of each rule in a few random games, by its name."""
    by_rule: dict[str, list[Case]] = defaultdict(list)
    spread = {
        "actors__japan__start__public_trust": "{uniform: [0.0, 0.8]}",
        "actors__japan__start__access_support": "{uniform: [0.1, 0.8]}",
        "actors__taiwan__start__will": "{uniform: [0.2, 0.9]}",
        "actors__china__start__readiness": "{uniform: [0.2, 0.9]}",
        "actors__china__start__ready_by": "{uniform: [2026, 2040]}",
        "actors__us__start__approval": "{uniform: [0.1, 0.7]}",
        "forces__us__carriers": "{one_of: [0, 2, 11]}",
        "forces__china__landing_ships": "{one_of: [10, 40, 96, 250]}",
        "forces__china__turn_troops": "{uniform: [8000, 32000]}",
        "forces__china__escorts": "{one_of: [50, 102, 150]}",
        "forces__taiwan__battalions": "{one_of: [30, 50, 80]}",
        "forces__us__bomber_loads": "{uniform: [0, 6]}",
        "forces__us__submarines": "{one_of: [2, 4, 8]}",
        "actors__taiwan__start__food_days": "{uniform: [0, 90]}",
        "actors__taiwan__start__coal_days": "{uniform: [0, 40]}",
    }
    for seed, name in enumerate(("reset_2027", "first_battle_base", "tariff_spiral", "eleven_days")):
        for case in play(shipped(name, **spread), seed, worlds):
            by_rule[rules.name(case.rule)].append(case)
    return dict(by_rule)

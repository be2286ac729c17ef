"""Small worlds for tests: a shipped scenario with fields replaced, parameters as arrays, dice by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import ModuleType
from typing import Any

import numpy as np

from wargame.engine import telling
from wargame.engine.agents import DOCTRINES
from wargame.engine.agents.decision import Decision
from wargame.engine.agents.observation import Observation
from wargame.engine.explain import Event
from wargame.engine.orders import BY_KEY, SIDES, Orders
from wargame.engine.orders.script import Script
from wargame.engine.parameters import Array, resolve
from wargame.engine.theatre import build
from wargame.engine.world import ARRAYS, BLOCKADE, CRISIS, OVER, WAR, World
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.scenario.opening import Luck, clock_at, open_world
from wargame.scenario.schema.scenario import Scenario

SHIPPED = (
    "eleven_days",
    "first_battle_base",
    "first_battle_optimistic",
    "first_battle_pessimistic",
    "no_access",
    "practice",
    "reset_2027",
    "tariff_spiral",
)


@lru_cache
def shipped(name: str = "reset_2027", **settings: str) -> Scenario:
    """A shipped scenario, with settings in which a double underscore stands for a dot."""
    return load(name, {path.replace("__", "."): value for path, value in settings.items()})


def world(worlds: int = 1, turn: int = 0, stage: int = CRISIS, **fields: Any) -> World:
    """The opening of the flagship, in a crisis turn, with fields replaced by numbers, rows or arrays."""
    scenario = shipped()
    opened = open_world(scenario, Luck(0, worlds), DOCTRINES)
    opened = replace(opened, clock=clock_at(scenario.calendar, stage, turn), stage=np.full(worlds, stage, np.int8))
    return with_fields(opened, **fields)


def at_war(worlds: int = 1, turn: int = 0, **fields: Any) -> World:
    """The same on D-day or later: the US fights, Tokyo permits combat operations, and bases are whole."""
    usual: dict[str, Any] = {
        "access": 2, "combat_share": 1, "support_share": 1, "us_share": 1, "bomber_share": 1, "china_readiness": 1,
        "law": 3,
    }  # fmt: skip
    return world(worlds, turn, WAR, **{**usual, **fields})


def blockaded(worlds: int = 1, turn: int = 3, **fields: Any) -> World:
    """A later week of a blockade: ports in Japan are open, US warships escort, and all that sailed arrives."""
    usual: dict[str, Any] = {
        "access": 1, "escort": 2, "method": 1, "needed": 40, "sailed": [10, 20], "blockade_turns": turn,
        "began": 2027.5, "law": 2, "willing": 0.5, "escorting": sides(us=8),
    }  # fmt: skip
    return world(worlds, turn, BLOCKADE, **{**usual, **fields})


def without_base(before: World, *names: str) -> World:
    """The same with bases from which nothing flies."""
    theatre = before.theatre
    bases = tuple(replace(base, closed=base.closed or base.name in names) for base in theatre.bases)
    places: dict[str, list[Any]] = {"track": [], "launch": []}
    for _, node in theatre.graph.nodes(data=True):
        places.setdefault(node["kind"], []).append(node["place"])
    return replace(before, theatre=build(bases, tuple(places["track"]), tuple(places["launch"])))


def with_fields(before: World, **fields: Any) -> World:
    """A copy with fields replaced; each keeps its shape and kind."""
    changed = {}
    for name, value in fields.items():
        old = getattr(before, name)
        given = np.asarray(value, dtype=old.dtype)
        if old.ndim == 2 and given.ndim == 1 and len(given) == before.worlds != old.shape[1]:
            given = given[:, None]
        changed[name] = np.broadcast_to(given, old.shape).copy()
    return replace(before, **changed)


def sides(**values: float) -> list[float]:
    """A row with one number a side; 0 for those not named."""
    return [values.get(side, 0.0) for side in SIDES]


def at(before: World, **values: float) -> Array:
    """(bases,) a row with one number a base; spaces in names as underscores."""
    row = np.zeros(len(before.theatre.names))
    for name, value in values.items():
        row[before.theatre.index(name.replace("_", " "))] = value
    return row


def orders(worlds: int = 1, **given: str | Sequence[str]) -> Orders:
    """The usual orders but for some: `orders(japan__access="refuse")`, or one choice a world."""
    indices: dict[str, Any] = {}
    for name, choice in given.items():
        key = name.replace("__", ".")
        declared = BY_KEY[key]
        choices = [choice] if isinstance(choice, str) else choice
        indices[key] = np.array([declared.index(one) for one in choices])
    return Orders.defaults(worlds).given(indices)


def params(module: ModuleType, **numbers: float | Sequence[float]) -> Any:
    """The parameters of a rule or government as arrays, some replaced by a number or by one a world."""
    section = resolve(module.Params(), "test", lambda path: np.zeros(1))
    given = {name: np.atleast_1d(np.asarray(value, dtype=float)) for name, value in numbers.items()}
    assert set(given) <= set(type(section).model_fields), f"unknown: {set(given) - set(type(section).model_fields)}"
    return section.model_construct(**{**section.__dict__, **given})


def dice_shape(module: ModuleType, before: World) -> tuple[int, ...]:
    """How many dice a rule or government takes in a world."""
    return tuple(len(before.theatre.names) if axis == "bases" else axis for axis in module.DICE)


def dice(module: ModuleType, before: World, value: float | Array = 0.5) -> Array:
    """Dice that all show one number, or those given for one world."""
    shape = (before.worlds, *dice_shape(module, before))
    return np.broadcast_to(np.asarray(value, dtype=float), shape).copy()


def apply(
    module: ModuleType, before: World, given: Orders | None = None, die: float | Array = 0.5, **numbers: Any
) -> World:
    """One rule on a world: usual orders, dice that show 0.5, its parameters with some replaced."""
    given = given if given is not None else Orders.defaults(before.worlds)
    return module.apply(before, given, params(module, **numbers), dice(module, before, die))


def tell(
    module: ModuleType, before: World, given: Orders | None = None, die: float | Array = 0.5, **numbers: Any
) -> list[Event]:
    """What one rule tells of what it did to a world, under the same orders, dice and numbers."""
    given = given if given is not None else Orders.defaults(before.worlds)
    after = apply(module, before, given, die, **numbers)
    return telling.of(module)(before, after, given, params(module, **numbers), dice(module, before, die))


def decide(module: ModuleType, before: World, doctrine: str, die: float | Array = 0.5, **numbers: Any) -> Decision:
    """What a government orders by a doctrine, with its eyes on a world."""
    side = module.__name__.rpartition(".")[2]
    seen = Observation(before, side)
    return module.POLICIES[doctrine](seen, dice(module, before, die), params(module, **numbers))


def choices(decision: Decision, key: str) -> list[str]:
    """The names of what was ordered, one a world."""
    return [BY_KEY[key].names[index] for index in np.atleast_1d(decision.orders[key])]


def play(
    name: str | Scenario = "reset_2027",
    worlds: int = 40,
    seed: int = 7,
    first_world: int = 0,
    given: Mapping[str, str] | None = None,
    **settings: str,
) -> World:
    """A whole game in many worlds, with orders that always hold added to those of the scenario."""
    scenario = shipped(name, **settings) if isinstance(name, str) else name
    script = None if given is None else Script({**scenario.orders.given(), **given})
    return CrisisModel(scenario, seed=seed, worlds=worlds, first_world=first_world, script=script).play()


def differences(one: World, other: World) -> list[str]:
    """The fields in which two worlds differ, in a single bit or in kind."""
    found = []
    for name in ARRAYS:
        left, right = getattr(one, name), getattr(other, name)
        same = left.shape == right.shape and left.dtype == right.dtype
        if not same or not np.array_equal(left, right, equal_nan=left.dtype.kind == "f"):
            found.append(name)
    return found


def differing_worlds(one: World, other: World) -> Array:
    """(worlds,) which worlds differ in any field."""
    differ = np.zeros(one.worlds, dtype=bool)
    for name in ARRAYS:
        left, right = getattr(one, name), getattr(other, name)
        differ |= (left != right).reshape(one.worlds, -1).any(axis=1)
    return differ


def bounds_broken(after: World) -> list[str]:
    """What in a world no world may be: not a number, a negative count, a share over 1, ships out of nothing."""
    broken = [name for name in ARRAYS if not np.isfinite(getattr(after, name).astype(float)).all()]
    signed = ("news", "returns", "warmth", "cabinet_lift", "dday_turn", "blockade_turn", "ending", "outcome")
    broken += [f"{name} < 0" for name in ARRAYS if name not in signed and (getattr(after, name) < 0).any()]
    shares = (
        "approval", "tariff", "public_trust", "elite_trust", "threat", "fear", "access_support", "pledge_credibility",
        "commitment", "china_readiness", "resolve", "taiwan_will", "odds", "believed_access", "combat_share",
        "support_share", "us_share", "bomber_share", "open_share", "tanker_open_share", "china_air", "supply", "will",
        "mines", "output_lost", "temper", "willing", "arrived", "minefield", "harbours", "power",
        "lower_seats", "upper_seats", "partner_doubt", "collaboration", "ties", "returns",
    )  # fmt: skip
    broken += [f"{name} > 1" for name in shares if (getattr(after, name) > 1).any()]
    limits = {"stage": OVER, "access": 3, "pledge": 3, "bargain": 2, "pressure": 2, "escalation": 4, "area_km2": 36000}
    limits |= {"method": 3, "escort": 3}
    broken += [f"{name} > {most}" for name, most in limits.items() if (getattr(after, name) > most).any()]
    for lost, of in (("aircraft_lost_parked", "aircraft_lost"), ("battalions_ashore", "battalions_landed")):
        if (getattr(after, lost) > getattr(after, of)).any():
            broken.append(f"{lost} > {of}")
    whole = (
        "sailed",
        "turned_back",
        "merchants_sunk",
        "submarines",
        "ships",
        "carriers",
        "landing_ships",
        "battalions_ashore",
        "taiwan_battalions",
        "reserve_battalions",
    )
    broken += [f"{name} in parts" for name in whole if (getattr(after, name) % 1 != 0).any()]
    return broken

"""The record of one game: every turn's orders, what happened, why, and where it left the world, as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.engine.agents import DOCTRINES
from wargame.engine.explain import Event, Explanation
from wargame.engine.measures import measures, row
from wargame.engine.orders import SIDES, STAGES, of
from wargame.engine.world import (
    ARRAYS,
    BLOCKADE,
    CAUSES,
    CRISIS,
    EFFECTS,
    MISSILES,
    PROGRAMMES,
    RETURNS,
    STOCKS,
    WAR_TURN_DAYS,
    World,
)
from wargame.game.dates import quarter
from wargame.game.decisions import decided
from wargame.game.ending import describe
from wargame.model import CrisisModel, Turn
from wargame.scenario.factors import Cell
from wargame.scenario.schema.scenario import Scenario

Record = dict[str, Any]
BY_BASE = (
    "us_aircraft", "japan_aircraft", "shelters", "interceptors", "closed_days", "tanker_closed_days", "open_share",
    "tanker_open_share", "base_lost", "sorties",
)  # fmt: skip
COLUMNS = {
    "missiles": MISSILES, "returns": RETURNS, "sunk_by": CAUSES, "news": EFFECTS, "ordered": PROGRAMMES,
    "delivered": PROGRAMMES, "stocks": STOCKS, "reloading": ("next turn", "in two turns"),
    "sailed": ("alone", "in convoy"),
}  # fmt: skip


def record(scenario: str, cell: Cell, seed: int, world: int) -> Record:
    """Play one world of a batch by itself and keep everything.

    Args:
        scenario: the name by which it was asked for.
        cell: what to play.
        seed: of the batch.
        world: its number in the batch.

    Returns:
        A document for JSON. `measures` is exactly the row of that world in the batch.
    """
    model = CrisisModel(cell.scenario, seed, 1, world, cell.script, explain=True)
    end = model.play()
    outcome = describe(end, cell.scenario)
    return {
        "scenario": scenario,
        "title": cell.scenario.title,
        "summary": cell.scenario.summary,
        "seed": seed,
        "world": world,
        "settings": dict(cell.settings),
        "fixed_orders": dict(cell.script.always),
        "refuses_access": cell.refuses_access,
        "doctrines": _doctrines(model),
        "outcome": {
            "key": outcome.key,
            "label": outcome.label,
            "sentence": outcome.sentence,
            "details": list(outcome.details),
        },
        "measures": row(measures(end)),
        "turns": [_turn(cell.scenario, turn) for turn in model.turns],
    }


def _doctrines(model: CrisisModel) -> dict[str, str]:
    """By which doctrine each government decided in this world."""
    return {side: DOCTRINES[side][int(model.opening.policy[0, column])] for column, side in enumerate(SIDES)}


def _turn(scenario: Scenario, turn: Turn) -> Record:
    return {
        "stage": STAGES[turn.stage],
        "turn": turn.turn,
        "date": date(scenario, turn),
        "orders": _orders(turn),
        "given": dict(turn.given),
        "decisions": [_event(event) for event in decided(turn)],
        "events": [_event(event) for event in turn.events],
        "state": state(turn.after),
    }


def date(scenario: Scenario, turn: Turn) -> str:
    """When a turn is: a quarter in the crisis, a week of a blockade, days after D-day in war."""
    if turn.stage == CRISIS:
        return quarter(scenario, turn.turn)
    if turn.stage == BLOCKADE:
        return f"week {turn.turn + 1}"
    return f"D+{turn.turn * WAR_TURN_DAYS:g} to D+{(turn.turn + 1) * WAR_TURN_DAYS:g}"


def _orders(turn: Turn) -> dict[str, str]:
    stage = STAGES[turn.stage]
    return {
        order.key: order.names[int(turn.orders.choice(order.key)[0])] for side in SIDES for order in of(side, stage)
    }


def _event(event: Event) -> Record:
    return {
        "phase": event.phase,
        "side": event.side,
        "place": event.place,
        "sentence": event.sentence,
        "weight": event.weight,
        "why": None if event.why is None else _why(event.why),
    }


def _why(why: Explanation) -> Record:
    return {
        "title": why.title,
        "contributions": dict(why.contributions),
        "score": why.score,
        "unit": why.unit,
        "cuts": dict(why.cuts),
        "conditions": [
            {
                "name": one.name,
                "value": one.value,
                "limit": one.limit,
                "unit": one.unit,
                "holds": one.holds,
                "said": one.said(),
            }
            for one in why.conditions
        ],
        "chance": why.chance,
        "chance_of": why.chance_of,
        "odds": why.odds(),
        "die": why.die,
        "otherwise": why.otherwise,
        "throws": [{"of": throw.of, "die": throw.die, "said": throw.said()} for throw in why.throws],
        "rule": why.rule,
        "sources": list(why.sources),
    }


def columns(world: World, name: str) -> tuple[str, ...]:
    """What the columns of an array of a world are called: sides, unless the array is of something else."""
    if name in BY_BASE:
        return tuple(world.theatre.names)
    return tuple(world.relations.states) if name == "realigned" else COLUMNS.get(name, SIDES)


def state(world: World) -> Record:
    """Every number of one world by name; those of several sides, bases or kinds by their names."""
    found: Record = {}
    for name in ARRAYS:
        values = getattr(world, name)[0]
        if values.ndim == 0:
            found[name] = values.item()
            continue
        found[name] = dict(zip(columns(world, name), np.asarray(values).tolist(), strict=True))
    return found

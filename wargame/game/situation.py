"""The situation: what one seat sees of a game at the start of a turn, in words and numbers for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wargame.engine.explain import Event, Explanation
from wargame.engine.orders import SIDES, STAGES, Order, of
from wargame.engine.orders.ladders import ACCESS_NAMES, PLEDGE_NAMES
from wargame.engine.world import BLOCKADE, JAPAN, MISSILES, PROGRAMMES, STOCKS, TAIWAN_KM2, US, WAR, World
from wargame.game.dates import date, period
from wargame.game.decisions import decided, reasons
from wargame.game.ending import Outcome, describe
from wargame.model import CrisisModel, Turn
from wargame.scenario.schema.scenario import Scenario
from wargame.text.markdown import first_sentence, plain
from wargame.text.phrase import say

FOG = 10.0  # points either way in which another side's secret is guessed
STOCK_FOG = 0.2  # share either way in which an enemy's stock is guessed
STOCK_NAMES = {"gas": say("Gas"), "coal": say("Coal"), "oil": say("Oil"), "food": say("Food")}


@dataclass(frozen=True)
class Indicator:
    """A number that is followed from turn to turn."""

    key: str
    label: str
    side: str
    values: tuple[float, ...]  # oldest first
    unit: str = "of 100"
    low: float | None = None  # the band in which it lies, where this seat must guess
    high: float | None = None


@dataclass(frozen=True)
class BaseView:
    """A base on the map."""

    name: str
    host: str
    operator: str
    port: bool
    latitude: float
    longitude: float
    kilometres: float  # to Taipei
    access: str  # refuse, unsaid, support, combat, join; own for US soil; closed or combat for other hosts
    open_share: float  # of the last turn
    aircraft: float
    lost: float  # on the ground in the last turn
    sorties: float  # in the last turn


@dataclass(frozen=True)
class StockView:
    """What is left of a stock; a band for an enemy's."""

    label: str
    side: str
    left: float
    start: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class WarView:
    """The war so far."""

    landing_ships: float
    landing_ships_start: float
    battalions: float
    battalions_new: float
    area_km2: float
    area_share: float
    supply: float
    china_air: float
    stocks: tuple[StockView, ...]
    aircraft_lost: dict[str, float]
    ships_lost: dict[str, float]


@dataclass(frozen=True)
class BlockadeView:
    """The blockade so far: ships of this week, what is in store, and what was lost."""

    weeks: int  # played
    method: int  # 0 none, 1 boarding, 2 submarines and mines, 3 strikes too
    needed: float  # ships that Taiwan needs in a week
    alone: float  # ships that sailed this week without warships
    in_convoy: float
    turned_back: float
    sunk: float  # this week
    arrived: float
    power: float  # electricity, share of normal
    stocks: tuple[StockView, ...]  # days of normal use
    merchants_sunk: float  # since it began
    ships_lost: dict[str, float]  # warships
    submarines_lost: dict[str, float]


@dataclass(frozen=True)
class Decision:
    """A decision before this seat, with what its staff would order and why."""

    order: Order  # with only the choices that are open to this seat
    recommended: str
    reasons: Explanation | None
    fixed: bool = False  # by the scenario; there is nothing to choose


@dataclass(frozen=True)
class Situation:
    """All that a page needs to show one turn to one seat."""

    stage: str  # crisis, blockade, war or over
    turn: int  # turns of this stage adjudicated so far
    turns: int  # the most there can be in this stage
    date: str
    period: str
    brief: str
    changes: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    bases: tuple[BaseView, ...]
    blockade: BlockadeView | None  # in a war: the one that led to it
    war: WarView | None
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    outcome: Outcome | None
    orders: dict[str, str]  # what all sides ordered last turn, order key to choice


def view(model: CrisisModel, seat: str | None) -> Situation:
    """The situation of a game of one world, as the seat sees it; a watcher (None) sees everything."""
    world = model.world
    last = model.turns[-1] if model.turns else None
    over = model.over
    stage = "over" if over else STAGES[model.clock.stage]
    open_book = over or seat is None
    events = _events(last, seat, open_book) if last else _opening(model.crisis)
    fighting = world.war_turns[0] > 0 or (not over and model.clock.stage == WAR)
    blockaded = world.blockade_turns[0] > 0 or (not over and model.clock.stage == BLOCKADE)
    shown = [turn.after for turn in model.turns]
    return Situation(
        stage=stage,
        turn=last.turn + 1 if over and last else model.clock.turn,
        turns=last.before.clock.turns if over and last else model.clock.turns,
        date=date(model, over),
        period=period(model, over),
        brief=model.crisis.summary,
        changes=tuple(_said(event) for event in events[:3]),
        indicators=_indicators([model.opening, *shown], seat, open_book),
        bases=_bases(world),
        blockade=_blockade(world, model.opening) if blockaded else None,
        war=_war(world, model.opening, seat, open_book) if fighting else None,
        events=events,
        decisions=() if over or seat is None else _decisions(model, seat),
        outcome=describe(world, model.crisis) if over else None,
        orders=_ordered(last) if last else {},
    )


def _said(event: Event) -> str:
    """An event in plain words; headlines are a scenario's, in Markdown."""
    return plain(event.sentence) if event.phase == "injects" else event.sentence


def _opening(scenario: Scenario) -> tuple[Event, ...]:
    return (Event("injects", None, first_sentence(plain(scenario.summary))),)


def _events(turn: Turn, seat: str | None, open_book: bool) -> tuple[Event, ...]:
    """The events of a turn that the seat may know, weightiest first, each with its reasons where it has some."""
    seen = [event for event in [*turn.events, *decided(turn)] if open_book or not event.secret or event.side == seat]
    return tuple(sorted(seen, key=lambda event: -event.weight))


def _decisions(model: CrisisModel, seat: str) -> tuple[Decision, ...]:
    stage = STAGES[model.clock.stage]
    decision = model.decisions()[SIDES.index(seat)]
    fixed = model.script.at(model.clock.stage, model.clock.turn)
    found = []
    for order in of(seat, stage):
        index = int(np.atleast_1d(decision.orders.get(order.key, order.index(order.default)))[0])
        if order.key in fixed:
            only = order.choices[order.index(fixed[order.key])]
            found.append(Decision(replace(order, choices=(only,)), only.name, None, fixed=True))
            continue
        recommended = order.names[index]
        found.append(Decision(order, recommended, reasons(decision, order.key)))
    return tuple(found)


def _ordered(turn: Turn) -> dict[str, str]:
    stage = STAGES[turn.stage]
    return {
        order.key: order.names[int(turn.orders.choice(order.key)[0])] for side in SIDES for order in of(side, stage)
    }


def tilt(first: float) -> float:
    """How far the band round a secret is off its middle, in points.

    Fixed for the game by what the number was at its start, so that the band does not give the number away.
    """
    return FOG * 0.5 * (2 * (first * 7.3 % 1) - 1)


def _indicators(worlds: Sequence[World], seat: str | None, open_book: bool) -> tuple[Indicator, ...]:
    def follow(key: str, label: str, side: str, column: int | None = None, *, scale: float = 100, unit: str = "of 100",
               knows: tuple[str, ...] = SIDES, field: str = "") -> Indicator:  # fmt: skip
        name = field or key
        values = tuple(
            float((getattr(world, name) if column is None else getattr(world, name)[:, column])[0]) * scale
            for world in worlds
        )
        if open_book or seat in knows:
            return Indicator(key, label, side, values, unit)
        off = tilt(values[0])
        middle = values[-1] + off
        return Indicator(key, label, side, tuple(value + off for value in values), unit,
                         max(middle - FOG, 0), min(middle + FOG, scale))  # fmt: skip

    return (
        follow("public_trust", say("Public trust in the US"), "japan"),
        follow("affinity", say("Affinity to the US"), "japan"),
        follow("elite_trust", say("Officials' trust in the US"), "japan", knows=("japan", "us")),
        follow("access_support", say("Public for US combat operations"), "japan"),
        follow("threat", say("Threat perceived"), "japan"),
        follow("approval", say("Cabinet strength"), "japan", JAPAN),
        follow("fear", say("Fear of retaliation"), "japan", knows=("japan",)),
        follow("spending", say("Defence spending"), "japan", JAPAN, unit="% of GDP"),
        follow("commitment", say("US commitment, as it looks"), "us"),
        follow("approval", say("Support of the White House"), "us", US),
        follow("taiwan_will", say("Will to hold out"), "taiwan", knows=("taiwan",)),
        follow("gas", say("Gas in stock"), "taiwan", STOCKS.index("gas"), scale=1, unit="days", field="stocks"),
        follow("china_readiness", say("PLA readiness"), "china", knows=("china",)),
        follow("odds", say("Beijing's own odds"), "china", knows=("china",)),
    )


def _bases(world: World) -> tuple[BaseView, ...]:
    theatre = world.theatre
    decided = world.war_turns[0] + world.blockade_turns[0] > 0
    word = ACCESS_NAMES[int(world.access[0])] if decided else PLEDGE_NAMES[int(world.pledge[0])]
    said = {"us": "own", "japan": word}
    return tuple(
        BaseView(
            base.name, base.host, base.operator, base.port, base.latitude, base.longitude,
            float(theatre.kilometres[column]), said.get(base.host, "combat" if base.open_to_us else "closed"),
            float(world.open_share[0, column]),
            float(world.us_aircraft[0, column] + world.japan_aircraft[0, column]), float(world.base_lost[0, column]),
            float(world.sorties[0, column]),
        )
        for column, base in enumerate(theatre.bases)
    )  # fmt: skip


def _blockade(world: World, opening: World) -> BlockadeView:
    alone, in_convoy = (float(count) for count in world.sailed[0])
    return BlockadeView(
        weeks=int(world.blockade_turns[0]),
        method=int(world.method[0]),
        needed=float(world.needed[0]),
        alone=alone,
        in_convoy=in_convoy,
        turned_back=float(world.turned_back[0]),
        sunk=float(world.merchants_sunk[0] - world.merchants_sunk_before[0]),
        arrived=float(np.rint(world.arrived[0] * world.needed[0])),
        power=float(world.power[0]),
        stocks=tuple(
            StockView(STOCK_NAMES[name], "taiwan", float(world.stocks[0, column]), float(opening.stocks[0, column]))
            for column, name in enumerate(STOCKS)
        ),
        merchants_sunk=float(world.merchants_sunk[0]),
        ships_lost={side: float(world.ships_lost[0, column]) for column, side in enumerate(SIDES)},
        submarines_lost={side: float(world.submarines_lost[0, column]) for column, side in enumerate(SIDES)},
    )


def _war(world: World, opening: World, seat: str | None, open_book: bool) -> WarView:
    def stock(label: str, side: str, left: float, start: float) -> StockView:
        hostile = not open_book and ((side == "china") != (seat == "china"))
        if not hostile:
            return StockView(label, side, left, start)
        return StockView(label, side, left, start, left * (1 - STOCK_FOG), min(left * (1 + STOCK_FOG), start))

    got = {name: float(world.delivered[0, column]) for column, name in enumerate(PROGRAMMES)}
    more = 1 + got["china_missiles"]
    in_japan = world.theatre.on_japan
    interceptors = float((world.interceptors[0] * in_japan).sum())
    medium, intermediate = MISSILES.index("medium"), MISSILES.index("intermediate")
    return WarView(
        landing_ships=float(world.landing_ships[0]),
        landing_ships_start=float(world.landing_ships[0] + world.landing_ships_lost[0]),
        battalions=float(world.battalions_ashore[0]),
        battalions_new=float(world.lift_battalions[0]),
        area_km2=float(world.area_km2[0]),
        area_share=float(world.area_km2[0]) / TAIWAN_KM2,
        supply=float(world.supply[0]),
        china_air=float(world.china_air[0]),
        stocks=(
            stock(say("LRASM"), "us", float(world.lrasm[0]), float(opening.lrasm[0]) + got["us_munitions"]),
            stock(say("JASSM against ships"), "us", float(world.jassm[0]), float(opening.jassm[0])),
            stock(say("PAC-3 in Japan"), "japan", interceptors,
                  float((opening.interceptors[0] * in_japan).sum()) + got["japan_interceptors"]),
            stock(say("Coastal missiles"), "taiwan", float(world.coastal_missiles[0]),
                  float(opening.coastal_missiles[0]) + got["taiwan_coastal"]),
            stock(say("Missiles to 3,000 km"), "china", float(world.missiles[0, medium]),
                  float(opening.missiles[0, medium]) * more),
            stock(say("Missiles to 5,500 km"), "china", float(world.missiles[0, intermediate]),
                  float(opening.missiles[0, intermediate]) * more),
        ),
        aircraft_lost={side: float(world.aircraft_lost[0, column]) for column, side in enumerate(SIDES)},
        ships_lost={side: float(world.ships_lost[0, column]) for column, side in enumerate(SIDES)},
    )  # fmt: skip

"""The opening: from a scenario to the world before the first turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wargame.engine import dice, relations, theatre
from wargame.engine.orders import SIDES, STAGES
from wargame.engine.parameters import Array, as_array, distributions, resolve
from wargame.engine.world import (
    BLOCKADE,
    CAUSES,
    CHINA,
    EFFECTS,
    JAPAN,
    MISSILES,
    PROGRAMMES,
    RETURNS,
    STOCKS,
    TAIWAN,
    US,
    Clock,
    World,
)
from wargame.scenario.schema.calendar import TURNS_PER_QUARTER, Calendar, turn_of, year_and_quarter
from wargame.scenario.schema.scenario import Scenario

UNSAID = 1  # index of "ambiguous" among the choices of japan.pledge


@dataclass(frozen=True)
class Luck:
    """Where uncertain numbers of a block of worlds come from.

    With `copies`, the block is the same worlds so many times over: each copy meets the same dice, so that
    whatever else differs between copies is an effect.
    """

    seed: int
    worlds: int
    first_world: int = 0
    copies: int = 1

    def number(self, path: str) -> Array:
        """(worlds,) uniforms for the uncertain number at a dotted path."""
        return self.stream(f"number:{path}", 0, ())

    def stream(self, name: str, turn: int, shape: tuple[int, ...]) -> Array:
        """(worlds, *shape) uniforms of one stream."""
        drawn = dice.uniforms(self.seed, name, turn, shape, self.worlds // self.copies, self.first_world)
        return drawn if self.copies == 1 else np.concatenate([drawn] * self.copies)


def drawn(scenario: Scenario, luck: Luck) -> dict[str, Array]:
    """(worlds,) what each world drew for every number that the scenario leaves uncertain, by dotted path.

    Forces that are whole are rounded from it.
    """
    return {path: spread.at(luck.number(path)) for path, spread in distributions(scenario)}


def clock_at(calendar: Calendar, stage: int, turn: int) -> Clock:
    """The clock of a turn. Worlds in a blockade keep for themselves when it began."""
    per_quarter = TURNS_PER_QUARTER["week" if stage == BLOCKADE else calendar.turn]
    year, quarter = year_and_quarter(calendar.start)
    begins = year + (quarter - 1 + turn / per_quarter) / 4
    turns = (calendar.turns, calendar.blockade_turns, calendar.war_turns)[stage]
    return Clock(stage, turn, turns, begins, 1 / per_quarter)


def news(scenario: Scenario, luck: Luck) -> dict[int, Array]:
    """What events move by crisis turn: (1 or worlds, EFFECTS)."""
    by_turn: dict[int, Array] = {}
    for number, inject in enumerate(scenario.injects):
        moved = [
            as_array(getattr(inject.effects, name), f"injects.{number}.effects.{name}", luck.number) for name in EFFECTS
        ]
        table = np.stack(np.broadcast_arrays(*moved), axis=1)
        turn = turn_of(scenario.calendar.start, scenario.calendar.turn, inject.date)
        by_turn[turn] = by_turn[turn] + table if turn in by_turn else table
    return by_turn


def open_theatre(scenario: Scenario) -> theatre.Theatre:
    """The theatre of a scenario."""
    return theatre.build(
        tuple(
            theatre.Base(
                name,
                base.latitude,
                base.longitude,
                base.host,
                base.operator,
                tuple(base.runways),
                base.parking,
                base.port,
                base.open_to_us,
                base.closed,
            )
            for name, base in scenario.bases.items()
        ),
        tuple(theatre.Place(name, place.latitude, place.longitude) for name, place in scenario.tracks.items()),
        tuple(theatre.Place(name, area.latitude, area.longitude) for name, area in scenario.launch_areas.items()),
    )


def open_relations(scenario: Scenario) -> relations.Relations:
    """The states around, and whom they follow."""
    return relations.build(
        {
            name: (state.threshold, state.china_trade, state.us_security, state.follows_japan)
            for name, state in scenario.relations.items()
        },
        {
            (name, other): weight
            for name, state in scenario.relations.items()
            for other, weight in state.follows.items()
        },
    )


def policies(scenario: Scenario, luck: Luck, known: dict[str, tuple[str, ...]]) -> Array:
    """(worlds, sides) index of the doctrine that each world drew from each side's mix."""
    drawn = np.zeros((luck.worlds, len(SIDES)), dtype=np.int8)
    for column, side in enumerate(SIDES):
        mix = getattr(scenario.actors, side).mix()
        weights = np.array([mix.get(name, 0.0) for name in known[side]])
        edges = np.cumsum(weights / weights.sum())
        die = luck.stream(f"doctrine:{side}", 0, ())
        drawn[:, column] = np.searchsorted(edges[:-1], die, side="right")
    return drawn


def open_world(scenario: Scenario, luck: Luck, known: dict[str, tuple[str, ...]]) -> World:
    """The world before the first turn, worlds first."""
    worlds = luck.worlds
    starts = {
        side: resolve(getattr(scenario.actors, side).start, f"actors.{side}.start", luck.number) for side in SIDES
    }
    china, taiwan, japan, us = (starts[side] for side in SIDES)
    forces = {side: resolve(getattr(scenario.forces, side), f"forces.{side}", luck.number) for side in SIDES}
    bases = tuple(resolve(base, f"bases.{name}", luck.number) for name, base in scenario.bases.items())
    stage = STAGES.index(scenario.calendar.first_stage)
    clock = clock_at(scenario.calendar, stage, 0)

    def each(value: Array) -> Array:
        return np.broadcast_to(np.asarray(value, dtype=float), worlds).copy()

    def whole(value: Array) -> Array:
        return np.rint(each(value))

    def zeros(*shape: int) -> Array:
        return np.zeros((worlds, *shape))

    def by_side(**values: Array) -> Array:
        out = zeros(len(SIDES))
        for side, value in values.items():
            out[:, SIDES.index(side)] = value
        return out

    def by_base(name: str, pick: Callable[[Array], Array] = each) -> Array:
        return np.stack([pick(getattr(base, name)) for base in bases], axis=1)

    approval = by_side(china=china.approval, taiwan=taiwan.approval, japan=japan.cabinet, us=us.approval)
    ships = {side: whole(getattr(forces[side], "escorts" if side == "china" else "ships")) for side in SIDES}
    return World(
        clock=clock,
        theatre=open_theatre(scenario),
        relations=open_relations(scenario),
        stage=np.full(worlds, stage, dtype=np.int8),
        temper=luck.stream("temper", 0, (len(SIDES),)),
        policy=policies(scenario, luck, known),
        news=zeros(len(EFFECTS)),
        output=np.ones((worlds, len(SIDES))),
        approval=approval,
        cabinet_lift=zeros(),
        lower_seats=each(japan.lower_seats),
        upper_seats=each(japan.upper_seats),
        partner_doubt=each(japan.partner_doubt),
        tariff=each(us.tariff),
        public_trust=each(japan.public_trust),
        affinity=each(japan.affinity),
        elite_trust=each(japan.elite_trust),
        threat=each(japan.threat),
        fear=np.full(worlds, 0.3),
        warmth=zeros(),
        access_support=each(japan.access_support),
        pledge=np.full(worlds, UNSAID, dtype=np.int8),
        pledge_credibility=np.full(worlds, 0.5),
        commitment=each(us.commitment),
        bargain=np.zeros(worlds, dtype=np.int8),
        returns=zeros(len(RETURNS)),
        collaboration=zeros(),
        ties=zeros(),
        grievance=zeros(len(SIDES)),
        spending=by_side(taiwan=taiwan.spending, japan=japan.spending),
        ordered=zeros(len(PROGRAMMES)),
        delivered=zeros(len(PROGRAMMES)),
        china_readiness=each(china.readiness),
        ready_by=each(china.ready_by),
        resolve=each(china.resolve),
        taiwan_will=each(taiwan.will),
        stocks=np.stack([each(getattr(taiwan, f"{name}_days")) for name in STOCKS], axis=1),
        blockaded=zeros(),
        pressure=zeros(),
        odds=np.full(worlds, 0.5),
        believed_access=np.full(worlds, 0.5),
        dday_turn=np.full(worlds, -1, dtype=np.int16),
        blockade_turn=np.full(worlds, -1, dtype=np.int16),
        began=np.full(worlds, clock.year if stage == BLOCKADE else 0.0),
        blockade_turns=zeros(),
        method=zeros(),
        escort=zeros(),
        willing=np.ones(worlds),
        sailed=zeros(2),
        needed=zeros(),
        turned_back=zeros(),
        arrived=np.ones(worlds),
        merchants_sunk=zeros(),
        merchants_sunk_before=zeros(),
        china_vessels_counted=zeros(),
        minefield=zeros(),
        harbours=np.ones(worlds),
        power=np.ones(worlds),
        offered=np.zeros(worlds, dtype=bool),
        dark=zeros(),
        escorting=zeros(len(SIDES)),
        boarders=np.ones(worlds),
        blockade_cost=zeros(len(SIDES)),
        clashes=zeros(),
        law=np.zeros(worlds, dtype=np.int8),
        access=np.zeros(worlds, dtype=np.int8),
        combat_share=zeros(),
        consultation_left=zeros(),
        support_share=zeros(),
        us_share=zeros(),
        bomber_share=zeros(),
        japan_fights=np.zeros(worlds, dtype=bool),
        japan_struck=np.zeros(worlds, dtype=bool),
        us_aircraft=by_base("us_aircraft"),
        japan_aircraft=by_base("japan_aircraft"),
        shelters=by_base("shelters"),
        interceptors=by_base("interceptors"),
        closed_days=zeros(len(bases)),
        tanker_closed_days=zeros(len(bases)),
        open_share=np.ones((worlds, len(bases))),
        tanker_open_share=np.ones((worlds, len(bases))),
        base_lost=zeros(len(bases)),
        sorties=zeros(len(bases)),
        china_aircraft=each(forces["china"].aircraft),
        taiwan_aircraft=each(forces["taiwan"].aircraft),
        cave_aircraft=each(forces["taiwan"].cave_aircraft),
        taiwan_shelters=each(forces["taiwan"].shelters),
        reinforcements=each(forces["us"].reinforcements),
        carrier_sorties=zeros(),
        bomber_strength=each(forces["us"].bomber_loads),
        bomber_loads=zeros(),
        china_air=np.full(worlds, 0.5),
        load_missiles=each(forces["us"].load_missiles),
        first_day_lift=each(forces["china"].first_day_troops),
        turn_lift=each(forces["china"].turn_troops),
        missiles=np.stack([each(getattr(forces["china"], f"{kind}_missiles")) for kind in MISSILES], axis=1),
        cruise_missiles=each(forces["china"].cruise_missiles),
        ship_missiles=each(forces["china"].ship_missiles),
        lrasm=each(forces["us"].lrasm),
        jassm=each(forces["us"].jassm),
        coastal_missiles=each(forces["taiwan"].coastal_missiles),
        mines=each(forces["taiwan"].mines),
        ships=by_side(**ships),
        carriers=whole(forces["us"].carriers),
        landing_ships=whole(forces["china"].landing_ships),
        landing_ships_sailed=whole(forces["china"].landing_ships),
        submarines=by_side(
            china=whole(forces["china"].submarines),
            japan=whole(forces["japan"].submarines),
            us=whole(forces["us"].submarines),
        ),
        japan_on_station=zeros(),
        reloading=np.stack([whole(forces["us"].submarines_following)] * 2, axis=1),
        lift_battalions=zeros(),
        battalions_ashore=zeros(),
        battalions_landed=zeros(),
        taiwan_battalions=whole(forces["taiwan"].battalions),
        reserve_battalions=whole(forces["taiwan"].reserve_battalions),
        area_km2=zeros(),
        ports=zeros(),
        supply=np.ones(worlds),
        will=_will(approval, each(taiwan.will)),
        escalation=zeros(),
        aircraft_lost=zeros(len(SIDES)),
        aircraft_lost_parked=zeros(len(SIDES)),
        ships_lost=zeros(len(SIDES)),
        carriers_lost=zeros(),
        landing_ships_lost=zeros(),
        submarines_lost=zeros(len(SIDES)),
        battalions_lost=zeros(len(SIDES)),
        sunk_by=zeros(len(CAUSES)),
        combat_turns=zeros(),
        japan_sorties=zeros(),
        us_sorties=zeros(),
        war_turns=zeros(),
        ending=np.full(worlds, -1, dtype=np.int8),
        outcome=np.full(worlds, -1, dtype=np.int8),
        output_lost=zeros(len(SIDES)),
        rebuild_years=zeros(len(SIDES)),
        realigned=np.zeros((worlds, len(scenario.relations)), dtype=np.int8),
    )


def _will(approval: Array, taiwan: Array) -> Array:
    """(worlds, sides) will at the start of a war: full in Beijing, that of the public elsewhere."""
    will = approval + 0.3
    will[:, CHINA] = 1.0
    will[:, TAIWAN] = taiwan
    will[:, JAPAN] = approval[:, JAPAN]
    will[:, US] = approval[:, US] + 0.3
    return will.clip(0, 1)

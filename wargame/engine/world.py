"""The world: everything that changes in a game, with worlds as axis 0 of every array.

An inert record. Rules return copies of it with some fields replaced; nothing else changes it.
Sides are columns in the order of `orders.SIDES`, bases in the order of the theatre.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from wargame.engine.orders import SIDES
from wargame.engine.parameters import Array
from wargame.engine.relations import Relations
from wargame.engine.theatre import Theatre

CHINA, TAIWAN, JAPAN, US = (SIDES.index(side) for side in ("china", "taiwan", "japan", "us"))
CRISIS, BLOCKADE, WAR, OVER = range(4)  # stages, the first three in the order of orders.STAGES
BLOCKADE_TURN_DAYS = 7.0
WAR_TURN_DAYS = 3.5
TAIWAN_KM2 = 36_000.0  # area of the island

# What money buys, each with a delay of its own (rules/defence.py).
PROGRAMMES = (
    "us_munitions", "us_resilience", "us_presence", "japan_shelters", "japan_airfields", "japan_interceptors",
    "japan_forces", "taiwan_coastal", "taiwan_conventional", "taiwan_reserves", "china_lift", "china_missiles",
)  # fmt: skip
EFFECTS = (
    "public_trust", "elite_trust", "threat", "cabinet", "access_support", "warmth", "commitment", "taiwan_will",
    "china_readiness", "us_approval", "lower_seats", "upper_seats",
)  # fmt: skip  # what a dated event may move
RETURNS = ("spending", "collaboration", "ties")  # what Tokyo gives in a bargain for a lower tariff
MISSILES = ("short", "medium", "intermediate", "cruise")  # the rocket force by range class
CAUSES = ("bombers", "submarines", "coastal_missiles", "tactical_air", "mines")  # what sinks ships
ENDINGS = (
    "horizon", "concession", "turn_limit", "landing_failed", "conquest", "ceasefire", "nuclear", "lifted", "settled",
    "standoff",
)  # fmt: skip
STOCKS = ("gas", "coal", "oil", "food")  # what Taiwan lives on, by sea


@dataclass(frozen=True)
class Clock:
    """Where the game is in time; the same in all worlds of a stage."""

    stage: int  # CRISIS, BLOCKADE or WAR
    turn: int  # within the stage, from 0
    turns: int  # the most turns of the stage
    year: float  # calendar time at the start of a crisis turn, in years
    quarters: float  # length of a turn of a crisis or blockade, in quarters of a year


@dataclass(frozen=True)
class World:
    """State of a block of worlds."""

    clock: Clock
    theatre: Theatre
    relations: Relations

    stage: Array  # (worlds,) CRISIS, BLOCKADE, WAR or OVER
    temper: Array  # (worlds, sides) one uniform number for a whole game: how ready this government is to act
    policy: Array  # (worlds, sides) index of the doctrine that the world drew

    news: Array  # (worlds, EFFECTS) what this turn's events move

    # --- Politics
    output: Array  # (worlds, sides) economic output, 1 at the start
    approval: Array  # (worlds, sides) share that backs the government; for Japan, the cabinet's strength
    cabinet_lift: Array  # (worlds,) of the cabinet's approval, what events lent or took, and what fades again, share
    lower_seats: Array  # (worlds,) share of the lower house that Japan's coalition holds
    upper_seats: Array  # (worlds,) share of the upper house that it holds
    partner_doubt: Array  # (worlds,) how far its junior partner follows a public that is against combat use, share
    tariff: Array  # (worlds,) US tariff on Japanese goods, share
    public_trust: Array  # (worlds,) share of Japan's public that trusts the US
    affinity: Array  # (worlds,) share of Japan's public that feels close to the US: the alliance, not the partner
    elite_trust: Array  # (worlds,) trust of Tokyo's officials in the US, share
    threat: Array  # (worlds,) threat that Japan perceives from China, share
    fear: Array  # (worlds,) Japanese fear of retaliation, share
    warmth: Array  # (worlds,) what is left of the glow of a summit, share of elite trust
    access_support: Array  # (worlds,) share of Japan's public for US combat operations from its bases
    pledge: Array  # (worlds,) the last word on access: index of the choice of japan.pledge
    pledge_credibility: Array  # (worlds,) how far Beijing believes it, share
    commitment: Array  # (worlds,) how clear the US commitment looks, share
    bargain: Array  # (worlds,) in force: 0 none, 1 relief for spending, 2 with a pledge
    returns: Array  # (worlds, RETURNS) of a bargain: 1 delivered, -1 not, and nearer 0 the longer it is over
    collaboration: Array  # (worlds,) joint planning and work that has been built up, share
    ties: Array  # (worlds,) economic ties that have been built up, share
    grievance: Array  # (worlds, sides) broken bargains that are still remembered (japan: broken by the US)
    spending: Array  # (worlds, sides) defence, share of output
    ordered: Array  # (worlds, programmes) paid for and not yet delivered, in units of the programme
    delivered: Array  # (worlds, programmes) delivered since the start, in units of the programme
    china_readiness: Array  # (worlds,) share of what the PLA was told to be able to do
    ready_by: Array  # (worlds,) the year by which it was told to be
    resolve: Array  # (worlds,) Beijing's will to take Taiwan by force if the odds are good, share
    taiwan_will: Array  # (worlds,) share of Taiwan's public that would hold out
    stocks: Array  # (worlds, STOCKS) what Taiwan has in store, days of normal use
    blockaded: Array  # (worlds,) quarters under quarantine or blockade so far
    pressure: Array  # (worlds,) China's pressure on Taiwan last turn: 0 low, 1 grey zone, 2 quarantine
    odds: Array  # (worlds,) Beijing's own estimate of its chance to take Taiwan
    believed_access: Array  # (worlds,) Beijing's chance that US forces fight from Japan
    dday_turn: Array  # (worlds,) the crisis turn in which Beijing invaded, -1 if it did not

    # --- Blockade
    blockade_turn: Array  # (worlds,) the crisis turn in which it began, -1 if there was none
    began: Array  # (worlds,) calendar time at which the blockade began, in years; 0 if there was none
    blockade_turns: Array  # (worlds,) weeks of blockade played
    method: Array  # (worlds,) last week's: 0 none, 1 boarding, 2 submarines and mines, 3 missiles and aircraft too
    escort: Array  # (worlds,) what Washington does for convoys: 0 none, 1 insures, 2 escorts, 3 attacks too
    willing: Array  # (worlds,) share of merchants that would sail unescorted
    sailed: Array  # (worlds, 2) merchant ships that sailed this week: alone, in convoy
    needed: Array  # (worlds,) merchant ships that Taiwan needs in a week
    turned_back: Array  # (worlds,) of those that sailed, boarded and turned back
    arrived: Array  # (worlds,) ships that arrived this week, share of what Taiwan needs
    merchants_sunk: Array  # (worlds,) since the blockade began
    merchants_sunk_before: Array  # (worlds,) of these, sunk before this week
    china_vessels_counted: Array  # (worlds,) Chinese vessels lost that Beijing's will has paid for
    minefield: Array  # (worlds,) China's mines off Taiwan's ports, share of a full field
    harbours: Array  # (worlds,) share of Taiwan's ports and power stations that work
    power: Array  # (worlds,) electricity this week, share of normal
    offered: Array  # (worlds,) whether Beijing offered terms in the week before
    dark: Array  # (worlds,) share of what homes need that is missing; rationing alone darkens nobody
    escorting: Array  # (worlds, sides) warships with the convoys this week
    boarders: Array  # (worlds,) share of China's coast guard that is left
    blockade_cost: Array  # (worlds, sides) what the blockade has cost, share of a year's output
    clashes: Array  # (worlds,) weeks in which warships fired on each other

    # --- War: who fights
    law: Array  # (worlds,) Japan's legal situation: 0 none, 1 important influence, 2 survival, 3 armed attack
    access: Array  # (worlds,) what Japan permits: 0 refuse, 1 support, 2 combat, 3 join
    combat_share: Array  # (worlds,) share of this turn in which US forces may fight from Japan
    consultation_left: Array  # (worlds,) days of prior consultation that go on after this turn
    support_share: Array  # (worlds,) share of this turn in which Japan helps in the rear
    us_share: Array  # (worlds,) share of this turn in which the US fights
    bomber_share: Array  # (worlds,) share of this turn in which US bombers strike
    japan_fights: Array  # (worlds,) whether the SDF is at war
    japan_struck: Array  # (worlds,) whether missiles have fallen on Japan

    # --- War: bases and aircraft
    us_aircraft: Array  # (worlds, bases) combat aircraft
    japan_aircraft: Array  # (worlds, bases) combat aircraft
    shelters: Array  # (worlds, bases) hardened shelters, aircraft
    interceptors: Array  # (worlds, bases) interceptors against ballistic missiles
    closed_days: Array  # (worlds, bases) days of fighter-strip closure still to repair
    tanker_closed_days: Array  # (worlds, bases) the same for the longer strip that tankers need
    open_share: Array  # (worlds, bases) share of this turn with a fighter strip open
    tanker_open_share: Array  # (worlds, bases) share of this turn with a tanker strip open
    base_lost: Array  # (worlds, bases) aircraft lost on the ground this turn
    sorties: Array  # (worlds, bases) fighter sorties over the strait this turn
    china_aircraft: Array  # (worlds,) combat aircraft
    taiwan_aircraft: Array  # (worlds,) combat aircraft
    cave_aircraft: Array  # (worlds,) of Taiwan's, safe in caves
    taiwan_shelters: Array  # (worlds,) hardened shelters on Taiwan's fields, aircraft
    reinforcements: Array  # (worlds,) US fighters that can come in a turn at full pace
    carrier_sorties: Array  # (worlds,) fighter sorties from carriers this turn
    bomber_strength: Array  # (worlds,) bomber squadron loads that a turn can bring
    bomber_loads: Array  # (worlds,) bomber squadron loads launched this turn
    china_air: Array  # (worlds,) China's share of the air over the strait

    # --- War: missiles, ships, troops
    load_missiles: Array  # (worlds,) anti-ship missiles of a bomber squadron load
    first_day_lift: Array  # (worlds,) troops that the whole fleet lands on D-day
    turn_lift: Array  # (worlds,) troops that the whole fleet lands in a turn
    missiles: Array  # (worlds, MISSILES) rocket force missiles left, for targets on land
    cruise_missiles: Array  # (worlds,) ground-launched cruise missiles on D-day, of which a part is kept back
    ship_missiles: Array  # (worlds,) ballistic missiles against ships, left
    lrasm: Array  # (worlds,) long-range anti-ship missiles left
    jassm: Array  # (worlds,) JASSM usable against ships, left
    coastal_missiles: Array  # (worlds,) Taiwan's, left
    mines: Array  # (worlds,) Taiwan's mines, as a share of a full field
    ships: Array  # (worlds, sides) major surface combatants; for China, the escorts
    carriers: Array  # (worlds,) US carriers in the theatre
    landing_ships: Array  # (worlds,) China's amphibious ships
    landing_ships_sailed: Array  # (worlds,) of these, afloat when the turn began
    submarines: Array  # (worlds, sides) attack submarines; for the US, those in the strait
    japan_on_station: Array  # (worlds,) of Japan's, in the strait
    reloading: Array  # (worlds, 2) US submarines back in one turn, in two turns
    lift_battalions: Array  # (worlds,) battalions that landed this turn
    battalions_ashore: Array  # (worlds,) Chinese battalions on Taiwan
    battalions_landed: Array  # (worlds,) Chinese battalions landed since D-day
    taiwan_battalions: Array  # (worlds,) regular battalions left
    reserve_battalions: Array  # (worlds,) reserve battalions left
    area_km2: Array  # (worlds,) area of Taiwan that China holds
    ports: Array  # (worlds,) capacity of captured ports and airfields, battalions a turn
    supply: Array  # (worlds,) share of their needs that the troops ashore receive
    will: Array  # (worlds, sides) political will to fight on, share
    escalation: Array  # (worlds,) rung of the ladder, 0 none to 4 nuclear use

    # --- War: the ledger
    aircraft_lost: Array  # (worlds, sides)
    aircraft_lost_parked: Array  # (worlds, sides) of these, on the ground
    ships_lost: Array  # (worlds, sides) surface combatants, with landing ships and carriers
    carriers_lost: Array  # (worlds,)
    landing_ships_lost: Array  # (worlds,)
    submarines_lost: Array  # (worlds, sides)
    battalions_lost: Array  # (worlds, sides)
    sunk_by: Array  # (worlds, CAUSES) Chinese ships sunk
    combat_turns: Array  # (worlds,) war turns, in parts, in which US forces could fight from Japan
    japan_sorties: Array  # (worlds,) US fighter sorties from Japan since D-day
    us_sorties: Array  # (worlds,) US fighter sorties since D-day, from all bases and from carriers
    war_turns: Array  # (worlds,) war turns played
    ending: Array  # (worlds,) index of ENDINGS, -1 while the game goes on
    outcome: Array  # (worlds,) index of outcome.OUTCOMES, -1 while the game goes on

    # --- Aftermath
    output_lost: Array  # (worlds, sides) share of a year's output lost
    rebuild_years: Array  # (worlds, sides) years to rebuild what was lost
    realigned: Array  # (worlds, states) in which wave a state turned to Beijing, 0 if it did not

    @property
    def worlds(self) -> int:
        return len(self.stage)

    def rows(self, which: Array) -> World:
        """The worlds that a mask or index selects."""
        index = np.flatnonzero(which) if which.dtype == bool else which  # once, and not again for each array
        return replace(self, **{name: getattr(self, name).take(index, axis=0) for name in ARRAYS})


def replace(world: World, **fields: Any) -> World:
    """A copy of a world in which some fields are others; unlike dataclasses.replace it does not pass through all.

    A rule calls it once a turn, and with a hundred fields that would be a sixth of the time of a batch.
    """
    assert fields.keys() <= world.__dict__.keys(), f"no such field: {fields.keys() - world.__dict__.keys()}"
    copy = object.__new__(World)
    copy.__dict__.update(world.__dict__)
    copy.__dict__.update(fields)
    return copy


ARRAYS = tuple(field.name for field in fields(World) if field.name not in ("clock", "theatre", "relations"))


def joined(pieces: list[tuple[Array, World]]) -> tuple[Array, World]:
    """Pieces of a block, each with the numbers of its worlds, as one in the order of those numbers."""
    if len(pieces) == 1:
        return pieces[0]
    rows = np.concatenate([numbers for numbers, _ in pieces])
    order = np.argsort(rows)
    arrays: dict[str, Any] = {
        name: np.concatenate([getattr(world, name) for _, world in pieces]).take(order, axis=0) for name in ARRAYS
    }
    return rows[order], replace(pieces[-1][1], **arrays)


def shares(weights: Array) -> Array:
    """Rows of weights made to sum to 1, or to 0 where all are 0."""
    total = weights.sum(axis=1, keepdims=True)
    return weights / np.maximum(total, 1e-12)

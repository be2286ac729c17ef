"""Gauges: how a published quantity is read off played games. Each gives one value a world on a day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from wargame.analysis.evidence.history import History
from wargame.engine.outcome import (
    AGAINST,
    DECISIVE,
    DEFEAT,
    INDETERMINATE,
    NUCLEAR,
    SEVERITY,
    TOWARD,
    VICTORY,
    classify,
)
from wargame.engine.parameters import Array, resolve
from wargame.engine.rules import name, politics
from wargame.engine.rules.access import COMBAT, JOIN, REFUSE, SUPPORT
from wargame.engine.world import CHINA, JAPAN, MISSILES, TAIWAN, US, WAR_TURN_DAYS, World

Gauge = Callable[[History, float], Array]
NEVER = np.inf
BALLISTIC = [MISSILES.index(kind) for kind in ("short", "medium", "intermediate")]


def _column(field: str, side: int) -> Gauge:
    return lambda history, day: getattr(history.at(day), field)[:, side]


def _field(field: str) -> Gauge:
    return lambda history, day: getattr(history.at(day), field)


def _class_is(*classes: int) -> Gauge:
    return lambda history, day: np.isin(classify(history.stopped(day)), classes)


def _first_day(history: History, reached: Callable[[World], Array], target: float) -> Array:
    """(worlds,) the day on which a growing quantity reaches a target, between turns along a line."""
    grown = np.stack([reached(world) for world in history.war])
    after = grown >= target
    turn = after.argmax(axis=0)
    worlds = np.arange(grown.shape[1])
    before = grown[np.maximum(turn - 1, 0), worlds]
    step = np.maximum(grown[turn, worlds] - before, 1e-9)
    day = (turn - 1 + ((target - before) / step).clip(0, 1)) * WAR_TURN_DAYS
    return np.where(after.any(axis=0), np.maximum(day, 0), NEVER)


def _fleet_gone(world: World) -> Array:
    return world.landing_ships_lost / np.maximum(world.landing_ships + world.landing_ships_lost, 1)


def _used(field: str, history: History, world: World) -> Array:
    """Share of the stock on D-day that is spent."""
    start = getattr(history.war[0], field)
    return 1 - getattr(world, field) / np.maximum(start, 1e-9)


def fleet_life(history: History, day: float) -> Array:
    """Days until 90% of the landing fleet is gone."""
    return _first_day(history, _fleet_gone, 0.9)


def fleet_left(history: History, day: float) -> Array:
    """Whether more than a tenth of the landing fleet is afloat."""
    return _fleet_gone(history.at(day)) < 0.9


def lrasm_gone(history: History, day: float) -> Array:
    """Whether LRASM are gone that many days after the US entered; worlds where it did not are left out."""
    entered = _first_day(history, lambda world: np.asarray(world.us_share > 0, dtype=float), 1.0)
    entered = (
        np.where(np.isfinite(entered), np.floor(np.maximum(entered / WAR_TURN_DAYS - 1, 0)), NEVER) * WAR_TURN_DAYS
    )
    gone = _first_day(history, lambda world: _used("lrasm", history, world), 0.999)
    came = np.isfinite(entered)
    return np.where(came, gone - np.where(came, entered, 0) <= day + 1e-6, np.nan)


def coastal_gone(history: History, day: float) -> Array:
    """Days until nine tenths of Taiwan's coastal missiles are fired."""
    return _first_day(history, lambda world: _used("coastal_missiles", history, world), 0.9)


def parked_share(history: History, day: float) -> Array:
    """Share of allied aircraft losses that were on the ground."""
    world = history.at(day)
    return world.aircraft_lost_parked[:, 1:].sum(axis=1) / np.maximum(world.aircraft_lost[:, 1:].sum(axis=1), 1)


def taiwan_air_lost(history: History, day: float) -> Array:
    """Share of Taiwan's air force that is lost."""
    return 1 - history.at(day).taiwan_aircraft / np.maximum(history.war[0].taiwan_aircraft, 1)


def china_escorts_lost(history: History, day: float) -> Array:
    """Major Chinese surface ships lost that are not landing ships."""
    world = history.at(day)
    return world.ships_lost[:, CHINA] - world.landing_ships_lost


def ballistic_used(history: History, day: float) -> Array:
    """Share of ground-launched ballistic missiles fired."""
    left = history.at(day).missiles[:, BALLISTIC].sum(axis=1)
    return 1 - left / np.maximum(history.war[0].missiles[:, BALLISTIC].sum(axis=1), 1)


def cruise_left(history: History, day: float) -> Array:
    """Share of ground-launched cruise missiles left."""
    column = MISSILES.index("cruise")
    return history.at(day).missiles[:, column] / np.maximum(history.war[0].missiles[:, column], 1)


def closure_days(history: History, day: float, tankers: bool, japan: bool) -> Array:
    """Days from the start for which US airfields are shut, with what is then still to repair.

    A mean over fields, weighted by their strips; fields in Japan, or on US soil.
    """
    theatre = history.end.theatre
    strips = theatre.tanker_strips if tankers else theatre.fighter_strips
    weight = strips * theatre.us_operated * (theatre.on_japan if japan else theatre.on_us)
    share, backlog = ("tanker_open_share", "tanker_closed_days") if tankers else ("open_share", "closed_days")
    turns = int(np.ceil(day / WAR_TURN_DAYS - 1e-9))
    kept = history.war[1 : turns + 1]
    shut = getattr(kept[-1], backlog).copy()
    for turn, world in enumerate(kept):
        played = (world.war_turns > turn)[:, None]  # a world that is over stays as it was, and shuts nothing more
        shut += (1 - getattr(world, share)) * WAR_TURN_DAYS * played
    return shut @ weight / weight.sum()


def fall_of_trust(history: History, day: float) -> Array:
    """By how much the public's trust in the US fell over the crisis."""
    return history.crisis[0].public_trust - history.crisis[-1].public_trust


def trust_after(history: History, day: float) -> Array:
    """The public's trust in the US at the end of the crisis."""
    return history.crisis[-1].public_trust


def cabinet_after(history: History, day: float, quarters: int) -> Array:
    """Approval of Japan's cabinet after some quarters."""
    return history.crisis[quarters].approval[:, JAPAN]


def public_goes(history: History, day: float, quarters: int, rungs: tuple[int, int]) -> Array:
    """Share of Japan's public that would go as far as these rungs of access and no further, after some quarters."""
    numbers = resolve(getattr(history.scenario.model, name(politics)), "model.politics", lambda path: np.zeros(1))
    lowest, highest = rungs
    return politics.opinion(history.crisis[quarters], numbers)[:, lowest : highest + 1].sum(axis=1)


def affinity_after(history: History, day: float) -> Array:
    """Affinity to the US at the end of the crisis."""
    return history.crisis[-1].affinity


def jassm_fired(history: History, day: float) -> Array:
    """JASSM fired at ships since D-day."""
    return history.war[0].jassm - history.at(day).jassm


def length_of_play(history: History, day: float) -> Array:
    """Days of war until the game was over."""
    return history.end.war_turns * WAR_TURN_DAYS


def severity(history: History, day: float) -> Array:
    """How well China fares, from 0 to 100, if play stops on a day."""
    return 100 * SEVERITY[classify(history.stopped(day))]


def invasion(history: History, day: float) -> Array:
    """Whether there was a war over Taiwan itself."""
    return history.end.war_turns > 0


def conquest(history: History, day: float) -> Array:
    """Whether China took Taiwan."""
    return classify(history.end) == VICTORY


def success(history: History, day: float) -> Array:
    """Whether an invasion took Taiwan; worlds without one are left out."""
    return np.where(invasion(history, day), conquest(history, day), np.nan)


def nuclear_use(history: History, day: float) -> Array:
    """Whether a nuclear weapon was used."""
    return classify(history.end) == NUCLEAR


GAUGES: dict[str, Gauge] = {
    "no Chinese victory": lambda history, day: ~_class_is(VICTORY)(history, day),
    "Chinese victory": _class_is(VICTORY),
    "Chinese defeat": _class_is(DEFEAT, DECISIVE),
    "decisive Chinese defeat": _class_is(DECISIVE),
    "stalemate against China": _class_is(AGAINST),
    "stalemate, open": _class_is(INDETERMINATE),
    "stalemate towards China": _class_is(TOWARD),
    "Japan struck": _field("japan_struck"),
    "US aircraft": _column("aircraft_lost", US),
    "Japanese aircraft": _column("aircraft_lost", JAPAN),
    "Chinese aircraft": _column("aircraft_lost", CHINA),
    "Taiwan's air force": taiwan_air_lost,
    "US ships": _column("ships_lost", US),
    "carriers": _field("carriers_lost"),
    "US submarines": _column("submarines_lost", US),
    "Japanese ships": _column("ships_lost", JAPAN),
    "Taiwanese ships": _column("ships_lost", TAIWAN),
    "Chinese ships": _column("ships_lost", CHINA),
    "landing ships": _field("landing_ships_lost"),
    "escorts": china_escorts_lost,
    "fleet life": fleet_life,
    "fleet left": fleet_left,
    "LRASM gone": lrasm_gone,
    "coastal missiles gone": coastal_gone,
    "lost on the ground": parked_share,
    "battalions landed": _field("battalions_landed"),
    "battalions left": _field("battalions_ashore"),
    "area": _field("area_km2"),
    "Chinese battalions lost": _column("battalions_lost", CHINA),
    "Taiwanese battalions lost": _column("battalions_lost", TAIWAN),
    "ballistic missiles used": ballistic_used,
    "cruise missiles left": cruise_left,
    "fighter closure, Japan": partial(closure_days, tankers=False, japan=True),
    "fighter closure, Guam": partial(closure_days, tankers=False, japan=False),
    "tanker closure, Japan": partial(closure_days, tankers=True, japan=True),
    "tanker closure, Guam": partial(closure_days, tankers=True, japan=False),
    "fall of trust": fall_of_trust,
    "trust": trust_after,
    "affinity": affinity_after,
    "JASSM fired": jassm_fired,
    "length of play": length_of_play,
    "severity": severity,
    "invasion": invasion,
    "success of an invasion": success,
    "conquest": conquest,
    "nuclear use": nuclear_use,
    "cabinet in December": partial(cabinet_after, quarters=1),
    "cabinet in March": partial(cabinet_after, quarters=2),
    "public for nothing": partial(public_goes, quarters=0, rungs=(REFUSE, REFUSE)),
    "public for the rear": partial(public_goes, quarters=0, rungs=(SUPPORT, COMBAT)),
    "public for force": partial(public_goes, quarters=0, rungs=(JOIN, JOIN)),
    "public beyond the rear": partial(public_goes, quarters=1, rungs=(COMBAT, JOIN)),
}

"""Measures: what is kept of a finished game, one row a world. The one definition for batches and single games."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.orders import BY_KEY, SIDES
from wargame.outcome import KEYS
from wargame.parameters import Array
from wargame.world import ENDINGS, World


@dataclass(frozen=True)
class Measure:
    """One column of the table of worlds.

    Args:
        name: of the column.
        unit: of its values.
        take: from a finished world to (worlds,) values.
        words: the words that whole numbers stand for, if they do.
        none_below: values below this mean "none", and are left empty.
    """

    name: str
    unit: str
    take: Callable[[World], Array]
    words: tuple[str, ...] = ()
    none_below: float | None = None
    whole: bool = True

    def plain(self, value: Any) -> str | int | float | bool | None:
        """One value as JSON writes it."""
        if self.none_below is not None and value < self.none_below:
            return None
        if self.words:
            return self.words[int(value)]
        return value.item() if hasattr(value, "item") else value


def _whole(name: str, unit: str, field: str) -> Measure:
    return Measure(name, unit, lambda world: getattr(world, field).astype(np.int32))


def _real(name: str, unit: str, field: str) -> Measure:
    return Measure(name, unit, lambda world: getattr(world, field).astype(float), whole=False)


def _by_side(field: str, unit: str, whole: bool) -> tuple[Measure, ...]:
    kind = np.int32 if whole else np.float64
    return tuple(
        Measure(
            f"{field}_{side}",
            unit,
            lambda world, column=column: getattr(world, field)[:, column].astype(kind),  # type: ignore[misc]
            whole=whole,
        )
        for column, side in enumerate(SIDES)
    )


def _access(world: World) -> Array:
    return np.where(world.war_turns + world.blockade_turns > 0, world.access, -1)


MEASURES: tuple[Measure, ...] = (
    Measure("outcome", "class", lambda world: world.outcome, KEYS),
    Measure("war", "yes or no", lambda world: world.war_turns > 0),
    Measure("ending", "class", lambda world: world.ending, ENDINGS, none_below=0),
    Measure("blockade", "yes or no", lambda world: world.blockade_turns > 0),
    Measure("blockade_turn", "crisis turn, from 0", lambda world: world.blockade_turn, none_below=0),
    _whole("blockade_turns", "weeks of blockade", "blockade_turns"),
    _whole("merchants_sunk", "merchant ships", "merchants_sunk"),
    _whole("clashes", "weeks in which warships fired", "clashes"),
    _real("power", "electricity at the end of a blockade, share of normal", "power"),
    Measure("dday_turn", "crisis turn, from 0", lambda world: world.dday_turn, none_below=0),
    _whole("war_turns", "turns of 3.5 days", "war_turns"),
    Measure("access", "what Tokyo permitted last", _access, BY_KEY["japan.access"].names, none_below=0),
    Measure("pledge", "what Tokyo said last", lambda world: world.pledge, BY_KEY["japan.pledge"].names),
    *_by_side("aircraft_lost", "aircraft", whole=True),
    *_by_side("aircraft_lost_parked", "aircraft, of those lost", whole=True),
    *_by_side("ships_lost", "ships", whole=True),
    _whole("carriers_lost", "US carriers", "carriers_lost"),
    _whole("landing_ships_lost", "Chinese landing ships", "landing_ships_lost"),
    *_by_side("submarines_lost", "boats", whole=True),
    *_by_side("battalions_lost", "battalions", whole=True),
    _whole("battalions_landed", "Chinese battalions", "battalions_landed"),
    _whole("battalions_ashore", "Chinese battalions", "battalions_ashore"),
    _real("area_km2", "km2 of Taiwan that China holds", "area_km2"),
    _real("combat_turns", "war turns in which US forces could fight from Japan", "combat_turns"),
    _real("japan_sorties", "US fighter sorties from Japan since D-day", "japan_sorties"),
    _real("us_sorties", "US fighter sorties since D-day, carriers' too", "us_sorties"),
    Measure("last_sorties", "US fighter sorties, last turn", lambda w: w.sorties.sum(axis=1), whole=False),
    _real("public_trust", "share of Japan's public", "public_trust"),
    _real("elite_trust", "share", "elite_trust"),
    _real("odds", "Beijing's own estimate, share", "odds"),
    _real("believed_access", "Beijing's own estimate, share", "believed_access"),
    _real("escalation", "rung of 4", "escalation"),
    *_by_side("output_lost", "share of a year's output", whole=False),
    *_by_side("rebuild_years", "years", whole=False),
    Measure("realigned", "states that turned to Beijing", lambda w: (w.realigned > 0).sum(axis=1).astype(np.int32)),
)  # fmt: skip
BY_NAME = {measure.name: measure for measure in MEASURES}

# What a series keeps of each turn: measures that mean something while a game is on.
BY_TURN = (
    "access", "pledge", "power", "merchants_sunk", "battalions_landed", "battalions_ashore", "area_km2",
    "landing_ships_lost", "last_sorties", "public_trust", "elite_trust", "odds", "believed_access", "escalation",
    *(f"{loss}_{side}" for loss in ("aircraft_lost", "ships_lost", "battalions_lost") for side in SIDES),
)  # fmt: skip

# Counts whose medians a study reports: only what a side can lose.
LOSSES = (
    "aircraft_lost_china", "ships_lost_china", "landing_ships_lost", "submarines_lost_china", "battalions_lost_china",
    "aircraft_lost_taiwan", "ships_lost_taiwan", "battalions_lost_taiwan",
    "aircraft_lost_japan", "ships_lost_japan", "submarines_lost_japan",
    "aircraft_lost_us", "ships_lost_us", "carriers_lost", "submarines_lost_us",
)  # fmt: skip


def measures(world: World) -> dict[str, Array]:
    """(worlds,) of each measure by name, of finished worlds."""
    return {measure.name: measure.take(world) for measure in MEASURES}


def turn_measures(world: World) -> dict[str, Array]:
    """(worlds,) of each measure that is kept turn by turn, of worlds in play."""
    return {name: BY_NAME[name].take(world) for name in BY_TURN}


def row(taken: dict[str, Array], index: int = 0) -> dict[str, Any]:
    """The measures of one world as JSON writes them."""
    return {name: BY_NAME[name].plain(values[index]) for name, values in taken.items()}

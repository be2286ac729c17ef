"""Measures: what is kept of a finished game, one row a world. The one definition for batches and single games."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.engine.agents import DOCTRINES
from wargame.engine.orders import BY_KEY, SIDES
from wargame.engine.outcome import KEYS
from wargame.engine.parameters import Array
from wargame.engine.sides import SIDE_NAMES
from wargame.engine.world import ENDINGS, RETURNS, World


@dataclass(frozen=True)
class Measure:
    """One column of the table of worlds.

    Args:
        name: of the column.
        label: what it is, in words.
        unit: of its values.
        take: from a finished world to (worlds,) values.
        words: the words that whole numbers stand for, if they do.
        none_below: values below this mean "none", and are left empty.
    """

    name: str
    label: str
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


def _whole(name: str, label: str, unit: str, field: str) -> Measure:
    return Measure(name, label, unit, lambda world: getattr(world, field).astype(np.int32))


def _real(name: str, label: str, unit: str, field: str) -> Measure:
    return Measure(name, label, unit, lambda world: getattr(world, field).astype(float), whole=False)


def _by_side(field: str, label: str, unit: str, whole: bool, of: tuple[str, ...] = SIDES) -> tuple[Measure, ...]:
    kind = np.int32 if whole else np.float64
    return tuple(
        Measure(
            f"{field}_{side}",
            f"{SIDE_NAMES[side]}: {label}",
            unit,
            lambda world, column=column: getattr(world, field)[:, column].astype(kind),  # type: ignore[misc]
            whole=whole,
        )
        for column, side in enumerate(SIDES)
        if side in of
    )


def _returned(number: int) -> Callable[[World], Array]:
    return lambda world: world.returns[:, number].astype(float)


def _doctrine(column: int) -> Callable[[World], Array]:
    return lambda world: world.policy[:, column]


def _access(world: World) -> Array:
    return np.where(world.war_turns + world.blockade_turns > 0, world.access, -1)


MEASURES: tuple[Measure, ...] = (
    Measure("outcome", "How it ended", "class", lambda world: world.outcome, KEYS),
    Measure("war", "Whether there was a war", "yes or no", lambda world: world.war_turns > 0),
    Measure("ending", "What ended it", "class", lambda world: world.ending, ENDINGS, none_below=0),
    Measure("blockade", "Whether there was a blockade", "yes or no", lambda world: world.blockade_turns > 0),
    Measure("blockade_turn", "When the blockade began",
            "crisis turn, from 0", lambda world: world.blockade_turn, none_below=0),
    _whole("blockade_turns", "How long the blockade was", "weeks of blockade", "blockade_turns"),
    _whole("merchants_sunk", "Merchant ships sunk", "merchant ships", "merchants_sunk"),
    _whole("clashes", "Clashes of warships in a blockade", "weeks in which warships fired", "clashes"),
    _real("power", "Taiwan's electricity", "electricity at the end of a blockade, share of normal", "power"),
    Measure("dday_turn", "When China invaded", "crisis turn, from 0", lambda world: world.dday_turn, none_below=0),
    _whole("war_turns", "How long the war was", "turns of 3.5 days", "war_turns"),
    Measure("access", "What Tokyo permitted",
            "what Tokyo permitted last", _access, BY_KEY["japan.access"].names, none_below=0),
    Measure("pledge", "What Tokyo said of its bases",
            "what Tokyo said last", lambda world: world.pledge, BY_KEY["japan.pledge"].names),
    *_by_side("aircraft_lost", "aircraft lost", "aircraft", whole=True),
    *_by_side("aircraft_lost_parked", "aircraft lost on the ground", "aircraft, of those lost", whole=True),
    *_by_side("ships_lost", "ships lost", "ships", whole=True),
    _whole("carriers_lost", "US carriers lost", "US carriers", "carriers_lost"),
    _whole("landing_ships_lost", "Chinese landing ships lost", "Chinese landing ships", "landing_ships_lost"),
    *_by_side("submarines_lost", "submarines lost", "boats", whole=True),
    *_by_side("battalions_lost", "battalions lost", "battalions", whole=True),
    _whole("battalions_landed", "Chinese battalions landed", "Chinese battalions", "battalions_landed"),
    _whole("battalions_ashore", "Chinese battalions ashore at the end", "Chinese battalions", "battalions_ashore"),
    _real("area_km2", "Area of Taiwan that China holds", "km2 of Taiwan that China holds", "area_km2"),
    _real("combat_turns", "War turns in which US forces could fight from Japan",
          "war turns in which US forces could fight from Japan", "combat_turns"),
    _real("japan_sorties", "US fighter sorties from Japan",
          "US fighter sorties from Japan since D-day", "japan_sorties"),
    _real("us_sorties", "US fighter sorties", "US fighter sorties since D-day, carriers' too", "us_sorties"),
    Measure("last_sorties", "US fighter sorties in the last turn",
            "US fighter sorties, last turn", lambda w: w.sorties.sum(axis=1), whole=False),
    _real("public_trust", "Trust of Japan's public in the US", "share of Japan's public", "public_trust"),
    _real("elite_trust", "Trust of Tokyo's officials in the US", "share", "elite_trust"),
    _real("odds", "Beijing's odds of taking Taiwan, by its own estimate", "Beijing's own estimate, share", "odds"),
    _real("believed_access", "Chance that US forces fight from Japan, as Beijing believes",
          "Beijing's own estimate, share", "believed_access"),
    _real("escalation", "How far it escalated", "rung of 4", "escalation"),
    *_by_side("output_lost", "output lost", "share of a year's output", whole=False),
    *_by_side("rebuild_years", "years to rebuild", "years", whole=False),
    Measure("realigned", "States that turned to Beijing",
            "states that turned to Beijing", lambda w: (w.realigned > 0).sum(axis=1).astype(np.int32)),
    # The political state at the end, and what a world drew at its start.
    _real("tariff", "US tariff on Japanese goods", "share, last", "tariff"),
    Measure("bargain", "Bargain between Tokyo and Washington in force",
            "class, last", lambda world: world.bargain, ("none", "relief_for_spending", "with_a_pledge")),
    *(
        Measure(f"delivered_{name}", f"Whether Tokyo's {name} of a bargain was delivered",
                "1 delivered, -1 not, nearer 0 the longer it is over", _returned(number), whole=False)
        for number, name in enumerate(RETURNS)
    ),
    *_by_side("spending", "defence spending", "share of output, last", whole=False, of=("taiwan", "japan")),
    *_by_side("approval", "approval of the government", "share of its public, last", whole=False),
    _real("commitment", "How clear the US commitment looks", "share, last", "commitment"),
    *(
        Measure(f"doctrine_{side}", f"{SIDE_NAMES[side]}: doctrine that the world drew", "class", _doctrine(column),
                DOCTRINES[side])
        for column, side in enumerate(SIDES)
    ),
    *_by_side("temper", "temper that the world drew", "0 to 1, how ready to act", whole=False),
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
    """The measures of one world as JSON writes them; what else was kept of it is left out."""
    return {name: BY_NAME[name].plain(values[index]) for name, values in taken.items() if name in BY_NAME}

"""What each government can see: the world less what is hidden from it."""

from __future__ import annotations

from typing import Any

from wargame.engine.orders import SIDES
from wargame.engine.parameters import Array
from wargame.engine.world import World

# What anybody can see: news, ships, aircraft, ground held, what governments have said and done.
PUBLIC = (
    "stage", "output", "approval", "tariff", "public_trust", "affinity", "access_support", "pledge", "commitment",
    "lower_seats", "upper_seats", "partner_doubt",
    "bargain", "returns", "spending", "pressure", "blockaded", "stocks", "law", "access", "us_share", "combat_share",
    "bomber_share",
    "japan_fights", "japan_struck", "landing_ships", "landing_ships_lost", "battalions_ashore", "battalions_landed",
    "battalions_lost", "area_km2", "ports", "carriers_lost", "aircraft_lost", "ships_lost", "escalation",
    "taiwan_battalions", "reserve_battalions", "supply", "china_air", "grievance", "blockade_turns", "began", "method",
    "offered",
    "escort", "sailed", "arrived", "merchants_sunk", "power", "dark", "clashes", "submarines_lost",
)  # fmt: skip
OWN = {
    "china": (
        "china_readiness",
        "ready_by",
        "resolve",
        "odds",
        "believed_access",
        "missiles",
        "china_aircraft",
    ),
    "taiwan": ("taiwan_will", "coastal_missiles", "threat", "taiwan_aircraft"),
    "japan": ("elite_trust", "threat", "fear", "warmth", "japan_aircraft"),
    "us": ("elite_trust", "warmth", "lrasm", "jassm", "us_aircraft", "carriers"),
}
ONE_COLUMN = ("temper", "will")  # of these, a side sees its own column


class Observation:
    """The fields of the world that one government sees; any other is an error, not a guess."""

    def __init__(self, world: World, side: str) -> None:
        column = SIDES.index(side)
        self.side = side
        self.clock = world.clock
        self._rows: Array | None = None  # the worlds looked at, all if None
        self._seen: dict[str, Any] = {name: getattr(world, name) for name in (*PUBLIC, *OWN[side])}
        for name in ONE_COLUMN:
            self._seen[name] = getattr(world, name)[:, column]

    def __getattr__(self, name: str) -> Array:
        if name.startswith("_") or name not in self._seen:
            raise AttributeError(f"{self.side} cannot see {name}")
        value: Array = self._seen[name]
        if self._rows is not None:
            value = value.take(self._rows, axis=0)  # eight times as fast as an index where there are columns
        self.__dict__[name] = value  # kept: a doctrine looks at much of it several times
        return value

    def rows(self, which: Array) -> Observation:
        """What the government sees in some of the worlds."""
        part = object.__new__(Observation)
        part.side, part.clock = self.side, self.clock
        part._seen, part._rows = self._seen, which
        return part

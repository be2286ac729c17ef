"""Linchpin: what hangs on each base and on each host's consent, as a flow through the theatre and over many games."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import sqrt

import numpy as np

from wargame.analysis.linchpin.capacity import Flow, flow, japan_aircraft, network
from wargame.batch.simulate import Block, CellPlayer, Rows
from wargame.engine.orders import STANCES
from wargame.engine.outcome import KEYS, TAKEN
from wargame.engine.parameters import Array
from wargame.engine.theatre import Theatre, hosts
from wargame.scenario.factors import STANCE, Cell
from wargame.scenario.opening import open_theatre
from wargame.statistics.intervals import Interval, paired_difference, student
from wargame.statistics.moments import Moments

WITHOUT, NOTHING = "without", "nothing"  # the column that names a case, and the case as it is
HOST_NAMES = {
    "japan": "Japan", "us": "US soil", "philippines": "Philippines", "south_korea": "South Korea",
    "australia": "Australia",
}  # fmt: skip


# --- What is removed


@dataclass(frozen=True)
class Removal:
    """The scenario without one base, or without one host's consent."""

    key: str
    name: str
    kind: str  # host or base
    host: str
    cell: Cell


def removals(cell: Cell) -> tuple[Removal, ...]:
    """Every host and every base without which fewer aircraft could fly, hosts first."""
    theatre = open_theatre(cell.scenario)
    flying = set(_flying(theatre, japan_aircraft(cell)))
    found = []
    for host, names in hosts(theatre).items():
        used = [name for name in names if name in flying]
        if host == "japan" and used:
            found.append(Removal(host, HOST_NAMES[host], "host", host, _refused(cell)))
        elif used:
            found.append(Removal(host, HOST_NAMES[host], "host", host, without(cell, used)))
    found += [
        Removal(base.name, base.name, "base", base.host, without(cell, [base.name]))
        for base in theatre.bases
        if base.name in flying
    ]
    return tuple(found)


def _flying(theatre: Theatre, parked: Array) -> list[str]:
    fly = np.isfinite(theatre.flight_km) & ~theatre.closed & (theatre.us_may_use | (parked > 0))
    return [name for name, flies in zip(theatre.names, fly, strict=True) if flies]


def without(cell: Cell, names: Sequence[str]) -> Cell:
    """The cell with bases from which nothing flies."""
    bases = {
        name: base.model_copy(update={"closed": True}) if name in names else base
        for name, base in cell.scenario.bases.items()
    }
    settings = tuple((f"bases.{name}.closed", "true") for name in names)
    return replace(
        cell,
        name=", ".join(f"{factor}={value}" for factor, value in settings),
        settings=(*cell.settings, *settings),
        varied=settings,
        scenario=cell.scenario.model_copy(update={"bases": bases}),
    )


def _refused(cell: Cell) -> Cell:
    """The cell with a Tokyo that refuses, in the crisis and in war, whatever was ordered of it before."""
    given = STANCES["refuse"]
    kept = tuple((factor, value) for factor, value in cell.settings if factor != STANCE and factor not in given)
    return replace(
        cell,
        name=f"{STANCE}=refuse",
        settings=(*kept, (STANCE, "refuse")),
        varied=((STANCE, "refuse"),),
        script=replace(cell.script, always={**cell.script.always, **given}),
    )


# --- What many games say of it

QUANTITIES = {
    "us_sorties": "US sorties over the war",
    "ships_lost_china": "Chinese ships sunk",
    "battalions_ashore": "battalions ashore at the end",
}


@dataclass
class Moved:
    """The differences of one quantity over pairs of worlds, and what it was before."""

    moments: Moments = field(default_factory=lambda: Moments(3))

    def add(self, here: Array, there: Array) -> None:
        """Count pairs: the worlds without it, and the same worlds with it."""
        moved, before = here.astype(float) - there, there.astype(float)
        self.moments.add(np.column_stack([moved, before, moved * before]))

    @property
    def pairs(self) -> int:
        return self.moments.worlds

    @property
    def before(self) -> float:
        """Summed over all pairs, with it."""
        return float(self.moments.sums[1])

    @property
    def mean_before(self) -> float | None:
        return self.before / self.pairs if self.pairs else None

    @property
    def difference(self) -> float | None:
        return float(self.moments.means[0]) if self.pairs else None

    @property
    def interval(self) -> Interval | None:
        return self.moments.interval(0) if self.pairs > 1 else None

    @property
    def share(self) -> float | None:
        """The difference as a share of what it was before."""
        return float(self.moments.sums[0]) / self.before if self.before else None

    @property
    def share_interval(self) -> Interval | None:
        """The interval of the difference as a share of what it was before, a ratio of two means [cochran1977].

        Worlds with many sorties lose many, so the share is known better than the loss.
        """
        if self.pairs < 2 or self.share is None:
            return None
        (moved, before, _), (_, _, both) = self.moments.squares, self.moments.sums
        left = max(float(moved - 2 * self.share * both + self.share**2 * before), 0.0)
        half = student(self.pairs - 1) * sqrt(left * self.pairs / (self.pairs - 1)) / self.before
        return Interval(self.share - half, self.share + half)


@dataclass
class Change:
    """How often something happens in one of two paired worlds only."""

    worlds: int = 0
    gained: int = 0
    lost: int = 0

    def add(self, here: Array, there: Array) -> None:
        self.worlds += len(here)
        self.gained += int((here & ~there).sum())
        self.lost += int((there & ~here).sum())

    @property
    def difference(self) -> float | None:
        return (self.gained - self.lost) / self.worlds if self.worlds else None

    @property
    def interval(self) -> Interval:
        return paired_difference(self.gained, self.lost, self.worlds)


@dataclass
class Effect:
    """What a removal does over many games on the same dice."""

    moved: dict[str, Moved] = field(default_factory=lambda: {name: Moved() for name in QUANTITIES})
    taken: Change = field(default_factory=Change)  # China gets Taiwan, by war or without
    war: Change = field(default_factory=Change)
    parted: int | None = None  # the first world in which China gets Taiwan with or without it only

    def add(self, rows: Rows, first: Rows, first_world: int = 0) -> None:
        """Count a block: quantities of the war where both worlds of a pair go to war, outcomes in all."""
        both = rows["war"] & first["war"]
        for name, moments in self.moved.items():
            moments.add(rows[name][both], first[name][both])
        self.taken.add(_taken(rows), _taken(first))
        other = np.flatnonzero(_taken(rows) != _taken(first))
        if self.parted is None and len(other):
            self.parted = first_world + int(other[0])
        self.war.add(rows["war"], first["war"])


@dataclass
class Row:
    """One removal: the flow without it, and many games without it."""

    removal: Removal
    flow: Flow
    lost: float  # of the flow with everything, sorties
    share: float  # the same as a share
    effect: Effect = field(default_factory=Effect)


@dataclass
class Linchpin:
    """The analysis of a scenario: hosts first, each kind from what takes most of the flow."""

    scenario: str
    seed: int
    worlds_asked: int
    cell: Cell
    theatre: Theatre
    flow: Flow
    rows: tuple[Row, ...]
    worlds: int = 0
    wars: int = 0
    taken: int = 0
    access: Moments = field(default_factory=lambda: Moments(1))  # of each war, the share US forces fight from Japan in

    @property
    def complete(self) -> bool:
        return self.worlds == self.worlds_asked

    @cached_property
    def cases(self) -> tuple[Cell, ...]:
        """The scenario as it is, and then without each; rows are named by what is gone."""
        gone = [NOTHING, *(row.removal.key for row in self.rows)]
        played = [self.cell, *(row.removal.cell for row in self.rows)]
        return tuple(replace(cell, varied=((WITHOUT, key),)) for cell, key in zip(played, gone, strict=True))

    def player(self, series: bool = False) -> CellPlayer:
        """Plays worlds of a case."""
        return CellPlayer(self.cases, self.seed, series)

    @property
    def halving(self) -> tuple[str, ...]:
        """Bases that together hold half of the flow, the largest first."""
        taken: list[str] = []
        for row in self.rows:
            if row.removal.kind == "base" and self.flow.sorties > 0:
                taken.append(row.removal.key)
                if flow(network(without(self.cell, taken))).sorties <= self.flow.sorties / 2:
                    return tuple(taken)
        return ()

    def add(self, block: Block) -> None:
        """Count one block: the scenario as it is, and then each removal."""
        first = block.rows[0]
        self.worlds += block.worlds
        self.wars += int(first["war"].sum())
        self.taken += int(_taken(first).sum())
        permitted = first["combat_turns"] / np.maximum(first["war_turns"], 1)
        self.access.add(permitted[first["war"]][:, None])
        for row, rows in zip(self.rows, block.rows[1:], strict=True):
            row.effect.add(rows, first, block.first_world)


def prepare(scenario: str, cell: Cell, seed: int, runs: int) -> Linchpin:
    """The flow of a scenario and of all removals; games are still to be played.

    Args:
        scenario: its name, as a person wrote it.
        cell: the scenario with its settings and orders.
        seed: of all dice.
        runs: worlds that will be played.
    """
    whole = flow(network(cell))
    rows = []
    for removal in removals(cell):
        without = flow(network(removal.cell))
        lost = whole.sorties - without.sorties
        rows.append(Row(removal, without, lost, lost / whole.sorties if whole.sorties else 0.0))
    rows.sort(key=lambda row: (row.removal.kind == "base", -row.lost, row.removal.name))
    return Linchpin(scenario, seed, runs, cell, open_theatre(cell.scenario), whole, tuple(rows))


def _taken(rows: Rows) -> Array:
    """(worlds,) whether China gets Taiwan, by war or without."""
    return np.isin(rows["outcome"], [KEYS.index(key) for key in TAKEN])

"""Comparison: the same worlds under several Japanese stances, from access to the outcome, as numbers to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.batch.simulate import Rows, simulate
from wargame.engine.outcome import KEYS, TAKEN
from wargame.engine.parameters import Array
from wargame.scenario.factors import STANCE, cells
from wargame.statistics.intervals import Interval, paired_difference, wilson

DOTS = 200  # worlds of each stance that can be picked one by one
SPREAD = (0.05, 0.95)  # the ends of 90% of worlds


@dataclass(frozen=True)
class Link:
    """One link of the chain from a stance to the outcome.

    Args:
        key: its name in code.
        head: its name in words.
        unit: of its values.
        take: from the measures of worlds to (worlds,) values.
        in_war: whether it has a meaning only in worlds that went to war.
        most: the largest value it can have, if there is one.
    """

    key: str
    head: str
    unit: str
    take: Callable[[Rows], Array]
    in_war: bool
    most: float | None = None


def _a_turn(name: str) -> Callable[[Rows], Array]:
    return lambda rows: rows[name] / np.maximum(rows["war_turns"], 1)


FOUGHT = (
    Link("access", "Access", "% of the war", lambda rows: 100 * _a_turn("combat_turns")(rows), True, 100),
    Link("sorties", "US sorties", "from Japan, in 3.5 days", _a_turn("japan_sorties"), True),
    Link("sunk", "Chinese ships sunk", "by the end", lambda rows: rows["ships_lost_china"], True),
    Link("ashore", "Battalions ashore", "at the end", lambda rows: rows["battalions_ashore"], True),
)
DETERRED = (
    Link("believed", "Belief in access", "Beijing, %", lambda rows: 100 * rows["believed_access"], False, 100),
    Link("odds", "Own odds", "Beijing, %", lambda rows: 100 * rows["odds"], False, 100),
)


@dataclass(frozen=True)
class Spread:
    """How a quantity is spread over worlds: its mean, and the ends of 90% of them."""

    mean: float
    low: float
    high: float
    worlds: int


@dataclass(frozen=True)
class Count:
    """Worlds in which something happens, beside the same worlds under the first stance."""

    count: int
    worlds: int
    gained: int = 0  # it happens here, and not under the first stance
    lost: int = 0  # it happens under the first stance, and not here

    @cached_property
    def interval(self) -> Interval:
        """Of the share, by Wilson."""
        return wilson(self.count, self.worlds)

    @property
    def difference(self) -> int:
        """Worlds more than under the first stance."""
        return self.gained - self.lost

    @cached_property
    def difference_interval(self) -> Interval:
        """Of the difference of the two shares, paired."""
        return paired_difference(self.gained, self.lost, self.worlds)

    @property
    def differs(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        low, high = self.difference_interval
        return low > 0 or high < 0


@dataclass(frozen=True)
class Dot:
    """One world, as a mark that opens it."""

    world: int
    outcome: str
    war: bool
    ashore: float  # battalions at the end


@dataclass(frozen=True)
class Row:
    """One stance."""

    stance: str
    spreads: Mapping[str, Spread | None]  # by the key of a link; None where no world has it
    outcomes: Mapping[str, Count]  # by the key of an outcome, all of them
    war: Count
    taken: Count
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Comparison:
    """The same worlds under each stance."""

    scenario: str
    title: str
    seed: int
    worlds: int
    deters: bool  # whether Beijing has yet to decide on war when the scenario begins
    rows: tuple[Row, ...]

    @property
    def refuses(self) -> bool:
        """Whether Tokyo refuses in one of the rows, which no published game isolates."""
        return any(row.stance == "refuse" for row in self.rows)

    @property
    def command(self) -> str:
        """The command line that plays the same worlds."""
        stances = ",".join(row.stance for row in self.rows)
        return f"wargame run {self.scenario} --runs {self.worlds} --seed {self.seed} --vary {STANCE}={stances}"


def compare(
    scenario: str,
    stances: Sequence[str],
    worlds: int,
    seed: int,
    stopped: Callable[[], bool] = lambda: False,
    played: Callable[[int], None] = lambda games: None,
) -> Comparison | None:
    """Play the same worlds under each stance, as `wargame run` does, and count.

    Args:
        scenario: a file, or the name of a shipped scenario.
        stances: names of stances; differences are to the first.
        worlds: of each stance.
        seed: of all dice.
        stopped: asked between stances; if true, nothing more is played.
        played: told of the number of games that each part has added.

    Returns:
        The comparison, or None if it was stopped.

    Raises:
        FactorFault: for an unknown stance.
        ScenarioFaults: for faults of the scenario.
        SimulationFailed: if a game breaks down.
    """
    chosen = cells(scenario, (), [(STANCE, list(stances))])
    blocks = list(simulate(chosen, worlds, seed, stopped=stopped, played=played))
    if sum(block.worlds for block in blocks) < worlds:
        return None
    joined = [
        {name: np.concatenate([block.rows[index][name] for block in blocks]) for name in blocks[0].rows[index]}
        for index in range(len(chosen))
    ]
    found = chosen[0].scenario
    return Comparison(
        scenario=scenario,
        title=found.title,
        seed=seed,
        worlds=worlds,
        deters=found.calendar.first_stage != "war",
        rows=tuple(_row(stance, rows, joined[0]) for stance, rows in zip(stances, joined, strict=True)),
    )


def _row(stance: str, rows: Rows, first: Rows) -> Row:
    return Row(
        stance=stance,
        spreads={link.key: _spread(link, rows) for link in (*FOUGHT, *DETERRED)},
        outcomes={key: _count(_ended(rows, key), _ended(first, key)) for key in KEYS},
        war=_count(rows["war"], first["war"]),
        taken=_count(_ended(rows, *TAKEN), _ended(first, *TAKEN)),
        dots=tuple(
            Dot(world, KEYS[outcome], bool(war), float(ashore))
            for world, (outcome, war, ashore) in enumerate(
                zip(rows["outcome"][:DOTS], rows["war"][:DOTS], rows["battalions_ashore"][:DOTS], strict=True)
            )
        ),
    )


def _ended(rows: Rows, *keys: str) -> Array:
    """(worlds,) whether the game ended in one of the outcomes."""
    return np.isin(rows["outcome"], [KEYS.index(key) for key in keys])


def _count(here: Array, there: Array) -> Count:
    return Count(int(here.sum()), len(here), int((here & ~there).sum()), int((there & ~here).sum()))


def _spread(link: Link, rows: Rows) -> Spread | None:
    values = link.take(rows)[rows["war"]] if link.in_war else link.take(rows)
    if len(values) == 0:
        return None
    low, high = np.quantile(values, SPREAD)
    return Spread(float(values.mean()), float(low), float(high), len(values))

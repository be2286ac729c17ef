"""Attribution: how much of a stance's effect comes about on which way, as shares of the whole that add up.

A stance reaches the game by four ways. Each can be switched alone from one stance to the other: Tokyo's deeds by
its orders, its word by who hears which. The games of all 2^k combinations meet the same dice. What a way adds is its
Shapley value [shapley1953]: the mean, over every order in which the ways could be switched, of what switching it
changes. In every world these parts add up to the difference between the two stances.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from math import factorial

import numpy as np

from wargame.analysis.attribution.hearing import WORD, Hearing, HearingModel
from wargame.analysis.questions import ASKED, Asked
from wargame.batch.simulate import Block, Played, Task, failure_told, played_by
from wargame.engine.orders import STANCES
from wargame.engine.orders.script import Script
from wargame.engine.parameters import Array
from wargame.scenario.factors import STANCE, Cell, FactorFault, Setting, cells
from wargame.scenario.file.faults import cut, listed, nearest
from wargame.statistics.intervals import PAIRED_MEAN, PAIRED_PARTS, Interval, paired_parts, wilson
from wargame.statistics.moments import Moments
from wargame.statistics.ranking import Ranked, largest
from wargame.statistics.stopping_rule import Width


@dataclass(frozen=True)
class Way:
    """One way on which a stance works."""

    key: str
    name: str
    definition: str


DEEDS = Way(
    "deeds", "What Tokyo does",
    "in a blockade and in war it permits what this stance permits: convoys, bases, sorties from them, and all that "
    "anyone makes of it then",
)  # fmt: skip
BEIJING = Way(
    "beijing", "Beijing hears the word",
    "Beijing's estimate and its decisions follow from what Tokyo says under this stance: deterrence",
)  # fmt: skip
WASHINGTON = Way(
    "washington", "Washington hears the word",
    "Washington first decides whether to escort and to fight by what Tokyo says under this stance",
)  # fmt: skip
TOKYO = Way(
    "tokyo", "The word at home",
    "Tokyo says it: the cabinet, officials' trust, fear, bargains, and how long consultation takes",
)  # fmt: skip
TOKYO_DECIDES = Way(
    "tokyo", "The word at home",
    "Tokyo says it: the cabinet, officials' trust, fear, bargains, and what Tokyo itself then permits",
)  # fmt: skip
MOST_APART = 3  # worlds that are named as examples
ALL = (DEEDS, BEIJING, WASHINGTON, TOKYO)
WORD_ONLY = (BEIJING, WASHINGTON, TOKYO_DECIDES)


@dataclass(frozen=True)
class Attribution:
    """What is parted, and what was found. Filled block by block.

    Args:
        scenario: a file, or the name of a shipped scenario.
        cell: the scenario with its settings, Tokyo's stance aside.
        before: the stance from which the effect is counted.
        after: the stance to which it is.
        asked: what is asked of each world.
        ways: what is switched.
        seed: of all dice.
        worlds_asked: of each combination.
        until: the width of the intervals at which that is enough, a relative one as a part of the larger of the two
            means; None to play all worlds.
        least_events: worlds of one stance in which what is asked has to have come, where that is a share.
    """

    scenario: str
    cell: Cell
    before: str
    after: str
    asked: Asked
    ways: tuple[Way, ...]
    seed: int
    worlds_asked: int
    until: Width | None = None
    least_events: int = 0
    apart: list[int] = field(default_factory=list)  # the first worlds whose answer differs between the two stances

    @property
    def word_only(self) -> bool:
        """Whether only the word differs, and Tokyo decides for itself what it does."""
        return DEEDS not in self.ways

    @cached_property
    def combinations(self) -> tuple[frozenset[str], ...]:
        """Every set of ways that may be switched, none first, all last."""
        keys = [way.key for way in self.ways]
        return tuple(frozenset(some) for size in range(len(keys) + 1) for some in combinations(keys, size))

    @cached_property
    def cases(self) -> tuple[Cell, ...]:
        """The scenario under each combination; rows are named by the stance that each way has."""
        return tuple(
            replace(self.cell, varied=tuple((way.key, self.after if way.key in some else self.before)
                                            for way in self.ways))
            for some in self.combinations
        )  # fmt: skip

    def player(self, series: bool = False) -> WayPlayer:
        """Plays worlds of a combination."""
        return WayPlayer(self.cell, self.before, self.after, self.combinations, self.word_only, self.seed, series)

    @cached_property
    def moments(self) -> Moments:
        """Of every combination, of the part of every way, and of the whole effect; then of what ranks the parts.

        That is for every two ways one part less the other and both together, and for every way by how much its part is
        more than all others. At the end stand the sizes of all but the combinations.
        """
        return Moments(len(self.combinations) + 2 * self._signed)

    @cached_property
    def _signed(self) -> int:
        """How many columns have a sign: parts, the whole effect, and what ranks the parts."""
        return 2 * len(self.ways) + 1 + 2 * len(self._two)

    @cached_property
    def _two(self) -> tuple[tuple[int, int], ...]:
        """Every two ways."""
        return tuple(combinations(range(len(self.ways)), 2))

    def add(self, block: Block) -> None:
        """Count the worlds of a block under every combination."""
        values = np.column_stack([self.asked.take(rows).astype(float) for rows in block.rows])
        if len(self.apart) < MOST_APART:
            other = np.flatnonzero(values[:, -1] != values[:, 0])[: MOST_APART - len(self.apart)]
            self.apart.extend(int(at) + block.first_world for at in other)
        shares = shapley(values, self.combinations, [way.key for way in self.ways])
        effect = (values[:, -1] - values[:, 0])[:, None]
        ahead = [shares[:, one] + sign * shares[:, other] for sign in (-1, 1) for one, other in self._two]
        signed = np.column_stack([shares, effect, *ahead, 2 * shares - effect])
        self.moments.add(np.column_stack([values, signed, np.abs(signed)]))

    @property
    def worlds(self) -> int:
        """N: complete worlds of each combination."""
        return self.moments.worlds

    def interval(self, combination: int) -> Interval:
        """Of what was asked under a combination: Wilson's where that is a share, else Student's."""
        if self.asked.is_share:
            return wilson(round(float(self.moments.sums[combination])), self.worlds)
        return self.moments.interval(combination)

    def part_interval(self, number: int) -> Interval:
        """Of what a way adds, or after the last way of the whole effect."""
        column = len(self.combinations) + number
        if self.asked.is_share:
            total, sizes = (float(self.moments.sums[at]) for at in (column, column + self._signed))
            return paired_parts(total, float(self.moments.squares[column]), sizes, self.worlds)
        return self.moments.interval(column)

    def lead(self, one: int, other: int) -> Interval:
        """The interval of how much larger one part is than another, whatever their signs."""
        first, last = sorted((one, other))
        signs = [np.sign(self.moments.means[len(self.combinations) + way]) for way in (first, last)]
        opposite = len(self._two) if signs[0] * signs[1] < 0 else 0
        low, high = self.part_interval(len(self.ways) + 1 + opposite + self._two.index((first, last)))
        # The column holds the first part less the last, or both together: the sign turns it to the size of the first.
        ahead = Interval(low, high) if signs[0] > 0 or (signs[0] == 0 and signs[1] > 0) else Interval(-high, -low)
        return ahead if one == first else Interval(-ahead.high, -ahead.low)

    def is_most(self, way: int) -> bool:
        """Whether a part is clearly more than half of the whole effect."""
        effect = float(self.moments.means[len(self.combinations) + len(self.ways)])
        low, high = self.part_interval(len(self.ways) + 1 + 2 * len(self._two) + way)
        return low > 0 if effect > 0 else high < 0

    @property
    def method(self) -> str:
        """Of the intervals of the parts."""
        return PAIRED_PARTS if self.asked.is_share else PAIRED_MEAN

    @property
    def widest_half(self) -> float:
        """Half the width of the widest interval, of a part or of the whole; infinite below two worlds."""
        if self.worlds < 2:
            return np.inf
        ends = [self.part_interval(number) for number in range(len(self.ways) + 1)]
        return max((high - low) / 2 for low, high in ends)

    @property
    def narrow(self) -> bool:
        """Whether all intervals are as narrow as was asked."""
        return self.until is not None and self.until.allows(self.widest_half, self.larger) and self.has_events

    @property
    def larger(self) -> float:
        """The larger of the means under the two stances, which a relative width is a part of."""
        return max(abs(float(self.means[0])), abs(float(self.means[-1])))

    @property
    def has_events(self) -> bool:
        """Whether what is asked came often enough, where it is a share."""
        return not self.asked.is_share or self.larger * self.worlds >= self.least_events - 0.5

    @property
    def complete(self) -> bool:
        return self.worlds == self.worlds_asked or self.narrow

    @property
    def means(self) -> Array:
        """(combinations,) the mean of what was asked."""
        return self.moments.means[: len(self.combinations)]


@dataclass(frozen=True)
class Part:
    """What one way adds, as means over paired worlds with their intervals."""

    way: Way
    mean: float
    interval: Interval
    alone: float  # switched first, with all other ways as before
    last: float  # switched last, with all other ways switched already


def prepare(
    scenario: str,
    before: str,
    after: str,
    of: str = "taken",
    set_: Sequence[Setting] = (),
    seed: int = 0,
    worlds: int = 1000,
    word_only: bool = False,
    until: Width | None = None,
    least_events: int = 0,
) -> Attribution:
    """Check what is asked for; games are still to be played.

    Raises:
        FactorFault: for an unknown stance or measure, or a setting of what the stance sets.
        ScenarioFaults: for faults of the scenario.
    """
    if before == after:
        raise FactorFault(f"--from {before} --to {after}: the same stance has no effect; name two")
    if of not in ASKED:
        near = nearest(of, ASKED)
        hint = f" (did you mean {near}?)" if near else ""
        raise FactorFault(f"--of {cut(of)}: nothing that can be asked of a world; one of {listed(list(ASKED))}{hint}")
    cells(scenario, set_, [(STANCE, (before, after))])  # its faults are those of the stances and the settings together
    (cell,) = cells(scenario, set_)
    ways = WORD_ONLY if word_only else ALL
    return Attribution(scenario, cell, before, after, ASKED[of], ways, seed, worlds, until, least_events)


@dataclass(frozen=True)
class WayPlayer:
    """Plays some worlds of a combination of ways, which is the `cell` of a task."""

    cell: Cell
    before: str
    after: str
    combinations: tuple[frozenset[str], ...]
    word_only: bool
    seed: int
    series: bool = False

    def __call__(self, task: Task) -> Played:
        first_world, worlds, combination = task
        switched = self.combinations[combination]
        here = {True: STANCES[self.after], False: STANCES[self.before]}
        said = here["tokyo" in switched][WORD]
        deeds = {} if self.word_only else {**here["deeds" in switched]}
        listeners = {"beijing", "washington"}
        others = frozenset(name for name in listeners if (name in switched) != ("tokyo" in switched))
        hearing = Hearing(here["tokyo" not in switched][WORD], others)
        script = Script({**self.cell.script.always, **deeds, WORD: said})
        gc.collect()
        with failure_told(self.seed, first_world, worlds, self.cell, f", switched: {sorted(switched)}"):
            model = HearingModel(hearing, self.cell.scenario, self.seed, worlds, first_world, script)
            return played_by(model, self.series)


def parts(found: Attribution) -> list[Part]:
    """What each way adds; the means add up to `total`. Empty for fewer than two worlds."""
    if found.worlds < 2:
        return []
    at = {switched: column for column, switched in enumerate(found.combinations)}
    every = frozenset(way.key for way in found.ways)
    means, first_part = found.moments.means, len(found.combinations)
    return [
        Part(
            way,
            float(means[first_part + number]),
            found.part_interval(number),
            float(means[at[frozenset({way.key})]] - means[0]),
            float(means[at[every]] - means[at[every - {way.key}]]),
        )
        for number, way in enumerate(found.ways)
    ]


def largest_part(found: Attribution) -> Ranked:
    """The way with the largest part, whatever its sign, and those that cannot be told apart from it."""
    return largest([abs(part.mean) for part in parts(found)], found.lead)


def total(found: Attribution) -> tuple[float, Interval]:
    """The whole effect: the stance after less the stance before, over the same worlds."""
    last = len(found.combinations) + len(found.ways)
    return float(found.moments.means[last]), found.part_interval(len(found.ways))


def shapley(values: Array, switched: Sequence[frozenset[str]], keys: Sequence[str]) -> Array:
    """Exact Shapley values, world by world.

    Args:
        values: (worlds, 2^k) of every combination.
        switched: which ways each combination has switched.
        keys: of the k ways.

    Returns:
        (worlds, k) parts; a row adds up to the value with all ways switched less that with none.
    """
    at = {some: column for column, some in enumerate(switched)}
    parts = np.zeros((len(values), len(keys)))
    for column, key in enumerate(keys):
        for some in switched:
            if key not in some:
                weight = factorial(len(some)) * factorial(len(keys) - len(some) - 1) / factorial(len(keys))
                parts[:, column] += weight * (values[:, at[some | {key}]] - values[:, at[some]])
    return parts

"""Attribution: how much of a stance's effect comes about on which way, as shares of the whole that add up.

A stance reaches the game by four ways. Each can be switched alone from one stance to the other: Tokyo's deeds by
its orders, its word by who hears which. The games of all 2^k combinations meet the same dice. What a way adds is its
Shapley value [shapley1953]: the mean, over every order in which the ways could be switched, of what switching it
changes. In every world these parts add up to the difference between the two stances.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import factorial

import numpy as np

from wargame.factors import STANCE, Cell, FactorFault, Setting, cells
from wargame.hearing import WORD, Hearing, HearingModel
from wargame.measures import measures
from wargame.orders import STANCES
from wargame.parameters import Array
from wargame.players import each_played
from wargame.scenario.faults import cut, listed, nearest
from wargame.script import Script
from wargame.simulate import BLOCK_WORLDS, Rows, failure_told
from wargame.study.asked import ASKED, Asked
from wargame.study.intervals import Interval, paired_mean


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
    """

    scenario: str
    cell: Cell
    before: str
    after: str
    asked: Asked
    ways: tuple[Way, ...]
    seed: int
    worlds_asked: int
    values: list[Array] = field(default_factory=list)  # blocks of (worlds, combinations)

    @property
    def word_only(self) -> bool:
        """Whether only the word differs, and Tokyo decides for itself what it does."""
        return DEEDS not in self.ways

    @cached_property
    def combinations(self) -> tuple[frozenset[str], ...]:
        """Every set of ways that may be switched, none first, all last."""
        keys = [way.key for way in self.ways]
        return tuple(frozenset(some) for size in range(len(keys) + 1) for some in combinations(keys, size))

    @property
    def worlds(self) -> int:
        """N: complete worlds of each combination."""
        return sum(len(block) for block in self.values)

    @property
    def complete(self) -> bool:
        return self.worlds == self.worlds_asked

    def of_worlds(self) -> Array:
        """(worlds, combinations) what was asked, of every world under every combination."""
        return np.concatenate(self.values) if self.values else np.empty((0, len(self.combinations)))


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
) -> Attribution:
    """Check what is asked for.

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
    return Attribution(scenario, cell, before, after, ASKED[of], ways, seed, worlds)


@dataclass(frozen=True)
class WayPlayer:
    """Plays some worlds of one combination. A task is the first world, how many, and the ways that are switched."""

    cell: Cell
    before: str
    after: str
    word_only: bool
    seed: int

    def __call__(self, task: tuple[int, int, frozenset[str]]) -> Rows:
        first_world, worlds, switched = task
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
            return measures(model.play())


def play(
    found: Attribution,
    jobs: int = 1,
    stopped: Callable[[], bool] = lambda: False,
    played: Callable[[int], None] = lambda games: None,
) -> None:
    """Play every combination on the same dice, block after block; one that is not complete is dropped."""
    spans = [
        (first, min(BLOCK_WORLDS, found.worlds_asked - first)) for first in range(0, found.worlds_asked, BLOCK_WORLDS)
    ]
    player = WayPlayer(found.cell, found.before, found.after, found.word_only, found.seed)
    tasks: Iterator[tuple[int, int, frozenset[str]]] = (
        (first, worlds, switched) for first, worlds in spans for switched in found.combinations
    )
    with each_played(player, tasks, jobs, stopped) as plays:
        for _, worlds in spans:
            columns: list[Array] = []
            for _ in found.combinations:
                rows = None if stopped() else next(plays, None)
                if rows is None:
                    return
                columns.append(found.asked.take(rows).astype(float))
                played(worlds)
            found.values.append(np.column_stack(columns))


def parts(found: Attribution) -> list[Part]:
    """What each way adds; the means add up to `total`. Empty for fewer than two worlds."""
    values, at = found.of_worlds(), {switched: column for column, switched in enumerate(found.combinations)}
    if found.worlds < 2:
        return []
    every = frozenset(way.key for way in found.ways)
    shares = shapley(values, found.combinations, [way.key for way in found.ways])
    return [
        Part(
            way,
            float(shares[:, column].mean()),
            _interval(shares[:, column]),
            float((values[:, at[frozenset({way.key})]] - values[:, 0]).mean()),
            float((values[:, -1] - values[:, at[every - {way.key}]]).mean()),
        )
        for column, way in enumerate(found.ways)
    ]


def total(found: Attribution) -> tuple[float, Interval]:
    """The whole effect: the stance after less the stance before, over the same worlds."""
    values = found.of_worlds()
    effect = values[:, -1] - values[:, 0]
    return float(effect.mean()), _interval(effect)


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


def _interval(values: Array) -> Interval:
    found = paired_mean(len(values), float(values.sum()), float((values**2).sum()))
    middle = float(values.mean())
    return found or Interval(middle, middle)

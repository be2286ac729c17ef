"""Findings: what the model says beside each published result, over many worlds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from wargame.analysis.evidence.gauges import GAUGES
from wargame.analysis.evidence.history import History, play_named
from wargame.analysis.evidence.published import PUBLISHED, Basis, Published, Reading
from wargame.engine.parameters import Array
from wargame.statistics.intervals import mean, wilson
from wargame.text.phrase import say

FEWEST_WORLDS = 500  # below which no finding is shown to a person


@dataclass(frozen=True)
class Finding:
    """One published result, and the model's.

    Args:
        published: the result it is held against.
        value: the mean over worlds, or what else the row reads of them.
        low: the lower end of the middle 80% of worlds; of a share and of a difference, of its 95% interval; of a
            spread, of the middle 90%.
        high: the upper end.
        worlds: in which it could be read.
        median: of the worlds, where the row reads a number of each world; NaN where it reads something else.
    """

    published: Published
    value: float
    low: float
    high: float
    worlds: int
    median: float = nan

    @property
    def hit(self) -> bool:
        lowest, highest = self.published.bounds
        if self.published.read is Reading.DIFFERENCE:
            return lowest < self.low and self.high < highest
        return lowest <= self.value <= highest

    @property
    def verdict(self) -> str:
        """One of `hit`, `miss`, of what the model was set from `met` and `off`, and of opinions `beside`."""
        if self.published.basis is Basis.COMPARED:
            return "beside"
        if self.published.basis is Basis.CHOSEN:
            return "met" if self.hit else "off"
        return "hit" if self.hit else "miss"

    @property
    def sentence(self) -> str:
        """Why it misses; empty for a hit, and for what is not judged."""
        if self.hit or self.published.basis is Basis.COMPARED:
            return ""
        if self.value < self.published.bounds[0]:
            return self.published.miss or say("The model is below what was published; no reason is known yet.")
        return self.published.miss or say("The model is above what was published; no reason is known yet.")


def findings(worlds: int, seed: int, rows: Iterable[Published] = PUBLISHED) -> tuple[Finding, ...]:
    """Play every scenario that stands for a published result, and read the results off.

    Args:
        worlds: of each scenario.
        seed: of all dice.
        rows: published results.
    """
    rows = tuple(rows)
    played = {name: play_named(name, worlds, seed) for name in dict.fromkeys(row.scenario for row in rows)}
    pairs = tuple(_paired(row, worlds, seed) for row in rows if row.pair)
    found = {
        finding.published.key: finding for finding in (*read(played, [row for row in rows if not row.pair]), *pairs)
    }
    return tuple(found[row.key] for row in rows)


def read(played: Mapping[str, History], rows: Iterable[Published]) -> tuple[Finding, ...]:
    """The findings of games that were played."""
    return tuple(_finding(row, _values(row, played[row.scenario])) for row in rows)


def _values(row: Published, history: History) -> Array:
    return np.asarray(GAUGES[row.gauge](history, row.day), dtype=float)


def _paired(row: Published, worlds: int, seed: int) -> Finding:
    """A difference between two values of one number, world by world."""
    pair = row.pair
    assert pair is not None
    one, other = (
        _values(row, play_named(row.scenario, worlds, seed, {pair.path: value})) for value in (pair.one, pair.other)
    )
    found = mean(one - other)
    assert found is not None  # of hundreds of worlds
    return Finding(row, float((one - other).mean()), found.low, found.high, worlds)


def _finding(row: Published, values: Array) -> Finding:
    values = values[~np.isnan(values)]
    if row.read is Reading.SHARE:
        low, high = wilson(int(values.sum()), len(values))
        return Finding(row, float(values.mean()), low, high, len(values))
    shares = (0.05, 0.5, 0.95) if row.read is Reading.SPREAD else (0.1, 0.5, 0.9)
    low, middle, high = (float(q) for q in np.quantile(values, shares, method="closest_observation"))
    if row.read is Reading.SPREAD:
        return Finding(row, _covered(row.games or (low, high), (low, high)), low, high, len(values))
    value = middle if row.read is Reading.MEDIAN else float(values.mean())
    return Finding(row, value, low, high, len(values), middle)


def _covered(games: tuple[float, float], worlds: tuple[float, float]) -> float:
    """Share of the range of games that the range of worlds covers."""
    return max(min(games[1], worlds[1]) - max(games[0], worlds[0]), 0.0) / (games[1] - games[0])

"""The summary of a study: counts and histograms that grow block by block, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wargame.batch.simulate import Block, CellPlayer, Rows
from wargame.engine.measures import LOSSES
from wargame.engine.outcome import KEYS, OUTCOMES, TAKEN
from wargame.engine.parameters import Array
from wargame.scenario.factors import Cell
from wargame.statistics.intervals import MEDIANS, PAIRED, SAVED, WILSON, Interval, median_ranks, wilson
from wargame.statistics.pairs import Difference, Pairs
from wargame.statistics.ranking import Ranked, largest, smallest
from wargame.statistics.stopping_rule import FEW_EVENTS, Until

REFUSAL_NOTE = "Results where Tokyo refuses are a prediction of the model; no published game isolates this case."
INTERVAL_NOTE = "Intervals hold the chance of the dice in this many worlds, not errors of the model."
TO_CHINA, WENT_TO_WAR = "taken", "war"
STOPPED = (
    "It ended by the width of the interval alone, whatever the answer was, which leaves the interval at about 95%."
)
STOPPED_RELATIVE = (
    "It ended by the width of the interval beside the share, which leaves the interval at about 95% where the share "
    "rests on 20 events or more."
)
CONDITIONAL = (
    "Median losses are over the worlds that went to war in each cell: under another cell these are partly other wars, "
    "so a difference of medians is no effect of the cell alone."
)
UNTIL_BLOCK = 1_000  # worlds of each cell between two looks at the interval: fixed, so that jobs change nothing
EVENTS = (TO_CHINA, WENT_TO_WAR, *KEYS)  # what is counted in each world
LABELS = {
    TO_CHINA: "China gets Taiwan", WENT_TO_WAR: "Went to war", **{outcome.key: outcome.label for outcome in OUTCOMES},
}  # fmt: skip


@dataclass
class Histogram:
    """How often each whole number came."""

    counts: Array = field(default_factory=lambda: np.zeros(1, dtype=np.int64))

    def add(self, values: Array) -> None:
        found = np.bincount(values, minlength=len(self.counts))
        found[: len(self.counts)] += self.counts
        self.counts = found

    def median(self) -> float | None:
        """The exact median; None where there is no value."""
        total = int(self.counts.sum())
        return (self._at((total - 1) // 2) + self._at(total // 2)) / 2 if total else None

    def interval(self) -> Interval | None:
        """The interval of the median, between two of the values; None where they are too few."""
        ranks = median_ranks(int(self.counts.sum()))
        return None if ranks is None else Interval(*(float(self._at(rank)) for rank in ranks))

    def _at(self, place: int) -> int:
        """The value at a place of the ordered values, from 0."""
        return int(np.searchsorted(np.cumsum(self.counts), place, side="right"))


@dataclass
class CellCounts:
    """What was counted in one cell."""

    cell: Cell
    worlds: int = 0
    events: Array = field(default_factory=lambda: np.zeros(len(EVENTS), dtype=np.int64))
    losses: dict[str, Histogram] = field(default_factory=lambda: {name: Histogram() for name in LOSSES})
    examples: dict[str, int] = field(default_factory=dict)  # the first world of each outcome
    parted: int | None = None  # the first world that ended otherwise than in the first cell

    def add(self, rows: Rows, happened: Array, first: Rows, first_world: int = 0) -> None:
        """Count the worlds of a block, in which (worlds, events) happened, and the first that ended otherwise."""
        for index, at in zip(*np.unique(rows["outcome"], return_index=True), strict=True):
            self.examples.setdefault(KEYS[index], first_world + int(at))
        other = np.flatnonzero(rows["outcome"] != first["outcome"])
        if self.parted is None and len(other):
            self.parted = first_world + int(other[0])
        self.worlds += len(rows["outcome"])
        self.events += happened.sum(axis=0)
        for name, histogram in self.losses.items():
            histogram.add(rows[name][rows["war"]])

    def count(self, event: str) -> int:
        return int(self.events[EVENTS.index(event)])

    def share(self, event: str) -> dict[str, Any]:
        """Count, share and interval of an event."""
        count = self.count(event)
        share = count / self.worlds if self.worlds else None
        return {"count": count, "share": share, "interval": list(wilson(count, self.worlds))}

    def medians(self) -> dict[str, float | None]:
        """Median losses over the worlds that went to war."""
        return {name: histogram.median() for name, histogram in self.losses.items()}

    def median_intervals(self) -> dict[str, Interval | None]:
        """The interval of each; None where there are too few wars."""
        return {name: histogram.interval() for name, histogram in self.losses.items()}


class Summary:
    """What a study has found so far."""

    def __init__(
        self,
        scenario: str,
        cells: Sequence[Cell],
        seed: int,
        asked: int,
        first_world: int = 0,
        until: Until | None = None,
        against: int | None = 0,
    ) -> None:
        """A summary without any world; `against` is the cell that others are compared with, None for every pair."""
        self.until = until
        self.against = against
        self.scenario = scenario
        self.seed = seed
        self.worlds_asked = asked
        self.first_world = first_world
        self.cells = [CellCounts(cell) for cell in cells]
        self._pairs = Pairs(len(cells), len(EVENTS))

    @property
    def cases(self) -> list[Cell]:
        return [counts.cell for counts in self.cells]

    def player(self, series: bool = False) -> CellPlayer:
        """Plays worlds of a cell."""
        return CellPlayer(tuple(self.cases), self.seed, series)

    @property
    def worlds(self) -> int:
        """Complete worlds of each cell."""
        return self.cells[0].worlds

    @property
    def complete(self) -> bool:
        return self.worlds == self.worlds_asked or self.narrow

    @property
    def widest_half(self) -> float:
        """Half the width of the widest interval asked: of the differences that are told, or of the only share."""
        if self.until is None or not self.worlds:
            return 1.0
        return max(half for half, _ in self._asked(self.until.event))

    @property
    def narrow(self) -> bool:
        """Whether the intervals are as narrow as was asked, and the event has come often enough."""
        if self.until is None or not self.worlds:
            return False
        width, event, least = self.until
        return all(width.allows(half, count / self.worlds) and count >= least for half, count in self._asked(event))

    def _asked(self, event: str) -> Iterator[tuple[float, int]]:
        """Half the width of each interval that is looked at, and in how many worlds the event came, at most."""
        counts = [cell.count(event) for cell in self.cells]
        if len(self.cells) == 1:
            low, high = self.cells[0].share(event)["interval"]
            yield (high - low) / 2, counts[0]
        for there, others in self.compared:
            for here in others:
                low, high = self.difference(event, here, there).interval
                yield (high - low) / 2, max(counts[here], counts[there])

    @property
    def refuses_access(self) -> bool:
        return any(counts.cell.refuses_access for counts in self.cells)

    def add(self, block: Block) -> None:
        """Count one block."""
        happened = np.stack([_happened(rows) for rows in block.rows])
        for counts, rows, came in zip(self.cells, block.rows, happened, strict=True):
            counts.add(rows, came, block.rows[0], block.first_world)
        self._pairs.add(happened)

    def difference(self, event: str, here: int, there: int = 0) -> Difference:
        """The share of a cell less that of another, of the first if none is named, over the same worlds."""
        return self._pairs.difference(EVENTS.index(event), here, there)

    @property
    def compared(self) -> list[tuple[int, list[int]]]:
        """The differences to show: a cell, and those whose difference to it is told."""
        every = range(len(self.cells))
        if self.against is None:
            return [(there, list(every[there + 1 :])) for there in every[:-1]]
        return [(self.against, [cell for cell in every if cell != self.against])]

    def most(self, event: str) -> Ranked:
        """The cell in which an event comes most often, and those that cannot be told apart from it."""
        return largest(*self._by(event))

    def least(self, event: str) -> Ranked:
        """The cell in which an event comes least often, and those that cannot be told apart from it."""
        return smallest(*self._by(event))

    def _by(self, event: str) -> tuple[list[float], Callable[[int, int], Interval]]:
        return [
            counts.count(event) for counts in self.cells
        ], lambda one, other: self.difference(event, one, other).interval

    def notes(self) -> list[str]:
        """What a reader must know beside the numbers."""
        notes = [INTERVAL_NOTE]
        if self.worlds:
            notes += [self.many, CONDITIONAL]
        if self.until is not None:
            notes.insert(0, self._reached(self.until))
        if self.refuses_access:
            notes.append(REFUSAL_NOTE)
        if not self.complete:
            notes.insert(
                0, f"Stopped early: {self.worlds:,} of {self.worlds_asked:,} worlds of each cell are complete."
            )
        return notes

    @property
    def many(self) -> str:
        """How many intervals are told at once, and how many of them miss by chance."""
        shares = len(self.cells) * len(EVENTS)
        pairs = sum(len(others) for _, others in self.compared) * len(EVENTS)
        if not pairs:
            return f"{shares} intervals are told at once: about 1 in 20 misses the share of all worlds, by chance."
        return (
            f"{shares + pairs} intervals are told at once, {pairs} of them of differences: of differences that are "
            "nothing, about 1 in 20 has an interval that leaves out 0, by chance."
        )

    def _reached(self, until: Until) -> str:
        """Whether the intervals became as narrow as was asked."""
        width, event, least = until
        what = "of the differences" if len(self.cells) > 1 else "of the share"
        how = f"the interval {what} ({LABELS[event]}) is ±{100 * self.widest_half:.2f} points"
        if not self.narrow:
            asked = f"±{width} of the share" if width.is_relative else f"±{100 * width.half:g} points"
            events = f" and {least:,} events" if least else ""
            return f"Not as narrow as asked, {asked}{events}, after {self.worlds:,} worlds of each cell: {how}."
        ended = f"Ended at {self.worlds:,} worlds of each cell, checked every {UNTIL_BLOCK:,}: {how}."
        few = min(count for _, count in self._asked(event))
        if few < FEW_EVENTS and not width.is_relative:
            ended += (
                f" It rests on few events, {few} at most in {'a pair of cells' if len(self.cells) > 1 else 'all'}: an "
                "absolute width is soon reached where something is rare. --until 10% asks for a tenth of the share, "
                "--least-events 100 for as many events."
            )
        return f"{ended} {STOPPED_RELATIVE if width.is_relative else STOPPED}"

    def as_document(self) -> dict[str, Any]:
        """The summary as JSON writes it."""
        first = self.cells[0].cell
        varied = {factor for factor, _ in first.varied}
        return {
            "scenario": self.scenario,
            "title": first.scenario.title,
            "seed": self.seed,
            "worlds": self.worlds,
            "worlds_asked": self.worlds_asked,
            "first_world": self.first_world,
            "complete": self.complete,
            "settings": {factor: value for factor, value in first.settings if factor not in varied},
            "until": None
            if self.until is None
            else {
                "event": self.until.event,
                "half_width": self.until.width.half,
                "relative": self.until.width.is_relative,
                "least_events": self.until.least_events,
                "reached": self.narrow,
                "widest_half_width": self.widest_half,
                "checked_every": UNTIL_BLOCK,
            },
            "methods": {
                "interval": WILSON,
                "difference": PAIRED,
                "pairing_saved": SAVED,
                "median_losses": MEDIANS,
            },
            "outcomes": {outcome.key: outcome.label for outcome in OUTCOMES},
            "notes": self.notes(),
            "cells": [self._cell(index) for index in range(len(self.cells))],
            **({} if self.against == 0 else {"differences": self._compared()}),
        }

    def _compared(self) -> list[dict[str, Any]]:
        """The differences that were asked for, where these are others than those to the first cell."""
        return [
            {
                "cell": self.cells[here].cell.name,
                "compared_with": self.cells[there].cell.name,
                "events": {event: _written(self.difference(event, here, there), "only_there") for event in EVENTS},
            }
            for there, others in self.compared
            for here in others
        ]

    def _cell(self, index: int) -> dict[str, Any]:
        counts = self.cells[index]
        document: dict[str, Any] = {
            "name": counts.cell.name,
            "factors": dict(counts.cell.varied),
            "worlds": counts.worlds,
            "china_gets_taiwan": counts.share(TO_CHINA),
            "war": counts.share(WENT_TO_WAR),
            "outcomes": {key: counts.share(key) for key in KEYS},
            "median_losses": counts.medians(),
            "median_loss_intervals": {
                name: None if ends is None else list(ends) for name, ends in counts.median_intervals().items()
            },
        }
        if index:
            document["difference_to_first"] = {
                event: _written(self.difference(event, index), "only_in_first") for event in EVENTS
            }
        return document


def _written(found: Difference, there: str) -> dict[str, Any]:
    """A difference as JSON writes it; `there` names the worlds in which it happens in the other cell only."""
    return {
        "difference": found.share,
        "interval": list(found.interval),
        "only_here": found.gained,
        there: found.lost,
        "pairing_saved": found.pairing_saved,
    }


def _happened(rows: Rows) -> Array:
    """(worlds, events) whether each event came."""
    outcome = rows["outcome"]
    taken = np.isin(outcome, [KEYS.index(key) for key in TAKEN])
    return np.column_stack([taken, rows["war"], *(outcome == index for index in range(len(KEYS)))])

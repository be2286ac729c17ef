"""Plans: the points of a study, and how each is played: on the same dice, or each on dice of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.analysis.study.factor import Factor
from wargame.analysis.study.file import Study
from wargame.batch.simulate import DRAWN, Played, Rows, failure_told
from wargame.batch.simulate import play as play_model
from wargame.batch.workers import each_played
from wargame.engine.parameters import Array, Distribution, as_array
from wargame.scenario.factors import Cell, Setting, cells
from wargame.scenario.numbers import declared, with_numbers
from wargame.scenario.opening import Luck
from wargame.statistics import designs, sensitivity

BLOCK_WORLDS = 8_000  # a point has numbers of its own, and takes more memory than worlds that share them
MOST_GAMES = 20_000_000  # each leaves a row
MOST_POINTS = 100_000  # each has numbers and a mean in memory; worlds of a point have none
MOST_LEARNT = 200_000  # worlds of each choice in a discovery, which looks at all of them at once
OWN_DICE = ("latin_hypercube", "sobol_sequence", "discovery")  # luck and parameters are told apart by dice that differ


class PlanFault(ValueError):
    """A plan that cannot be played; the message says why."""


@dataclass(frozen=True)
class Span:
    """Some points of one cell with some of their worlds: what is played at once."""

    start: int  # of the points in the order in which they are played
    stop: int
    first_world: int  # within each point
    worlds: int

    @property
    def games(self) -> int:
        return (self.stop - self.start) * self.worlds


@dataclass(frozen=True)
class Plan:
    """What is played.

    Args:
        study: the file, checked.
        points: (points, factors) numbers, indices of words, or NaN where a factor stays as written.
        cells: a scenario with its script for each combination of words.
        cell_of: (points,) the cell of each point.
        unit: (points, factors) in [0, 1] that the points were made from; empty where there was no such sample.
    """

    study: Study
    points: Array
    cells: tuple[Cell, ...]
    cell_of: Array
    unit: Array

    @property
    def worlds(self) -> int:
        """Worlds of each point."""
        return self.study.file.worlds

    @property
    def games(self) -> int:
        return len(self.points) * self.worlds

    @property
    def own_dice(self) -> bool:
        """Whether each point meets dice of its own, as does its twin in a discovery; else all meet the same."""
        return self.study.file.design in OWN_DICE

    @cached_property
    def order(self) -> Array:
        """(points,) the points in the order in which they are played: those of a cell together."""
        return np.argsort(self.cell_of, kind="stable")

    def numbers(self) -> list[tuple[int, Factor]]:
        """The factors that each world has for itself, with their columns."""
        return [(column, factor) for column, factor in enumerate(self.study.factors) if factor.is_number]

    def spans(self) -> Iterator[Span]:
        """All that is played, in pieces that fit in memory. Results do not depend on the pieces."""
        together = max(1, BLOCK_WORLDS // self.worlds)
        of_cell = self.cell_of[self.order]
        start = 0
        while start < len(self.order):
            stop = min(start + together, int(np.searchsorted(of_cell, of_cell[start], side="right")))
            for first in range(0, self.worlds, BLOCK_WORLDS):
                yield Span(start, stop, first, min(BLOCK_WORLDS, self.worlds - first))
            start = stop

    def first_world(self, place: int) -> int:
        """The number of the first world of the point that is played at this place."""
        if self.study.file.design == "discovery":
            place %= len(self.points) // 2  # the second choice meets the points and the dice of the first
        return place * self.worlds if self.own_dice else 0

    def world_numbers(self, span: Span) -> Array:
        """(rows,) the number of each world of a span, by which `wargame show` plays it again."""
        within = np.arange(span.first_world, span.first_world + span.worlds)
        return np.concatenate([self.first_world(place) + within for place in range(span.start, span.stop)])

    def shown(self, point: int) -> str:
        """A point in words: what differs from the scenario as written."""
        values = zip(self.study.factors, self.points[point], strict=True)
        return ", ".join(f"{f.path}={f.shown(value)}" for f, value in values if not np.isnan(value)) or "as written"


def make(study: Study) -> Plan:
    """The plan of a study.

    Raises:
        PlanFault: if it is larger than can be played.
    """
    file, factors = study.file, study.factors
    count = _count(study)
    if count * file.worlds > MOST_GAMES:
        raise PlanFault(
            f"{study.name}: {count:,} points times {file.worlds:,} worlds is {count * file.worlds:,} games; "
            f"the limit is {MOST_GAMES:,}: fewer points, steps, factors or worlds"
        )
    if count > MOST_POINTS:
        raise PlanFault(
            f"{study.name}: {count:,} points; the limit is {MOST_POINTS:,}: fewer points, steps or factors, and more "
            "worlds of each"
        )
    if file.design == "discovery" and file.points * file.worlds > MOST_LEARNT:
        raise PlanFault(
            f"{study.name}: {file.points:,} points times {file.worlds:,} worlds of each choice; a discovery learns "
            f"from {MOST_LEARNT:,} at most"
        )
    unit = np.empty((0, len(factors)))
    if file.design == "grid":
        points = designs.grid([factor.steps(file.steps) for factor in factors])
    elif file.design == "one_at_a_time":
        points = designs.one_at_a_time([factor.ends() for factor in factors])
    elif file.design == "discovery":
        from wargame.statistics.discovery import (
            check_installed,  # late: pandas takes a while, and other designs need none
        )

        check_installed()
        unit = designs.latin_hypercube(file.points, len(factors), file.seed)
        twins = [_with_choice(factors, unit, choice) for choice in (0.0, 1.0)]
        points, unit = np.concatenate(twins), np.concatenate([unit, unit])
    else:
        unit = _SAMPLES[file.design](file.points, len(factors), file.seed)
        points = np.column_stack([factor.at(unit[:, column]) for column, factor in enumerate(factors)])
    played, cell_of = _cells(study, points)
    return Plan(study, points, played, cell_of, unit)


def _with_choice(factors: tuple[Factor, ...], unit: Array, choice: float) -> Array:
    """The points of a sample, with one choice of the factor of words in all of them."""
    columns = [
        factor.at(unit[:, column]) if factor.is_number else np.full(len(unit), choice)
        for column, factor in enumerate(factors)
    ]
    return np.column_stack(columns)


_SAMPLES: dict[str, Callable[[int, int, int], Array]] = {
    "latin_hypercube": designs.latin_hypercube,
    "sobol_sequence": designs.sobol_sequence,
    "sobol_indices": sensitivity.sobol_points,
    "morris": sensitivity.morris_points,
}


def _count(study: Study) -> int:
    """How many points there will be, before any is made."""
    file, many = study.file, len(study.factors)
    if file.design == "grid":
        count = 1
        for factor in study.factors:
            count *= len(factor.steps(file.steps))
        return count
    if file.design == "one_at_a_time":
        return 1 + sum(len(factor.ends()) for factor in study.factors)
    return file.points * {"sobol_indices": many + 2, "morris": many + 1, "discovery": 2}.get(file.design, 1)


def _cells(study: Study, points: Array) -> tuple[tuple[Cell, ...], Array]:
    """A cell for each combination of words that some point has."""
    words = [column for column, factor in enumerate(study.factors) if not factor.is_number]
    seen: dict[tuple[Setting, ...], int] = {}
    cell_of = np.zeros(len(points), dtype=int)
    for point, row in enumerate(points):
        key = tuple(
            (study.factors[column].path, study.factors[column].levels[int(row[column])])
            for column in words
            if not np.isnan(row[column])
        )
        cell_of[point] = seen.setdefault(key, len(seen))
    varied = ([(factor, (value,)) for factor, value in key] for key in seen)
    return tuple(cells(study.scenario, study.set_, each)[0] for each in varied), cell_of


@dataclass(frozen=True)
class PointPlayer:
    """Plays a span of a plan: each world with the numbers of its point."""

    plan: Plan
    series: bool = False

    def __call__(self, span: Span) -> Played:
        plan, seed = self.plan, self.plan.study.file.seed
        points = plan.order[span.start : span.stop]
        cell = plan.cells[plan.cell_of[points[0]]]
        copies = 1 if plan.own_dice else len(points)
        worlds, first = len(points) * span.worlds, plan.first_world(span.start) + span.first_world
        luck = Luck(seed, worlds, first, copies)
        found = declared(cell.scenario)
        numbers: dict[str, Array] = {}
        for column, factor in plan.numbers():
            values = np.repeat(plan.points[points, column], span.worlds)
            missing = np.isnan(values)
            if not missing.all():
                written = as_array(found[factor.path].value, factor.path, luck.number) if missing.any() else values
                numbers[factor.path] = np.where(missing, written, values)
        gc.collect()
        with failure_told(seed, first, span.worlds, cell, f", points {points[0]} to {points[-1]}"):
            scenario = with_numbers(cell.scenario, numbers)
            played = play_model(scenario, seed, worlds, first, cell.script, copies, self.series)
        for path, values in numbers.items():
            if isinstance(found[path].value, Distribution):  # a point may leave it as written, and may set it
                played.rows[f"{DRAWN}{path}"] = values
        return played


def play(
    plan: Plan,
    jobs: int = 1,
    stopped: Callable[[], bool] = lambda: False,
    played: Callable[[int], None] = lambda n: None,
) -> Iterator[tuple[Span, Rows]]:
    """Play all of a plan.

    Yields:
        Each span with the measures of its worlds, in an order that does not depend on `jobs`.
    """
    with each_played(PointPlayer(plan), plan.spans(), jobs, stopped) as plays:
        for span in plan.spans():
            found = None if stopped() else next(plays, None)
            if found is None:
                return
            played(span.games)
            yield span, found.rows

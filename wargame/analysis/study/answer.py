"""The answer of a study: what was asked at each point, the effects, and where the variance comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wargame.analysis.questions import ASKED, Asked
from wargame.analysis.study import effects
from wargame.analysis.study.file import UNSAMPLED
from wargame.analysis.study.plan import Plan, Span
from wargame.analysis.summary import INTERVAL_NOTE, REFUSAL_NOTE
from wargame.engine.parameters import Array, Distribution
from wargame.scenario.factor_words import meaning
from wargame.scenario.inventory import take
from wargame.scenario.numbers import declared
from wargame.statistics import discovery, sensitivity, variance
from wargame.statistics.intervals import (
    MEAN,
    PAIRED,
    SAVED,
    WILSON,
    Interval,
    paired_difference,
    paired_mean,
    pairing_saved,
    pairing_saved_of_means,
    student,
    wilson,
    wilson_of_variance,
)
from wargame.statistics.moments import Moments
from wargame.statistics.value_table import Rows, Values, pieces

OVERALL = "Student's interval of the mean over points, 95%: it holds that other points, or other dice, could have come"
OVERALL_SHARE = (
    "Wilson score interval, 95%, of as many worlds as would say as much if each stood alone (Korn and Graubard 1998): "
    "it holds that other points, or other dice, could have come"
)
FEW_POINTS = 50  # below it, fewer than 9 of 10 such intervals hold what is true where it hangs on rare points
OF_THESE_DICE = (
    "Intervals of the factors hold that other points could have come, and not that other dice could: with more worlds "
    "of a point these indices come nearer to those of the model."
)
ONE_WORLD = (
    "One world at each point tells no interval: what the next one would bring cannot be seen. Two or more can tell it."
)


class Answer:
    """What was found. Filled span by span; asked once it is complete."""

    def __init__(self, plan: Plan, folder: Path | None = None) -> None:
        """An answer without any world. The values that were asked wait in a file, in `folder` if there is one."""
        self.plan = plan
        self.asked: Asked = ASKED[plan.study.file.measure]
        self._values = Values(len(plan.points), plan.worlds, bool if self.asked.is_share else float, folder)
        self._row_of = np.argsort(plan.order)  # rows are in the order in which points are played
        self.games = 0

    def add(self, span: Span, rows: dict[str, Array]) -> None:
        """Take in what a span of worlds came to."""
        taken = self.asked.take(rows).reshape(span.stop - span.start, span.worlds)
        self._values.add(span.start, span.first_world, taken)
        self.games += taken.size

    @property
    def complete(self) -> bool:
        return self.games == self.plan.games

    @property
    def design(self) -> str:
        return self.plan.study.file.design

    @property
    def seed(self) -> int:
        """Of all dice and resamples."""
        return self.plan.study.file.seed

    def values_of(self, points: Sequence[int] | Array) -> Rows:
        """(points, worlds) the values of some points, to be read in pieces."""
        return self._values.rows(self._row_of[np.asarray(points)])

    @cached_property
    def means(self) -> Array:
        """(points,) the mean of each point."""
        return self._values.sums[self._row_of] / self.plan.worlds

    @cached_property
    def _squares(self) -> Array:
        """(points,) sums of the squares."""
        return self._values.squares[self._row_of]

    @cached_property
    def _variances(self) -> Array:
        """(points,) of the worlds of each point, without bias; 0 where there is one world."""
        worlds = self.plan.worlds
        about = np.maximum(self._squares - worlds * self.means**2, 0.0)
        return about / max(worlds - 1, 1)

    def at(self, point: int) -> dict[str, Any]:
        """One point: its mean with N and interval; None for the interval where one world cannot tell it."""
        worlds, middle = self.plan.worlds, float(self.means[point])
        ends: Interval | None
        if self.asked.is_share:
            ends = wilson(round(middle * worlds), worlds)
        else:
            ends = paired_mean(worlds, middle * worlds, float(self._squares[point]))
        return {"mean": middle, "worlds": worlds, "interval": _listed(ends)}

    def difference(self, point: int, base: int = 0) -> dict[str, Any]:
        """A point less another, over the same worlds; None for the interval where one world cannot tell it."""
        worlds, gained, lost, moved, squares = self.plan.worlds, 0, 0, 0.0, 0.0
        ends: Interval | None
        for _, (here, there) in pieces(self.values_of([point, base])):
            off = here - there
            gained, lost = gained + int((off > 0).sum()), lost + int((off < 0).sum())
            moved, squares = moved + float(off.sum()), squares + float((off**2).sum())
        if self.asked.is_share:
            count, other = (round(float(self.means[each]) * worlds) for each in (point, base))
            ends = paired_difference(gained, lost, worlds)
            saved = pairing_saved(count, other, gained, lost, worlds)
        else:
            ends = paired_mean(worlds, moved, squares)
            saved = pairing_saved_of_means(
                float(self._variances[point]), float(self._variances[base]), moved, squares, worlds
            )
        return {"difference": moved / worlds, "interval": _listed(ends), "pairing_saved": saved}

    @cached_property
    def independent(self) -> Array:
        """The points that are a plain sample of the parameters: of Saltelli's scheme the first of each group."""
        step = len(self.plan.study.factors) + 2 if self.design == "sobol_indices" else 1
        return np.arange(0, len(self.plan.points), step)

    def overall(self) -> dict[str, Any]:
        """The mean over the points of a sample, with an interval that holds both the points and the dice."""
        of_points, worlds = self.means[self.independent], self.plan.worlds
        variance_of_mean = of_points.var(ddof=1) / len(of_points)
        if not self.plan.own_dice and worlds > 1:
            by_world = Moments(1)
            for _, piece in pieces(self.values_of(self.independent)):
                by_world.add(piece.mean(axis=0)[:, None])
            variance_of_mean += by_world.variance(0) / worlds
        middle = float(of_points.mean())
        # On dice that all points share, a world is one more throw and no more, however many points meet it.
        throws = len(of_points) * worlds if self.plan.own_dice else worlds
        fewest = len(of_points) if self.plan.own_dice or worlds == 1 else min(len(of_points), worlds)
        if self.asked.is_share:
            most = throws if variance_of_mean == 0 else len(of_points) * worlds
            ends = wilson_of_variance(middle, float(variance_of_mean), most, fewest)
        else:
            half = student(fewest - 1) * float(np.sqrt(variance_of_mean))
            ends = Interval(middle - half, middle + half)
        spread = np.quantile(of_points, [0.05, 0.95])
        return {
            "mean": middle, "points": len(of_points), "worlds": len(of_points) * worlds, "interval": list(ends),
            "middle_90_of_points": spread.tolist(),
        }  # fmt: skip

    def shares(self) -> dict[str, Any] | None:
        """How much of the variance of a world's answer is parameters, and how much is luck of play."""
        if self.design in ("one_at_a_time", "morris"):
            return None
        points, worlds = self.independent, self.plan.worlds
        found = (
            variance.nested(self.means[points], self._variances[points], worlds)
            if self.plan.own_dice
            else variance.crossed(self.values_of(points), self.seed, sampled=self.design != "grid")
        )
        if found is None:
            return None
        return {
            "points": len(points), "worlds_of_a_point": worlds,
            "method": variance.NESTED
            if self.plan.own_dice
            else variance.CROSSED_GRID
            if self.design == "grid"
            else variance.CROSSED,
            **{name: share.as_document() for name, share in found.items()},
        }  # fmt: skip

    def discovered(self) -> dict[str, Any]:
        """Where the first of two choices brings about what was asked and the second does not, and where neither."""
        numbers, half = self.plan.numbers(), len(self.plan.points) // 2
        columns = [column for column, _ in numbers]
        (words,) = (factor for factor in self.plan.study.factors if not factor.is_number)
        first, second = (
            self.values_of(points).worlds(0, self.plan.worlds).astype(bool)
            for points in (range(half), range(half, 2 * half))
        )
        found = discovery.discover(
            first, second, self.plan.points[:half, columns],
            [factor.path for _, factor in numbers], self.seed,
        )  # fmt: skip
        meant = {entry.path: entry.meaning for entry in take(self.plan.study.scenario).entries}
        known = {factor.path: factor for _, factor in numbers}
        for question in ("differs", "same"):
            for bound in found[question]["box"]["bounds"] if found[question] else ():
                low, high = known[bound["factor"]].ends()
                bound |= {"unit": known[bound["factor"]].as_document()["unit"], "varied": [low, high],
                          "meaning": meant.get(bound["factor"], "")}  # fmt: skip
        return {"factor": words.path, "choices": list(words.levels), **found}

    def left_to_dice(self) -> list[str]:
        """Numbers that the scenario leaves uncertain and the study does not vary: each world draws its own."""
        varied = {factor.path for factor in self.plan.study.factors}
        numbers = declared(self.plan.cells[0].scenario).values()
        return [
            number.path for number in numbers if isinstance(number.value, Distribution) and number.path not in varied
        ]

    def notes(self) -> list[str]:
        """What a reader must know beside the numbers."""
        dice = "each point on dice of its own" if self.plan.own_dice else "the same dice at every point"
        if self.design == "discovery":
            dice += ", the same under both choices"
        notes = [f"{INTERVAL_NOTE} Here: {dice}."]
        if self.design in ("sobol_indices", "morris"):
            notes.append(OF_THESE_DICE)
        if self.design not in ("one_at_a_time", "grid", "morris", "discovery") and len(self.independent) < FEW_POINTS:
            narrow = "too narrow if much hangs on a few rare points" if self.plan.own_dice else "rather too narrow"
            few = f"From fewer than {FEW_POINTS} points"
            notes.append(f"{few}, intervals of where variance comes from are {narrow}.")
        if self.design in UNSAMPLED and not self.asked.is_share and self.plan.worlds == 1:
            notes.append(ONE_WORLD)
        elif self.design == "one_at_a_time" and not self.asked.is_share:
            notes.append(
                "An interval of +0 … +0: no world differs among these. An effect that fewer than about 3 in "
                f"{self.plan.worlds:,} worlds have would not be seen."
            )
        if self.design == "one_at_a_time" and ONE_WORLD not in notes:
            notes.append("Of effects that are nothing, about 1 in 20 has an interval that leaves out 0, by chance.")
        if left := self.left_to_dice():
            listed = ", ".join(left[:4]) + (f" and {len(left) - 4} more" if len(left) > 4 else "")
            notes.append(f"The scenario leaves uncertain, and each world draws, as part of its luck: {listed}.")
        if any(cell.refuses_access for cell in self.plan.cells):
            notes.append(REFUSAL_NOTE)
        return notes

    def as_document(self) -> dict[str, Any]:
        """The answer as JSON writes it. Made once: bootstraps take seconds."""
        return self._document

    @cached_property
    def _document(self) -> dict[str, Any]:
        plan, file = self.plan, self.plan.study.file
        first = plan.cells[0]
        document: dict[str, Any] = {
            "question": file.question,
            "study": plan.study.name,
            "scenario": file.scenario,
            "title": first.scenario.title,
            "measure": self.asked.as_document(),
            "design": file.design,
            "points": len(plan.points),
            "worlds_of_a_point": plan.worlds,
            "games": plan.games,
            "dice": "own" if plan.own_dice else "same",
            "seed": file.seed,
            "settings": dict(plan.study.set_),
            "factors": [
                {**factor.as_document(), "meaning": meaning(factor.path, file.scenario) or None}
                for factor in plan.study.factors
            ],
            "notes": self.notes(),
            "methods": self._methods(),
        }
        if self.design == "one_at_a_time":
            return {**document, "as_written": self.at(0), **effects.tornado(self)}
        if self.design == "discovery":
            return {**document, "discovery": self.discovered()}
        if self.design == "grid":
            document |= effects.cells(self)
        elif self.design != "morris":  # whose paths are no sample of the ranges
            document["overall"] = self.overall()
        return {**document, "variance": self.shares(), **effects.of_factors(self)}

    def _methods(self) -> dict[str, str]:
        methods = {"interval": WILSON if self.asked.is_share else MEAN}
        if self.design in ("one_at_a_time", "grid"):
            methods |= {"difference": PAIRED if self.asked.is_share else MEAN, "pairing_saved": SAVED}
        elif self.design == "discovery":
            methods = dict(discovery.METHODS)
        elif self.design != "morris":
            methods["overall"] = OVERALL_SHARE if self.asked.is_share else OVERALL
        methods |= {
            "grid": {"of_factors": variance.OF_GRID},
            "latin_hypercube": {"of_factors": variance.RANKS},
            "sobol_sequence": {"of_factors": variance.RANKS},
            "sobol_indices": {"of_factors": sensitivity.SOBOL},
            "morris": {"of_factors": sensitivity.MORRIS},
        }.get(self.design, {})
        return methods


def _listed(ends: Interval | None) -> list[float] | None:
    return None if ends is None else list(ends)

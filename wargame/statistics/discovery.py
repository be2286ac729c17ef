"""Discovery: under which conditions does one of two choices change what was asked, and when does it not matter?

Boxes by PRIM, the patient rule induction method [friedman-fisher1999] that scenario discovery uses
[bryant-lempert2010], and feature scores by extra trees, both from the EMA Workbench [kwakkel2017]. Boxes are found on
half of the points and told of the other half, which they have not seen. The workbench is imported when it is needed:
it brings much with it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.engine import dice
from wargame.engine.parameters import Array
from wargame.installed import MissingExtra
from wargame.statistics.intervals import LEVEL, WILSON_OF_POINTS, wilson, wilson_of_points

if TYPE_CHECKING:
    import pandas as pd

RESAMPLES = 20  # each grows a forest
TREES = 60
SMALLEST = 0.05  # share of the worlds that a box holds at least
WORTH = 1.0  # standard errors that a bound has to add, or it is left out
FEWEST = 20  # worlds with a difference, and without, below which nothing can be learnt
BOXES = (
    "PRIM on half of the points; of its boxes the one whose density stands furthest out, in standard errors; bounds "
    f"that add less than {WORTH:g} of these are left out. Density and coverage are counted in the other half, Wilson, "
    "95%"
)
SCORES = f"feature scores by extra trees: mean and middle 95% of {RESAMPLES} bootstraps over the points"


@dataclass(frozen=True)
class Bound:
    """One condition of a box: a factor between two values, either of which may be the end of its range."""

    factor: str
    low: float | None  # None where only the high end is bound
    high: float | None


@dataclass(frozen=True)
class Box:
    """Conditions under which something happens more often, as counted in worlds that did not make them."""

    bounds: tuple[Bound, ...]
    happens: Array  # (points, worlds) of the half in which it was counted
    inside: Array  # (points,) which of these points it holds

    def as_document(self) -> dict[str, Any]:
        held = self.inside[:, None] & np.ones_like(self.happens)
        return {
            "bounds": [{"factor": bound.factor, "low": bound.low, "high": bound.high} for bound in self.bounds],
            "worlds": self.happens.size,
            "worlds_inside": int(held.sum()),
            "density": _share(self.happens & held, held),
            "coverage": _share(self.happens & held, self.happens),
            "everywhere": _share(self.happens),
        }


def discover(first: Array, second: Array, numbers: Array, factors: Sequence[str], seed: int) -> dict[str, Any]:
    """What the two choices do, and where.

    Args:
        first: (points, worlds) whether it happens under the first choice.
        second: the same worlds under the second.
        numbers: (points, factors) what each point had.
        factors: names.
        seed: of the halves and of the bootstrap.

    Returns:
        Counts of what the choice changes, and for each of `differs` and `same` a box and the scores of the factors;
        None in their place where too few worlds differ.

    Raises:
        MissingExtra: if the EMA Workbench is not installed.
    """
    only_first, only_second = first & ~second, second & ~first
    both, neither = first & second, ~first & ~second
    found: dict[str, Any] = {
        name: _share(each)
        for name, each in (
            ("only_first", only_first), ("only_second", only_second), ("both", both), ("neither", neither),
        )
    }  # fmt: skip
    import pandas as pd  # late: most commands have no use for it

    frame = pd.DataFrame(np.repeat(numbers, first.shape[1], axis=0), columns=list(factors))
    half = np.repeat(dice.uniforms(seed, "discovery:half", 0, (), len(first)) < 0.5, first.shape[1])
    for name, happens in (("differs", only_first.ravel()), ("same", (both | neither).ravel())):
        enough = min(happens[half].sum(), (~happens[half]).sum()) >= FEWEST and happens[~half].any()
        found[name] = None
        if enough:
            box = _box(frame, happens, half, first.shape[1])
            found[name] = {"box": box.as_document(), "scores": _scores(frame, happens, first.shape[1], seed)}
    return found


def _share(happens: Array, among: Array | None = None) -> dict[str, Any]:
    """The share of (points, worlds) in which it happens, among some of them or all."""
    among = np.ones_like(happens) if among is None else among
    count, worlds = int(happens.sum()), int(among.sum())
    several = happens.shape[1] > 1
    ends = wilson_of_points(happens.sum(axis=1), among.sum(axis=1)) if several else wilson(count, worlds)
    return {"count": count, "worlds": worlds, "share": count / worlds if worlds else None, "interval": list(ends)}


def _box(frame: pd.DataFrame, happens: Array, half: Array, worlds: int) -> Box:
    """The box that one half shows best, counted in the other."""
    workbench = _workbench()
    learnt, known = frame[half].reset_index(drop=True), happens[half]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prim = workbench.prim.Prim(learnt, known, threshold=0.0, threshold_type=1, mass_min=SMALLEST)
        peeled = prim.find_box()
    boxes = [_bounds(limits, learnt) for limits in peeled.box_lims] if peeled is not None else []
    bounds = max(boxes, key=lambda each: _stands_out(each, learnt, known), default=())
    while bounds:  # leave out what adds little, the least first
        less = max(
            (tuple(other for other in bounds if other is not bound) for bound in bounds),
            key=lambda each: _stands_out(each, learnt, known),
        )
        if _stands_out(less, learnt, known) < _stands_out(bounds, learnt, known) - WORTH:
            break
        bounds = less
    inside = _inside(bounds, frame[~half]).reshape(-1, worlds)[:, 0]  # worlds of a point have the same numbers
    return Box(bounds, happens[~half].reshape(-1, worlds), inside)


def _bounds(limits: pd.DataFrame, learnt: pd.DataFrame) -> tuple[Bound, ...]:
    bounds = []
    for factor in learnt.columns:
        low, high = (float(end) for end in limits[factor])
        above = low if low > learnt[factor].min() else None
        below = high if high < learnt[factor].max() else None
        if above is not None or below is not None:
            bounds.append(Bound(factor, above, below))
    return tuple(bounds)


def _inside(bounds: Sequence[Bound], frame: pd.DataFrame) -> Array:
    within = np.ones(len(frame), dtype=bool)
    for bound in bounds:
        values = frame[bound.factor].to_numpy()
        within &= (values >= bound.low) if bound.low is not None else True
        within &= (values <= bound.high) if bound.high is not None else True
    return within


def _stands_out(bounds: Sequence[Bound], frame: pd.DataFrame, happens: Array) -> float:
    """How many standard errors more often it happens inside than everywhere."""
    inside, share = _inside(bounds, frame), float(happens.mean())
    count = int(inside.sum())
    return float((happens[inside].sum() - count * share) / sqrt(count * share * (1 - share))) if count else 0.0


def _scores(frame: pd.DataFrame, happens: Array, worlds: int, seed: int) -> list[dict[str, Any]]:
    """Each factor's share in what tells worlds apart, the largest first; resampled by points, not by worlds."""
    workbench = _workbench()
    points = len(frame) // worlds
    drawn = (dice.uniforms(seed, "discovery:resample", 0, (points,), RESAMPLES) * points).astype(np.int64)
    again = []
    for number, picked in enumerate(drawn):
        rows = (picked[:, None] * worlds + np.arange(worlds)).ravel()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            scores, _ = workbench.feature_scoring.get_ex_feature_scores(
                frame.iloc[rows].reset_index(drop=True), happens[rows], nr_trees=TREES, random_state=number,
                mode=workbench.feature_scoring.RuleInductionType.CLASSIFICATION,
            )  # fmt: skip
        again.append([float(scores.loc[factor].iloc[0]) for factor in frame.columns])
    whole = np.mean(again, axis=0).tolist()
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    rows_ = zip(frame.columns, whole, low.tolist(), high.tolist(), strict=True)
    return sorted(
        ({"factor": factor, "score": score, "interval": [one, other]} for factor, score, one, other in rows_),
        key=lambda row: -row["score"],
    )


MISSING = "this design needs the EMA Workbench, which is not installed: pip install 'linchpin-wargame[discovery]'"


def check_installed() -> None:
    """Say before a game is played that the workbench is missing. Raises MissingExtra."""
    try:
        found = find_spec("ema_workbench")
    except ValueError:  # it is kept from being imported
        found = None
    if found is None:
        raise MissingExtra(MISSING)


@dataclass(frozen=True)
class _Workbench:
    prim: Any
    feature_scoring: Any


def _workbench() -> _Workbench:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ema_workbench.analysis import feature_scoring, prim
    except ImportError as error:
        raise MissingExtra(MISSING) from error
    logging.getLogger("EMA").setLevel(logging.ERROR)
    return _Workbench(prim, feature_scoring)


METHODS = {"boxes": BOXES, "scores": SCORES, "share": WILSON_OF_POINTS}

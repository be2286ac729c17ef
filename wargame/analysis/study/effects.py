"""What each factor of a study does, in the way that its design can tell, and which does most if one can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.engine.parameters import Array
from wargame.statistics import sensitivity, variance
from wargame.statistics.intervals import Interval, mean, paired_mean, paired_parts, wilson_of_points
from wargame.statistics.ranking import Ranked, largest, smallest
from wargame.statistics.value_table import pieces

if TYPE_CHECKING:
    from wargame.analysis.study.answer import Answer


def tornado(answer: Answer) -> dict[str, Any]:
    """Each factor's effects against the scenario as written, the widest first, and which factor has the widest."""
    rows: list[dict[str, Any]] = []
    widest, point = [], 1
    for column, factor in enumerate(answer.plan.study.factors):
        effects, points = [], []
        for value in factor.ends():
            assert answer.plan.points[point, column] == value
            effects.append({"value": factor.shown(value), **answer.at(point), **_to(answer, point)})
            points.append(point)
            point += 1
        rows.append({"factor": factor.path, "as_written": factor.as_written or None, "effects": effects})
        widest.append(max(zip(effects, points, strict=True), key=lambda each: abs(each[0]["difference"])))
    sizes = [effect["difference"] for effect, _ in widest]
    ranked = largest(
        [abs(size) for size in sizes],
        lambda one, other: _lead(answer, (widest[one][1], sizes[one]), (widest[other][1], sizes[other])),
    )
    order = sorted(range(len(rows)), key=lambda row: -abs(sizes[row]))
    return {"tornado": [rows[row] for row in order], "largest": _named(ranked, [row["factor"] for row in rows])}


def _lead(answer: Answer, one: tuple[int, float], other: tuple[int, float]) -> Interval | None:
    """How much further one point lies from the scenario as written than another, whatever the directions."""
    total, squares, sizes, (first, up), (second, along) = 0.0, 0.0, 0.0, one, other
    for _, (here, there, base) in pieces(answer.values_of([first, second, 0])):
        ahead = np.sign(up) * (here - base) - np.sign(along) * (there - base)
        total, squares = total + float(ahead.sum()), squares + float((ahead**2).sum())
        sizes += float(np.abs(ahead).sum())
    if answer.asked.is_share:
        return paired_parts(total, squares, sizes, answer.plan.worlds)
    return paired_mean(answer.plan.worlds, total, squares)


def _to(answer: Answer, point: int) -> dict[str, Any]:
    """The difference to the first point, its interval under a name of its own."""
    found = answer.difference(point)
    return {
        "difference": found["difference"],
        "difference_interval": found["interval"],
        "pairing_saved": found["pairing_saved"],
    }


def cells(answer: Answer) -> dict[str, Any]:
    """Every point of a grid, beside the first, and at which it is least and most."""
    rows = [
        {"point": answer.plan.shown(point), **answer.at(point), **(_to(answer, point) if point else {})}
        for point in range(len(answer.plan.points))
    ]
    names, means = [row["point"] for row in rows], [row["mean"] for row in rows]

    def lead(one: int, other: int) -> Interval | None:
        ends = answer.difference(one, other)["interval"]
        return None if ends is None else Interval(*ends)

    return {
        "cells": rows,
        "smallest": _named(smallest(means, lead), names),
        "largest": _named(largest(means, lead), names),
    }


def of_factors(answer: Answer) -> dict[str, Any]:
    """What each factor does, and which has the largest share or effect."""
    return {"of_factors": [], **_OF[answer.design](answer)}


def _named(ranked: Ranked, names: Sequence[str]) -> dict[str, Any]:
    """The largest as JSON writes it: its name, and those that cannot be told apart from it."""
    return {"name": names[ranked.first], "not_told_apart": [names[at] for at in ranked.rivals]}


def _sobol(answer: Answer) -> dict[str, Any]:
    found = sensitivity.sobol_indices(answer.means, _paths(answer), answer.seed)
    if found is None:
        return {}
    rows = [
        {
            "factor": index.factor,
            "first": index.first,
            "first_interval": [index.first - index.first_half, index.first + index.first_half],
            "total": index.total,
            "total_interval": [index.total - index.total_half, index.total + index.total_half],
        }
        for index in sorted(found, key=lambda index: -index.total)
    ]
    totals = [index.total for index in found]
    ranked = largest(totals, lambda one, other: sensitivity.index_lead(found[one], found[other]))
    return {"of_factors": rows, "largest": _named(ranked, [index.factor for index in found])}


def _morris(answer: Answer) -> dict[str, Any]:
    found = sensitivity.morris_effects(answer.plan.unit, answer.means, _paths(answer), answer.seed)
    rows = [
        {
            "factor": effect.factor,
            "size": effect.size,
            "size_interval": [max(0.0, effect.size - effect.size_half), effect.size + effect.size_half],
            "mean": effect.mean,
            "spread": effect.spread,
        }
        for effect in sorted(found, key=lambda effect: -effect.size)
    ]
    sizes = [effect.size for effect in found]
    ranked = largest(sizes, lambda one, other: sensitivity.effect_lead(found[one], found[other]))
    return {"of_factors": rows, "largest": _named(ranked, [effect.factor for effect in found])}


def _grid(answer: Answer) -> dict[str, Any]:
    shape = [len(factor.steps(answer.plan.study.file.steps)) for factor in answer.plan.study.factors]
    shares = (
        variance.of_grid(answer.values_of(range(len(answer.means))), shape, answer.seed) if len(shape) > 1 else None
    )
    rows = [
        {"factor": name, **share.as_document()}
        for name, share in zip([*_paths(answer), "together"], shares or [], strict=False)
    ]
    return {"of_factors": rows}


def _ranks(answer: Answer) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    ranks: dict[str, variance.Rank] = {}
    for column, factor in enumerate(answer.plan.study.factors):
        values = answer.plan.points[:, column]
        row: dict[str, Any] = {"factor": factor.path}
        if factor.is_number:
            rank = variance.rank_correlation(values, answer.means, answer.seed)
            row["rank_correlation"] = rank.share if rank else None
            row["interval"] = list(rank.interval) if rank else None
            ranks |= {factor.path: rank} if rank else {}
        else:
            row["levels"] = [
                {
                    "value": level,
                    "mean": float(chosen.mean()),
                    "points": len(chosen),
                    "interval": _listed(_mean_of(answer, chosen)),
                }
                for place, level in enumerate(factor.levels)
                if len(chosen := answer.means[values == place])
            ]
        rows.append(row)
    rows.sort(key=lambda row: -abs(row.get("rank_correlation") or 0))
    if not ranks:
        return {"of_factors": rows}
    names, found = list(ranks), list(ranks.values())
    ranked = largest(
        [abs(rank.share) for rank in found], lambda one, other: variance.rank_lead(found[one], found[other])
    )
    return {"of_factors": rows, "largest": _named(ranked, names)}


def _paths(answer: Answer) -> list[str]:
    return [factor.path for factor in answer.plan.study.factors]


def _mean_of(answer: Answer, points: Array) -> Interval | None:
    """The interval of the mean of some points of a sample, from the mean of each; None where one cannot tell it."""
    worlds = np.full(len(points), answer.plan.worlds)
    return wilson_of_points(np.rint(points * worlds), worlds) if answer.asked.is_share else mean(points)


def _listed(ends: Interval | None) -> list[float] | None:
    return None if ends is None else list(ends)


_OF: dict[str, Callable[[Any], dict[str, Any]]] = {
    "sobol_indices": _sobol, "morris": _morris, "grid": _grid, "latin_hypercube": _ranks, "sobol_sequence": _ranks,
}  # fmt: skip

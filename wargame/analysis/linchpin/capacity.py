"""Capacity of a war turn: the most fighter sorties that reach the strait, as a maximum flow with its minimum cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from wargame.engine.orders import BY_KEY
from wargame.engine.orders.ladders import COMBAT, JOIN, SUPPORT
from wargame.engine.parameters import Array, resolve
from wargame.engine.physics.flight import sortie_rate, tanker_cover
from wargame.engine.theatre import STRAIT, flight_path
from wargame.scenario.factors import Cell
from wargame.scenario.opening import open_theatre

SOURCE = "aircraft"
SDF = "Self-Defense Forces"
EXACT = 1000  # capacities are whole thousandths of a sortie: with fractions a cut could miss an arc by rounding
MIDDLE = np.full(1, 0.5)  # an uncertain number is taken at its median

Node: TypeAlias = Any  # the name of a base, a track or the strait, or a pair such as ("consent", "japan")


@dataclass(frozen=True)
class Arc:
    """An arc of the minimum cut: what holds the flow down there."""

    base: str
    limit: str  # parking, or SDF aircraft; or a flight, in a graph whose tracks have a limit
    sorties: float


@dataclass(frozen=True)
class Flow:
    """The most fighter sorties that reach the strait in a war turn, and what limits them."""

    sorties: float
    cut: tuple[Arc, ...]
    by_base: Mapping[str, float]
    on_arc: Mapping[tuple[str, str], float]  # between bases, tracks and the strait


def network(cell: Cell) -> nx.DiGraph:
    """Lay out the capacity of a war turn, in thousandths of a sortie, from aircraft over hosts and bases to the strait.

    Every base is as full as its parking allows and every strip is open. The sorties of an aircraft, and what
    refuelling and missing tankers take from them, are those of the rule `sorties`. Arcs without a capacity have no
    limit: consent that is given, and a flight by tracks, whose price is already taken off.

    What the scenario, or whoever runs it, orders of Tokyo holds. Where nobody orders anything, Tokyo joins.
    """
    scenario, theatre = cell.scenario, open_theatre(cell.scenario)
    params = resolve(scenario.model.sorties, "model.sorties", lambda path: MIDDLE)  # type: ignore[attr-defined]
    access = _widest(cell, "japan.access", JOIN)
    offensive = BY_KEY["japan.sdf"].index("offensive")
    at_strait = 1.0 if _widest(cell, "japan.sdf", offensive) == offensive else float(params.home_share[0])
    tankers = tanker_cover(theatre, np.ones((1, len(theatre.names))), np.full(1, access >= SUPPORT), params)
    rate = sortie_rate(theatre, tankers, params)[0]
    parked = japan_aircraft(cell)

    graph = nx.DiGraph()
    graph.add_nodes_from([SOURCE, STRAIT])
    for column, base in enumerate(theatre.bases):
        path = flight_path(theatre.graph, base.name)
        if not path or base.closed:
            continue
        ground = ("ground", base.name)
        graph.add_edge(ground, base.name, capacity=_whole(base.parking * rate[column]))
        nx.add_path(graph, path)
        if theatre.us_may_use[column] and (base.host != "japan" or access >= COMBAT):
            nx.add_path(graph, [SOURCE, ("consent", base.host), ground])
        if access == JOIN and parked[column] > 0:
            graph.add_edge(SOURCE, SDF)
            graph.add_edge(SDF, ground, capacity=_whole(parked[column] * at_strait * rate[column]))
    return graph


def flow(graph: nx.DiGraph) -> Flow:
    """The maximum flow to the strait and its minimum cut, which are equal [ford-fulkerson1956].

    Of several minimum cuts it is the one nearest to the strait.
    """
    value, through = nx.maximum_flow(graph, SOURCE, STRAIT)
    _, (above, below) = nx.minimum_cut(graph, SOURCE, STRAIT)
    cut = [
        _arc(start, end, capacity / EXACT)
        for start, end, capacity in graph.edges(data="capacity")
        if start in above and end in below and capacity
    ]
    return Flow(
        sorties=value / EXACT,
        cut=tuple(sorted(cut, key=lambda arc: -arc.sorties)),
        by_base={node[1]: sum(out.values()) / EXACT for node, out in through.items() if _is(node, "ground")},
        on_arc={
            (start, end): sorties / EXACT
            for start, out in through.items()
            for end, sorties in out.items()
            if isinstance(start, str) and isinstance(end, str) and start not in (SOURCE, SDF)
        },
    )


def _arc(start: Node, end: Node, found: float) -> Arc:
    if _is(start, "ground"):
        return Arc(start[1], "parking", found)
    if start == SDF:
        return Arc(end[1], "SDF aircraft", found)
    return Arc(str(start), "flight", found)


def _is(node: Node, kind: str) -> bool:
    return isinstance(node, tuple) and node[0] == kind


def _whole(capacity: float) -> int:
    return round(EXACT * capacity)


def _widest(cell: Cell, key: str, usual: int) -> int:
    """The furthest choice of an order that holds in the cell, as an index; the usual one where none does."""
    given = cell.script.always.get(key)
    if given is None:
        return usual
    return max(BY_KEY[key].index(choice) for choice in ([given] if isinstance(given, str) else given))


def japan_aircraft(cell: Cell) -> Array:
    """(bases,) Japanese combat aircraft on D-day, at the median where uncertain."""
    bases = cell.scenario.bases.items()
    return np.array([float(resolve(base, f"bases.{name}", lambda _: MIDDLE).japan_aircraft[0]) for name, base in bases])

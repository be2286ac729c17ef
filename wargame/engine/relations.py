"""Relations: the governments of the region as a directed graph, and who turns to Beijing after a war.

Edges say how far one state leans on another, for trade and for security. Built once for each scenario
with networkx; the rules read its arrays, one column a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from wargame.engine.parameters import Array


@dataclass(frozen=True)
class Relations:
    """The states that are not sides of the game, and what ties them to those that are."""

    graph: nx.DiGraph
    states: tuple[str, ...]
    threshold: Array  # (states,) pressure at which a state turns to Beijing
    china_trade: Array  # (states,) share of its trade that is with China
    us_security: Array  # (states,) how far it leans on the US for security, share
    follows_japan: Array  # (states,) how far it takes its cue from Tokyo, share
    neighbours: Array  # (states, states) how far a state follows another, rows sum to at most 1


def build(states: Mapping[str, tuple[float, float, float, float]], ties: Mapping[tuple[str, str], float]) -> Relations:
    """Lay out the graph of states.

    Args:
        states: name to (threshold, trade with China, security from the US, cue from Japan), shares.
        ties: (state, other) to how far the state follows the other, share.
    """
    graph = nx.DiGraph()
    for name, (threshold, trade, security, cue) in states.items():
        graph.add_node(name, threshold=threshold)
        graph.add_edge(name, "china", trade=trade)
        graph.add_edge(name, "us", security=security)
        graph.add_edge(name, "japan", cue=cue)
    for (name, other), weight in ties.items():
        graph.add_edge(name, other, follows=weight)
    names = tuple(states)
    follows = nx.to_numpy_array(graph, nodelist=names, weight="follows", nonedge=0.0) if names else np.zeros((0, 0))
    return Relations(
        graph=graph,
        states=names,
        threshold=np.array([graph.nodes[name]["threshold"] for name in names]),
        china_trade=np.array([graph.edges[name, "china"]["trade"] for name in names]),
        us_security=np.array([graph.edges[name, "us"]["security"] for name in names]),
        follows_japan=np.array([graph.edges[name, "japan"]["cue"] for name in names]),
        neighbours=follows / np.maximum(follows.sum(axis=1, keepdims=True), 1.0),
    )

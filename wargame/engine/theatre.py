"""The theatre: bases, tanker tracks and launch areas as a graph, and what follows from distance.

Built once for each scenario with networkx; the rules read its arrays, one column a base.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import numpy as np

from wargame.engine.parameters import Array

STRAIT = "Taiwan Strait"
STRAIT_POINT = (24.0, 120.0)  # where the landing fleet is fought, latitude and longitude
TAIPEI = (25.0375, 121.5637)  # from which published distances are measured
FIGHTER_STRIP_METRES = 1525  # [fas-airbase]
TANKER_STRIP_METRES = 2134  # [fas-airbase]
MISSILE_RANGE_KM = {
    "short": 1000,
    "medium": 3000,
    "intermediate": 5500,
    "cruise": 1500,
}  # [cmpr2024], upper ends
FIGHTER_LEG_KM = 1400  # what a fighter flies between refuellings; judgement


@dataclass(frozen=True)
class Place:
    """A base, a tanker track or a launch area, as the scenario gives it."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Base(Place):
    """A base: who owns the ground, who uses it, and what it can take."""

    host: str
    operator: str  # us, japan or civil
    runways: tuple[float, ...]  # metres
    parking: float  # aircraft that find room
    port: bool = False
    open_to_us: bool = False
    closed: bool = False  # nothing flies from it


@dataclass(frozen=True)
class Theatre:
    """Bases as columns, and what their distances mean."""

    bases: tuple[Base, ...]
    graph: nx.DiGraph

    names: tuple[str, ...]
    kilometres: Array  # (bases,) to Taipei, great circle
    flight_km: Array  # (bases,) to the strait along the shortest path with refuelling, infinite if none
    refuellings: Array  # (bases,) on the way there
    fighter_strips: Array  # (bases,) runways that can be cut into strips long enough for a fighter, in strips
    tanker_strips: Array  # (bases,) the same for tankers
    parking: Array  # (bases,) aircraft that find room
    in_reach: Array  # (MISSILES, bases) which class of missile reaches which base
    on_japan: Array  # (bases,) on Japanese soil
    on_us: Array  # (bases,) on US soil
    us_operated: Array  # (bases,)
    us_may_use: Array  # (bases,) airfields: its own in Japan and on US soil, those shared with it, and willing hosts'
    closed: Array  # (bases,) nothing flies from it, whatever its host permits
    japan_operated: Array  # (bases,)
    civil: Array  # (bases,) used only once opened
    airfield: Array  # (bases,)

    def index(self, name: str) -> int:
        return self.names.index(name)


@lru_cache(maxsize=32)
def build(bases: tuple[Base, ...], tracks: tuple[Place, ...], launch_areas: tuple[Place, ...]) -> Theatre:
    """Lay the theatre out as a graph and read the arrays off it; all games in the same places share one."""
    graph = nx.DiGraph()
    strait = Place(STRAIT, *STRAIT_POINT)
    graph.add_node(STRAIT, place=strait, kind="strait")
    for kind, places in (("base", bases), ("track", tracks), ("launch", launch_areas)):
        for place in places:
            graph.add_node(place.name, place=place, kind=kind)
    airfields = [base for base in bases if not base.port]
    for start in (*airfields, *tracks):
        for end in (*tracks, strait):
            leg = great_circle_km(start, end)
            if start is not end and leg <= FIGHTER_LEG_KM:
                graph.add_edge(start.name, end.name, kilometres=leg)
    for area in launch_areas:
        for base in bases:
            distance = great_circle_km(area, base)
            reach = [kind for kind, limit in MISSILE_RANGE_KM.items() if distance <= limit]
            graph.add_edge(area.name, base.name, missile_km=distance, reach=reach)

    flights = [_flight(graph, base.name) for base in bases]
    taipei = Place("Taipei", *TAIPEI)
    return Theatre(
        bases=bases,
        graph=graph,
        names=tuple(base.name for base in bases),
        kilometres=np.array([great_circle_km(base, taipei) for base in bases]),
        flight_km=np.array([kilometres for kilometres, _ in flights]),
        refuellings=np.array([stops for _, stops in flights]),
        fighter_strips=np.array([_strips(base, FIGHTER_STRIP_METRES) for base in bases]),
        tanker_strips=np.array([_strips(base, TANKER_STRIP_METRES) for base in bases]),
        parking=np.array([base.parking for base in bases]),
        in_reach=np.array([[_in_reach(graph, base.name, kind) for base in bases] for kind in MISSILE_RANGE_KM]),
        on_japan=np.array([base.host == "japan" for base in bases]),
        on_us=np.array([base.host == "us" for base in bases]),
        us_operated=np.array([base.operator == "us" for base in bases]),
        us_may_use=np.array([_us_may_use(base) for base in bases]),
        closed=np.array([base.closed for base in bases]),
        japan_operated=np.array([base.operator == "japan" for base in bases]),
        civil=np.array([base.operator == "civil" for base in bases]),
        airfield=np.array([not base.port for base in bases]),
    )


def great_circle_km(start: Place, end: Place) -> float:
    """Distance on the sphere, km (haversine, mean radius 6,371 km)."""
    latitude, other = math.radians(start.latitude), math.radians(end.latitude)
    across = math.radians(end.longitude - start.longitude)
    half = math.sin((other - latitude) / 2) ** 2 + math.cos(latitude) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def hosts(theatre: Theatre) -> Mapping[str, tuple[str, ...]]:
    """The bases of each host, for removing a host's consent."""
    by_host: dict[str, list[str]] = {}
    for base in theatre.bases:
        by_host.setdefault(base.host, []).append(base.name)
    return {host: tuple(names) for host, names in by_host.items()}


def flight_path(graph: nx.DiGraph, base: str) -> list[str]:
    """The nodes of the shortest flight from a base over tanker tracks to the strait; none where it is out of reach."""
    try:
        path: list[str] = nx.shortest_path(graph, base, STRAIT, weight="kilometres")
    except nx.NetworkXNoPath:
        return []
    return path


def _us_may_use(base: Base) -> bool:
    its_own = base.operator == "us" and base.host in ("japan", "us")
    return not base.port and not base.closed and (base.open_to_us or its_own)


def _flight(graph: nx.DiGraph, base: str) -> tuple[float, int]:
    """The shortest flight to the strait: its length, and how often it refuels."""
    path = flight_path(graph, base)
    if not path:
        return math.inf, 0
    return nx.path_weight(graph, path, "kilometres"), len(path) - 2


def _strips(base: Base, metres: float) -> float:
    """How many strips of a length the runways hold, counting a spare part of a strip."""
    return float(sum(length / metres if length >= metres else 0.0 for length in base.runways))


def _in_reach(graph: nx.DiGraph, base: str, kind: str) -> bool:
    return any(kind in reach for _, _, reach in graph.in_edges(base, data="reach", default=()))

"""From latitude and longitude to the map: azimuthal equidistant from Taipei, so that rings are circles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import acos, cos, radians, sin
from pathlib import Path

TAIPEI = (25.05, 121.53)
EARTH_KM = 6371.0
COAST = Path(__file__).with_name("coast.json")
SMALLEST = 1.2  # islands narrower than this many pixels are left out
SHORES = {"China": "china", "Hong Kong": "china", "Taiwan": "taiwan", "Japan": "japan"}


@dataclass(frozen=True)
class Frame:
    """A window on the map: its size in pixels, its scale, and where Taipei lies in it."""

    name: str
    width: int
    height: int
    km_per_pixel: float
    taipei_x: float
    taipei_y: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Pixels of a place."""
        east, north = kilometres(latitude, longitude)
        return self.taipei_x + east / self.km_per_pixel, self.taipei_y - north / self.km_per_pixel

    def holds(self, x: float, y: float, margin: float = 8) -> bool:
        """Whether a point is inside, a margin away from the edge."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


CRISIS = Frame("crisis", 518, 716, 6.0, 84, 375)
WAR = Frame("war", 518, 682, 3.57, 122, 416)
PHONE_CRISIS = Frame("phone-crisis", 390, 250, 11.1, 123, 125)
PHONE_WAR = Frame("phone-war", 390, 260, 6.7, 119, 188)
PHONE_BLOCKADE = Frame("phone-blockade", 390, 250, 8.0, 105, 140)
FLAGSHIP = Frame("flagship", 240, 198, 18.7, 84, 120)
THUMBNAILS = (
    Frame("strait", 260, 112, 4.2, 130, 62),
    Frame("islands", 260, 112, 11.0, 40, 82),
    Frame("pacific", 260, 112, 24.0, 70, 78),
)


@lru_cache(maxsize=4096)
def kilometres(latitude: float, longitude: float) -> tuple[float, float]:
    """East and north of Taipei, as the crow flies: the azimuthal equidistant projection [snyder1987]."""
    phi0, phi = radians(TAIPEI[0]), radians(latitude)
    turn = radians(longitude - TAIPEI[1])
    cosine = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(turn)
    angle = acos(min(1.0, max(-1.0, cosine)))
    stretch = 1.0 if angle < 1e-9 else angle / sin(angle)
    east = stretch * cos(phi) * sin(turn)
    north = stretch * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(turn))
    return EARTH_KM * east, EARTH_KM * north


@lru_cache(maxsize=16)
def shores(frame: Frame) -> dict[str, str]:
    """Path of each shore in a frame: china, taiwan, japan, and land for the rest.

    Wide screens show more sea at the sides than the frame holds, so rings up to a frame away are kept.
    """
    paths: dict[str, list[str]] = {"land": [], "china": [], "taiwan": [], "japan": []}
    for country in json.loads(COAST.read_text("utf-8")):
        for ring in country["rings"]:
            points = [frame.at(latitude, longitude) for longitude, latitude in ring]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if max(max(xs) - min(xs), max(ys) - min(ys)) < SMALLEST:
                continue
            if max(xs) < -frame.width or min(xs) > 2 * frame.width or max(ys) < 0 or min(ys) > frame.height:
                continue
            paths[SHORES.get(country["name"], "land")].append(_path(points))
    return {shore: "".join(parts) for shore, parts in paths.items()}


def _path(points: list[tuple[float, float]]) -> str:
    """Steps of at least half a pixel, in tenths, relative to the last point: short to send."""
    x, y = round(points[0][0], 1), round(points[0][1], 1)
    path = [f"M{x:g} {y:g}l"]
    for px, py in points[1:]:
        dx, dy = round(px - x, 1), round(py - y, 1)
        if abs(dx) + abs(dy) < 0.5:
            continue
        path.append(f"{dx:g} {dy:g} ")
        x, y = x + dx, y + dy
    return "".join(path).rstrip() + "z"

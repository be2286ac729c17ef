"""Places of a scenario: bases, and points on the map."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wargame.engine.parameters import Number, quantity
from wargame.scenario.schema.part import Part
from wargame.text.phrase import marked


class Place(Part):
    """A point on the map."""

    latitude: float = Field(ge=-90, le=90, description=marked("degrees north"))
    longitude: float = Field(ge=-180, le=180, description=marked("degrees east"))


class Base(Place):
    """A base: where it is, whose ground it stands on, who uses it, and what is there on D-day."""

    host: Literal["japan", "us", "philippines", "south_korea", "australia"]
    operator: Literal["us", "japan", "civil"]
    port: bool = Field(False, description="a naval port without a runway")
    open_to_us: bool = Field(
        False, description="US forces may use it though it is not theirs: a shared or civil field, or a third host's"
    )
    closed: bool = Field(
        False, description="nothing flies from it, US or Japanese; US aircraft there move to where they may fight"
    )
    runways: list[Annotated[float, Field(ge=300, le=6000)]] = Field([], description="lengths, m")
    parking: float = Field(0.0, ge=0, le=1000, description=marked("aircraft that find room"))
    us_aircraft: Number = quantity("aircraft", (0, 1000), "US combat aircraft on D-day")
    japan_aircraft: Number = quantity("aircraft", (0, 1000), "Japanese combat aircraft on D-day")
    shelters: Number = quantity("aircraft", (0, 1000), "aircraft under hardened shelters")
    interceptors: Number = quantity("missiles", (0, 2000), "interceptors against ballistic missiles")

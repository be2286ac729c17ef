"""Events of a scenario: on which date, and what they move."""

from __future__ import annotations

from pydantic import Field

from wargame.engine.parameters import Number, Section, sourced
from wargame.scenario.schema.part import CHANGE, Part, Quarter, Text
from wargame.text.phrase import marked


class Effects(Section):
    """What an event moves, each added once. The fields are those of world.EFFECTS."""

    public_trust: Number = sourced(0.0, "share", CHANGE, "scenario", "of the public that trusts the US")
    elite_trust: Number = sourced(0.0, "share", CHANGE, "scenario", "trust of officials in the US")
    threat: Number = sourced(0.0, "share", CHANGE, "scenario", "threat that Japan perceives")
    cabinet: Number = sourced(0.0, "share", CHANGE, "scenario", "approval of Japan's cabinet; it fades")
    access_support: Number = sourced(0.0, "share", CHANGE, "scenario", "of the public for US combat operations")
    warmth: Number = sourced(0.0, "share", CHANGE, "scenario", "warmth between leaders; it fades")
    commitment: Number = sourced(0.0, "share", CHANGE, "scenario", "how clear the US commitment looks")
    taiwan_will: Number = sourced(0.0, "share", CHANGE, "scenario", "of Taiwan's public that would hold out")
    china_readiness: Number = sourced(0.0, "share", CHANGE, "scenario", "readiness of the PLA")
    us_approval: Number = sourced(0.0, "share", CHANGE, "scenario", "support of the US administration")
    lower_seats: Number = sourced(0.0, "share", CHANGE, "scenario", "of Japan's lower house that the coalition holds")
    upper_seats: Number = sourced(0.0, "share", CHANGE, "scenario", "of Japan's upper house that the coalition holds")


class Inject(Part):
    """A dated event: a headline, and what it moves."""

    date: Quarter = Field(description=marked("the quarter in which it happens"))
    headline: Text = Field(description=marked("one sentence; Markdown within the line"))
    effects: Effects
    source: Text = Field("judgement", description="a key of SOURCES.md in brackets, or judgement")

"""The four governments of a scenario: doctrine, and what each starts with."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from wargame.engine.agents import DOCTRINES
from wargame.engine.parameters import Number, Section, quantity
from wargame.scenario.schema.part import SHARE, Part, Text
from wargame.text.phrase import say
from wargame.text.validation_error import misfit


class China(Section):
    """China at the start."""

    approval: Number = quantity("share", SHARE, "support of the leadership")
    readiness: Number = quantity("share", SHARE, "of what the PLA was told to be able to do")
    ready_by: Number = quantity("year", (2024, 2060), "the year by which the PLA was told to be ready")
    resolve: Number = quantity("share", SHARE, "will to take Taiwan by force if the odds are good")


class Taiwan(Section):
    """Taiwan at the start."""

    approval: Number = quantity("share", SHARE, "support of the government")
    will: Number = quantity("share", SHARE, "of the public that would hold out")
    spending: Number = quantity("share of output", (0, 0.2), "defence spending")
    gas_days: Number = quantity("days", (0, 365), "stock of gas")
    coal_days: Number = quantity("days", (0, 365), "stock of coal")
    oil_days: Number = quantity("days", (0, 730), "stock of oil")
    food_days: Number = quantity("days", (0, 730), "stock of food")


class Japan(Section):
    """Japan at the start."""

    cabinet: Number = quantity("share", SHARE, "approval of the cabinet")
    lower_seats: Number = quantity("share", SHARE, "of the lower house that the coalition holds")
    upper_seats: Number = quantity("share", SHARE, "of the upper house that the coalition holds")
    partner_doubt: Number = quantity(
        "share", SHARE, "how far the coalition's junior partner follows a public that is against combat use of bases"
    )
    public_trust: Number = quantity("share", SHARE, "of the public that trusts the US")
    elite_trust: Number = quantity("share", SHARE, "trust of officials in the US")
    threat: Number = quantity("share", SHARE, "threat perceived from China")
    affinity: Number = quantity("share", SHARE, "of the public that feels close to the US")
    access_support: Number = quantity("share", SHARE, "of the public for US combat operations from Japan")
    spending: Number = quantity("share of output", (0, 0.1), "defence spending")


class UnitedStates(Section):
    """The United States at the start."""

    approval: Number = quantity("share", SHARE, "support of the administration")
    tariff: Number = quantity("share", SHARE, "tariff on Japanese goods")
    commitment: Number = quantity("share", SHARE, "how clear the commitment to Taiwan looks")


Mix = Annotated[float, Field(ge=0, le=1)]


class Actor(Part):
    """A government: how it is called, and by which doctrine it decides."""

    name: Text

    def mix(self) -> dict[str, float]:
        """Doctrine to weight."""
        doctrine = self.doctrine  # type: ignore[attr-defined]
        return {doctrine: 1.0} if isinstance(doctrine, str) else dict(doctrine)


def _doctrines(side: str) -> Any:
    """The type of a doctrine: the name of one, or a mix by weight."""
    names = Literal[tuple(DOCTRINES[side])]  # type: ignore[valid-type]
    mix = Annotated[dict[names, Mix], AfterValidator(_some_weight)]  # type: ignore[valid-type]
    meaning = say("a doctrine, or a mix by weight, as in {example}", example="{name: 0.7, other: 0.3}")
    return Annotated[names | mix, Field(description=meaning)]


def _some_weight(mix: dict[str, float]) -> dict[str, float]:
    if not sum(mix.values()) > 0:
        raise misfit("weights", say("a mix without weight"), say("at least one weight above 0"))
    return mix


class ChinaActor(Actor):
    """China: name, doctrine and starting values."""

    doctrine: _doctrines("china")  # type: ignore[valid-type]
    start: China


class TaiwanActor(Actor):
    """Taiwan: name, doctrine and starting values."""

    doctrine: _doctrines("taiwan")  # type: ignore[valid-type]
    start: Taiwan


class JapanActor(Actor):
    """Japan: name, doctrine and starting values."""

    doctrine: _doctrines("japan")  # type: ignore[valid-type]
    start: Japan


class UnitedStatesActor(Actor):
    """The United States: name, doctrine and starting values."""

    doctrine: _doctrines("us")  # type: ignore[valid-type]
    start: UnitedStates


class Actors(Part):
    """The four governments."""

    china: ChinaActor
    taiwan: TaiwanActor
    japan: JapanActor
    us: UnitedStatesActor

"""What an instructor may write in a scenario file."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field, create_model, model_validator

from wargame.engine.agents import GOVERNMENTS
from wargame.engine.rules import ALL_RULES, name, summary
from wargame.scenario.schema.actors import Actors
from wargame.scenario.schema.calendar import TURNS_PER_QUARTER, Calendar, turn_of
from wargame.scenario.schema.fixed_orders import FixedOrders
from wargame.scenario.schema.forces import Forces
from wargame.scenario.schema.injects import Inject
from wargame.scenario.schema.names import NameOf
from wargame.scenario.schema.part import Part, Text
from wargame.scenario.schema.places import Base, Place
from wargame.scenario.schema.roles import CoachMark, Roles
from wargame.scenario.schema.translation import Language, Translation, pairs
from wargame.scenario.schema.utilities import Utilities
from wargame.text.phrase import marked, say
from wargame.text.validation_error import misfit

READ_BY_PEOPLE: Any = {  # texts, and what no rule of the game reads
    "title": True, "summary": True, "minutes": True, "difficulty": True, "utilities": True, "roles": True,
    "coach": True, "debrief": True, "sources": True, "translations": True,
    "injects": {"__all__": {"headline", "source"}},
    "actors": {"china": {"name"}, "taiwan": {"name"}, "japan": {"name"}, "us": {"name"}},
}  # fmt: skip
StateName = Annotated[str, NameOf("relations")]


class State(Part):
    """A state that may turn to Beijing after a war."""

    threshold: float = Field(ge=0, le=2, description=marked("pressure at which it turns"))
    china_trade: float = Field(ge=0, le=1, description=marked("share of its trade that is with China"))
    us_security: float = Field(ge=0, le=1, description=marked("how far it leans on the US for security, share"))
    follows_japan: float = Field(0.0, ge=0, le=1, description=marked("how far it takes its cue from Tokyo, share"))
    follows: dict[StateName, Annotated[float, Field(ge=0, le=1)]] = Field(
        {}, description="how far it follows other states"
    )


_SECTIONS: dict[str, Any] = {
    name(module): (module.Params, Field(module.Params(), description=summary(module)))
    for module in (*ALL_RULES, *GOVERNMENTS)
}
ModelParams = create_model(
    "ModelParams", __base__=Part, __doc__="The numbers of the rules and of the governments.", **_SECTIONS
)


class Scenario(Part):
    """A whole scenario."""

    title: Text
    summary: Text = Field(description=marked("one paragraph for the lobby; Markdown"))
    minutes: int = Field(ge=1, le=600, description=marked("about how long a game takes a person"))
    difficulty: Literal["easy", "medium", "hard"]
    calendar: Calendar
    actors: Actors
    relations: dict[str, State] = Field(description=marked("states around, and what ties them"))
    bases: dict[str, Base] = Field(min_length=3, description=marked("at least three, by name"))
    tracks: dict[str, Place] = Field(description=marked("where tankers wait"))
    launch_areas: dict[str, Place] = Field(description=marked("where China's missiles start"))
    forces: Forces
    injects: list[Inject] = Field([], description="dated events")
    orders: FixedOrders = Field(default_factory=FixedOrders)
    model: ModelParams = Field(default_factory=ModelParams)  # type: ignore[valid-type]
    utilities: Utilities | None = Field(None, description="what each government wants; nothing in a game reads it")
    roles: Roles
    coach: list[CoachMark] = Field([], description="hints for a first game, in the order in which they are shown")
    debrief: list[Text] = Field(min_length=1, description=marked("questions for the debrief"))
    sources: list[Text] = Field([], description="keys of SOURCES.md that the numbers rest on")
    translations: dict[Language, Translation] = Field({}, description="the texts in other languages, as far as they go")

    @model_validator(mode="after")
    def _events_in_time(self) -> Scenario:
        """An event outside the game would be silent."""
        calendar = self.calendar
        for number, inject in enumerate(self.injects):
            turn = turn_of(calendar.start, calendar.turn, inject.date)
            if not 0 <= turn < calendar.turns:
                last = calendar.turns // TURNS_PER_QUARTER[calendar.turn]
                at = ("injects", number, "date")
                raise misfit(
                    "outside_the_game",
                    say("{found} is outside the game", found=inject.date),
                    say("a quarter from {start} on, {quarters} in all", start=calendar.start, quarters=last),
                    at=at,
                )
        return self

    @model_validator(mode="after")
    def _translations_fit(self) -> Scenario:
        """A line too many or too few would be said in the wrong place."""
        self.translated()
        return self

    def translated(self) -> dict[str, dict[str, str]]:
        """For each language the texts that are translated, with their translations."""
        return {name: dict(pairs(self, name, said)) for name, said in self.translations.items()}

    def said(self) -> str:
        """What the scenario says of the game, as one text: all but its translations, which change nothing in it."""
        return self.model_dump_json(exclude={"translations"})

    def played(self) -> str:
        """What a game reads of the scenario, as one text: nothing that only people read, and 8 the same as 8.0."""
        return json.dumps(_as_floats(json.loads(self.model_dump_json(exclude=READ_BY_PEOPLE))))

    def text(self) -> str:
        """All that was written, with what it extends, as JSON that `load_text` takes back; no defaults."""
        return self.model_dump_json(exclude_unset=True)


def _as_floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_floats(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

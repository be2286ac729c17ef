"""What an instructor may write in a scenario file, part by part."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from wargame.agents import DOCTRINES, GOVERNMENTS
from wargame.orders import ORDERS, SIDES
from wargame.parameters import Number, Section, quantity, sourced
from wargame.phrase import marked
from wargame.rules import ALL_RULES, name, summary
from wargame.scenario.calendar import TURNS_PER_QUARTER, turn_of
from wargame.scenario.names import NameOf
from wargame.scenario.translation import Language, Translation, pairs
from wargame.scenario.utilities import Utilities

Quarter = Annotated[str, StringConstraints(pattern=r"^20\d\d Q[1-4]$")]
Text = Annotated[str, StringConstraints(min_length=1)]
StateName = Annotated[str, NameOf("relations")]
SHARE = (0.0, 1.0)
CHANGE = (-1.0, 1.0)


class Part(BaseModel):
    """A part of a scenario that is not only numbers."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Calendar(Part):
    """When the game begins, how long a turn is, and how many there may be."""

    start: Quarter = Field(description="the first quarter, as in 2025 Q4")
    turn: Literal["quarter", "month", "week"] = Field("quarter", description="length of a crisis turn")
    turns: int = Field(ge=0, le=120, description="crisis turns; 0 starts with the war, or with the blockade")
    begins: Literal["crisis", "blockade", "war"] | None = Field(
        None, description="the stage in which the game begins, if it has no crisis turns"
    )
    blockade_turns: int = Field(26, ge=1, le=52, description="weeks of a blockade, at most")
    war_turns: int = Field(ge=1, le=20, description="war turns of 3.5 days, at most")

    @property
    def first_stage(self) -> str:
        """The stage in which the game begins."""
        return self.begins or ("crisis" if self.turns else "war")

    @model_validator(mode="after")
    def _begins_somewhere(self) -> Calendar:
        """A crisis needs turns, and turns need a crisis."""
        if (self.first_stage == "crisis") != (self.turns > 0):
            wanted = "1 or more" if self.turns == 0 else "0"
            raise PydanticCustomError(
                "begins",
                "a game that begins with the {begins} has {wanted} crisis turns",
                {"begins": self.first_stage, "wanted": wanted, "at": ("turns",)},
            )
        return self


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
    return Annotated[names | mix, Field(description="a doctrine, or a mix by weight, as in {name: 0.7, other: 0.3}")]


def _some_weight(mix: dict[str, float]) -> dict[str, float]:
    if not sum(mix.values()) > 0:
        raise PydanticCustomError("weights", "a mix without weight; at least one weight above 0")
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


class Place(Part):
    """A point on the map."""

    latitude: float = Field(ge=-90, le=90, description="degrees north")
    longitude: float = Field(ge=-180, le=180, description="degrees east")


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


class ChinaForces(Section):
    """China's forces for the strait."""

    short_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 1,000 km")
    medium_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 3,000 km")
    intermediate_missiles: Number = quantity("missiles", (0, 10000), "ballistic missiles to 5,500 km")
    cruise_missiles: Number = quantity("missiles", (0, 10000), "ground-launched cruise missiles")
    ship_missiles: Number = quantity("missiles", (0, 5000), "ballistic missiles kept for ships")
    aircraft: Number = quantity("aircraft", (0, 5000), "combat aircraft for the strait")
    landing_ships: Number = quantity("ships", (0, 1000), "amphibious ships and the Ro-Ro that land", whole=True)
    escorts: Number = quantity("ships", (0, 1000), "major surface combatants", whole=True)
    submarines: Number = quantity("boats", (0, 200), "attack submarines", whole=True)
    first_day_troops: Number = quantity("troops", (0, 100000), "landed on D-day by the whole fleet")
    turn_troops: Number = quantity("troops", (0, 300000), "landed in 3.5 days by the whole fleet")


class TaiwanForces(Section):
    """Taiwan's forces."""

    aircraft: Number = quantity("aircraft", (0, 5000), "combat aircraft")
    cave_aircraft: Number = quantity("aircraft", (0, 1000), "of these, safe in caves")
    shelters: Number = quantity("aircraft", (0, 2000), "hardened shelters on its fields")
    ships: Number = quantity("ships", (0, 500), "major surface combatants", whole=True)
    coastal_missiles: Number = quantity("missiles", (0, 10000), "anti-ship missiles ashore")
    mines: Number = quantity("share", SHARE, "of a full field")
    battalions: Number = quantity("battalions", (0, 500), "regular ground battalions", whole=True)
    reserve_battalions: Number = quantity("battalions", (0, 500), "reserve ground battalions", whole=True)


class JapanForces(Section):
    """Japan's forces at sea; its aircraft stand at their bases."""

    ships: Number = quantity("ships", (0, 500), "destroyers and frigates", whole=True)
    submarines: Number = quantity("boats", (0, 100), "attack submarines", whole=True)


class UnitedStatesForces(Section):
    """US forces for the theatre; fighters stand at their bases."""

    bomber_loads: Number = quantity("squadron loads per 3.5 days", (0, 20), "anti-ship bomber strikes")
    load_missiles: Number = quantity("missiles", (0, 500), "anti-ship missiles in a squadron load")
    lrasm: Number = quantity("missiles", (0, 10000), "LRASM")
    jassm: Number = quantity("missiles", (0, 20000), "JASSM that can strike ships; 0 if none can")
    carriers: Number = quantity("carriers", (0, 11), "carriers in the theatre", whole=True)
    ships: Number = quantity("ships", (0, 200), "other major surface combatants", whole=True)
    submarines: Number = quantity("boats", (0, 60), "in the strait on D-day", whole=True)
    submarines_following: Number = quantity("boats", (0, 60), "that arrive in each of two turns", whole=True)
    reinforcements: Number = quantity("aircraft per 3.5 days", (0, 500), "fighters that come from elsewhere")


class Forces(Part):
    """Forces of the four sides."""

    china: ChinaForces
    taiwan: TaiwanForces
    japan: JapanForces
    us: UnitedStatesForces


class State(Part):
    """A state that may turn to Beijing after a war."""

    threshold: float = Field(ge=0, le=2, description=marked("pressure at which it turns"))
    china_trade: float = Field(ge=0, le=1, description=marked("share of its trade that is with China"))
    us_security: float = Field(ge=0, le=1, description=marked("how far it leans on the US for security, share"))
    follows_japan: float = Field(0.0, ge=0, le=1, description=marked("how far it takes its cue from Tokyo, share"))
    follows: dict[StateName, Annotated[float, Field(ge=0, le=1)]] = Field(
        {}, description="how far it follows other states"
    )


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


class Inject(Part):
    """A dated event: a headline, and what it moves."""

    date: Quarter = Field(description="the quarter in which it happens")
    headline: Text = Field(description="one sentence; Markdown within the line")
    effects: Effects
    source: Text = Field("judgement", description="a key of SOURCES.md in brackets, or judgement")


class Question(Part):
    """A quick question on the rules, for somebody who has just read the brief."""

    ask: Text = Field(description="Markdown within the line")
    answers: list[Text] = Field(min_length=2, max_length=4)
    right: int = Field(ge=1, le=4, description="the number of the right answer, from 1")
    because: Text = Field(description="one sentence, shown once it is answered")

    @model_validator(mode="after")
    def _right_is_there(self) -> Question:
        if self.right > len(self.answers):
            raise PydanticCustomError(
                "right", "there are {answers} answers", {"answers": len(self.answers), "at": ("right",)}
            )
        return self


class Role(Part):
    """The brief of a seat."""

    brief: Text = Field(description="a few lines; Markdown")
    goals: list[Text] = Field(min_length=1, description="what pulls apart; Markdown within the line")
    more: str = Field("", description="the long brief, below the short one; Markdown")
    quiz: list[Question] = Field([], description="quick questions on the rules")


class CoachMark(Part):
    """A hint beside a part of the turn page, for who plays for the first time."""

    turn: int = Field(1, ge=1, description="of the game, from 1")
    at: Literal["changes", "indicators", "map", "cards", "estimate", "levers", "events", "forecast"]
    words: Text = Field(description="Markdown within the line")


class Roles(Part):
    """The briefs of the four seats."""

    china: Role
    taiwan: Role
    japan: Role
    us: Role


def _as_written(value: Any) -> Any:
    """A number as text: whoever writes `tariff: 25` means the choice 25."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _fixed(side: str) -> Any:
    """The orders that a scenario may fix for a side."""
    fields: dict[str, Any] = {}
    for order in ORDERS:
        if order.side == side:
            choice: Any = Literal[order.names]
            one: Any = Annotated[choice, BeforeValidator(_as_written)]
            kind: Any = one | Annotated[list[one], Field(min_length=1)] | None
            meaning = f"{order.question} One choice, or a list: one a turn, the last of which stays."
            fields[order.name] = (kind, Field(None, description=meaning))
    return create_model(f"{side.title()}Orders", __base__=Part, __doc__=f"Fixed orders of {side}.", **fields)


ChinaOrders, TaiwanOrders, JapanOrders, UsOrders = map(_fixed, SIDES)


class FixedOrders(Part):
    """Orders that stand for the whole game, whatever the doctrine says."""

    china: ChinaOrders = Field(default_factory=ChinaOrders)  # type: ignore[valid-type]
    taiwan: TaiwanOrders = Field(default_factory=TaiwanOrders)  # type: ignore[valid-type]
    japan: JapanOrders = Field(default_factory=JapanOrders)  # type: ignore[valid-type]
    us: UsOrders = Field(default_factory=UsOrders)  # type: ignore[valid-type]

    def given(self) -> dict[str, str | list[str]]:
        """Order key to choice, or to a list of choices by turn, for those that are fixed."""
        return {
            f"{side}.{name}": choice
            for side in SIDES
            for name, choice in getattr(self, side).model_dump(exclude_none=True).items()
        }


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
    summary: Text = Field(description="one paragraph for the lobby; Markdown")
    minutes: int = Field(ge=1, le=600, description="about how long a game takes a person")
    difficulty: Literal["easy", "medium", "hard"]
    calendar: Calendar
    actors: Actors
    relations: dict[str, State] = Field(description="states around, and what ties them")
    bases: dict[str, Base] = Field(min_length=3, description="at least three, by name")
    tracks: dict[str, Place] = Field(description="where tankers wait")
    launch_areas: dict[str, Place] = Field(description="where China's missiles start")
    forces: Forces
    injects: list[Inject] = []
    orders: FixedOrders = Field(default_factory=FixedOrders)
    model: ModelParams = Field(default_factory=ModelParams)  # type: ignore[valid-type]
    utilities: Utilities | None = Field(None, description="what each government wants; nothing in a game reads it")
    roles: Roles
    coach: list[CoachMark] = Field([], description="hints for a first game, in the order in which they are shown")
    debrief: list[Text] = Field(min_length=1, description="questions for the debrief")
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
                raise PydanticCustomError(
                    "outside_the_game",
                    "{found} is outside the game; a quarter from {start} on, {quarters} in all",
                    {"found": inject.date, "start": calendar.start, "quarters": last, "at": at},
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

"""The end of a game in words: how it ended, when, at what loss and what cost."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.outcome import OUTCOMES, OutcomeClass
from wargame.engine.world import CHINA, ENDINGS, JAPAN, STOCKS, TAIWAN, US, WAR_TURN_DAYS, World
from wargame.game.dates import quarter
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import plural, say, together


@dataclass(frozen=True)
class Outcome:
    """How a game ended."""

    index: int
    key: str
    label: str
    sentence: str
    details: tuple[str, ...]


def describe(world: World, scenario: Scenario) -> Outcome:
    """How a finished game of one world ended, in words."""
    index = int(world.outcome[0])
    outcome: OutcomeClass = OUTCOMES[index]
    details: list[str] = []
    blockade = _blockade_told(world, scenario) if world.blockade_turns[0] > 0 else []
    if world.war_turns[0] > 0:
        if blockade:
            details.append(say("The war grew out of a blockade of {weeks}.", weeks=_weeks(world)))
        elif world.dday_turn[0] >= 0:
            details.append(say("Beijing invaded in {quarter}.", quarter=quarter(scenario, int(world.dday_turn[0]))))
        started = world.landing_ships[0] + world.landing_ships_lost[0]
        details.append(
            say(
                "On D+{day:g} China held {area:,.0f} km² of Taiwan with {battalions:.0f} battalions; {left:.0f} of its "
                "{started:.0f} landing ships were afloat.",
                day=world.war_turns[0] * WAR_TURN_DAYS,
                area=world.area_km2[0],
                battalions=world.battalions_ashore[0],
                left=world.landing_ships[0],
                started=started,
            )
        )
        if ENDINGS[int(world.ending[0])] == "nuclear":
            details.append(say("A nuclear weapon was used, and the war stopped."))
        lost = (
            say(
                "{side} {aircraft:.0f} aircraft and {ships:.0f} ships",
                side=name,
                aircraft=world.aircraft_lost[0, side],
                ships=world.ships_lost[0, side],
            )
            for side, name in (
                (CHINA, say("China")), (TAIWAN, say("Taiwan")), (JAPAN, say("Japan")), (US, say("the United States"))
            )
        )  # fmt: skip
        details.append(say("Losses: {losses}.", losses=together(lost, ", ")))
    details.extend(blockade)
    if world.war_turns[0] == 0 and world.blockade_turns[0] == 0 and world.blockaded[0] > 0:
        quarters = max(round(float(world.blockaded[0])), 1)
        squeezed = say("a quarter") if quarters == 1 else plural(str(quarters), "quarter")
        details.append(say("Taiwan spent {quarters} under quarantine.", quarters=squeezed))
    if world.war_turns[0] == 0 and world.blockade_turns[0] == 0:
        details.append(
            say("At the end Beijing put its odds of taking Taiwan at {odds:.0f} of 100.", odds=100 * world.odds[0])
        )
    turned = [name for name, wave in zip(world.relations.states, world.realigned[0], strict=True) if wave]
    if turned:
        details.append(say("Turned to Beijing afterwards: {states}.", states=together(turned, ", ")))
    cost = world.output_lost[0]
    if cost.max() >= 0.005:
        details.append(
            say(
                "Cost in a year's output: Taiwan {taiwan:.0%}, Japan {japan:.0%}, China {china:.0%}, US {us:.0%}.",
                taiwan=cost[TAIWAN],
                japan=cost[JAPAN],
                china=cost[CHINA],
                us=cost[US],
            )
        )
    return Outcome(index, outcome.key, outcome.label, outcome.sentence, tuple(details))


def _weeks(world: World) -> str:
    """How long the blockade lasted."""
    weeks = int(world.blockade_turns[0])
    return say("a week") if weeks == 1 else plural(str(weeks), "week")


def _blockade_told(world: World, scenario: Scenario) -> list[str]:
    turn = int(world.blockade_turn[0])
    if turn >= 0:
        began = say(
            "Beijing blockaded Taiwan at the end of {quarter}; it lasted {weeks}.",
            quarter=quarter(scenario, turn),
            weeks=_weeks(world),
        )
    else:
        began = say("The blockade lasted {weeks}.", weeks=_weeks(world))
    sunk = float(world.merchants_sunk[0])
    ships = {0: say("No merchant ship was sunk."), 1: say("1 merchant ship was sunk.")}.get(
        round(sunk), say("{ships:.0f} merchant ships were sunk.", ships=sunk)
    )
    days = dict(zip(STOCKS, world.stocks[0], strict=True))
    return [
        together([began, ships]),
        say(
            "At its end Taiwan had electricity for {power:.0f}% of normal use. "
            "Days left: gas {gas:.0f}, coal {coal:.0f}, oil {oil:.0f}, food {food:.0f}.",
            power=world.power[0] * 100,
            **days,
        ),
    ]

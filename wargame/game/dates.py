"""Dates: when a turn is and what it covers, in words."""

from __future__ import annotations

from wargame.engine.world import BLOCKADE, BLOCKADE_TURN_DAYS, CRISIS, WAR, WAR_TURN_DAYS
from wargame.model import CrisisModel
from wargame.scenario.schema.calendar import TURNS_PER_QUARTER, year_and_quarter
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import say

MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"), say("July"), say("August"),
    say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip


def quarter(scenario: Scenario, turn: int) -> str:
    """The date of a crisis turn: "2026 Q3", or with its month or week."""
    year, first = year_and_quarter(scenario.calendar.start)
    per = TURNS_PER_QUARTER[scenario.calendar.turn]
    quarters, part = divmod(turn, per)
    years, number = divmod(first - 1 + quarters, 4)
    if per == 3:
        return say("{month} {year}", month=MONTHS[number * 3 + part], year=year + years)
    named = say("{year} Q{quarter}", year=year + years, quarter=number + 1)
    return say("{quarter}, week {week}", quarter=named, week=part + 1) if per == 13 else named


def date(model: CrisisModel, over: bool) -> str:
    """When the turn is that a game of one world is at: a quarter, a week of a blockade, a day of a war."""
    if model.clock.stage == CRISIS:
        return quarter(model.crisis, model.clock.turn)
    if model.clock.stage == BLOCKADE:
        return say("Week {week}", week=int(model.world.blockade_turns[0]) if over else model.clock.turn + 1)
    played = float(model.world.war_turns[0]) if over else model.clock.turn
    return f"D+{played * WAR_TURN_DAYS:g}" if played else say("D-day")


def period(model: CrisisModel, over: bool) -> str:
    """What time that turn covers, in words; empty where the date says it."""
    if over:
        return ""
    clock = model.clock
    if clock.stage == BLOCKADE:
        year = float(model.world.began[0]) + clock.turn * BLOCKADE_TURN_DAYS / 365.25
        return say("{month} {year}", month=MONTHS[int(year % 1 * 12)], year=int(year))
    if clock.stage == WAR:
        return say("next 3.5 days, to D+{day:g}", day=(clock.turn + 1) * WAR_TURN_DAYS)
    if model.crisis.calendar.turn != "quarter":
        return ""
    first = (year_and_quarter(model.crisis.calendar.start)[1] - 1 + clock.turn) % 4 * 3
    return say("{month} to {last}", month=MONTHS[first], last=MONTHS[first + 2])

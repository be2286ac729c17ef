"""From the same game under each stance to the strips that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from wargame.charts.luck import End
from wargame.charts.marks import AS_PLAYED, STANCE_NAMES
from wargame.charts.strips import Axis, Strip
from wargame.engine.orders import BY_KEY
from wargame.game import play as games
from wargame.game.play import Game, Situation
from wargame.game.transcript import HEADLINES
from wargame.text.html import number
from wargame.text.markdown import plain
from wargame.text.phrase import plural, say

if TYPE_CHECKING:
    from wargame.engine.explain import Event

WORD_OF_TOKYO = {"crisis": "japan.pledge", "blockade": "japan.convoys", "war": "japan.access"}
Seen = Sequence[Situation]  # a game from its start to its end


@dataclass(frozen=True)
class Step:
    """One turn of one of the games that are compared."""

    tokyo: str
    event: str
    played: bool = True  # whether this game had such a turn
    same: tuple[bool, bool] = (False, False)  # as in the game that was played: Tokyo's word, the event


@dataclass(frozen=True)
class Replayed:
    """The same dice under each stance: as rows to draw, the time they stand over, turn by turn, and their ends.

    It holds what is shown and no more, for it comes from another process: whole games are a hundred times as large.
    """

    rows: list[Strip]
    axis: Axis
    steps: list[list[Step]]  # for each turn of the comparison, what each of its games did
    ends: list[End]  # by row


def replayed(game: Game) -> Replayed:
    """The rows of the comparison.

    The game as it was played is one of the rows: its stance's, or one of its own where Tokyo held to none.
    """
    played, under = games.as_played(game), games.same_dice(game)
    own = _strip(AS_PLAYED, say("As played"), played)
    strips = {stance: _strip(stance, STANCE_NAMES[stance], seen) for stance, seen in under.items()}
    rows = [replace(strip, yours=_same(strip, own, under[stance], played)) for stance, strip in strips.items()]
    if not any(row.yours for row in rows):
        rows.insert(0, replace(own, yours=True))
        under = {AS_PLAYED: played, **under}
    longest = max([played, *under.values()], key=lambda seen: len(turns_of(seen, "crisis")))
    quarters = [_quarter(before.date, i) for i, (before, _) in enumerate(turns_of(longest, "crisis"))]
    weeks = [str(i + 1) for i in range(max(len(row.power) for row in rows))]
    days = [f"{3.5 * (i + 1):g}" for i in range(max(len(row.battalions) for row in rows))]
    axis = Axis(tuple(quarters), tuple(weeks), tuple(days))
    every = list(under.values())
    ends = [
        End(row.outcome, last.war.battalions if last.war else 0.0) for row, (*_, last) in zip(rows, every, strict=True)
    ]
    return Replayed(rows, axis, _steps(rows, axis, every), ends)


def turns_of(seen: Sequence[Situation], stage: str) -> list[tuple[Situation, Situation]]:
    """The turns of a stage: the situation before each and after it."""
    return [(before, after) for before, after in pairwise(seen) if before.stage == stage]


def _strip(stance: str, name: str, seen: Sequence[Situation]) -> Strip:
    last = seen[-1]
    assert last.outcome
    # The books are open at the end, so the last situation has the true odds of every turn.
    odds = next((i.values[1:] for i in last.indicators if i.key == "odds"), ())
    war = any(turn.stage == "war" for turn in seen)
    weeks = [after.blockade for _, after in turns_of(seen, "blockade")]
    power = tuple(round(100 * week.power) if week else 0 for week in weeks)  # the week of an invasion has no number
    battalions = tuple(round(after.war.battalions) for _, after in turns_of(seen, "war") if after.war)
    if last.war:
        detail = say("{area} km² held", area=number(last.war.area_km2))
    elif power:
        detail = say("{weeks}, electricity {power}%", weeks=plural(str(len(power)), "week"), power=power[-1])
    else:
        detail = say("not invaded")
    return Strip(
        stance=stance,
        name=name,
        odds=tuple(odds[: len(turns_of(seen, "crisis"))]),
        power=power,
        war=war,
        battalions=battalions,
        outcome=last.outcome.key,
        label=last.outcome.label,
        detail=detail,
    )


def _same(strip: Strip, own: Strip, seen: Sequence[Situation], played: Sequence[Situation]) -> bool:
    """Whether a game went as the one that was played, by Tokyo's word, by what is drawn, and by ships."""
    alike = all(getattr(strip, part) == getattr(own, part) for part in ("odds", "power", "battalions", "outcome"))
    return alike and _ships(seen) == _ships(played) and _words(seen) == _words(played)


def _words(seen: Seen) -> list[str]:
    """What Tokyo said or did about the bases, turn by turn."""
    return [after.orders[WORD_OF_TOKYO[before.stage]] for before, after in pairwise(seen)]


def _ships(seen: Sequence[Situation]) -> list[tuple[float, ...]]:
    weeks = [after.blockade for _, after in turns_of(seen, "blockade")]
    return [(week.alone, week.in_convoy, week.arrived, week.merchants_sunk) for week in weeks if week]


def _quarter(date: str, index: int) -> str:
    """`2026 Q3` as `26 Q3` at the first quarter of a year, else `Q3`."""
    year, _, quarter = date.partition(" ")
    return f"{year[2:]} {quarter}" if quarter and (index == 0 or quarter == "Q1") else quarter or date


def choice_label(key: str, name: str) -> str:
    """The words of a choice of an order."""
    order = BY_KEY[key]
    return order.choices[order.index(name)].label


def _steps(rows: Sequence[Strip], axis: Axis, games: Sequence[Seen]) -> list[list[Step]]:
    """For each turn of the comparison, what each of its games did."""
    lengths = {
        "crisis": len(axis.quarters), "blockade": len(axis.weeks), "war": len(axis.days)
    }  # fmt: skip
    own = next((i for i, row in enumerate(rows) if row.yours), 0)
    found = []
    for stage, length in lengths.items():
        turns = [turns_of(seen, stage) for seen in games]
        for i in range(length):
            row = [
                _step(stage, game[i] if i < len(game) else None, seen) for game, seen in zip(turns, games, strict=True)
            ]
            mine = row[own]
            found.append(
                [
                    Step(step.tokyo, step.event, step.played,
                         (step.tokyo == mine.tokyo, step.event == mine.event))
                    for step in row
                ]
            )  # fmt: skip
    return found


def _step(stage: str, turn: tuple[Situation, Situation] | None, seen: Sequence[Situation]) -> Step:
    if turn is not None:
        key = WORD_OF_TOKYO[stage]
        after = turn[1]
        return Step(choice_label(key, after.orders[key]), _plainly(after.events))
    stages = {now.stage for now in seen}
    outcome = seen[-1].outcome
    if stage not in stages and stage != "crisis":
        return Step("", say("No blockade.") if stage == "blockade" else say("No landing."), False)
    if stage == "crisis" and "blockade" in stages:
        return Step("", say("Under blockade by then."), False)
    if stage != "war" and "war" in stages:
        return Step("", say("At war by then."), False)
    return Step("", say("Over by then: {outcome}.", outcome=outcome.label if outcome else ""), False)


def _plainly(events: Sequence[Event]) -> str:
    """The weightiest event; a headline without the marks of its Markdown."""
    if not events:
        return ""
    return plain(events[0].sentence) if events[0].phase == HEADLINES else events[0].sentence

"""From the same game under each stance to the strips that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from wargame import game as games
from wargame.game import Game, Situation
from wargame.ui.marks import STANCE_NAMES, number
from wargame.ui.svg_strips import Strip

ODDS = "odds"  # part of the label of Beijing's own view of its odds


def replayed(game: Game) -> tuple[list[Strip], list[str], list[str]]:
    """The rows, the quarters and the war days of the comparison, in that order."""
    by_stance = games.same_dice(game)
    yours = stance_played(game)
    rows = [_strip(stance, turns, stance == yours) for stance, turns in by_stance.items()]
    longest = max(by_stance.values(), key=lambda turns: sum(t.stage == "crisis" for t in turns))
    quarters = [_quarter(t.date, i) for i, t in enumerate(t for t in longest if t.stage == "crisis")]
    war_turns = max(len(row.battalions) for row in rows)
    days = [f"{3.5 * (i + 1):g}" for i in range(war_turns)]
    return rows, quarters, days


def stance_played(game: Game) -> str | None:
    """Which stance the game was played with, if one person held Japan and kept to one."""
    if game.seat != "japan":
        return None
    said = {o["japan.access"] for o in game.orders if "japan.access" in o}
    said |= {o["japan.pledge"] for o in game.orders if "japan.pledge" in o and "japan.access" not in o}
    return said.pop() if len(said) == 1 and said <= set(STANCE_NAMES) else None


def _strip(stance: str, turns: Sequence[Situation], yours: bool) -> Strip:
    last = turns[-1]
    war = any(t.war is not None for t in turns)
    assert last.outcome
    ashore = tuple(t.war.battalions for t in turns if t.war is not None)[1:]
    detail = f"{number(last.war.area_km2)} km² held" if last.war is not None else "not invaded"
    odds = tuple(_odds(t) for t in turns[1:] if t.war is None or t.turn == 0)
    return Strip(stance, STANCE_NAMES[stance], odds, war, ashore, last.outcome.key, last.outcome.label, detail, yours)


def _odds(turn: Situation) -> float:
    shown = [i for i in turn.indicators if i.side == "china" and ODDS in i.label.lower()]
    return shown[0].values[-1] if shown and shown[0].values else 0.0


def _quarter(date: str, index: int) -> str:
    """`2026 Q3` as `26 Q3` at the first quarter of a year, else `Q3`."""
    year, _, quarter = date.partition(" ")
    return f"{year[2:]} {quarter}" if quarter and (index == 0 or quarter == "Q1") else quarter or date

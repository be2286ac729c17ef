"""The course of a finished game in words: its turns, its hinges, what came after, and other games beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wargame.charts.strips import differs
from wargame.engine.orders import SIDES, of
from wargame.engine.outcome import BLOCKADED, KEYS, OUTCOMES, PEACE, TAKEN
from wargame.game import debrief
from wargame.game import play as games
from wargame.game.play import Game, OutcomeCounts, Situation
from wargame.text.phrase import say
from wargame.ui.debrief.stances import Replayed, choice_label
from wargame.ui.turn.decision import asked

if TYPE_CHECKING:
    from wargame.engine.explain import Event
    from wargame.game.debrief import Hinge

STAGE_NAMES = {"crisis": say("Crisis"), "blockade": say("Blockade"), "war": say("War")}
# What may be said of the end of a fork, from the widest to the narrowest.
ENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (say("without war"), PEACE),
    (say("without an invasion"), (*PEACE, *BLOCKADED)),
    (say("with Taiwan out of China’s hands"), tuple(key for key in KEYS if key not in TAKEN)),
    (say("with a landing that fails or stalls"), ("decisive_defeat", "defeat", "against", "indeterminate")),
    *((say("in “{outcome}”", outcome=say(outcome.label)), (outcome.key,)) for outcome in OUTCOMES),
)


@dataclass(frozen=True)
class Choice:
    """What a seat ordered in one turn, in words."""

    order: str
    chosen: str
    advised: str = ""  # what its staff would have ordered, where that is something else


@dataclass(frozen=True)
class Told:
    """One turn: when, what this seat decided, and the weightiest thing that happened."""

    number: int  # of the whole game, from 0
    stage: str
    date: str
    choices: tuple[Choice, ...]
    event: Event | None


@dataclass(frozen=True)
class Swing:
    """A hinge as a count: of how many forks something is true before a turn and after it."""

    turn: int
    words: str
    before: int
    after: int
    forks: int

    @property
    def sentence(self) -> str:
        return say(
            "Before this turn {before} of {forks} forks ended {how}; after it {after}.",
            before=self.before,
            forks=self.forks,
            how=self.words,
            after=self.after,
        )


@dataclass(frozen=True)
class Cost:
    """What a game cost one side."""

    side: str
    output: float  # share of a year's output
    years: float  # to rebuild what was lost


@dataclass(frozen=True)
class Aftermath:
    """What a game left behind."""

    costs: tuple[Cost, ...]
    waves: tuple[tuple[str, ...], ...]  # states that turned to Beijing, wave by wave
    stayed: tuple[str, ...]
    ties: tuple[tuple[str, str, float], ...] = ()  # (state, whom it follows, how far, share)

    @property
    def wave_of(self) -> dict[str, int]:
        """Every state, in the order of the scenario's map of ties, to the wave in which it turned; 0 if it stayed."""
        turned = {name: i for i, wave in enumerate(self.waves, 1) for name in wave}
        every = dict.fromkeys([name for name, _, _ in self.ties] + [*turned, *self.stayed])
        return {name: turned.get(name, 0) for name in every}


def told(game: Game) -> tuple[Told, ...]:
    """Every turn of a finished game, with open books."""
    open_book, own = games.as_played(game), games.situations(game)
    found = []
    for number, (before, after) in enumerate(pairwise(open_book)):
        advised = {decision.order.key: decision.recommended for decision in own[number].decisions}
        main = {decision.order.key for decision in asked(own[number])}
        last = open_book[number].orders if number else {}
        event = after.events[0] if after.events else None
        choices = tuple(_choices(game.seat, before.stage, after.orders, last, advised, main))
        found.append(Told(number, before.stage, date(before, after), choices, event))
    return tuple(found)


def date(before: Situation, after: Situation) -> str:
    """When a turn was: a quarter, a week, or the day at which it ended."""
    return f"D+{3.5 * (before.turn + 1):g}" if before.stage == "war" else before.date


def _choices(
    seat: str | None,
    stage: str,
    orders: dict[str, str],
    last: dict[str, str],
    advised: dict[str, str],
    main: Collection[str],
) -> list[Choice]:
    """The decisions that were asked, and the levers that were moved or set against advice."""
    found = []
    for order in of(seat, stage):
        chosen, staff = orders.get(order.key, order.default), advised.get(order.key, "")
        against = bool(staff) and staff != chosen
        moved = last.get(order.key, chosen) != chosen
        if order.key in main or against or moved:
            found.append(
                Choice(order.label, choice_label(order.key, chosen), choice_label(order.key, staff) if against else "")
            )
    return found


def swings(game: Game, forks: int = 100, tell: Callable[[int], None] = lambda done: None) -> tuple[Swing, ...]:
    """The turns on which a finished game hinged, by so many forks of each turn.

    `tell` is called with the number of turns looked at, after each.
    """
    return tuple(swing(hinge) for hinge in debrief.hinges(debrief.prospects(game, forks, tell)))


def swing(hinge: Hinge) -> Swing:
    """The count that moved most at a hinge."""
    before, after = hinge.before.counts, hinge.after.counts
    forks = before.worlds

    def moved(keys: Sequence[str]) -> int:
        return abs(before.count(*keys) - after.count(*keys))

    words, keys = max(ENDS, key=lambda end: moved(end[1]))
    if words == "without war" and (before.count(*BLOCKADED) or after.count(*BLOCKADED)):
        words = say("without war or blockade")
    return Swing(hinge.turn, words, before.count(*keys), after.count(*keys), forks)


def aftermath(game: Game) -> Aftermath:
    """What a finished game left behind."""
    world, _ = games.present(game)
    costs = tuple(
        Cost(side, float(world.output_lost[0, i]), float(world.rebuild_years[0, i])) for i, side in enumerate(SIDES)
    )
    wave = dict(zip(world.relations.states, (int(number) for number in world.realigned[0]), strict=True))
    last = max(wave.values(), default=0)
    return Aftermath(
        costs,
        tuple(tuple(name for name, number in wave.items() if number == i) for i in range(1, last + 1)),
        tuple(name for name, number in wave.items() if not number),
        tuple((one, other, float(share)) for one, other, share in world.relations.graph.edges(data="follows") if share),
    )


def labels(replayed: Replayed) -> list[str]:
    """The names of the turns of a comparison, over all stages."""
    axis = replayed.axis
    quarters = []
    year = ""
    for label in axis.quarters:
        head, _, tail = label.rpartition(" ")
        year = head if head.isdecimal() else year
        named = year and tail.startswith("Q")
        quarters.append(say("{year} Q{quarter}", year=f"20{year}", quarter=tail[1:]) if named else label)
    return [*quarters, *(say("Week {week}", week=week) for week in axis.weeks), *(f"D+{day}" for day in axis.days)]


def opens_at(replayed: Replayed) -> int:
    """The turn that is shown first: the first one in which a game differs from the one that was played."""
    return min((first for first in differs(replayed.rows, replayed.axis) if first is not None), default=0)


def told_counts(counts: OutcomeCounts, own: str) -> tuple[int, int, int]:
    """How many games ended better for Taiwan than one did, as it did, and worse.

    Of two ends that leave Taiwan alike, the one listed first is better: no war before a war that is won.
    """
    rank = {outcome.key: (outcome.severity, place) for place, outcome in enumerate(OUTCOMES)}
    better = sum(count for key, count in zip(KEYS, counts.counts, strict=True) if rank[key] < rank[own])
    same = counts.count(own)
    return better, same, counts.worlds - better - same

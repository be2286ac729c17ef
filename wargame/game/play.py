"""One game that people play: a scenario, a seed and orders. All else follows, and can be replayed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock

from wargame.engine.orders import SIDES, STAGES, STANCES, UnlawfulOrder, check
from wargame.engine.orders.script import Script
from wargame.engine.outcome import KEYS
from wargame.engine.world import World
from wargame.engine.world import replace as replace_in_world
from wargame.game import situation as situations_of
from wargame.game.situation import Situation
from wargame.model import CrisisModel
from wargame.scenario.schema.scenario import Scenario
from wargame.statistics.intervals import wilson
from wargame.text.phrase import say

__all__ = ["Game", "OutcomeCounts", "Situation", "end_turn", "odds", "same_dice", "situation", "situations"]

ODDS_SEED_STEP = 7919  # forks draw other dice than the game: a seed far from its own


@dataclass(frozen=True)
class Game:
    """A game in play. Inert: `end_turn` gives another one with a turn more."""

    scenario: Scenario
    seed: int
    seat: str | None = None  # a side, or None to watch
    orders: tuple[Mapping[str, str], ...] = ()  # one mapping a turn, order key to choice
    world: int = 0  # the number of the world, as in a batch
    fixed: Mapping[str, str] = field(default_factory=dict)  # orders that hold in every turn, beside the scenario's

    def __post_init__(self) -> None:
        if self.seat is not None and self.seat not in SIDES:
            raise ValueError(f"{self.seat!r} is not a seat; one of {', '.join(SIDES)}, or None to watch")

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two games the same."""
        orders = tuple(tuple(sorted(turn.items())) for turn in self.orders)
        return (id(self.scenario), self.seed, self.seat, orders, self.world, tuple(sorted(self.fixed.items())))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Game) and self.key == other.key


@dataclass(frozen=True)
class OutcomeCounts:
    """How many of a number of worlds ended in each outcome."""

    counts: tuple[int, ...]  # in the order of outcome.KEYS
    worlds: int

    def count(self, *keys: str) -> int:
        """Worlds that ended in one of the outcomes."""
        return sum(self.counts[KEYS.index(key)] for key in keys)

    def interval(self, *keys: str) -> tuple[float, float]:
        """Wilson's 95% interval of the share of worlds that ended in one of the outcomes."""
        return wilson(self.count(*keys), self.worlds)


def situations(game: Game) -> tuple[Situation, ...]:
    """The game from its start to the present: one situation before each turn, and the present one."""
    return _replay(game).situations


def situation(game: Game) -> Situation:
    """The present."""
    return _replay(game).situations[-1]


def present(game: Game) -> tuple[World, World]:
    """The world as it stands and as it opened, secrets and all: for forks of it, not for a page."""
    replayed = _replay(game)
    return replayed.world, replayed.opening


def end_turn(game: Game, orders: Mapping[str, str]) -> Game:
    """The game with one turn more.

    Args:
        game: a game that is not over.
        orders: order key to choice, of the player's seat; what is left out is decided by its staff.

    Raises:
        UnlawfulOrder: an order that does not exist, is another side's, belongs to the other stage, or is fixed by
            the scenario.
        ValueError: the game is over.
    """
    now = situation(game)
    if now.stage == "over":
        raise ValueError(say("this game is over; start another one"))
    check(orders, side=game.seat, stage=now.stage)
    for decision in now.decisions:
        if decision.fixed and orders.get(decision.order.key, decision.recommended) != decision.recommended:
            raise UnlawfulOrder(
                say("{key} is fixed by the scenario: {choice}", key=decision.order.key, choice=decision.recommended)
            )
    return replace(game, orders=(*game.orders, dict(orders)))


def same_dice(game: Game) -> dict[str, tuple[Situation, ...]]:
    """The game to its end under each Japanese stance, with the same dice and the player's other orders.

    Each is seen with open books, as in a debrief.
    """
    stages = [turn.stage for turn in situations(game)]
    return {stance: _seen_openly(game, _script(_under(game, stance), game.orders, stages)) for stance in STANCES}


def as_played(game: Game) -> tuple[Situation, ...]:
    """A finished game turn by turn with open books, as in a debrief."""
    return _seen_openly(game, script_of(game))


def _seen_openly(game: Game, script: Script) -> tuple[Situation, ...]:
    model = CrisisModel(game.scenario, game.seed, 1, game.world, script, explain=True)
    seen = [situations_of.view(model, None)]
    while not model.over:
        model.step()
        seen.append(situations_of.view(model, None))
    return tuple(seen)


def odds(game: Game, worlds: int = 500) -> dict[str, OutcomeCounts]:
    """How often each outcome comes with other dice, under each Japanese stance and the player's other orders."""
    stages = [turn.stage for turn in situations(game)]
    counts = {}
    for stance in STANCES:
        script = _script(_under(game, stance), game.orders, stages)
        model = CrisisModel(game.scenario, game.seed + ODDS_SEED_STEP, worlds, script=script)
        outcome = model.play().outcome
        counts[stance] = OutcomeCounts(tuple(int((outcome == index).sum()) for index in range(len(KEYS))), worlds)
    return counts


def _under(game: Game, stance: str) -> dict[str, str | Sequence[str]]:
    """The orders that always hold in a game when Japan takes a stance."""
    return {**game.scenario.orders.given(), **game.fixed, **STANCES[stance]}


def always(game: Game) -> dict[str, str | Sequence[str]]:
    """The orders that hold in every turn of a game, whoever decides."""
    return {**game.scenario.orders.given(), **game.fixed}


def script_of(game: Game) -> Script:
    """The orders of a game as they were given, turn by turn."""
    stages = [turn.stage for turn in situations(game)]
    return _script(always(game), game.orders, stages, stance=False)


def _script(
    always: Mapping[str, str | Sequence[str]],
    orders: tuple[Mapping[str, str], ...],
    stages: list[str],
    stance: bool = True,
) -> Script:
    """The player's orders by stage, less what a stance settles."""
    settled = set(STANCES["join"]) if stance else set()
    by_stage: dict[str, list[Mapping[str, str]]] = {stage: [] for stage in STAGES}
    for stage, turn in zip(stages, orders, strict=False):
        by_stage[stage].append({key: choice for key, choice in turn.items() if key not in settled})
    return Script(always, by_stage)


@dataclass(frozen=True)
class _Replayed:
    situations: tuple[Situation, ...]
    opening: World
    world: World  # the present, with its clock


@dataclass
class _Course:
    """A game that can be played on: its model, the stage of each turn given, and what was seen."""

    model: CrisisModel
    stages: list[str]
    seen: tuple[Situation, ...]


_waiting: OrderedDict[Game, _Course] = OrderedDict()  # games played lately, each where it stands
_WAITING = 64  # two classes
_door = Lock()  # to those that wait: pages are played in threads


@lru_cache(maxsize=128)
def _replay(game: Game) -> _Replayed:
    course = _course(game)
    for number in range(len(course.stages), len(game.orders)):
        course.stages.append(STAGES[course.model.clock.stage])
        course.model.script = _script(always(game), game.orders[: number + 1], course.stages, stance=False)
        course.model.step()
        course.seen = (*course.seen, situations_of.view(course.model, game.seat))
        _forget(course.model)
    model = course.model
    with _door:
        _waiting[game] = course
        while len(_waiting) > _WAITING:
            _waiting.popitem(last=False)
    return _Replayed(course.seen, model.opening, replace_in_world(model.world, clock=model.clock))


def forget() -> None:
    """Drop what is kept of the games that were played lately; the next question about one plays it again."""
    _replay.cache_clear()
    with _door:
        _waiting.clear()


def _forget(model: CrisisModel) -> None:
    """Let go of why the last turn went as it did, once that is told; later ones look only at what it left behind."""
    last = model.turns[-1]
    model.turns[-1] = replace(last, before=last.after, governments=(), events=())


def _course(game: Game) -> _Course:
    """The game a turn ago, if it waits to be played on, so that a turn costs as much late as early; else its start.

    Whoever takes a game that waits has it alone: its model moves on.
    """
    if game.orders:
        with _door:
            found = _waiting.pop(replace(game, orders=game.orders[:-1]), None)
        if found is not None:
            return found
    model = CrisisModel(game.scenario, game.seed, 1, game.world, Script(always(game)), explain=True)
    return _Course(model, [], (situations_of.view(model, game.seat),))

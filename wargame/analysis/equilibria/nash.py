"""Equilibria: the four governments' strategies as a game whose payoffs are estimated by many games of the model.

An empirical game [wellman2006]: every profile of strategies is played on the same dice, a government's payoff is the
mean of what its `utilities` make of each world. A profile is an equilibrium where no government gains by
changing its own strategy alone. How sure that is, is told by playing the same analysis on resampled worlds.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from wargame.batch.simulate import Block, CellPlayer, Rows
from wargame.engine import dice
from wargame.engine.agents import DOCTRINES
from wargame.engine.orders import BY_KEY, SIDES
from wargame.engine.outcome import KEYS
from wargame.engine.parameters import Array
from wargame.installed import MissingExtra
from wargame.scenario.factors import STANCE, Cell, FactorFault, Setting, cells, factor_key
from wargame.scenario.schema.scenario import Scenario
from wargame.scenario.schema.utilities import Wants
from wargame.statistics.intervals import LEVEL, Interval
from wargame.statistics.moments import Chunks, Moments

RESAMPLES = 1000
TOLERANCE = 1e-12  # two strategies that play the same games are worth the same
DOCTRINE = "actors.{side}.doctrine"


@dataclass(frozen=True)
class Player:
    """A government that chooses: one factor, and the values it may take."""

    side: str
    factor: str
    strategies: tuple[str, ...]


@dataclass(frozen=True)
class Mixed:
    """An equilibrium between two governments, all others held: how often each plays each strategy."""

    pair: tuple[Player, Player]
    shares: tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Profile:
    """A strategy for each player, what it pays, and how sure it is that it is an equilibrium."""

    strategies: tuple[str, ...]
    payoffs: tuple[tuple[float, Interval], ...]  # one a player: mean over worlds, with Student's interval
    regret: float  # the most that any player gains by changing its strategy alone
    regret_interval: Interval  # by bootstrap over the worlds
    tempted: str  # the side that gains most, and what it would play instead; empty where none gains
    found: int  # of RESAMPLES, those in which it is an equilibrium

    @property
    def is_equilibrium(self) -> bool:
        return self.regret <= TOLERANCE


@dataclass(frozen=True)
class Chosen:
    """One strategy of a player: how near to an equilibrium any profile with it comes."""

    player: Player
    strategy: str
    regret: float  # the least of any profile with it
    regret_interval: Interval  # by bootstrap over the worlds
    found: int  # of RESAMPLES, those in which some profile with it is an equilibrium


@dataclass
class Bargaining:
    """The game, and what was played of it. Filled block by block, in constant memory."""

    scenario: str
    cell: Cell
    players: tuple[Player, ...]
    cases: tuple[Cell, ...]  # one a profile
    seed: int
    worlds_asked: int

    def player(self, series: bool = False) -> CellPlayer:
        """Plays worlds of a profile."""
        return CellPlayer(self.cases, self.seed, series)

    @property
    def worlds(self) -> int:
        """N: complete worlds of each profile."""
        return self.moments.worlds

    @property
    def complete(self) -> bool:
        return self.worlds == self.worlds_asked

    @property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return tuple(len(player.strategies) for player in self.players)

    @cached_property
    def moments(self) -> Moments:
        """Of every payoff: the profiles one after another, in each the players."""
        return Moments(len(self.cases) * len(self.players))

    @cached_property
    def resamples(self) -> Resamples:
        return Resamples(self.seed, len(self.cases) * len(self.players))

    def add(self, block: Block) -> None:
        """Count what the worlds of a block are worth in every profile."""
        wants = [wants_of(self.cell.scenario, player.side) for player in self.players]
        self.add_payoffs(np.stack([np.stack([worth(rows, one) for one in wants], 1) for rows in block.rows], 1))

    def add_payoffs(self, payoffs: Array) -> None:
        """Count (worlds, profiles, players) what each world is worth."""
        flat = payoffs.reshape(len(payoffs), -1)
        self.moments.add(flat)
        self.resamples.add(flat)

    @property
    def payoffs(self) -> Array:
        """(profiles, players) mean over the worlds."""
        return self.moments.means.reshape(len(self.cases), -1)

    @property
    def resampled(self) -> Array:
        """(RESAMPLES, profiles, players) mean payoffs of worlds weighed anew, the same in every profile."""
        return self.resamples.means.reshape(RESAMPLES, len(self.cases), -1)


class Resamples:
    """The Bayesian bootstrap [rubin1981] in constant memory: each world weighs something else in each resample.

    The weights are exponential, and belong to the number of the world; a resample divides by their sum.
    """

    def __init__(self, seed: int, columns: int) -> None:
        self._seed = seed
        self._sums, self._weights = np.zeros((RESAMPLES, columns)), np.zeros(RESAMPLES)
        self._chunks = Chunks(self._count)

    def add(self, values: Array) -> None:
        """Count (worlds, columns) that follow the last."""
        self._chunks.add(values)

    def _count(self, chunk: Array, first_world: int) -> None:
        sums, weights = self._of(chunk, first_world)
        self._sums += sums
        self._weights += weights

    def _of(self, values: Array, first_world: int) -> tuple[Array, Array]:
        drawn = dice.uniforms(self._seed, "equilibria:resample", 0, (RESAMPLES,), len(values), first_world)
        weights = -np.log1p(-drawn)
        return weights.T @ values, weights.sum(axis=0)

    @property
    def means(self) -> Array:
        """(RESAMPLES, columns); there is a world at least."""
        sums, weights, waiting = self._sums, self._weights, self._chunks.waiting
        if waiting is not None and len(waiting):
            more, heavier = self._of(waiting, self._chunks.taken)
            sums, weights = sums + more, weights + heavier
        return np.asarray(sums / weights[:, None])


def prepare(
    scenario: str,
    strategies: Sequence[tuple[str, Sequence[str]]] = (),
    sides: Sequence[str] = SIDES,
    set_: Sequence[Setting] = (),
    seed: int = 0,
    worlds: int = 200,
) -> Bargaining:
    """The game to play.

    Args:
        scenario: a file, or the name of a shipped scenario, with `utilities`.
        strategies: factors of a side with their values, in place of its doctrines.
        sides: who chooses; the others decide by the scenario's doctrines.
        set_: factors that hold in all games.
        seed: of all dice.
        worlds: of each profile.

    Raises:
        FactorFault: for unknown factors or values, for two of one side, or where the scenario has no utilities.
        ScenarioFaults: for faults of the scenario.
    """
    given: dict[str, tuple[str, Sequence[str]]] = {}
    for factor, values in strategies:
        key = factor_key(factor)
        side = _side_of(key)
        if side in given:
            raise FactorFault(f"{given[side][0]} and {key} are both {side}'s; a side chooses by one factor")
        given[side] = (key, values)
    players = tuple(
        Player(side, *_chosen(given.get(side, (DOCTRINE.format(side=side), DOCTRINES[side]))))
        for side in SIDES
        if side in given or side in sides
    )
    if len(players) < 2:
        raise FactorFault("one government alone plays no game; name two or more")
    played = cells(scenario, set_, [(player.factor, player.strategies) for player in players])
    (cell,) = cells(scenario, set_)
    if cell.scenario.utilities is None:
        raise FactorFault(
            f"{scenario} does not say what the governments want; add `utilities`, as scenarios/reset_2027.yaml has them"
        )
    return Bargaining(scenario, cell, players, played, seed, worlds)


def _chosen(named: tuple[str, Sequence[str]]) -> tuple[str, tuple[str, ...]]:
    return named[0], tuple(named[1])


def _side_of(factor: str) -> str:
    if factor == STANCE:
        return "japan"
    side = (
        BY_KEY[factor].side if factor in BY_KEY else next((s for s in SIDES if factor == DOCTRINE.format(side=s)), "")
    )
    if not side:
        raise FactorFault(
            f"{factor} is no strategy of a government; one is an order such as us.tariff, {STANCE}, or "
            "actors.SIDE.doctrine"
        )
    return side


def worth(rows: Rows, wants: Wants) -> Array:
    """(worlds,) what each world is worth to a government."""
    outcomes = wants.outcomes.model_dump()  # type: ignore[attr-defined]
    value = np.array([outcomes[key] for key in KEYS])[rows["outcome"]]
    for name, each in wants.measures.items():
        value = value + each * rows[name]
    return np.asarray(value)


def wants_of(scenario: Scenario, side: str) -> Wants:
    """What a government wants. The scenario has utilities."""
    assert scenario.utilities is not None
    wants: Wants = getattr(scenario.utilities, side)
    return wants


def regrets(payoffs: Array, shape: Sequence[int]) -> Array:
    """What each player could gain at most by changing its own strategy alone.

    Args:
        payoffs: (..., profiles, players) the last player's strategy turning fastest.
        shape: how many strategies each player has.

    Returns:
        (..., profiles, players), at least 0.
    """
    ahead = payoffs.shape[:-2]
    table = payoffs.reshape(*ahead, *shape, len(shape))
    best = [
        np.broadcast_to(table[..., at].max(axis=len(ahead) + at, keepdims=True), table.shape[:-1])
        for at in range(len(shape))
    ]
    return (np.stack(best, axis=-1) - table).reshape(payoffs.shape)


def profiles(found: Bargaining) -> list[Profile]:
    """Every profile: the one that is an equilibrium in most resamples first, then by regret."""
    means, resampled = found.payoffs, found.resampled
    gains = regrets(means, found.shape)
    again = regrets(resampled, found.shape).max(axis=-1)  # (resamples, profiles)
    low, high = np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    counted = (again <= TOLERANCE).sum(axis=0)
    told = []
    for at, strategies in enumerate(product(*(player.strategies for player in found.players))):
        told.append(
            Profile(
                strategies,
                tuple(
                    (float(means[at, who]), found.moments.interval(at * len(found.players) + who))
                    for who in range(len(found.players))
                ),
                float(gains[at].max()),
                Interval(float(low[at]), float(high[at])),
                _temptation(found, means, gains, at),
                int(counted[at]),
            )
        )
    return sorted(told, key=lambda profile: (-profile.found, profile.regret))


def chosen(found: Bargaining) -> list[Chosen]:
    """Every strategy of every player, in the order in which they are declared."""
    gains = regrets(found.payoffs, found.shape).max(axis=-1).reshape(found.shape)
    again = regrets(found.resampled, found.shape).max(axis=-1).reshape(RESAMPLES, *found.shape)
    told = []
    for who, player in enumerate(found.players):
        others = tuple(at for at in range(len(found.players)) if at != who)
        least, resampled = gains.min(axis=others), again.min(axis=tuple(at + 1 for at in others))
        for at, strategy in enumerate(player.strategies):
            low, high = np.quantile(resampled[:, at], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
            count = int((resampled[:, at] <= TOLERANCE).sum())
            told.append(Chosen(player, strategy, float(least[at]), Interval(float(low), float(high)), count))
    return told


def _temptation(found: Bargaining, means: Array, gains: Array, at: int) -> str:
    who = int(gains[at].argmax())
    if gains[at, who] <= TOLERANCE:
        return ""
    place = list(np.unravel_index(at, found.shape))
    along: list[int | slice] = [int(index) for index in place]
    along[who] = slice(None)
    own = means[:, who].reshape(found.shape)[tuple(along)]
    player = found.players[who]
    return f"{player.side}: {player.strategies[int(own.argmax())]}"


def between_two(found: Bargaining, held: Profile) -> Iterator[tuple[Player, Player, list[Mixed], bool]]:
    """The equilibria between every two governments, mixed ones too, while all others play a profile.

    By support enumeration in nashpy [nashpy].

    Yields:
        The two, their equilibria, and whether the game is degenerate, so that there may be more.

    Raises:
        MissingExtra: if nashpy is not installed.
    """
    try:
        import nashpy
    except ImportError as error:
        raise MissingExtra(
            "equilibria in mixed strategies need nashpy, which is not installed: "
            "pip install 'linchpin-wargame[equilibria]'"
        ) from error
    table = found.payoffs.reshape(*found.shape, len(found.players))
    place = [player.strategies.index(one) for player, one in zip(found.players, held.strategies, strict=True)]
    for row, column in combinations(range(len(found.players)), 2):
        along: list[int | slice] = list(place)
        along[row] = along[column] = slice(None)
        both = table[tuple(along)]  # the two keep their order
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            solved = list(nashpy.Game(both[..., row], both[..., column]).support_enumeration())
        pair = (found.players[row], found.players[column])
        mixed = [Mixed(pair, (tuple(map(float, one)), tuple(map(float, other)))) for one, other in solved]
        yield *pair, mixed, any("degenerate" in str(warning.message) for warning in warned)

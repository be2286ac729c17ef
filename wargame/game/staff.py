"""The staff's estimate: how a game may go on, by forks of the present as one seat can see it.

What a seat cannot see is drawn anew in every fork: the doctrines and tempers of the other governments, their secrets
within the band in which the page shows them, and every uncertain number. So the estimate gives nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_fields

import numpy as np

from wargame.engine.agents import DOCTRINES
from wargame.engine.agents.observation import OWN
from wargame.engine.orders import SIDES, STANCES
from wargame.engine.orders.script import Script
from wargame.engine.outcome import KEYS, PEACE, TAKEN
from wargame.engine.parameters import Array
from wargame.engine.world import CHINA, World, replace
from wargame.game.play import Game, OutcomeCounts, always, present
from wargame.game.situation import FOG, STOCK_FOG, tilt
from wargame.model import CrisisModel
from wargame.scenario.opening import Luck, policies
from wargame.text.phrase import say

SEED_STEP = 104_729  # forks draw other dice than the game: a seed far from its own
WORLDS = 200
# Secrets that are shares, followed as points of 100 with a band round them; all are known to their own side.
SECRETS = ("china_readiness", "resolve", "odds", "elite_trust", "warmth", "fear", "taiwan_will")
# Stocks that an enemy guesses.
STOCKS = {
    "china": ("missiles", "ship_missiles", "cruise_missiles", "china_aircraft"),
    "taiwan": ("coastal_missiles", "taiwan_aircraft", "mines"),
    "japan": ("japan_aircraft", "interceptors"),
    "us": ("us_aircraft", "lrasm", "jassm"),
}


@dataclass(frozen=True)
class Outlook:
    """What the staff counts in a stage, in the words of a page."""

    key: str
    words: str
    outcomes: tuple[str, ...]  # keys of the outcomes in which it happens


OUTLOOKS = {
    "crisis": Outlook("peace", "no war and no blockade", PEACE),
    "blockade": Outlook("holds", "Taiwan holds out, and is not invaded", ("lifted", "standoff")),
    "war": Outlook("fails", "the landing fails or stalls", ("decisive_defeat", "defeat", "against", "indeterminate")),
}
RULED = Outlook("taken", "Taiwan comes under Beijing's rule", TAKEN)
# Words for a share of worlds: the share below which they hold, and the words.
LIKELIHOODS = (
    (0.05, say("very unlikely")), (0.30, say("unlikely")), (0.45, say("less likely than not")),
    (0.55, say("about even")),
    (0.70, say("more likely than not")), (0.95, say("likely")),
)  # fmt: skip


def outlook(stage: str, seat: str) -> Outlook:
    """What the staff of a seat counts: Beijing's asks for what Beijing is after, the others' for what they fear."""
    return RULED if seat == "china" else OUTLOOKS[stage]


def likelihood(share: float) -> str:
    """The word for a share of worlds."""
    return next((words for below, words in LIKELIHOODS if share < below), say("very likely"))


def estimate(game: Game, orders: Mapping[str, str], worlds: int = WORLDS) -> OutcomeCounts:
    """How often each outcome comes if the seat orders so and holds to it.

    The orders stand to the end of their stage; a word on the bases stands in a blockade and in war as well, as the
    stance of that name. All else the seat's own doctrine decides. Two estimates of one turn are made with the same
    dice, so that they differ by the orders alone.

    Args:
        game: a game that is not over, with a seat.
        orders: order key to choice; what is left out is decided by the seat's staff.
        worlds: how many forks.
    """
    return answer(question(game, orders, worlds))


@dataclass(frozen=True)
class Question:
    """All that an estimate follows from: who has it need not know the game, and may be another process."""

    game: Game  # without its turns
    now: World  # one row
    opening: World  # one row
    orders: Mapping[str, str]
    worlds: int


def question(game: Game, orders: Mapping[str, str], worlds: int = WORLDS) -> Question:
    """What to answer for the estimate of some orders in a game."""
    assert game.seat is not None, "a watcher has no staff"
    now, opening = present(game)
    return Question(replace_fields(game, orders=()), now, opening, dict(orders), worlds)


def answer(asked: Question) -> OutcomeCounts:
    """Play the forks of a question to their end, and count."""
    game, orders, worlds = asked.game, asked.orders, asked.worlds
    seed = game.seed + SEED_STEP
    forks = imagined(game, asked.now, asked.opening, Luck(seed, worlds))
    script = Script({**_stance(orders), **orders, **always(game)})
    model = CrisisModel(game.scenario, seed, worlds, script=script, opening=forks, going_on=True)
    outcome = model.play().outcome
    return OutcomeCounts(tuple(int((outcome == index).sum()) for index in range(len(KEYS))), worlds)


def _stance(orders: Mapping[str, str]) -> Mapping[str, str]:
    """What Tokyo does later if it holds to its word on the bases."""
    word = orders.get("japan.pledge") or orders.get("japan.convoys")
    return STANCES.get(word or "", {})


def imagined(game: Game, now: World, opening: World, luck: Luck) -> World:
    """Worlds that the seat cannot tell from the present.

    Args:
        game: whose seat looks.
        now: the world as it is, one row.
        opening: the world as it began, one row: bands are fixed by it.
        luck: where the guesses come from; its worlds are the rows of the result.
    """
    seat = SIDES.index(str(game.seat))
    many = now.rows(np.zeros(luck.worlds, dtype=int))
    others = [column for column in range(len(SIDES)) if column != seat]
    temper, policy = luck.stream("temper", 0, (len(SIDES),)), policies(game.scenario, luck, DOCTRINES)
    temper[:, seat], policy[:, seat] = many.temper[:, seat], many.policy[:, seat]
    will = many.will.copy()
    will[:, others] += FOG / 100 * (2 * luck.stream("staff:will", 0, (len(others),)) - 1)
    guessed: dict[str, Array] = {"temper": temper, "policy": policy, "will": will.clip(0, 1)}
    for name in SECRETS:
        if name not in OWN[str(game.seat)]:
            band = _band(float(getattr(opening, name)[0]), float(getattr(now, name)[0]))
            guessed[name] = _within(band, luck.stream(f"staff:{name}", 0, ()))
    for name in _enemy_stocks(seat):
        value = getattr(many, name)
        error = STOCK_FOG * (2 * luck.stream(f"staff:{name}", 0, ()) - 1)
        guessed[name] = value * (1 + error.reshape(-1, *[1] * (value.ndim - 1)))
    return replace(many, **guessed)


def _enemy_stocks(seat: int) -> Sequence[str]:
    enemies = [side for side in SIDES if (side == "china") != (seat == CHINA)]
    return [name for side in enemies for name in STOCKS[side]]


def _band(first: float, now: float) -> tuple[float, float]:
    """The lowest and highest that a secret share may be, as a page shows it."""
    middle = now * 100 + tilt(first * 100)
    return max(middle - FOG, 0) / 100, min(middle + FOG, 100) / 100


def _within(band: tuple[float, float], die: Array) -> Array:
    low, high = min(band), max(band)
    return low + (high - low) * die

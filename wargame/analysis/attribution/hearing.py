"""Who hears which word of Tokyo's: games in which Beijing or Washington hears another than was said.

It is how an effect of a stance is parted by the ways on which it comes about. Nobody is deceived in the game itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from wargame.engine import rules
from wargame.engine.explain import Event
from wargame.engine.orders import BY_KEY, Orders
from wargame.engine.orders.script import Script
from wargame.engine.parameters import Array
from wargame.engine.rules import politics
from wargame.engine.world import World, replace
from wargame.model import CrisisModel
from wargame.scenario.schema.scenario import Scenario

WORD = "japan.pledge"
WORD_FIELDS = ("pledge", "pledge_credibility")  # all that the world keeps of the word itself
# Every rule and government that reads the word, by who listens there. Tokyo's own also says it.
LISTENERS = {
    "beijing": ("deterrence", "china"),
    "washington": ("us",),
    "tokyo": ("politics", "coercion", "bargain", "access", "japan"),
}
LISTENER_OF = {name: listener for listener, names in LISTENERS.items() for name in names}


@dataclass(frozen=True)
class Hearing:
    """What those hear who do not hear what is said in the script.

    Args:
        word: a choice of japan.pledge, the same in every turn.
        listeners: who hears it, of `beijing` and `washington`.
    """

    word: str
    listeners: frozenset[str]

    def __post_init__(self) -> None:
        assert self.listeners <= LISTENERS.keys() - {"tokyo"}, "Tokyo hears what it says"


class HearingModel(CrisisModel):
    """A block of worlds in which some hear another word; with no listeners it is the game as it is.

    The word that is heard has a twin of its own: how far it is believed follows the rule of politics from the same
    dice, turn by turn, as if it had been said.
    """

    def __init__(
        self, hearing: Hearing, scenario: Scenario, seed: int, worlds: int, first_world: int, script: Script
    ) -> None:
        self.hearing = hearing  # first: a war that has begun is mobilised at once
        super().__init__(scenario, seed, worlds, first_world, script)
        self._heard: Mapping[str, Array] = {name: getattr(self.opening, name).copy() for name in WORD_FIELDS}

    def _seen_by(self, side: str, world: World) -> World:
        return self._as_heard(world) if self._hears(side) else world

    def _adjudicate(self, phase: ModuleType, world: World, orders: Orders, turn: int) -> tuple[World, list[Event]]:
        if self._hears(rules.name(phase)):
            after, told = super()._adjudicate(phase, self._as_heard(world), orders, turn)
            return replace(after, **{name: getattr(world, name) for name in WORD_FIELDS}), told
        if phase is politics and self.hearing.listeners:
            said = orders.given({WORD: BY_KEY[WORD].index(self.hearing.word)})
            twin, _ = super()._adjudicate(phase, self._as_heard(world), said, turn)
            for name in WORD_FIELDS:
                self._heard[name][self._rows] = getattr(twin, name)
        return super()._adjudicate(phase, world, orders, turn)

    def _hears(self, name: str) -> bool:
        return LISTENER_OF.get(name) in self.hearing.listeners

    def _as_heard(self, world: World) -> World:
        return replace(world, **{name: values[self._rows] for name, values in self._heard.items()})

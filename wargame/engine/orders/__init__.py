"""Orders: all that a government may order, declared once.

The decision cards of the page, the factors of the command line, the fixed orders of a scenario, the
doctrines of the agents and the check of a person's orders all read `ORDERS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from wargame.engine.orders import china, japan, taiwan, us
from wargame.engine.orders.declaration import Choice, Order, UnlawfulOrder, allowed
from wargame.engine.parameters import Array
from wargame.text.phrase import say

__all__ = ["BY_KEY", "ORDERS", "SIDES", "STANCES", "Choice", "Order", "Orders", "UnlawfulOrder", "allowed"]

SIDES = ("china", "taiwan", "japan", "us")
STAGES = ("crisis", "blockade", "war")  # in the order in which a game may pass through them

ORDERS: tuple[Order, ...] = (*china.ORDERS, *taiwan.ORDERS, *japan.ORDERS, *us.ORDERS)

BY_KEY: dict[str, Order] = {order.key: order for order in ORDERS}
COLUMN: dict[str, int] = {order.key: column for column, order in enumerate(ORDERS)}

# A stance is what Tokyo says in the crisis, and what it does under a blockade and in war, set together.
STANCES: dict[str, dict[str, str]] = {
    "refuse": {"japan.pledge": "refuse", "japan.convoys": "refuse", "japan.access": "refuse"},
    "support": {"japan.pledge": "support", "japan.convoys": "support", "japan.access": "support"},
    "combat": {"japan.pledge": "combat", "japan.convoys": "combat", "japan.access": "combat"},
    "join": {"japan.pledge": "combat", "japan.convoys": "join", "japan.access": "join"},
}


def order(key: str) -> Order:
    """The declaration of an order by its key. Raises UnlawfulOrder with the nearest key."""
    if key not in BY_KEY:
        raise UnlawfulOrder(say("{key} is not an order; {allowed}", key=repr(key), allowed=allowed(key, BY_KEY)))
    return BY_KEY[key]


def of(side: str | None, stage: str) -> Iterator[Order]:
    """The orders of a side in a stage, the main decision first."""
    yield from sorted((o for o in ORDERS if o.side == side and o.stage == stage), key=lambda o: o.lever)


def check(orders: Mapping[str, str], side: str | None = None, stage: str | None = None) -> None:
    """Raise UnlawfulOrder unless every order exists, is this side's, of this stage, and may be chosen."""
    for key, choice in orders.items():
        declared = order(key)
        if side is not None and declared.side != side:
            raise UnlawfulOrder(
                say("{key} is not an order of {side}; it is {owner}'s", key=key, side=side, owner=declared.side)
            )
        if stage is not None and declared.stage != stage:
            raise UnlawfulOrder(
                say("{key} is an order of the {own} stage, not of the {stage} stage", key=key, own=declared.stage,
                    stage=stage)
            )  # fmt: skip
        declared.index(choice)


@dataclass(frozen=True)
class Orders:
    """What all four governments order this turn: one choice for each order and world."""

    chosen: Array  # (worlds, orders) index into the order's choices

    @classmethod
    def defaults(cls, worlds: int) -> Self:
        row = np.array([declared.index(declared.default) for declared in ORDERS], dtype=np.int8)
        return cls(np.tile(row, (worlds, 1)))

    def choice(self, key: str) -> Array:
        """(worlds,) index of the choice."""
        return self.chosen[:, COLUMN[key]]

    def value(self, key: str) -> Array:
        """(worlds,) what the choice means to the rules, in the unit of its order."""
        return BY_KEY[key].values[self.chosen[:, COLUMN[key]]]

    def are(self, key: str, name: str) -> Array:
        """(worlds,) whether the choice is `name`."""
        return self.chosen[:, COLUMN[key]] == BY_KEY[key].index(name)

    def given(self, decisions: Mapping[str, Array | int]) -> Self:
        """A copy in which some orders are replaced, each by an index or by (worlds,) indices."""
        chosen = self.chosen.copy()
        for key, index in decisions.items():
            chosen[:, COLUMN[key]] = index
        return type(self)(chosen)

    def rows(self, which: Array) -> Self:
        return type(self)(self.chosen[which])

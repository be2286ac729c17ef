"""What a person is told of a turn: for each rule that has something to tell, a file of the same name.

Each has `tell(before, after, orders, params, dice) -> list[Event]`, of one world: what a rule did to it, and why, out
of the same functions and dice with which the rule did it. The simulation needs none of it.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, TypeAlias

from wargame.engine.explain import Event
from wargame.engine.orders import Orders
from wargame.engine.parameters import Array
from wargame.engine.rules import name
from wargame.engine.world import World

Telling: TypeAlias = Callable[[World, World, Orders, Any, Array], list[Event]]

BY_RULE: dict[str, Telling] = {
    file.name: import_module(f"{__name__}.{file.name}").tell for file in iter_modules(__path__)
}


def of(rule: ModuleType) -> Telling:
    """How a rule is told; one without a telling tells nothing."""
    return BY_RULE.get(name(rule), _nothing)


def _nothing(before: World, after: World, orders: Orders, params: Any, dice: Array) -> list[Event]:
    return []

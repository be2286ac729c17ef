"""Linchpin: an agent-based wargame of a Taiwan crisis around 2027.

From Python: `load`, `simulate`, `compare` and `study`, as in `wargame.api`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.api import compare, load, simulate, study

__all__ = ["compare", "load", "simulate", "study"]
__version__ = "0.1.0"


class _FromApi:
    """A function of `wargame.api`, imported when it is first asked for: a command should start at once.

    Python binds a module to its package when it is imported; `wargame.simulate` stays the function all the same.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, package: ModuleType | None, owner: type) -> Any:
        return getattr(import_module("wargame.api"), self.name)

    def __set__(self, package: ModuleType, value: Any) -> None:
        if not isinstance(value, ModuleType):
            raise AttributeError(f"wargame.{self.name} cannot be replaced; it is wargame.api.{self.name}")


class _Package(ModuleType):
    """This package, with the functions under their own names."""

    load = _FromApi()
    simulate = _FromApi()
    compare = _FromApi()
    study = _FromApi()


sys.modules[__name__].__class__ = _Package

"""Linchpin: an agent-based wargame of a Taiwan crisis around 2027.

From Python: `load`, `simulate`, `compare` and `study`, as in `wargame.api`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.api import compare, load, simulate, study

__all__ = ["compare", "load", "simulate", "study"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """A function of `wargame.api`, imported when it is first asked for: a command should start at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("wargame.api"), name)

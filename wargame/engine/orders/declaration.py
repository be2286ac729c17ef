"""The form of an order: whose it is, when it may be given, and what may be chosen."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wargame.engine.parameters import Array
from wargame.text.phrase import say


@dataclass(frozen=True)
class Choice:
    """One thing a side may order: a name for files, and what a person reads on its card."""

    name: str
    label: str
    costs: str
    gains: str
    risk: str
    value: float = 0.0  # what the choice means to the rules, in the unit of its order


@dataclass(frozen=True)
class Order:
    """One decision of one side in one stage. `default` is what stands where nobody decides."""

    side: str
    name: str
    stage: str
    label: str
    question: str
    choices: tuple[Choice, ...]
    default: str
    lever: bool = True  # optional; False marks the main decision of a turn

    @property
    def key(self) -> str:
        return f"{self.side}.{self.name}"

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(choice.name for choice in self.choices)

    @cached_property
    def values(self) -> Array:
        return np.array([choice.value for choice in self.choices])

    def index(self, name: str) -> int:
        """The column of a choice. Raises UnlawfulOrder with the choices there are."""
        if name not in self.names:
            raise UnlawfulOrder(
                say("{key}: {found} is not a choice; {allowed}", key=self.key, found=repr(name),
                    allowed=allowed(name, self.names))
            )  # fmt: skip
        return self.names.index(name)


class UnlawfulOrder(ValueError):
    """A side ordered what it may not; the message says what it may."""


def allowed(found: str, names: Iterable[str]) -> str:
    """The names that may stand here, and the nearest to what was found."""
    names = list(names)
    near = [] if _is_number(found) else difflib.get_close_matches(str(found), names, n=1, cutoff=0.5)
    listed = ", ".join(names)
    if near:
        return say("one of {names} (did you mean {near}?)", names=listed, near=near[0])
    return say("one of {names}", names=listed)


def _is_number(found: str) -> bool:
    """Whether digits were written, of which those most alike are not the nearest."""
    try:
        float(found)
    except ValueError:
        return False
    return True

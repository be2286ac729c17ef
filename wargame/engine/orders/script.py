"""A script: orders that stand in for the governments' own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wargame.engine.orders import BY_KEY, STAGES


@dataclass(frozen=True)
class Script:
    """Orders that stand in for the doctrines: those of a person, turn by turn, and those that always hold."""

    always: Mapping[str, str | Sequence[str]]  # one choice, or one a turn of which the last stays
    by_stage: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)  # stage to one mapping a turn

    def at(self, stage: int, turn: int) -> dict[str, str]:
        """The orders of a turn, of its stage only; a person's come before those that always hold."""
        name = STAGES[stage]
        turns = self.by_stage.get(name, ())
        standing = {key: _in_turn(choice, turn) for key, choice in self.always.items()}
        given = {**standing, **(turns[turn] if turn < len(turns) else {})}
        return {key: choice for key, choice in given.items() if BY_KEY[key].stage == name}

    def ordered(self, stage: int, turn: int) -> frozenset[str]:
        """Which orders of a turn a person gave."""
        turns = self.by_stage.get(STAGES[stage], ())
        return frozenset(turns[turn] if turn < len(turns) else ())


def _in_turn(choice: str | Sequence[str], turn: int) -> str:
    return choice if isinstance(choice, str) else choice[min(turn, len(choice) - 1)]

"""What plays tasks somewhere else: what it takes, what it gives, and how it fails."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

FoundOf = TypeVar("FoundOf", covariant=True)


AHEAD = 2  # tasks under way or waiting for each process: enough that none is idle, few enough to stay small


class SimulationFailed(RuntimeError):
    """A game broke down; the message names seed, worlds, scenario and cell, so that it can be played again."""


class Pending(Protocol[FoundOf]):
    """What an executor gives for a task: a future, of processes or of a cluster."""

    def result(self) -> FoundOf: ...


class Executor(Protocol):
    """Takes tasks and plays them somewhere else."""

    ahead: int  # tasks that it wants at once

    def submit(self, task: Any) -> Pending[Any]: ...

    def close(self) -> None: ...

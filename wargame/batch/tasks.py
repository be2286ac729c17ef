"""A batch: tasks that are played in order, here or elsewhere, and kept on disk where there is a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from wargame.batch.checkpoint import Kept
from wargame.batch.simulate import Played
from wargame.batch.workers import each_played
from wargame.scenario.factors import Cell

Task = TypeVar("Task")


class Told(Protocol):
    """Told of games that are done; those found on disk took no time."""

    def __call__(self, games: int, found: bool = False) -> None: ...


@dataclass(frozen=True)
class Batch(Generic[Task]):
    """What is played.

    Args:
        play: plays a task; can be sent to another process.
        tasks: all of them, in the order in which they are counted.
        games: of a task.
    """

    play: Callable[[Task], Played]
    tasks: Sequence[Task]
    games: Callable[[Task], int]

    def played(
        self, kept: Kept | None, jobs: int, scheduler: str | None, stopped: Callable[[], bool], told: Told
    ) -> Generator[tuple[Task, Played], None, None]:
        """Each task with what came of it, in order: from disk where it was played before."""
        missing = [task for number, task in enumerate(self.tasks) if kept is None or number not in kept]
        with each_played(self.play, iter(missing), jobs, stopped, scheduler) as plays:
            for number, task in enumerate(self.tasks):
                if stopped():
                    return
                if kept is not None and number in kept:
                    told(self.games(task), found=True)
                    yield task, Played(kept.rows(number))
                    continue
                found = next(plays, None)
                if found is None:
                    return
                if kept is not None:
                    kept.keep(number, found)
                told(self.games(task))
                yield task, found


def digest(cells: Sequence[Cell]) -> str:
    """What is played, as a short text that changes with anything that a scenario or its settings say."""
    found = hashlib.sha256()
    for cell in cells:
        found.update(cell.scenario.model_dump_json().encode() + repr(sorted(cell.script.always.items())).encode())
    return found.hexdigest()[:16]

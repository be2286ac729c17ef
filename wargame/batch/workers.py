"""Who plays: this process, several on this machine, or the workers of a Dask cluster. One path for all of them.

A player is called with a task and returns what came of it. Results come back in the order of the tasks, so nothing
that is made from them depends on who played.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from wargame.batch.executor import Executor
from wargame.batch.processes import Processes

Task = TypeVar("Task")
Found = TypeVar("Found")


@contextmanager
def each_played(
    play: Callable[[Task], Found],
    tasks: Iterator[Task],
    jobs: int = 1,
    stopped: Callable[[], bool] = lambda: False,
    scheduler: str | None = None,
) -> Iterator[Iterator[Found]]:
    """What came of each task, in the order of the tasks.

    Args:
        play: plays a task; can be sent to another process.
        tasks: what to play.
        jobs: processes; one plays in this process.
        stopped: asked between tasks; if true, no other task is begun.
        scheduler: address of a Dask scheduler whose workers play, instead of processes here.

    Raises:
        SimulationFailed: if a game breaks down, or whoever played it.
        ClusterFault: if nothing can be played at the scheduler.
    """
    if scheduler is None and jobs == 1:
        yield map(play, tasks)
        return
    executor: Executor
    if scheduler is None:
        executor = Processes(play, jobs)
    else:
        from wargame.batch.cluster import Cluster  # late: an extra

        executor = Cluster(play, scheduler, stopped)
    try:
        yield _in_order(executor, tasks, stopped)
    finally:
        executor.close()


def _in_order(executor: Executor, tasks: Iterator[Any], stopped: Callable[[], bool]) -> Iterator[Any]:
    """Play a few tasks ahead of what was asked for, so that memory does not grow with the games."""
    ahead = deque(executor.submit(task) for _, task in zip(range(executor.ahead), tasks, strict=False))
    while ahead:
        found = ahead.popleft().result()
        if found is None:  # nobody waits for it any more
            return
        task = None if stopped() else next(tasks, None)
        if task is not None:
            ahead.append(executor.submit(task))
        yield found

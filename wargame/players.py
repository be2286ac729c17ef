"""Who plays: this process, several on this machine, or the workers of a Dask cluster. One path for all of them.

A player is called with a task and returns what came of it. Results come back in the order of the tasks, so nothing
that is made from them depends on who played.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import Any, Protocol, TypeVar

Task = TypeVar("Task")
Found = TypeVar("Found")
FoundOf = TypeVar("FoundOf", covariant=True)

PRELOADED = ["wargame.preloaded"]
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
        executor = _Processes(play, jobs)
    else:
        from wargame.cluster import Cluster  # late: an extra

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


def make_ready(jobs: int) -> None:
    """Begin to load the code for other processes while this one still loads its own."""
    if jobs > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
        with _interrupts_held():
            forkserver.ensure_running()


class _Processes:
    """Processes of this machine. They are copied from one that has loaded the code, where a system can do that."""

    def __init__(self, play: Callable[[Any], Any], jobs: int) -> None:
        make_ready(jobs)
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self.ahead = AHEAD * jobs
        self._pool = ProcessPoolExecutor(jobs, context, _begin, (play,))

    def submit(self, task: Any) -> Pending[Any]:
        # Processes begin here and inherit this: an interrupt is for the one that collects.
        with _interrupts_held(), _main_left_out():
            return _Told(self._pool.submit(_play_there, task))

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Told:
    """A future that says in words when its process is gone."""

    def __init__(self, future: Pending[Any]) -> None:
        self._future = future

    def result(self) -> Any:
        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise SimulationFailed("a worker process died, possibly out of memory; try fewer jobs") from error


_given: Callable[[Any], Any] | None = None  # in a process that plays: what plays a task


def _begin(play: Callable[[Any], Any]) -> None:
    global _given
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _given = play


def _end_with_parent() -> None:
    """Leave no process behind where the one that collects was killed without warning."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _play_there(task: Any) -> Any:
    assert _given is not None
    return _given(task)


@contextmanager
def _main_left_out() -> Iterator[None]:
    """Let processes that begin meanwhile import none of the program that asks for games.

    They need the package alone. A script without `if __name__ == "__main__":` would be run again by each of them, and
    one that comes over standard input has no file that they could find.
    """
    main = sys.modules["__main__"]
    kept = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
    for name in kept:
        delattr(main, name)
    main.__spec__ = None
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(main, name, value)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back interrupts from here and, until they can ignore them, from processes begun meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows has none
        yield
        return
    resource_tracker.ensure_running()  # first, because its own start would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

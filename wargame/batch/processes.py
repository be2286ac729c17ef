"""Worker processes of this machine, copied from one that has loaded the code."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import Any

from wargame.batch.executor import AHEAD, Pending, SimulationFailed

PRELOADED = ["wargame.batch.preload"]


def make_ready(jobs: int) -> None:
    """Begin to load the code for other processes while this one still loads its own."""
    if jobs > 1 and "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
        with _interrupts_held():
            forkserver.ensure_running()


class Processes:
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

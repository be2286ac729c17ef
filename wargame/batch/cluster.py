"""The workers of a Dask cluster as players. Needs the extra `cluster`; nothing is imported from it before."""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wargame.batch.edition import edition
from wargame.batch.executor import AHEAD, Pending, SimulationFailed

ANSWERS_WITHIN = 10  # seconds until a scheduler has answered, and again until it has a worker
LOOKS_EVERY = 1  # seconds between two looks at whether somebody asked to stop
_LOUD = ("distributed", "tornado", "asyncio")
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:[\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}")


class ClusterFault(RuntimeError):
    """A cluster on which nothing can be played; the message says what to do."""


class Cluster:
    """Sends tasks to a scheduler. A task whose worker is lost is played again by another."""

    def __init__(self, play: Callable[[Any], Any], address: str, stopped: Callable[[], bool]) -> None:
        self.address = address
        self._stopped = stopped
        self._client = _connect(address)
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        self.ahead = AHEAD * sum(worker["nthreads"] for worker in workers)
        # A task like any other, so that the scheduler can make it again where the worker that held it is lost.
        self._play = self._client.submit(_kept, play, pure=False)

    def submit(self, task: Any) -> Pending[Any]:
        return _Waited(self, self._client.submit(_play_there, self._play, task, edition(), pure=False))

    def close(self) -> None:
        self._client.close()

    def wait(self, future: Any) -> Any:
        """The result of a future; None where somebody asked to stop meanwhile."""
        while not self._stopped():
            try:
                return future.result(timeout=LOOKS_EVERY)
            except TimeoutError:
                # A future that is lost is played again: only one that is cancelled never comes.
                if self._client.status != "running" or future.status == "cancelled":
                    raise self._lost() from None
            except SimulationFailed:
                raise
            except Exception as error:
                raise self._told(error) from error
        return None

    def _told(self, error: Exception) -> Exception:
        name = type(error).__name__
        if name == "KilledWorker":
            return SimulationFailed(
                f"--scheduler {self.address}: worker after worker was lost with the same games, perhaps for want of "
                "memory; give workers more, or start fewer on a machine"
            )
        if name == "OtherEdition":
            return ClusterFault(f"--scheduler {self.address}: {error}")
        if isinstance(error, ModuleNotFoundError):
            return ClusterFault(f"--scheduler {self.address}: a worker lacks {error.name}; install the same game there")
        return self._lost() if name in ("CancelledError", "FutureCancelledError", "CommClosedError") else error

    def _lost(self) -> SimulationFailed:
        return SimulationFailed(f"--scheduler {self.address}: the scheduler went away")


class _Waited:
    """The future of a task."""

    def __init__(self, cluster: Cluster, future: Any) -> None:
        self._cluster, self._future = cluster, future

    def result(self) -> Any:
        return self._cluster.wait(self._future)


class OtherEdition(RuntimeError):
    """A worker that plays another game than the one that asks."""


def check(address: str) -> None:
    """See that a cluster answers, has workers, and that they play this game.

    Raises:
        ClusterFault: with what is to be done.
    """
    cluster = Cluster(_same_edition, address, lambda: False)
    try:
        cluster.submit(None).result()
    finally:
        cluster.close()


def _same_edition(task: None) -> bool:
    """What a worker answers that got as far as playing."""
    return True


def _connect(address: str) -> Any:
    client = _client(address)
    try:
        client.wait_for_workers(1, timeout=ANSWERS_WITHIN)
    except TimeoutError:
        client.close()
        raise ClusterFault(
            f"--scheduler {address}: no worker has joined it; start some with: dask worker {address}"
        ) from None
    return client


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterFault(
            "--scheduler needs Dask, which is not installed: pip install 'linchpin-wargame[cluster]'"
        ) from error
    if not _ADDRESS.fullmatch(address):
        raise ClusterFault(f"--scheduler {address}: this is no address; one looks like tcp://127.0.0.1:8786")
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _LOUD] + list(_LOUD):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what matters is told in our words
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions of Dask: what our numbers rest on is checked by ourselves
            with ThreadPoolExecutor(1) as apart:  # whoever calls may have a loop of its own running, as a notebook has
                apart.submit(asyncio.run, _answers(address)).result()
            return Client(address, timeout=ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        reason = (str(error).splitlines() or [f"no word from it within {ANSWERS_WITHIN} seconds"])[0]
        raise ClusterFault(
            f"--scheduler {address}: nothing answers there ({reason[:120]}); start one with: dask scheduler"
        ) from None


async def _answers(address: str) -> None:
    """Greet a scheduler. Dask's own client waits for ever on a port that takes a call and says nothing."""
    from distributed.comm import connect

    call = await asyncio.wait_for(connect(address, timeout=ANSWERS_WITHIN), ANSWERS_WITHIN)
    call.abort()


def _kept(play: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return play


def _play_there(play: Callable[[Any], Any], task: Any, asked: dict[str, str]) -> Any:
    """On a worker: play a task, if it is the same game."""
    if edition() != asked:
        here, there = (", ".join(f"{name} {value}" for name, value in each.items()) for each in (edition(), asked))
        raise OtherEdition(f"a worker has {here}; this command has {there}; install the same on both")
    return play(task)

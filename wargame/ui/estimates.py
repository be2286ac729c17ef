"""The staff's estimates for the pages: one at a time, and first the one that somebody looks at."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from wargame import staff
from wargame.game import Game, OutcomeCounts


class Queue:
    """One at a time; who is urgent comes before all who are not, however long those have waited."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy = False
        self._urgent = 0  # how many wait

    @contextmanager
    def turn(self, urgent: bool) -> Iterator[None]:
        """Wait until it is one's turn, and hold it."""
        with self._changed:
            self._urgent += urgent
            self._changed.wait_for(lambda: not self._busy and (urgent or not self._urgent))
            self._urgent -= urgent
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()


_queue = Queue()  # an estimate may wait; a turn that somebody ends may not


def estimate(game: Game, orders: Mapping[str, str], urgent: bool = False) -> OutcomeCounts:
    """The staff's estimate of some orders; only one is made at a time, so that turns are not held up.

    Args:
        game: with a seat, and not over.
        orders: order key to choice; the rest is the staff's.
        urgent: whether it is of the card that somebody looks at.
    """
    with _queue.turn(urgent):
        return staff.estimate(game, orders)

"""Work that waits for a process: one piece at a time, and first what somebody looks at."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count


class Unwanted(Exception):
    """Nobody looks any more at the page for which something was to be worked out."""


class WaitingLine:
    """One at a time in the order in which they came; who is urgent comes before all who are not."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._numbers = count()
        self._waiting: list[tuple[bool, int]] = []
        self._busy = False

    @contextmanager
    def turn(self, urgent: bool, left: threading.Event | None = None) -> Iterator[None]:
        """Wait until it is one's turn, and hold it. Raises Unwanted once it is left."""
        with self._changed:
            ticket = (not urgent, next(self._numbers))
            self._waiting.append(ticket)
            self._changed.wait_for(lambda: _is_set(left) or (not self._busy and ticket == min(self._waiting)))
            self._waiting.remove(ticket)
            self._changed.notify_all()
            if _is_set(left):
                raise Unwanted
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def leave(self, left: threading.Event) -> None:
        """Let those go who wait for what nobody looks at any more."""
        left.set()
        with self._changed:
            self._changed.notify_all()


def _is_set(left: threading.Event | None) -> bool:
    return left is not None and left.is_set()

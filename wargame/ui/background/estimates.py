"""The staff's estimates for the pages: one at a time, and first the one that somebody looks at."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache

import solara

from wargame.game import staff
from wargame.game.play import Game, OutcomeCounts
from wargame.ui.background.process import WorkerProcess
from wargame.ui.background.waiting_line import Unwanted, WaitingLine

BEHIND = 5  # how much lower the priority of estimates is than the server's, as `nice` counts

_line = WaitingLine()
_process = WorkerProcess(BEHIND, "wargame.game.staff")
atexit.register(_process.end)


def begin() -> None:
    """Begin the process of the estimates, before the first visitor waits for it."""
    _process.begin()


def estimate(
    game: Game, orders: Mapping[str, str], urgent: bool = False, left: threading.Event | None = None
) -> OutcomeCounts:
    """The staff's estimate of some orders, made in another process: what it costs, no ended turn waits for.

    Args:
        game: with a seat, and not over.
        orders: order key to choice; the rest is the staff's.
        urgent: whether it is of the card that somebody looks at.
        left: set once nobody looks at this turn any more.

    Raises:
        Unwanted: it was left before its turn came.
        Lost: the other process ended over it twice.
    """
    with _line.turn(urgent, left):
        return _made(game, tuple(sorted(orders.items())))


@lru_cache(maxsize=256)
def _made(game: Game, orders: tuple[tuple[str, str], ...]) -> OutcomeCounts:
    return _process.answer(staff.answer, staff.question(game, dict(orders)))


def use_estimates(
    game: Game, key: str, chosen: str, names: Sequence[str], levers: Mapping[str, str]
) -> Mapping[str, OutcomeCounts]:
    """The estimates of the cards of a decision as far as they are made: that of the chosen one, then all.

    A page that uses them is drawn anew at each of these two, and what it has left is not counted for it any more.

    Args:
        game: with a seat, and not over.
        key: of the order that is decided.
        chosen: the card that somebody looks at.
        names: of all cards.
        levers: the other orders that were touched.
    """
    about = (len(game.orders), tuple(sorted(levers.items())))
    nothing: tuple[object, Mapping[str, OutcomeCounts]] = (about, {})
    made, set_made = solara.use_state(nothing)
    counts = made[1] if made[0] == about else {}

    def ask() -> Callable[[], None]:
        left = threading.Event()

        def find() -> None:
            found = dict(counts)
            with suppress(Unwanted):
                for group in ((chosen,), names):
                    for name in group:
                        if name not in found:
                            found[name] = estimate(game, {**levers, key: name}, name == chosen, left)
                    if not left.is_set():
                        set_made((about, dict(found)))

        threading.Thread(target=find, daemon=True).start()
        return lambda: _line.leave(left)

    solara.use_effect(ask, [about, chosen])
    return counts

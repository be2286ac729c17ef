"""What a debrief counts anew, worked out in a process of its own, one piece after another.

A debrief plays some four thousand games. Played beside the pages, those of a class that ends together would keep every
click waiting for seconds.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar, cast

import solara
from solara.lab import Task, use_task

from wargame.game.play import Game
from wargame.ui.background.latest_game import about
from wargame.ui.background.process import WorkerProcess
from wargame.ui.background.waiting_line import Unwanted, WaitingLine

GAMES = 500  # with other dice, for each answer; WARGAME_DEBRIEF_GAMES gives another number, from 10
LEAST_GAMES = 10
BEHIND = 8  # how much lower its priority is than the server's, as `nice` counts; the staff's estimates are at 5

_line = WaitingLine()
_process = WorkerProcess(BEHIND, "wargame.ui.debrief.course")
atexit.register(_process.end)

Answer = TypeVar("Answer")


def games_with_other_dice() -> int:
    """How many games with other dice each answer of a debrief rests on."""
    said = os.environ.get("WARGAME_DEBRIEF_GAMES", "")
    return max(int(said), LEAST_GAMES) if said.isdecimal() else GAMES


def begin() -> None:
    """Begin the process of the debriefs, before the first game that is over waits for it."""
    _process.begin()


def worked_out(
    left: threading.Event,
    function: Callable[..., Answer],
    game: Game,
    *arguments: object,
    urgent: bool = False,
    tell: Callable[[int], None] | None = None,
) -> Answer:
    """What a function says of a game, from the other process and when its turn comes.

    Args:
        left: set once nobody looks at the page any more.
        function: of a module, of a game and more; its answer can be pickled.
        game: that is over.
        arguments: the others of the function.
        urgent: before all that is not, whoever asked for that.
        tell: called with each number with which the function calls its `tell`.

    Raises:
        Unwanted: it was left before its turn came.
        Lost: the other process ended over it twice.
    """
    with _line.turn(urgent, left):
        return _process.answer(about, function, game, *arguments, tell=tell)


def use_leaving() -> threading.Event:
    """An event that is set when the page is closed or left; what still waits for it is then not worked out."""
    left = solara.use_memo(threading.Event, [])
    solara.use_effect(lambda: lambda: _line.leave(left), [])
    return left


def use_worked_out(
    left: threading.Event,
    function: Callable[..., Answer],
    game: Game,
    *arguments: object,
    urgent: bool = False,
    tell: Callable[[int], None] | None = None,
) -> Task[..., Answer]:
    """`worked_out` once for a page, which is drawn anew when it is done."""

    def work_out() -> Answer | None:
        with suppress(Unwanted):  # the page is closed, so nobody will see the answer
            return worked_out(left, function, game, *arguments, urgent=urgent, tell=tell)
        return None

    found = use_task(work_out, dependencies=[], prefer_threaded=True, raise_error=False)
    return cast("Task[..., Answer]", found)

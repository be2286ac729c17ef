"""What a long command owes to whoever waits: a bar, and a stop that keeps what is complete."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

INTERRUPTED = 130  # as shells have it
LINE_EVERY = 10  # seconds between two lines where there is no terminal


@contextmanager
def stops() -> Iterator[Callable[[], bool]]:
    """Whether somebody asked to stop. The first interrupt lets the games at hand end; the second ends at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        click.echo("Stopping; complete blocks are kept.", err=True)

    numbers = (signal.SIGINT, signal.SIGTERM)
    before: list[Any] = [signal.signal(number, ask) for number in numbers]
    try:
        yield lambda: asked
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


class Pace:
    """How far a run is, how fast it goes, and how long it will take: games found on disk took no time."""

    def __init__(self, games: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.games, self.done, self.played = games, 0, 0
        self._clock, self._began = clock, clock()

    def add(self, games: int, found: bool) -> None:
        self.done += games
        self.played += 0 if found else games

    def __str__(self) -> str:
        seconds = self._clock() - self._began
        words = f"{self.done:,} of {self.games:,} games"
        if self.played and seconds > 0:
            rate = self.played / seconds
            words += f", {rate:,.0f} a second, {duration((self.games - self.done) / rate)} left"
        return words


def duration(seconds: float) -> str:
    """A time in words, in the two units that matter: "2 h 5 min", "4 min 10 s", "8 s"."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


@contextmanager
def progress(games: int) -> Iterator[Callable[..., None]]:
    """How far it is, on standard error: a bar where that is a terminal, else a line now and then."""
    console, pace = Console(stderr=True), Pace(games)
    if not console.is_terminal:
        said = time.monotonic()

        def line(more: int, found: bool = False) -> None:
            nonlocal said
            pace.add(more, found)
            if time.monotonic() - said >= LINE_EVERY:
                said = time.monotonic()
                click.echo(str(pace), err=True)

        yield line
        return
    with Progress(BarColumn(), TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task(str(pace), total=games)

        def move(more: int, found: bool = False) -> None:
            pace.add(more, found)
            bar.update(task, advance=more, description=str(pace))

        yield move

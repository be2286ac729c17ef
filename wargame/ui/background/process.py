"""A process of its own for what takes long, so that a turn that somebody ends waits for none of it.

One piece of work after another comes in and one answer after another goes out, pickled, over its standard input and
output. It gives way to the server wherever both want a processor, ends with the server however that ends, and is begun
again if it is lost.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from importlib import import_module
from threading import Lock
from typing import BinaryIO, TypeVar

PROGRESS, ANSWER, FAULT = "progress", "answer", "fault"
READ_LATELY = 8  # arguments
ATTEMPTS = 2  # a process that is lost twice over one piece of work is lost by that work

Answer = TypeVar("Answer")


class Lost(Exception):
    """The process ended before it answered, and so did the one begun in its place."""


class WorkerProcess:
    """The other process as the server has it. It begins with the first piece of work, or before.

    Args:
        behind: how much lower its priority is than the server's, as `nice` counts.
        loads: a module that it loads as it begins, before anybody asks.
    """

    def __init__(self, behind: int, loads: str) -> None:
        self._behind = behind
        self._loads = loads
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = Lock()

    def begin(self) -> subprocess.Popen[bytes]:
        """The process, begun if it is not there; it needs a second until it can answer, and is not waited for."""
        if self._process is None or self._process.poll() is not None:
            below = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows; elsewhere it sees to it itself
            same_modules = {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder)}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "wargame.ui.background.process", str(self._behind), self._loads],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=same_modules, creationflags=below,
            )  # fmt: skip
        return self._process

    def answer(
        self, function: Callable[..., Answer], *arguments: object, tell: Callable[[int], None] | None = None
    ) -> Answer:
        """What a function returns, and raises, there.

        Args:
            function: of a module, and found there by its name.
            arguments: of it; the function leaves them as they are.
            tell: called here with each number with which the function calls its `tell` there.

        Raises:
            Lost: the other process ended over it twice.
        """
        written = pickle.dumps((function, tuple(pickle.dumps(value) for value in arguments), tell is not None))
        with self._alone:
            for _ in range(ATTEMPTS):
                process = self.begin()
                assert process.stdin is not None
                assert process.stdout is not None
                try:
                    process.stdin.write(written)
                    process.stdin.flush()
                    kind, said = pickle.load(process.stdout)
                    while kind == PROGRESS:
                        if tell is not None:
                            tell(said)
                        kind, said = pickle.load(process.stdout)
                except (OSError, EOFError, pickle.UnpicklingError):
                    self.end()
                    continue
                except BaseException:  # what is left of the answer would be taken for the next one
                    self.end()
                    raise
                if kind == FAULT:
                    raise said
                found: Answer = said
                return found
        raise Lost("the process beside the server was lost")

    def end(self) -> None:
        """End the process; the next piece of work begins another."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def serve(work: BinaryIO, answers: BinaryIO) -> None:
    """Do one piece of work after another until nobody can ask any more."""

    def say(kind: str, said: object) -> None:
        answers.write(pickle.dumps((kind, said)))
        answers.flush()

    with suppress(BrokenPipeError):  # nobody waits for an answer any more
        while True:
            try:
                function, arguments, tells = pickle.load(work)
            except (EOFError, pickle.UnpicklingError):  # the server ended, perhaps in the middle of a question
                return
            telling = {"tell": partial(say, PROGRESS)} if tells else {}
            try:
                kind, said = ANSWER, function(*map(_read, arguments), **telling)
            except BrokenPipeError:
                raise
            except Exception as error:
                kind, said = FAULT, error
            say(kind, said)


@lru_cache(maxsize=READ_LATELY)
def _read(written: bytes) -> object:
    """What was pickled; the same object as before if it was read lately.

    Several answers in a row are about one game. What was played again for the first of them serves the others.
    """
    found: object = pickle.loads(written)
    return found


def main() -> None:
    """Serve over standard input and output; whatever else would be printed there goes to the errors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, and this ends after it
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    import_module(sys.argv[2])
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

"""A process of its own for the staff's estimates, so that a turn that somebody ends waits for none of them.

One question after another comes in and one answer after another goes out, pickled, over its standard input and output.
It gives way to the server wherever both want a processor, ends with the server however that ends, and is begun again
if it is lost.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from threading import Lock
from typing import BinaryIO

from wargame import staff
from wargame.game import OutcomeCounts

BEHIND = 10  # how much lower its priority is than the server's, as `nice` counts
ATTEMPTS = 2  # a process that is lost twice over one question is lost by that question


class Lost(Exception):
    """The process of the estimates ended before it answered, and so did the one begun in its place."""


class StaffProcess:
    """The other process as the server has it. It begins with the first question, or before."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = Lock()

    def begin(self) -> subprocess.Popen[bytes]:
        """The process, begun if it is not there; it needs a second until it can answer, and is not waited for."""
        if self._process is None or self._process.poll() is not None:
            behind = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # on Windows; elsewhere it sees to it itself
            same_modules = {**os.environ, "PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder)}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "wargame.ui.staff_process"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=same_modules, creationflags=behind,
            )  # fmt: skip
        return self._process

    def answer(self, asked: staff.Question) -> OutcomeCounts:
        """What `staff.answer` says, and raises, there. Raises Lost."""
        written = pickle.dumps(asked)
        with self._alone:
            for _ in range(ATTEMPTS):
                process = self.begin()
                assert process.stdin is not None
                assert process.stdout is not None
                try:
                    process.stdin.write(written)
                    process.stdin.flush()
                    found = pickle.load(process.stdout)
                except (OSError, EOFError, pickle.UnpicklingError):
                    self.end()
                    continue
                if isinstance(found, Exception):
                    raise found
                return OutcomeCounts(*found)
        raise Lost("the process of the estimates was lost")

    def end(self) -> None:
        """End the process; the next question begins another."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer one question after another until nobody can ask any more."""
    while True:
        try:
            asked = pickle.load(questions)
        except EOFError:
            return
        try:
            found = staff.answer(asked)
            said: object = (found.counts, found.worlds)
        except Exception as error:
            said = error
        try:
            answers.write(pickle.dumps(said))
            answers.flush()
        except BrokenPipeError:
            return


def main() -> None:
    """Serve over standard input and output; whatever else would be printed there goes to the errors."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, and this ends after it
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

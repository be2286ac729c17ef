"""Every limit of the server in one place, and what a person is told who meets one."""

from __future__ import annotations

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from wargame.game import export, share
from wargame.text.phrase import marked, say

LINES_IN_ALL = 240  # pages that are connected at once; two classes, each person with a spare page
LINES_PER_ADDRESS = 150  # a class sits behind one address
PAGES_IN_ALL = 600  # pages held in memory, those of closed lines until they are culled included; 2 to 3 MB each
NEW_PAGES = (240, 4.0)  # from one address: at once, and each second after that
MESSAGE_BYTES = 2_000_000  # of one message; the largest is the file of a game, of 400,000 letters of up to 3 bytes
MESSAGES = (200, 40.0)  # on one line: at once, and each second after that; what comes faster waits
QUEUE = 8  # messages of one line that wait in memory
REFUSED_ON_A_LINE = 20  # messages that no page of ours sends, after which the line is closed
CONTROL_LINES = 200  # control channels that one line opens: two for each reconnection
CONNECTIONS = 1_000  # of the system, pages and files together
HEAD_BYTES = 64_000  # of a request
LONGEST_ADDRESS = 8_000  # letters of a page's address, with all that is set in it
# Whole games played for a page: of a share code, a file, a world of a batch, a comparison, the evidence, a debrief.
GAMES_OF_A_BROWSER = (40, 0.2)  # at once, and each second after that
GAMES_OF_ALL = (400, 2.0)
SECONDS_OF_A_GAME = 15.0  # that playing the game of one share code or file may take
LARGEST_FILE, LONGEST_NOTE = export.LARGEST, export.LONGEST_NOTE  # letters
LONGEST_CODE = share.LONGEST

FULL = say("The server is full")
FULL_WORDS = marked(
    "As many pages are open as this server can carry. Nobody is thrown out, and saved games are safe. "
    "This page tries again by itself every {seconds} seconds; or close a page of the game that you do not need."
)
TOO_FAST = marked(
    "That was asked for too often in a short time. Nothing was lost. Wait {seconds} seconds, then try once more."
)
TOO_MUCH = say("Playing this game takes longer than the server allows for one. Nothing was opened.")
NOTE_CUT = marked("Only the first {most} letters of your answer were saved. Shorten it, or keep the rest elsewhere.")
RETRY_SECONDS = 15


@dataclass
class Bucket:
    """Tokens that are used up and come back: `most` at once, `per_second` after that."""

    most: float
    per_second: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Take one token if there is one; else the seconds until there will be."""
        self.left = min(self.most, self.left + (now - self.at) * self.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.per_second


class Rate:
    """How often something may be done, counted for each key apart.

    Args:
        most: at once.
        per_second: after that.
        remembered: keys; those that were quiet for longest are forgotten first, which only gives them more.
        clock: seconds that never go back.
    """

    def __init__(
        self, most: float, per_second: float, remembered: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._per_second, self._remembered, self._clock = most, per_second, remembered, clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str = "") -> float:
        """Count one more; the seconds to wait first, 0 if it may be done now."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.setdefault(key, Bucket(self._most, self._per_second, self._most, now))
            self._buckets.move_to_end(key)
            while len(self._buckets) > self._remembered:
                self._buckets.popitem(last=False)
            return bucket.take(now)


class Lines:
    """The lines that are open now, in all and from each address."""

    def __init__(self, in_all: int = LINES_IN_ALL, per_address: int = LINES_PER_ADDRESS) -> None:
        self._in_all, self._per_address = in_all, per_address
        self._open: Counter[str] = Counter()
        self._lock = Lock()

    def full(self, address: str) -> bool:
        """Whether a new line from an address would be one too many."""
        with self._lock:
            return self._open.total() >= self._in_all or self._open[address] >= self._per_address

    def opened(self, address: str) -> None:
        """Count a line."""
        with self._lock:
            self._open[address] += 1

    def closed(self, address: str) -> None:
        """Stop counting a line."""
        with self._lock:
            self._open[address] -= 1
            if self._open[address] <= 0:
                del self._open[address]

    def __len__(self) -> int:
        with self._lock:
            return self._open.total()


class TooOften(Exception):
    """A browser asks for more games than is allowed; the message says how long to wait."""


_of_a_browser, _of_all = Rate(*GAMES_OF_A_BROWSER), Rate(*GAMES_OF_ALL)


def asks_for_games(browser: str) -> str:
    """Count one request for which whole games are played; what to tell the browser if that is too many, else ""."""
    return _words(_of_a_browser.wait(browser) or _of_all.wait())


def _words(wait: float) -> str:
    return say(TOO_FAST, seconds=max(1, math.ceil(wait))) if wait else ""

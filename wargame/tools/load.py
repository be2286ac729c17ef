"""A class at once: `python -m wargame.tools.load` opens many sessions on its own server and measures them.

Every turn that the server acknowledged has to be in the file of saved games, once.

Each session is a real one: the page's websocket, Solara's protocol, a game begun in the lobby and turns ended by the
button, with the staff's orders. Only the browser that would draw the page is left out. Sessions begin together and
wait between turns as a quick reader would. Then a class plays a short scenario to its end, all at once, and leafs
through its debriefs while they are worked out.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any, NamedTuple

import click

from wargame.tools import bench

SESSIONS, TURNS = 30, 6
THINKING = (2.0, 6.0)  # seconds between two clicks; spread evenly, and another for each session and click
PATIENCE_SECONDS = 60.0
SHORT = "practice"  # the scenario that a class plays to its end
WHOLE = tuple(  # of a debrief that is all there
    re.compile(mark) for mark in ("data-hinges", *(f"data-{part}=[\"']done" for part in ("strips", "luck", "odds")))
)
BARS = {"p95_seconds": 1.0, "leaf_p95_seconds": 0.5, "megabytes_a_session": 3.0, "milliseconds_a_turn": 100.0}
STAYS_SECONDS = 0.5  # between two looks whether all leave
ALONE = 20  # games of one world, for the time of a turn
STEADY_MINUTES = 10.0  # of play, after which memory is measured, to be held against that at the end
LEFT = ("5s", 12.0)  # how long the server keeps a page whose line is closed, and seconds until it has let all go
PLACE = re.compile(r"""data-stage=["'](\w+)["'] data-turn=["'](\d+)["']""")
REFUSED = re.compile(r"""role=["']alert["']>([^<]*)<""")
END_TURN = re.compile(r"""data-act=["']end-turn["']""")
ANSWERED = re.compile(r"""data-answers=["']([^"']*)["']""")

Message = dict[str, Any]
Figures = dict[str, Any]


@dataclass
class Session:
    """One page: its line to the server, and the panels as the server last sent them."""

    number: int
    line: Any
    cookie: str = ""
    sent: int = 0
    panels: dict[str, Message] = field(default_factory=dict)  # by widget
    began: float = 0.0
    seconds: list[float] = field(default_factory=list)  # from the click until the turn is shown whole
    acknowledged: list[str] = field(default_factory=list)  # clicks whose turns are shown as played
    refused: list[str] = field(default_factory=list)  # what the page said where a turn was not played

    @property
    def browser(self) -> str:
        """The name by which the server knows this session's browser: its cookie without the signature."""
        return self.cookie.partition("=")[2].rpartition(".")[0]

    async def say(self, kind: str, content: Message) -> None:
        """Send a message and read until the server has dealt with it."""
        self.sent += 1
        name = f"{self.number}-{self.sent}"
        header = {"msg_id": name, "msg_type": kind, "username": "", "session": f"load-{self.number}", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self.line.send(json.dumps({**message, "buffers": []}))
        while True:
            found = _read(await asyncio.wait_for(self.line.recv(), PATIENCE_SECONDS))
            self._keep(found)
            idle = found["header"]["msg_type"] == "status" and found["content"]["execution_state"] == "idle"
            if idle and found["parent_header"].get("msg_id") == name:
                return

    async def open(self, path: str) -> None:
        """Open a page, as its address does."""
        control = f"control-{self.number}"
        await self.say("comm_open", {"comm_id": control, "target_name": "solara.control", "data": {}})
        await self.say("comm_msg", {"comm_id": control, "data": {"method": "run", "args": {"path": path}}})

    async def press(self, kind: str, act: str, value: str = "") -> str:
        """Use a mark of a panel, as a click does, and read until it is answered. Returns the name of the click.

        That the server is idle again does not say so: another thread may still be drawing what became of the click.
        """
        widget = next(name for name, state in self.panels.items() if state.get("kind") == kind)
        click = f"load-{self.number}-{self.sent}"
        event = {"event": "act", "data": {"act": act, "value": value, "click": click}}
        await self.say("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": event}})
        while click not in self._answered():
            self._keep(_read(await asyncio.wait_for(self.line.recv(), PATIENCE_SECONDS)))
        return click

    async def look(self, seconds: float) -> None:
        """Look at the page: what the server sends meanwhile is read, as a browser reads it.

        A line that nobody reads fills up, its pings are not answered, and it is closed.
        """
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            try:
                self._keep(_read(await asyncio.wait_for(self.line.recv(), left)))
            except TimeoutError:
                return

    async def end_turn(self) -> None:
        """End a turn; what is shown as played counts as acknowledged."""
        before, clicked = self.place(), time.perf_counter()
        click = await self.press("footer", "end-turn")
        self.seconds.append(time.perf_counter() - clicked)
        if self.place() != before:
            self.acknowledged.append(click)
        else:
            self.refused.append("; ".join(REFUSED.findall(self.shows())) or "nothing was said")

    def place(self) -> tuple[str, ...]:
        """Stage and turn that the page shows."""
        found = PLACE.search(self.shows())
        return found.groups() if found else ()

    def may_end_turn(self) -> bool:
        """Whether a turn is there to be ended."""
        return END_TURN.search(self.shows()) is not None

    def _answered(self) -> set[str]:
        html = next((str(state["html"]) for state in self.panels.values() if state.get("kind") == "answers"), "")
        found = ANSWERED.search(html)
        return set(found[1].split()) if found else set()

    def shows(self) -> str:
        """All that the page says."""
        return "".join(str(state.get("html", "")) for state in self.panels.values())

    def _keep(self, found: Message) -> None:
        content = found["content"]
        state = (content.get("data") or {}).get("state") or {}
        if found["header"]["msg_type"] == "comm_open" and "html" in state:
            self.panels[content["comm_id"]] = state
        elif found["header"]["msg_type"] == "comm_msg" and content["comm_id"] in self.panels:
            self.panels[content["comm_id"]].update(state)
        elif found["header"]["msg_type"] == "comm_close":
            self.panels.pop(content["comm_id"], None)


def _read(wire: str | bytes) -> Message:
    """A message as Solara sends it: JSON, in a frame of lengths where it has buffers."""
    if isinstance(wire, bytes):
        first = int.from_bytes(wire[4:8], "big")
        parts = int.from_bytes(wire[:4], "big")
        wire = wire[first : int.from_bytes(wire[8:12], "big") if parts > 1 else len(wire)]
    found: Message = json.loads(wire)
    return found


@asynccontextmanager
async def opened(number: int, port: int, cookie: str | None = None) -> AsyncIterator[Session]:
    """A page's line to the server, in a browser of its own unless a cookie says whose it is."""
    from websockets.asyncio.client import connect
    from websockets.typing import Origin

    address = f"ws://127.0.0.1:{port}/jupyter/api/kernels/load-{number}/channels?session_id=page-{number}"
    own = await asyncio.to_thread(cookie_of, port) if cookie is None else cookie
    async with connect(
        address, additional_headers={"Cookie": own}, origin=Origin(f"http://127.0.0.1:{port}"), max_size=None
    ) as line:
        yield Session(number, line, own)


def cookie_of(port: int) -> str:
    """A new browser's cookie, as its first page gives it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_SECONDS) as page:
        return str(page.headers["Set-Cookie"]).partition(";")[0]


async def play(
    number: int, port: int, turns: int, done: list[Session], left: asyncio.Event, seconds: float = 0.0,
    thinking: tuple[float, float] | None = None,
) -> None:  # fmt: skip
    """One session: open the lobby, begin, end turns; the page stays open until all are left.

    Args:
        number: of the session.
        port: of the server.
        turns: that it ends, in one game.
        done: where it puts itself then.
        left: when all leave.
        seconds: that it plays at least, one game after the other.
        thinking: seconds between two clicks, from and to; THINKING where nothing is said.
    """
    async with opened(number, port) as session:
        clicked = time.perf_counter()
        await session.open("/")
        await session.press("seats-panel", "begin")
        session.began = time.perf_counter() - clicked
        for turn in count():
            if turn >= turns and time.perf_counter() - clicked >= seconds:
                break
            await session.look(_thinking(number, turn, thinking))
            if not session.may_end_turn():
                if time.perf_counter() - clicked >= seconds:
                    break
                await session.press("topbar", "home")
                await session.press("seats-panel", "begin")
            await session.end_turn()
        done.append(session)
        while not left.is_set():
            await session.look(STAYS_SECONDS)


async def debrief(number: int, port: int, waiting: set[int]) -> tuple[list[float], float]:
    """One session that plays the short scenario to its end and leafs through its debrief until all have theirs.

    Returns:
        the seconds of each click, and the seconds from the end of the game until its debrief was whole.
    """
    async with opened(number, port) as session:
        await session.open(f"/?scenario={SHORT}")
        await session.press("seats-panel", "begin")
        for turn in count():
            if not session.may_end_turn():
                break
            await session.look(_thinking(number, turn))
            await session.end_turn()
        over, whole, parts = time.perf_counter(), 0.0, cycle(("why", "apply", "happened"))
        seconds: list[float] = []
        while waiting:
            await session.look(_thinking(number, len(seconds)))
            clicked = time.perf_counter()
            await session.press("tabs-panel", "tab", next(parts))
            seconds.append(time.perf_counter() - clicked)
            if not whole and all(mark.search(session.shows()) for mark in WHOLE):
                whole = time.perf_counter() - over
                waiting.discard(number)
        return seconds, whole


async def debrief_all(port: int, sessions: int) -> Figures:
    """A class that ends together: how long clicks take meanwhile, and until the debriefs are whole."""
    numbers = range(1000, 1000 + sessions)
    waiting = set(numbers)
    found = await asyncio.gather(*(debrief(number, port, waiting) for number in numbers))
    seconds = sorted(value for clicks, _ in found for value in clicks)
    whole = sorted(taken for _, taken in found)
    return {
        "leaf_p50_seconds": statistics.median(seconds),
        "leaf_p95_seconds": statistics.quantiles(seconds, n=20)[-1],
        "leaf_longest_seconds": seconds[-1],
        "debrief_p50_seconds": statistics.median(whole),
        "debrief_longest_seconds": whole[-1],
    }


def _thinking(number: int, turn: int, between: tuple[float, float] | None = None) -> float:
    """Spread by the golden ratio: even, and the same in every run."""
    low, high = between or THINKING
    return low + (high - low) * ((number * 7 + turn) * 0.6180339887 % 1)


async def play_all(
    port: int,
    process: int,
    sessions: int,
    turns: int,
    minutes: float = 0.0,
    thinking: tuple[float, float] | None = None,
) -> Figures:
    """One session alone, then all the others at once beside it; memory is that of the server while they are open."""
    done: list[Session] = []
    left = asyncio.Event()
    playing: list[asyncio.Task[None]] = []
    memory, worked, held = [], [_processor(process)], [_held(process)]
    steady: tuple[float, float] | None = None
    for numbers, seconds in ((range(1), 0.0), (range(1, sessions), 60.0 * minutes)):
        began = time.perf_counter()
        playing += [asyncio.create_task(play(number, port, turns, done, left, seconds, thinking)) for number in numbers]
        while len(done) < len(playing):
            for task in playing:
                if task.done():
                    task.result()  # raises what went wrong
            await asyncio.sleep(0.1)
            if steady is None and time.perf_counter() - began >= 60.0 * STEADY_MINUTES:
                steady = _megabytes(process)
        memory.append(_megabytes(process))
        worked.append(_processor(process))
    held.append(_held(process))
    left.set()
    await asyncio.gather(*playing)
    await asyncio.sleep(LEFT[1])
    await asyncio.to_thread(_visit, port)
    await asyncio.sleep(0.5)
    held.append(_held(process))
    alone, together = done[0], done[1:]
    seconds_taken = sorted(value for session in together for value in session.seconds)
    return {
        "turns": len(seconds_taken),
        "acknowledged": {session.browser: session.acknowledged for session in done},
        "refused": [said for session in done for said in session.refused],
        "alone_seconds": statistics.median(alone.seconds),
        "p50_seconds": statistics.median(seconds_taken),
        "p95_seconds": statistics.quantiles(seconds_taken, n=20)[-1],
        "longest_seconds": seconds_taken[-1],
        "begin_seconds": statistics.median(session.began for session in together),
        "processor_seconds_a_turn": (worked[2][0] - worked[1][0]) / len(seconds_taken),  # beginning the games included
        "estimate_seconds_a_turn": (worked[2][1] - worked[1][1]) / len(seconds_taken),
        "megabytes": [own for own, _ in memory],
        "megabytes_beside": [beside for _, beside in memory],  # they hold games one at a time, and no sessions
        "megabytes_steady": steady,  # of the server and beside it, after ten minutes; None in a shorter measurement
        "megabytes_a_session": (memory[1][0] - memory[0][0]) / (sessions - 1),
        "files": [files for files, _ in held],  # open before, with all sessions, and when all have left
        "threads": [threads for _, threads in held],
    }


def lost(folder: Path, acknowledged: dict[str, list[str]]) -> list[str]:
    """What of the acknowledged turns is not in the file of saved games exactly once, and what is there besides.

    Args:
        folder: of the saved games.
        acknowledged: for each browser the clicks whose turns were shown as played.
    """
    query = "SELECT owner, click FROM turns JOIN games ON games.key = turns.game"
    with closing(sqlite3.connect(folder / "games.sqlite")) as file:
        rows = [(owner, click) for owner, click in file.execute(query) if owner in acknowledged]
    told = {(owner, click) for owner, clicks in acknowledged.items() for click in clicks}
    wrong = [f"{owner}: turn of click {click} is not saved" for owner, click in sorted(told - set(rows))]
    wrong += [f"{owner}: turn of click {click} was not acknowledged" for owner, click in sorted(set(rows) - told)]
    wrong += [f"{owner}: click {click} gave {rows.count((owner, click))} turns" for owner, click in sorted(set(rows))
              if rows.count((owner, click)) > 1]  # fmt: skip
    return wrong


def _visit(port: int) -> None:
    """One more visitor, who asks for a file: threads that were idle for ten seconds end at the next request."""
    urllib.request.urlopen(f"http://127.0.0.1:{port}/static/assets/custom.css", timeout=PATIENCE_SECONDS).close()


def _held(process: int) -> tuple[int, int]:
    """Files that a process has open, and its threads."""
    import psutil

    server = psutil.Process(process)
    return server.num_fds() if hasattr(server, "num_fds") else server.num_handles(), server.num_threads()


def _megabytes(process: int) -> tuple[float, float]:
    """Memory that a process holds now, and that those hold that it began."""
    import psutil

    server = psutil.Process(process)
    own, *others = (float(each.memory_info().rss) / 1e6 for each in (server, *server.children(recursive=True)))
    return own, sum(others)


def _processor(process: int) -> tuple[float, float]:
    """Seconds of a processor that a process has used, and that those have used that it began."""
    import psutil

    server = psutil.Process(process)
    own, *others = (each.cpu_times() for each in (server, *server.children(recursive=True)))
    return float(own.user + own.system), float(sum(used.user + used.system for used in others))


class Served(NamedTuple):
    """A server of its own."""

    port: int
    process: int
    folder: Path  # of its saved games


@contextmanager
def server() -> Iterator[Served]:
    """The game's server on a free port, with a folder for saved games of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        code = f"from wargame.ui.server import serve; serve(None, {port}, False)"
        surroundings = {**os.environ, "WARGAME_DATA": folder, "WARGAME_SEED": "1", "WARGAME_KEEP_PAGES": LEFT[0]}
        process = subprocess.Popen([sys.executable, "-c", code], env=surroundings, stdout=subprocess.DEVNULL)
        try:
            _wait(port, process)
            yield Served(port, process.pid, Path(folder))
        finally:
            process.terminate()
            process.wait()


def _ready(port: int) -> None:
    """Raises OSError where the server does not answer."""
    urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            _ready(port)
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def load(
    sessions: int = SESSIONS, turns: int = TURNS, minutes: float = 0.0, thinking: tuple[float, float] | None = None
) -> Figures:
    """Measure everything once."""
    with server() as (port, process, folder):
        found = asyncio.run(play_all(port, process, sessions, turns, minutes, thinking))
        found["lost"] = lost(folder, found.pop("acknowledged"))
        found |= asyncio.run(debrief_all(port, sessions))
    alone = bench.measure("blocks", 1, ALONE)
    return {
        "sessions": sessions,
        "minutes": minutes,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        **found,
        "milliseconds_a_turn": 1000 * alone["seconds"] / alone["turns"],
    }


@click.command()
@click.option("--sessions", default=SESSIONS, show_default=True, help="How many, the first alone included.")
@click.option("--turns", default=TURNS, show_default=True, help="Turns that each ends.")
@click.option("--minutes", default=0.0, show_default=True, help="Of steady play, one game after the other.")
@click.option(
    "--thinking", type=(float, float), default=THINKING, show_default=True, help="Seconds between two clicks: from, to."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(sessions: int, turns: int, minutes: float, thinking: tuple[float, float], as_json: bool) -> None:
    """Measure a class of sessions on one server; exits with 1 where a bar is missed or a turn is lost."""
    found = load(sessions, turns, minutes, thinking)
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        click.echo(
            f"{found['sessions']} sessions, {found['turns']} turns ended, {found['cores']} cores, "
            f"load {found['load'] or 0:.1f} after\n"
            f"End turn: {found['p50_seconds']:.2f} s in half of all cases, {found['p95_seconds']:.2f} s in 95 of 100, "
            f"{found['longest_seconds']:.2f} s at most; {found['alone_seconds']:.2f} s for one session alone\n"
            f"Work of the server for one turn: {found['processor_seconds_a_turn']:.2f} s, its page included; "
            f"{found['estimate_seconds_a_turn']:.2f} s for estimates and debriefs, in processes of their own\n"
            f"From the lobby into a game, all at once: {found['begin_seconds']:.1f} s\n"
            f"A debrief, with all in theirs: a click takes {found['leaf_p50_seconds']:.2f} s in half of all cases, "
            f"{found['leaf_p95_seconds']:.2f} s in 95 of 100, {found['leaf_longest_seconds']:.2f} s at most;\n"
            f"it is whole after {found['debrief_p50_seconds']:.0f} s for half of them, "
            f"{found['debrief_longest_seconds']:.0f} s at most\n"
            f"Memory: {found['megabytes'][0]:.0f} MB with one session, {found['megabytes_a_session']:.1f} MB for each "
            f"other; {found['megabytes_beside'][-1]:.0f} MB in the two processes beside it\n"
            + (
                f"After ten minutes: {found['megabytes_steady'][0]:.0f} MB and {found['megabytes_steady'][1]:.0f} MB "
                f"beside it; at the end {found['megabytes'][-1]:.0f} MB\n"
                if found["megabytes_steady"]
                else ""
            )
            + f"Open files before, with all sessions, and when all have left: {_row(found['files'])}; "
            f"threads: {_row(found['threads'])}\n"
            f"Turns that were acknowledged and are not saved, or the other way round: {len(found['lost'])}; "
            f"refused in words: {len(found['refused'])}\n"
            f"One turn with one world: {found['milliseconds_a_turn']:.0f} ms"
        )
    for line in (*found["lost"], *(f"refused: {said}" for said in found["refused"])):
        click.echo(line, err=True)
    missed = [f"{name} {found[name]:.2f}, at most {bar:g}" for name, bar in BARS.items() if found[name] > bar]
    if found["lost"] or found["refused"]:
        missed.append("turns were lost or refused")
    if missed:
        raise click.ClickException("; ".join(missed))


def _row(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)


if __name__ == "__main__":
    main()

"""A class at once: `python -m wargame.load` opens many sessions on a server of its own and measures what they meet.

Each session is a real one: the page's websocket, Solara's protocol, a game begun in the lobby and turns ended by the
button, with the staff's orders. Only the browser that would draw the page is left out. Sessions begin together and
wait between turns as a quick reader would. Then a class plays a short scenario to its end, all at once, and leafs
through its debriefs while they are worked out.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any

import click

from wargame import bench

SESSIONS, TURNS = 30, 6
THINKING = (2.0, 6.0)  # seconds between two clicks; spread evenly, and another for each session and click
PATIENCE_SECONDS = 60.0
SHORT = "practice"  # the scenario that a class plays to its end
WHOLE = ("data-hinges", "data-strips='done'", "data-luck='done'", "data-odds='done'")  # of a debrief that is all there
BARS = {"p95_seconds": 1.0, "leaf_p95_seconds": 0.5, "megabytes_a_session": 3.0, "milliseconds_a_turn": 100.0}
ALONE = 20  # games of one world, for the time of a turn

Message = dict[str, Any]
Figures = dict[str, Any]


@dataclass
class Session:
    """One page: its line to the server, and the panels as the server last sent them."""

    number: int
    line: Any
    sent: int = 0
    panels: dict[str, Message] = field(default_factory=dict)  # by widget
    began: float = 0.0
    seconds: list[float] = field(default_factory=list)  # from the click until the turn is shown whole

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

    async def press(self, kind: str, act: str, value: str = "") -> None:
        """Use a mark of a panel, as a click does."""
        widget = next(name for name, state in self.panels.items() if state.get("kind") == kind)
        event = {"event": "act", "data": {"act": act, "value": value}}
        await self.say("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": event}})

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
async def opened(number: int, port: int) -> AsyncIterator[Session]:
    """A page's line to the server."""
    from websockets.asyncio.client import connect
    from websockets.typing import Origin

    address = f"ws://127.0.0.1:{port}/jupyter/api/kernels/load-{number}/channels?session_id=page-{number}"
    cookie = {"Cookie": await asyncio.to_thread(cookie_of, port)}
    async with connect(
        address, additional_headers=cookie, origin=Origin(f"http://127.0.0.1:{port}"), max_size=None
    ) as line:
        yield Session(number, line)


def cookie_of(port: int) -> str:
    """A new browser's cookie, as its first page gives it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_SECONDS) as page:
        return str(page.headers["Set-Cookie"]).partition(";")[0]


async def play(number: int, port: int, turns: int, done: list[Session], left: asyncio.Event) -> None:
    """One session: open the lobby, begin, end turns; the page stays open until all are left."""
    async with opened(number, port) as session:
        clicked = time.perf_counter()
        await session.open("/")
        await session.press("seats-panel", "begin")
        session.began = time.perf_counter() - clicked
        for turn in range(turns):
            await asyncio.sleep(_thinking(number, turn))
            if "data-act='end-turn'" not in session.shows():
                break
            before = session.shows()
            clicked = time.perf_counter()
            await session.press("footer", "end-turn")
            session.seconds.append(time.perf_counter() - clicked)
            if session.shows() == before:
                raise RuntimeError(f"session {number}: nothing moved at turn {turn}")
        done.append(session)
        await left.wait()


async def debrief(number: int, port: int, waiting: set[int]) -> tuple[list[float], float]:
    """One session that plays the short scenario to its end and leafs through its debrief until all have theirs.

    Returns:
        the seconds of each click, and the seconds from the end of the game until its debrief was whole.
    """
    async with opened(number, port) as session:
        await session.open(f"/?scenario={SHORT}")
        await session.press("seats-panel", "begin")
        for turn in count():
            if "data-act='end-turn'" not in session.shows():
                break
            await asyncio.sleep(_thinking(number, turn))
            await session.press("footer", "end-turn")
        over, whole, parts = time.perf_counter(), 0.0, cycle(("why", "apply", "happened"))
        seconds: list[float] = []
        while waiting:
            await asyncio.sleep(_thinking(number, len(seconds)))
            clicked = time.perf_counter()
            await session.press("tabs-panel", "tab", next(parts))
            seconds.append(time.perf_counter() - clicked)
            if not whole and all(mark in session.shows() for mark in WHOLE):
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


def _thinking(number: int, turn: int) -> float:
    """Spread by the golden ratio: even, and the same in every run."""
    low, high = THINKING
    return low + (high - low) * ((number * 7 + turn) * 0.6180339887 % 1)


async def play_all(port: int, process: int, sessions: int, turns: int) -> Figures:
    """One session alone, then all the others at once beside it; memory is that of the server while they are open."""
    done: list[Session] = []
    left = asyncio.Event()
    playing: list[asyncio.Task[None]] = []
    memory, worked = [], [_processor(process)]
    for numbers in (range(1), range(1, sessions)):
        playing += [asyncio.create_task(play(number, port, turns, done, left)) for number in numbers]
        while len(done) < len(playing):
            for task in playing:
                if task.done():
                    task.result()  # raises what went wrong
            await asyncio.sleep(0.1)
        memory.append(_megabytes(process))
        worked.append(_processor(process))
    left.set()
    await asyncio.gather(*playing)
    alone, together = done[0], done[1:]
    seconds = sorted(value for session in together for value in session.seconds)
    return {
        "turns": len(seconds),
        "alone_seconds": statistics.median(alone.seconds),
        "p50_seconds": statistics.median(seconds),
        "p95_seconds": statistics.quantiles(seconds, n=20)[-1],
        "longest_seconds": seconds[-1],
        "begin_seconds": statistics.median(session.began for session in together),
        "processor_seconds_a_turn": (worked[2][0] - worked[1][0]) / len(seconds),  # beginning the games included
        "estimate_seconds_a_turn": (worked[2][1] - worked[1][1]) / len(seconds),
        "megabytes": [own for own, _ in memory],
        "megabytes_beside": [beside for _, beside in memory],  # they hold games one at a time, and no sessions
        "megabytes_a_session": (memory[1][0] - memory[0][0]) / (sessions - 1),
    }


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


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """The game's server on a free port, with a folder for saved games of its own: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        code = f"from wargame.ui.server import serve; serve(None, {port}, False)"
        surroundings = {**os.environ, "WARGAME_DATA": folder, "WARGAME_SEED": "1"}
        process = subprocess.Popen([sys.executable, "-c", code], env=surroundings, stdout=subprocess.DEVNULL)
        try:
            _wait(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def load(sessions: int = SESSIONS, turns: int = TURNS) -> Figures:
    """Measure everything once."""
    with server() as (port, process):
        found = asyncio.run(play_all(port, process, sessions, turns))
        found |= asyncio.run(debrief_all(port, sessions))
    alone = bench.measure("blocks", 1, ALONE)
    return {
        "sessions": sessions,
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        **found,
        "milliseconds_a_turn": 1000 * alone["seconds"] / alone["turns"],
    }


@click.command()
@click.option("--sessions", default=SESSIONS, show_default=True, help="How many, the first alone included.")
@click.option("--turns", default=TURNS, show_default=True, help="Turns that each ends.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(sessions: int, turns: int, as_json: bool) -> None:
    """Measure a class of sessions on one server; exits with 1 where a bar is missed."""
    found = load(sessions, turns)
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
            f"One turn with one world: {found['milliseconds_a_turn']:.0f} ms"
        )
    missed = [f"{name} {found[name]:.2f}, at most {bar:g}" for name, bar in BARS.items() if found[name] > bar]
    if missed:
        raise click.ClickException("; ".join(missed))


if __name__ == "__main__":
    main()

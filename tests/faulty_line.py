"""A line between a browser and the server that can be made worse: late, silent, cut, or delivering after its end.

Every connection of a browser, for a page or for a file, goes through the proxy. What a test asks for holds from then.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from contextlib import suppress

UP, DOWN = "up", "down"  # to the server, to the browser
READ_BYTES = 65_536


class Line:
    """One connection, in both directions."""

    def __init__(self, proxy: FaultyLine, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.proxy = proxy
        self.flows = proxy.flows
        self.browser_reads, self.browser_writes = reader, writer
        self.server_writes: asyncio.StreamWriter | None = None
        self.forgotten = False  # a box on the way has lost it: no byte passes ever again, and nobody is told
        self.left = False  # the browser's end is closed, and what it had sent is still on its way
        self.carries_page = False  # a web socket, not a file

    async def carry(self) -> None:
        server_reads, self.server_writes = await asyncio.open_connection("127.0.0.1", self.proxy.target)
        ways = (
            self._pump(UP, self.browser_reads, self.server_writes),
            self._pump(DOWN, server_reads, self.browser_writes),
        )
        await asyncio.gather(*ways, return_exceptions=True)

    async def _pump(self, way: str, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(READ_BYTES):
                self.carries_page |= b"/channels?" in data
                if way == UP and self.carries_page:
                    self.forgotten |= self.proxy.deaf or (self.proxy.swallows and b"/channels?" not in data)
                if self.proxy.delay:
                    await asyncio.sleep(self.proxy.delay)
                await self.flows[way].wait()
                if self.forgotten or (self.left and way == DOWN):
                    continue
                sink.write(data)
                await sink.drain()
        except (OSError, ConnectionError):
            pass
        await self.flows[way].wait()
        if not self.forgotten:
            with suppress(OSError, ConnectionError):
                sink.close()

    def cut(self, abruptly: bool) -> None:
        """End both directions: with a reset, or as a program does that closes its socket."""
        for writer in (self.browser_writes, self.server_writes):
            if writer is None:
                continue
            if abruptly:
                raw = writer.get_extra_info("socket")
                with suppress(OSError, AttributeError):
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            else:
                with suppress(OSError, ConnectionError):
                    writer.close()

    def leave(self) -> None:
        """Close the browser's end alone."""
        self.left = True
        with suppress(OSError, ConnectionError):
            self.browser_writes.close()


class FaultyLine:
    """A proxy on a port of its own. All of its methods may be called from any thread."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.delay = 0.0  # seconds that every piece is late, in each direction
        self.swallows = False  # whether a page's line opens, and then nothing passes: both ends think that it is there
        self.deaf = False  # whether a page's line is accepted, and then never opens
        self.lines: list[Line] = []
        self.flows: dict[str, asyncio.Event] = {}  # of lines that are accepted from now on
        self.held: list[dict[str, asyncio.Event]] = []  # and of all before
        self.port = 0
        self.loop = asyncio.new_event_loop()
        ready = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def silence(self, *ways: str) -> None:
        """Let nothing pass, and close nothing; what is sent waits."""
        self._call(lambda: [self.flows[way].clear() for way in ways or (UP, DOWN)])

    def speak(self) -> None:
        """Let everything pass again, first what has waited."""
        self._call(lambda: [flow.set() for flows in self.held for flow in flows.values()])

    def speak_on_new_lines(self) -> None:
        """Let lines that are accepted from now on pass everything; what waits on the others goes on waiting."""

        def renew() -> None:
            self.flows = _open_flows()
            self.held.append(self.flows)

        self._call(renew)

    def mend(self) -> None:
        """Be a good line again; what is open now is cut, and what waited there is gone."""
        self.delay, self.swallows, self.deaf = 0.0, False, False
        self.forget()
        self.cut(abruptly=True)
        self.speak()

    def forget(self) -> None:
        """Lose every line that is open now, without telling either end; new ones work."""

        def lose() -> None:
            for line in self.lines:
                line.forgotten = True

        self._call(lose)

    def cut(self, abruptly: bool = False) -> None:
        """End every line that is open now."""
        self._call(lambda: [line.cut(abruptly) for line in self.lines])

    def leave_undelivered(self) -> None:
        """End the browser's side of every page's line; what it had sent is delivered once the line speaks."""
        self._call(lambda: [line.leave() for line in self.lines if line.carries_page])

    def close(self) -> None:
        self.cut(abruptly=True)
        asyncio.run_coroutine_threadsafe(_cancel_others(), self.loop).result(timeout=5)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(timeout=5)
        self.loop.close()

    def _call(self, do) -> None:
        done = threading.Event()
        self.loop.call_soon_threadsafe(lambda: (do(), done.set()))
        assert done.wait(timeout=5)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)

        async def begin() -> asyncio.Server:
            self.flows = _open_flows()
            self.held = [self.flows]
            return await asyncio.start_server(self._accept, "127.0.0.1", 0)

        listening = self.loop.run_until_complete(begin())
        self.port = listening.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(self, reader, writer)
        self.lines.append(line)
        try:
            await line.carry()
        except OSError:  # the server is not there: refuse, as it would
            line.cut(abruptly=True)
        except asyncio.CancelledError:  # the end of the test; the streams of asyncio would complain
            pass
        finally:
            self.lines.remove(line)


def _open_flows() -> dict[str, asyncio.Event]:
    flows = {way: asyncio.Event() for way in (UP, DOWN)}
    for flow in flows.values():
        flow.set()
    return flows


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)

"""A real server, and browsers that are none: what they send is written by hand."""

import http.client
import itertools
import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.conftest import Server

PATIENCE_SECONDS = 20
_numbers = itertools.count()


def pytest_collection_modifyitems(items):
    """One worker runs all of a file, with one server for all its tests."""
    for item in items:
        if "tests/server" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group(f"server {item.path.stem}"))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("data"))
    served.start()
    yield served
    served.stop()


@dataclass
class Line:
    """The line of a page, as its browser has it."""

    socket: object
    session: str
    panels: dict = field(default_factory=dict)  # the state of every panel, by its channel
    widgets: dict = field(default_factory=dict)  # of every widget

    def send(self, kind, content, **more):
        """Send a message, and return its number; nothing is waited for."""
        number = f"m-{next(_numbers)}"
        header = {"msg_id": number, "msg_type": kind, "username": "", "session": self.session, "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.socket.send(json.dumps({**message, "buffers": [], **more}))
        return number

    def say(self, kind, content, **more):
        """Send a message, and read until the server has dealt with it."""
        self.read_until(self.send(kind, content, **more))

    def read_until(self, number):
        while True:
            found = json.loads(self.socket.recv(PATIENCE_SECONDS))
            content = found["content"]
            state = (content.get("data") or {}).get("state") or {}
            if found["header"]["msg_type"] == "comm_open":
                self.widgets[content["comm_id"]] = state
            if "html" in state or content.get("comm_id") in self.panels:
                self.panels.setdefault(content["comm_id"], {}).update(state)
            if found["header"]["msg_type"] == "comm_close":
                self.panels.pop(content["comm_id"], None)
            done = found["header"]["msg_type"] == "status" and content["execution_state"] == "idle"
            if done and found["parent_header"].get("msg_id") == number:
                return

    def open(self, path="/"):
        """Begin a page at an address."""
        self.say("comm_open", {"comm_id": f"control-{self.session}", "target_name": "solara.control", "data": {}})
        self.say("comm_msg", {"comm_id": f"control-{self.session}", "data": {"method": "run", "args": {"path": path}}})

    def panel(self, kind):
        return next(channel for channel, state in self.panels.items() if state.get("kind") == kind)

    def press(self, kind, act, value=""):
        """Use a mark of a panel."""
        event = {"event": "act", "data": {"act": act, "value": value}}
        self.say("comm_msg", {"comm_id": self.panel(kind), "data": {"method": "custom", "content": event}})

    def shows(self):
        return "".join(str(state.get("html", "")) for state in self.panels.values())

    def is_open(self):
        """Whether the server still answers on it."""
        try:
            self.say("kernel_info_request", {})
        except (ConnectionClosed, TimeoutError):
            return False
        return True


def get(server, path="/", method="GET", **headers):
    """Status, headers by name, and text of an answer. A header's name is written with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    connection.close()
    return found


def cookie_of(server):
    """The cookie that a new browser is given."""
    _, headers, _ = get(server)
    return headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def dial(server, dial_at):
    """Open the line of a page of the server; it is closed at the end of the test."""
    return partial(dial_at, server)


@pytest.fixture
def dial_at():
    """Open the line of a page of any server; it is closed at the end of the test."""
    lines = ExitStack()

    def dial(server, cookie=None, origin=None, host=None, kernel=None, page="page"):
        name = kernel or f"kernel-{next(_numbers)}"
        headers = {"Cookie": cookie if cookie is not None else cookie_of(server)}
        if host:
            headers["Host"] = host
        called = connect(
            f"ws://127.0.0.1:{server.port}/jupyter/api/kernels/{name}/channels?session_id={page}",
            origin=Origin(origin or f"http://127.0.0.1:{server.port}") if origin != "" else None,
            additional_headers=headers,
            max_size=None,
            open_timeout=PATIENCE_SECONDS,
        )
        return Line(lines.enter_context(called), name)

    with lines:
        yield dial

"""What a page may send over its line. Everything else is refused, and what is let through is written again.

The widgets under the pages would do much more if they were asked: make a widget of any class of any module, set any
of its traits, call what a client names. Our pages need a click with a text, an address, and the few messages with
which Solara begins and comes back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

LONGEST_ACT, LONGEST_CLICK = 64, 64
LONGEST_VALUE = 500_000  # letters; the file of a game may have 400,000
LONGEST_LOCATION = 8_000
LONGEST_NAME = 128  # of a message, of a channel
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_ACT = re.compile(r"[a-z][a-z0-9:_.-]{0,63}", re.IGNORECASE)

Message = dict[str, Any]


class Refused(ValueError):
    """A message that no page of ours sends; says what is wrong with it, for the log."""


def checked(wire: str | bytes | None) -> str:
    """A message of a page, written again from its parts that are allowed. Raises Refused."""
    if not isinstance(wire, str):
        raise Refused("a binary message")
    try:
        found = json.loads(wire)
        wire.encode()  # half a letter cannot be saved
    except (ValueError, RecursionError) as error:
        raise Refused(f"no JSON: {type(error).__name__}") from None
    try:
        message = _object(found)
        header = _object(message.get("header"))
        kind = _text(header.get("msg_type"), LONGEST_NAME)
        if kind not in _CONTENT:
            raise Refused(f"the kind {kind!r}")
        content = _CONTENT[kind](_object(message.get("content")))
        written = json.dumps(
            {
                "header": {
                    "msg_id": _text(header.get("msg_id"), LONGEST_NAME),
                    "msg_type": kind,
                    "session": _text(header.get("session", ""), LONGEST_NAME),
                    "username": "",
                    "version": "5.3",
                },
                "parent_header": {},
                "metadata": {"version": "1.0.0"},
                "content": content,
                "channel": "shell",
                "buffers": [],
            }
        )
    except RecursionError:
        raise Refused("a deep nest") from None
    json.loads(written)
    return written


def opens_channel(written: str) -> bool:
    """Whether a message that was checked opens a control channel."""
    return '"msg_type": "comm_open"' in written[:400]


def _object(found: Any) -> Message:
    if not isinstance(found, dict):
        raise Refused("a part that is no object")
    return found


def _text(found: Any, longest: int) -> str:
    if not isinstance(found, str) or len(found) > longest:
        raise Refused("a part that is no text, or too long")
    try:
        found.encode()
    except UnicodeEncodeError:
        raise Refused("half a letter") from None
    return found


def _id(found: Any) -> str:
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise Refused("a name of a channel that is none")
    return found


def _only(found: Message, *names: str) -> None:
    extra = found.keys() - set(names)
    if extra:
        raise Refused(f"more than is allowed: {', '.join(sorted(map(str, extra)))[:LONGEST_NAME]}")


def _nothing(content: Message) -> Message:
    _only(content)
    return {}


def _open(content: Message) -> Message:
    """A channel to Solara, or to ask for the state of the page's own widgets after a reconnection."""
    target = content.get("target_name")
    if target not in ("solara.control", "jupyter.widget.control"):
        raise Refused("a channel that no page opens")
    _only(_object(content.get("data", {})))
    return {"comm_id": _id(content.get("comm_id")), "target_name": target, "data": {}}


def _close(content: Message) -> Message:
    _only(_object(content.get("data", {})))
    return {"comm_id": _id(content.get("comm_id")), "data": {}}


def _said(content: Message) -> Message:
    data = _object(content.get("data"))
    method = data.get("method")
    if not isinstance(method, str) or method not in _METHOD:
        raise Refused(f"the method {str(method)[:LONGEST_NAME]!r}")
    return {"comm_id": _id(content.get("comm_id")), "data": _METHOD[method](data)}


def _run(data: Message) -> Message:
    """Begin a page at an address."""
    args = _object(data.get("args"))
    path = _text(args.get("path", ""), LONGEST_LOCATION)
    dark = args.get("dark", False)
    if args.get("appName") is not None or not isinstance(dark, bool):
        raise Refused("an app that is not ours")
    return {
        "method": "run",
        "args": {"path": path, "dark": dark, "themes": {"light": {}, "dark": {}}, "appName": None},
    }


def _bare(data: Message) -> Message:
    _only(data, "method")
    return {"method": data["method"]}


def _update(data: Message) -> Message:
    """What a page sets: its address, when one goes back or forward, and whether it is dark."""
    state = _object(data.get("state"))
    _only(data, "method", "state", "buffer_paths")
    if data.get("buffer_paths", []) != [] or len(state) != 1:
        raise Refused("a state that no page sets")
    ((name, value),) = state.items()
    if name == "location":
        return {"method": "update", "state": {"location": _text(value, LONGEST_LOCATION)}, "buffer_paths": []}
    if name == "dark_effective" and isinstance(value, bool):
        return {"method": "update", "state": {"dark_effective": value}, "buffer_paths": []}
    raise Refused(f"the state {str(name)[:LONGEST_NAME]!r}")


def _custom(data: Message) -> Message:
    """A click: the one event that our panels declare."""
    _only(data, "method", "content")
    content = _object(data.get("content"))
    _only(content, "event", "data")
    if content.get("event") != "act":
        raise Refused(f"the event {str(content.get('event'))[:LONGEST_NAME]!r}")
    given = _object(content.get("data"))
    _only(given, "act", "value", "click")
    act = _text(given.get("act"), LONGEST_ACT)
    if not _ACT.fullmatch(act):
        raise Refused("an act that is none")
    event = {"act": act, "value": _text(given.get("value"), LONGEST_VALUE)}
    if "click" in given:
        event["click"] = _text(given["click"], LONGEST_CLICK)
    return {"method": "custom", "content": {"event": "act", "data": event}}


_CONTENT: Mapping[str, Callable[[Message], Message]] = {
    "kernel_info_request": _nothing,
    "comm_open": _open,
    "comm_msg": _said,
    "comm_close": _close,
}
_METHOD: Mapping[str, Callable[[Message], Message]] = {
    "run": _run,
    "app-status": _bare,
    "request_states": _bare,
    "update": _update,
    "custom": _custom,
}

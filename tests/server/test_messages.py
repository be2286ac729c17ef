"""What a page may send: what our own pages need is let through, and nothing else is."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.ui.guard import messages
from wargame.ui.guard.messages import Refused, checked

ID = "97a0478827e64585bb0a3118d1bfbe40"


def wire(kind, content, **more):
    header = {"msg_id": "m", "msg_type": kind, "session": "s", "username": "", "version": "5.2", "date": "2027-01-01"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    return json.dumps({**message, "buffers": [], **more})


def said(data):
    return wire("comm_msg", {"comm_id": ID, "data": data})


def custom(content):
    return said({"method": "custom", "content": content})


def click(**data):
    return custom({"event": "act", "data": data})


def update(**state):
    return said({"method": "update", "state": state, "buffer_paths": []})


OURS = {
    "a click": click(act="choose", value="japan.pledge=refuse"),
    "a click with its number": click(act="end-turn", value="", click="a1b2-17"),
    "an answer in Japanese": click(act="note", value="0:基地の使用を認めますか。"),
    "beginning a page": said(
        {"method": "run", "args": {"path": "/?seed=1", "dark": True, "themes": {"light": {}}, "appName": None}}
    ),
    "asking whether the page is there": said({"method": "app-status"}),
    "asking for all states": said({"method": "request_states"}),
    "an address": update(location="/?game=abc&tab=why"),
    "dark": update(dark_effective=True),
    "a control channel": wire("comm_open", {"comm_id": ID, "target_name": "solara.control", "data": {}}),
    "a channel for states": wire("comm_open", {"comm_id": ID, "target_name": "jupyter.widget.control", "data": {}}),
    "closing a channel": wire("comm_close", {"comm_id": ID, "data": {}}),
    "asking for the kernel": wire("kernel_info_request", {}),
}
WIDGET = {"create_widget": ["logging", "basicConfig"], "id": "w", "props": {"filename": "marker", "force": True}}
THEIRS = {
    "a widget of any class": custom(WIDGET),
    "a widget beside a click": custom({**WIDGET, "event": "act", "data": {"act": "a", "value": ""}}),
    "a widget within a click": click(act="a", value="", **WIDGET),
    "a reference to an attribute": custom({"update_ref": {"objectRef": "comm"}, "id": ID, "prop": "template"}),
    "the end of a widget": custom({"destroy_widget": ID}),
    "an event that no panel declares": custom({"event": "close", "data": {}}),
    "an event with a path": custom({"event": "__class__", "data": {"act": "a", "value": ""}}),
    "a click without a text": click(act="a", value={"objectRef": "x"}),
    "a click with a list": click(act="a", value=["x"]),
    "a click without an act": click(value=""),
    "an act that is no word": click(act="__init__", value=""),
    "an act with a mark": click(act="<script>", value=""),
    "a click with a number that is none": click(act="a", value="", click=7),
    "half a letter": click(act="a", value="\ud800"),
    "a huge text": click(act="a", value="x" * (messages.LONGEST_VALUE + 1)),
    "a trait of a panel": update(html="<b>"),
    "a template": update(template="<img>"),
    "instances of components": update(_component_instances=["IPY_MODEL_x"]),
    "two states, one of them ours": update(dark_effective=True, template="x"),
    "dark that is none": update(dark_effective="yes"),
    "an address that is none": update(location={"objectRef": "x"}),
    "a huge address": update(location="/" + "x" * messages.LONGEST_LOCATION),
    "a state with buffers": said({"method": "update", "state": {"dark_effective": True}, "buffer_paths": [["x"]]}),
    "one state": said({"method": "request_state"}),
    "an echo": said({"method": "echo_update", "state": {}}),
    "a page of another app": said({"method": "run", "args": {"path": "/", "appName": "other"}}),
    "reloading the app": said({"method": "reload", "path": "/"}),
    "dropping the page": said({"method": "evict"}),
    "a widget from the browser": wire(
        "comm_open", {"comm_id": ID, "target_name": "jupyter.widget", "data": {"state": {"_model_name": "x"}}}
    ),
    "a channel of any kind": wire("comm_open", {"comm_id": ID, "target_name": "other", "data": {}}),
    "a control channel with data": wire(
        "comm_open", {"comm_id": ID, "target_name": "solara.control", "data": {"method": "run"}}
    ),
    "a list of channels": wire("comm_info_request", {"target_name": "jupyter.widget"}),
    "code": wire("execute_request", {"code": "1", "silent": False}),
    "a completion": wire("complete_request", {"code": "im", "cursor_pos": 2}),
    "an inspection": wire("inspect_request", {"code": "x", "cursor_pos": 1, "detail_level": 0}),
    "the history": wire("history_request", {"hist_access_type": "tail", "n": 9}),
    "an answer to a question": wire("input_reply", {"value": "x"}),
    "a debugger": wire("debug_request", {"type": "request", "seq": 1, "command": "attach"}),
    "an interrupt": wire("interrupt_request", {}),
    "a shutdown": wire("shutdown_request", {"restart": False}),
    "no kind": json.dumps({"header": {}, "content": {}}),
    "a kind that is no text": json.dumps({"header": {"msg_type": ["comm_msg"], "msg_id": "m"}, "content": {}}),
    "a name that is no name": wire("comm_close", {"comm_id": "../../x", "data": {}}),
    "no object": "[1, 2]",
    "no JSON": "{",
    "nothing": "",
    "a deep nest": "[" * 100_000,
    "an endless number": '{"header": ' + "9" * 100_000 + "}",
}


@pytest.mark.parametrize("what", OURS)
def test_what_our_pages_send_is_let_through(what):
    sent = json.loads(OURS[what])
    through = json.loads(checked(OURS[what]))
    assert through["header"]["msg_type"] == sent["header"]["msg_type"]
    assert through["content"].keys() == sent["content"].keys()
    if what not in ("beginning a page",):
        assert through["content"] == sent["content"]


@pytest.mark.parametrize("what", THEIRS)
def test_what_no_page_of_ours_sends_is_refused(what):
    with pytest.raises(Refused):
        checked(THEIRS[what])


def test_a_binary_message_is_refused():
    for wire_bytes in (b"", b"\x00\x00\x00\x01\x00\x00\x00\x08{}", OURS["a click"].encode()):
        with pytest.raises(Refused):
            checked(wire_bytes)


def test_what_is_let_through_is_written_again_from_what_is_allowed():
    sent = json.loads(OURS["a click"])
    sent["header"]["date"] = {"create_widget": 1}
    sent["metadata"] = {"create_widget": 1}
    sent["parent_header"] = {"create_widget": 1}
    sent["buffers"] = ["create_widget"]
    sent["channel"] = "control"
    sent["content"]["create_widget"] = 1
    written = checked(json.dumps(sent))
    assert "create_widget" not in written
    assert json.loads(written)["channel"] == "shell"


def test_a_name_that_stands_twice_counts_once():
    twice = OURS["a click"].replace('"event": "act"', '"event": "create_widget", "event": "act"')
    assert twice.count('"event"') == 2
    assert checked(twice).count('"event"') == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
PLACES = ("header", "content", "data", "state", "event", "method", "comm_id", "target_name", "act", "value", "args")


@st.composite
def changed(draw):
    """A message of ours in which one part was replaced by something else, or to which something was added."""
    message = json.loads(draw(st.sampled_from(sorted(OURS.values()))))
    parts = [message]
    for part in parts:
        parts.extend(value for value in part.values() if isinstance(value, dict))
    part = draw(st.sampled_from(parts))
    name = draw(st.sampled_from(sorted(part)) if part else st.sampled_from(PLACES))
    part[draw(st.sampled_from((name, *PLACES, "create_widget", "update_ref", "destroy_widget")))] = draw(JSON)
    return message


def allowed(content):
    """Whether the content of a message has the form of one of ours."""
    data = content.get("data", {})
    state, inner = data.get("state", {}), data.get("content", {"event": "act", "data": {"act": "", "value": ""}})
    return (
        content.keys() <= {"comm_id", "data", "target_name"}
        and data.keys() <= {"method", "args", "state", "buffer_paths", "content"}
        and state.keys() <= {"location", "dark_effective"}
        and inner.keys() == {"event", "data"}
        and inner["event"] == "act"
        and {"act", "value"} <= inner["data"].keys() <= {"act", "value", "click"}
        and all(isinstance(value, str) for value in inner["data"].values())
    )


@given(changed())
def test_a_changed_message_is_refused_or_has_the_form_of_ours(message):
    try:
        written = checked(json.dumps(message))
    except Refused:
        return
    assert allowed(json.loads(written)["content"])
    assert checked(written) == written


@given(st.text(max_size=200) | JSON.map(json.dumps))
def test_any_text_is_refused_or_let_through_and_nothing_else_happens(text):
    with suppress(Refused):
        assert allowed(json.loads(checked(text))["content"])

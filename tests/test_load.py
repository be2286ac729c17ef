"""The measurement of a class: real sessions over the page's own line, without a browser."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

load = import_module("wargame.load")  # the attribute wargame.load is the function


def test_two_sessions_begin_in_the_lobby_and_end_turns(monkeypatch):
    monkeypatch.setattr(load, "THINKING", (0.0, 0.1))
    # A thread of its own: in this one, the browser tests may have left an event loop running.
    with load.server() as (port, process), ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, load.play_all(port, process, sessions=2, turns=3)).result()
    assert found["turns"] == 3
    assert 0 < found["p50_seconds"] <= found["longest_seconds"] < load.PATIENCE_SECONDS
    assert found["megabytes"][0] > 50


def test_two_sessions_leaf_through_their_debriefs_until_both_are_whole(monkeypatch):
    monkeypatch.setattr(load, "THINKING", (0.0, 0.1))
    with load.server() as (port, _), ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, load.debrief_all(port, sessions=2)).result()
    assert 0 < found["leaf_p50_seconds"] <= found["leaf_longest_seconds"] < load.PATIENCE_SECONDS
    assert 0 < found["debrief_p50_seconds"] <= found["debrief_longest_seconds"]


def test_messages_with_buffers_are_read():
    words = json.dumps({"content": "said"}).encode()
    first = 4 * 3
    frame = b"".join(part.to_bytes(4, "big") for part in (2, first, first + len(words))) + words + b"buffer"
    assert load._read(frame) == load._read(words.decode()) == {"content": "said"}


def test_thinking_is_spread_and_the_same_in_every_run():
    waits = [load._thinking(session, turn) for session in range(30) for turn in range(6)]
    low, high = load.THINKING
    assert all(low <= wait <= high for wait in waits)
    assert low + 0.4 * (high - low) < sum(waits) / len(waits) < low + 0.6 * (high - low)

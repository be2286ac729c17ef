"""The measurement of a class: real sessions over the page's own line, without a browser."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

from wargame.game.store.games import Store
from wargame.tools import load


def test_two_sessions_begin_in_the_lobby_and_end_turns(monkeypatch):
    monkeypatch.setattr(load, "THINKING", (0.0, 0.1))
    # A thread of its own: in this one, the browser tests may have left an event loop running.
    with load.server() as (port, process, folder), ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, load.play_all(port, process, sessions=3, turns=3)).result()
        assert load.lost(folder, found["acknowledged"]) == found["refused"] == []
    assert found["turns"] == 6
    assert [len(clicks) for clicks in found["acknowledged"].values()] == [3, 3, 3]
    # Each page is a thread and a line; when all have left, nothing of them stays.
    before, during, after = found["threads"]
    assert during >= before + 3
    assert after <= before + 5  # threads that any page begins once, and those that wait for the next request
    assert found["files"][1] >= found["files"][0] + 3
    assert found["files"][2] < found["files"][1]
    assert 0 < found["p50_seconds"] <= found["longest_seconds"] < load.PATIENCE_SECONDS
    assert found["megabytes"][0] > 50


def test_two_sessions_leaf_through_their_debriefs_until_both_are_whole(monkeypatch):
    monkeypatch.setattr(load, "THINKING", (0.0, 0.1))
    with load.server() as (port, _, _), ThreadPoolExecutor(1) as thread:
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


def test_a_session_that_thinks_reads_on_so_that_its_line_is_not_closed():
    """The server sends more than a line holds, and asks in between whether anybody is there."""
    header = {"header": {"msg_type": "comm_close"}, "content": {"comm_id": "none"}}

    ends = []

    async def much(line):
        for _ in range(200):
            await line.send(json.dumps(header))
        await line.wait_closed()
        ends.append(line.close_code)

    async def play():
        async with serve(much, "127.0.0.1", 0, ping_interval=0.1, ping_timeout=0.3) as server:
            port = server.sockets[0].getsockname()[1]
            async with connect(f"ws://127.0.0.1:{port}") as line:
                await load.Session(1, line).look(1.5)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, play()).result()
    assert ends == [1000]  # closed by the session, as it left


def test_steady_play_begins_one_game_after_the_other(monkeypatch):
    monkeypatch.setattr(load, "THINKING", (0.0, 0.01))
    monkeypatch.setattr(load, "LEFT", ("5s", 0.0))
    with load.server() as (port, process, folder), ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, load.play_all(port, process, 3, turns=1, minutes=0.1)).result()
        assert load.lost(folder, found["acknowledged"]) == []
        games = [
            game.turn
            for name in list(found["acknowledged"])[1:]
            for game in Store(folder / "games.sqlite").listed(name, most=None)
        ]
    assert sum(games) == found["turns"] > 2


def test_a_turn_that_was_acknowledged_and_is_not_saved_is_found(tmp_path):
    store = Store(tmp_path / "games.sqlite")
    game = store.begin("load-1", "reset_2027", "d", 1, "japan")
    store.append(game.key, 0, {}, click="load-1-1")
    assert load.lost(tmp_path, {"load-1": ["load-1-1"]}) == []
    assert load.lost(tmp_path, {"load-1": ["load-1-1", "load-1-2"]}) == ["load-1: turn of click load-1-2 is not saved"]
    assert load.lost(tmp_path, {"load-1": []}) == ["load-1: turn of click load-1-1 was not acknowledged"]
    other = store.begin("load-1", "reset_2027", "d", 1, "japan")
    store.append(other.key, 0, {}, click="load-1-1")
    assert load.lost(tmp_path, {"load-1": ["load-1-1"]}) == ["load-1: click load-1-1 gave 2 turns"]

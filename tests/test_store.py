"""Saved games: what was given is found again, and two tabs cannot fork one game."""

import sqlite3

import pytest

from wargame.store import MovedOn, Store, StoreError, UnknownGame


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "games.sqlite", patience_seconds=0.1)


def begin(store):
    return store.begin("me", "linchpin", "digest", 7, "japan")


def test_a_game_is_found_again_with_its_orders(store):
    key = begin(store).key
    store.append(key, 0, {"japan.pledge": "combat"})
    store.append(key, 1, {})
    game = Store(store.path).load(key)
    assert (game.scenario, game.digest, game.seed, game.seat) == ("linchpin", "digest", 7, "japan")
    assert game.orders == ({"japan.pledge": "combat"}, {})


def test_an_unknown_game_is_said_to_be_unknown(store):
    with pytest.raises(UnknownGame, match="No game is saved under “nothing”"):
        store.load("nothing")


def test_a_second_tab_cannot_give_the_same_turn(store):
    key = begin(store).key
    store.append(key, 0, {"japan.pledge": "combat"})
    with pytest.raises(MovedOn, match="another tab"):
        store.append(key, 0, {"japan.pledge": "refuse"})
    assert store.load(key).orders == ({"japan.pledge": "combat"},)


def test_a_turn_cannot_be_left_out(store):
    with pytest.raises(MovedOn):
        store.append(begin(store).key, 1, {})


def test_a_locked_file_says_what_to_do(store):
    key = begin(store).key
    other = sqlite3.connect(store.path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="try again"):
        store.append(key, 0, {})
    other.rollback()
    other.close()
    store.append(key, 0, {})


def test_a_damaged_file_says_what_to_do(store):
    store.path.write_text("this is not a database, and it is long enough to be looked at as one " * 20)
    with pytest.raises(StoreError, match="to begin a new one"):
        store.load("x")


def test_the_list_holds_one_browser_and_the_latest_first(store):
    first, second = begin(store).key, begin(store).key
    store.begin("somebody else", "linchpin", "digest", 1, None)
    store.append(first, 0, {})
    store.describe(first, "2026 Q1, turn 2 of 8", 8, False)
    listed = store.listed("me")
    assert {game.key for game in listed} == {first, second}
    shown = next(game for game in listed if game.key == first)
    assert (shown.status, shown.turn, shown.turns, shown.over) == ("2026 Q1, turn 2 of 8", 1, 8, False)

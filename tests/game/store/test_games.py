"""Saved games: what was given is found again, and two tabs cannot fork one game."""

import sqlite3

import pytest

from wargame.game.store.games import Draft, MovedOn, Store, StoreError, UnknownGame


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


def test_the_list_goes_by_what_was_done_last_though_the_clock_went_back(store, monkeypatch):
    first, second = begin(store).key, begin(store).key
    monkeypatch.setattr("wargame.game.store.games._now", lambda: "2001-01-01T00:00:00+00:00")
    third = begin(store).key
    store.keep(first, Draft(0, {"japan.pledge": "combat"}))
    assert [game.key for game in store.listed("me")] == [first, third, second]


def test_a_game_keeps_its_world_and_its_fixed_orders(store):
    fixed = {"japan.pledge": "refuse", "japan.access": "refuse"}
    key = store.begin("me", "linchpin", "digest", 7, None, world=317, fixed=fixed).key
    game = store.load(key)
    assert (game.world, game.fixed) == (317, fixed)
    assert (store.load(begin(store).key).world, store.load(begin(store).key).fixed) == (0, {})


def test_a_game_is_found_by_how_it_began(store):
    fixed = {"japan.pledge": "refuse", "japan.access": "refuse"}
    key = store.begin("me", "linchpin", "digest", 7, None, 317, fixed, listed=False).key
    began = ("linchpin", "digest", 7, None)
    assert store.find("me", *began, 317, dict(reversed(fixed.items()))) == key
    assert store.find("me", *began, 318, fixed) is None
    assert store.find("me", *began, 317, {}) is None
    assert store.find("somebody else", *began, 317, fixed) is None


def test_the_list_leaves_out_what_was_only_looked_at(store):
    shown = begin(store).key
    store.begin("me", "linchpin", "digest", 7, None, 317, {}, listed=False)
    assert [game.key for game in store.listed("me")] == [shown]


def test_a_forecast_is_kept_with_the_orders_of_its_turn(store):
    saved = store.begin("me", "reset_2027", "d", 1, "japan")
    store.append(saved.key, 0, {"japan.pledge": "combat"}, {"attack": 0.35})
    store.append(saved.key, 1, {})

    assert store.load(saved.key).forecasts == ({"attack": 0.35}, {})


def test_what_was_chosen_is_kept_until_its_turn_is_committed(store):
    key, other = begin(store).key, begin(store).key
    chosen = Draft(0, {"japan.pledge": "combat"}, {"attack": 0.35})
    store.keep(key, Draft(0, {"japan.pledge": "refuse"}))
    store.keep(key, chosen)
    assert store.load(key).draft == chosen
    assert store.load(other).draft == Draft(0)

    store.append(key, 0, chosen.orders, chosen.forecasts)
    assert store.load(key).draft == Draft(1)
    store.keep(key, Draft(0, {"japan.pledge": "join"}))  # from a tab that has not heard
    assert store.load(key).draft == Draft(1)


def test_what_was_chosen_is_there_again_when_its_turn_is_taken_back(store):
    key, chosen = begin(store).key, Draft(0, {"japan.pledge": "combat"})
    store.keep(key, chosen)
    store.append(key, 0, chosen.orders)
    store.withdraw(key, 0)
    assert store.load(key).draft == chosen


def test_what_is_written_in_the_debrief_is_kept_by_question(store):
    saved = store.begin("me", "reset_2027", "d", 1, "japan")
    store.note(saved.key, "0", "Tokyo spoke too late.")
    store.note(saved.key, "1", "“Odds” & <b>belief</b>")
    store.note(saved.key, "0", "Tokyo spoke in time.")

    assert store.load(saved.key).notes == {"0": "Tokyo spoke in time.", "1": "“Odds” & <b>belief</b>"}


def test_a_note_to_no_game_is_told(store):
    with pytest.raises(UnknownGame):
        store.note("nowhere", "0", "words")

"""A row of the saved games that no version wrote hides no other game, and says in words why it cannot be opened."""

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wargame.game.store.games import OddGame, Store
from wargame.text.phrase import words_of
from wargame.ui.lobby import cards, page, scenario_cards
from wargame.ui.shared import session

GAMES = (
    "key", "owner", "scenario", "digest", "seed", "seat", "status", "turns", "over", "touched", "world", "fixed",
    "listed", "notes", "draft", "sequence", "deleted", "copied_from", "copied_turn", "text",
)  # fmt: skip
TURNS = ("game", "turn", "orders", "forecast", "click")
BAD_TEXT = "CAST(x'ff41c328' AS TEXT)"  # text that is no UTF-8


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Three games of three turns, one of them finished; the bytes of their file and their keys."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARGAME_DATA", str(folder))
        patch.setattr(session, "browser", lambda: "me")
        keys = []
        for _ in range(3):
            game = session.open_game(session.begin("first_battle_base", "japan", seed=7))
            for _ in range(3):
                game, problem = session.end_turn(game, {"japan.access": "support"}, {"taken": 0.2})
                assert problem == ""
            session.note(game, "Why?", "So.")
            keys.append(game.saved.key)
    return (folder / "games.sqlite").read_bytes(), keys


@pytest.fixture
def here(tmp_path, monkeypatch, kept):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "me")
    path = tmp_path / "games.sqlite"
    path.write_bytes(kept[0])
    return path


def change(path, sql, *given):
    with closing(sqlite3.connect(path)) as file, file:
        try:
            assert file.execute(sql, given).rowcount == 1
        except sqlite3.IntegrityError:  # the table itself refuses it
            assume(False)


def drawn():
    """The list of the lobby as it goes to a browser."""
    rows, _, problem = page._saved()
    assert problem == ""
    html = cards.scenarios(scenario_cards.cards()[:1], "", rows)
    html.encode()
    return html


numbers = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([-1, 0, 1, 2, 3, 2**40, 2**53])
lines = st.sampled_from(
    ["", "{", "null", "[]", "3", '"x"', "{}", "[" * 5000, '{"a": NaN}', '{"japan.access": "maybe"}', '{"a.b": "c"}',
     '{"turn": 3, "orders": {}, "forecasts": {}, "more": 1}', '{"turn": "x"}', '{"taken": 7}', '{"taken": "0.2"}',
     '{"Why?": 3}', '{"say": "{a.b}", "with": []}', '{"say": "{a.b}", "with": {"a": 1}}', "2026-13-45", "0001-01-01",
     "9999-12-31T23:59:59", "japan", "nowhere", "../../etc/passwd", "<script>alert(1)</script>", "play-", "reset_2027"]
)  # fmt: skip
values = st.none() | numbers | st.floats() | lines | st.text(st.characters(codec="utf-8")) | st.binary()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*(("games", name) for name in GAMES), *(("turns", name) for name in TURNS)]), values)
def test_whatever_a_row_holds_all_other_games_are_listed_and_open(here, kept, column, value):
    content, keys = kept
    here.write_bytes(content)
    table, name = column
    odd = f"key = '{keys[1]}'" if table == "games" else f"game = '{keys[1]}' AND turn = 1"
    change(here, f"UPDATE {table} SET {name} = ? WHERE {odd}", value)
    hold(
        keys, was_of_me=column != ("games", "owner") or value == "me", seen=column != ("games", "listed"), column=column
    )


@pytest.mark.parametrize(
    "column", [*(("games", name) for name in GAMES), *(("turns", name) for name in TURNS)], ids=str
)
def test_text_that_is_no_unicode_hides_no_other_game(here, kept, column):
    table, name = column
    odd = f"key = '{kept[1][1]}'" if table == "games" else f"game = '{kept[1][1]}' AND turn = 1"
    change(here, f"UPDATE {table} SET {name} = {BAD_TEXT} WHERE {odd}")
    hold(kept[1], was_of_me=name != "owner", seen=True, column=column)


def hold(keys, was_of_me, seen, column):
    first, odd, last = keys
    listed = Store().listed("me", most=50)
    Store().forget_deleted()  # forgets only what it can tell to be old
    if column == ("games", "deleted"):  # a game that somebody deleted, whenever that was, can be restored
        listed += [game for game in Store().deleted("me") if game.key == odd]
    closed = [game for game in listed if session.trouble(game)]
    assert {first, last} <= {game.key for game in listed if game not in closed}
    if was_of_me and seen:
        assert len(listed) == 3
    for game in closed:
        assert len(session.trouble(game)) > 10
        found = json.loads(Store().raw("me", game.row))
        assert set(found) == {"game", "turns", "scenario"}
    drawn()
    for key in {*keys, *(game.key for game in listed if game.key)}:
        refused = refusal(key)
        assert not refused if key in (first, last) else len(refused) > 40 or not refused
        assert refused or key not in {game.key for game in closed}


def refusal(key):
    """Why a game cannot be opened."""
    try:
        session.open_game(key)
    except session.CannotOpen as error:
        return words_of(error)
    return ""


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE games SET notes = '{' WHERE key = ?", "“notes” is not JSON"),
        ('UPDATE games SET fixed = \'{"japan.access": "maybe"}\' WHERE key = ?', "“fixed” has an order that this"),
        ("UPDATE games SET seed = 'seven' WHERE key = ?", "“seed” is missing or no whole number"),
        ("UPDATE games SET seat = 'france' WHERE key = ?", "“seat” is none of"),
        ('UPDATE turns SET orders = \'{"a.b": "c"}\' WHERE game = ? AND turn = 1', "“turn 2” has an order that this"),
        ("UPDATE turns SET forecast = 'x' WHERE game = ? AND turn = 1", "“forecasts” is not JSON"),
        ("DELETE FROM turns WHERE game = ? AND turn = 1", "“turn 2” is missing"),
    ],
)
def test_the_list_and_the_game_say_what_is_odd_and_where(here, kept, sql, words):
    key = kept[1][1]
    change(here, sql, key)
    part, _, why = words.partition("” ")
    with pytest.raises(OddGame, match=f"In the file of saved games, {part}.*{why}"):
        Store().load(key)
    (game,) = [game for game in Store().listed("me") if game.trouble]
    assert part in game.trouble
    assert why in game.trouble
    assert "Cannot be opened" in drawn()


@pytest.mark.parametrize(
    "draft", ['{"turn": 3, "orders": {"japan.access": "refuse", "a": "b"}, "forecasts": {}, "more": 1}', "{", "[]", "7"]
)
def test_an_odd_draft_closes_no_game(here, kept, draft):
    """What was chosen and not committed can be chosen again."""
    key = kept[1][1]
    change(here, "UPDATE games SET draft = ? WHERE key = ?", draft, key)
    assert len(session.open_game(key).saved.orders) == 3
    assert Store().load(key).draft.orders == ({"japan.access": "refuse"} if "more" in draft else {})


def test_turns_that_cannot_be_played_again_say_so(here, kept):
    """They are of this version's orders, and still more than the game has."""
    key = kept[1][1]
    for turn in range(3, 60):
        change(here, "INSERT INTO turns (game, turn, orders) VALUES (?, ?, '{}')", key, turn)
    with pytest.raises(session.CannotOpen, match="cannot be played again"):
        session.open_game(key)


def test_a_game_whose_scenario_is_gone_is_listed_with_the_reason(here, kept):
    change(here, "UPDATE games SET text = NULL, scenario = 'gone.yaml' WHERE key = ?", kept[1][1])
    (closed,) = [game for game in Store().listed("me") if session.trouble(game)]
    assert "cannot be read" in session.trouble(closed)
    assert "gone.yaml" in drawn()


def test_what_is_kept_of_a_game_is_given_to_its_browser_alone_and_names_no_browser(here, kept):
    change(here, "UPDATE games SET notes = x'00ff', seed = 9e999 WHERE key = ?", kept[1][1])
    row = next(game.row for game in Store().listed("me") if game.trouble)
    words, problem = page.raw(str(row))
    found = json.loads(words)
    assert problem == ""
    assert "owner" not in found["game"]
    assert (found["game"]["notes"], found["game"]["seed"]) == ({"base64": "AP8="}, "inf")
    assert [json.loads(turn["orders"]) for turn in found["turns"]] == [{"japan.access": "support"}] * 3
    assert json.loads(found["scenario"][0])["title"] == "The first battle"
    session.browser = lambda: "somebody else"
    assert page.raw(str(row)) == ("", "This game is not there any more. Reload the page.")
    assert page.raw("1; DROP TABLE games") == ("", "")


def test_many_odd_games_take_no_place_from_others(here, kept):
    for _ in range(8):
        key = session.begin("first_battle_base", "japan")
        change(here, "UPDATE games SET notes = '{' WHERE key = ?", key)
    listed = Store().listed("me", most=6)
    assert {game.key for game in listed if not game.trouble} == set(kept[1])
    assert len([game for game in listed if game.trouble]) == 6


@pytest.mark.parametrize("key", ["\ud800", "", "a" * 100_000, "' OR 1=1 --", "\x00"])
def test_an_address_with_no_key_is_an_unknown_game(here, key):
    with pytest.raises(session.CannotOpen, match="No game is saved under"):
        session.open_game(key)

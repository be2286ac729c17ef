"""Between pages and game: every failure ends in words, and no orders are lost or played twice."""

import os
import sqlite3
import time
from contextlib import closing
from itertools import count

import pytest

from wargame.engine.orders import STANCES
from wargame.game import export
from wargame.game import play as games
from wargame.game.store.games import Draft, Store, folder
from wargame.text.phrase import unpacked
from wargame.ui.debrief import stances
from wargame.ui.lobby import import_game, scenario_cards
from wargame.ui.shared import scenario_cache, session

FLAGSHIP = scenario_cache.FLAGSHIP
moments = count(1)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))
    monkeypatch.setattr(session, "browser", lambda: "this browser")


def opened(seat="japan", name=FLAGSHIP):
    return session.open_game(session.begin(name, seat, seed=7))


def test_a_game_goes_on_where_it_was():
    game = opened()
    after, problem = session.end_turn(game, {"japan.pledge": "combat"})
    assert problem == ""
    again = session.open_game(game.saved.key)
    assert again.situation == after.situation
    assert again.game.orders == ({"japan.pledge": "combat"},)


def test_the_list_says_where_a_game_stands():
    session.end_turn(opened(), {})
    assert unpacked(Store().listed("this browser")[0].status) == "2026 Q1, turn 2 of 9"


def test_a_watcher_holds_no_seat():
    game = opened("watch")
    assert game.game.seat is None
    assert session.brief(game.game) == ("", ())


def test_what_was_chosen_is_found_again_but_for_what_no_card_offers():
    key = opened().saved.key
    said = {"attack": 0.35}
    session.keep(session.open_game(key), Draft(0, {"japan.pledge": "combat", "japan.spending": "all"}, said))
    assert session.drafted(session.open_game(key)) == Draft(0, {"japan.pledge": "combat"}, said)


def test_what_was_chosen_is_forgotten_with_its_turn():
    game = opened()
    session.keep(game, Draft(0, {"japan.pledge": "combat"}))
    after, _ = session.end_turn(session.open_game(game.saved.key), {"japan.pledge": "combat"})
    assert session.drafted(after) == session.drafted(session.open_game(game.saved.key)) == Draft(1)


def test_a_card_is_chosen_though_it_cannot_be_kept(monkeypatch):
    game = opened()
    monkeypatch.setattr(session, "DRAFT_SECONDS", 0.01)
    other = sqlite3.connect(folder() / "games.sqlite")
    other.execute("BEGIN IMMEDIATE")
    session.keep(game, Draft(0, {"japan.pledge": "combat"}))
    other.rollback()
    other.close()
    assert session.drafted(session.open_game(game.saved.key)) == Draft(0)


def test_unlawful_orders_are_taken_back():
    game = opened()
    after, problem = session.end_turn(game, {"us.tariff": "15"})
    assert "cannot be given" in problem
    assert after == game
    assert Store().load(game.saved.key).orders == ()


def test_a_fault_of_the_game_takes_the_turn_back(monkeypatch):
    game = opened()
    monkeypatch.setattr(games, "end_turn", lambda *_: 1 / 0)
    _, problem = session.end_turn(game, {})
    assert "Your orders are kept" in problem
    assert Store().load(game.saved.key).orders == ()


def test_a_second_tab_is_brought_up_to_date():
    game = opened()
    first, _ = session.end_turn(game, {"japan.pledge": "combat"})
    second, problem = session.end_turn(game, {"japan.pledge": "refuse"})
    assert "another tab" in problem
    assert second.situation == first.situation


def test_a_locked_file_keeps_the_orders(monkeypatch):
    game = opened()
    monkeypatch.setattr("wargame.game.store.games.PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(session, "Store", lambda: Store(patience_seconds=0.1))
    other = sqlite3.connect(folder() / "games.sqlite")
    other.execute("BEGIN IMMEDIATE")
    after, problem = session.end_turn(game, {})
    other.close()
    assert "try again" in problem
    assert after == game


def file(path, words):
    """Write a scenario file, as new as if a second had passed."""
    path.write_text(words)
    moment = time.time() + next(moments)
    os.utime(path, (moment, moment))


def of_an_older_version(key):
    """Leave of a game what a version without kept scenarios saved."""
    with closing(sqlite3.connect(folder() / "games.sqlite")) as base, base:
        (name,) = base.execute("SELECT scenario FROM games WHERE key = ?", (key,)).fetchone()
        said = export.said_digest(scenario_cache.scenario(name))
        base.execute("UPDATE games SET text = NULL, digest = ? WHERE key = ?", (said, key))
        base.execute("DELETE FROM scenarios")


MINE = 'extends: reset_2027\ntitle: Mine\ndebrief: ["What, then?"]\n'
CHANGES = {
    "a comma in a question": MINE.replace("What, then", "What then"),
    "other numbers": MINE + "forces: {us: {lrasm: 1}}\n",
    "a fault": MINE + "forces: {us: {lrasm: many}}\n",
    "no YAML": "{",
    "nothing": None,
}


@pytest.mark.parametrize("words", CHANGES.values(), ids=CHANGES)
def test_a_game_goes_on_with_the_scenario_with_which_it_began(tmp_path, words):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    key = session.begin(str(path), "japan", seed=7)
    before, _ = session.end_turn(session.open_game(key), {"japan.pledge": "combat"})
    if words is None:
        path.unlink()
    else:
        file(path, words)

    again = session.open_game(key)
    assert again.situation == before.situation
    assert (again.title, session.questions(again.game)) == ("Mine", ("What, then?",))
    assert session.end_turn(again, {})[1] == ""
    (listed,) = Store().listed("this browser")
    assert session.title_of(listed) == "Mine"
    assert session.trouble(listed) == ""


def test_a_game_goes_on_in_a_server_that_starts_after_its_scenario_is_gone(tmp_path):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    key = session.begin(str(path), "japan", seed=7)
    path.unlink()
    scenario_cache._load.cache_clear()
    scenario_cache._kept.cache_clear()
    assert session.open_game(key).title == "Mine"


def test_a_new_game_takes_the_new_file(tmp_path):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    old = session.open_game(session.begin(str(path), "japan", seed=7))
    file(path, MINE.replace("Mine", "New"))
    assert session.open_game(session.begin(str(path), "japan", seed=7)).title == "New"
    assert session.open_game(session.again(old)).title == "New"
    assert session.open_game(old.saved.key).title == "Mine"


def test_the_text_of_a_scenario_is_kept_once_for_all_its_games():
    for _ in range(3):
        session.begin(FLAGSHIP, "japan")
    with closing(sqlite3.connect(folder() / "games.sqlite")) as base:
        assert base.execute("SELECT count(*) FROM scenarios").fetchone() == (1,)


def test_a_game_of_an_older_version_opens_while_its_file_says_the_same_and_keeps_the_text_from_then_on(tmp_path):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    one, other = (session.begin(str(path), "japan", seed=7) for _ in range(2))
    of_an_older_version(one)
    of_an_older_version(other)
    session.open_game(one)
    path.unlink()
    assert session.open_game(one).title == session.open_game(other).title == "Mine"


@pytest.mark.parametrize("words", list(CHANGES.values())[:2], ids=list(CHANGES)[:2])
def test_a_game_of_an_older_version_is_not_played_on_in_a_changed_file(tmp_path, words):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    key = session.begin(str(path), "japan", seed=7)
    of_an_older_version(key)
    file(path, words)
    with pytest.raises(session.CannotOpen, match="saved without a copy of it"):
        session.open_game(key)
    file(path, MINE)
    assert session.open_game(key).title == "Mine"


@pytest.mark.parametrize("words", list(CHANGES.values())[2:], ids=list(CHANGES)[2:])
def test_a_game_of_an_older_version_whose_file_cannot_be_read_says_so(tmp_path, words):
    path = tmp_path / "course" / "mine.yaml"
    path.parent.mkdir()
    file(path, MINE)
    key = session.begin(str(path), "japan", seed=7)
    of_an_older_version(key)
    if words is None:
        path.unlink()
        path.parent.rmdir()
    else:
        file(path, words)
    with pytest.raises(session.CannotOpen, match="cannot be read"):
        session.open_game(key)
    assert scenario_cache.title(str(path)) == str(path)


def test_a_version_with_other_numbers_says_so_and_does_not_blame_the_file(monkeypatch):
    key = opened().saved.key
    scenario_cache._kept.cache_clear()
    monkeypatch.setattr(export, "play_digest", lambda scenario: "play-another")
    with pytest.raises(session.CannotOpen, match=r"This version plays “.*” with other rules or numbers"):
        session.open_game(key)
    monkeypatch.undo()
    scenario_cache._kept.cache_clear()


def test_a_scenario_that_repeats_itself_too_often_to_be_kept_is_played_from_its_file(tmp_path):
    path = tmp_path / "mine.yaml"
    file(path, f"extends: reset_2027\ntitle: Mine\ndebrief: [&long {'x' * 100_000}{', *long' * 60}]\n")
    key = session.begin(str(path), "japan", seed=7)
    assert session.open_game(key).saved.text == ""
    assert session.end_turn(session.open_game(key), {})[1] == ""
    file(path, CHANGES["other numbers"])
    with pytest.raises(session.CannotOpen, match="saved without a copy of it"):
        session.open_game(key)


@pytest.mark.parametrize("harm", ["DELETE FROM scenarios", "UPDATE scenarios SET text = replace(text, '0', '1')"])
def test_a_game_whose_kept_scenario_is_lost_goes_on_in_the_file_if_that_says_the_same(tmp_path, harm):
    path = tmp_path / "mine.yaml"
    file(path, MINE)
    key = session.begin(str(path), "japan", seed=7)
    with closing(sqlite3.connect(folder() / "games.sqlite")) as base, base:
        base.execute(harm)
    scenario_cache._kept.cache_clear()
    assert session.open_game(key).title == "Mine"
    file(path, CHANGES["other numbers"])
    with pytest.raises(session.CannotOpen, match=r"missing or damaged.*The turns of the game are kept"):
        session.open_game(key)


def test_an_unknown_game_says_so():
    with pytest.raises(session.CannotOpen, match="No game is saved"):
        session.open_game("nothing")


def test_the_lobby_shows_the_flagship_first():
    cards = scenario_cards.cards()
    assert cards[0].name == FLAGSHIP
    assert set(cards[0].briefs) == {"china", "taiwan", "japan", "us"}
    assert scenario_cards.cards("no such scenario") == cards


@pytest.mark.parametrize("seat", ["japan", "us"])
def test_the_game_as_played_is_one_of_the_strips(seat):
    game = opened(seat, "first_battle_base")
    while game.situation.stage != "over":
        game, problem = session.end_turn(game, {})
        assert problem == ""
    found = stances.replayed(game.game)
    rows, axis = found.rows, found.axis
    assert sum(row.yours for row in rows) >= 1
    assert axis.quarters == axis.weeks == ()
    assert len(axis.days) == max(len(row.battalions) for row in rows)
    own = next(row for row in rows if row.yours)
    assert own.outcome == game.situation.outcome.key


def test_strips_have_a_column_for_every_quarter():
    game = opened()
    while game.situation.stage != "over":
        game, _ = session.end_turn(game, {})
    found = stances.replayed(game.game)
    rows, axis = found.rows, found.axis
    assert axis.quarters[0] == "25 Q4"
    assert len(axis.quarters) == max(len(row.odds) for row in rows)


def test_a_game_that_begins_under_blockade_has_a_column_for_every_week():
    game = opened(name="eleven_days")
    while game.situation.stage != "over":
        game, _ = session.end_turn(game, {})
    found = stances.replayed(game.game)
    rows, axis = found.rows, found.axis
    assert axis.quarters == ()
    assert len(axis.weeks) == max(len(row.power) for row in rows) > 0
    assert all(row.outcome != "deterred" for row in rows)


def test_the_list_says_which_week_of_the_blockade_it_is():
    game = opened(name="eleven_days")
    session.end_turn(game, {})
    found = Store().listed("this browser")[0]
    assert (unpacked(found.status), found.turn, found.turns) == ("week 2 of the blockade", 1, 26)


def test_a_card_says_how_many_weeks_a_blockade_may_last():
    weeks = {card.name: card.weeks for card in scenario_cards.cards()}
    assert weeks["eleven_days"] == 26
    assert weeks[FLAGSHIP] == 0


def test_a_scenario_that_is_edited_is_read_again(tmp_path):
    path = tmp_path / "mine.yaml"
    file(path, "extends: reset_2027\ntitle: First\n")
    assert scenario_cards.cards(str(path))[-1].title == "First"
    file(path, "extends: reset_2027\ntitle: Second\n")
    assert scenario_cache.title(str(path)) == "Second"


def test_a_world_of_a_batch_is_opened_watched_and_found_again():
    fixed = STANCES["refuse"]
    key = session.watch(FLAGSHIP, 7, 3, fixed)
    game = session.open_game(key)
    assert (game.game.world, game.game.fixed, game.game.seat) == (3, fixed, None)
    assert game.title.endswith(", world 3")
    assert (
        session.brief(game.game)[0]
        == "You are watching world 3 of seed 7, in which Japan's stance is held at “Refuse”."
    )
    after, problem = session.end_turn(game, {})
    assert problem == ""
    assert session.open_game(key).situation == after.situation
    assert session.watch(FLAGSHIP, 7, 3, fixed) == key
    assert session.watch(FLAGSHIP, 7, 3, STANCES["join"]) != key
    assert Store().listed("this browser") == []
    assert Store().load(session.again(game)).fixed == fixed


def finished(name="first_battle_base"):
    game = opened(name=name)
    while game.situation.stage != "over":
        game, _ = session.end_turn(game, {}, {"taken": 0.2} if not game.game.orders else {})
    return game


def test_an_answer_is_kept_beside_the_others():
    game = finished()
    game, problem = session.note(game, "Which stock?", "LRASM")
    assert problem == ""
    session.note(game, "What else?", "Coal")
    assert session.open_game(game.saved.key).saved.notes == {"Which stock?": "LRASM", "What else?": "Coal"}


def test_two_tabs_that_answer_the_same_question_lose_nothing():
    one = finished()
    other = session.open_game(one.saved.key)
    one, _ = session.note(one, "Why?", "Bombers")
    other, problem = session.note(other, "Why?", "Mines")
    assert "another tab" in problem
    assert session.open_game(one.saved.key).saved.notes["Why?"] == "Bombers\n\nMines"
    other, problem = session.note(other, "Why?", "Bombers and mines")
    assert problem == ""


@pytest.mark.parametrize("way", ["code", "file"])
def test_a_game_is_opened_again_from_its_code_and_from_its_file(way):
    game, _ = session.note(finished(), "Why?", "Bombers")
    if way == "code":
        key = import_game.open_code(export.share_code(game.saved.scenario, game.game))
    else:
        key = import_game.open_file(export.document(game.saved, game.game))
    found = session.open_game(key)
    assert key != game.saved.key
    assert found.game == game.game
    assert found.situation == game.situation
    if way == "file":
        assert found.saved.notes == {"Why?": "Bombers"}
        assert session.forecasts(found) == session.forecasts(game)
    assert unpacked(Store().listed("this browser")[0].status) == game.situation.outcome.label


def test_what_cannot_be_opened_is_said_and_leaves_nothing():
    game = finished()
    text = export.document(game.saved, game.game)
    for broken, words in (
        (text.replace(game.saved.digest, "play-" + "0" * 16), "has changed since"),
        (text.replace(f'"seed": {game.saved.seed}', '"seed": 3'), "does not end as it says"),
        (text.replace('"first_battle_base"', '"../../etc/passwd"'), "which is not here"),
        ("{", "not JSON"),
    ):
        with pytest.raises(session.CannotOpen, match=words):
            import_game.open_file(broken)
    for code, words in (("hello", "not a share code"), ("nowhere~AbC", "lost or changed")):
        with pytest.raises(session.CannotOpen, match=words):
            import_game.open_code(code)
    assert len(Store().listed("this browser")) == 1

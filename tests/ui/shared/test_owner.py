"""Whose game it is: who began a game plays it, who was let in does too, and everybody else only looks and copies."""

import ast
import inspect
import sqlite3
import threading
from datetime import UTC, datetime, timedelta

import pytest

from wargame.game import play as games
from wargame.game.store import games as stores
from wargame.game.store.games import DeletedGame, Draft, RefusedCode, Store, StoreError, folder
from wargame.installed import PACKAGE
from wargame.text.language import spoken
from wargame.ui.games import page as games_page
from wargame.ui.games import rows as html_games
from wargame.ui.lobby import page as lobby
from wargame.ui.replay import world
from wargame.ui.shared import owner, scenario_cache, session, write_codes

UI = PACKAGE / "ui"
OWN, LET_IN, STRANGER = "the owner", "one who was let in", "a stranger"
EVERYBODY = {"end_turn", "keep", "note", "describe"}  # who may play a game
OWNER_ALONE = {"hand_out", "delete", "restore"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WARGAME_DATA", str(tmp_path))


@pytest.fixture
def browse(monkeypatch):
    """Go on as another browser."""

    def browse(who):
        monkeypatch.setattr(session, "browser", lambda: who)

    browse(OWN)
    return browse


@pytest.fixture
def clock(monkeypatch):
    """A clock that can be set, also back."""

    class Clock(datetime):
        moment = datetime(2026, 6, 1, 12, tzinfo=UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.moment

    monkeypatch.setattr(stores, "datetime", Clock)
    return Clock


def begun(turns=2, name="reset_2027", seat="japan"):
    """A game of this browser after some turns, with a forecast and a draft."""
    opened = session.open_game(session.begin(name, seat, seed=7))
    for turn in range(turns):
        orders = {"japan.pledge": ("refuse", "combat")[turn % 2]} if seat == "japan" else {}
        opened, problem = session.end_turn(opened, orders, {"attack": 0.35})
        assert problem == ""
    session.keep(opened, Draft(turns, {"japan.pledge": "combat"}))
    return opened.saved.key


def make_code(key):
    """A code for a game, and until when it holds."""
    code = write_codes.new()
    return code, Store().add_code(key, write_codes.digest(key, code))


def use_code(key, code, who):
    Store().use_code(key, write_codes.digest(key, code), who)


def rows(key):
    """All that is saved of a game."""
    file = sqlite3.connect(folder() / "games.sqlite")
    found = [
        file.execute(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY 1, 2", (key,)).fetchall()
        for table, column in (("games", "key"), ("turns", "game"), ("writers", "game"), ("write_codes", "game"))
    ]
    file.close()
    return found


def of_a_game():
    """Every function of the session that is told which game: what it does to the game is what is tested."""
    for name, function in inspect.getmembers(session, inspect.isfunction):
        told = inspect.signature(function).parameters
        if function.__module__ == session.__name__ and not name.startswith("_") and {"opened", "key"} & told.keys():
            yield name, function


def called(function, key, opened):
    """Call a function of the session with something to write in every place. A new kind of place is a KeyError."""
    given = {
        "opened": opened, "key": key, "store": Store(), "orders": {"japan.pledge": "refuse"},
        "forecast": {"attack": 0.9}, "draft": Draft(2, {"japan.pledge": "refuse"}),
        "question": "What now?", "words": "Mine.", "turn": 1,
        "code": "AAAA-AAAA-AAAA", "now": games.situation(games.Game(opened.game.scenario, 1, "us")), "played": 0,
        "click": "a click", "other_turn": False,
    }  # fmt: skip
    return function(**{name: given[name] for name in inspect.signature(function).parameters})


def changing(key, opened, also=lambda: None):
    """The functions that change anything of a game when this browser calls them, and what each said."""
    said = {}
    for name, function in of_a_game():
        also()
        before = rows(key)
        answer = called(function, key, opened)
        if rows(key) != before:
            said[name] = answer
    return said


def bring_back(key):
    """What the owner did before is undone, so that the next function meets the same game."""

    def bring_back():
        store = Store()
        store.restore(key)
        while len(store.load(key).orders) > 2:
            store.withdraw(key, len(store.load(key).orders) - 1)

    return bring_back


def test_a_stranger_changes_nothing_whatever_is_called(browse):
    key = begun()
    mine = session.open_game(key)
    browse(STRANGER)
    theirs = session.open_game(key)
    assert mine.mine
    assert not theirs.mine
    for opened in (theirs, mine):  # and not with a page that was drawn for somebody else
        assert changing(key, opened) == {}


def test_a_stranger_is_told_so_in_a_sentence(browse):
    key = begun()
    browse(STRANGER)
    opened = session.open_game(key)
    for name, function in of_a_game():
        if name in EVERYBODY - {"describe", "keep"} | OWNER_ALONE:  # these two have nobody to tell
            answer = called(function, key, opened)
            words = answer if isinstance(answer, str) else answer[-1]
            assert "only the person who began this game can play it" in words, name


def test_who_began_a_game_may_do_everything_with_it(browse):
    key = begun()
    opened = session.open_game(key)
    assert changing(key, opened, bring_back(key)).keys() == EVERYBODY | OWNER_ALONE


def test_who_was_let_in_may_play_and_neither_delete_nor_let_others_in(browse):
    key = begun()
    code, _, problem = session.hand_out(session.open_game(key))
    assert problem == ""
    browse(LET_IN)
    assert session.let_in(key, code) == ""
    opened = session.open_game(key)
    assert changing(key, opened, bring_back(key)).keys() == EVERYBODY
    _, _, problem = session.hand_out(opened)
    for words in (problem, session.delete(key), session.restore(key)):
        assert "only the browser in which this game was begun" in words


def test_no_page_writes_to_a_game_past_the_check():
    writes = {
        name
        for name, function in inspect.getmembers(Store, inspect.isfunction)
        if "self._writing()" in inspect.getsource(function)
    }
    writes -= {"begin", "adopt", "use_code"}  # new games, and what a code is for
    writes -= {"keep_text", "forget_deleted"}  # what every game of a file has in common; what nobody can see any more
    assert {"append", "keep", "note", "delete", "restore", "describe", "add_code"} <= writes
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in writes:
                on = ast.unparse(call.func.value)
                assert not on.startswith("Store("), f"{path.name}:{call.lineno}"
                assert path.name == "session.py" or on != "store", f"{path.name}:{call.lineno}"


def test_a_game_whose_owner_is_unknown_is_read_and_copied(browse):
    key = Store().begin("somebody of long ago", "reset_2027", scenario_cache.digest("reset_2027"), 7, "japan").key
    opened = session.open_game(key)
    assert not opened.mine
    copy, problem = session.copy(opened, 0)
    assert problem == ""
    assert session.open_game(copy).mine
    assert rows(key)[0][0][1] == "somebody of long ago"


# --- Codes


def test_a_code_is_hard_to_guess_and_easy_to_read():
    codes = {write_codes.new() for _ in range(500)}
    assert len(codes) == 500
    assert len(write_codes.ALPHABET) ** write_codes.LETTERS >= 2**50
    assert not set("0O1IL2Z5S8BU") & set(write_codes.ALPHABET)
    assert {len(code) for code in codes} == {14}


def test_a_code_lets_one_browser_in_and_is_kept_as_a_hash(browse):
    key = begun()
    code, until = make_code(key)
    assert timedelta(minutes=59) < until - datetime.now(UTC) <= timedelta(hours=1)
    for letters in (code, code.replace("-", "")):
        assert not [path for path in folder().glob("games.sqlite*") if letters.encode() in path.read_bytes()]
    assert Store().right(key, LET_IN) == stores.READER
    use_code(key, f" {code.lower().replace('-', ' ')} ", LET_IN)
    assert Store().right(key, LET_IN) == stores.WRITER
    with pytest.raises(RefusedCode, match="used already"):
        use_code(key, code, STRANGER)
    assert Store().right(key, STRANGER) == stores.READER


def test_a_code_is_of_one_game_and_who_may_play_needs_none(browse):
    key, other = begun(), begun()
    code, _ = make_code(key)
    with pytest.raises(RefusedCode, match="does not open this game"):
        use_code(other, code, LET_IN)
    use_code(key, code, OWN)  # a link that its owner opens is not used up
    use_code(key, code, LET_IN)
    use_code(key, code, LET_IN)  # nor does a second look at it harm
    with pytest.raises(StoreError, match="No game is saved"):
        use_code("nothing", code, LET_IN)


def test_a_code_is_valid_for_an_hour(browse, clock):
    key = begun()
    first, until = make_code(key)
    assert until == clock.moment + timedelta(hours=1)
    clock.moment += timedelta(minutes=59, seconds=59)
    use_code(key, first, LET_IN)
    second, _ = make_code(key)
    clock.moment += timedelta(hours=1, seconds=1)
    with pytest.raises(RefusedCode, match="valid for an hour, and that is over"):
        use_code(key, second, STRANGER)


def test_wrong_codes_are_counted_down_and_then_the_right_one_is_void(browse):
    key = begun()
    code, _ = make_code(key)
    for tried in range(1, stores.MOST_WRONG_CODES):
        with pytest.raises(RefusedCode, match=f"after {stores.MOST_WRONG_CODES - tried} more wrong codes"):
            use_code(key, "AAAA-AAAA-AAAA", STRANGER)
    with pytest.raises(RefusedCode, match="no other code is out"):
        use_code(key, "AAAA-AAAA-AAAA", STRANGER)
    with pytest.raises(RefusedCode, match="Too many wrong codes"):
        use_code(key, code, LET_IN)
    again, _ = make_code(key)  # a new code resets the count
    use_code(key, again, LET_IN)


@pytest.mark.parametrize("code", ["", "-", " ", "é" * 3, "A" * 10_000, "' OR 1=1 --", "\x00", "\ud800"])
def test_an_odd_code_is_a_wrong_one(browse, code):
    key = begun()
    make_code(key)
    browse(STRANGER)
    assert "does not open this game" in session.let_in(key, code)


def test_of_two_devices_that_race_for_one_code_one_is_let_in(browse):
    for _ in range(8):
        key = begun(turns=0)
        code, _ = make_code(key)
        start, refused = threading.Barrier(2), []

        def take(who, key=key, code=code, start=start, refused=refused):
            start.wait()
            try:
                use_code(key, code, who)
            except RefusedCode as error:
                refused.append(str(error))

        racers = [threading.Thread(target=take, args=(who,)) for who in ("one device", "another device")]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()
        assert len(refused) == 1
        assert "used already" in refused[0]
        assert [Store().right(key, who) for who in ("one device", "another device")].count(stores.WRITER) == 1


# --- Copies


@pytest.mark.parametrize(
    ("name", "seat"), [("reset_2027", "japan"), ("eleven_days", "taiwan"), ("first_battle_base", "watch")]
)
def test_a_copy_from_any_turn_is_the_same_game_up_to_there_and_goes_on_alike(browse, name, seat):
    key = begun(3, name, seat)
    opened = session.open_game(key)
    seen = games.situations(opened.game)
    browse(STRANGER)
    for turn in range(4):
        copy, problem = session.copy(session.open_game(key), turn)
        assert problem == ""
        again = session.open_game(copy)
        assert again.mine
        assert games.situations(again.game) == seen[: turn + 1]
        assert (again.saved.copied_from, again.saved.copied_turn) == (key, turn)
        assert (again.saved.forecasts, again.saved.draft) == (({},) * turn, Draft(turn))
        for orders in opened.game.orders[turn:]:
            again, problem = session.end_turn(again, orders)
            assert problem == ""
        assert games.situations(again.game) == seen
    assert session.open_game(key).game == opened.game


def test_a_copy_goes_on_with_the_scenario_of_its_game_when_the_file_is_changed(browse, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("extends: reset_2027\ntitle: Mine\n")
    key = begun(2, str(file))
    file.write_text("extends: tariff_spiral\ntitle: Another\n")
    opened = session.open_game(key)
    copy, problem = session.copy(opened, 1)
    assert problem == ""
    assert session.open_game(copy).situation == games.situations(opened.game)[1]
    assert {row.title for row in lobby.rows_of(Store().listed(OWN))} == {"Mine"}


def test_a_copy_of_a_finished_game_leaves_its_answers_behind(browse):
    opened = session.open_game(session.begin("practice", "japan", seed=7))
    while opened.situation.stage != "over":
        opened, _ = session.end_turn(opened, {})
    opened, _ = session.note(opened, "What now?", "Mine.")
    copy, _ = session.copy(opened, 1)
    again = session.open_game(copy)
    assert again.situation == games.situations(opened.game)[1]
    assert again.saved.notes == {}
    (listed, _) = Store().listed(OWN)
    assert (listed.key, listed.over, listed.turn) == (copy, False, 1)


def test_a_copy_says_where_it_comes_from(browse):
    key = begun()
    copy, _ = session.copy(session.open_game(key), 1)
    assert owner.copied(session.open_game(key)) == ""
    said = owner.copied(session.open_game(copy))
    assert f'Copy of <a href="./?game={key}&amp;replay=2">The reset</a>, from turn 2.' in said


WORLD = {"scenario": ["first_battle_pessimistic"], "seed": ["5"], "world": ["17"]}


@pytest.mark.parametrize("setting", [[], ["japan.stance=refuse"]])
def test_a_world_of_a_batch_is_played_on(browse, setting):
    opened, trouble = world.load({**WORLD, "set": setting})
    assert trouble == ""
    copy, problem = session.copy(opened, 2)
    assert problem == ""
    again = session.open_game(copy)
    assert games.situations(again.game) == games.situations(opened.game)[:3]
    assert "Copy of The first battle, against the odds, world 17, from turn 3." in owner.copied(again)
    while again.situation.stage != "over":
        again, problem = session.end_turn(again, {})
        assert problem == ""
    assert games.situations(again.game) == games.situations(opened.game)


@pytest.mark.parametrize("setting", ["forces.us.lrasm=0", "model.sea.kills_per_hit={uniform: [0.2, 0.4]}"])
def test_a_world_with_other_numbers_than_its_scenario_cannot_be_held(browse, setting):
    opened, trouble = world.load({**WORLD, "set": [setting]})
    assert trouble == ""
    assert opened.saved.digest == ""


def test_a_world_that_was_looked_at_is_not_taken_for_a_copy_of_it(browse):
    key = session.watch("first_battle_base", 7, 3, {})
    session.copy(session.open_game(key), 0)
    assert session.watch("first_battle_base", 7, 3, {}) == key


# --- Lists


def test_the_game_played_last_comes_first_though_the_clock_goes_back(browse, clock):
    keys = [begun(turns=0) for _ in range(3)]
    clock.moment -= timedelta(days=400)
    session.end_turn(session.open_game(keys[0]), {})
    clock.moment -= timedelta(days=1)
    session.keep(session.open_game(keys[1]), Draft(0, {"japan.pledge": "refuse"}))
    assert [game.key for game in Store().listed(OWN)] == [keys[1], keys[0], keys[2]]
    fresh = begun(turns=0)
    assert [game.key for game in Store().listed(OWN, 2)] == [fresh, keys[1]]
    assert Store().how_many(OWN) == 4


def test_a_borrowed_game_is_listed_with_whom_it_was_lent_to(browse):
    key = begun()
    code, _ = make_code(key)
    browse(LET_IN)
    session.let_in(key, code)
    (listed,) = Store().listed(LET_IN)
    assert (listed.key, listed.borrowed) == (key, True)
    html = html_games.table([html_games.GameRow(row, borrowed=True) for row in lobby.rows_of([listed])])
    assert "by a code" in html
    assert 'data-act="delete"' not in html
    assert [game.borrowed for game in Store().listed(OWN)] == [False]


def test_a_deleted_game_is_gone_until_its_owner_restores_it(browse, clock):
    key, other = begun(), begun()
    before = session.open_game(key)
    assert session.delete(key) == ""
    assert [game.key for game in Store().listed(OWN)] == [other]
    assert Store().how_many(OWN) == 1
    (gone,) = Store().deleted(OWN)
    assert (gone.key, gone.touched) == (key, clock.moment)
    with pytest.raises(session.CannotOpen, match="deleted by its owner, who can restore it for 30 days"):
        session.open_game(key)
    after, problem = session.end_turn(before, {})  # from a tab that was open
    assert "deleted by its owner" in problem
    assert after == before
    with pytest.raises(DeletedGame):
        use_code(key, "AAAA-AAAA-AAAA", LET_IN)
    assert session.restorable(key)
    browse(STRANGER)
    assert not session.restorable(key)
    assert session.restore(key) != ""
    browse(OWN)
    assert session.restore(key) == ""
    assert session.open_game(key) == before
    assert [game.key for game in Store().listed(OWN)] == [key, other]
    assert not session.restorable(key)
    assert not session.restorable("nothing")


def test_a_game_deleted_a_month_ago_is_forgotten_and_no_other(browse, clock):
    old, recent, kept = begun(), begun(), begun()
    make_code(old)
    session.delete(old)
    clock.moment += timedelta(days=29)
    session.delete(recent)
    assert Store().forget_deleted() == 0
    clock.moment += timedelta(days=2)
    assert [game.key for game in Store().deleted(OWN)] == [recent]
    assert Store().forget_deleted() == 1
    assert rows(old) == [[], [], [], []]
    with pytest.raises(session.CannotOpen, match="No game is saved"):
        session.open_game(old)
    assert session.restore(recent) == ""
    assert {game.key for game in Store().listed(OWN)} == {recent, kept}


def test_an_exported_game_opens_elsewhere(browse):
    from wargame.ui.lobby import import_game

    key = begun()
    name, words, problem = games_page.exported(key)
    assert problem == ""
    assert name == f"linchpin-reset_2027-{key}.json"
    browse(STRANGER)
    again = session.open_game(import_game.open_file(words))
    assert again.situation == session.open_game(key).situation
    assert games_page.exported("nothing")[2].startswith("No game is saved")


def test_a_row_is_found_by_what_it_shows_in_every_language(browse):
    begun()
    for name, words in (("en", "the reset japan 2026 q2"), ("ja", "リセット 日本"), ("zh-Hant-TW", "日本")):
        with spoken(name):
            html = html_games.table([html_games.GameRow(row) for row in lobby.rows_of(Store().listed(OWN))])
        found = html.split('data-words="')[1].split('"')[0]
        assert all(word in found for word in words.split()), (name, found)


def test_answers_of_somebody_else_are_text_and_not_code():
    from wargame.ui.debrief import frame

    html = frame.questions(["What now?"], {"What now?": "<script>alert(1)</script>\nTwo lines"}, mine=False)
    assert "<textarea" not in html
    assert "data-act" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nTwo lines" in html

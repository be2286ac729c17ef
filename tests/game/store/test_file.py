"""The file of saved games: brought up to date after a copy, refused when it is newer, and not written by opening it."""

import hashlib
import multiprocessing
import os
import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from wargame.game.store import file as store_file
from wargame.game.store.games import AlreadyGiven, MovedOn, Store, StoreError

try:
    import resource
except ImportError:  # not POSIX
    resource = None

FIRST_VERSION = """
CREATE TABLE games (
    key TEXT PRIMARY KEY, owner TEXT NOT NULL, scenario TEXT NOT NULL, digest TEXT NOT NULL,
    seed INTEGER NOT NULL, seat TEXT, status TEXT NOT NULL DEFAULT '', turns INTEGER NOT NULL DEFAULT 0,
    over INTEGER NOT NULL DEFAULT 0, touched TEXT NOT NULL
);
CREATE INDEX games_of_owner ON games (owner, touched);
CREATE TABLE turns (
    game TEXT NOT NULL REFERENCES games (key), turn INTEGER NOT NULL, orders TEXT NOT NULL, PRIMARY KEY (game, turn)
);
INSERT INTO games VALUES ('k', 'me', 'linchpin', 'digest', 7, 'japan', 'turn 2', 8, 0, '2026-01-02');
INSERT INTO games VALUES ('l', 'me', 'linchpin', 'digest', 8, 'japan', 'turn 1', 8, 0, '2026-01-01');
INSERT INTO turns VALUES ('k', 0, '{"japan.pledge": "combat"}');
"""
LATER_COLUMNS = """
ALTER TABLE games ADD COLUMN world INTEGER NOT NULL DEFAULT 0;
ALTER TABLE games ADD COLUMN fixed TEXT NOT NULL DEFAULT '{}';
ALTER TABLE games ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE games ADD COLUMN notes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE games ADD COLUMN draft TEXT NOT NULL DEFAULT '{}';
ALTER TABLE turns ADD COLUMN forecast TEXT NOT NULL DEFAULT '{}';
UPDATE games SET world = 3 WHERE key = 'k';
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "games.sqlite"


def store(path, patience_seconds=5.0):
    return Store(path, patience_seconds)


def older(path, *more):
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.executescript(FIRST_VERSION)
        for script in more:
            file.executescript(script)
        file.commit()
    return path


def content(path):
    """All that a file says, as SQL."""
    with closing(sqlite3.connect(path)) as file:
        return list(file.iterdump())


def number(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("PRAGMA user_version").fetchone()[0]


def everything(folder):
    """Each file in a folder with a digest of its bytes, and when it was written."""
    return {
        file.name: (hashlib.sha256(file.read_bytes()).hexdigest(), file.stat().st_mtime_ns) for file in folder.iterdir()
    }


@pytest.mark.parametrize("scripts", [(), (LATER_COLUMNS,)], ids=["the first version", "the latest without a number"])
def test_a_file_without_a_number_is_brought_up_to_date_and_keeps_its_games(path, scripts):
    older(path, *scripts)
    game = store(path).load("k")
    assert (game.world, game.fixed, game.orders) == (3 if scripts else 0, {}, ({"japan.pledge": "combat"},))
    assert [listed.key for listed in store(path).listed("me")] == ["k", "l"]
    assert number(path) == store_file.schema_number()
    store(path).append("k", 1, {})
    assert len(store(path).load("k").orders) == 2


def test_an_older_file_and_a_new_one_come_to_the_same_tables(path, tmp_path):
    def tables(file_path):
        with closing(sqlite3.connect(file_path)) as file:
            names = [row[0] for row in file.execute("SELECT name FROM sqlite_master ORDER BY name")]
            return {name: sorted(row[1:5] for row in file.execute(f"PRAGMA table_info({name})")) for name in names}

    store(older(path)).listed("me")
    store(tmp_path / "new.sqlite").listed("me")
    assert tables(path) == tables(tmp_path / "new.sqlite")


def test_before_it_is_brought_up_to_date_a_file_is_copied(path):
    before = content(older(path, LATER_COLUMNS))
    store(path).listed("me")
    copy = path.with_name("games.sqlite.backup-0")
    assert content(copy) == before
    assert number(copy) == 0
    assert {file.name for file in path.parent.iterdir()} == {path.name, copy.name}


def test_a_copy_put_in_the_place_of_the_file_is_played_on(path):
    store(older(path)).append("k", 1, {})
    path.with_name("games.sqlite.backup-0").replace(path)
    assert len(store(path).load("k").orders) == 1


def test_a_copy_that_is_there_is_not_written_over(path):
    copy = path.with_name("games.sqlite.backup-0")
    copy.write_bytes(b"somebody's copy")
    store(older(path)).listed("me")
    assert copy.read_bytes() == b"somebody's copy"
    assert number(path.with_name("games.sqlite.backup-0.2")) == 0


def test_a_new_file_has_nothing_to_copy(path):
    path.write_bytes(b"")
    store(path).begin("me", "linchpin", "digest", 7, "japan")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_step_that_fails_changes_nothing_and_copies_once(path, monkeypatch):
    def failing(file):
        file.execute("CREATE TABLE half_done (x)")
        raise sqlite3.OperationalError("disk I/O error")

    before = content(older(path))
    with monkeypatch.context() as patch:
        patch.setattr(store_file, "MIGRATIONS", (failing,))
        for _ in range(2):
            with pytest.raises(StoreError, match="What was saved before is safe"):
                store(path).append("k", 1, {})
    assert content(path) == before
    store(path).append("k", 1, {})
    assert [file.name for file in path.parent.glob("*backup*")] == ["games.sqlite.backup-0"]


def test_each_step_has_its_own_copy(path, monkeypatch):
    steps = (*store_file.MIGRATIONS, lambda file: file.execute("CREATE TABLE more (x)"))
    older(path)
    monkeypatch.setattr(store_file, "MIGRATIONS", steps)
    store(path).listed("me")
    assert number(path) == len(steps)
    assert [number(path.with_name(f"games.sqlite.backup-{step}")) for step in range(len(steps))] == [0, 1]


@pytest.mark.parametrize("is_new", [False, True], ids=["an older file", "a new file"])
def test_processes_that_start_at_once_bring_a_file_up_to_date_once(path, is_new):
    if not is_new:
        older(path)
    context = multiprocessing.get_context("fork")
    start, answers = context.Event(), context.Queue()

    def begin():
        start.wait()
        try:
            store(path, 20).begin("me", "linchpin", "digest", 7, "japan")
            answers.put("")
        except Exception as error:
            answers.put(str(error))

    players = [context.Process(target=begin) for _ in range(6)]
    for player in players:
        player.start()
    start.set()
    assert [answers.get(timeout=30) for _ in players] == [""] * 6
    for player in players:
        player.join(30)
    assert len(store(path).listed("me", most=50)) == (6 if is_new else 8)
    assert len(list(path.parent.glob("*backup*"))) == (0 if is_new else 1)


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
@pytest.mark.parametrize("marked", [True, False], ids=["marked as ours", "without a mark"])
def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(path, journal, marked):
    store(path).begin("me", "linchpin", "digest", 7, "japan")
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA journal_mode = {journal}")
        file.execute("PRAGMA user_version = 99")
        if not marked:
            file.execute("PRAGMA application_id = 0")
    before = everything(path.parent)
    for act in (
        lambda: store(path).listed("me"),
        lambda: store(path).load("k"),
        lambda: store(path).begin("me", "linchpin", "digest", 7, "japan"),
    ):
        with pytest.raises(StoreError, match="A newer version of Linchpin wrote the saved games"):
            act()
    assert everything(path.parent) == before


def test_a_newer_version_that_runs_meanwhile_is_noticed_though_its_number_is_only_in_the_log(path):
    """The number of a change that is still in the log beside the file does not stand in the file's first bytes."""
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
        assert path.read_bytes()[60:64] != (99).to_bytes(4, "big")
        before = path.read_bytes()
        with pytest.raises(StoreError, match="A newer version"):
            store(path).append(key, 0, {})
        assert path.read_bytes() == before
        assert newer.execute("SELECT count(*) FROM turns").fetchone() == (0,)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the newer version is forked")
def test_the_log_of_a_newer_version_that_was_killed_is_left_as_it_is(path):
    store(path).begin("me", "linchpin", "digest", 7, "japan")
    if os.fork() == 0:
        file = sqlite3.connect(path, isolation_level=None)
        file.execute("PRAGMA user_version = 99")
        os._exit(0)
    os.wait()
    parts = (path, path.with_name("games.sqlite-wal"))
    before = [part.read_bytes() for part in parts]
    with pytest.raises(StoreError, match="A newer version"):
        store(path).listed("me")
    assert [part.read_bytes() for part in parts] == before


def test_opening_a_file_that_is_up_to_date_writes_nothing(path):
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    before = everything(path.parent)
    store(path).load(key)
    store(path).listed("me")
    assert everything(path.parent) == before


def text_file(path):
    path.write_text("These are notes for a course, and nothing else. " * 10)


def short_file(path):
    path.write_bytes(b"SQLite")


def folder_in_its_place(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def database_of_another_program(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE games (name TEXT, price REAL)")
        file.execute("INSERT INTO games VALUES ('chess', 20)")


def database_of_another_program_with_a_number(path):
    database_of_another_program(path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA user_version = 1")


def database_of_another_program_with_its_mark(path):
    database_of_another_program(path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA application_id = 252006674")


KINDS = {
    text_file: "is not a file of saved games, or its start is damaged",
    short_file: "is not a file of saved games, or its start is damaged",
    folder_in_its_place: "is a folder or a device",
    pipe: "is a folder or a device",
    database_of_another_program: "is a database of another program",
    database_of_another_program_with_a_number: "is a database of another program",
    database_of_another_program_with_its_mark: "is a database of another program",
}


@pytest.mark.parametrize(("make", "words"), KINDS.items(), ids=[make.__name__ for make in KINDS])
def test_what_is_none_of_ours_is_called_by_its_name_and_left_alone(path, make, words):
    make(path)
    kind = make not in (folder_in_its_place, pipe)
    before = everything(path.parent) if kind else None
    for act in (lambda: store(path).listed("me"), lambda: store(path).begin("me", "linchpin", "digest", 7, "japan")):
        with pytest.raises(StoreError, match=words) as told:
            act()
        assert str(path) in str(told.value)
        assert "Move it away" in str(told.value) or "WARGAME_DATA" in str(told.value)
    if kind:
        assert everything(path.parent) == before


@pytest.mark.parametrize("where", [200, 4096 + 8], ids=["in the list of tables", "in the games"])
def test_a_file_that_is_damaged_further_on_says_so(path, where):
    for _ in range(50):
        store(path).begin("me", "linchpin", "digest", 7, "japan")
    content = bytearray(path.read_bytes())
    content[where : where + 4000] = b"\xff" * 4000
    path.write_bytes(content)
    with pytest.raises(StoreError, match="The file of saved games is damaged"):
        store(path).listed("me", most=100)


@pytest.mark.parametrize("table", ["games", "turns", "scenarios"])
def test_a_file_from_which_a_table_is_gone_is_called_damaged(path, table):
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"DROP TABLE {table}")
    with pytest.raises(StoreError, match=f"damaged .no such table: {table}"):
        store(path).scenario_text("x") if table == "scenarios" else store(path).load(key)


@contextmanager
def as_somebody_else(folder):
    """As a person who may read a folder and not write it; root may write everywhere, so it stops being root."""
    is_root = os.geteuid() == 0
    for parent in (folder, *folder.parents):
        if is_root and parent.stat().st_uid == 0 and str(parent).startswith(tempfile.gettempdir() + "/"):
            parent.chmod(0o755)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


def read_only(path, old):
    (older(path, LATER_COLUMNS) if old else store(path).begin("me", "linchpin", "digest", 7, "japan"))
    path.chmod(0o444)
    path.parent.chmod(0o555)


needs_users = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are those of POSIX")


@needs_users
@pytest.mark.parametrize("old", [False, True], ids=["up to date", "of an older version"])
def test_in_a_folder_that_cannot_be_written_games_are_read_and_nothing_is_saved(path, old):
    read_only(path, old)
    with as_somebody_else(path.parent):
        before = everything(path.parent)
        games = store(path).listed("me")
        assert len(games) == (2 if old else 1)
        assert store(path).load(games[0].key).seed in (7, 8)
        with pytest.raises(StoreError, match=r"safe.*can be read.*WARGAME_DATA|safe and were not changed") as told:
            store(path).append(games[0].key, 1, {})
        assert str(path) in str(told.value)
        assert everything(path.parent) == before


@needs_users
def test_a_file_that_cannot_be_written_in_a_folder_that_can_is_read(path):
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    path.chmod(0o444)
    path.parent.chmod(0o777)
    with as_somebody_else(path.parent):
        path.parent.chmod(0o777) if os.geteuid() == 0 else None
        assert store(path).load(key).seed == 7
        with pytest.raises(StoreError, match=r"cannot be written.*can be read"):
            store(path).append(key, 0, {})


@needs_users
def test_a_file_that_cannot_be_read_says_so(path):
    store(path).begin("me", "linchpin", "digest", 7, "japan")
    path.chmod(0o000)
    with as_somebody_else(path.parent), pytest.raises(StoreError, match="Permission denied"):
        store(path).listed("me")


def full_by_pages(monkeypatch):
    """As SQLite says it when the disk has no room for another page."""
    connect = sqlite3.connect

    def full(*args, **more):
        file = connect(*args, **more)
        file.execute("PRAGMA max_page_count = 1")  # SQLite takes the pages that are there as the least
        return file

    monkeypatch.setattr(store_file.sqlite3, "connect", full)
    return monkeypatch.undo


def full_by_the_system(monkeypatch):
    """As the system says it when a file may not grow: an error of the disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(resource is None, reason="limits are those of POSIX")
@pytest.mark.parametrize(
    ("fill", "words"), [(full_by_pages, "The disk is full"), (full_by_the_system, "Saved games cannot be written")]
)
def test_on_a_full_disk_games_are_read_and_what_is_not_saved_is_said(path, fill, words, monkeypatch):
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    before = content(path)
    empty = fill(monkeypatch)
    try:
        assert store(path).load(key).seed == 7
        assert [game.key for game in store(path).listed("me")] == [key]
        with pytest.raises(StoreError, match=f"{words}.*What was saved before is safe"):
            store(path).append(key, 0, {"japan.pledge": "combat" * 9999})
    finally:
        empty()
    assert content(path) == before
    store(path).append(key, 0, {"japan.pledge": "combat"})
    assert len(store(path).load(key).orders) == 1


@pytest.mark.skipif(resource is None, reason="limits are those of POSIX")
def test_an_older_file_on_a_full_disk_is_read_and_not_changed(path, monkeypatch):
    before = content(older(path, LATER_COLUMNS))
    empty = full_by_the_system(monkeypatch)
    try:
        assert len(store(path).listed("me")) == 2
        assert store(path).load("k").orders == ({"japan.pledge": "combat"},)
        with pytest.raises(StoreError, match=r"safe"):
            store(path).append("k", 1, {})
    finally:
        empty()
    assert content(path) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_servers_that_share_a_folder_lose_nothing_and_play_no_turn_twice(path):
    """Each adds games of its own, and all of them race for every turn of one game."""
    shared = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    context = multiprocessing.get_context("fork")
    start, answers = context.Event(), context.Queue()

    def play(number):
        mine, won = store(path, 30), []
        start.wait()
        for turn in range(12):
            key = mine.begin(f"server {number}", "linchpin", "digest", turn, "japan").key
            mine.append(key, 0, {"japan.pledge": "combat"})
            try:
                mine.append(shared, turn, {}, {"attack": number / 10})
                won.append(turn)
            except MovedOn:
                while len(mine.load(shared).orders) <= turn:
                    time.sleep(0.001)
        answers.put((number, won))

    servers = [context.Process(target=play, args=(number,)) for number in range(4)]
    for server in servers:
        server.start()
    start.set()
    won = dict(answers.get(timeout=60) for _ in servers)
    for server in servers:
        server.join(30)
    assert sorted(turn for turns in won.values() for turn in turns) == list(range(12))
    kept = store(path).load(shared).forecasts
    assert all(kept[turn] == {"attack": number / 10} for number, turns in won.items() for turn in turns)
    for number in range(4):
        assert len(store(path).listed(f"server {number}", most=50)) == 12


def test_a_thread_waits_for_others_of_its_process_for_longer_than_for_another_program(path):
    patient = Store(path, patience_seconds=0.05)
    game = patient.begin("me", "reset_2027", "d", 1, "japan")
    with ThreadPoolExecutor(1) as thread, store_file.writing(path, 5.0):
        given = thread.submit(patient.append, game.key, 0, {})
        time.sleep(0.5)
        assert not given.done()
    assert given.result() is None
    assert patient.count(game.key) == 1


def test_a_thread_that_waits_too_long_says_that_the_file_is_in_use(path, monkeypatch):
    monkeypatch.setattr(store_file, "QUEUE_SECONDS", 0.05)
    game = Store(path).begin("me", "reset_2027", "d", 1, "japan")
    with ThreadPoolExecutor(1) as thread, store_file.writing(path, 5.0):
        problem = thread.submit(Store(path).append, game.key, 0, {}).exception()
    assert isinstance(problem, StoreError)
    assert "database is locked" in str(problem)


def test_many_threads_that_write_at_once_all_succeed(path):
    impatient = Store(path, patience_seconds=0.1)
    games = [impatient.begin("me", "reset_2027", "d", number, "japan").key for number in range(30)]
    with ThreadPoolExecutor(30) as threads:
        for turn in range(3):
            list(threads.map(lambda key, turn=turn: impatient.append(key, turn, {}), games))
    assert {impatient.count(key) for key in games} == {3}


def test_a_click_that_comes_again_gives_no_second_turn(path):
    store = Store(path)
    game = store.begin("me", "reset_2027", "d", 1, "japan")
    store.append(game.key, 0, {}, click="a-1")
    for turn in (0, 1, None):
        with pytest.raises(AlreadyGiven):
            store.append(game.key, turn, {}, click="a-1")
    with pytest.raises(MovedOn):
        store.append(game.key, None, {}, click="a-2")
    other = store.begin("me", "reset_2027", "d", 1, "japan")
    store.append(other.key, 0, {}, click="a-1")  # names are of one page; two games never meet in one
    assert (store.count(game.key), store.count(other.key)) == (1, 1)

"""The file of saved games: brought up to date after a copy, refused when it is newer, and not written by opening it."""

import hashlib
import multiprocessing
import sqlite3
from contextlib import closing

import pytest

from wargame import store_file
from wargame.store import Store, StoreError

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


def test_opening_a_file_that_is_up_to_date_writes_nothing(path):
    key = store(path).begin("me", "linchpin", "digest", 7, "japan").key
    before = everything(path.parent)
    store(path).load(key)
    store(path).listed("me")
    assert everything(path.parent) == before

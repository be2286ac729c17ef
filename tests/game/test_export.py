"""A game as a file: it can be read back whole, and anything else is refused in words."""

import json

import pytest

from tests.worlds import shipped
from wargame.engine.orders import STANCES
from wargame.game.export import LARGEST, BadFile, document, play_digest, read, said_digest, share_code
from wargame.game.play import Game, end_turn, situation
from wargame.game.share import fingerprint
from wargame.game.store.games import SavedGame

NAME = "first_battle_base"


@pytest.fixture(scope="module")
def game():
    game = Game(shipped(NAME), 11, "japan", (), 2)
    while situation(game).stage != "over":
        game = end_turn(game, {"japan.access": "support"})
    return game


def saved(game):
    return SavedGame(
        "abc", NAME, "0123456789abcdef", 11, "japan", game.orders, 2, {}, ({"taken": 0.3}, *[{}] * 3), {"Why?": "“So.”"}
    )


def changed(game, **parts):
    return json.dumps({**json.loads(document(saved(game), game)), **parts})


def test_a_file_holds_the_whole_game(game):
    found, mark = read(document(saved(game), game))
    whole = saved(game)
    assert found.digest == play_digest(game.scenario)
    for part in ("scenario", "seed", "seat", "orders", "world", "fixed", "notes"):
        assert getattr(found, part) == getattr(whole, part), part
    assert found.forecasts[0] == {"taken": 0.3}
    assert mark == fingerprint(game)
    assert Game(game.scenario, found.seed, found.seat, found.orders, found.world, found.fixed) == game


def test_a_file_of_an_older_version_is_read_with_its_digest_of_every_word(game):
    older = json.loads(document(saved(game), game))
    del older["plays"]
    found, _ = read(json.dumps(older))
    assert found.digest == said_digest(game.scenario)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not a game", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no game of Linchpin"),
        ('{"linchpin": 99}', "another version"),
        (" " * (LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_game_is_refused_in_words(text, words):
    with pytest.raises(BadFile, match=words):
        read(text)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"seat": "mars"}, "“seat” is none of"),
        ({"seed": -1}, "“seed” is missing"),
        ({"seed": True}, "“seed” is missing"),
        ({"orders": "all"}, "“orders” is missing"),
        ({"orders": [{"japan.access": "perhaps"}]}, "“turn 1” has an order"),
        ({"orders": [{"japan.access": ["join"]}]}, "“turn 1” has an order"),
        ({"orders": [7]}, "“turn 1” has no orders"),
        ({"forecasts": [{"taken": 3}]}, "not between 0 and 1"),
        ({"notes": {"Why?": 3}}, "no text or too long"),
        ({"scenario": None}, "“scenario” is missing"),
    ],
)
def test_a_part_that_is_wrong_is_named(game, parts, words):
    with pytest.raises(BadFile, match=words):
        read(changed(game, **parts))


def test_a_code_is_for_shipped_scenarios_and_stances(game):
    assert share_code(NAME, game).startswith(f"{NAME}~")
    assert share_code("mine.yaml", game) is None
    assert share_code(NAME, Game(game.scenario, 1, None, (), 0, {"us.intervene": "fight"})) is None
    assert share_code(NAME, Game(game.scenario, 1, None, (), 0, STANCES["join"]))

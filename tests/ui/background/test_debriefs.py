"""A debrief is worked out beside the server: no click on any page waits for the games it plays."""

import os
import pickle
import threading
import time
from dataclasses import replace

import pytest
import solara

from tests.worlds import shipped
from wargame.game import debrief
from wargame.game import play as games
from wargame.game.play import Game
from wargame.ui.background import debriefs
from wargame.ui.background.debriefs import games_with_other_dice, use_leaving, use_worked_out, worked_out
from wargame.ui.background.waiting_line import Unwanted
from wargame.ui.debrief import course, stances

LARGEST = 200_000  # bytes; reading much more would keep clicks waiting as well


def over(game):
    while games.situation(game).stage != "over":
        game = games.end_turn(game, {})
    return game


@pytest.fixture(scope="module")
def game():
    return over(Game(shipped("reset_2027"), 11, "japan"))


@pytest.mark.parametrize(
    ("function", "arguments"),
    [(course.told, ()), (course.swings, ()), (stances.replayed, ()), (games.odds, (20,))],
    ids=["told", "swings", "replayed", "odds"],
)
def test_every_part_of_a_debrief_comes_from_the_other_process_whole_and_small(game, function, arguments):
    found = worked_out(threading.Event(), function, game, *arguments)

    assert found == function(game, *arguments)
    assert len(pickle.dumps(found)) < LARGEST


def test_other_dice_are_cast_alike_in_the_other_process(game):
    here, there = debrief.luck(game, 20), worked_out(threading.Event(), debrief.luck, game, 20)

    assert (here.own_outcome, here.own_battalions) == (there.own_outcome, there.own_battalions)
    assert here.outcome.tolist() == there.outcome.tolist()
    assert here.battalions.tolist() == there.battalions.tolist()


@pytest.mark.parametrize(
    ("said", "number"), [(None, 500), ("", 500), ("40", 40), ("1", 10), ("-40", 500), ("many", 500)]
)
def test_the_environment_may_say_how_many_games_an_answer_rests_on(monkeypatch, said, number):
    monkeypatch.delenv("WARGAME_DEBRIEF_GAMES", raising=False)
    if said is not None:
        monkeypatch.setenv("WARGAME_DEBRIEF_GAMES", said)

    assert games_with_other_dice() == number


def process_of(game):
    return os.getpid()


def test_the_server_itself_plays_nothing_for_a_debrief(game):
    assert worked_out(threading.Event(), process_of, game) == debriefs._process.begin().pid != os.getpid()


def games_kept(game):
    games.situations(game)
    return len(games._waiting)


def test_one_debrief_after_another_fills_no_memory(game):
    kept = [worked_out(threading.Event(), games_kept, replace(game, seed=seed, orders=())) for seed in range(5)]

    assert kept == [1] * 5


def test_a_debrief_that_was_left_is_not_worked_out(game):
    left = threading.Event()
    left.set()

    with pytest.raises(Unwanted):
        worked_out(left, course.told, game)


def test_a_page_that_is_closed_while_it_waits_is_no_fault(game, caplog):
    left = threading.Event()
    started = threading.Event()
    tasks = []

    @solara.component
    def Page():  # noqa: N802
        tasks.append(use_worked_out(left, course.told, game))
        started.set()

    with debriefs._line.turn(True):  # somebody else's debrief is being worked out
        _, drawn = solara.render(Page(), handle_error=False)
        assert started.wait(5)
        debriefs._line.leave(left)
        until = time.monotonic() + 5
        while tasks[0].pending and time.monotonic() < until:
            time.sleep(0.01)
    drawn.close()

    assert not tasks[0].pending
    assert [record.getMessage() for record in caplog.records] == []


def test_a_page_that_is_closed_leaves_what_it_still_waits_for():
    seen = []

    @solara.component
    def Page():  # noqa: N802
        seen.append(use_leaving())
        solara.Text("page")

    _, drawn = solara.render(Page(), handle_error=False)
    assert not seen[-1].is_set()

    drawn.close()

    assert seen[-1].is_set()

"""What takes long is worked out in a process of its own, which gives way, is begun again, and ends with the server."""

import os
import pickle
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from tests.worlds import shipped
from wargame.game import debrief, staff
from wargame.game import play as games
from wargame.game.play import Game
from wargame.ui.background.process import Lost, WorkerProcess

PATIENCE = 10


def question(seed=3):
    return staff.question(Game(shipped("practice"), seed, "japan"), {"japan.pledge": "refuse"}, worlds=20)


def over():
    game = Game(shipped("first_battle_base"), 11, "japan")
    while games.situation(game).stage != "over":
        game = games.end_turn(game, {})
    return game


@pytest.fixture
def process():
    begun = WorkerProcess(10, "wargame.game.staff")
    yield begun
    begun.end()


def test_the_other_process_answers_as_this_one_would(process):
    assert process.answer(staff.answer, question()) == staff.answer(question())


def test_what_is_said_on_the_way_is_told_here_before_the_answer(process):
    game, told = over(), []

    found = process.answer(debrief.prospects, game, 5, tell=told.append)

    assert found == debrief.prospects(game, 5)
    assert told == list(range(1, len(game.orders) + 1))


def test_a_server_that_ends_in_the_middle_of_a_question_ends_the_process_without_a_word():
    written = pickle.dumps((staff.answer, (question(),), False))
    code = "from wargame.ui.background.process import serve; import sys; serve(sys.stdin.buffer, sys.stdout.buffer)"

    ended = subprocess.run([sys.executable, "-c", code], input=written[: len(written) // 2], capture_output=True)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")


def test_who_goes_in_the_middle_of_an_answer_leaves_none_of_it_to_the_next(process):
    def go(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process.answer(debrief.prospects, over(), 5, tell=go)

    assert process.answer(staff.answer, question()) == staff.answer(question())


def test_the_other_process_gives_way_to_this_one(process):
    process.answer(staff.answer, question())

    assert psutil.Process(process.begin().pid).nice() > psutil.Process().nice()


def test_a_process_that_is_killed_is_begun_again(process):
    before = process.answer(staff.answer, question())
    killed = process.begin().pid

    os.kill(killed, signal.SIGKILL)

    assert process.answer(staff.answer, question()) == before
    assert process.begin().pid != killed


def test_a_process_that_is_killed_over_a_question_answers_it_all_the_same(process):
    process.begin()
    threading.Timer(0.3, os.kill, (process.begin().pid, signal.SIGKILL)).start()  # while it still begins

    assert process.answer(staff.answer, question()) == staff.answer(question())


def test_a_process_that_cannot_live_is_told(process, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(Lost):
        process.answer(staff.answer, question())


def test_a_fault_over_there_is_raised_here_and_the_next_question_is_answered(process):
    with pytest.raises(AttributeError):
        process.answer(staff.answer, "no question")

    assert process.answer(staff.answer, question()) == staff.answer(question())


def test_the_other_process_ends_with_the_server_even_if_that_is_killed():
    code = (
        "from wargame.ui.background.process import WorkerProcess\n"
        "process = WorkerProcess(10, 'wargame.game.staff')\nprint(process.begin().pid, flush=True)\ninput()"
    )
    server = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    other = psutil.Process(int(server.stdout.readline()))

    server.kill()
    server.communicate()

    other.wait(PATIENCE)
    assert not other.is_running()

"""Estimates are made one at a time in a process of their own, and what somebody looks at comes first."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import psutil
import pytest
import solara

from tests.worlds import shipped
from wargame import staff
from wargame.game import Game, OutcomeCounts
from wargame.ui import estimates
from wargame.ui.estimates import Queue, Unwanted, estimate, use_estimates
from wargame.ui.staff_process import Lost, StaffProcess

PATIENCE = 10


def test_who_is_urgent_comes_before_those_who_waited_longer():
    queue, came, held = Queue(), [], threading.Event()

    def take(name, urgent):
        with queue.turn(urgent):
            came.append(name)

    def hold():
        with queue.turn(False):
            held.wait(PATIENCE)

    threads = [threading.Thread(target=hold)]
    threads += [threading.Thread(target=take, args=(f"card {i}", False)) for i in range(3)]
    threads += [threading.Thread(target=take, args=("looked at", True))]
    for thread in threads:
        thread.start()
        time.sleep(0.05)  # so that they wait in this order
    held.set()
    for thread in threads:
        thread.join(PATIENCE)

    assert came[0] == "looked at"
    assert sorted(came[1:]) == ["card 0", "card 1", "card 2"]


def test_one_that_fails_lets_the_next_one_in():
    queue = Queue()
    try:
        with queue.turn(True):
            raise ValueError
    except ValueError:
        pass

    with queue.turn(False):
        pass


def test_an_urgent_estimate_counts_the_same():
    game = Game(shipped("practice"), 3, "japan")

    urgent = estimate(game, {"japan.pledge": "refuse"}, urgent=True)

    assert urgent == staff.estimate(game, {"japan.pledge": "refuse"})
    assert urgent.worlds == staff.WORLDS


def test_who_looks_elsewhere_waits_no_longer():
    queue, left, gone = Queue(), threading.Event(), threading.Event()

    def wait():
        with pytest.raises(Unwanted), queue.turn(True, left):
            pass
        gone.set()

    with queue.turn(False):
        threading.Thread(target=wait).start()
        time.sleep(0.05)  # so that it waits
        queue.leave(left)
        assert gone.wait(PATIENCE)
    with queue.turn(False):
        pass


def test_what_is_left_is_not_counted():
    left = threading.Event()
    left.set()

    with pytest.raises(Unwanted):
        estimate(Game(shipped("practice"), 4, "japan"), {}, left=left)


@pytest.fixture
def asked(monkeypatch):
    """What was asked for, each with the event of its being left; estimates of a game's first turn are never made."""
    found = []

    def made(game, orders, urgent, left):
        found.append((len(game.orders), orders, urgent, left))
        if not game.orders:
            assert left.wait(PATIENCE)
            raise Unwanted
        if not urgent:
            time.sleep(0.2)  # as long as a page needs to be drawn
        return OutcomeCounts((1,), 1)

    monkeypatch.setattr(estimates, "estimate", made)
    return found


def shown(game):
    """A page with the estimates of two cards: how it is drawn anew for another game, and what it shows."""
    seen = []

    @solara.component
    def Page(game):  # noqa: N802
        seen.append(dict(use_estimates(game, "japan.pledge", "refuse", ("support", "refuse"), {})))
        solara.Text("page")

    _, drawn = solara.render(Page(game), handle_error=False)
    return lambda other: drawn.render(Page(other)), seen, drawn.close


def until(happened):
    end = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < end:
        time.sleep(0.01)
    assert happened()


def test_the_card_that_is_looked_at_is_shown_before_the_others_are_made(asked):
    game = Game(shipped("practice"), 3, "japan", ({},))
    _, seen, _ = shown(game)

    until(lambda: len(seen[-1]) == 2)

    assert [(orders["japan.pledge"], urgent) for _, orders, urgent, _ in asked] == [
        ("refuse", True),
        ("support", False),
    ]
    assert [sorted(counts) for counts in seen] == [[], ["refuse"], ["refuse", "support"]]


def test_a_turn_that_is_ended_leaves_the_estimates_it_still_waits_for(asked):
    game = Game(shipped("practice"), 3, "japan")
    go_on, seen, _ = shown(game)
    until(lambda: asked)

    go_on(replace(game, orders=({},)))

    until(lambda: len(seen[-1]) == 2)
    assert [turn for turn, *_ in asked] == [0, 1, 1]
    assert asked[0][-1].is_set()


def test_a_page_that_is_closed_leaves_its_estimates(asked):
    _, _, close = shown(Game(shipped("practice"), 3, "japan"))
    until(lambda: asked)

    close()

    assert asked[0][-1].is_set()


def question(seed=3):
    return staff.question(Game(shipped("practice"), seed, "japan"), {"japan.pledge": "refuse"}, worlds=20)


@pytest.fixture
def process():
    begun = StaffProcess()
    yield begun
    begun.end()


def test_the_other_process_answers_as_this_one_would(process):
    assert process.answer(question()) == staff.answer(question())


def test_the_other_process_gives_way_to_this_one(process):
    process.answer(question())

    assert psutil.Process(process.begin().pid).nice() > psutil.Process().nice()


def test_a_process_that_is_killed_is_begun_again(process):
    before = process.answer(question())
    killed = process.begin().pid

    os.kill(killed, signal.SIGKILL)

    assert process.answer(question()) == before
    assert process.begin().pid != killed


def test_a_process_that_is_killed_over_a_question_answers_it_all_the_same(process):
    process.begin()
    threading.Timer(0.3, os.kill, (process.begin().pid, signal.SIGKILL)).start()  # while it still begins

    assert process.answer(question()) == staff.answer(question())


def test_a_process_that_cannot_live_is_told(process, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(Lost):
        process.answer(question())


def test_a_fault_over_there_is_raised_here_and_the_next_question_is_answered(process):
    with pytest.raises(AttributeError):
        process.answer("no question")

    assert process.answer(question()) == staff.answer(question())


def test_the_other_process_ends_with_the_server_even_if_that_is_killed():
    code = (
        "from wargame.ui.staff_process import StaffProcess\n"
        "process = StaffProcess()\nprint(process.begin().pid, flush=True)\ninput()"
    )
    server = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    other = psutil.Process(int(server.stdout.readline()))

    server.kill()
    server.communicate()

    other.wait(PATIENCE)
    assert not other.is_running()

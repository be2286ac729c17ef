"""Estimates are made one at a time, and what somebody looks at comes first."""

import threading
import time

from tests.worlds import shipped
from wargame import staff
from wargame.game import Game
from wargame.ui.estimates import Queue, estimate

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

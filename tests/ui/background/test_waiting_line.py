"""Work that waits is done one piece at a time, and what somebody looks at comes first."""

import threading
import time

import pytest

from wargame.ui.background.waiting_line import Unwanted, WaitingLine

PATIENCE = 10


def test_who_is_urgent_comes_before_those_who_waited_longer():
    line, came, held = WaitingLine(), [], threading.Event()

    def take(name, urgent):
        with line.turn(urgent):
            came.append(name)

    def hold():
        with line.turn(False):
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
    line = WaitingLine()
    try:
        with line.turn(True):
            raise ValueError
    except ValueError:
        pass

    with line.turn(False):
        pass


def test_who_looks_elsewhere_waits_no_longer():
    line, left, gone = WaitingLine(), threading.Event(), threading.Event()

    def wait():
        with pytest.raises(Unwanted), line.turn(True, left):
            pass
        gone.set()

    with line.turn(False):
        threading.Thread(target=wait).start()
        time.sleep(0.05)  # so that it waits
        line.leave(left)
        assert gone.wait(PATIENCE)
    with line.turn(False):
        pass

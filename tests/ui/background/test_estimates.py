"""The card that is looked at is estimated first, and what a page has left is not estimated any more."""

import threading
import time
from dataclasses import replace

import pytest
import solara

from tests.worlds import shipped
from wargame.game import staff
from wargame.game.play import Game, OutcomeCounts
from wargame.ui.background import estimates
from wargame.ui.background.estimates import estimate, use_estimates
from wargame.ui.background.waiting_line import Unwanted

PATIENCE = 10


def test_an_urgent_estimate_counts_the_same():
    game = Game(shipped("practice"), 3, "japan")

    urgent = estimate(game, {"japan.pledge": "refuse"}, urgent=True)

    assert urgent == staff.estimate(game, {"japan.pledge": "refuse"})
    assert urgent.worlds == staff.WORLDS


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

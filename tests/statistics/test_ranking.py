"""A best or a largest is named only where the same worlds can tell it from every rival."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.analysis.summary import EVENTS, TO_CHINA, Summary
from wargame.report.papers.run.words import finding
from wargame.statistics.intervals import Interval, mean
from wargame.statistics.pairs import Difference, Pairs
from wargame.statistics.ranking import largest, smallest


def _differences(shares: list[float], half: float):
    return lambda one, other: Interval(shares[one] - shares[other] - half, shares[one] - shares[other] + half)


def test_the_largest_is_named_where_its_lead_over_every_rival_leaves_out_zero() -> None:
    shares = [0.1, 0.5, 0.3]
    ranked = largest(shares, _differences(shares, 0.1))
    assert (ranked.first, ranked.is_clear) == (1, True)
    assert smallest(shares, _differences(shares, 0.1)).together == (0,)


def test_rivals_that_cannot_be_told_apart_are_named_with_it_the_nearest_first() -> None:
    shares = [0.1, 0.30, 0.31, 0.2]
    assert largest(shares, _differences(shares, 0.15)).together == (2, 1, 3)
    assert smallest(shares, _differences(shares, 0.15)).together == (0, 3)


def test_a_rival_of_which_nothing_can_be_said_is_a_rival() -> None:
    assert largest([1.0, 0.0], lambda one, other: None).together == (0, 1)


def test_equal_cases_are_told_apart_in_few_batches_however_many_there_are() -> None:
    number = np.random.default_rng(5)
    for cases in (2, 4, 8):
        named = 0
        for _ in range(400):
            values = number.normal(size=(200, cases)) + number.normal(size=(200, 1))
            ranked = largest(values.mean(axis=0), lambda one, other, v=values: mean(v[:, one] - v[:, other]))
            named += ranked.is_clear
        assert named <= 0.08 * 400, cases


def _summary(four: Summary, taken: list[list[int]], worlds: int = 400) -> Summary:
    """A batch in whose cells China gets Taiwan in these worlds."""
    found = Summary("reset_2027", [counts.cell for counts in four.cells[: len(taken)]], 7, worlds)
    happened = np.zeros((len(taken), worlds, len(EVENTS)), dtype=bool)
    for cell, in_worlds in enumerate(taken):
        happened[cell, in_worlds, EVENTS.index(TO_CHINA)] = True
        found.cells[cell].worlds = worlds
        found.cells[cell].events += happened[cell].sum(axis=0)
    found._pairs.add(happened)
    return found


def test_a_headline_crowns_no_winner_in_a_tie(summary: Summary) -> None:
    """53 and 54 of 400, in different worlds."""
    told = finding(_summary(summary, [list(range(53)), list(range(60, 114))]))
    assert told == (
        "How often China gets Taiwan cannot be told apart between the two cases: 53 with refuse and 54 with support of "
        "400 worlds each."
    )


def test_a_headline_names_those_that_tie_for_an_end(summary: Summary) -> None:
    told = finding(_summary(summary, [list(range(100)), list(range(20)), list(range(19)), list(range(21))]))
    assert "least often with US combat operations (combat) or with support only (support) or where Japan joins" in (
        told.replace(", with support", " or with support")
    )
    assert "which cannot be told apart: 19 with combat, 20 with support and 21 with join of 400 worlds each" in told
    assert "most often where Tokyo refuses (refuse), in 100 of 400 worlds" in told


def test_one_lead_in_the_same_worlds_names_a_winner_that_unlike_dice_would_not(summary: Summary) -> None:
    """60 worlds of 400 and 50 of these: shares whose own intervals overlap by far."""
    told = finding(_summary(summary, [list(range(60)), list(range(50))]))
    assert "least often with support only (support), in 50 of 400 worlds" in told
    assert "most often where Tokyo refuses (refuse), in 60 of 400 worlds" in told


def test_pairs_are_counted_the_same_in_any_pieces() -> None:
    happened = np.random.default_rng(1).random((3, 500, 2)) < 0.3
    whole, pieces = Pairs(3, 2), Pairs(3, 2)
    whole.add(happened)
    for start in range(0, 500, 120):
        pieces.add(happened[:, start : start + 120])
    for event in range(2):
        found = whole.difference(event, 2, 1)
        assert found == pieces.difference(event, 2, 1)
        assert found.gained == (happened[2, :, event] & ~happened[1, :, event]).sum()
        assert found.share == pytest.approx(happened[2, :, event].mean() - happened[1, :, event].mean())


def test_a_cell_does_not_differ_from_itself() -> None:
    assert not Difference(0, 0, 40, 400).leaves_out_zero

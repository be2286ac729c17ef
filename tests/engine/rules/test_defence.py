"""What money buys, and when."""

import numpy as np
import pytest

from tests.worlds import apply, orders, sides, tell, world
from wargame.engine.rules import defence
from wargame.engine.world import JAPAN, PROGRAMMES

COLUMN = {name: column for column, name in enumerate(PROGRAMMES)}


def test_a_budget_rises_by_its_step_and_no_faster():
    """A quarter of a percent a quarter, for a cabinet that half the country backs."""
    before = world(spending=sides(japan=0.02), approval=sides(japan=0.5), lower_seats=0.7)

    after = apply(defence, before, orders(japan__spending="3.5"), budget_step=0.0025)

    assert after.spending[0, JAPAN] == pytest.approx(0.0225)


def test_a_weak_cabinet_moves_a_budget_more_slowly():
    before = world(2, spending=sides(japan=0.02), approval=[sides(japan=0.25), sides(japan=0.75)], lower_seats=0.7)

    after = apply(defence, before, orders(2, japan__spending="3.5"), budget_step=0.002)

    assert after.spending[:, JAPAN] == pytest.approx([0.021, 0.023])


def test_a_rise_is_smaller_where_taxes_need_votes_of_the_opposition():
    """Both houses pass taxes, and so do two thirds of the lower; a majority of the lower alone does not."""
    seats = {"lower_seats": [0.6, 0.7, 0.6, 0.49], "upper_seats": [0.51, 0.48, 0.48, 0.6]}
    before = world(4, spending=sides(japan=0.02), approval=sides(japan=0.5), **seats)

    after = apply(defence, before, orders(4, japan__spending="3.5"), budget_step=0.002, opposed_step=0.25)

    assert after.spending[:, JAPAN] == pytest.approx([0.022, 0.022, 0.0205, 0.0205])


def test_a_cut_needs_no_taxes():
    before = world(spending=sides(japan=0.03), approval=sides(japan=0.5), lower_seats=0.45)

    after = apply(defence, before, orders(japan__spending="2.0"), budget_step=0.002, opposed_step=0.25)

    assert after.spending[0, JAPAN] == pytest.approx(0.028)


def test_a_budget_says_what_other_seats_had_let_pass():
    before = world(2, spending=sides(japan=0.02), approval=sides(japan=0.5), lower_seats=[0.7, 0.6], upper_seats=0.48)
    one, other = (
        tell(defence, before.rows(np.array([row])), orders(japan__spending="3.5"), budget_step=0.002)[0].why.otherwise
        for row in (0, 1)
    )

    assert "by at most 0.20 a turn" in one
    assert "Without a majority in both houses or two thirds of the lower it would have been 0.10." in one
    assert "by at most 0.10 a turn" in other
    assert "The taxes need votes of the opposition." in other


def test_what_is_bought_waits_and_arrives_little_by_little():
    """100 missiles a year at even shares: 25 in a quarter, of which 1 - 1/e arrive where the wait is a quarter."""
    numbers = {"us_munitions": 100, "munitions_lag": 1, "favour": 1 / 3}

    after = apply(defence, world(), **numbers)

    column = COLUMN["us_munitions"]
    assert after.delivered[0, column] == pytest.approx(25 * (1 - np.exp(-1)))
    assert after.delivered[0, column] + after.ordered[0, column] == pytest.approx(25)


def test_what_is_favoured_is_bought_more():
    chosen = orders(2, japan__resilience=["shelters", "interceptors"])

    after = apply(defence, world(2), chosen, favour=0.7)

    assert after.delivered[0, COLUMN["japan_shelters"]] > after.delivered[1, COLUMN["japan_shelters"]]
    assert after.delivered[0, COLUMN["japan_interceptors"]] < after.delivered[1, COLUMN["japan_interceptors"]]


def test_the_chinese_army_is_ready_by_its_date():
    """A year before the date, a quarter of what it lacks is made up in a quarter; at the date, all of it."""
    before = world(2, china_readiness=0.6, ready_by=[2026.75, 2025.75])

    assert apply(defence, before, orders(2)).china_readiness == pytest.approx([0.7, 1.0])


def test_reserves_grow_better_only_where_they_are_reformed():
    after = apply(defence, world(2), orders(2, taiwan__reserves=["as_now", "reform"]))

    as_now, reform = after.delivered[:, COLUMN["taiwan_reserves"]]
    assert as_now == 0
    assert reform > 0


def test_a_budget_tells_what_was_ordered_and_what_a_turn_allows():
    before = world(
        spending=sides(japan=0.02), approval=sides(japan=0.5), output=sides(japan=1, china=1), lower_seats=0.7
    )

    told = tell(defence, before, orders(japan__spending="3.5"), budget_step=0.0025, forces_lag=5)[0]

    assert dict(told.why.contributions) == pytest.approx({"what was ordered": 1.5, "the limit of a turn": -1.25})
    assert "PAC-3" in told.why.otherwise
    assert "on average 8 quarters away" in told.why.otherwise

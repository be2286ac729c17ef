"""Tariffs and trade bans."""

import pytest

from tests.worlds import apply, orders, sides, tell, world
from wargame.engine.rules import trade
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US

STILL = {"japan_growth": 0, "tariff_drag": 0, "ban_drag": 0, "quarantine_drag": 0, "siege_drag": 0, "tariff_votes": 0}


def test_a_tariff_of_a_quarter_costs_japan_a_sixteenth_of_its_drag_in_a_quarter():
    """0.4 a year x 0.25 x a quarter of a year."""
    after = apply(trade, world(), orders(us__tariff="25"), **{**STILL, "tariff_drag": 0.4})

    assert after.tariff == 0.25
    assert after.output[0, JAPAN] == pytest.approx(0.975)


def test_chinese_bans_cost_japan_output():
    after = apply(trade, world(2), orders(2, china__coercion=["none", "trade"]), **{**STILL, "ban_drag": 0.04})

    assert after.output[:, JAPAN] == pytest.approx([1, 0.99])


def test_a_quarantine_costs_taiwan_and_china():
    after = apply(trade, world(2, pressure=[1, 2]), orders(2), **{**STILL, "quarantine_drag": 0.04, "siege_drag": 0.2})

    assert after.output[:, CHINA] == pytest.approx([1, 0.99])
    assert after.output[:, TAIWAN] == pytest.approx([1, 0.95])


def test_a_tariff_wins_votes_at_home_when_it_rises_not_while_it_stands():
    before = world(2, tariff=[0.15, 0.25], approval=sides(us=0.4))

    after = apply(trade, before, orders(2, us__tariff="25"), **{**STILL, "tariff_votes": 0.4})

    assert after.approval[:, US] == pytest.approx([0.41, 0.4])


def test_a_tariff_tells_what_becomes_of_japans_growth():
    """In points a year: 0.8 without tariffs, a quarter of 4 less."""
    (told,) = tell(trade, world(tariff=0.1, collaboration=0), orders(us__tariff="25"), tariff_drag=0.04)

    assert dict(told.why.contributions)["the tariff"] == pytest.approx(-1.0)
    assert told.why.score == pytest.approx(-0.2)
    assert "points of support" in told.why.otherwise

"""Hardship: what Taiwan burns and eats under blockade."""

import pytest

from tests.worlds import apply, blockaded, orders
from wargame.engine.rules import hardship
from wargame.engine.world import CHINA, JAPAN, TAIWAN

BARE = {
    "fuel_ships": 0.5, "gas_power": 0.4, "coal_power": 0.4, "oil_power": 0, "saved": 0, "essential": 0.5,
    "will_dark": 0, "will_hunger": 0, "will_ration": 0, "will_rally": 0, "will_convoy": 0, "output_dark": 1,
    "trade_china": 0, "trade_japan": 0, "retaliation": 0, "gas_room": 365, "coal_room": 365, "oil_room": 730,
    "food_room": 730,
}  # fmt: skip
AS_IN_PEACE = {"taiwan__rationing": "none", "taiwan__cargo": "shared"}


def week(before, given=None, **numbers):
    return apply(hardship, before, orders(before.worlds, **(given or AS_IN_PEACE)), **{**BARE, **numbers})


def test_without_ships_a_week_takes_seven_days_from_each_stock():
    after = week(blockaded(arrived=0, stocks=[11, 35, 118, 180]))

    assert after.stocks[0].tolist() == [4, 28, 111, 173]
    assert after.power == 1


def test_when_the_gas_is_gone_its_share_of_the_lights_goes_out():
    after = week(blockaded(arrived=0, stocks=[0, 35, 118, 180]))

    assert after.power == pytest.approx(0.6)


def test_what_arrives_is_burnt_first():
    """Half of all that is needed: the other half comes from stock."""
    after = week(blockaded(arrived=0.5, stocks=[11, 35, 118, 180]))

    assert after.stocks[0].tolist() == [7.5, 31.5, 114.5, 176.5]


def test_ships_that_carry_fuel_first_leave_the_food_to_run_down():
    """Half of all ships is all the fuel there is to bring, and no food; or the other way round."""
    before = blockaded(2, arrived=0.5, stocks=[10, 10, 10, 10])

    after = apply(
        hardship,
        before,
        orders(2, taiwan__cargo=["fuel", "food"], taiwan__rationing=["none"] * 2),
        **BARE,
    )

    assert after.stocks.tolist() == [[10, 10, 10, 3], [3, 3, 3, 10]]


def test_ports_and_power_stations_that_are_out_unload_burn_and_light_less():
    """Half the cargo comes in; half the fuel is burnt, and all the food is eaten."""
    after = week(blockaded(arrived=1, harbours=0.5, stocks=[10, 10, 10, 10]))

    assert after.stocks[0].tolist() == [10, 10, 10, 6.5]
    assert after.power == pytest.approx(0.5)


def test_tanks_hold_no_more_than_they_have_room_for():
    """A week's cargo on top of a week's saving: what was there already is not thrown away."""
    before = blockaded(2, arrived=1, stocks=[[13, 20, 20, 20], [20, 20, 20, 20]])
    given = orders(2, taiwan__rationing=["all"] * 2, taiwan__cargo=["shared"] * 2)

    after = apply(hardship, before, given, **{**BARE, "saved": 0.5, "gas_room": 14})

    assert after.stocks[:, 0].tolist() == [14, 20]


def test_rationing_makes_stocks_last():
    before = blockaded(3, arrived=0, stocks=[20, 20, 20, 20])
    given = orders(3, taiwan__rationing=["none", "industry", "all"], taiwan__cargo=["shared"] * 3)

    after = apply(hardship, before, given, **{**BARE, "saved": 0.4})

    assert after.stocks[:, 0] == pytest.approx([13, 14.4, 15.8])
    assert after.power == pytest.approx([1, 0.8, 0.6])


def test_homes_stay_lit_where_industry_stops_first():
    """Electricity for 60% of use: above what homes need, and a blackout where all shares it."""
    before = blockaded(2, arrived=0, stocks=[0, 35, 118, 180], taiwan_will=0.7)
    given = orders(2, taiwan__rationing=["none", "industry"], taiwan__cargo=["shared"] * 2)

    after = apply(hardship, before, given, **{**BARE, "will_dark": 0.5})

    assert after.taiwan_will == pytest.approx([0.5, 0.7])


def test_hunger_breaks_will():
    after = week(blockaded(arrived=0, stocks=[99, 99, 99, 3.5], taiwan_will=0.7), will_hunger=0.2)

    assert after.taiwan_will == pytest.approx(0.6)


def test_the_first_week_and_every_cargo_rally():
    first, later = blockaded(turn=0, arrived=0.5, taiwan_will=0.5), blockaded(turn=3, arrived=0.5, taiwan_will=0.5)
    numbers = {"will_rally": 0.1, "will_convoy": 0.02}

    assert week(first, **numbers).taiwan_will == pytest.approx(0.61)
    assert week(later, **numbers).taiwan_will == pytest.approx(0.51)


def test_darkness_and_lost_trade_cost_output():
    after = week(blockaded(arrived=0, method=2, stocks=[0, 0, 9, 9]), trade_china=0.1)

    assert after.blockade_cost[0, TAIWAN] == pytest.approx(0.8 * 7 / 365.25)
    assert after.blockade_cost[0, CHINA] == pytest.approx(0.2 * 7 / 365.25)
    assert (after.output == 1).all()


def test_helping_the_convoys_costs_japan_chinese_trade():
    after = week(blockaded(2, method=2, access=[0, 3]), trade_japan=0.05, retaliation=0.1)

    assert after.blockade_cost[:, JAPAN] == pytest.approx([0.1 * 7 / 365.25, 0.4 * 7 / 365.25])


def test_rationing_by_itself_leaves_nobody_in_the_dark():
    before = blockaded(2, arrived=1, stocks=[20, 20, 20, 20])
    given = orders(2, taiwan__rationing=["industry", "all"], taiwan__cargo=["shared"] * 2)

    after = apply(hardship, before, given, **{**BARE, "saved": 0.3})

    assert after.power == pytest.approx([0.85, 0.7])
    assert after.dark.tolist() == [0, 0]

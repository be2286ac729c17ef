"""What China does to the fleets of its enemies."""

import numpy as np

from tests.worlds import apply, at_war, orders, sides
from wargame.rules import surface
from wargame.world import JAPAN, TAIWAN, US


def dice(carriers: list[float], *ships: float) -> np.ndarray:
    return np.array([[*carriers, *[0.99] * (11 - len(carriers)), *ships]])


def test_a_forward_carrier_is_lost_on_a_die_below_its_chance():
    """Two carriers, dice 0.6 and 0.7 against a chance of 0.65."""
    after = apply(surface, at_war(carriers=2), die=dice([0.6, 0.7], 0, 0, 0), carrier_loss=0.65, carrier_aircraft=48)

    assert after.carriers == 1
    assert after.carriers_lost == 1
    assert after.aircraft_lost[0, US] == 48


def test_a_carrier_that_stands_off_survives_the_same_die():
    before, die = at_war(carriers=2), dice([0.6, 0.7], 0, 0, 0)

    assert apply(surface, before, orders(us__carriers="stand_off"), die, stand_off_loss=0.06).carriers == 2


def test_a_carrier_that_is_not_there_cannot_be_lost():
    assert apply(surface, at_war(carriers=0), die=0.0, carrier_loss=1).carriers_lost == 0


def test_a_share_of_the_ships_exposed_is_lost():
    before = at_war(ships=sides(china=100, us=20, taiwan=20, japan=40), japan_fights=True)
    numbers = {"us_loss": 0.2, "taiwan_loss": 0.5, "japan_loss": 0.25}

    after = apply(surface, before, orders(japan__sdf="offensive"), die=0.0, **numbers)

    assert after.ships[0, [US, TAIWAN, JAPAN]].tolist() == [16, 10, 30]


def test_a_japan_at_peace_loses_no_ships():
    after = apply(surface, at_war(ships=sides(japan=40), japan_fights=False, japan_struck=False), die=0.99)

    assert after.ships[0, JAPAN] == 40


def test_ballistic_missiles_are_spent_on_ships_and_missed_when_they_are_gone():
    """75 of 100 fly; the other 25 are a third of what a turn needs."""
    before = at_war(2, ships=sides(china=100, us=100), carriers=0, ship_missiles=[100, 25], us_share=1)
    numbers = {"ballistic_pace": 75, "ballistic_part": 0.6, "us_loss": 0.5}

    after = apply(surface, before, orders(2), die=0.0, **numbers)

    assert after.ship_missiles.tolist() == [25, 0]
    assert after.ships_lost[:, US].tolist() == [50, 30]


def test_ballistic_missiles_are_kept_while_nobody_comes():
    assert apply(surface, at_war(ship_missiles=100, us_share=0), ballistic_pace=75).ship_missiles == 100


def test_ships_out_of_reach_are_not_lost():
    before = at_war(ships=sides(china=100, japan=40), japan_fights=True)

    after = apply(surface, before, orders(japan__sdf="offensive"), die=0.0, japan_loss=0.5, japan_exposed=0.5)

    assert after.ships[0, JAPAN] == 30


def test_a_china_without_missiles_aircraft_and_escorts_sinks_nothing():
    before = at_war(ships=sides(us=20), carriers=2, china_aircraft=0, ship_missiles=0)

    after = apply(surface, before, die=0.0, carrier_loss=1, us_loss=1)

    assert after.carriers_lost == 0
    assert after.ships[0, US] == 20


def test_few_ships_draw_few_missiles_and_are_no_safer():
    """Two ships take five each at the most; 90 of 100 stay in stock, and half of the two is lost as of a hundred."""
    before = at_war(2, ships=[sides(china=100, us=100), sides(china=100, us=2)], carriers=0, ship_missiles=100)
    numbers = {"ballistic_pace": 75, "per_ship": 5, "us_loss": 0.5}

    after = apply(surface, before, orders(2), die=0.0, **numbers)

    assert after.ship_missiles.tolist() == [25, 90]
    assert after.ships_lost[:, US].tolist() == [50, 1]

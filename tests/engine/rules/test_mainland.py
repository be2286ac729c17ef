"""Strikes on airfields in China."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders, play, tell
from wargame.engine.rules import mainland
from wargame.engine.world import CHINA

STRIKE, SPARE = orders(us__mainland="yes"), orders(us__mainland="no")
FLEET = {"china_aircraft": 1000, "bomber_loads": 2, "load_missiles": 200, "aircraft_lost": 0, "aircraft_lost_parked": 0}
NUMBERS = {"airfield_share": 0.25, "shot_down": 0.25, "grounded": 0.6, "shelters": 3000, "kills": 0.8}


def expected(missiles, places, parked=600, kills=0.8):
    return parked * (1 - np.exp(-missiles * kills / places))


def test_missiles_that_arrive_find_aircraft_among_all_the_shelters():
    """100 are fired and 75 arrive; 600 aircraft stand in any of 3,000 shelters."""
    after = apply(mainland, at_war(**FLEET), STRIKE, die=0.0, **NUMBERS)

    assert after.aircraft_lost_parked[0, CHINA] == np.floor(expected(75, 3000)) == 11
    assert after.aircraft_lost[0, CHINA] == 11
    assert after.china_aircraft == 989


def test_ships_meet_what_is_left_of_the_bombers_loads():
    after = apply(mainland, at_war(**FLEET), STRIKE, **NUMBERS)

    assert after.bomber_loads == pytest.approx(1.5)


def test_nothing_is_lost_where_the_mainland_is_spared():
    before = at_war(**FLEET)
    after = apply(mainland, before, SPARE, die=0.999, **NUMBERS)

    assert after.bomber_loads == 2
    assert after.china_aircraft == 1000


def test_nothing_is_lost_where_no_bomber_comes():
    after = apply(mainland, at_war(**{**FLEET, "bomber_loads": 0}), STRIKE, die=0.999, **NUMBERS)

    assert after.aircraft_lost[0, CHINA] == 0


def test_without_shelters_the_same_missiles_find_more():
    after = apply(mainland, at_war(**FLEET), STRIKE, die=0.0, **{**NUMBERS, "shelters": 0})

    assert after.aircraft_lost[0, CHINA] == np.floor(expected(75, 600))


def test_no_more_are_lost_than_there_are():
    few = at_war(**{**FLEET, "china_aircraft": 3.4})
    after = apply(mainland, few, STRIKE, die=0.999, **{**NUMBERS, "grounded": 1, "kills": 5, "shelters": 0})

    assert after.aircraft_lost[0, CHINA] == 3
    assert after.china_aircraft == pytest.approx(0.4)


def test_what_is_told_adds_up_to_what_was_lost():
    (told,) = tell(mainland, at_war(**FLEET), STRIKE, die=0.9, **NUMBERS)

    assert str(told.sentence) == "US bombers sent 100 missiles at airfields in China and destroyed 12 aircraft there."
    assert sum(amount for _, amount in told.why.contributions) == pytest.approx(told.why.score) == 12
    assert tell(mainland, at_war(**FLEET), SPARE, **NUMBERS) == []


def test_a_war_with_strikes_on_the_mainland_costs_china_aircraft_on_the_ground():
    struck, spared = (
        play("first_battle_base", 50, **{"orders.us.mainland": choice}).aircraft_lost_parked[:, CHINA].mean()
        for choice in ("yes", "no")
    )

    assert spared == 0
    assert struck > 20

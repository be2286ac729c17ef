"""Submarines in the strait."""

import pytest

from tests.worlds import apply, at_war, orders, sides, tell
from wargame.engine.rules import submarines
from wargame.engine.world import CAUSES, CHINA, JAPAN, US

FOUR = {"submarines": sides(us=4), "reloading": [4, 4], "landing_ships": 96}


def test_four_boats_sink_eight_landing_ships_in_a_turn_as_in_the_published_games():
    """Two a boat and turn [csis-firstbattle]; of two escorts each, half are decoys."""
    after = apply(submarines, at_war(**FOUR), die=0.0, kills=2, decoys=0.5, attrition=0)

    assert after.landing_ships == 88
    assert after.ships_lost[0, CHINA] == 12
    assert after.sunk_by[0, CAUSES.index("submarines")] == 12


def test_a_quarter_of_the_fleet_is_found_half_as_well():
    before = at_war(**{**FOUR, "landing_ships": 25}, landing_ships_lost=75)

    assert apply(submarines, before, die=0.0, kills=2, attrition=0).landing_ships == 21


def test_boats_that_fired_are_back_in_two_turns():
    before = at_war(submarines=sides(us=4), reloading=[3, 2])

    first = apply(submarines, before, die=0.0, attrition=0)
    second = apply(submarines, first, die=0.0, attrition=0)
    third = apply(submarines, second, die=0.0, attrition=0)

    assert [world.submarines[0, US] for world in (first, second, third)] == [3, 2, 4]


def test_one_boat_in_five_is_lost_on_station():
    before = at_war(submarines=sides(us=5), reloading=[0, 0])

    after = apply(submarines, before, die=0.0, attrition=0.2)

    assert after.submarines_lost[0, US] == 1
    assert after.reloading[0].tolist() == [0, 4]


def test_without_yokosuka_some_boats_return_late():
    before = at_war(support_share=0, submarines=sides(us=0), reloading=[4, 0])

    after = apply(submarines, before, die=0.0, late_share=0.5)

    assert after.submarines[0, US] == 2
    assert after.reloading[0].tolist() == [2, 0]


JAPANESE = {"us_share": 0, "submarines": sides(japan=20), "landing_ships": 96, "japan_fights": True}
OFFENSIVE = {"japan__sdf": "offensive"}


def test_japans_boats_hunt_only_when_the_sdf_is_on_the_offensive():
    before = at_war(2, **JAPANESE, japan_on_station=10)
    numbers = {"japan_kills": 0.5, "kills": 2, "attrition": 0.2}

    after = apply(submarines, before, orders(2, japan__sdf=["home", "offensive"]), die=0.0, **numbers)

    assert after.landing_ships.tolist() == [96, 86]
    assert after.submarines_lost[:, JAPAN].tolist() == [0, 2]


def test_japans_boats_sail_in_the_turn_in_which_japan_joins_and_hunt_from_the_next():
    numbers = {"japan_ready": 1, "japan_away_days": 7, "attrition": 0, "kills": 1, "japan_kills": 1}

    first = apply(submarines, at_war(**JAPANESE), orders(**OFFENSIVE), die=0.0, **numbers)
    second = apply(submarines, first, orders(**OFFENSIVE), die=0.0, **numbers)

    assert (first.landing_ships, first.japan_on_station) == (96, 10)
    assert second.landing_ships == 86


def test_a_japanese_boat_that_fired_goes_home_before_it_fires_again():
    """All ten that can sail are on station: none is on its way to take their place."""
    before = at_war(**JAPANESE, japan_on_station=10)
    numbers = {"japan_ready": 0.5, "japan_away_days": 3.5, "attrition": 0, "kills": 1, "japan_kills": 1}

    first = apply(submarines, before, orders(**OFFENSIVE), die=0.999, **numbers)
    second = apply(submarines, first, orders(**OFFENSIVE), die=0.999, **numbers)

    assert (first.japan_on_station, second.japan_on_station) == (0, 10)
    assert first.landing_ships < 96
    assert second.landing_ships == first.landing_ships


def test_boats_in_overhaul_do_not_take_the_place_of_those_that_are_lost():
    before = at_war(**{**JAPANESE, "submarines": sides(japan=12)}, submarines_lost=sides(japan=8))

    after = apply(submarines, before, orders(**OFFENSIVE), die=0.0, japan_ready=0.5, japan_away_days=3.5)

    assert after.japan_on_station == 2


def test_boats_stay_in_port_while_washington_stays_out():
    after = apply(submarines, at_war(us_share=0, **FOUR), die=0.0)

    assert after.landing_ships == 96
    assert after.reloading[0].tolist() == [4, 4]
    assert after.submarines[0, US] == pytest.approx(4)


def test_boats_tell_what_they_sank_by_whom_and_what_the_die_rounded():
    """Four boats sink two each, and half of the two escorts each that are no decoys."""
    sank = tell(submarines, at_war(**FOUR), die=0.0, kills=2, decoys=0.5, attrition=0)[0]

    assert sank.sentence == "Submarines sank 12 ships and lost 0 boats."
    assert dict(sank.why.contributions)["US boats"] == 8
    assert dict(sank.why.contributions)["escorts that are no decoys"] == 4


def test_a_boat_that_is_lost_tells_the_die_that_would_have_spared_it():
    told = tell(submarines, at_war(**FOUR), die=0.5, kills=2, attrition=0.2)

    assert told[0].sentence.endswith("and lost 1 boat.")
    assert told[1].sentence == "1 US submarine lost in the strait."
    assert told[1].why.otherwise.endswith("0.80 were to be expected. A die under 20 would have meant one fewer.")

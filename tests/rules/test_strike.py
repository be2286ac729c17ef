"""Missiles on airfields."""

import numpy as np
import pytest

from tests.worlds import apply, at, at_war, orders
from wargame.rules import strike
from wargame.world import JAPAN, PROGRAMMES, TAIWAN, US

# 100 medium missiles, all of which fly, none of which are stopped, at aircraft that are all in the open.
CERTAIN = {
    "reliability": 1, "intercept_chance": 0, "parked_share": 1, "medium_launchers": 100, "salvos": 1,
    "short_launchers": 0, "cruise_launchers": 0, "intermediate_launchers": 0, "raids": 0,
}  # fmt: skip
STRIKE = orders(china__strike="us_bases")


def one_base(name: str = "Kadena", **fields):
    """A war in which 100 US aircraft stand at one base and nothing else stands anywhere."""
    place = at(at_war(), **{name: 1.0})
    empty = {"japan_aircraft": 0, "shelters": 0, "interceptors": 0, "closed_days": 0, "missiles": [0, 100, 0, 0]}
    return at_war(**{**empty, "us_aircraft": place * 100, **fields})


def column(before, name: str = "Kadena") -> int:
    return before.theatre.index(name)


def test_all_missiles_on_the_ramp_kill_by_the_density_of_the_parking():
    """160 bomblet footprints on 160 parking spaces: 1 - 1/e of 100 aircraft, rounded down by a die of 0."""
    before = one_base()
    assert before.theatre.parking[column(before)] == 160

    after = apply(strike, before, STRIKE, die=0.0, **CERTAIN, runway_share=0, footprint=1.6)

    assert after.aircraft_lost[0, US] == 63
    assert after.us_aircraft[0, column(before)] == 37
    assert after.aircraft_lost_parked[0, US] == 63


def test_a_missile_spent_on_a_runway_is_not_spent_on_aircraft():
    after = apply(strike, one_base(), STRIKE, die=0.0, **CERTAIN, runway_share=1, footprint=1.6)

    assert after.aircraft_lost.sum() == 0
    assert after.open_share[0, column(after)] < 1


def test_runways_close_for_the_days_that_the_missiles_last():
    """Kadena's two runways are 4.84 fighter strips; ten missiles a strip and day shut them for 2.07 days."""
    before = one_base()

    after = apply(strike, before, STRIKE, **CERTAIN, runway_share=1, strip_missiles=10, tanker_repair=1)

    days = 100 / (10 * 2 * 3688 / 1525)
    assert after.open_share[0, column(before)] == pytest.approx(1 - days / 3.5)
    assert after.tanker_open_share[0, column(before)] < after.open_share[0, column(before)]


def test_shelters_save_aircraft_from_bomblets():
    before = one_base(shelters=at(at_war(), Kadena=100))

    after = apply(strike, before, STRIKE, die=0.0, **CERTAIN, runway_share=0, footprint=1.6, shelter_hits=0)

    assert after.aircraft_lost[0, US] == 0


def test_two_interceptors_stop_a_missile_until_they_run_out():
    """100 interceptors meet 50 of 100 missiles; every one they meet is stopped."""
    before = one_base(interceptors=at(at_war(), Kadena=100))
    perfect = {**CERTAIN, "intercept_chance": 1}

    after = apply(strike, before, STRIKE, die=0.0, **perfect, runway_share=0, footprint=1.6)

    assert after.interceptors[0, column(before)] == 0
    assert after.aircraft_lost[0, US] == np.floor(100 * (1 - np.exp(-50 * 1.6 / 160)))


def test_a_spared_japan_is_not_struck():
    after = apply(strike, one_base(), orders(china__strike="spare"), **CERTAIN)

    assert after.aircraft_lost[0, US] == 0
    assert after.missiles[0, 1] == 100
    assert not after.japan_struck


def test_guam_is_struck_only_once_washington_fights():
    before = [one_base("Andersen", missiles=[0, 0, 100, 0], us_share=share) for share in (0, 1)]
    numbers = {**CERTAIN, "intermediate_launchers": 100}

    lost = [apply(strike, each, orders(china__strike="spare"), **numbers).aircraft_lost[0, US] for each in before]

    assert lost[0] == 0
    assert lost[1] > 0


def test_japans_own_bases_are_struck_only_when_all_are():
    before = one_base(us_aircraft=0, japan_aircraft=at(at_war(), Naha=40))

    us_bases = apply(strike, before, orders(china__strike="us_bases"), **CERTAIN)
    all_bases = apply(strike, before, orders(china__strike="all_bases"), **CERTAIN)

    assert us_bases.aircraft_lost[0, JAPAN] == 0
    assert all_bases.aircraft_lost[0, JAPAN] > 0


def test_missiles_of_medium_range_do_not_reach_guam():
    before = one_base("Andersen")

    assert apply(strike, before, STRIKE, **CERTAIN).missiles[0, 1] == 100


def test_raids_find_a_share_of_what_taiwan_parks_in_the_open():
    """175 aircraft, 75 in caves, all on the ground; China owns the air, no missile is left."""
    before = at_war(2, taiwan_aircraft=175, cave_aircraft=75, missiles=0, china_air=[0, 1])

    after = apply(strike, before, orders(2), parked_share=1, raids=0.2)

    assert after.aircraft_lost[:, TAIWAN].tolist() == [0, 20]


def test_aircraft_in_caves_survive():
    before = one_base(taiwan_aircraft=75, cave_aircraft=75, missiles=[900, 0, 0, 0])

    after = apply(strike, before, STRIKE, die=0.0, **{**CERTAIN, "short_launchers": 900})

    assert after.aircraft_lost[0, TAIWAN] == 0


def test_missiles_run_out():
    before = one_base(missiles=[0, 150, 0, 0])

    first = apply(strike, before, STRIKE, **CERTAIN)
    second = apply(strike, first, STRIKE, **CERTAIN)

    assert (first.missiles[0, 1], second.missiles[0, 1]) == (50, 0)


def test_civil_airfields_spread_aircraft_and_save_some():
    opened = [600.0 * (name == "japan_airfields") for name in PROGRAMMES]

    crowded, spread = (apply(strike, one_base(delivered=d), STRIKE, die=0.0, **CERTAIN) for d in (0, opened))

    assert spread.aircraft_lost[0, US] < crowded.aircraft_lost[0, US]

"""D-day: what was bought becomes forces."""

import pytest

from tests.worlds import apply, sides, world
from wargame.rules import mobilise
from wargame.world import CHINA, PROGRAMMES, WAR


def delivered(**units: float) -> list[float]:
    return [units.get(name, 0.0) for name in PROGRAMMES]


def test_an_army_half_ready_lands_with_a_quarter_less():
    before = world(landing_ships=100, china_aircraft=1000, china_readiness=0.5, stage=WAR)

    after = apply(mobilise, before, unready_lift=0.5, unready_aircraft=0.2)

    assert after.landing_ships == 75
    assert after.china_aircraft == pytest.approx(900)


def test_missiles_bought_in_the_crisis_are_there_in_the_war():
    before = world(lrasm=450, coastal_missiles=700, delivered=delivered(us_munitions=50, taiwan_coastal=100))

    after = apply(mobilise, before)

    assert after.lrasm == 500
    assert after.coastal_missiles == 800


def test_shelters_and_interceptors_stand_where_aircraft_park_in_japan():
    before = world(delivered=delivered(japan_shelters=40, japan_interceptors=60))

    after = apply(mobilise, before)

    theatre = before.theatre
    assert (after.shelters - before.shelters).sum() == pytest.approx(40)
    assert (after.interceptors - before.interceptors)[0, theatre.on_japan].sum() == pytest.approx(60)
    assert after.shelters[0, theatre.index("Andersen")] == before.shelters[0, theatre.index("Andersen")]


def test_warning_masses_us_aircraft_in_japan():
    before = world(us_aircraft=100)

    after = apply(mobilise, before, massing=0.1)

    theatre = before.theatre
    assert after.us_aircraft[0, theatre.index("Kadena")] == pytest.approx(110)
    assert after.us_aircraft[0, theatre.index("Andersen")] == 100


def test_a_leadership_that_invades_out_of_a_blockade_begins_with_full_will():
    after = apply(mobilise, world(will=sides(china=0.3)))

    assert after.will[0, CHINA] == 1

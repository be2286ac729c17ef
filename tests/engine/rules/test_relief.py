"""Arms from abroad, and what stops them."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders, play, sides, tell
from wargame.engine.outcome import SEVERITY
from wargame.engine.rules import relief
from wargame.engine.world import US

SUPPLY = orders(us__intervene="supply")
FLEET = {"ships": sides(china=100), "ships_lost": 0, "coastal_missiles": 100, "reserve_battalions": 70}
NUMBERS = {"missiles": 80, "battalions": 6, "afar": 0.5, "stopped": 0.9}


def test_a_tenth_gets_past_a_whole_fleet_that_owns_the_air():
    after = apply(relief, at_war(**FLEET, china_air=1), SUPPLY, die=0.5, **NUMBERS)

    assert after.coastal_missiles == pytest.approx(108)
    assert after.reserve_battalions == 71  # 0.6, and a die of 50


def test_all_gets_through_where_china_has_none_of_the_air():
    after = apply(relief, at_war(**FLEET, china_air=0), SUPPLY, die=0.0, **NUMBERS)

    assert after.coastal_missiles == pytest.approx(180)
    assert after.reserve_battalions == 76


def test_half_a_fleet_stops_half_as_much():
    """Sixty ships are lost, ten of them landing ships, and fifty warships of a hundred are afloat."""
    half = {**FLEET, "ships": sides(china=50), "ships_lost": sides(china=60), "landing_ships_lost": 10}

    after = apply(relief, at_war(**half, china_air=1), SUPPLY, die=0.0, **NUMBERS)

    assert after.coastal_missiles == pytest.approx(100 + 80 * 0.55)


def test_half_as_much_is_sent_without_japans_ports():
    after = apply(relief, at_war(**FLEET, china_air=0, support_share=0), SUPPLY, die=0.0, **NUMBERS)

    assert after.coastal_missiles == pytest.approx(140)


def test_arms_come_from_a_washington_that_sends_supplies_and_will_from_one_that_fights_too():
    before = at_war(3, **FLEET, china_air=0.5, taiwan_will=0.5)

    after = apply(relief, before, orders(3, us__intervene=["no", "supply", "fight"]), supplied_will=0.02)

    assert (after.coastal_missiles > 100).tolist() == [False, True, False]
    assert (after.reserve_battalions > 70).tolist() == [False, True, False]
    assert after.taiwan_will == pytest.approx([0.5, 0.52, 0.52])


def test_supplies_help_taiwan_alone_and_cost_no_americans():
    """The same 200 wars with and without them: China loses more ships, and stands nowhere better."""
    without, supplied = (
        play("excursions/taiwan_alone", worlds=200, given={"us.intervene": choice}) for choice in ("no", "supply")
    )

    assert supplied.sunk_by.sum() > without.sunk_by.sum()
    assert supplied.war_turns.sum() >= without.war_turns.sum()
    assert SEVERITY[supplied.outcome].mean() <= SEVERITY[without.outcome].mean()
    assert np.array_equal(supplied.ships_lost[:, US], without.ships_lost[:, US])
    assert supplied.aircraft_lost[:, US].sum() <= without.aircraft_lost[:, US].sum()


def test_relief_tells_what_was_sent_and_what_stopped_it():
    told = tell(relief, at_war(**FLEET, china_air=1), SUPPLY, die=0.5, **NUMBERS)[0]

    assert told.sentence == "US supplies got through: 8 anti-ship missiles, and arms for 1 battalion of reservists."
    assert dict(told.why.contributions) == pytest.approx(
        {
            "ready to be sent": 80,
            "no help from ports in Japan": 0,
            "stopped by China's ships and aircraft": -72,
        }
    )
    assert tell(relief, at_war(**FLEET), orders(us__intervene="fight"), **NUMBERS) == []

"""Will, escalation, and how wars end."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders, sides, with_fields
from wargame.engine.rules import resolve
from wargame.engine.world import CHINA, ENDINGS, OVER, TAIWAN, US

GOING_ON = {
    "battalions_ashore": 20, "battalions_landed": 20, "landing_ships": 96, "area_km2": 1000, "ports": 0,
    "approval": sides(china=1, taiwan=0.5, japan=0.5, us=0.5), "will": 1.0, "taiwan_will": 0.7,
}  # fmt: skip
CALM = {"nuclear_chance": 0, "taiwan_area": 1}


def ending(before, given=None, die=0.99, **numbers) -> str:
    after = apply(resolve, before, given or orders(), die, **{**CALM, **numbers})
    assert (after.stage[0] == OVER) == (after.ending[0] >= 0)
    return ENDINGS[after.ending[0]] if after.ending[0] >= 0 else "goes on"


def test_a_war_goes_on_while_nothing_is_decided():
    assert ending(at_war(turn=2, **GOING_ON)) == "goes on"


def test_a_war_ends_at_its_last_turn():
    assert ending(at_war(turn=8, **GOING_ON)) == "goes on"
    assert ending(at_war(turn=9, **GOING_ON)) == "turn_limit"


def test_a_landing_fails_when_the_fleet_is_gone_and_no_port_is_held():
    """10 of 100 ships are left."""
    before = at_war(turn=2, **{**GOING_ON, "landing_ships": 10}, landing_ships_lost=90)
    with_port = at_war(turn=2, **{**GOING_ON, "landing_ships": 10, "ports": 3}, landing_ships_lost=90)

    assert ending(before, failed_fleet=0.11, failed_ports=1.5) == "landing_failed"
    assert ending(with_port, failed_fleet=0.11, failed_ports=1.5) == "goes on"


def test_a_landing_without_troops_has_failed_after_the_first_turn():
    assert ending(at_war(turn=0, **{**GOING_ON, "battalions_ashore": 0})) == "goes on"
    assert ending(at_war(turn=1, **{**GOING_ON, "battalions_ashore": 0})) == "landing_failed"


def test_half_the_island_is_a_conquest():
    assert ending(at_war(turn=2, **{**GOING_ON, "area_km2": 18100})) == "conquest"


def test_more_battalions_than_the_defenders_and_a_working_port_is_a_conquest():
    """Reserves count half."""
    field = {**GOING_ON, "battalions_ashore": 31, "ports": 1}
    army = {"taiwan_battalions": 20, "reserve_battalions": 20}

    assert ending(at_war(turn=2, **field, **army)) == "conquest"
    assert ending(at_war(turn=2, **{**field, "battalions_ashore": 30}, **army)) == "goes on"


def test_a_ceasefire_that_is_offered_is_accepted_below_its_chance():
    """At full will the chance is the base alone."""
    before = at_war(turn=2, **{**GOING_ON, "area_km2": 0}, aircraft_lost=0)
    before.approval[:, US], before.taiwan_will[:] = 1, 1
    offer = orders(china__end="ceasefire")

    assert ending(before, offer, die=0.14, accept_base=0.15) == "ceasefire"
    assert ending(before, offer, die=0.16, accept_base=0.15) == "goes on"
    assert ending(before, orders(), die=0.14, accept_base=0.15) == "goes on"


def test_a_nuclear_signal_climbs_the_ladder_and_a_low_die_ends_the_game():
    before = at_war(turn=2, **GOING_ON, escalation=2.0)
    signal = orders(china__end="escalate")
    numbers = {"signal_step": 1, "mainland_step": 0, "despair_step": 0, "nuclear_chance": 0.1}

    survived = apply(resolve, before, signal, np.array([[0.11, 0.99]]), **numbers)
    used = apply(resolve, before, signal, np.array([[0.09, 0.99]]), **numbers)

    assert survived.escalation == 3
    assert ENDINGS[used.ending[0]] == "nuclear"
    assert used.escalation == 4


def test_a_beijing_that_loses_climbs_the_ladder_the_faster_the_less_will_it_has():
    """From the whole of `despair_will` down to nothing, from no step to a whole one."""
    lost = at_war(3, landing_ships=[96, 48, 0], landing_ships_lost=[0, 48, 96], battalions_ashore=10, area_km2=0)
    numbers = {"fleet_will": 1, "army_will": 0, "despair_will": 0.8, "despair_step": 1, "signal_step": 0}

    after = apply(resolve, lost, orders(3), die=0.99, **numbers)

    assert after.escalation == pytest.approx([0, 0.375, 1])


def test_losing_can_end_in_nuclear_use():
    spent = at_war(landing_ships=0, landing_ships_lost=96, battalions_ashore=10, escalation=2)
    numbers = {"fleet_will": 1, "despair_will": 0.8, "nuclear_chance": 0.1}

    assert ENDINGS[apply(resolve, spent, die=0.05, despair_step=1, **numbers).ending[0]] == "nuclear"
    assert ENDINGS[apply(resolve, spent, die=0.05, despair_step=0, **numbers).ending[0]] != "nuclear"


def test_losing_half_the_fleet_takes_half_of_the_will_that_the_whole_would():
    before = at_war(turn=2, **{**GOING_ON, "landing_ships": 48, "area_km2": 0}, landing_ships_lost=48)

    after = apply(resolve, before, fleet_will=0.6, army_will=0, area_will=0)

    assert after.will[0, CHINA] == pytest.approx(0.7)


def test_carriers_and_aircraft_lost_take_american_will():
    before = at_war(turn=2, **GOING_ON, carriers_lost=2, aircraft_lost=sides(us=250))

    after = apply(resolve, before, carrier_will=0.1, aircraft_will=0.0004)

    assert after.will[0, US] == pytest.approx(0.5 + 0.5 - 0.2 - 0.1)


def test_a_tenth_of_the_island_lost_takes_its_share_of_taiwans_will():
    before = at_war(turn=2, **{**GOING_ON, "area_km2": 10800})

    after = apply(resolve, before, **{**CALM, "taiwan_area": 1, "taiwan_rally": 0.2})

    assert after.will[0, TAIWAN] == pytest.approx(0.7 + 0.2 - 0.3)


def test_ground_that_was_lost_once_is_counted_once():
    """Nothing more is lost in the second turn, so Taiwan's will stays where it was."""
    numbers = {**CALM, "taiwan_area": 1, "taiwan_rally": 0.2}
    once = apply(resolve, at_war(turn=2, **{**GOING_ON, "area_km2": 10800}), **numbers)
    twice = apply(resolve, with_fields(once, stage=1, ending=-1), **numbers)

    assert twice.will[0, TAIWAN] == once.will[0, TAIWAN]

"""What comes ashore."""

import pytest

from tests.worlds import apply, at_war, orders
from wargame.engine.rules import landing

WHOLE = {"landing_ships": 96, "landing_ships_sailed": 96, "china_air": 0.5, "ports": 0, "battalions_ashore": 0}
SAFE = {"battalion_troops": 1000, "offload": 1, "beach_losses": 0, "air_landing": 0, "supply_need": 0.1}


def test_the_whole_fleet_lands_the_published_rates():
    """8,000 on D-day on top of 16,000 in 3.5 days [csis-firstbattle], in battalions of 1,000."""
    first, second = (
        apply(landing, at_war(turn=turn, **WHOLE, first_day_lift=8000, turn_lift=16000), die=0.0, **SAFE)
        for turn in (0, 1)
    )

    assert first.battalions_landed == 24
    assert second.battalions_landed == 16


def test_half_a_fleet_lands_half():
    fleet = {"landing_ships": 48, "landing_ships_sailed": 48}
    before = at_war(turn=1, **{**WHOLE, **fleet}, landing_ships_lost=48, turn_lift=16000)

    assert apply(landing, before, die=0.0, **SAFE).battalions_landed == 8


def test_ships_sunk_in_a_turn_land_half_of_what_they_carry():
    """96 sailed, 48 are left: the mean is three quarters of a fleet."""
    before = at_war(turn=1, **{**WHOLE, "landing_ships": 48}, landing_ships_lost=48, turn_lift=16000)

    assert apply(landing, before, die=0.0, **SAFE).battalions_landed == 12


def test_those_ashore_are_supplied_before_more_land():
    """100 battalions need 10 lifts of 16; with no fleet, and ports for 4, they get two fifths."""
    fleet = at_war(turn=1, **{**WHOLE, "battalions_ashore": 100}, turn_lift=16000)
    gone = {"landing_ships": 0, "landing_ships_sailed": 0}
    ports = at_war(turn=1, **{**WHOLE, **gone, "battalions_ashore": 100, "ports": 4}, landing_ships_lost=96)

    assert apply(landing, fleet, die=0.0, **SAFE).lift_battalions == 6
    assert apply(landing, ports, die=0.0, **SAFE).lift_battalions == 0
    assert apply(landing, ports, die=0.0, **SAFE).supply == pytest.approx(0.4)


def test_a_quarter_is_lost_at_the_beaches_and_fewer_in_depth():
    before = at_war(2, turn=1, **WHOLE, turn_lift=16000)
    chosen = orders(2, taiwan__defence=["beaches", "depth"])

    after = apply(landing, before, chosen, die=0.0, **{**SAFE, "beach_losses": 0.25}, depth_losses=0)

    assert after.battalions_landed.tolist() == [12, 16]
    assert after.battalions_lost[:, 0].tolist() == [4, 0]


def test_nothing_lands_by_air_below_the_share_of_the_air_that_it_needs():
    gone = {"landing_ships": 0, "landing_ships_sailed": 0}
    before = at_war(2, turn=1, **{**WHOLE, **gone, "china_air": [0.6, 1.0]}, landing_ships_lost=96)

    after = apply(landing, before, orders(2), die=0.0, **{**SAFE, "air_landing": 3}, air_needed=0.6)

    assert after.battalions_landed.tolist() == [0, 3]


def test_an_order_to_hold_lands_less():
    before = at_war(2, turn=1, **WHOLE, turn_lift=16000)

    commit, hold = apply(
        landing, before, orders(2, china__landing=["commit", "hold"]), die=0.0, **SAFE
    ).battalions_landed

    assert hold < commit

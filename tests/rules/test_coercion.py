"""Pressure on Taiwan and on Japan."""

from dataclasses import replace

import pytest

from tests.worlds import apply, orders, world
from wargame.rules import coercion
from wargame.world import ENDINGS, OVER

BARE = {
    "threat_rest": 0.4, "pressure_threat": 0, "coercion_threat": 0, "threat_speed": 1, "fear_rest": 0.2,
    "coercion_fear": 0, "pledge_fear": 0, "fear_speed": 1, "will_rest": 0.6, "will_pressure": 0,
    "will_commitment": 0, "will_dark": 0, "will_speed": 1, "quarantine_leak": 1, "blockade_leak": 0.5,
    "convoy_share": 0, "breaking_will": 0.4, "energy_goal": 14,
}  # fmt: skip


def test_coercion_frightens_japan_and_rallies_it():
    numbers = {**BARE, "coercion_threat": 0.1, "coercion_fear": 0.2}

    after = apply(coercion, world(2), orders(2, china__coercion=["none", "trade"]), **numbers)

    assert after.threat == pytest.approx([0.4, 0.5])
    assert after.fear == pytest.approx([0.2, 0.4])


def test_a_blockade_that_lets_half_the_gas_pass_empties_eleven_days_in_a_quarter():
    blockade = orders(china__go="blockade")

    after = apply(coercion, world(energy_days=11), blockade, **BARE)

    assert after.energy_days == 0
    assert after.blockaded == 1
    assert after.pressure == 3


def test_three_months_under_blockade_are_a_quarter():
    month = world(energy_days=11)
    month = replace(month, clock=replace(month.clock, quarters=1 / 3))
    for _ in range(3):
        month = apply(coercion, month, orders(china__go="blockade"), **BARE)

    assert month.blockaded == pytest.approx(1)


def test_convoys_pass_where_japan_supports_and_washington_is_committed():
    """A leak of a half and half of the rest: all passes, and no day of gas is lost."""
    before = world(3, energy_days=11, commitment=1, pledge=[1, 2, 3])
    blockade = orders(3, china__go="blockade", us__commitment="clear")

    after = apply(coercion, before, blockade, **{**BARE, "convoy_share": 0.5})

    assert after.energy_days == pytest.approx([0, 11, 11])


def test_will_drains_away_with_the_share_of_time_without_gas():
    """Half the gas passes and no stock is left: half the quarter is dark. A stock of 45.5 days fills the gap."""
    before = world(2, energy_days=[0, 45.5])

    after = apply(coercion, before, orders(2, china__go="blockade"), **{**BARE, "will_dark": 0.4})

    assert after.taiwan_will == pytest.approx([0.4, 0.6])


def test_a_low_stock_does_no_harm_while_the_ports_are_open():
    after = apply(coercion, world(energy_days=0), orders(china__pressure="grey_zone"), **{**BARE, "will_dark": 0.4})

    assert after.taiwan_will == pytest.approx(0.6)


def test_taiwan_gives_way_only_under_blockade_below_its_breaking_point_and_on_a_low_die():
    """Will of 0.2 is half the breaking point: an even chance."""
    numbers = {**BARE, "will_rest": 0.2}
    blockade, free = orders(china__go="blockade"), orders(china__pressure="grey_zone")

    assert apply(coercion, world(), blockade, die=0.49, **numbers).stage == OVER
    assert apply(coercion, world(), blockade, die=0.49, **numbers).ending == ENDINGS.index("concession")
    assert apply(coercion, world(), blockade, die=0.51, **numbers).stage != OVER
    assert apply(coercion, world(), free, die=0.0, **numbers).stage != OVER


def test_a_commitment_that_is_spoken_is_believed_bit_by_bit():
    after = apply(coercion, world(commitment=0.2), orders(us__commitment="clear"), **{**BARE, "commitment_speed": 0.5})

    assert after.commitment == pytest.approx(0.6)


def test_a_clear_commitment_holds_up_taiwans_will():
    numbers = {**BARE, "will_commitment": 0.1, "commitment_speed": 1}

    after = apply(coercion, world(2), orders(2, us__commitment=["ambiguous", "clear"]), **numbers)

    assert after.taiwan_will == pytest.approx([0.6, 0.7])

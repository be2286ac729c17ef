"""Japanese trust in the United States."""

import pytest

from tests.worlds import apply, orders, sides, world
from wargame.engine.rules import trust

# All the way to rest in one quarter; nothing moves where it rests but what a test names.
BARE = {
    "public_rest": 0.5, "elite_rest": 0.5, "japan_tariff": 0, "tariff_effect": 0, "elite_tariff_effect": 0,
    "threat_effect": 0, "commitment_effect": 0, "bargain_effect": 0, "grievance_effect": 0, "demand_effect": 0,
    "public_speed": 1, "elite_speed": 1, "warmth_memory": 0.5, "poll_noise": 0,
}  # fmt: skip


def test_a_tariff_above_japans_own_wears_trust_down():
    """Two shares of trust for each share of tariff above 5%."""
    numbers = {**BARE, "tariff_effect": 2, "elite_tariff_effect": 1, "japan_tariff": 0.05}

    after = apply(trust, world(tariff=0.15), **numbers)

    assert after.public_trust == pytest.approx(0.3)
    assert after.elite_trust == pytest.approx(0.4)


def test_trust_goes_half_the_way_in_a_quarter_and_three_quarters_in_two():
    first = apply(trust, world(public_trust=0.1), **{**BARE, "public_speed": 0.5})
    second = apply(trust, first, **{**BARE, "public_speed": 0.5})

    assert first.public_trust == pytest.approx(0.3)
    assert second.public_trust == pytest.approx(0.4)


def test_a_broken_bargain_costs_trust_where_work_done_together_earns_it_among_officials():
    before = world(2, collaboration=[1, 0], grievance=[sides(), sides(japan=1)])

    after = apply(trust, before, orders(2), **{**BARE, "bargain_effect": 0.1, "grievance_effect": 0.2})

    assert after.public_trust == pytest.approx([0.5, 0.3])
    assert after.elite_trust == pytest.approx([0.6, 0.3])


def test_a_demand_for_more_than_japan_spends_costs_officials_trust_and_not_the_publics():
    before = world(spending=sides(japan=0.025))

    after = apply(trust, before, orders(us__demand="3.5"), **{**BARE, "demand_effect": 10})

    assert after.elite_trust == pytest.approx(0.4)
    assert after.public_trust == pytest.approx(0.5)


def test_the_warmth_of_a_summit_reaches_officials_and_fades():
    after = apply(trust, world(warmth=0.1), **BARE)

    assert after.elite_trust == pytest.approx(0.6)
    assert after.warmth == pytest.approx(0.05)


def test_a_poll_swings_by_its_largest_noise_on_the_largest_die():
    assert apply(trust, world(), die=0.0, **{**BARE, "poll_noise": 0.03}).public_trust == pytest.approx(0.47)

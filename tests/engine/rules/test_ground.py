"""Battalions against battalions."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders
from wargame.engine.rules import ground
from wargame.engine.world import CHINA, PROGRAMMES, TAIWAN

# A wide front, all of Taiwan's army at it, no luck, no air.
PLAIN = {
    "march_days": 1, "front_width": 10, "fortune": 0, "close_air": 0, "loss_floor": 0, "starving_loss": 0,
    "battalion_km2": 30, "attacker_loss": 0.1, "area_fire": 0.005, "reserve_value": 0.5,
}  # fmt: skip
EVEN = {"battalions_ashore": 20, "taiwan_battalions": 20, "reserve_battalions": 0, "supply": 1, "area_km2": 1000}
DEPTH_LIKE_BEACHES = {"depth_pace": 1}


def test_even_strength_takes_the_published_area():
    """20 battalions x 30 km2."""
    after = apply(
        ground, at_war(turn=3, **EVEN), orders(taiwan__defence="depth"), die=0.0, **PLAIN, **DEPTH_LIKE_BEACHES
    )

    assert after.area_km2 == pytest.approx(1600)
    assert after.battalions_lost[0, [CHINA, TAIWAN]].tolist() == [2, 2]


def test_without_supply_nothing_is_taken():
    before = at_war(turn=3, **{**EVEN, "supply": 0})

    assert apply(ground, before, **{**PLAIN, "battalion_km2": 30}).area_km2 <= 1000


def test_an_army_gone_holds_no_ground():
    assert apply(ground, at_war(turn=3, **{**EVEN, "battalions_ashore": 0})).area_km2 == 0


def test_even_a_dominant_attacker_pays_the_floor():
    """60 battalions against nobody: half of a tenth is lost."""
    before = at_war(turn=3, **{**EVEN, "battalions_ashore": 60, "taiwan_battalions": 0})

    after = apply(ground, before, orders(taiwan__defence="depth"), die=0.0, **{**PLAIN, "loss_floor": 0.5})

    assert after.battalions_lost[0, CHINA] == 3


def test_reserves_fight_at_half_value_and_reformed_ones_at_full():
    reformed = [1.0 * (name == "taiwan_reserves") for name in PROGRAMMES]
    field = {**EVEN, "taiwan_battalions": 0, "reserve_battalions": 20}
    as_now, trained = at_war(turn=3, **field), at_war(turn=3, **field, delivered=reformed)

    assert apply(ground, trained, **PLAIN).area_km2 < apply(ground, as_now, **PLAIN).area_km2
    assert apply(ground, trained, **PLAIN).area_km2 == pytest.approx(
        apply(ground, at_war(turn=3, **EVEN), **PLAIN).area_km2
    )


def test_an_army_still_on_the_march_stops_less():
    marching = {**PLAIN, "march_days": 14}

    early, late = (apply(ground, at_war(turn=turn, **EVEN), **marching).area_km2 for turn in (0, 4))

    assert early > late


def test_the_air_helps_whoever_holds_it():
    before = at_war(2, turn=3, **EVEN, china_air=[0.2, 0.8])

    lost, held = apply(ground, before, orders(2), **{**PLAIN, "close_air": 1}).area_km2

    assert lost < held


def test_fortune_swings_the_front_by_its_largest_share_on_the_largest_die():
    before, numbers = at_war(turn=3, **{**EVEN, "taiwan_battalions": 0}), {**PLAIN, "fortune": 0.5}
    gains = [apply(ground, before, die=np.array([[0, 0, die]]), **numbers).area_km2[0] - 1000 for die in (0, 0.5, 1)]

    assert gains[0] == pytest.approx(gains[1] / 2)
    assert gains[2] == pytest.approx(gains[1] * 1.5)


def test_twice_the_battle_costs_the_hidden_defence_four_times_as_much_and_the_attackers_twice():
    """Fire on ground finds more where more stand and more shoot: 20 x 20 x 0.005, then 40 x 40 x 0.005."""
    numbers = {"battalions_ashore": [20, 40], "taiwan_battalions": [20, 40]}
    before = at_war(2, turn=3, **{**EVEN, **numbers})

    lost = apply(ground, before, orders(2, taiwan__defence="depth"), die=0.0, **PLAIN, depth_pace=1).battalions_lost

    assert lost[:, TAIWAN].tolist() == [2, 8]
    assert lost[:, CHINA].tolist() == [2, 4]


def test_reserves_at_half_value_put_twice_as_many_in_the_line_of_fire():
    field = {**EVEN, "taiwan_battalions": [20, 0], "reserve_battalions": [0, 40]}

    lost = apply(
        ground, at_war(2, turn=3, **field), orders(2, taiwan__defence="depth"), die=0.0, **PLAIN, depth_pace=1
    ).battalions_lost

    assert lost[:, TAIWAN].tolist() == [2, 4]

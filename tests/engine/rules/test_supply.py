"""Captured ports."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders
from wargame.engine.rules import supply

QUIET = {"sorties": 0, "carrier_sorties": 0, "bomber_loads": 0, "battalions_ashore": 30}
NUMBERS = {"port_area": 5000, "port_capacity": 6, "repair": 0.5, "bombing": 0, "bomber_effect": 0}
CHANCE = 1 - np.exp(-1)  # with an area of one port_area


def test_a_port_falls_on_a_die_below_the_chance_of_the_area_held():
    before = at_war(area_km2=5000, ports=0, **QUIET)

    assert apply(supply, before, die=CHANCE - 0.01, **NUMBERS).ports == pytest.approx(3 * CHANCE)
    assert apply(supply, before, die=CHANCE + 0.01, **NUMBERS).ports == 0


def test_a_port_that_is_held_is_repaired_towards_its_cap_and_never_past_it():
    before = at_war(2, area_km2=5000, ports=[2, 6 * CHANCE], **QUIET)

    after = apply(supply, before, orders(2), die=0.99, **NUMBERS)

    assert after.ports[0] == pytest.approx(2 + 0.5 * (6 * CHANCE - 2))
    assert after.ports[1] == pytest.approx(6 * CHANCE)


def test_bombing_takes_capacity_away():
    before = at_war(area_km2=5000, ports=6 * CHANCE, **{**QUIET, "carrier_sorties": 1000})

    after = apply(supply, before, **{**NUMBERS, "bombing": 0.001})

    assert after.ports == pytest.approx(6 * CHANCE / np.e)


def test_ports_are_lost_with_the_army():
    before = at_war(area_km2=5000, ports=3, **{**QUIET, "battalions_ashore": 0})

    assert apply(supply, before, **NUMBERS).ports == 0

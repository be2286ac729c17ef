"""How a war that stopped is classed."""

import pytest

from tests.worlds import at_war
from wargame.engine.outcome import AGAINST, DECISIVE, DEFEAT, INDETERMINATE, TOWARD, VICTORY, classify
from wargame.engine.world import ENDINGS

# Five weeks in: 50 battalions and no reserves defend; play stops at the limit of turns.
STOPPED = {"ending": ENDINGS.index("turn_limit"), "war_turns": 10, "taiwan_battalions": 50, "reserve_battalions": 0}
AFLOAT = {"landing_ships": 60, "landing_ships_lost": 40}
GONE = {"landing_ships": 5, "landing_ships_lost": 95, "ports": 0}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({**AFLOAT, "battalions_ashore": 45, "area_km2": 5000}, TOWARD),
        ({**AFLOAT, "battalions_ashore": 10, "area_km2": 10000}, TOWARD),
        ({**AFLOAT, "battalions_ashore": 30, "area_km2": 5000}, INDETERMINATE),
        ({**AFLOAT, "battalions_ashore": 10, "area_km2": 2000}, AGAINST),
        ({**GONE, "battalions_ashore": 30, "area_km2": 5000}, AGAINST),
        ({**GONE, "battalions_ashore": 30, "area_km2": 10000}, INDETERMINATE),
        ({**GONE, "battalions_ashore": 30, "area_km2": 10000, "ports": 2}, TOWARD),
        ({**GONE, "battalions_ashore": 10, "area_km2": 2000}, DEFEAT),
        ({**GONE, "battalions_ashore": 10, "area_km2": 2000, "war_turns": 4}, DECISIVE),
    ],
    ids=[
        "supplied and strong beside the defence",
        "supplied and on a quarter of the island",
        "supplied and neither strong nor weak",
        "supplied and weak",
        "cut off on little ground",
        "cut off on a quarter of the island",
        "fed by captured ports on a quarter of the island",
        "the fleet gone and those ashore weak",
        "the same within two weeks",
    ],
)
def test_a_landing_is_classed_by_its_supply_its_strength_and_its_ground(fields, expected):
    assert classify(at_war(**{**STOPPED, **fields})) == expected


def test_a_conquest_is_a_victory_whatever_is_left_of_the_fleet():
    assert classify(at_war(**{**STOPPED, **GONE, "ending": ENDINGS.index("conquest")})) == VICTORY

"""What it cost, and who turns to Beijing."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, sides, world
from wargame.engine.outcome import DEFEAT, DETERRED, VICTORY
from wargame.engine.rules import aftermath
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US


def test_four_turns_of_war_cost_each_side_its_share():
    before = at_war(war_turns=4, outcome=DEFEAT, japan_struck=False, japan_fights=False)

    numbers = {"china_cost": 0.03, "taiwan_cost": 0.1, "japan_cost": 0.02, "us_cost": 0.01, "neutral_share": 0.5}
    after = apply(aftermath, before, **numbers)

    assert after.output_lost[0, [CHINA, TAIWAN, JAPAN, US]] == pytest.approx([0.12, 0.4, 0.04, 0.04])


def test_a_game_without_war_costs_what_output_fell_by():
    before = world(outcome=DETERRED, output=[1.0, 0.97, 1.02, 1.0])

    assert apply(aftermath, before).output_lost[0] == pytest.approx([0, 0.03, 0, 0])


def test_losses_are_counted_in_years_to_rebuild():
    before = at_war(outcome=DEFEAT, aircraft_lost=sides(us=180), ships_lost=sides(us=12, china=150))
    numbers = {"aircraft_per_year": 90, "ships_per_year": 4, "china_ships_per_year": 15}

    after = apply(aftermath, before, **numbers)

    assert after.rebuild_years[0, [US, CHINA]] == pytest.approx([3, 10])


def test_nobody_turns_to_a_beijing_that_was_deterred():
    assert (apply(aftermath, world(outcome=DETERRED), bandwagon=5, trade_pull=5).realigned == 0).all()


def test_states_follow_their_neighbours_in_waves():
    """With a bandwagon more turn, and some of them after the first wave; without, all turn at once or never."""
    before = at_war(outcome=VICTORY, elite_trust=1.0)

    alone, together = (apply(aftermath, before, bandwagon=pull).realigned[0] for pull in (0, 3))

    assert alone.max() == 1
    assert together.max() > 1
    assert (together[alone == 1] == 1).all()
    assert np.count_nonzero(together) > np.count_nonzero(alone)


def test_a_japan_that_no_longer_trusts_washington_pulls_others_with_it():
    before = at_war(2, outcome=VICTORY, elite_trust=[1.0, 0.0])

    trusting, lost = (np.count_nonzero(row) for row in apply(aftermath, before, lost_trust=3, bandwagon=0).realigned)

    assert lost > trusting

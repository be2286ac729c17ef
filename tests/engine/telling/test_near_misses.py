"""What did not happen, told quietly: a die was thrown, and the reader is told how near it was."""

from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import at_war, orders, play, sides, tell, world
from wargame.engine.outcome import DECISIVE, VICTORY
from wargame.engine.rules import aftermath, mobilise, resolve, supply, surface
from wargame.engine.world import ENDINGS
from wargame.model import CrisisModel
from wargame.scenario.factors import cells

QUIET = 1  # the weight under which nothing stands among the first events of a turn


def under_fire(**fields):
    return at_war(ships=sides(china=50, us=30), ship_missiles=400, carriers=1, **fields)


def test_a_carrier_that_was_saved_says_which_die_would_have_lost_it():
    given = orders(us__carriers="forward")
    saved = next(event for event in tell(surface, under_fire(), given, die=0.999) if "hit none" in event.sentence)
    lost = next(event for event in tell(surface, under_fire(), given, die=0.0) if "carrier was lost" in event.sentence)

    assert saved.weight < QUIET < lost.weight
    assert saved.why.chance == pytest.approx(lost.why.chance)
    assert "or more saves a carrier" in saved.why.otherwise


def test_a_port_that_did_not_fall_says_which_die_would_have_taken_it():
    """At 6,000 square kilometres a port falls 63 times in 100."""
    before = at_war(area_km2=6000, battalions_ashore=20, ports=0)

    (held,) = tell(supply, before, die=0.7, port_area=6000)

    assert held.sentence == "No port has fallen to China."
    assert held.why.otherwise == "A die under 63 would have taken one."
    assert held.weight < QUIET


def test_nobody_ashore_can_take_a_port_and_nothing_is_told():
    assert tell(supply, at_war(area_km2=6000, battalions_ashore=0, ports=0)) == []


def test_a_nuclear_die_on_a_rung_that_was_climbed_before_is_told():
    """Six in 100 on the third rung."""
    before = at_war(turn=1, escalation=3, landing_ships=90, landing_ships_sailed=90, battalions_ashore=10)

    told = [event for event in tell(resolve, before, die=0.5, nuclear_chance=0.06, despair_step=0) if event.why.chance]

    assert [event.sentence for event in told] == [
        "Nobody climbs the ladder of escalation this turn, and no nuclear weapon is used."
    ]
    assert told[0].why.otherwise == "A die below 6 would have meant nuclear use."
    assert told[0].weight < QUIET


def test_the_first_turn_of_a_war_tells_with_what_it_begins():
    (cell,) = cells("first_battle_base")
    model = CrisisModel(cell.scenario, 11, 1, 0, cell.script, explain=True)
    model.play()

    first, *later = model.turns

    assert [event.side for event in first.events if event.phase == "mobilise"] == ["china", "us", "taiwan"]
    assert not [event for turn in later for event in turn.events if event.phase == "mobilise"]


def test_a_fleet_that_is_not_ready_says_with_what_a_ready_one_would_have_sailed():
    """A quarter of readiness is missing, and half the lift of what is: an eighth of 160 ships."""
    told = tell(mobilise, world(landing_ships=160, china_readiness=0.75), unready_lift=0.5)[0]

    assert told.sentence == "China sails with 140 landing ships."
    assert told.why.otherwise.endswith("would have sailed with 160.")
    assert dict(told.why.contributions)["readiness that is missing"] == pytest.approx(-20)


def test_each_state_that_turns_says_what_drew_it_and_by_how_much():
    finished = play("first_battle_pessimistic", worlds=1)
    victory = np.array([VICTORY], dtype=np.int8)
    told = tell(aftermath, replace(finished, outcome=victory, elite_trust=np.array([0.1])))
    turned = [event for event in told if event.sentence.endswith("turns to Beijing.")]

    assert turned
    for event in turned:
        assert sum(value for _, value in event.why.contributions) == pytest.approx(event.why.score)
        assert "less pull would have held it" in event.why.otherwise


def test_after_a_lost_landing_the_state_that_was_nearest_to_turning_is_named():
    finished = play("first_battle_base", worlds=1)
    told = tell(aftermath, replace(finished, outcome=np.array([DECISIVE], dtype=np.int8)))

    assert len(told) == 1
    assert told[0].sentence.startswith("No state turns to Beijing; the nearest was ")
    assert "more pull would have turned it" in told[0].why.otherwise
    assert told[0].weight < QUIET


def test_a_game_that_is_over_tells_its_aftermath_in_its_last_turn():
    (cell,) = cells("first_battle_base")
    model = CrisisModel(cell.scenario, 11, 1, 0, cell.script, explain=True)
    model.play()

    assert [event.phase for event in model.turns[-1].events][-1] == "aftermath"
    assert ENDINGS[int(model.world.ending[0])]


def test_a_headline_says_what_it_moves():
    (cell,) = cells("reset_2027")
    model = CrisisModel(cell.scenario, 11, 1, 0, cell.script, explain=True)
    model.step()
    model.step()

    (election,) = [event for event in model.turns[1].events if "352 of 465" in event.sentence]

    assert dict(election.why.contributions) == pytest.approx(
        {"the strength of the cabinet; it fades": 5, "the coalition's seats in the lower house": 26}
    )
    assert "[wikipedia-election2026]" in election.why.sources

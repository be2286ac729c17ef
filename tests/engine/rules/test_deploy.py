"""Reinforcements, and aircraft that may not fight where they stand."""

import pytest

from tests.worlds import apply, at, at_war, tell, without_base
from wargame.engine.rules import deploy

AT_ONCE = {"ramp_turns": 1, "leave_share": 0.5}


def test_reinforcements_come_at_a_third_of_their_pace_in_the_first_of_three_turns():
    before = at_war(us_aircraft=0, japan_aircraft=0, reinforcements=60)

    after = apply(deploy, before, die=0.0, ramp_turns=3)

    assert 20 - len(before.theatre.names) <= after.us_aircraft.sum() <= 20


def test_where_tokyo_refuses_nothing_arrives_in_japan_and_half_of_what_is_there_leaves():
    before = at_war(access=0, combat_share=0, japan_aircraft=0, reinforcements=0)
    before = at_war(access=0, combat_share=0, japan_aircraft=0, reinforcements=0, us_aircraft=at(before, Kadena=60))

    after = apply(deploy, before, die=0.999, **AT_ONCE)

    theatre = before.theatre
    assert after.us_aircraft[0, theatre.index("Kadena")] == 30
    assert after.us_aircraft[0, theatre.on_us].sum() == pytest.approx(30, abs=2)
    assert after.us_aircraft[0, theatre.on_japan].sum() == 30


def test_aircraft_stay_where_there_is_no_room_for_them_elsewhere():
    before = at_war(access=0, combat_share=0, reinforcements=100)
    full = before.theatre.parking * before.theatre.on_us
    before = at_war(access=0, combat_share=0, reinforcements=100, us_aircraft=full + at(before, Kadena=60))

    after = apply(deploy, before, **AT_ONCE)

    assert after.us_aircraft[0, before.theatre.index("Kadena")] == 60
    assert (after.us_aircraft[0] <= before.theatre.parking).all()


def test_nothing_moves_while_washington_stays_out():
    before = at_war(us_share=0, combat_share=0, reinforcements=60)

    assert (apply(deploy, before, **AT_ONCE).us_aircraft == before.us_aircraft).all()


@pytest.mark.parametrize("name", ["Kadena", "Andersen"])
def test_half_of_the_aircraft_of_a_closed_base_leave_it_for_bases_from_which_they_may_fight(name):
    before = at_war(japan_aircraft=0, reinforcements=0)
    before = at_war(japan_aircraft=0, reinforcements=0, us_aircraft=at(before, **{name: 60}))
    before = without_base(before, name)

    after = apply(deploy, before, die=0.0, **AT_ONCE)

    theatre = before.theatre
    assert after.us_aircraft[0, theatre.index(name)] == 30
    assert 30 - len(theatre.names) <= after.us_aircraft[0].sum() - 30 <= 30
    assert (after.us_aircraft[0] > 0)[~theatre.us_may_use].sum() == 1  # nobody but those who have not left yet


def test_fighters_that_come_are_told_by_base():
    (told,) = tell(deploy, at_war(turn=1))

    assert sum(count for _, count in told.why.contributions) == told.why.score > 0
    assert told.why.otherwise.startswith("Reinforcements come at 67% of their full pace")

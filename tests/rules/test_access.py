"""What Tokyo permits."""

import pytest

from tests.worlds import apply, at_war, orders, sides, tell
from wargame.rules import access
from wargame.world import US


def test_consultation_costs_the_first_turn_its_days_and_no_more():
    """3.5 days at a die of one half are half a turn."""
    before = at_war(access=0, combat_share=0)

    after = apply(access, before, orders(japan__access="combat"), die=0.5, consultation_days=3.5)

    assert after.combat_share == pytest.approx(0.5)
    assert apply(access, after, orders(japan__access="combat"), die=0.5, consultation_days=3.5).combat_share == 1


def test_a_tokyo_that_pledged_consults_for_hours():
    before = at_war(2, access=0, pledge=[1, 3])

    after = apply(access, before, orders(2), die=1.0, consultation_days=3.5, pledged_days=0.35)

    assert after.combat_share == pytest.approx([0, 0.9])


def test_turns_in_which_us_forces_may_fight_from_japan_add_up_in_parts():
    """A die of one half of 3.5 days leaves half of the first turn, and all of the second."""
    before = at_war(access=0, combat_share=0)
    numbers = {"die": 0.5, "consultation_days": 3.5}

    first = apply(access, before, orders(japan__access="combat"), **numbers)
    second = apply(access, first, orders(japan__access="combat"), **numbers)

    assert first.combat_turns == pytest.approx(0.5)
    assert second.combat_turns == pytest.approx(1.5)
    assert apply(access, second, orders(japan__access="refuse"), **numbers).combat_turns == pytest.approx(1.5)


def test_the_ladder_opens_the_rear_before_the_front_and_the_front_before_the_sdf():
    after = apply(access, at_war(4, turn=1, access=2), orders(4, japan__access=["refuse", "support", "combat", "join"]))

    assert after.support_share.tolist() == [0, 1, 1, 1]
    assert after.combat_share.tolist() == [0, 0, 1, 1]
    assert after.japan_fights.tolist() == [False, False, False, True]


def test_washington_that_enters_on_the_seventh_day_misses_two_turns():
    numbers = {"us_entry_days": 7}
    shares = [
        apply(access, at_war(turn=turn), orders(us__intervene="fight"), **numbers).us_share[0] for turn in range(3)
    ]

    assert shares == [0, 0, 1]


def test_who_is_attacked_fights_before_the_day_that_was_planned():
    lost = [sides(), sides(us=3)]
    fights = orders(2, us__intervene=["fight"] * 2)

    by_air = apply(access, at_war(2, aircraft_lost=lost, ships_lost=0), fights, us_entry_days=14, bomber_entry_days=14)
    at_sea = apply(access, at_war(2, ships_lost=lost, aircraft_lost=0), fights, us_entry_days=14, bomber_entry_days=14)

    for after in (by_air, at_sea):
        assert after.us_share.tolist() == [0, 1]
        assert after.bomber_share.tolist() == [0, 1]


def test_washington_that_only_supplies_does_not_fight():
    assert apply(access, at_war(), orders(us__intervene="supply")).us_share == 0


def test_a_refusal_in_war_angers_washington_once():
    before = at_war(turn=1, access=2, will=sides(us=0.6))

    first = apply(access, before, orders(japan__access="refuse"), refusal_anger=0.1)
    second = apply(access, first, orders(japan__access="refuse"), refusal_anger=0.1)

    assert first.will[0, US] == pytest.approx(0.5)
    assert second.will[0, US] == pytest.approx(0.5)


def test_consultation_tells_what_shortened_it():
    """Two days at most, half of it saved by planning, and a die of one half."""
    before = at_war(access=0, combat_share=0, collaboration=1)

    why = tell(access, before, orders(japan__access="combat"), consultation_days=2, planned_share=0.5)[0].why

    assert why.score == pytest.approx(0.5)
    assert why.contributions[:2] == (("at most, as nothing had been said", 2.0), ("joint planning", -1.0))
    assert why.otherwise == "A die brings between 0 and 1.0 days, evenly."


def test_what_the_law_takes_away_is_told():
    why = tell(access, at_war(law=1, access=2), orders(japan__access="join"))[0].why

    assert dict(why.contributions)["what the law does not allow"] < 0

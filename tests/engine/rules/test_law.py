"""The legal ladder that bounds what Tokyo's forces may do."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, blockaded, orders, params, play, tell
from wargame.engine.rules import access, law

EVEN = {
    "caution": 0, "threat": 0, "cabinet": 0, "opinion": 0, "us_attacked": 0, "us_absent": 0,
    "consent": 0, "consent_opinion": 0, "consent_seats": 0,
}  # fmt: skip
BOTH = {"lower_seats": 0.7, "upper_seats": 0.55}  # houses in which the coalition has a majority


def test_an_invasion_of_taiwan_is_an_important_influence_situation_at_once():
    after = apply(law, at_war(law=0, temper=0.4), orders(), **EVEN)

    assert after.law == law.IMPORTANT_INFLUENCE


def test_a_bold_cabinet_names_a_survival_threatening_situation():
    """At an even score the die of one half decides."""
    after = apply(law, at_war(2, law=0, temper=[[0.4] * 4, [0.6] * 4], **BOTH), orders(2), **EVEN)

    assert after.law.tolist() == [law.IMPORTANT_INFLUENCE, law.SURVIVAL]


def test_missiles_on_japan_are_an_armed_attack_whatever_the_cabinet_thinks():
    after = apply(law, at_war(law=0, temper=0.01, japan_struck=True), orders(), **EVEN)

    assert after.law == law.ARMED_ATTACK


def test_the_ladder_is_not_climbed_down():
    after = apply(law, at_war(law=law.SURVIVAL, temper=0.01), orders(), **EVEN)

    assert after.law == law.SURVIVAL


def test_a_japan_that_wants_to_join_may_not_before_its_survival_is_threatened():
    """US combat operations are open meanwhile."""
    after = apply(access, at_war(2, turn=1, law=[1, 2]), orders(2, japan__access="join"))

    assert after.access.tolist() == [access.COMBAT, access.JOIN]
    assert after.combat_share.tolist() == [1, 1]


def test_a_blockade_is_an_important_influence_situation_and_us_warships_make_it_more():
    """A Washington that sails with no convoy leaves nobody to defend together: three logits less."""
    before = blockaded(2, law=0, temper=0.6, **BOTH)

    after = apply(law, before, orders(2, us__convoys=["insure", "escort"]), **{**EVEN, "us_absent": -3})

    assert after.law.tolist() == [law.IMPORTANT_INFLUENCE, law.SURVIVAL]


def test_a_coalition_with_both_houses_has_consent_at_once_and_another_waits_for_votes():
    before = at_war(3, law=1, temper=0.9, lower_seats=[0.7, 0.7, 0.45], upper_seats=[0.51, 0.45, 0.51])

    after = apply(law, before, orders(3), die=0.9, **EVEN)

    assert after.law.tolist() == [law.SURVIVAL, law.IMPORTANT_INFLUENCE, law.IMPORTANT_INFLUENCE]


def test_an_even_chance_in_a_week_is_the_same_in_two_turns_of_half_a_week():
    week, half = (
        law.consent_chance(before, params(law, **EVEN))[0]
        for before in (blockaded(upper_seats=0.4), at_war(upper_seats=0.4))
    )

    assert week == pytest.approx(0.5)
    assert (1 - half) ** 2 == pytest.approx(0.5)


def test_consent_comes_sooner_the_more_of_the_public_are_for_it_and_the_fewer_seats_are_lacking():
    before = at_war(3, access_support=[0.4, 0.6, 0.4], lower_seats=0.7, upper_seats=[0.45, 0.45, 0.30])

    usual, popular, weak = law.consent_chance(before, params(law))

    assert weak < usual < popular


def test_an_armed_attack_waits_for_no_vote():
    before = at_war(law=1, temper=0.9, japan_struck=True, upper_seats=0.1)

    assert apply(law, before, orders(), die=0.99).law == law.ARMED_ATTACK


def test_a_cabinet_that_waits_for_the_diet_says_so_and_how_near_the_vote_was():
    """Nobody's score and an even chance in a week: 29 in 100 in half of one."""
    waiting = at_war(law=1, temper=0.9, lower_seats=0.7, upper_seats=0.4)

    (refused,) = tell(law, waiting, die=0.6, **EVEN)
    (given,) = tell(law, waiting, die=0.2, **EVEN)

    assert refused.sentence.endswith("the Diet has not consented yet.")
    assert "A die under 29 would have meant consent." in refused.why.otherwise
    assert "lacks 10.0 of 100 seats in its weaker house" in refused.why.otherwise
    assert "may fight beside the US" in given.sentence
    assert "A die over 29 would have meant no consent this turn." in given.why.throws[0].otherwise


def test_a_cabinet_that_names_nothing_says_quietly_how_near_it_was():
    (told,) = tell(law, at_war(law=1, temper=0.3, **BOTH), **EVEN)

    assert "names no survival-threatening situation" in told.sentence
    assert "A die over 50 names it." in told.why.otherwise
    assert told.weight < 1


def test_seats_in_the_upper_house_bring_the_self_defense_forces_to_the_convoys_sooner():
    """Eleven days that end in a long blockade, in the same worlds, with the upper house won and as it is."""
    held, lost = (
        play("eleven_days", worlds=150, actors__japan__start__upper_seats=seats).law >= law.SURVIVAL
        for seats in ("0.55", "0.40")
    )

    assert not np.any(lost & ~held)
    assert held.sum() > lost.sum()

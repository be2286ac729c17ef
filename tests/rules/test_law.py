"""The legal ladder that bounds what Tokyo's forces may do."""

from tests.worlds import apply, at_war, blockaded, orders
from wargame.rules import access, law

EVEN = {"caution": 0, "threat": 0, "cabinet": 0, "opinion": 0, "us_attacked": 0, "us_absent": 0}


def test_an_invasion_of_taiwan_is_an_important_influence_situation_at_once():
    after = apply(law, at_war(law=0, temper=0.4), orders(), **EVEN)

    assert after.law == law.IMPORTANT_INFLUENCE


def test_a_bold_cabinet_names_a_survival_threatening_situation():
    """At an even score the die of one half decides."""
    after = apply(law, at_war(2, law=0, temper=[[0.4] * 4, [0.6] * 4]), orders(2), **EVEN)

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
    before = blockaded(2, law=0, temper=0.6)

    after = apply(law, before, orders(2, us__convoys=["insure", "escort"]), **{**EVEN, "us_absent": -3})

    assert after.law.tolist() == [law.IMPORTANT_INFLUENCE, law.SURVIVAL]

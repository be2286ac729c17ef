"""Japan: the ladder of access, and what it says before."""

import numpy as np

from tests.worlds import at_war, blockaded, choices, decide, sides, world
from wargame.engine.agents import japan

LADDER = ["refuse", "support", "combat", "join"]
# Nothing weighs but public trust, 10 logits a share from 0.35; the ladder is cut at -1, 0 and 1.
ONLY_TRUST = {
    "caution": 0, "public_trust": 10, "elite_trust": 0, "threat": 0, "fear": 0, "cabinet": 0, "support": 0,
    "pledge": 0, "attacked": 3, "us_fights": 0, "us_absent": 0, "grievance": 0, "partner": 0,
    "first_cut": -1, "second_cut": 0, "third_cut": 1, "alliance_lean": 2, "autonomy_lean": -2,
}  # fmt: skip
EVEN = sides(japan=0.5)  # a temper that adds nothing to the score


def access(before, doctrine="hedging", **numbers):
    return choices(decide(japan, before, doctrine, **{**ONLY_TRUST, **numbers}), "japan.access")


def test_tokyo_is_more_permissive_when_trust_is_higher_with_the_same_die():
    before = at_war(4, temper=EVEN, public_trust=[0.2, 0.3, 0.4, 0.5])  # scores -1.5, -0.5, 0.5, 1.5

    assert access(before) == LADDER


def test_a_bolder_cabinet_is_more_permissive_with_the_same_trust():
    before = at_war(3, temper=[sides(japan=die) for die in (0.1, 0.5, 0.95)], public_trust=0.36)

    assert access(before) == ["refuse", "combat", "join"]


def test_missiles_on_japan_push_it_up_the_ladder():
    before = at_war(2, temper=EVEN, public_trust=0.25, japan_struck=[False, True])  # scores -1 + 0 and + 3

    assert access(before, first_cut=-1.5) == ["support", "join"]


def test_a_broken_bargain_is_remembered_in_war():
    before = at_war(2, temper=EVEN, public_trust=0.36, grievance=[sides(), sides(japan=1)])

    assert access(before, grievance=-2) == ["combat", "refuse"]


def test_an_alliance_first_cabinet_permits_what_one_that_keeps_its_distance_refuses():
    before = at_war(temper=EVEN, public_trust=0.35)

    assert access(before, "alliance_first") == ["join"]
    assert access(before, "autonomy") == ["refuse"]


def test_the_sdf_goes_on_the_offensive_once_japan_joins_or_is_struck():
    before = at_war(2, temper=EVEN, public_trust=0.30, japan_struck=[False, True])

    decision = decide(japan, before, "hedging", **{**ONLY_TRUST, "attacked": 0})

    assert choices(decision, "japan.access") == ["support", "support"]
    assert choices(decision, "japan.sdf") == ["home", "offensive"]


def test_the_word_given_in_the_crisis_binds_in_war():
    before = at_war(2, temper=EVEN, public_trust=0.35, pledge=[0, 3])  # refuse, combat

    assert access(before, pledge=1) == ["refuse", "join"]


def test_a_weak_cabinet_accepts_no_bargain():
    approval = [sides(japan=0.40), sides(japan=0.60)]
    before = world(2, temper=EVEN, elite_trust=0.7, approval=approval)

    assert choices(decide(japan, before, "hedging"), "japan.answer") == ["decline", "accept"]


def test_a_fearful_cabinet_buys_interceptors():
    before = world(2, fear=[0.2, 0.6], threat=0.3)

    assert choices(decide(japan, before, "hedging"), "japan.resilience") == ["shelters", "interceptors"]


def test_the_pledge_rises_with_trust():
    trusts = np.linspace(0, 1, 21)
    pledges = decide(japan, world(21, temper=EVEN, public_trust=trusts), "hedging", **ONLY_TRUST).orders["japan.pledge"]

    assert (np.diff(pledges) >= 0).all()
    assert pledges[0] < pledges[-1]


def test_the_same_score_decides_what_tokyo_does_for_convoys():
    before = blockaded(4, temper=EVEN, public_trust=[0.2, 0.3, 0.4, 0.5])

    decision = decide(japan, before, "hedging", **{**ONLY_TRUST, "us_escorts": 0, "us_stays_out": 0})

    assert choices(decision, "japan.convoys") == LADDER


def test_tokyo_does_more_for_convoys_that_washington_escorts_and_less_where_it_stays_out():
    """A score of 0 at trust of 0.35: warships add one rung, an absent Washington takes one."""
    before = blockaded(3, turn=2, temper=EVEN, public_trust=0.351, escort=[0, 1, 2])

    decision = decide(japan, before, "hedging", **{**ONLY_TRUST, "us_escorts": 1, "us_stays_out": -0.5})

    assert choices(decision, "japan.convoys") == ["support", "combat", "join"]


def test_an_answer_to_a_bargain_tells_how_far_the_die_was_from_the_other():
    """Officials' trust of 53 is a tenth of a die of 30 above the middle: six in ten accept."""
    before = world(elite_trust=0.53, approval=sides(japan=0.6))

    why = decide(japan, before, "hedging", 0.5).explanations("japan.answer", ())[0]

    assert round(why.chance, 9) == 0.6
    assert why.otherwise == "Under 40 it would have been “Decline”."


def test_a_partner_that_doubts_wants_more_of_the_public_before_bases_are_used_for_combat():
    """At a score of 0.1 combat use begins at 0; half a doubt and a tenth under a half, ten times, raise it to 0.5."""
    before = at_war(3, temper=EVEN, public_trust=0.36, partner_doubt=[0, 0.5, 0.5], access_support=[0.4, 0.4, 0.6])

    assert access(before, partner=10) == ["combat", "support", "combat"]


def test_a_doubting_partner_does_not_make_a_cabinet_refuse():
    before = at_war(temper=EVEN, public_trust=0.26, partner_doubt=1.0, access_support=0.1)  # a score of -0.9

    assert access(before, partner=20) == ["support"]


def test_a_partner_that_balks_is_named_and_how_much_it_asks():
    before = at_war(temper=EVEN, public_trust=0.36, partner_doubt=0.5, access_support=0.4)
    decision = decide(japan, before, "hedging", **{**ONLY_TRUST, "partner": 10})

    (why,) = decision.explanations("japan.access", tuple(LADDER))

    assert "The coalition partner balks at combat use" in why.otherwise
    assert "that takes 0.50 more points" in why.otherwise


def test_a_bargain_in_force_is_kept_by_a_firm_cabinet_and_in_part_by_one_that_fears_or_is_weak():
    before = world(
        4,
        bargain=[0, 1, 1, 1],
        threat=0.5,
        fear=[0.3, 0.3, 0.6, 0.3],
        approval=[sides(japan=strength) for strength in (0.5, 0.5, 0.5, 0.3)],
        elite_trust=0.0,
    )
    decision = decide(japan, before, "hedging")

    assert choices(decision, "japan.spending") == ["2.0", "2.5", "2.5", "2.0"]
    assert choices(decision, "japan.collaboration") == ["hold", "deepen", "hold", "deepen"]
    assert choices(decision, "japan.ties") == ["hold", "invest", "invest", "hold"]

"""Politics in Tokyo."""

import numpy as np
import pytest

from tests.worlds import apply, orders, params, sides, world
from wargame.engine import telling
from wargame.engine.rules import politics
from wargame.engine.world import JAPAN

BARE = {
    "cabinet_rest": 0.5, "cabinet_speed": 1, "lift_memory": 0, "tax_effect": 0, "growth_effect": 0, "rally_effect": 0,
    "pledge_cost": 0, "refusal_cost": 0, "refusal_distrust": 0, "access_rest": 0.4, "access_threat": 0,
    "access_trust": 0, "access_fear": 0, "access_speed": 1, "belief_speed": 0.5, "belief_after_change": 0.3,
    "poll_noise": 0,
}  # fmt: skip


def test_spending_above_two_percent_costs_the_cabinet_approval():
    after = apply(politics, world(spending=sides(japan=0.03)), **{**BARE, "tax_effect": 10})

    assert after.approval[0, JAPAN] == pytest.approx(0.4)


def test_what_an_election_lent_fades_while_the_rest_goes_its_own_way():
    """0.60 of its own goes half the way to 0.50; of 0.10 that was lent, half is left."""
    before = world(approval=sides(japan=0.70), cabinet_lift=0.10)

    after = apply(politics, before, **{**BARE, "cabinet_speed": 0.5, "lift_memory": 0.5})

    assert after.approval[0, JAPAN] == pytest.approx(0.55 + 0.05)
    assert after.cabinet_lift == pytest.approx(0.05)


def test_a_lift_leaves_nothing_behind():
    """Two cabinets that differ by an election alone stand alike once it is forgotten."""
    now = world(2, approval=[sides(japan=0.50), sides(japan=0.60)], cabinet_lift=[0.0, 0.10])

    for _ in range(12):
        now = apply(politics, now, orders(2), **{**BARE, "cabinet_speed": 0.1, "lift_memory": 0.5})

    assert now.approval[0, JAPAN] == pytest.approx(now.approval[1, JAPAN], abs=1e-4)


def test_a_word_costs_approval_among_those_it_goes_against_and_silence_does_not():
    """Half would go as far as US combat operations, three in four (one logit of three) at least to support."""
    said = orders(4, japan__pledge=["refuse", "ambiguous", "support", "combat"])
    costs = {"pledge_cost": 0.2, "refusal_cost": 0.1, "opinion_step": 1.098612}

    after = apply(politics, world(4, access_support=0.5), said, **{**BARE, **costs})

    assert after.approval[:, JAPAN] == pytest.approx([0.5 - 0.075, 0.5, 0.5 - 0.05, 0.5 - 0.1])


def test_a_public_that_has_come_round_makes_the_promise_cheaper():
    before = world(2, access_support=[0.2, 0.6])

    after = apply(politics, before, orders(2, japan__pledge="combat"), **{**BARE, "pledge_cost": 0.1})

    assert after.approval[:, JAPAN] == pytest.approx([0.42, 0.46])


def test_the_public_of_2023_as_asahi_found_it():
    """27% nothing, 56% rear support, 11% force: of those who answered."""
    (shares,) = politics.opinion(world(access_support=0.365), params(politics))

    assert shares.sum() == pytest.approx(1)
    assert [shares[0], shares[1] + shares[2], shares[3]] == pytest.approx([27 / 94, 56 / 94, 11 / 94], abs=0.005)


def test_the_public_is_told_in_numbers_that_add_up():
    before = world(access_support=0.365)
    after = apply(politics, before, **{**BARE, "access_rest": 0.365, "opinion_step": 1.465})

    told = telling.of(politics)(before, after, orders(1), params(politics), np.full((1, 2), 0.5))

    assert told[1].sentence == "Of 100 in the public, 36 would let US forces fight from Japan; 29 want no part."
    assert told[1].why.otherwise.endswith("12 want Japan to fight too; 35 want support only.")


def test_a_refusal_costs_trust_among_officials():
    said = orders(2, japan__pledge=["refuse", "ambiguous"])

    after = apply(politics, world(2, elite_trust=0.5), said, **{**BARE, "refusal_distrust": 0.1})

    assert after.elite_trust == pytest.approx([0.4, 0.5])


def test_public_support_for_access_rises_with_trust_and_falls_with_fear():
    before = world(3, public_trust=[0.35, 0.55, 0.35], fear=[0.3, 0.3, 0.5])

    after = apply(politics, before, orders(3), **{**BARE, "access_trust": 0.5, "access_fear": 0.5})

    assert after.access_support == pytest.approx([0.4, 0.5, 0.3])


def test_a_word_that_is_kept_is_believed_more_and_a_new_one_less():
    before = world(2, pledge=3, pledge_credibility=0.6)

    after = apply(politics, before, orders(2, japan__pledge=["combat", "support"]), **BARE)

    assert after.pledge.tolist() == [3, 2]
    assert after.pledge_credibility == pytest.approx([0.8, 0.3])

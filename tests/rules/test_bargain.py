"""Bargains between Washington and Tokyo."""

import pytest

from tests.worlds import apply, orders, sides, tell, world
from wargame.rules import bargain
from wargame.world import JAPAN, US

KEPT = {"us__tariff": "10", "japan__spending": "2.5"}
NUMBERS = {"relief_tariff": 0.10, "promised_spending": 0.025, "grievance_memory": 0.5}


def test_an_offer_that_is_accepted_binds_both():
    after = apply(bargain, world(), orders(us__bargain="spending", japan__answer="accept"), **NUMBERS)

    assert after.bargain == 1
    assert after.grievance.sum() == 0


def test_an_offer_that_is_declined_binds_nobody():
    assert apply(bargain, world(), orders(us__bargain="pledge", japan__answer="decline"), **NUMBERS).bargain == 0


def test_a_bargain_broken_by_washington_leaves_a_grievance_in_tokyo():
    after = apply(bargain, world(bargain=1), orders(**{**KEPT, "us__tariff": "15"}), **NUMBERS)

    assert after.bargain == 0
    assert after.grievance[0, JAPAN] == 1
    assert after.grievance[0, US] == 0


def test_a_tokyo_that_spends_too_little_breaks_its_word():
    after = apply(bargain, world(bargain=1), orders(**{**KEPT, "japan__spending": "2.0"}), **NUMBERS)

    assert after.bargain == 0
    assert after.grievance[0, US] == 1


def test_a_refusal_breaks_a_bargain_for_a_pledge_but_not_one_for_spending():
    refusing = orders(2, **KEPT, japan__pledge="refuse")

    assert apply(bargain, world(2, bargain=[1, 2]), refusing, **NUMBERS).bargain.tolist() == [1, 0]


def test_a_grievance_fades_by_half_in_a_quarter():
    after = apply(bargain, world(grievance=sides(japan=0.8)), **NUMBERS)

    assert after.grievance[0, JAPAN] == pytest.approx(0.4)


def test_a_broken_bargain_tells_by_how_much():
    (told,) = tell(bargain, world(bargain=1), orders(us__tariff="25"), relief_tariff=0.1)

    assert told.why.contributions == (("the tariff ordered", 25.0), ("the highest that keeps it", -10.0))
    assert told.why.score == 15


def test_a_tokyo_that_spends_too_little_tells_what_it_owed():
    (told,) = tell(
        bargain, world(bargain=1), orders(us__tariff="10", japan__spending="2.0"), relief_tariff=0.1,
        promised_spending=0.025,
    )  # fmt: skip

    assert told.why.contributions == (("spending that keeps it", 2.5), ("spending ordered", -2.0))

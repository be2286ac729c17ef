"""Convoys: who sails for Taiwan, and with whom."""

import pytest

from tests.worlds import apply, blockaded, dice, orders, params, sides
from wargame.engine import telling
from wargame.engine.rules import convoys

# Ten US warships of which half are at sea; each brings two ships a week from Japan, one from afar.
BARE = {
    "needed": 40, "willing_rest": 0.5, "willing_insured": 0.25, "willing_sunk": 0, "willing_speed": 1,
    "us_station": 0.5, "us_station_japan": 0.5, "japan_station": 0.5, "taiwan_station": 0.5, "load_far": 1,
    "load_near": 2,
}  # fmt: skip
SHIPS = {"ships": sides(us=10, japan=8, taiwan=4)}
ESCORTS = {"us__convoys": "escort"}


def sail(before, given, **numbers):
    return apply(convoys, before, given, **{**BARE, **numbers})


def test_without_warships_only_those_sail_who_dare():
    after = sail(blockaded(2, **SHIPS), orders(2, us__convoys=["none", "insure"]))

    assert after.sailed.tolist() == [[20, 0], [30, 0]]


def test_an_open_port_in_japan_doubles_what_the_same_warships_bring():
    after = sail(blockaded(2, **SHIPS), orders(2, japan__convoys=["refuse", "support"], us__convoys=["escort"] * 2))

    assert after.sailed[:, 1].tolist() == [5, 10]


def test_ships_that_are_not_escorted_sail_alone_if_they_dare():
    """Ten of forty sail in convoy; three quarters of the other thirty dare."""
    after = sail(blockaded(**SHIPS), orders(japan__convoys="support", **ESCORTS))

    assert after.sailed[0].tolist() == [22, 10]


def test_japans_and_taiwans_warships_add_to_the_convoys():
    given = orders(3, japan__convoys=["combat", "join", "join"], taiwan__navy=["port", "port", "escort"],
                   us__convoys=["escort"] * 3)  # fmt: skip

    after = sail(blockaded(3, **SHIPS), given)

    assert after.sailed[:, 1].tolist() == [10, 18, 22]


def test_the_law_bounds_what_tokyo_may_do_for_convoys():
    """An important influence situation allows US operations, a survival-threatening one lets the SDF sail."""
    after = sail(blockaded(2, law=[1, 2], **SHIPS), orders(2, japan__convoys=["join"] * 2))

    assert after.access.tolist() == [2, 3]


def test_ships_stay_away_after_others_were_sunk():
    """A fifth of those that sailed last week is at the bottom of the sea."""
    before = blockaded(2, merchants_sunk=[7, 1], merchants_sunk_before=1, sailed=[10, 20], **SHIPS)

    after = sail(before, orders(2), willing_sunk=1)

    assert after.willing == pytest.approx([0.55, 0.75])
    assert after.merchants_sunk_before.tolist() == [7, 1]


def test_owners_make_up_their_minds_bit_by_bit():
    after = sail(blockaded(willing=1), orders(us__convoys="none"), willing_speed=0.5)

    assert after.willing == pytest.approx(0.75)


def test_no_more_sail_in_convoy_than_taiwan_needs():
    after = sail(blockaded(ships=sides(us=100)), orders(japan__convoys="support", **ESCORTS))

    assert after.sailed[0].tolist() == [0, 40]


def test_it_says_what_tokyo_may_not_do():
    before = blockaded(law=1, access=0, **SHIPS)
    given = orders(japan__convoys="join")
    after = sail(before, given)

    told = telling.of(convoys)(before, after, given, params(convoys, **BARE), dice(convoys, before))

    assert "the law does not allow it yet" in told[0].sentence

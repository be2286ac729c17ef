"""Sorties over the strait."""

import pytest

from tests.worlds import apply, at, at_war, orders, without_base
from wargame.engine.rules import sorties


def from_base(name: str, **fields):
    return at_war(**{"us_aircraft": at(at_war(), **{name: 100}), "japan_aircraft": 0, "carriers": 0, **fields})


def test_a_refused_base_flies_no_combat_sorties():
    refused, permitted = from_base("Kadena", access=0, combat_share=0), from_base("Kadena")

    assert apply(sorties, refused).sorties.sum() == 0
    assert apply(sorties, permitted).sorties.sum() > 0


def test_guam_flies_on_when_tokyo_refuses_but_far_less_than_okinawa_would():
    """2,756 km and refuelling, against 639 km."""
    guam = apply(sorties, from_base("Andersen", access=0, combat_share=0, support_share=0)).sorties.sum()
    kadena = apply(sorties, from_base("Kadena")).sorties.sum()

    assert 0 < guam < kadena / 3


def test_a_turn_of_which_a_quarter_is_lost_to_consultation_has_three_quarters_of_its_sorties():
    whole, late = from_base("Kadena"), from_base("Kadena", combat_share=0.75)

    assert apply(sorties, late).sorties.sum() == pytest.approx(0.75 * apply(sorties, whole).sorties.sum())


def test_a_sortie_takes_its_flight_its_loiter_and_its_turnaround():
    """A base 850 km off at 850 km an hour, no loiter, 10 hours between: 84 hours hold 7 sorties of 12 hours."""
    before = from_base("Kadena")
    kilometres = before.theatre.flight_km[before.theatre.index("Kadena")]
    assert before.theatre.refuellings[before.theatre.index("Kadena")] == 0

    after = apply(sorties, before, speed=kilometres, loiter_hours=0, turnaround_hours=10, available_share=1)

    assert after.sorties.sum() == pytest.approx(700)


def test_a_shut_runway_flies_nothing():
    assert apply(sorties, from_base("Kadena", open_share=0)).sorties.sum() == 0


def test_bombers_need_escorts_as_far_as_escort_need_says():
    alone = from_base("Kadena", us_aircraft=0, bomber_strength=2, tanker_open_share=1)

    loads = [apply(sorties, alone, escort_need=need).bomber_loads[0] for need in (0, 0.5, 1)]

    assert loads == pytest.approx([2, 1, 0])


def test_carriers_that_stand_off_fly_less():
    before = at_war(2, carriers=2)

    after = apply(
        sorties, before, orders(2, us__carriers=["forward", "stand_off"]), carrier_sorties=100, stand_off_share=0.4
    )

    assert after.carrier_sorties == pytest.approx([200, 80])


def test_the_sdf_flies_only_when_it_fights_and_less_in_home_defence():
    japan = at(at_war(), Naha=40)
    before = at_war(3, us_aircraft=0, japan_aircraft=japan, japan_fights=[False, True, True])

    after = apply(sorties, before, orders(3, japan__sdf=["offensive", "home", "offensive"]), home_share=0.25)

    none, home, offensive = after.sorties.sum(axis=1)
    assert none == 0
    assert home == pytest.approx(offensive / 4)


def test_support_keeps_tankers_in_japan_flying():
    guam = [from_base("Andersen", combat_share=0, support_share=share) for share in (0, 1)]

    refused, supported = (apply(sorties, each).sorties.sum() for each in guam)

    assert refused < supported


def test_us_sorties_from_japan_are_counted_from_d_day_without_guam_and_without_the_sdf():
    us = at(at_war(), Kadena=100) + at(at_war(), Andersen=100)
    before = at_war(us_aircraft=us, japan_aircraft=at(at_war(), Naha=40), japan_fights=True, japan_sorties=500)
    alone = from_base("Kadena")

    after = apply(sorties, before, orders(japan__sdf="offensive"))

    assert after.japan_sorties == pytest.approx(500 + apply(sorties, alone).sorties.sum())
    assert after.sorties.sum() > after.japan_sorties - 500


def test_us_sorties_are_counted_from_d_day_from_all_bases_and_carriers_without_the_sdf():
    us = at(at_war(), Kadena=100) + at(at_war(), Andersen=100)
    before = at_war(us_aircraft=us, japan_aircraft=0, carriers=2, us_sorties=500)
    joined = at_war(us_aircraft=us, japan_aircraft=at(at_war(), Naha=40), carriers=2, us_sorties=500, japan_fights=True)

    after, with_japan = apply(sorties, before), apply(sorties, joined)

    assert after.us_sorties == pytest.approx(500 + after.sorties.sum() + after.carrier_sorties.sum())
    assert with_japan.us_sorties == pytest.approx(after.us_sorties)
    assert with_japan.sorties.sum() > after.sorties.sum()


def test_nothing_flies_from_a_closed_base_neither_us_nor_japanese():
    both = {"us_aircraft": at(at_war(), Misawa=48), "japan_aircraft": at(at_war(), Misawa=40, Naha=40)}
    before = at_war(**both, japan_fights=True)

    flown = apply(sorties, before, orders(japan__sdf="offensive")).sorties[0]
    closed = apply(sorties, without_base(before, "Misawa"), orders(japan__sdf="offensive")).sorties[0]

    misawa, naha = (before.theatre.index(name) for name in ("Misawa", "Naha"))
    assert flown[misawa] > 0
    assert closed[misawa] == 0
    assert closed[naha] == flown[naha]


def test_tankers_of_a_closed_base_are_missed_by_those_who_fly_far():
    before = from_base("Iwakuni")

    flown, without = (apply(sorties, each).sorties.sum() for each in (before, without_base(before, "Andersen")))

    assert 0 < without < flown

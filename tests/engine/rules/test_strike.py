"""Missiles on airfields."""

import numpy as np
import pytest

from tests.worlds import apply, at, at_war, orders
from wargame.engine.rules import strike
from wargame.engine.world import JAPAN, PROGRAMMES, TAIWAN, US

# 100 medium missiles, all of which fly, none of which are stopped, at aircraft that are all in the open.
CERTAIN = {
    "reliability": 1, "intercept_chance": 0, "parked_share": 1, "medium_launchers": 100, "salvos": 1,
    "short_launchers": 0, "cruise_launchers": 0, "intermediate_launchers": 0, "raids": 0,
}  # fmt: skip
STRIKE = orders(china__strike="us_bases")


def one_base(name: str = "Kadena", **fields):
    """A war in which 100 US aircraft stand at one base and nothing else stands anywhere."""
    place = at(at_war(), **{name: 1.0})
    empty = {"japan_aircraft": 0, "shelters": 0, "interceptors": 0, "closed_days": 0, "missiles": [0, 100, 0, 0]}
    return at_war(**{**empty, "us_aircraft": place * 100, **fields})


def column(before, name: str = "Kadena") -> int:
    return before.theatre.index(name)


def test_all_missiles_on_the_ramp_kill_by_the_density_of_the_parking():
    """160 bomblet footprints on 160 parking spaces: 1 - 1/e of 100 aircraft, rounded down by a die of 0."""
    before = one_base()
    assert before.theatre.parking[column(before)] == 160

    after = apply(strike, before, STRIKE, die=0.0, **CERTAIN, runway_share=0, footprint=1.6)

    assert after.aircraft_lost[0, US] == 63
    assert after.us_aircraft[0, column(before)] == 37
    assert after.aircraft_lost_parked[0, US] == 63


def test_a_missile_spent_on_a_runway_is_not_spent_on_aircraft():
    after = apply(strike, one_base(), STRIKE, die=0.0, **CERTAIN, runway_share=1, footprint=1.6)

    assert after.aircraft_lost.sum() == 0
    assert after.open_share[0, column(after)] < 1


def test_runways_close_for_the_days_that_the_missiles_last():
    """Kadena's two runways are 4.84 fighter strips; ten missiles a strip and day shut them for 2.07 days."""
    before = one_base()

    after = apply(strike, before, STRIKE, **CERTAIN, runway_share=1, strip_missiles=10, tanker_repair=1)

    days = 100 / (10 * 2 * 3688 / 1525)
    assert after.open_share[0, column(before)] == pytest.approx(1 - days / 3.5)
    assert after.tanker_open_share[0, column(before)] < after.open_share[0, column(before)]


def test_shelters_save_aircraft_from_bomblets():
    before = one_base(shelters=at(at_war(), Kadena=100))

    after = apply(strike, before, STRIKE, die=0.0, **CERTAIN, runway_share=0, footprint=1.6, shelter_hits=0)

    assert after.aircraft_lost[0, US] == 0


def test_a_missile_that_breaks_a_shelter_finds_nothing_in_the_open():
    """Half of the aircraft have shelters that hold: half of 100 missiles are spent on these."""
    before = one_base(shelters=at(at_war(), Kadena=50))

    after = apply(strike, before, STRIKE, die=0.0, **CERTAIN, runway_share=0, footprint=1.6, shelter_hits=0)

    assert after.aircraft_lost[0, US] == np.floor(50 * (1 - np.exp(-50 * 1.6 / 160)))


def test_two_interceptors_stop_a_missile_until_they_run_out():
    """100 interceptors meet 50 of 100 missiles; every one they meet is stopped."""
    before = one_base(interceptors=at(at_war(), Kadena=100))
    perfect = {**CERTAIN, "intercept_chance": 1}

    after = apply(strike, before, STRIKE, die=0.0, **perfect, runway_share=0, footprint=1.6)

    assert after.interceptors[0, column(before)] == 0
    assert after.aircraft_lost[0, US] == np.floor(100 * (1 - np.exp(-50 * 1.6 / 160)))


def test_a_spared_japan_is_not_struck():
    after = apply(strike, one_base(), orders(china__strike="spare"), **CERTAIN)

    assert after.aircraft_lost[0, US] == 0
    assert after.missiles[0, 1] == 100
    assert not after.japan_struck


def test_guam_is_struck_only_once_washingtons_fighters_or_its_bombers_fight():
    who = ({"us_share": 0, "bomber_share": 0}, {"us_share": 1, "bomber_share": 1}, {"us_share": 0, "bomber_share": 1})
    before = [one_base("Andersen", missiles=[0, 0, 100, 0], **fights) for fights in who]
    numbers = {**CERTAIN, "intermediate_launchers": 100}

    lost = [apply(strike, each, orders(china__strike="spare"), **numbers).aircraft_lost[0, US] for each in before]

    assert lost[0] == 0
    assert lost[1] > 0
    assert lost[2] == lost[1]


def test_near_bases_draw_more_missiles_for_each_aircraft_than_far_ones():
    """Sixty each at Kadena, 639 km from Taipei, and at Misawa, 2,529 km; what comes is told by who is left."""
    there = at(at_war(), Kadena=60, Misawa=60)
    before = at_war(us_aircraft=there, japan_aircraft=0, interceptors=0, shelters=0, missiles=[0, 60, 0, 0], us_share=1)
    strikes = orders(china__strike="us_bases")

    even = apply(strike, before, strikes, **{**CERTAIN, "half_worth": 100000, "per_aircraft": 50})
    near = apply(strike, before, strikes, **{**CERTAIN, "half_worth": 500, "per_aircraft": 50})

    kadena, misawa = before.theatre.index("Kadena"), before.theatre.index("Misawa")
    assert near.base_lost[0, kadena] > even.base_lost[0, kadena]
    assert near.base_lost[0, misawa] < even.base_lost[0, misawa]


def test_missiles_built_beyond_the_plan_bring_their_launchers():
    built = [[0.0] * len(PROGRAMMES), [0.5 * (name == "china_missiles") for name in PROGRAMMES]]
    before = at_war(2, missiles=[0, 1000, 0, 0], us_share=1, delivered=built)

    after = apply(strike, before, orders(2, china__strike=["us_bases"] * 2), per_aircraft=50, cover=50)

    fired = 1000 - after.missiles[:, 1]
    assert fired[1] == pytest.approx(1.5 * fired[0])


def test_japans_own_bases_are_struck_only_when_all_are():
    before = one_base(us_aircraft=0, japan_aircraft=at(at_war(), Naha=40))

    us_bases = apply(strike, before, orders(china__strike="us_bases"), **CERTAIN)
    all_bases = apply(strike, before, orders(china__strike="all_bases"), **CERTAIN)

    assert us_bases.aircraft_lost[0, JAPAN] == 0
    assert all_bases.aircraft_lost[0, JAPAN] > 0


def test_missiles_of_medium_range_do_not_reach_guam():
    before = one_base("Andersen")

    assert apply(strike, before, STRIKE, **CERTAIN).missiles[0, 1] == 100


def test_one_aircraft_does_not_draw_a_whole_salvo():
    """Three missiles at the ramp and three at the runways for the one aircraft there; 94 of 100 stay in stock."""
    before = one_base(us_aircraft=at(at_war(), Kadena=1))

    after = apply(strike, before, STRIKE, **CERTAIN, runway_share=0.5, per_aircraft=3)

    assert after.missiles[0, 1] == pytest.approx(94)


def test_missiles_beyond_what_covers_a_ramp_stay_in_stock():
    """60 spaces of Futenma under 1.5 a missile: 40 cover them once."""
    before = one_base("Futenma")

    after = apply(strike, before, STRIKE, **CERTAIN, runway_share=0, footprint=1.5, per_aircraft=50, cover=1)

    assert after.missiles[0, 1] == pytest.approx(60)


def test_a_runway_that_is_shut_for_weeks_draws_no_more():
    before = one_base(closed_days=20)

    assert apply(strike, before, STRIKE, **CERTAIN, runway_share=1, cover=3).missiles[0, 1] == 100


def test_what_one_ramp_has_no_room_for_is_fired_at_another():
    """60 missiles, half of them for each base; 20 are all that half of Futenma's ramp takes, and Kadena gets 40."""
    before = one_base(us_aircraft=at(at_war(), Kadena=50, Futenma=50), missiles=[0, 60, 0, 0])
    numbers = {**CERTAIN, "runway_share": 0, "footprint": 1.5, "per_aircraft": 50}

    after = apply(strike, before, STRIKE, die=0.0, **numbers, cover=0.5)

    assert after.missiles[0, 1] == pytest.approx(0)
    assert after.base_lost[0, column(before, "Futenma")] == np.floor(50 * (1 - np.exp(-0.5)))
    assert after.base_lost[0, column(before)] == np.floor(50 * (1 - np.exp(-40 * 1.5 / 160)))


def test_cruise_missiles_fill_in_what_ballistic_missiles_leave():
    """100 aircraft take three missiles each on the ramp: 100 ballistic ones and 200 cruise missiles of 400."""
    before = one_base(missiles=[0, 100, 0, 400])
    numbers = {
        **CERTAIN,
        "cruise_launchers": 400,
        "runway_share": 0,
        "per_aircraft": 3,
        "cover": 20,
        "cruise_reserve": 0,
    }

    assert apply(strike, before, STRIKE, **numbers).missiles[0].tolist() == pytest.approx([0, 0, 0, 200])


def test_a_third_of_the_cruise_missiles_is_kept_to_the_end():
    before = one_base(missiles=[0, 0, 0, 400], cruise_missiles=400)
    numbers = {**CERTAIN, "cruise_launchers": 1000, "per_aircraft": 50, "cover": 20, "cruise_reserve": 0.33}

    first = apply(strike, before, STRIKE, **numbers)
    second = apply(strike, first, STRIKE, **numbers)

    assert first.missiles[0, 3] == second.missiles[0, 3] == pytest.approx(132)


def test_the_longest_reach_falls_wider_and_shuts_a_runway_for_less_long():
    before = one_base("Andersen", missiles=[0, 0, 60, 0])
    numbers = {**CERTAIN, "intermediate_launchers": 100, "runway_share": 1}

    one, half = (1 - apply(strike, before, STRIKE, **numbers, far_spread=spread).open_share for spread in (1, 2))

    assert half[0, column(before, "Andersen")] == pytest.approx(one[0, column(before, "Andersen")] / 2)
    assert half.max() > 0


def test_the_die_of_kadenas_interceptors_says_nothing_of_taiwans_losses():
    before = one_base(missiles=[900, 100, 0, 0], interceptors=at(at_war(), Kadena=50), taiwan_aircraft=300)
    thrown = np.full((1, len(before.theatre.names), 4), 0.5)
    other = thrown.copy()
    other[0, column(before), 2] = 0.999
    numbers = {**CERTAIN, "short_launchers": 300}

    one, same = (apply(strike, before, STRIKE, die=dice, **numbers) for dice in (thrown, other))

    assert one.aircraft_lost[0, TAIWAN] == same.aircraft_lost[0, TAIWAN] > 0


def test_shelters_save_taiwans_aircraft_until_they_are_broken():
    """Missiles thin what stands in the open fast, and break a quarter of a shelter each."""
    before = at_war(2, taiwan_aircraft=200, cave_aircraft=0, taiwan_shelters=[0, 200], missiles=[200, 0, 0, 0])
    numbers = {**CERTAIN, "short_launchers": 200, "taiwan_missiles": 100, "shelter_hits": 0.25}

    after = apply(strike, before, orders(2), die=0.0, **numbers)

    lost = [np.floor(200 * (1 - np.exp(-2))), np.floor(200 * (1 - np.exp(-0.25)))]
    assert after.aircraft_lost[:, TAIWAN].tolist() == lost
    assert after.taiwan_shelters[1] == pytest.approx(200 * np.exp(-0.25))


def test_raids_find_a_share_of_what_taiwan_parks_outside_its_caves():
    """175 aircraft, 75 in caves, all on the ground; China owns the air, no missile is left."""
    before = at_war(2, taiwan_aircraft=175, cave_aircraft=75, missiles=0, china_air=[0, 1])

    after = apply(strike, before, orders(2), parked_share=1, raids=0.2)

    assert after.aircraft_lost[:, TAIWAN].tolist() == [0, 20]


def test_aircraft_in_caves_survive():
    before = one_base(taiwan_aircraft=75, cave_aircraft=75, missiles=[900, 0, 0, 0])

    after = apply(strike, before, STRIKE, die=0.0, **{**CERTAIN, "short_launchers": 900})

    assert after.aircraft_lost[0, TAIWAN] == 0


def test_missiles_run_out():
    before = one_base(missiles=[0, 150, 0, 0])

    first = apply(strike, before, STRIKE, **CERTAIN)
    second = apply(strike, first, STRIKE, **CERTAIN)

    assert (first.missiles[0, 1], second.missiles[0, 1]) == (50, 0)


def test_civil_airfields_spread_aircraft_and_save_some():
    opened = [600.0 * (name == "japan_airfields") for name in PROGRAMMES]

    crowded, spread = (apply(strike, one_base(delivered=d), STRIKE, die=0.0, **CERTAIN) for d in (0, opened))

    assert spread.aircraft_lost[0, US] < crowded.aircraft_lost[0, US]

"""Missiles, aircraft and mines against the landing fleet."""

import pytest

from tests.worlds import apply, at, at_war, orders, sides
from wargame.engine.rules import sea
from wargame.engine.world import CAUSES, CHINA

# A hit in ten, a ship a hit; the fleet is whole and has no escorts.
SIMPLE = {
    "launch_works": 1, "interceptor_shots": 0, "decoyed": 0.9, "guided": 1, "failed_salvos": 0, "caught_salvos": 0,
    "kills_per_hit": 1,
    "tactical_kills": 0, "mine_losses": 0, "coastal_pace": 0, "lrasm_pace": 0,
}  # fmt: skip
EVEN = [[*[0.01] * 7, 0.5, 0.5]]  # parts of a ship are rounded down, and salvos meet no surprise
FLEET = {"landing_ships": 96, "ships": sides(), "sorties": 0, "carrier_sorties": 0, "bomber_loads": 0, "mines": 0}


def test_a_bomber_strike_of_two_hundred_missiles_sinks_twenty_ships_at_a_hit_in_ten():
    before = at_war(**{**FLEET, "bomber_loads": 1}, load_missiles=200, jassm=3650)

    after = apply(sea, before, die=EVEN, **SIMPLE)

    assert after.landing_ships == 76
    assert after.jassm == 3450
    assert after.sunk_by[0, CAUSES.index("bombers")] == 20


def test_without_jassm_bombers_sink_nothing():
    before = at_war(**{**FLEET, "bomber_loads": 1}, load_missiles=200, jassm=0)

    assert apply(sea, before, die=EVEN, **SIMPLE).landing_ships == 96


def test_escorts_take_hits_for_the_ships_behind_them():
    """As many escorts as landing ships, each drawing as many hits: half go to each."""
    before = at_war(**{**FLEET, "bomber_loads": 1, "ships": sides(china=96)}, load_missiles=200, jassm=3650)

    after = apply(sea, before, die=EVEN, **SIMPLE, picket=1)

    assert after.landing_ships == 86
    assert after.ships[0, CHINA] == 86


# A hundred LRASM for each fighter sortie, so that three carry all.
CARRIED = {**SIMPLE, "lrasm_pace": 300, "lrasm_per_sortie": 100}


def test_lrasm_held_back_lasts_twice_as_long():
    before = at_war(2, **{**FLEET, "carrier_sorties": 3}, lrasm=450)

    after = apply(sea, before, orders(2, us__missiles=["surge", "husband"]), **{**CARRIED, "lrasm_per_sortie": 1000})

    assert after.lrasm.tolist() == [150, 300]


def test_lrasm_stays_in_its_racks_while_nothing_is_there_to_carry_it():
    """Neither fighter nor bomber flies; or only Japan's fighters do, and Washington stays out."""
    at_misawa = at(at_war(), Misawa=1)
    nobody = at_war(**FLEET, lrasm=450)
    japan_alone = at_war(**{**FLEET, "sorties": at_misawa * 300}, japan_aircraft=at_misawa * 50, japan_fights=True,
                         us_share=0, bomber_share=0, lrasm=450)  # fmt: skip

    assert apply(sea, nobody, **CARRIED).lrasm == 450
    assert apply(sea, japan_alone, **CARRIED).lrasm == 450


@pytest.mark.parametrize(
    ("carrier", "brought"),
    [({"carrier_sorties": 2}, 200), ({"bomber_loads": 0.5}, 100), ({"carrier_sorties": 1, "bomber_loads": 0.5}, 200)],
)
def test_lrasm_fly_as_far_as_fighters_and_bombers_can_carry_them(carrier, brought):
    before = at_war(**{**FLEET, **carrier}, load_missiles=200, lrasm=450, jassm=0)

    assert apply(sea, before, **CARRIED).lrasm == 450 - brought


def test_us_fighters_that_fly_from_bases_carry_lrasm_and_japans_do_not():
    """Of three sorties from Misawa two are American."""
    base = at(at_war(), Misawa=1)
    before = at_war(**{**FLEET, "sorties": base * 3}, us_aircraft=base * 40, japan_aircraft=base * 20,
                    japan_fights=True, lrasm=450)  # fmt: skip

    assert apply(sea, before, **CARRIED).lrasm == 250


def test_an_lrasm_on_a_bomber_takes_the_place_of_a_jassm_and_one_on_a_fighter_does_not():
    before = at_war(2, **{**FLEET, "bomber_loads": 2, "carrier_sorties": [0, 3]}, load_missiles=200, lrasm=450,
                    jassm=3650)  # fmt: skip

    after = apply(sea, before, orders(2), **CARRIED)

    assert after.lrasm.tolist() == [150, 150]
    assert (3650 - after.jassm).tolist() == [100, 400]


def test_no_more_lrasm_fly_than_planners_have_targets_for():
    before = at_war(2, **{**FLEET, "bomber_loads": [0, 9], "carrier_sorties": [9, 9]}, load_missiles=200, lrasm=450)

    assert apply(sea, before, orders(2), **CARRIED).lrasm.tolist() == [150, 150]


def test_coastal_missiles_held_back_are_there_for_later_waves():
    before = at_war(2, **FLEET, coastal_missiles=400)

    after = apply(
        sea, before, orders(2, taiwan__coastal=["early", "hold"]), die=EVEN, **{**SIMPLE, "coastal_pace": 200}
    )

    assert after.coastal_missiles.tolist() == [200, 300]
    assert after.landing_ships.tolist() == [76, 86]


def test_mines_thin_the_landing_ships_and_are_swept():
    before = at_war(**{**FLEET, "mines": 1})

    after = apply(sea, before, die=EVEN, **{**SIMPLE, "mine_losses": 0.25}, mine_sweeping=0.4)

    assert after.landing_ships == 72
    assert after.mines == pytest.approx(0.6)


def test_more_of_the_air_for_china_means_fewer_ships_sunk_by_fighters():
    before = at_war(2, **{**FLEET, "carrier_sorties": 1000}, china_air=[0, 1])

    after = apply(sea, before, orders(2), die=EVEN, **{**SIMPLE, "tactical_kills": 0.02})

    assert after.landing_ships.tolist() == [76, 86]


def test_a_ledger_holds_every_ship():
    before = at_war(**{**FLEET, "bomber_loads": 3, "ships": sides(china=50), "mines": 1}, coastal_missiles=700)

    after = apply(sea, before, coastal_pace=300)

    lost = (before.landing_ships - after.landing_ships) + (before.ships - after.ships)[:, CHINA]
    assert after.sunk_by.sum() == after.ships_lost[0, CHINA] == lost


def test_two_interceptors_and_a_screen_of_decoys_let_two_in_a_hundred_through_as_the_report_states():
    """0.85 that fly x 0.09 that two interceptors miss x 0.3 that decoys miss x 0.9 that find a ship: 2.1%."""
    chain = {"launch_works": 0.85, "interceptor_kill": 0.7, "interceptor_shots": 2, "decoyed": 0.7, "guided": 0.9}
    before = at_war(**{**FLEET, "bomber_loads": 5}, load_missiles=200, jassm=3650)

    assert apply(sea, before, die=EVEN, **{**SIMPLE, **chain}).landing_ships == 96 - 20


def test_a_defence_that_is_caught_asleep_loses_what_it_would_have_stopped():
    before = at_war(**{**FLEET, "bomber_loads": 0.25}, load_missiles=200, jassm=3650)
    dice = [[*[0.01] * 7, 0.999, 0.5]]

    alert = apply(sea, before, die=EVEN, **{**SIMPLE, "caught_salvos": 0.05, "failed_salvos": 0.05})
    asleep = apply(sea, before, die=dice, **{**SIMPLE, "caught_salvos": 0.05, "failed_salvos": 0.05})

    assert asleep.landing_ships < alert.landing_ships

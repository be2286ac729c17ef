"""The contest over the strait."""

import pytest

from tests.worlds import apply, at, at_war, orders
from wargame.engine.rules import air
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US

ONE_EACH = {
    "china_sorties": 1, "taiwan_sorties": 1, "mainland_effect": 0, "loss_per_sortie": 0.1, "ground_fire": 0,
    "cave_days": 0,
}  # fmt: skip


def test_equal_sorties_share_the_air_equally():
    before = at_war(china_aircraft=300, taiwan_aircraft=300, sorties=0, carrier_sorties=0)

    assert apply(air, before, **ONE_EACH).china_air == pytest.approx(0.5)


def test_each_side_loses_by_its_own_sorties_and_the_others_share():
    """300 sorties x 0.1 x a share of one half: 15 each."""
    before = at_war(china_aircraft=300, taiwan_aircraft=300, sorties=0, carrier_sorties=0)

    after = apply(air, before, die=0.0, **ONE_EACH)

    assert after.aircraft_lost[0, [CHINA, TAIWAN]].tolist() == [15, 15]
    assert after.china_aircraft == 285


def test_sorties_from_japan_are_paid_for_at_the_base_that_flew_them():
    place = at(at_war(), Kadena=1)
    before = at_war(
        china_aircraft=100, taiwan_aircraft=0, carrier_sorties=0, sorties=place * 100, us_aircraft=place * 60,
        japan_aircraft=0,
    )  # fmt: skip

    after = apply(air, before, die=0.0, **ONE_EACH)

    assert after.aircraft_lost[0, US] == 5
    assert after.us_aircraft[0, before.theatre.index("Kadena")] == 55


def test_who_does_not_fight_loses_no_aircraft_in_the_air():
    """Of a base that both use, those are lost that flew: Japan's, while Washington or Tokyo keeps the others down."""
    place = at(at_war(), Misawa=100)
    before = at_war(
        4, china_aircraft=100, taiwan_aircraft=0, carrier_sorties=0, sorties=place, us_aircraft=place / 2,
        japan_aircraft=place / 2, us_share=[1, 0, 1, 1], combat_share=[1, 1, 0, 1], japan_fights=[True] * 3 + [False],
    )  # fmt: skip

    after = apply(air, before, orders(4), die=0.0, **ONE_EACH)

    assert after.aircraft_lost[:, US].tolist() == [2, 0, 0, 5]
    assert after.aircraft_lost[:, JAPAN].tolist() == [2, 5, 5, 0]


def test_better_us_pilots_down_more_by_the_part_of_the_sorties_that_they_fly():
    """Half of the sorties against China are American; half as many more for each make a quarter more."""
    before = at_war(
        china_aircraft=400, taiwan_aircraft=200, carrier_sorties=200, sorties=0, us_aircraft=0, japan_aircraft=0
    )

    usual, better = (apply(air, before, die=0.0, **ONE_EACH, us_edge=edge) for edge in (1.0, 1.5))

    assert usual.aircraft_lost[0, CHINA] == 20
    assert better.aircraft_lost[0, CHINA] == 25
    assert better.aircraft_lost[0, US] == usual.aircraft_lost[0, US]


def test_missiles_from_taiwan_thin_chinas_aircraft_while_its_army_stands():
    before = at_war(2, taiwan_aircraft=0, sorties=0, carrier_sorties=0, china_aircraft=1000)
    half_gone = at_war(2, taiwan_aircraft=0, sorties=0, carrier_sorties=0, china_aircraft=1000)
    half_gone.battalions_lost[:, TAIWAN] = half_gone.taiwan_battalions + half_gone.reserve_battalions

    numbers = {**ONE_EACH, "ground_fire": 0.04}

    assert apply(air, before, orders(2), die=0.0, **numbers).china_aircraft.tolist() == [960, 960]
    assert apply(air, half_gone, orders(2), die=0.0, **numbers).china_aircraft.tolist() == [980, 980]


def test_strikes_on_the_mainland_ground_chinese_sorties():
    before = at_war(2, china_aircraft=300, taiwan_aircraft=150, sorties=0, carrier_sorties=0)

    after = apply(air, before, orders(2, us__mainland=["no", "yes"]), **{**ONE_EACH, "mainland_effect": 0.5})

    assert after.china_air == pytest.approx([2 / 3, 1 / 2])


def test_carriers_lose_aircraft_with_their_sorties():
    """100 sorties against 100: a tenth of one half of them, and half a chance of one more."""
    before = at_war(china_aircraft=100, taiwan_aircraft=0, sorties=0, carrier_sorties=100)

    after = apply(air, before, die=0.5, **ONE_EACH)

    assert after.aircraft_lost[0, US] == 5


def test_aircraft_in_caves_fly_once_rockets_no_longer_shut_their_runways():
    """75 in caves and 75 outside against 150: for two weeks half of them sit, and are not lost in the air."""
    forces = {"china_aircraft": 150, "taiwan_aircraft": 150, "cave_aircraft": 75, "sorties": 0, "carrier_sorties": 0}
    numbers = {**ONE_EACH, "cave_days": 14}

    shut, opened = (apply(air, at_war(turn=turn, **forces), die=0.0, **numbers) for turn in (3, 4))

    assert (shut.china_air, opened.china_air) == (pytest.approx(2 / 3), pytest.approx(1 / 2))
    assert (shut.aircraft_lost[0, TAIWAN], opened.aircraft_lost[0, TAIWAN]) == (5, 7)

"""D-day: what was bought becomes forces."""

import pytest

from tests.worlds import apply, at, play, sides, with_fields, world
from wargame.engine.rules import mobilise
from wargame.engine.world import CHINA, JAPAN, PROGRAMMES, US, WAR


def delivered(**units: float) -> list[float]:
    return [units.get(name, 0.0) for name in PROGRAMMES]


def test_an_army_half_ready_lands_with_a_quarter_less():
    before = world(landing_ships=100, china_aircraft=1000, china_readiness=0.5, stage=WAR)

    after = apply(mobilise, before, unready_lift=0.5, unready_aircraft=0.2)

    assert after.landing_ships == 75
    assert after.china_aircraft == pytest.approx(900)


def test_missiles_bought_in_the_crisis_are_there_in_the_war():
    before = world(lrasm=450, coastal_missiles=700, delivered=delivered(us_munitions=50, taiwan_coastal=100))

    after = apply(mobilise, before)

    assert after.lrasm == 500
    assert after.coastal_missiles == 800


def test_shelters_and_interceptors_stand_where_aircraft_park_in_japan():
    before = world(delivered=delivered(japan_shelters=40, japan_interceptors=60))

    after = apply(mobilise, before)

    theatre = before.theatre
    assert (after.shelters - before.shelters).sum() == pytest.approx(40)
    assert (after.interceptors - before.interceptors)[0, theatre.on_japan].sum() == pytest.approx(60)
    assert after.shelters[0, theatre.index("Andersen")] == before.shelters[0, theatre.index("Andersen")]


def test_warning_masses_us_aircraft_in_japan():
    before = world(us_aircraft=100)

    after = apply(mobilise, before, massing=0.1)

    theatre = before.theatre
    assert after.us_aircraft[0, theatre.index("Kadena")] == pytest.approx(110)
    assert after.us_aircraft[0, theatre.index("Andersen")] == 100


def test_a_leadership_that_invades_out_of_a_blockade_begins_with_full_will():
    after = apply(mobilise, world(will=sides(china=0.3)))

    assert after.will[0, CHINA] == 1


def bought(before, **units):
    """Shelters and interceptors by base that programmes add."""
    after = apply(mobilise, with_fields(before, delivered=delivered(**units)), massing=0)
    plain = apply(mobilise, before, massing=0)
    return (after.shelters - plain.shelters)[0], (after.interceptors - plain.interceptors)[0]


def test_shelters_go_to_aircraft_without_one_and_interceptors_to_aircraft():
    """Twenty aircraft at each of two fields that are nearly as far; at one of them all have a shelter."""
    there = at(world(), Futenma=20, Kadena=20)
    before = world(us_aircraft=there, japan_aircraft=0, shelters=at(world(), Futenma=20))

    shelters, interceptors = bought(before, japan_shelters=30, japan_interceptors=30)

    kadena, futenma = before.theatre.index("Kadena"), before.theatre.index("Futenma")
    assert shelters[kadena] == pytest.approx(30)
    assert interceptors[[kadena, futenma]] == pytest.approx([15, 15], abs=0.1)


def test_an_aircraft_near_the_strait_is_better_defended_than_one_in_hokkaido():
    there = at(world(), Kadena=40, Chitose=40)

    shelters, interceptors = bought(
        world(us_aircraft=0, japan_aircraft=there, shelters=0), japan_shelters=40, japan_interceptors=40
    )

    kadena, chitose = world().theatre.index("Kadena"), world().theatre.index("Chitose")
    assert shelters[kadena] > 1.5 * shelters[chitose] > 0
    assert interceptors[kadena] > 1.5 * interceptors[chitose] > 0


def test_nothing_is_built_where_no_missile_reaches():
    """Of what China has in this world, only missiles to 1,500 km are left: Guam is out of reach, Kadena is not."""
    before = world(missiles=[0, 0, 0, 400], japan_aircraft=0)
    before = with_fields(before, us_aircraft=at(before, Kadena=40, Andersen=40), shelters=0)

    shelters, _ = bought(before, us_resilience=30)

    assert shelters[before.theatre.index("Kadena")] == pytest.approx(30)


def test_no_programme_sends_anything_to_a_base_that_us_forces_may_not_use():
    before = world(delivered=delivered(us_presence=40, us_resilience=40))

    after = apply(mobilise, before)

    kunsan = before.theatre.index("Kunsan")
    assert after.us_aircraft[0, kunsan] == before.us_aircraft[0, kunsan]
    assert after.shelters[0, kunsan] == before.shelters[0, kunsan]


# What two years of Tokyo's highest budget buy of what it favours (`defence`).
MOST = {"japan_shelters": 300, "japan_airfields": 750, "japan_interceptors": 750}


@pytest.mark.parametrize("strikes", ["us_bases", "all_bases"])
@pytest.mark.parametrize("programme", MOST)
def test_each_thing_that_tokyo_can_build_saves_aircraft_on_the_ground(programme, strikes, monkeypatch):
    """The same sixty wars with and without it: at least one parked aircraft in fifty of those lost."""
    arrive = mobilise.apply

    def lost(**units):
        def with_units(before, *rest):
            return arrive(with_fields(before, delivered=delivered(**units)), *rest)

        monkeypatch.setattr(mobilise, "apply", with_units)
        after = play("first_battle_base", worlds=60, given={"china.strike": strikes})
        return after.aircraft_lost_parked[:, [JAPAN, US]].sum()

    assert lost(**{programme: MOST[programme]}) < 0.98 * lost()


def test_the_first_shelters_are_worth_more_than_the_last(monkeypatch):
    """One hundred and twenty save a good part of what three times as many do."""
    arrive = mobilise.apply
    lost = []
    for shelters in (0, 120, 360):
        bought = delivered(japan_shelters=shelters)
        monkeypatch.setattr(
            mobilise, "apply", lambda before, *rest, b=bought: arrive(with_fields(before, delivered=b), *rest)
        )
        after = play("first_battle_base", worlds=60, given={"china.strike": "us_bases"})
        lost.append(after.aircraft_lost_parked[:, [JAPAN, US]].sum())

    none, some, many = lost
    assert none - some > (none - many) / 3

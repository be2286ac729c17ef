"""What China does to the fleets of its enemies, and they to its submarines."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import apply, at_war, orders, play, sides, tell
from wargame.engine.physics.fire import FLEETS
from wargame.engine.rules import surface
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US

# Every missile hits and no fortune moves it; each ship within reach draws one missile.
SURE = {
    "launch_works": 1, "interceptor_shots": 0, "decoyed": 0, "guided": 1, "failed_salvos": 0, "caught_salvos": 0,
    "per_ship": 1, "per_carrier": 0, "hunting": 0, "stand_off_ships": 1,
}  # fmt: skip
ARMED = {"china_aircraft": 1000, "ship_missiles": 1000}  # more than enough for all


def dice(carriers: list[float], rest: float) -> np.ndarray:
    return np.array([[*carriers, *[0.99] * (11 - len(carriers)), *[rest] * 7]])


def test_a_forward_carrier_is_lost_on_a_die_below_its_chance():
    """Two salvos at each leave a carrier unhit with 34%: dice 0.6 and 0.7 against a chance of 0.66."""
    after = apply(surface, at_war(carriers=2, **ARMED), die=dice([0.6, 0.7], 0), per_carrier=50, carrier_aircraft=48)

    assert after.carriers == 1
    assert after.carriers_lost == 1
    assert after.aircraft_lost[0, US] == 48


def test_a_carrier_that_stands_off_survives_the_same_die():
    before, die = at_war(carriers=2, **ARMED), dice([0.6, 0.7], 0)

    assert apply(surface, before, orders(us__carriers="stand_off"), die, stand_off_carriers=0.06).carriers == 2


def test_a_carrier_that_is_not_there_cannot_be_lost():
    assert apply(surface, at_war(carriers=0, **ARMED), die=0.0).carriers_lost == 0


def test_hits_fall_by_chance_so_that_a_missile_for_each_ship_leaves_a_third():
    """1 - 1/e of 40 is 25.3."""
    before = at_war(ships=sides(china=100, us=40, taiwan=40, japan=40), japan_fights=True, **ARMED)

    after = apply(surface, before, orders(japan__sdf="offensive"), die=dice([], 0), **SURE)

    assert after.ships[0, [US, TAIWAN, JAPAN]].tolist() == [15, 15, 15]


def test_better_interceptors_save_ships():
    before = at_war(2, ships=sides(us=40), **ARMED)
    chain = {**SURE, "per_ship": 8, "interceptor_shots": 2}

    worse = apply(surface, before, orders(2), die=0.0, **chain, interceptor_kill=0.3)
    better = apply(surface, before, orders(2), die=0.0, **chain, interceptor_kill=0.7)

    assert (better.ships_lost[:, US] < worse.ships_lost[:, US]).all()


def test_a_japan_at_peace_loses_no_ships():
    after = apply(
        surface, at_war(ships=sides(japan=40), japan_fights=False, japan_struck=False, **ARMED), die=0.99, **SURE
    )

    assert after.ships[0, JAPAN] == 40


@pytest.mark.parametrize(
    "arm",
    [
        {"ship_missiles": 20}, {"china_aircraft": 20}, {"ships": sides(china=20, us=100)},
        {"submarines": sides(china=20)},
    ],
)  # fmt: skip
def test_each_arm_of_china_fires_and_what_it_has_lost_does_not(arm):
    """Twenty missiles at a hundred ships: hits on 18 of them, for some hit twice."""
    nothing = {"ships": sides(us=100), "carriers": 1, "china_aircraft": 0, "ship_missiles": 0, "submarines": 0}
    fires = {"ballistic_pace": 1000, "aircraft_missiles": 1, "escort_missiles": 1, "boat_missiles": 1}

    without = apply(surface, at_war(**nothing), die=0.0, **SURE, **fires)
    with_arm = apply(surface, at_war(**{**nothing, **arm}), die=0.0, **SURE, **fires)

    assert without.ships_lost[0, US] == 0
    assert with_arm.ships_lost[0, US] == 18


def test_ballistic_missiles_are_spent_on_ships_at_their_pace():
    before = at_war(2, ships=sides(us=100), carriers=0, ship_missiles=[100, 25], china_aircraft=0, submarines=0)

    after = apply(surface, before, orders(2), die=0.0, **SURE, ballistic_pace=75)

    assert after.ship_missiles.tolist() == [25, 0]
    assert after.ships_lost[0, US] > 2 * after.ships_lost[1, US]


def test_us_ships_are_at_risk_for_as_long_as_they_fight_whether_bombers_do_or_not():
    """Of 100 ships, all, half of them and none are worth a missile each; and what is not fired is kept."""
    fleet = {"ships": sides(us=100), "carriers": 0, "ship_missiles": 100, "china_aircraft": 0, "submarines": 0}
    before = at_war(3, **fleet, us_share=[1, 0.5, 0], bomber_share=1)

    after = apply(surface, before, orders(3), die=0.0, **SURE, ballistic_pace=1000)

    assert after.ship_missiles.tolist() == [0, 50, 100]
    assert after.ships_lost[2, US] == 0 < after.ships_lost[1, US] < after.ships_lost[0, US]


def test_few_ships_draw_few_missiles_and_are_no_safer():
    """Two ships take one each; the rest stays in stock, and the share lost is that of a hundred."""
    before = at_war(2, ships=[sides(us=100), sides(us=2)], carriers=0, ship_missiles=200, china_aircraft=0)

    after = apply(surface, before, orders(2), die=0.0, **{**SURE, "per_ship": 2}, ballistic_pace=200, boat_missiles=0)

    assert after.ship_missiles.tolist() == [0, 196]
    assert after.ships_lost[:, US].tolist() == [86, 1]


NEAR_ARMS = {"china_aircraft": 1000, "ships": sides(china=100, us=100), "submarines": sides(), "ship_missiles": 0}


def test_aircraft_and_surface_ships_reach_only_ships_that_are_forward():
    before = at_war(2, **NEAR_ARMS, carriers=2)

    after = apply(surface, before, orders(2, us__carriers=["forward", "stand_off"]), die=0.0, per_carrier=50)

    assert after.ships_lost[0, US] > after.carriers_lost[0] == 2
    assert after.ships_lost[1, US] == after.carriers_lost[1] == 0


def test_boats_of_long_endurance_and_no_others_reach_ships_that_stand_off():
    """A quarter of forty boats, a missile each, at the eighth of a hundred ships that are within reach."""
    before = at_war(2, **{**NEAR_ARMS, "submarines": sides(china=40)}, carriers=0)

    after = apply(surface, before, orders(2), die=0.0, **{**SURE, "stand_off_ships": 0.125}, boat_missiles=1,
                  far_boats=[0.25, 0])  # fmt: skip

    assert after.ships_lost[:, US].tolist() == [6, 0]  # 12.5 (1 - exp(-10 / 12.5)) = 6.9


def test_ballistic_missiles_reach_carriers_that_stand_off_but_few_come_near():
    """Fifty at each of two; three in fifty come near, and one carrier in fifteen is hit."""
    before = at_war(2, **{**NEAR_ARMS, "ship_missiles": [0, 100]}, carriers=2)
    given_orders, die = orders(2, us__carriers=["stand_off"] * 2), dice([0.05, 0.07], 0.99)

    numbers = {"per_carrier": 50, "stand_off_carriers": 0.06, "ballistic_pace": 100}
    after = apply(surface, before, given_orders, die, **numbers)

    assert after.carriers_lost.tolist() == [0, 1]
    assert after.ship_missiles.tolist() == [0, 0]


def lost_in_games(missiles: int, **settings: str) -> tuple[np.ndarray, np.ndarray]:
    """(worlds,) carriers, and other ships, that the US loses in games of the base case."""
    played = play("first_battle_base", worlds=200, forces__china__ship_missiles=str(missiles), **settings)
    return played.carriers_lost, played.ships_lost[:, US] - played.carriers_lost


def test_in_games_in_which_carriers_stand_off_more_ballistic_missiles_sink_more_of_them():
    """The same dice, world by world: many lose more, and none fewer but those that ended sooner."""
    none, usual, many = (lost_in_games(stock, orders__us__carriers="stand_off")[0] for stock in (0, 150, 600))

    assert none.mean() < usual.mean() < many.mean()
    assert many.sum() > 2 * none.sum()
    assert (many < none).mean() < 0.02


def test_in_games_in_which_carriers_are_forward_the_stock_of_ballistic_missiles_matters_less():
    """What ballistic missiles do not reach, the other arms do."""
    forward = [lost_in_games(stock, orders__us__carriers="forward")[0].mean() for stock in (0, 600)]
    away = [lost_in_games(stock, orders__us__carriers="stand_off")[0].mean() for stock in (0, 600)]

    assert forward[1] / forward[0] < 1.1
    assert away[1] / away[0] > 2


def test_in_games_without_carriers_in_the_theatre_none_is_lost_and_ballistic_missiles_still_find_ships():
    few, many = (lost_in_games(stock, forces__us__carriers="0") for stock in (0, 600))

    assert few[0].sum() == many[0].sum() == 0
    assert many[1].mean() > few[1].mean()


def test_carriers_are_fired_at_first():
    before = at_war(ships=sides(us=100), carriers=1, ship_missiles=50, china_aircraft=0, submarines=0)

    after = apply(surface, before, die=dice([0.0], 0), **{**SURE, "per_carrier": 50}, ballistic_pace=1000)

    assert after.carriers_lost == 1
    assert after.ships[0, US] == 100


def test_ships_out_of_reach_are_not_lost():
    before = at_war(ships=sides(japan=40), japan_fights=True, **ARMED)

    after = apply(surface, before, orders(japan__sdf="offensive"), die=0.0, **SURE, japan_exposed=0.5)

    assert 40 - after.ships[0, JAPAN] == 12  # 1 - 1/e of twenty


def test_us_ships_stand_off_when_the_last_carrier_is_gone():
    before = at_war(2, ships=sides(us=100), carriers=[1, 0], **ARMED)

    after = apply(surface, before, orders(2), die=0.99, **{**SURE, "stand_off_ships": 0.3})

    assert after.ships_lost[1, US] < after.ships_lost[0, US] / 2


def test_us_and_japanese_ships_hunt_chinas_submarines():
    """100 ships at 0.03 each; without them, or with a US that stays out, none."""
    fleet = {"ships": [sides(us=60, japan=40), sides(us=60, japan=40), sides()], "submarines": sides(china=37)}
    before = at_war(3, **fleet, us_share=[1, 0, 1], japan_fights=[True, False, False], submarines_lost=0)

    after = apply(surface, before, orders(3), die=0.0, **{**SURE, "hunting": 0.03})

    assert after.submarines_lost[:, CHINA].tolist() == [3, 0, 0]


def test_a_submarine_sunk_fires_no_more():
    before = at_war(2, ships=sides(us=100), carriers=1, submarines=[sides(china=37), sides(china=10)],
                    china_aircraft=0, ship_missiles=0)  # fmt: skip

    after = apply(surface, before, orders(2), die=0.0, **SURE, boat_missiles=1)

    assert after.ships_lost[0, US] > 2.5 * after.ships_lost[1, US]


@settings(deadline=None)  # the first example waits for imports
@given(st.floats(0, 0.999), st.integers(0, 60), st.integers(0, 60), st.integers(0, 300))
def test_what_is_told_adds_up_to_what_was_lost(die, american, japanese, missiles):
    before = at_war(ships=sides(china=50, us=american, japan=japanese, taiwan=20), ship_missiles=missiles,
                    japan_fights=True)  # fmt: skip
    given_orders = orders(japan__sdf="offensive")
    after = apply(surface, before, given_orders, die=die)

    events = tell(surface, before, given_orders, die)
    lost = {f"{name} surface ships lost": before.ships[0, side] - after.ships[0, side] for side, name in FLEETS}
    told = {event.why.title: event.why for event in events}
    for title, count in lost.items():
        assert (title in told) == (count > 0)
        if count:
            assert sum(value for _, value in told[title].contributions) == pytest.approx(count)
            assert told[title].score == count


def test_a_carrier_lost_while_it_stands_off_tells_that_few_missiles_came_near():
    before, given_orders = at_war(carriers=2, ship_missiles=100, submarines=0), orders(us__carriers="stand_off")

    numbers = {"per_carrier": 50, "stand_off_carriers": 0.06, "ballistic_pace": 100}
    told = tell(surface, before, given_orders, dice([0.0], 0.99), **numbers)
    (lost,) = [event for event in told if event.weight == 9]

    parts = dict(lost.why.contributions)
    assert parts["few come near a carrier that stands off"] < -0.5
    assert sum(parts.values()) == pytest.approx(lost.why.score)

"""Interdiction: what is stopped and sunk on the way to Taiwan."""

import pytest

from tests.worlds import apply, blockaded, dice, orders, params, sides
from wargame.engine.physics.passage import week_at_sea
from wargame.engine.rules import interdiction
from wargame.engine.telling.interdiction import fates
from wargame.engine.world import CHINA, MISSILES, US

# Ten boats of which half are on station, each with two attacks a week that all sink.
BARE = {
    "boardings": 100, "turned": 1, "bluff": 0, "boat_station": 0.5, "boat_attacks": 2, "attack_kills": 1, "screen": 0.5,
    "cover": 0, "boat_lost": 0, "hunted": 0, "attack_boarders": 0, "attack_lost": 0, "escort_lost": 0, "laying": 0,
    "sweeping": 0, "mine_kills": 0, "raid_kills": 0, "raid_harbours": 0, "harbour_repair": 0, "raid_missiles": 0,
    "raid_aircraft": 0,
}  # fmt: skip
BOATS = {"submarines": sides(china=10)}


def stop(before, how="board", die=0.0, **numbers):
    given = orders(before.worlds, china__blockade=[how] * before.worlds)
    return apply(interdiction, before, given, die, **{**BARE, **numbers})


def test_boarders_turn_back_ships_that_sail_alone_and_stand_aside_for_convoys():
    after = stop(blockaded(sailed=[10, 20]), turned=0.8)

    assert after.turned_back == 8
    assert after.arrived == pytest.approx(22 / 40)
    assert after.merchants_sunk == 0


def test_a_coast_guard_can_board_only_so_many():
    assert stop(blockaded(sailed=[40, 0]), boardings=10).turned_back == 10


def test_submarines_find_ships_in_the_shares_in_which_they_sail_and_escorts_foil_half():
    """Ten attacks: two on five ships alone, eight on twenty in convoy, of which half fail; nobody is boarded."""
    after = stop(blockaded(sailed=[5, 20], **BOATS), "submarines", boardings=0)

    assert after.merchants_sunk == 2 + 4
    assert after.turned_back == 0
    assert after.arrived == pytest.approx(19 / 40)


def test_aircraft_from_japan_foil_half_of_what_is_left():
    """Sixteen attacks on a convoy: half foiled by its screen, and half of the rest from the air."""
    before = blockaded(2, sailed=[0, 40], access=[1, 2], submarines=sides(china=16))

    assert stop(before, "submarines", cover=0.5).merchants_sunk.tolist() == [8, 4]


def test_boats_that_attack_convoys_are_sunk():
    after = stop(blockaded(sailed=[0, 40], **BOATS), "submarines", boat_lost=0.2)

    assert after.submarines[0, CHINA] == 8
    assert after.submarines_lost[0, CHINA] == 2


def test_each_side_loses_escorts_by_its_share_of_them():
    """Ten attacks on a convoy of eight US, four Japanese and four Taiwanese warships: half the losses are American."""
    fleet = {"ships": sides(us=24, japan=38, taiwan=26), "escorting": sides(us=8, japan=4, taiwan=4)}

    after = stop(blockaded(sailed=[0, 40], access=3, **fleet, **BOATS), "submarines", escort_lost=0.8)

    assert after.ships_lost[0].tolist() == [0, 2, 2, 4]
    assert after.ships[0].tolist() == [0, 24, 36, 20]


def test_submarines_and_mines_come_on_top_of_boarders():
    """The same ships and escorts: what arrives never grows with the rung."""
    before = blockaded(sailed=[20, 10], **BOATS)

    arrived = [
        float(stop(before, how, turned=0.5, mine_kills=0.1).arrived[0]) for how in ("board", "submarines", "strikes")
    ]

    assert arrived == sorted(arrived, reverse=True)
    assert arrived[1] < arrived[0]


def test_without_missiles_or_aircraft_there_are_no_strikes():
    numbers = {"raid_kills": 0.5, "raid_harbours": 0.3, "raid_missiles": 100, "raid_aircraft": 5}
    before = blockaded(3, missiles=[[900, 0, 0, 0], [50, 0, 0, 0], [0, 0, 0, 0]], submarines=0)

    after = stop(before, "strikes", **numbers)

    assert after.harbours == pytest.approx([0.7, 0.85, 1])
    assert after.missiles[:, 0].tolist() == [800, 0, 0]
    assert (stop(blockaded(china_aircraft=0, submarines=0), "strikes", **numbers).harbours == 1).all()


def test_japans_warships_that_have_fired_are_at_war():
    before = blockaded(2, sailed=[0, 20], access=[2, 3], **BOATS)

    assert stop(before, "submarines").japan_fights.tolist() == [False, True]


def test_mines_are_laid_week_by_week_and_swept_by_all_that_help():
    before = blockaded(2, minefield=0.5, escort=[0, 2])

    after = stop(before, "submarines", laying=0.1, sweeping=0.2)

    assert after.minefield == pytest.approx([0.5, 0.4])


def test_a_minefield_sinks_its_share_of_those_that_pass():
    after = stop(blockaded(sailed=[20, 20], minefield=1, submarines=0), "submarines", boardings=0, mine_kills=0.1)

    assert after.merchants_sunk == 4


def test_strikes_put_out_ports_and_use_up_missiles_and_aircraft():
    before = blockaded(sailed=[20, 0], escort=0, missiles=[900, 0, 0, 0], submarines=0)

    after = stop(before, "strikes", boardings=0, raid_kills=0.2, raid_harbours=0.3, raid_missiles=100, raid_aircraft=5)

    # The screen of escorts foils half, and half of that counts against missiles: a tenth less half of a half.
    assert after.merchants_sunk == 3
    assert after.harbours == pytest.approx(0.7)
    assert after.missiles[0, MISSILES.index("short")] == 800
    assert after.aircraft_lost[0, CHINA] == 5


def test_what_is_out_is_repaired():
    assert stop(blockaded(harbours=0.5), harbour_repair=0.4).harbours == pytest.approx(0.7)


def test_boarders_and_escorts_fire_on_a_low_die_and_an_escort_is_lost():
    before = blockaded(sailed=[0, 20], ships=sides(china=50, us=10), clashes=0)

    shots, none = stop(before, die=0.05, bluff=0.1), stop(before, die=0.15, bluff=0.1)

    assert (shots.clashes, none.clashes) == (1, 0)
    assert shots.ships_lost[0, [CHINA, US]].tolist() == [0, 1]
    assert none.ships_lost.sum() == 0


def test_an_attack_on_the_blockade_hunts_its_boats():
    before = blockaded(2, sailed=[0, 20], escort=[2, 3], **BOATS)

    after = stop(before, "submarines", hunted=0.4, boat_attacks=0)

    assert after.submarines_lost[:, CHINA].tolist() == [0, 2]


def test_boarders_that_are_attacked_grow_fewer_and_attackers_lose_ships():
    before = blockaded(2, sailed=[0, 20], escort=[2, 3], escorting=sides(us=10), ships=sides(us=24))

    after = stop(before, attack_boarders=0.25, attack_lost=0.2)

    assert after.boarders.tolist() == [1, 0.75]
    assert after.ships_lost[:, US].tolist() == [0, 2]
    assert (stop(after, turned=1, boardings=8).turned_back == 0).all()


def test_half_a_coast_guard_boards_half_as_many():
    assert stop(blockaded(sailed=[40, 0], boarders=0.5), boardings=20).turned_back == 10


def test_without_ships_at_sea_nobody_fires():
    after = stop(blockaded(sailed=[0, 0], **BOATS), "strikes")

    assert after.clashes == 0
    assert after.arrived == 0


def test_what_became_of_the_ships_adds_up():
    before = blockaded(sailed=[10, 20], **BOATS)
    after = stop(before, "submarines")
    given, numbers = orders(china__blockade="submarines"), params(interdiction, **BARE)

    week = week_at_sea(before, given, numbers, dice(interdiction, before, 0.0))

    assert sum(float(part[0]) for part in fates(before, week).values()) == pytest.approx(float(after.arrived[0]) * 40)

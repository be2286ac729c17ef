"""What is told of dice: whose they were, and what others had brought."""

import re

import numpy as np
import pytest

from tests.worlds import apply, at, at_war, blockaded, dice, orders, params, sides, tell, world
from wargame.engine.rules import air, deploy, interdiction, politics, sea, submarines, surface

HALF = {"loss_per_sortie": 0.1, "ground_fire": 0, "cave_days": 0, "china_sorties": 1, "taiwan_sorties": 1}


def over_japan():
    """A hundred Chinese sorties against a hundred of ours from four bases: an aircraft is lost in 20 sorties."""
    place = at(at_war(), Kadena=50, Misawa=30, Iwakuni=18, Andersen=2)
    return at_war(
        china_aircraft=100, taiwan_aircraft=0, carrier_sorties=0, sorties=place, us_aircraft=place, japan_aircraft=0
    )


def test_the_three_bases_with_most_to_lose_in_the_air_tell_their_dice():
    before = over_japan()
    shown = dice(air, before, 0.2)
    shown[0, before.theatre.index("Kadena"), 0] = 0.6

    *_, enemies = tell(air, before, die=shown, **HALF)

    _, _, *bases = enemies.why.throws
    assert [throw.of for throw in bases] == [f"US aircraft of {name}" for name in ("Kadena", "Misawa", "Iwakuni")]
    assert bases[0].die == 0.6
    assert bases[0].otherwise == "2.50 were to be expected. A die under 50 would have meant one fewer."
    assert bases[1].otherwise == "1.50 were to be expected. A die over 50 would have meant one more."


def test_the_three_bases_to_which_most_fighters_come_tell_their_dice():
    before = at_war(turn=1, us_aircraft=0, japan_aircraft=0)
    came = apply(deploy, before, die=0.0).us_aircraft[0]

    *_, told = tell(deploy, before, die=0.0)

    names = [before.theatre.names[base] for base in np.argsort(-came, kind="stable")[:3]]
    assert sorted(throw.of for throw in told.why.throws) == sorted(f"Fighters to {name}" for name in names)


@pytest.mark.parametrize("side", ["US", "Taiwanese"])
def test_warships_lost_with_a_convoy_tell_their_own_die(side):
    """Ten attacks on ships of which each sinks 0.06 warships of either: shared by who escorts."""
    before = blockaded(
        sailed=[0, 20], ships=sides(us=10, taiwan=10), escorting=sides(us=4, taiwan=4), submarines=sides(china=40),
        escort=2,
    )  # fmt: skip
    given = orders(china__blockade="submarines")
    clash = next(event for event in tell(interdiction, before, given) if event.sentence.startswith("Warships fired"))

    thrown = {throw.of: throw.otherwise for throw in clash.why.throws}

    week = interdiction.week_at_sea(before, given, params(interdiction), dice(interdiction, before))
    expected = float(week.on_convoy[0]) * 0.06 / 2
    assert thrown[f"{side} warships"].startswith(f"{expected:.2f} were to be expected")


@pytest.mark.parametrize(("die", "swing"), [(0.5, "+0.0"), (1.0, "+3.0"), (0.25, "-1.5")])
def test_the_swing_of_the_polls_is_told_in_points(die, swing):
    told = tell(politics, world(), die=die, poll_noise=0.03)

    quarter = f"The die is the swing of the polls: {swing} points, and none at 50."
    assert world().clock.quarters == 1
    assert all(event.why.otherwise.startswith(quarter) for event in told)


def test_the_fortune_of_a_fleet_tells_what_another_die_had_let_through():
    before = at_war(ships=sides(china=50, us=30), ship_missiles=200)
    (fleet,) = [event for event in tell(surface, before, die=0.9) if event.why.title == "US surface ships lost"]

    (fortune,) = fleet.why.throws
    low, high = (float(number) for number in re.findall(r"\d+\.\d", fortune.otherwise))
    hit = float(re.search(r"missiles (\d+\.\d) hit", fleet.why.otherwise)[1])
    assert low < high == hit  # 90 is the die that was thrown


def test_the_fortune_of_the_landing_fleet_tells_what_another_die_had_sunk():
    before = at_war(lrasm=300, jassm=0, coastal_missiles=0, sorties=0, carrier_sorties=0, mines=0, bomber_loads=2)
    (bombers,) = [event for event in tell(sea, before, die=0.1) if event.why.title == "Chinese ships sunk by bombers"]

    low, high = (float(number) for number in re.findall(r"with \d+ (?:on it )?(\d+\.\d)", bombers.why.otherwise))
    expected = sum(part for _, part in bombers.why.contributions[:-1])
    assert low == pytest.approx(expected, abs=0.05)
    assert low < high


def test_submarines_tell_the_die_on_escorts_as_well():
    told = next(event for event in tell(submarines, at_war(submarines=sides(us=4)), die=0.0, decoys=0.5, kills=2))

    (escorts,) = told.why.throws
    assert escorts.of == "Escorts"
    assert escorts.otherwise.startswith("4.00 were to be expected")

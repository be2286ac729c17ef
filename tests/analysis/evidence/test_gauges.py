"""Quantities read off played games, with worlds set by hand."""

import numpy as np
import pytest

from tests.worlds import at_war, shipped, with_fields
from wargame.analysis.evidence.gauges import GAUGES, NEVER
from wargame.analysis.evidence.history import History
from wargame.engine.outcome import AGAINST
from wargame.engine.world import ENDINGS


def history(*worlds) -> History:
    """A war whose state after each turn is given."""
    return History(shipped(), (), worlds)


def fleet(left: int):
    return at_war(landing_ships=left, landing_ships_lost=100 - left)


def test_a_fleet_lives_until_nine_tenths_of_it_are_gone():
    """100, 50, 0 ships: nine tenths are gone four fifths through the second turn."""
    days = GAUGES["fleet life"](history(fleet(100), fleet(50), fleet(0)), 0)

    assert days == pytest.approx(1.8 * 3.5)


def test_a_fleet_that_lives_on_has_no_last_day():
    assert GAUGES["fleet life"](history(fleet(100), fleet(50), fleet(20)), 0) == NEVER


def test_losses_are_read_on_the_day_they_were_published_for():
    played = history(*(at_war(carriers_lost=lost) for lost in (0, 1, 2, 5)))

    assert GAUGES["carriers"](played, 7) == 2
    assert GAUGES["carriers"](played, 100) == 5


def test_a_game_that_goes_on_is_classed_as_if_play_stopped():
    """Half the fleet is afloat and few are ashore: it trends against China, and is not over."""
    going_on = with_fields(fleet(50), battalions_ashore=5, ending=-1, war_turns=2)
    played = history(going_on, going_on)

    assert GAUGES["stalemate against China"](played, 3.5)
    assert played.stopped(3.5).ending == ENDINGS.index("turn_limit")
    assert AGAINST >= 0


def test_missiles_are_gone_a_week_after_washington_entered():
    """It enters in the second turn, and the last missile flies in the third."""
    left = ((450, 0), (450, 0), (100, 1), (0, 1))
    played = history(*(at_war(lrasm=lrasm, us_share=share) for lrasm, share in left))

    assert GAUGES["LRASM gone"](played, 7) == 1
    assert GAUGES["LRASM gone"](played, 3.5) == 0


def test_a_world_in_which_washington_never_comes_says_nothing_of_its_missiles():
    played = history(*(at_war(lrasm=450, us_share=0) for _ in range(3)))

    assert np.isnan(GAUGES["LRASM gone"](played, 7)).all()


def test_a_field_is_shut_for_the_days_played_and_those_still_to_repair():
    """Half of one turn, and two days of work left; a world that is over shuts nothing more."""
    before = at_war(war_turns=0)
    after = at_war(war_turns=1, open_share=0.5, closed_days=2)

    assert GAUGES["fighter closure, Japan"](history(before, after, after), 35) == pytest.approx(3.75)


def test_jassm_are_counted_from_d_day():
    played = history(*(at_war(jassm=left) for left in (3650, 3000, 2400)))

    assert GAUGES["JASSM fired"](played, 7) == 1250


def test_a_game_is_as_long_as_its_war():
    assert GAUGES["length of play"](history(at_war(), at_war(war_turns=4)), 0) == 14


def test_success_is_asked_only_of_worlds_that_were_invaded():
    """No war, a war that failed, and a conquest."""
    ending = [ENDINGS.index(name) for name in ("horizon", "landing_failed", "conquest")]
    played = history(at_war(3, war_turns=[0, 4, 4], ending=ending))

    assert GAUGES["success of an invasion"](played, 0).tolist()[1:] == [0, 1]
    assert np.isnan(GAUGES["success of an invasion"](played, 0)[0])
    assert GAUGES["invasion"](played, 0).tolist() == [False, True, True]

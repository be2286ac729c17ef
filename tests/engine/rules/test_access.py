"""What Tokyo permits."""

import numpy as np
import pytest

from tests.worlds import apply, at_war, orders, shipped, sides, tell
from wargame.analysis.evidence.history import History
from wargame.analysis.evidence.history import play as play_history
from wargame.engine.rules import access
from wargame.engine.world import US, WAR_TURN_DAYS


def test_consultation_costs_the_first_turn_its_days_and_no_more():
    """3.5 days at a die of one half are half a turn."""
    before = at_war(access=0, combat_share=0)

    after = apply(access, before, orders(japan__access="combat"), die=0.5, consultation_days=3.5)

    assert after.combat_share == pytest.approx(0.5)
    assert apply(access, after, orders(japan__access="combat"), die=0.5, consultation_days=3.5).combat_share == 1


def test_consultation_that_outlasts_a_turn_goes_on_in_the_next():
    """Half of 14 days: two turns of 3.5, and in the third US forces fight from its first hour."""
    world, shares = at_war(access=0, combat_share=0), []
    for _ in range(3):
        world = apply(access, world, orders(japan__access="combat"), die=0.5, consultation_days=14)
        shares.append(world.combat_share[0])

    assert shares == [0, 0, 1]

    short = apply(access, at_war(access=0), orders(japan__access="combat"), die=0.35, consultation_days=14)
    assert short.consultation_left == pytest.approx(1.4)
    assert apply(access, short, orders(japan__access="combat")).combat_share == pytest.approx(0.6)


def test_consultation_that_tokyo_breaks_off_begins_anew():
    begun = apply(access, at_war(access=0), orders(japan__access="combat"), die=1.0, consultation_days=14)
    broken_off = apply(access, begun, orders(japan__access="support"))

    again = apply(access, broken_off, orders(japan__access="combat"), die=0.1, consultation_days=14)

    assert begun.consultation_left == pytest.approx(10.5)
    assert broken_off.consultation_left == 0
    assert again.combat_share == pytest.approx(0.6)


def test_in_games_consultation_of_up_to_two_weeks_lasts_four_times_as_long_as_one_of_a_turn():
    """On the same dice; of worlds that fight for two weeks under both, and in all of which Tokyo consults."""
    games = [played(model__access__consultation_days=days, orders__japan__access="combat") for days in (3.5, 14)]
    waited = [sum((1 - world.combat_share) * WAR_TURN_DAYS for world in game.war[1:5]) for game in games]
    fought = np.logical_and(*(game.war[4].war_turns == 4 for game in games))

    assert fought.sum() > 10
    assert waited[0][fought] * 4 == pytest.approx(waited[1][fought])
    assert waited[1][fought].max() > 10


def test_what_is_left_of_consultation_is_told():
    before = at_war(turn=1, access=2, consultation_left=5)

    told = tell(access, before, orders(japan__access="combat"))[0]

    assert told.sentence.endswith("Consultation took 3.5 days more.")
    assert told.why.contributions == (("left from the turn before", 5.0), ("what falls after this turn", -1.5))


def test_a_tokyo_that_pledged_consults_for_hours():
    before = at_war(2, access=0, pledge=[1, 3])

    after = apply(access, before, orders(2), die=1.0, consultation_days=3.5, pledged_days=0.35)

    assert after.combat_share == pytest.approx([0, 0.9])


def test_turns_in_which_us_forces_may_fight_from_japan_add_up_in_parts():
    """A die of one half of 3.5 days leaves half of the first turn, and all of the second."""
    before = at_war(access=0, combat_share=0)
    numbers = {"die": 0.5, "consultation_days": 3.5}

    first = apply(access, before, orders(japan__access="combat"), **numbers)
    second = apply(access, first, orders(japan__access="combat"), **numbers)

    assert first.combat_turns == pytest.approx(0.5)
    assert second.combat_turns == pytest.approx(1.5)
    assert apply(access, second, orders(japan__access="refuse"), **numbers).combat_turns == pytest.approx(1.5)


def test_the_ladder_opens_the_rear_before_the_front_and_the_front_before_the_sdf():
    after = apply(access, at_war(4, turn=1, access=2), orders(4, japan__access=["refuse", "support", "combat", "join"]))

    assert after.support_share.tolist() == [0, 1, 1, 1]
    assert after.combat_share.tolist() == [0, 0, 1, 1]
    assert after.japan_fights.tolist() == [False, False, False, True]


def test_washington_that_enters_on_the_seventh_day_misses_two_turns():
    numbers = {"us_entry_days": 7}
    shares = [
        apply(access, at_war(turn=turn), orders(us__intervene="fight"), **numbers).us_share[0] for turn in range(3)
    ]

    assert shares == [0, 0, 1]


LATE = {"us_entry_days": 14, "bomber_entry_days": 14}


@pytest.mark.parametrize("hurt", ["aircraft_lost", "ships_lost"])
def test_who_is_attacked_fights_before_the_day_that_was_planned_unless_the_setting_says_otherwise(hurt):
    lost = {"aircraft_lost": 0, "ships_lost": 0, hurt: [sides(), sides(us=3), sides(us=3)]}
    before, fights = at_war(3, bomber_share=0, **lost), orders(3, us__intervene=["fight"] * 3)

    after = apply(access, before, fights, **LATE, attacked_enters=[1, 1, 0])

    assert after.us_share.tolist() == [0, 1, 0]
    assert after.bomber_share.tolist() == [0, 1, 0]


def test_bombers_that_are_late_do_not_come_sooner_because_a_war_that_is_fought_has_losses():
    """An attack brings in who stays out; on D+7 Washington has fought for two turns."""
    before = at_war(turn=2, bomber_share=0, aircraft_lost=sides(us=50))

    after = apply(access, before, orders(us__intervene="fight"), us_entry_days=0, bomber_entry_days=14)

    assert after.us_share == 1
    assert after.bomber_share == 0


def test_bombers_that_an_attack_brought_in_stay_when_the_planned_day_of_the_others_has_come():
    before = at_war(turn=2, bomber_share=1, aircraft_lost=sides(us=50))

    after = apply(access, before, orders(us__intervene="fight"), us_entry_days=7, bomber_entry_days=14)

    assert after.bomber_share == 1


def played(**settings: object) -> History:
    """Forty games of the base case, turn by turn."""
    given = {path: str(value) for path, value in settings.items()}
    return play_history(shipped("first_battle_base", **given), 40, seed=5)


def first_turns(history: History, share: str) -> list[float]:
    """The turns in which forces first fought, over the worlds in which they ever did."""
    fought = np.stack([getattr(world, share) > 0 for world in history.war[1:]])
    return np.unique(fought.argmax(axis=0)[fought.any(axis=0)]).tolist()


SPARED = {"orders__china__strike": "spare"}
AT_ONCE = {"orders__china__strike": "us_bases"}


@pytest.mark.parametrize(("day", "turn"), [(3.5, 1), (7, 2), (14, 4)])
def test_in_games_in_which_nobody_attacks_it_the_us_first_fights_on_the_day_that_was_set(day, turn):
    history = played(
        model__access__us_entry_days=day,
        model__access__bomber_entry_days=day,
        model__access__attacked_enters=1,
        **SPARED,
    )

    assert first_turns(history, "us_share") == first_turns(history, "bomber_share") == [turn]
    assert (history.war[turn].ships_lost[:, US] == 0).all()


@pytest.mark.parametrize(("enters", "turn"), [(1, 1), (0, 4)])
def test_in_games_in_which_it_is_attacked_on_d_day_the_us_comes_at_once_or_on_the_day_as_is_set(enters, turn):
    history = played(
        model__access__us_entry_days=14, model__access__bomber_entry_days=14,
        model__access__attacked_enters=enters, **AT_ONCE,
    )  # fmt: skip

    assert (history.war[1].aircraft_lost[:, US] > 0).all()
    assert first_turns(history, "us_share") == first_turns(history, "bomber_share") == [turn]


@pytest.mark.parametrize(("day", "turn"), [(4, 1), (7, 2), (14, 4)])
def test_in_games_in_which_the_us_fights_from_d_day_bombers_first_strike_on_the_day_that_was_set(day, turn):
    assert first_turns(played(model__access__bomber_entry_days=day), "bomber_share") == [turn]


def test_in_games_in_which_the_us_is_late_as_was_published_it_loses_no_ship_before_it_fights():
    history = play_history(shipped("excursions/us_late"), 40, seed=5)

    assert first_turns(history, "bomber_share") == [1]
    assert first_turns(history, "us_share") == [4]
    assert (history.war[4].ships_lost[:, US] == 0).all()
    assert (history.war[6].ships_lost[:, US] > 0).any()


def test_that_an_attack_brings_washington_in_is_told_and_that_it_does_not():
    before = at_war(us_share=0, bomber_share=0, aircraft_lost=sides(us=3))
    fights = orders(us__intervene="fight")

    sooner = tell(access, before, fights, us_entry_days=14)[1].why
    not_sooner = tell(access, before, fights, us_entry_days=14, attacked_enters=0)[1].why

    assert "do not wait" in sooner.otherwise
    assert not_sooner.otherwise.endswith("come no sooner than 14.0 days after D-day.")


def test_washington_that_only_supplies_does_not_fight():
    assert apply(access, at_war(), orders(us__intervene="supply")).us_share == 0


def test_a_refusal_in_war_angers_washington_once():
    before = at_war(turn=1, access=2, will=sides(us=0.6))

    first = apply(access, before, orders(japan__access="refuse"), refusal_anger=0.1)
    second = apply(access, first, orders(japan__access="refuse"), refusal_anger=0.1)

    assert first.will[0, US] == pytest.approx(0.5)
    assert second.will[0, US] == pytest.approx(0.5)


def test_consultation_tells_what_shortened_it():
    """Two days at most, half of it saved by planning, and a die of one half."""
    before = at_war(access=0, combat_share=0, collaboration=1)

    why = tell(access, before, orders(japan__access="combat"), consultation_days=2, planned_share=0.5)[0].why

    assert why.score == pytest.approx(0.5)
    assert why.contributions[:2] == (("at most, as nothing had been said", 2.0), ("joint planning", -1.0))
    assert why.otherwise == "A die brings between 0 and 1.0 days, evenly."


def test_what_the_law_takes_away_is_told():
    why = tell(access, at_war(law=1, access=2), orders(japan__access="join"))[0].why

    assert dict(why.contributions)["what the law does not allow"] < 0

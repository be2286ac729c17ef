"""China: when it goes, whom it strikes, and what it cannot know."""

import re
from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import at_war, blockaded, choices, decide, sides, world
from wargame.engine.agents import china
from wargame.engine.agents.observation import Observation
from wargame.game.decisions import reasons

# Torn at odds of 0.5: 10 logits a share, nothing else weighs.
ONLY_ODDS = {
    "odds_weight": 10, "odds_needed": 0.5, "deadline_weight": 0, "resolve_weight": 0, "standing_doubt": 0,
    "blockade_band": 2, "blockade_futile": 0,
}  # fmt: skip


def go(before, doctrine="deadline", die=0.5, **numbers):
    return choices(decide(china, before, doctrine, die, **{**ONLY_ODDS, **numbers}), "china.go")


def test_beijing_goes_when_its_odds_are_good_and_waits_when_they_are_not():
    """A band of 2 x 0.35 logits below the order to go is a blockade."""
    assert go(world(3, odds=[0.4, 0.45, 0.6])) == ["wait", "blockade", "invade"]


def test_the_target_date_presses():
    """Two logits once it has come, none 18 months before."""
    before = world(2, odds=0.4, ready_by=[2027.25, 2025.75])  # the first turn is 2025 Q4

    assert go(before, deadline_weight=2, deadline_years=1.5) == ["wait", "invade"]


def test_a_leadership_that_fears_a_closing_window_goes_where_a_patient_one_blockades():
    before = world(odds=0.48)

    assert go(before, "window") == ["invade"]
    assert go(before, "patience") == ["blockade"]


def test_a_month_has_a_smaller_chance_of_war_than_a_quarter():
    quarter = world(odds=0.51)
    month = replace(quarter, clock=replace(quarter.clock, quarters=1 / 3))

    assert go(quarter) == ["invade"]
    assert go(month, blockade_band=0) == ["wait"]


@pytest.mark.parametrize(
    "hidden", ["threat", "fear", "elite_trust", "warmth", "us_aircraft", "lrasm", "coastal_missiles", "policy"]
)
def test_china_cannot_see_what_tokyo_will_decide(hidden):
    """It sees what Tokyo said, the polls and the bases in use; not trust among officials, nor the doctrine."""
    seen = Observation(world(), "china")

    assert seen.pledge[0] == 1
    with pytest.raises(AttributeError, match=f"china cannot see {hidden}"):
        getattr(seen, hidden)


def test_china_sees_its_own_temper_only():
    before = world(temper=[0.1, 0.2, 0.3, 0.4])

    assert Observation(before, "china").temper == 0.1
    assert Observation(before, "japan").temper == 0.3


def test_a_japan_that_refused_is_spared():
    """Leaning 1, and 3 against striking a Japan that stays out."""
    before = at_war(2, turn=1, access=[0, 2], combat_share=[0, 1], believed_access=0.5, temper=sides(china=0.5))
    numbers = {"strike_base": 1, "strike_access": 0, "strike_seen": 0, "spare_refuser": -3}

    assert choices(decide(china, before, "deadline", **numbers), "china.strike") == ["spare", "us_bases"]


def test_us_aircraft_that_fight_from_japan_are_struck_there():
    before = at_war(2, turn=1, combat_share=[0, 1], believed_access=0.5, temper=sides(china=0.5))
    numbers = {"strike_base": -1, "strike_access": 0, "strike_seen": 2.5, "spare_refuser": 0}

    assert choices(decide(china, before, "deadline", **numbers), "china.strike") == ["spare", "us_bases"]


def test_a_belief_that_the_bases_will_be_open_makes_them_a_target_on_the_first_day():
    before = at_war(2, believed_access=[0.1, 0.9], combat_share=0, temper=sides(china=0.5))
    numbers = {"strike_base": 0, "strike_access": 4, "all_bases_cut": 3}

    assert choices(decide(china, before, "deadline", **numbers), "china.strike") == ["spare", "us_bases"]


def test_beijing_stops_when_its_will_is_spent_and_signals_when_it_is_bold():
    will, temper = (
        [sides(china=1), sides(china=0), sides(china=0)],
        [sides(china=0.5), sides(china=0.5), sides(china=0.9)],
    )
    before = at_war(3, turn=3, will=will, temper=temper)
    numbers = {"end_base": -2, "end_will": 4, "escalate_will": 0.25}

    assert choices(decide(china, before, "deadline", **numbers), "china.end") == ["continue", "ceasefire", "escalate"]


def test_an_open_pledge_brings_coercion():
    before = world(2, pledge=[1, 3], access_support=0.3, temper=sides(china=0.2))

    assert choices(decide(china, before, "deadline"), "china.coercion") == ["none", "trade"]


def test_beijing_builds_missiles_when_it_expects_to_fight_bases_in_japan():
    before = world(2, believed_access=[0.2, 0.8])

    assert np.array_equal(choices(decide(china, before, "deadline"), "china.build"), ["lift", "missiles"])


def test_a_strike_is_put_off_until_aircraft_have_massed():
    """It waits two turns, however much speaks for striking."""
    eager = {"strike_base": 9, "strike_wait": 2}

    struck = [choices(decide(china, at_war(turn=turn), "deadline", **eager), "china.strike") for turn in (0, 1, 2)]

    assert struck == [["spare"], ["spare"], ["all_bases"]]


BLOCKADE = {
    "relent_base": 0,
    "relent_will": 0,
    "odds_weight": 0,
    "standing_doubt": -40,
    "rung_leak": 0.5,
    "rung_weeks": 2,
}


def blockade(before, doctrine="deadline", key="china.blockade", die=0.5, **numbers):
    return choices(decide(china, before, doctrine, die, **{**ONLY_ODDS, **BLOCKADE, **numbers}), key)


def test_a_sure_belief_in_convoys_from_japan_makes_a_blockade_pointless():
    before = world(2, odds=0.48, believed_access=[0, 1])

    assert go(before, "patience", blockade_futile=1) == ["blockade", "wait"]


def test_a_blockade_begins_on_the_lower_rung_of_the_doctrine():
    first = blockaded(turn=0, method=0, arrived=1)

    assert blockade(first, "patience") == ["board"]
    assert blockade(first, "window") == ["submarines"]


def test_it_grows_harsher_while_ships_get_through_and_only_the_bold_go_to_the_end():
    """Half of what Taiwan needs is the limit; not before the third week."""
    before = blockaded(3, turn=2, method=[1, 1, 2], arrived=[0.4, 0.6, 0.6], temper=sides(china=0.4))
    bold = blockaded(turn=2, method=2, arrived=0.6, temper=sides(china=0.9))

    assert blockade(before) == ["board", "submarines", "submarines"]
    assert blockade(bold) == ["strikes"]
    assert blockade(blockaded(turn=1, method=1, arrived=0.6)) == ["board"]


def test_beijing_relents_when_its_will_is_spent():
    """Leaning 3 against, 6 logits for all its will: even at half; two logits more lift the blockade."""
    before = blockaded(3, will=[sides(china=0.9), sides(china=0.4), sides(china=0.1)])
    numbers = {"relent_base": -3, "relent_will": 6, "lift_cut": 2}

    assert blockade(before, key="china.course", **numbers) == ["hold", "talk", "lift"]


def test_it_invades_from_a_blockade_that_ships_run_and_that_costs_it_vessels():
    numbers = {"standing_doubt": 0, "relent_base": -9}
    before = blockaded(4, arrived=[0, 1, 0, 0], submarines_lost=[[0] * 4, [0] * 4, [10, 0, 0, 0], [0] * 4],
                       escort=[2, 2, 2, 3])  # fmt: skip

    # A week has the thirteenth of a quarter's chance: 2.56 logits less.
    course = blockade(before, key="china.course", invade_leak=3, invade_vessel=0.3, invade_attacked=3, **numbers)

    assert course == ["hold", "invade", "invade", "invade"]


def test_it_does_not_relent_while_taiwan_is_running_out():
    before = blockaded(2, will=sides(china=0.5), dark=[0, 1])
    numbers = {"relent_base": -2, "relent_will": 6, "relent_dark": -3}

    assert blockade(before, key="china.course", **numbers) == ["talk", "hold"]


def test_a_rocket_force_that_is_spent_strikes_no_more():
    before = blockaded(2, turn=5, method=3, arrived=0.6, temper=sides(china=0.9), missiles=[[900, 0, 0, 0], [0] * 4])

    assert blockade(before) == ["strikes", "submarines"]


def test_nobody_offers_a_ceasefire_on_the_day_he_invades():
    before = at_war(2, turn=0, will=sides(china=0))

    assert choices(decide(china, before, "patience", end_base=9), "china.end") != ["ceasefire", "ceasefire"]


def test_an_invasion_from_a_blockade_says_why_it_was_ordered():
    decision = decide(china, blockaded(arrived=1), "deadline", **{**ONLY_ODDS, "standing_doubt": 9})

    why, other = decision.explanations("china.course", ("go on", "offer terms", "lift it"))

    assert choices(decision, "china.course") == ["invade"]
    assert why.cuts == (("invade", 0.0),)
    assert other.otherwise == "This die changed nothing: the order to invade came first."


def test_a_blockade_that_goes_on_tells_the_die_on_invading_too():
    decision = decide(china, blockaded(arrived=1), "deadline", **{**ONLY_ODDS, "standing_doubt": -1})

    why, other = decision.explanations("china.course", ("go on", "offer terms", "lift it"))

    assert "invade" not in choices(decision, "china.course")
    assert why.title == "Does Beijing go on, offer terms, or lift the blockade?"
    assert other.title == "Does Beijing invade instead?"
    assert re.fullmatch(r"A die over \d+ would have meant “invade”\.", other.otherwise)


def test_a_ceasefire_is_offered_by_a_score_and_a_die():
    """Will of 40 adds 2.4 logits to a leaning of −2.5: 48 of 100 stop."""
    before = at_war(turn=2, will=sides(china=0.4), temper=sides(china=0.5))
    decision = decide(china, before, "deadline", 0.6, end_base=-2.5, end_will=4)

    why = reasons(decision, "china.end")

    assert dict(why.contributions) == {"leaning": -2.5, "will spent": 2.4, "doctrine": 0, "the war has only begun": 0}
    assert why.cuts == (("offer a ceasefire", 0.0),)
    assert why.otherwise == "Under 52 it would have been “continue”."


def test_a_bold_leadership_whose_will_is_spent_tells_of_its_temper_and_of_the_die_on_a_ceasefire():
    before = at_war(will=sides(china=0.2), temper=sides(china=0.9))
    decision = decide(china, before, "deadline", 0.1, escalate_will=0.25)

    assert choices(decision, "china.end") == ["escalate"]
    signal, end = decision.explanations("china.end", ("continue", "offer a ceasefire"))
    assert reasons(decision, "china.end") == signal
    assert signal.otherwise == "Under 75 it would have been “Continue”."
    assert end.die == 0.1
    assert end.otherwise.startswith("This die changed nothing: a bold leadership")


def test_equal_cuts_leave_no_step_between_them_to_be_named():
    before = at_war(turn=0, temper=sides(china=0.9))
    even = {"strike_base": 0, "strike_access": 0, "strike_seen": 0, "all_bases_cut": 0}

    why = reasons(decide(china, before, "deadline", **even), "china.strike")

    assert [name for name, _ in why.cuts] == ["all bases"]
    assert why.otherwise == "Under 50 it would have been “spare Japan”."

"""Standoff: how blockades end."""

import pytest

from tests.worlds import apply, blockaded, orders, sides, with_fields
from wargame.engine.rules import standoff
from wargame.engine.world import CHINA, ENDINGS, JAPAN, OVER, TAIWAN, US, WAR

BARE = {
    "weary": 0, "futile": 0, "gaining": 0, "vessel_will": 0, "us_vessel_will": 0, "us_rally": 0.3, "threat_step": 0,
    "fear_step": 0, "absent_trust": 0, "cabinet_step": 0, "talking_will": 0,
}  # fmt: skip


def decide(course="hold", answer="hold", before=None, **numbers):
    before = blockaded() if before is None else before
    given = orders(before.worlds, china__course=[course] * before.worlds, taiwan__answer=[answer] * before.worlds)
    return apply(standoff, before, given, **{**BARE, **numbers})


@pytest.mark.parametrize(
    ("course", "answer", "ending"),
    [
        ("lift", "hold", "lifted"),
        ("talk", "talk", "settled"),
        ("talk", "yield", "concession"),
        ("hold", "yield", "concession"),
        ("invade", "yield", "concession"),
    ],
)
def test_it_ends_when_one_side_gives_way_or_both_would_talk(course, answer, ending):
    after = decide(course, answer)

    assert after.stage == OVER
    assert ENDINGS[after.ending[0]] == ending


@pytest.mark.parametrize(("course", "answer"), [("hold", "hold"), ("hold", "talk"), ("talk", "hold")])
def test_it_goes_on_while_one_would_not(course, answer):
    after = decide(course, answer)

    assert after.ending == -1
    assert after.blockade_turns == 4


def test_terms_stand_for_a_week_in_which_taipei_may_answer():
    offered = decide("talk", "hold")

    assert offered.offered.all()
    assert ENDINGS[decide("hold", "talk", offered).ending[0]] == "settled"
    assert decide("hold", "hold", offered).ending == -1
    assert not decide("hold", "hold", offered).offered.any()


def test_terms_are_gone_once_beijing_lifts_or_invades():
    offered = decide("talk", "hold")

    assert ENDINGS[decide("lift", "talk", offered).ending[0]] == "lifted"
    assert decide("invade", "talk", offered).stage == WAR


def test_an_order_to_invade_makes_it_a_war():
    after = decide("invade")

    assert after.stage == WAR
    assert after.ending == -1


def test_in_the_last_week_it_stands_without_an_end():
    last = blockaded(turn=25)

    assert ENDINGS[decide(before=last).ending[0]] == "standoff"
    assert ENDINGS[decide("lift", before=last).ending[0]] == "lifted"
    assert decide("invade", before=last).stage == WAR


def test_beijings_will_is_worn_by_weeks_by_ships_that_pass_and_by_losses_and_fed_by_darkness():
    before = blockaded(will=sides(china=0.9), arrived=0.5, dark=0.5, ships_lost=sides(china=3),
                       china_vessels_counted=1)  # fmt: skip

    after = decide(before=before, weary=0.01, futile=0.1, gaining=0.04, vessel_will=0.02)

    assert after.will[0, CHINA] == pytest.approx(0.9 - 0.01 - 0.05 + 0.02 - 0.04)


def test_a_vessel_is_mourned_once():
    numbers = {"vessel_will": 0.02}
    week = decide(before=blockaded(will=sides(china=0.9), ships_lost=sides(china=3)), **numbers)
    again = decide(before=with_fields(week, clashes=0), **numbers)

    assert week.will[0, CHINA] == again.will[0, CHINA] == pytest.approx(0.84)


def test_other_capitals_follow_their_publics_and_their_losses():
    before = blockaded(approval=sides(us=0.4, japan=0.6), taiwan_will=0.55, ships_lost=sides(us=2))

    after = decide(before=before, us_vessel_will=0.05)

    assert after.will[0, US] == pytest.approx(0.6)
    assert after.will[0, TAIWAN] == pytest.approx(0.55)


def test_tokyo_grows_wary_and_loses_trust_in_a_washington_that_stays_out():
    before = blockaded(2, escort=[0, 1], access=[2, 2], method=2, threat=0.5, fear=0.3, elite_trust=0.5)

    after = decide(before=before, threat_step=0.01, fear_step=0.01, absent_trust=0.05)

    assert after.threat == pytest.approx(0.52)
    assert after.fear == pytest.approx(0.32)
    assert after.elite_trust == pytest.approx([0.45, 0.5])


def test_helping_the_convoys_costs_the_cabinet_those_who_are_against():
    before = blockaded(2, access=[0, 2], access_support=0.4, approval=sides(japan=0.6))

    after = decide(before=before, cabinet_step=0.01)

    assert after.approval[:, JAPAN] == pytest.approx([0.6, 0.6 - 0.01 * 2 * 0.6])


def test_a_government_that_would_talk_tires_its_people():
    assert decide(answer="talk", before=blockaded(taiwan_will=0.6), talking_will=0.02).taiwan_will == pytest.approx(
        0.58
    )

"""Events of the scenario."""

import pytest

from tests.worlds import apply, sides, world
from wargame.engine.rules import injects
from wargame.engine.world import EFFECTS, JAPAN, US


def news(**moved: float) -> list[float]:
    return [moved.get(name, 0.0) for name in EFFECTS]


def test_a_headline_moves_what_it_names_and_nothing_else():
    before = world(elite_trust=0.50, threat=0.40, news=news(elite_trust=0.02))

    after = apply(injects, before)

    assert after.elite_trust == pytest.approx(0.52)
    assert after.threat == 0.40


def test_a_won_election_strengthens_the_cabinet_alone():
    before = world(approval=sides(japan=0.60, us=0.42), news=news(cabinet=0.05))

    after = apply(injects, before)

    assert after.approval[0, JAPAN] == pytest.approx(0.65)
    assert after.cabinet_lift == pytest.approx(0.05)
    assert after.approval[0, US] == 0.42


def test_news_of_twice_the_strength_moves_twice_as_far():
    before = world(threat=0.40, news=news(threat=0.03))

    assert apply(injects, before, strength=2).threat == pytest.approx(0.46)


def test_trust_cannot_fall_below_nothing():
    assert apply(injects, world(public_trust=0.05, news=news(public_trust=-0.5))).public_trust == 0


def test_an_election_moves_the_seats_of_the_coalition():
    after = apply(injects, world(news=news(lower_seats=0.26), lower_seats=0.497, upper_seats=0.48))

    assert after.lower_seats == pytest.approx(0.757)
    assert after.upper_seats == pytest.approx(0.48)

"""Bargains between Washington and Tokyo."""

import pytest

from tests.worlds import apply, orders, play, sides, tell, world
from wargame.engine.rules import bargain, trust
from wargame.engine.world import JAPAN, RETURNS, US

KEPT = {"us__tariff": "10", "japan__spending": "2.5"}
ALL = {**KEPT, "japan__collaboration": "deepen", "japan__ties": "invest"}
NUMBERS = {"relief_tariff": 0.10, "promised_spending": 0.025, "grievance_memory": 0.5, "relief_step": 0.03}


def test_an_offer_that_is_accepted_binds_both():
    after = apply(bargain, world(), orders(us__bargain="spending", japan__answer="accept"), **NUMBERS)

    assert after.bargain == 1
    assert after.grievance.sum() == 0


def test_an_offer_that_is_declined_binds_nobody():
    assert apply(bargain, world(), orders(us__bargain="pledge", japan__answer="decline"), **NUMBERS).bargain == 0


def test_a_bargain_broken_by_washington_leaves_a_grievance_in_tokyo():
    after = apply(bargain, world(bargain=1), orders(**{**ALL, "us__tariff": "15"}), **NUMBERS)

    assert after.bargain == 0
    assert after.grievance[0, JAPAN] == 1
    assert after.grievance[0, US] == 0


def test_a_tokyo_that_delivers_nothing_breaks_its_word():
    after = apply(bargain, world(bargain=1), orders(**{**KEPT, "japan__spending": "2.0"}), **NUMBERS)

    assert after.bargain == 0
    assert after.grievance[0, US] == pytest.approx(1)
    assert after.returns[0].tolist() == [-1, -1, -1]


WITHOUT = {"spending": {"japan__spending": "2.0"}, "collaboration": {"japan__collaboration": "hold"},
           "ties": {"japan__ties": "hold"}}  # fmt: skip


@pytest.mark.parametrize("name", RETURNS)
def test_each_return_is_delivered_or_broken_by_itself(name):
    """The bargain stands, Washington is aggrieved by a third, and one return of three is down."""
    after = apply(bargain, world(bargain=1), orders(**{**ALL, **WITHOUT[name]}), **NUMBERS)

    assert after.bargain == 1
    assert after.grievance[0, US] == pytest.approx(1 / 3)
    assert after.returns[0].tolist() == [-1 if each == name else 1 for each in RETURNS]


@pytest.mark.parametrize("name", RETURNS)
def test_each_return_that_is_missing_lets_washington_keep_a_higher_tariff(name):
    """15% breaks a bargain that Tokyo keeps at 10% and 3 points a return; with two missing it does not."""
    one_kept = {**ALL, **{key: choice for each in RETURNS if each != name for key, choice in WITHOUT[each].items()}}
    numbers = {**NUMBERS, "relief_step": 0.025}

    whole = apply(bargain, world(bargain=1), orders(**{**ALL, "us__tariff": "15"}), **numbers)
    part = apply(bargain, world(bargain=1), orders(**{**one_kept, "us__tariff": "15"}), **numbers)

    assert [whole.bargain[0], part.bargain[0]] == [0, 1]
    assert [whole.grievance[0, JAPAN], part.grievance[0, JAPAN]] == [1, 0]


@pytest.mark.parametrize(
    ("name", "moved"),
    [("spending", "elite_trust"), ("collaboration", "affinity"), ("ties", "public_trust")],
)
def test_each_return_moves_a_trust_of_its_own_up_when_kept_and_down_when_broken(name, moved):
    """Spending tells officials that promises hold, joint work the public's affinity, ties its trust."""
    still = {"public_speed": 1, "elite_speed": 1, "affinity_speed": 1, "poll_noise": 0}
    returns = [[sign if each == name else 0 for each in RETURNS] for sign in (-1, 0, 1)]

    after = apply(trust, world(3, returns=returns), orders(3), **still)

    for field in ("elite_trust", "affinity", "public_trust"):
        low, middle, high = getattr(after, field)
        assert (low < middle < high) if field == moved else low == middle == high, field


def test_a_return_that_stays_broken_is_a_grievance_once():
    given = orders(**{**ALL, "japan__ties": "hold"})

    first = apply(bargain, world(bargain=1), given, **NUMBERS)
    second = apply(bargain, first, given, **NUMBERS)

    assert second.grievance[0, US] == pytest.approx(first.grievance[0, US] / 2)


def test_what_was_delivered_is_forgotten_bit_by_bit_once_the_bargain_is_over():
    after = apply(bargain, world(bargain=0, returns=[1, -1, 0]), orders(), **NUMBERS)

    assert after.returns[0].tolist() == [0.5, -0.5, 0]


def test_collaboration_and_ties_are_built_by_orders_and_not_by_a_bargain_alone():
    before = world(3, bargain=1, collaboration=0.4, ties=0.4)
    given = orders(3, **KEPT, japan__collaboration=["deepen", "hold", "hold"], japan__ties=["hold", "invest", "hold"])

    after = apply(bargain, before, given, **NUMBERS, building=0.5, unravelling=0.25)

    assert after.collaboration == pytest.approx([0.7, 0.3, 0.3])
    assert after.ties == pytest.approx([0.3, 0.7, 0.3])


def test_a_return_is_told_when_it_comes_and_when_it_fails_and_not_in_between():
    given = orders(**{**ALL, "japan__ties": "hold"})
    new, known = world(bargain=1), world(bargain=1, returns=[1, 1, -1])

    told = [event.sentence for event in tell(bargain, new, given)]

    assert told == [
        "Tokyo spends what the bargain asks.",
        "Tokyo plans and trains with US forces, as the bargain asks.",
        "Tokyo holds back the investment that the bargain asks.",
    ]
    assert tell(bargain, known, given) == []


def test_a_bargain_that_is_kept_in_part_says_what_tariff_washington_may_set():
    told = tell(bargain, world(bargain=1), orders(**KEPT), **NUMBERS)[1]

    assert "a tariff of 16.0% or less; each return delivered lowers that by 3.0." in told.why.otherwise


def test_a_bargain_kept_in_the_flagship_lifts_trust_and_one_broken_in_part_less():
    """Two years from the opening, with the tariff down: all three returns, two of them, and none."""
    offered = {"us.bargain": "spending", "japan.answer": "accept", "us.tariff": "10", "china.go": "wait"}
    given = {"japan.spending": "2.5", "japan.collaboration": "deepen", "japan.ties": "invest"}

    def trusts(**less):
        played = play(worlds=60, given={**offered, **given, **less})
        return {name: getattr(played, name).mean() for name in ("public_trust", "elite_trust", "affinity")}

    kept = trusts()

    assert trusts(**{"japan.ties": "hold"})["public_trust"] < kept["public_trust"]
    assert trusts(**{"japan.collaboration": "hold"})["affinity"] < kept["affinity"]
    assert trusts(**{"japan.spending": "2.0"})["elite_trust"] < kept["elite_trust"]


def test_a_refusal_breaks_a_bargain_for_a_pledge_but_not_one_for_spending():
    refusing = orders(2, **KEPT, japan__pledge="refuse")

    assert apply(bargain, world(2, bargain=[1, 2]), refusing, **NUMBERS).bargain.tolist() == [1, 0]


def test_a_grievance_fades_by_half_in_a_quarter():
    after = apply(bargain, world(grievance=sides(japan=0.8)), **NUMBERS)

    assert after.grievance[0, JAPAN] == pytest.approx(0.4)


def test_a_broken_bargain_tells_by_how_much():
    (told,) = tell(bargain, world(bargain=1), orders(**{**ALL, "us__tariff": "25"}), relief_tariff=0.1)

    assert told.why.contributions == (("the tariff ordered", 25.0), ("the highest that keeps it", -10.0))
    assert told.why.score == 15


def test_a_tokyo_that_spends_too_little_tells_what_it_owed():
    (told,) = tell(
        bargain, world(bargain=1), orders(us__tariff="10", japan__spending="2.0"), relief_tariff=0.1,
        promised_spending=0.025,
    )  # fmt: skip

    assert told.why.contributions == (("spending that keeps it", 2.5), ("spending ordered", -2.0))

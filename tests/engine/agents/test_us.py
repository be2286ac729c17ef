"""The United States: tariffs and bargains, and whether it fights."""

from dataclasses import replace

from tests.worlds import at_war, blockaded, choices, decide, sides, world
from wargame.engine.agents import us

# Nothing weighs but what Tokyo permits, 2 logits a rung.
ONLY_TOKYO = {"fight_base": 0, "fight_commitment": 0, "fight_approval": 0, "fight_access": 2}
EVEN = sides(us=0.5)
SURE = sides(japan=1, us=1)


def intervene(before, doctrine="transactional", **numbers):
    return choices(decide(us, before, doctrine, **{**ONLY_TOKYO, **numbers}), "us.intervene")


def test_washington_is_likelier_to_fight_when_tokyo_permits_combat():
    """Refusal costs a rung, combat operations add one; the doctrine leans -0.3."""
    before = at_war(3, turn=1, temper=EVEN, access=[0, 1, 2], will=SURE)

    assert intervene(before) == ["no", "supply", "fight"]


def test_on_the_first_day_washington_goes_by_what_tokyo_said():
    before = at_war(2, turn=0, temper=EVEN, access=0, pledge=[0, 3], will=SURE)

    assert intervene(before) == ["no", "fight"]


def test_a_clear_commitment_is_kept():
    before = at_war(2, turn=1, temper=EVEN, access=1, will=SURE, commitment=[0.0, 0.9])

    assert intervene(before, fight_commitment=2) == ["supply", "fight"]


def test_an_administration_of_restraint_does_not_fight_where_an_alliance_builder_does():
    before = at_war(turn=1, temper=EVEN, access=1, will=SURE)

    assert intervene(before, "restraint") == ["no"]
    assert intervene(before, "alliance_builder") == ["fight"]


def test_a_transactional_white_house_raises_the_tariff_on_a_low_die_and_cuts_it_on_the_next():
    before = world(3, tariff=0.15, bargain=0)
    dice = [[0.02, 0.9], [0.07, 0.9], [0.5, 0.9]]

    tariffs = choices(decide(us, before, "transactional", dice, tariff_chance=0.1), "us.tariff")

    assert tariffs == ["25", "10", "15"]


def test_relief_is_given_while_a_bargain_holds_and_taken_back_on_a_bad_day():
    before = world(2, tariff=0.15, bargain=1)
    dice = [[0.5, 0.9], [0.97, 0.9]]

    assert choices(decide(us, before, "transactional", dice, tariff_chance=0.1), "us.tariff") == ["10", "15"]


def test_a_bargain_is_broken_less_often_in_a_month_than_in_a_quarter():
    """A die of 0.97 is above 1 - 0.1 / 2, and below 1 - 0.1 / 6."""
    quarter = world(tariff=0.10, bargain=1)
    month = replace(quarter, clock=replace(quarter.clock, quarters=1 / 3))

    tariffs = [
        choices(decide(us, each, "transactional", 0.97, tariff_chance=0.1), "us.tariff") for each in (quarter, month)
    ]

    assert tariffs == [["15"], ["10"]]


def test_an_alliance_builder_asks_for_a_pledge_and_speaks_clearly():
    decision = decide(us, world(tariff=0.25), "alliance_builder", 0.0, offer_chance=0.3)

    assert choices(decision, "us.bargain") == ["pledge"]
    assert choices(decision, "us.commitment") == ["clear"]
    assert choices(decision, "us.tariff") == ["10"]


def test_carriers_stand_off_once_one_is_lost():
    before = at_war(2, turn=1, carriers_lost=[0, 1])

    assert choices(decide(us, before, "transactional"), "us.carriers") == ["forward", "stand_off"]


def convoys(before, doctrine="transactional", **numbers):
    bare = {"escort_base": 0, "insure_cut": -2, "break_cut": 2, "escort_shots": 0}
    return choices(decide(us, before, doctrine, **{**ONLY_TOKYO, **bare, **numbers}), "us.convoys")


def test_washington_does_more_for_convoys_where_tokyo_opens_more():
    """Two logits a rung: refusal -2.3 with the doctrine, support -0.3, combat 1.7, joining 3.7."""
    before = blockaded(4, temper=EVEN, access=[0, 1, 2, 3], will=SURE)

    assert convoys(before) == ["none", "insure", "escort", "break"]


def test_shots_at_convoys_bring_more_warships():
    before = blockaded(2, temper=EVEN, access=1, clashes=[0, 1], will=SURE)

    assert convoys(before, escort_shots=1) == ["insure", "escort"]


def test_a_war_out_of_a_blockade_goes_by_what_tokyo_did_and_not_by_what_it_had_said():
    before = at_war(2, turn=0, temper=EVEN, pledge=3, access=0, blockade_turns=[0, 5], will=SURE)

    assert intervene(before) == ["fight", "no"]


def test_the_tariff_tells_what_a_die_on_either_side_had_brought():
    """A tenth in a quarter: half of it raises the tariff, half cuts it, and the rest leaves it."""
    decision = decide(us, world(tariff=0.15, bargain=0), "transactional", 0.07, tariff_chance=0.1)

    why = decision.explanations("us.tariff", ())[0]

    assert why.score == 0.1
    assert (why.chance, why.chance_of) == (0.05, "“10%”")
    assert why.otherwise == "A die over 10 would have meant “15%”. Under 5 it would have been “25%”."


def test_no_die_brings_an_offer_while_a_bargain_is_in_force():
    decision = decide(us, world(bargain=1), "alliance_builder", 0.01, offer_chance=0.3)

    why = decision.explanations("us.bargain", ())[0]

    assert dict(why.contributions) == {"it looks for one": 0.6, "one is in force": -0.6}
    assert why.otherwise == "No other die would have changed it."


def test_a_white_house_gives_no_relief_for_what_tokyo_does_not_deliver():
    """Its tariff stays at 15% while one return is withheld; what was broken in a bargain long over does not count."""
    before = world(3, tariff=0.15, bargain=1, returns=[[1, 1, 1], [1, -1, 1], [-0.5, 0, 0]])

    assert choices(decide(us, before, "transactional", 0.5), "us.tariff") == ["10", "15", "10"]

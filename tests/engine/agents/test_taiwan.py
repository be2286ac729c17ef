"""Taiwan: what it buys, and where its army fights."""

from tests.worlds import at_war, blockaded, choices, decide, sides, world
from wargame.engine.agents import taiwan

WELL_LIKED = sides(taiwan=0.5)


def test_parliament_passes_the_budget_below_the_chance_and_not_above():
    before = world(2, approval=WELL_LIKED)

    decision = decide(taiwan, before, "mobilised", [[0.59], [0.61]], budget_chance=0.6)

    assert choices(decision, "taiwan.spending") == ["5.0", "2.5"]


def test_the_budget_tells_its_chance_its_die_and_what_another_die_had_brought():
    decision = decide(taiwan, world(approval=WELL_LIKED), "mobilised", 0.59, budget_chance=0.6)

    why = decision.explanations("taiwan.spending", ())[0]

    assert (why.chance, why.die) == (0.6, 0.59)
    assert why.otherwise == "A die over 60 would have meant “2.5% of GDP”."


def test_no_die_helps_a_disliked_government():
    decision = decide(taiwan, world(approval=sides(taiwan=0.2)), "mobilised", 0.1, budget_chance=0.6)

    why = decision.explanations("taiwan.spending", ())[0]

    assert why.contributions == (("parliament as it is", 0.6), ("a weak government", -0.6))
    assert why.score == 0
    assert (why.chance, why.chance_of) == (1, "“2.5% of GDP”")
    assert why.otherwise == "No other die would have changed it."


def test_a_disliked_government_passes_no_budget():
    before = world(approval=sides(taiwan=0.2))

    assert choices(decide(taiwan, before, "mobilised", 0.0), "taiwan.spending") == ["2.5"]


def test_a_porcupine_buys_coastal_missiles_and_trains_reserves_where_others_buy_jets():
    before = world(approval=WELL_LIKED)

    assert choices(decide(taiwan, before, "porcupine"), "taiwan.asymmetry") == ["asymmetric"]
    assert choices(decide(taiwan, before, "porcupine"), "taiwan.reserves") == ["reform"]
    assert choices(decide(taiwan, before, "conventional"), "taiwan.asymmetry") == ["conventional"]
    assert choices(decide(taiwan, before, "conventional"), "taiwan.reserves") == ["as_now"]


def test_the_army_falls_back_once_enough_ground_is_lost():
    before = at_war(2, area_km2=[1000, 2000])

    assert choices(decide(taiwan, before, "porcupine", depth_area=1500), "taiwan.defence") == ["beaches", "depth"]


def under_blockade(before, key, doctrine="porcupine", **numbers):
    return choices(decide(taiwan, before, doctrine, **numbers), key)


def test_taipei_talks_and_then_gives_way_as_its_will_is_spent():
    """Ten logits a share of will below a half; no other thing weighs. It gives way one logit above talking."""
    before = blockaded(3, taiwan_will=[0.6, 0.45, 0.3], temper=sides(taiwan=0.5))
    bare = {"talk_base": 0, "talk_will": 10, "talk_dark": 0, "talk_help": 0, "yield_cut": 1}

    assert under_blockade(before, "taiwan.answer", **bare) == ["hold", "talk", "yield"]


def test_terms_on_the_table_make_it_talk_and_not_give_way():
    before = blockaded(4, taiwan_will=[0.5, 0.5, 0.35, 0.35], offered=[False, True, False, True],
                       temper=sides(taiwan=0.5))  # fmt: skip
    bare = {"talk_base": -1, "talk_will": 10, "talk_dark": 0, "talk_help": 0, "talk_offer": 2, "yield_cut": 1}

    assert under_blockade(before, "taiwan.answer", **bare) == ["hold", "talk", "talk", "talk"]


def test_darkness_makes_it_talk_and_help_makes_it_hold_out():
    before = blockaded(3, taiwan_will=0.5, dark=[0, 1, 1], escort=[1, 1, 2], temper=sides(taiwan=0.5))
    bare = {"talk_base": -1, "talk_will": 0, "talk_dark": 2, "talk_help": -2}

    assert under_blockade(before, "taiwan.answer", **bare) == ["hold", "talk", "hold"]


def test_all_is_rationed_when_little_is_left():
    before = blockaded(3, stocks=[[20, 9, 9, 20], [9, 20, 20, 20], [20, 20, 20, 9]])

    assert under_blockade(before, "taiwan.rationing", ration_days=10) == ["industry", "all", "all"]
    assert under_blockade(before, "taiwan.cargo", ration_days=10) == ["fuel", "fuel", "shared"]


def test_a_porcupine_keeps_its_ships_in_port():
    assert under_blockade(blockaded(), "taiwan.navy") == ["port"]
    assert under_blockade(blockaded(), "taiwan.navy", "conventional") == ["escort"]

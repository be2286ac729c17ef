"""Taiwan: what it buys, and where its army fights."""

from tests.worlds import at_war, choices, decide, sides, world
from wargame.agents import taiwan

WELL_LIKED = sides(taiwan=0.5)


def test_parliament_passes_the_budget_below_the_chance_and_not_above():
    before = world(2, approval=WELL_LIKED)

    decision = decide(taiwan, before, "mobilised", [[0.59], [0.61]], budget_chance=0.6)

    assert choices(decision, "taiwan.spending") == ["5.0", "2.5"]


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

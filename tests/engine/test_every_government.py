"""What holds for every government, every doctrine, and every number of one."""

from dataclasses import replace

import numpy as np
import pytest

from tests.random_games import cases
from tests.worlds import SHIPPED, dice_shape, params, shipped
from wargame.engine import orders
from wargame.engine.agents import DOCTRINES, GOVERNMENTS
from wargame.engine.agents.decision import Decision
from wargame.engine.agents.observation import ONE_COLUMN, OWN, PUBLIC, Observation
from wargame.engine.orders import BY_KEY, SIDES, STAGES
from wargame.engine.parameters import bounds_of
from wargame.engine.world import ARRAYS, World

BY_SIDE = dict(zip(SIDES, GOVERNMENTS, strict=True))
every_doctrine = pytest.mark.parametrize(
    ("side", "doctrine"), [(side, doctrine) for side, names in DOCTRINES.items() for doctrine in names]
)


def worlds_seen() -> list[World]:
    """What lies before a government when it decides: the worlds before the first rule of a turn."""
    in_blockade = [case.before for case in cases()["convoys"]]
    return [*(case.before for name in ("injects", "access") for case in cases()[name]), *in_blockade]


def decided(side: str, doctrine: str, world: World, rows=None, **numbers) -> Decision:
    module = BY_SIDE[side]
    dice = np.random.default_rng(5).random((world.worlds, *dice_shape(module, world)))
    if rows is not None:
        world, dice = world.rows(rows), dice[rows]
    return module.POLICIES[doctrine](Observation(world, side), dice, params(module, **numbers))


def differ(one: Decision, other: Decision) -> bool:
    return any(not np.array_equal(one.orders[key], other.orders[key]) for key in one.orders)


@every_doctrine
def test_a_doctrine_gives_every_lawful_order_of_its_side_and_no_other(side, doctrine):
    for world in worlds_seen():
        stage = STAGES[world.clock.stage]
        decision = decided(side, doctrine, world)
        assert set(decision.orders) == {order.key for order in orders.of(side, stage)}
        for key, chosen in decision.orders.items():
            assert chosen.shape == (world.worlds,), key
            assert np.isin(chosen, np.arange(len(BY_KEY[key].choices))).all(), key
        assert {*decision.reasons, *decision.chances} <= set(decision.orders)
        assert not set(decision.reasons) & set(decision.chances)


@every_doctrine
def test_a_government_decides_for_each_world_by_itself(side, doctrine):
    for world in worlds_seen()[::3]:
        whole = decided(side, doctrine, world)
        turned = np.arange(world.worlds)[::-1]
        for key, chosen in decided(side, doctrine, world, rows=turned).orders.items():
            assert np.array_equal(chosen[::-1], whole.orders[key]), key


@every_doctrine
def test_a_reason_explains_the_order_that_was_given(side, doctrine):
    """The chance of what was done and the die agree, in every world."""
    for world in worlds_seen()[::4]:
        decision = decided(side, doctrine, world)
        for key, reason in decision.reasons.items():
            steps = tuple(str(step) for step in range(len(reason.cuts) + 1))
            for number in range(world.worlds):
                first = decision.explanations(key, steps, number)[0]
                assert first.score == pytest.approx(sum(value for _, value in first.contributions))
                if reason.decides(number):
                    assert first.chance_of == f"“{decision.orders[key][number]}”"
                    assert first.chance_of not in first.otherwise
                else:
                    assert decision.also[key].decides(number)


@every_doctrine
def test_a_chance_explains_the_order_that_was_given(side, doctrine):
    """The part of the die that it fell in brings what was ordered, and the shares add up to a chance."""
    for world in worlds_seen()[::4]:
        decision = decided(side, doctrine, world)
        for key, chance in decision.chances.items():
            assert np.array_equal(chance.choices(), decision.orders[key]), key
            for number in range(world.worlds):
                (why,) = decision.explanations(key, (), number)
                assert why.score == pytest.approx(sum(value for _, value in why.contributions))
                assert -1e-9 <= why.score <= 1 + 1e-9, key
                assert f"“{BY_KEY[key].choices[decision.orders[key][number]].label}”" not in why.otherwise


NUMBERS = [(side, number) for side, module in BY_SIDE.items() for number in module.Params.model_fields]


@pytest.mark.parametrize(("side", "number"), NUMBERS, ids=[f"{side}.{number}" for side, number in NUMBERS])
def test_every_number_of_a_government_matters(side, number):
    """Moved within its bounds it changes some order in some world."""
    section = BY_SIDE[side].Params
    bounds, usual = bounds_of(section, number), getattr(section(), number)
    values = [value for value in (bounds.low, bounds.high, (bounds.low + bounds.high) / 2) if value != usual]

    assert any(
        differ(decided(side, doctrine, world, **{number: value}), decided(side, doctrine, world))
        for value in values
        for doctrine in DOCTRINES[side]
        for world in worlds_seen()
    )


@pytest.mark.parametrize("side", SIDES)
def test_doctrines_of_a_side_differ(side):
    for one in DOCTRINES[side]:
        for other in DOCTRINES[side]:
            if one < other:
                assert any(differ(decided(side, one, world), decided(side, other, world)) for world in worlds_seen())


@pytest.mark.parametrize("side", SIDES)
def test_what_a_government_cannot_see_does_not_move_it(side):
    """All that is hidden from it is replaced by other numbers: no order changes."""
    hidden = [name for name in ARRAYS if name not in (*PUBLIC, *OWN[side])]
    column = SIDES.index(side)
    for world in worlds_seen()[::3]:
        other = {}
        for name in hidden:
            value = getattr(world, name)
            changed = (value * 0 + 1).astype(value.dtype)
            if name in ONE_COLUMN:
                changed[:, column] = value[:, column]
            other[name] = changed
        for doctrine in DOCTRINES[side]:
            assert not differ(decided(side, doctrine, world), decided(side, doctrine, replace(world, **other)))


@pytest.mark.parametrize("side", SIDES)
def test_asking_for_what_is_hidden_is_an_error(side):
    world = worlds_seen()[0]
    for name in ARRAYS:
        seen = Observation(world, side)
        if name in (*PUBLIC, *OWN[side], *ONE_COLUMN):
            assert len(getattr(seen, name)) == world.worlds
        else:
            with pytest.raises(AttributeError, match=f"{side} cannot see {name}"):
                getattr(seen, name)


def test_an_observation_names_fields_that_exist():
    named = {*PUBLIC, *ONE_COLUMN, *(name for names in OWN.values() for name in names)}
    assert named <= set(ARRAYS)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_side_of_a_shipped_scenario_may_draw_more_than_one_doctrine(name):
    """Worlds differ in doctrine, not in dice alone."""
    for side in SIDES:
        mix = getattr(shipped(name).actors, side).mix()
        assert set(mix) <= set(DOCTRINES[side])
        assert len([weight for weight in mix.values() if weight > 0]) > 1

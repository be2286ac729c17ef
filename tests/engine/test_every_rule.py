"""What holds for every rule, every number of a rule, and every order."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import random_games
from tests.random_games import Case, cases
from tests.worlds import bounds_broken, differences, params, play, shipped
from wargame.engine import rules, telling
from wargame.engine.orders import ORDERS, Orders
from wargame.engine.outcome import KEYS
from wargame.engine.parameters import bounds_of
from wargame.engine.world import ARRAYS, CRISIS, OVER, WAR, World
from wargame.model import CrisisModel

RULES = {rules.name(rule): rule for rule in rules.ALL_RULES}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def cases_of(rule) -> list[Case]:
    return cases()[rules.name(rule)]


def again(case: Case, **numbers) -> World:
    return case.rule.apply(case.before, case.orders, params(case.rule, **numbers), case.dice)


@every_rule
def test_a_rule_has_a_docstring_dice_and_numbers(rule):
    assert rules.summary(rule).endswith(".")
    assert isinstance(rule.DICE, tuple)
    assert rule.Params.model_fields
    assert rule.apply.__doc__


@every_rule
def test_a_rule_keeps_the_shapes_and_kinds_of_a_world(rule):
    for case in cases_of(rule):
        for name in ARRAYS:
            before, after = getattr(case.before, name), getattr(case.after, name)
            assert (name, after.shape, after.dtype) == (name, before.shape, before.dtype)
        assert case.after.clock is case.before.clock
        assert case.after.theatre is case.before.theatre
        assert case.after.relations is case.before.relations


@every_rule
def test_what_is_told_of_a_rule_adds_up(rule):
    """The named contributions to every score that an event tells."""
    for case in cases_of(rule):
        one = np.array([0])
        world = case.before.rows(one), case.after.rows(one), case.orders.rows(one)
        for event in telling.of(rule)(*world, params(rule), case.dice[one]):
            if event.why is not None:
                assert sum(part for _, part in event.why.contributions) == pytest.approx(event.why.score), event
                assert event.why.title, event
                assert event.why.rule == rules.name(rule), event


EXPLAINED = ("submarines", "access", "deploy", "trade", "bargain", "defence")


@pytest.mark.parametrize("name", EXPLAINED)
def test_every_event_of_a_rule_tells_why(name):
    told = 0
    for case in cases()[name]:
        for number in range(case.before.worlds):
            one = np.array([number])
            world = case.before.rows(one), case.after.rows(one), case.orders.rows(one)
            events = telling.of(RULES[name])(*world, params(RULES[name]), case.dice[one])
            assert all(event.why is not None for event in events), [event.sentence for event in events]
            told += len(events)
    assert told


@every_rule
def test_a_rule_leaves_its_inputs_as_they_were(rule):
    for case in cases_of(rule)[:4]:
        before = replace(case.before, **{name: getattr(case.before, name).copy() for name in ARRAYS})
        chosen, dice, numbers = case.orders.chosen.copy(), case.dice.copy(), params(rule)
        rule.apply(case.before, case.orders, numbers, case.dice)

        assert differences(case.before, before) == []
        assert np.array_equal(case.orders.chosen, chosen)
        assert np.array_equal(case.dice, dice)
        assert all(np.array_equal(value, getattr(params(rule), name)) for name, value in numbers.__dict__.items())


@every_rule
def test_the_same_input_gives_the_same_output(rule):
    for case in cases_of(rule)[:4]:
        assert differences(again(case), case.after) == []


@every_rule
def test_a_world_does_not_feel_its_neighbours(rule):
    """Worlds in another order, and each alone, come out the same."""
    for case in cases_of(rule)[:6]:
        turned = np.arange(case.before.worlds)[::-1]
        numbers = params(rule)
        backwards = rule.apply(case.before.rows(turned), case.orders.rows(turned), numbers, case.dice[turned])
        assert differences(backwards.rows(turned), case.after) == []
        first = np.array([0])
        alone = rule.apply(case.before.rows(first), case.orders.rows(first), numbers, case.dice[first])
        assert differences(alone, case.after.rows(first)) == []


NUMBERS = [(name, number) for name, rule in RULES.items() for number in rule.Params.model_fields]


# Numbers that say something only beside another that is not at its default.
BESIDE = {("access", "attacked_enters"): {"us_entry_days": 60}}


@pytest.mark.parametrize(("name", "number"), NUMBERS, ids=[f"{name}.{number}" for name, number in NUMBERS])
def test_every_number_matters(name, number):
    """Moved within its bounds it changes something in some world."""
    rule, beside = RULES[name], BESIDE.get((name, number), {})
    bounds, usual = bounds_of(rule.Params, number), getattr(rule.Params(), number)
    others = [value for value in (bounds.low, (bounds.low + bounds.high) / 2, bounds.high) if value != usual]

    assert bounds.low < bounds.high
    assert any(
        differences(again(case, **beside, **{number: value}), again(case, **beside))
        for value in others
        for case in cases_of(rule)
    )


@pytest.mark.parametrize(("name", "number"), NUMBERS, ids=[f"{name}.{number}" for name, number in NUMBERS])
def test_every_number_may_differ_from_world_to_world(name, number):
    """One value for each world, all the same, is what one value for all is."""
    case = cases_of(RULES[name])[-1]
    each = np.full(case.before.worlds, getattr(case.rule.Params(), number), dtype=float)

    assert differences(again(case, **{number: each}), case.after) == []


@every_rule
def test_every_number_at_its_bounds_keeps_the_world_within_its_own(rule):
    for number in rule.Params.model_fields:
        bounds = bounds_of(rule.Params, number)
        for value in (bounds.low, bounds.high):
            for case in cases_of(rule)[-3:]:
                assert (number, value, bounds_broken(again(case, **{number: value}))) == (number, value, [])


@every_rule
def test_every_die_matters(rule):
    """A die that shows 0 or nearly 1 changes something in some world; those of the bases are thrown together."""
    shape = cases_of(rule)[0].dice.shape[1:]
    places = [(slice(None), *place) for place in np.ndindex(*shape)]
    if rule.DICE[0] == "bases":
        places = [(slice(None), slice(None), *place) for place in np.ndindex(*shape[1:])]
    for place in places:
        assert any(differences(*_thrown(case, place)) for case in cases_of(rule)), f"die {place[1:]} does nothing"


def _thrown(case: Case, place) -> tuple[World, World]:
    low, high = case.dice.copy(), case.dice.copy()
    low[place], high[place] = 0.0, 1 - 1e-9
    numbers = params(case.rule)
    return tuple(case.rule.apply(case.before, case.orders, numbers, dice) for dice in (low, high))


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**31), name=st.sampled_from(["reset_2027", "first_battle_base", "no_access"]))
def test_no_order_leads_a_world_out_of_its_bounds(seed, name):
    for case in random_games.play(shipped(name), seed, worlds=12):
        broken = bounds_broken(case.after)
        assert broken == [], f"{rules.name(case.rule)} in turn {case.before.clock.turn}"


def choices_of(stage: str) -> list[tuple[str, str, str]]:
    return [
        (order.key, one.name, other.name)
        for order in ORDERS
        if order.stage == stage
        for one, other in zip(order.choices, order.choices[1:], strict=False)
    ]


@lru_cache  # a choice is compared with the one before it and the one after it
def played(name: str, given: tuple[tuple[str, str], ...]) -> World:
    return play(name, given=dict(given), worlds=10)


@pytest.mark.parametrize(("key", "one", "other"), choices_of("crisis"))
def test_every_choice_of_a_crisis_matters(key, one, other):
    assert differences(*(played("reset_2027", ((key, choice),)) for choice in (one, other))) != []


@pytest.mark.parametrize(("key", "one", "other"), choices_of("blockade"))
def test_every_choice_of_a_blockade_matters(key, one, other):
    ordered = {"us.convoys": "escort", "taiwan.answer": "talk" if key == "china.course" else "hold"}
    given = [tuple({**ordered, key: choice}.items()) for choice in (one, other)]
    first, second = (played("eleven_days", orders) for orders in given)

    assert differences(first, second) != []


@pytest.mark.parametrize(("key", "one", "other"), choices_of("war"))
def test_every_choice_of_a_war_matters(key, one, other):
    ordered = {"japan.access": "join"} if key == "japan.sdf" else {"us.intervene": "fight"}
    given = [tuple({**ordered, key: choice}.items()) for choice in (one, other)]
    first, second = (played("first_battle_base", orders) for orders in given)

    assert differences(first, second) != []


def test_a_finished_world_stays_still():
    """From the turn in which it ends to the end of the block, in every array."""
    model = CrisisModel(shipped(), seed=3, worlds=60)
    finished: dict[int, World] = {}
    while not model.over:
        model.step()
        now = model.world
        for number in np.flatnonzero(now.stage == OVER):
            row = now.rows(np.array([number]))
            assert differences(row, finished.setdefault(int(number), row)) == []
    assert len({int(world.war_turns[0]) for world in finished.values()}) > 3


def test_a_finished_game_is_not_played_on():
    model = CrisisModel(shipped(), seed=3, worlds=5)
    ended = model.play()
    model.step()

    assert model.over
    assert differences(model.world, ended) == []


def test_the_turn_is_written_once():
    assert len(rules.ALL_RULES) == len(set(rules.ALL_RULES)) == 29
    assert set(cases()) == set(RULES)


def test_the_cases_cover_the_game():
    """The random games that the tests above rest on reach every outcome but two, and every stage of a war."""
    ended = [case.after for case in cases()["aftermath"]]
    assert {KEYS[index] for world in ended for index in world.outcome} >= {
        "against",
        "victory",
        "defeat",
        "lifted",
        "settled",
        "conceded",
    }
    resolved = [case.before for case in cases()["resolve"]]
    assert {world.clock.turn for world in resolved} >= set(range(6))
    assert any((world.ports > 0).any() for world in resolved)
    assert any((world.japan_struck & world.japan_fights).any() for world in resolved)
    assert Orders.defaults(1).chosen.shape == (1, len(ORDERS))
    assert all((case.before.stage == CRISIS).all() for case in cases()["trust"])
    assert all((case.before.stage == WAR).all() for case in cases()["strike"])

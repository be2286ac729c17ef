"""One world or many: the same game, bit for bit, however the worlds are cut into blocks."""

from dataclasses import replace
from itertools import pairwise
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.worlds import SHIPPED, differences, differing_worlds, play, shipped
from wargame.engine import dice
from wargame.engine.agents.government import Government
from wargame.engine.orders import BY_KEY, ORDERS, STAGES
from wargame.engine.orders.script import Script
from wargame.engine.parameters import distributions
from wargame.engine.world import ARRAYS, CRISIS, OVER, World
from wargame.model import CrisisModel
from wargame.scenario.loader import load
from wargame.scenario.schema.scenario import ModelParams

WORLDS = 24


@pytest.fixture(scope="module")
def batch() -> World:
    return play(worlds=WORLDS)


def joined(parts: list[World]) -> World:
    arrays = {name: np.concatenate([getattr(part, name) for part in parts]) for name in ARRAYS}
    return replace(parts[0], **arrays)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_world_alone_is_that_row_of_the_batch(name):
    whole = play(name, worlds=301)

    for number in (0, 17, 300):
        alone = play(name, worlds=1, first_world=number)
        assert differences(alone, whole.rows(np.array([number]))) == []


@settings(max_examples=12, deadline=None)
@given(cuts=st.sets(st.integers(1, WORLDS - 1), max_size=6))
def test_blocks_of_any_size_equal_one_go(batch, cuts):
    edges = [0, *sorted(cuts), WORLDS]
    parts = [play(worlds=end - start, first_world=start) for start, end in pairwise(edges)]

    assert differences(joined(parts), batch) == []


def test_a_world_with_uncertain_numbers_alone_is_that_row_of_the_batch():
    uncertain = {
        "actors__japan__start__public_trust": "{uniform: [0.1, 0.6]}",
        "model__trust__tariff_effect": "{triangular: [0.5, 1.3, 2.0]}",
        "forces__us__lrasm": "{one_of: [200, 450, 800]}",
        "injects__0__effects__warmth": "{normal: [0.1, 0.05]}",
    }
    whole = play(worlds=12, **uncertain)

    assert len(np.unique(whole.public_trust)) == 12
    for number in (0, 7, 11):
        alone = play(worlds=1, first_world=number, **uncertain)
        assert differences(alone, whole.rows(np.array([number]))) == []


def test_the_order_of_the_governments_does_not_matter(batch, monkeypatch):
    monkeypatch.setattr(
        CrisisModel,
        "_governments",
        lambda model: [agent for agent in reversed(list(model.agents)) if isinstance(agent, Government)],
    )

    assert differences(play(worlds=WORLDS), batch) == []


def test_two_seeds_differ(batch):
    assert differing_worlds(play(worlds=WORLDS, seed=8), batch).all()


def test_the_same_seed_gives_the_same_game(batch):
    assert differences(play(worlds=WORLDS), batch) == []


def test_worlds_of_one_batch_differ_in_luck(batch):
    assert len(np.unique(batch.temper, axis=0)) == WORLDS


def test_no_two_streams_of_luck_are_the_same(monkeypatch):
    """Each stream has a name of its own, and a number of its own behind the name."""
    drawn: list[tuple[str, int]] = []
    uniforms = dice.uniforms
    monkeypatch.setattr(
        dice,
        "uniforms",
        lambda seed, name, turn, *rest: drawn.append((name, turn)) or uniforms(seed, name, turn, *rest),
    )
    play(worlds=30)

    drawn = [(name, turn) for name, turn in drawn if not name.endswith("aftermath")]  # it takes no dice
    assert len(drawn) == len(set(drawn)) > 50
    names = {name for name, _ in drawn}
    assert len({crc32(name.encode()) for name in names}) == len(names)


def turns(given: dict[str, str], seed: int = 7, worlds: int = 30, name: str = "reset_2027") -> CrisisModel:
    scenario = shipped(name)
    script = Script({**scenario.orders.given(), **given})
    model = CrisisModel(scenario, seed=seed, worlds=worlds, script=script, explain=True)
    model.play()
    return model


@pytest.mark.parametrize("stance", BY_KEY["japan.access"].names)
def test_what_tokyo_does_in_war_changes_nothing_in_the_crisis(stance):
    free, fixed = turns({}), turns({"japan.access": stance})

    crisis = [turn for turn in free.turns if turn.stage == CRISIS]
    assert [turn.stage for turn in fixed.turns][: len(crisis)] == [CRISIS] * len(crisis)
    for one, other in zip(crisis, fixed.turns, strict=False):
        assert differences(one.after, other.after) == []
    first_war = len(crisis)
    assert differences(free.turns[first_war].before, fixed.turns[first_war].before) == []
    assert differences(free.world, fixed.world) != []


def test_a_pledge_changes_nothing_before_the_first_turns_politics():
    """Of the first turn, all that comes before politics is the same; fear and belief are not."""
    refuses, permits = (turns({"japan.pledge": pledge}).turns[0] for pledge in ("refuse", "combat"))

    assert differences(refuses.before, permits.before) == []
    differ = differences(refuses.after, permits.after)
    assert {"pledge", "approval", "fear", "believed_access"} <= set(differ)
    assert not {"tariff", "public_trust", "spending", "ordered", "output", "bargain"} & set(differ)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_script_that_adds_nothing_changes_nothing(name):
    assert differences(play(name, worlds=10), play(name, worlds=10, given={})) == []


def test_an_order_of_the_other_stage_changes_nothing_in_a_war():
    assert differences(play("first_battle_base"), play("first_battle_base", given={"japan.pledge": "refuse"})) == []


def test_ordering_what_a_doctrine_orders_anyway_changes_nothing():
    """Every order that was given, given again as a person's orders, replays the game."""
    played = turns({}, worlds=1, seed=11)
    scripts: dict[str, list[dict[str, str]]] = {stage: [] for stage in STAGES}
    for turn in played.turns:
        stage = STAGES[turn.stage]
        scripts[stage].append(
            {each.key: each.names[turn.orders.choice(each.key)[0]] for each in ORDERS if each.stage == stage}
        )
    again = CrisisModel(shipped(), seed=11, worlds=1, script=Script({}, scripts))

    assert differences(again.play(), played.world) == []


def test_a_setting_that_repeats_the_file_changes_nothing(batch):
    assert differences(play(worlds=WORLDS, forces__us__lrasm="450"), batch) == []


def test_an_uncertain_number_of_no_spread_changes_nothing(batch):
    assert differences(play(worlds=WORLDS, forces__us__lrasm="{uniform: [450, 450]}"), batch) == []


def test_an_uncertain_number_leaves_all_other_luck_alone(batch):
    uncertain = play(worlds=WORLDS, actors__china__start__resolve="{uniform: [0.2, 0.9]}")

    assert (
        differences(
            replace(uncertain, **{name: getattr(batch, name) for name in ARRAYS if name not in ("temper", "policy")}),
            batch,
        )
        == []
    )
    assert len(np.unique(uncertain.resolve)) == WORLDS


def test_one_uncertain_number_does_not_move_the_draws_of_another():
    alone = play(worlds=8, forces__us__lrasm="{uniform: [400, 500]}")
    with_another = play(
        worlds=8, forces__us__lrasm="{uniform: [400, 500]}", model__trust__poll_noise="{uniform: [0, 0.05]}"
    )
    opening = CrisisModel(shipped(forces__us__lrasm="{uniform: [400, 500]}"), seed=7, worlds=8).world.lrasm
    with_opening = CrisisModel(
        shipped(forces__us__lrasm="{uniform: [400, 500]}", model__trust__poll_noise="{uniform: [0, 0.05]}"),
        seed=7,
        worlds=8,
    ).world.lrasm

    assert np.array_equal(opening, with_opening)
    assert len(np.unique(opening)) == 8
    assert differences(alone, with_another) != []


def test_all_numbers_of_the_model_may_be_uncertain_at_once(batch):
    """Each with no spread: a value for each world, all the same."""
    scenario = shipped()
    sections = {
        name: {key: value if isinstance(value, dict) else {"uniform": [value, value]} for key, value in numbers.items()}
        for name, numbers in scenario.model.model_dump().items()
    }
    uncertain = scenario.model_copy(update={"model": ModelParams.model_validate(sections)})

    assert len(list(distributions(uncertain))) > 200
    assert differences(play(uncertain, worlds=WORLDS), batch) == []


def test_the_name_of_a_scenario_changes_nothing(tmp_path, batch):
    renamed = tmp_path / "first_battle_base.yaml"
    renamed.write_text("extends: reset_2027\ntitle: Tokyo refuses\nsummary: no access, China wins\n", encoding="utf-8")
    played = CrisisModel(load(renamed), seed=7, worlds=WORLDS).play()

    assert differences(played, batch) == []


def test_all_worlds_are_over_at_the_end(batch):
    assert (batch.stage == OVER).all()
    assert (batch.outcome >= 0).all()
    assert (batch.ending >= 0).all()

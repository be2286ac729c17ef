"""Factors: what they may be is what was declared, and a world can have a number for itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.analysis.study.factor import Factor
from wargame.engine.parameters import Bounds, Distribution
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.scenario.inventory import take
from wargame.scenario.numbers import declared, with_numbers

UNIT = arrays(float, 9, elements=st.floats(0, 1))
KINDS = st.sampled_from(["uniform", "triangular", "one_of", "normal"])
LIMITS = st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6))


@given(unit=UNIT, limits=LIMITS, whole=st.booleans(), kind=KINDS)
def test_no_value_leaves_the_bounds(unit: np.ndarray, limits: tuple[float, float], whole: bool, kind: str) -> None:
    low, high = round(limits[0]), round(limits[0] + limits[1])
    written = {"normal": [low, 1 + high - low], "triangular": [low, (low + high) // 2, high]}.get(kind, [low, high])
    spread = Bounds(low, high).check({kind: written})
    assert isinstance(spread, Distribution)
    factor = Factor("a", spread=spread, whole=whole)
    for values in (factor.at(unit), np.array(factor.ends()), np.array(factor.steps(4))):
        assert (values >= low).all()
        assert (values <= high).all()
        assert not whole or (values == np.rint(values)).all()


@given(unit=UNIT, many=st.integers(1, 5))
def test_every_place_of_the_unit_interval_is_a_level(unit: np.ndarray, many: int) -> None:
    factor = Factor("japan.stance", tuple("abcde"[:many]), is_number=False)
    assert set(factor.at(unit)) <= set(factor.places())


def test_one_at_a_time_goes_to_both_ends() -> None:
    assert Factor("a", spread=Distribution("uniform", (2, 5), 0, 9)).ends() == (2, 5)
    assert Factor("a", spread=Distribution("one_of", (0, 0, 4), 0, 9)).ends() == (0, 4)
    low, high = Factor("a", spread=Distribution("normal", (3, 1), 0, 9)).ends()
    assert (round(low, 2), round(high, 2)) == (1.36, 4.64)


def test_all_that_may_be_uncertain_is_found_and_is_in_the_inventory() -> None:
    numbers = declared(load("reset_2027"))
    known = {entry.path: (entry.low, entry.high) for entry in take("reset_2027").entries}
    of_events = {path for path in numbers if path.startswith("injects.")}
    assert {"model.trust.tariff_effect", "forces.us.lrasm", "actors.china.start.resolve"} < set(numbers)
    for path in set(numbers) - of_events:
        assert known[path] == (numbers[path].bounds.low, numbers[path].bounds.high)
    assert not [path for path in numbers if path.startswith(("relations", "calendar"))]


@pytest.mark.parametrize(
    "path",
    ["model.trust.tariff_effect", "forces.china.short_missiles", "bases.Kadena.shelters", "actors.japan.start.threat",
     "injects.0.effects.warmth"],
)  # fmt: skip
def test_a_number_for_each_world_is_that_number_set_for_all(path: str) -> None:
    values = np.repeat([[0.3], [0.6]], 5)
    apart = CrisisModel(with_numbers(load("reset_2027"), {path: values}), 3, 10, copies=2).play()
    for half, value in enumerate((0.3, 0.6)):
        alone = CrisisModel(load("reset_2027", {path: str(value)}), 3, 5).play()
        rows = slice(5 * half, 5 * half + 5)
        for name in ("outcome", "public_trust", "odds", "area_km2", "china_aircraft", "access_support"):
            assert getattr(apart, name)[rows].tobytes() == getattr(alone, name).tobytes(), name


def test_a_scenario_with_numbers_of_worlds_leaves_the_first_alone() -> None:
    scenario = load("reset_2027")
    with_numbers(scenario, {"forces.us.lrasm": np.array([1.0, 2.0])})
    assert scenario == load("reset_2027")

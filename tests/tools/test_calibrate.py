"""The fit: what it moves, against what, and that the rules hold what it found."""

import re
from pathlib import Path

import pytest

from wargame.analysis.evidence.document import FITTED_NOTE
from wargame.engine.parameters import origin_of
from wargame.scenario import load
from wargame.scenario.schema.scenario import ModelParams
from wargame.tools import calibrate
from wargame.tools.calibrate import AGAINST, FITTED

DOCUMENT = (Path(__file__).parents[2] / "docs" / "CALIBRATION.md").read_text(encoding="utf-8")


def value_of(scenario, path):
    part = scenario
    for name in path.split("."):
        part = getattr(part, name)
    return part


def told(path):
    """The fitted number in the document."""
    return float(re.search(rf"\| `{re.escape(path)}` \|[^|]*\|[^|]*\| ([\d.]+) \|", DOCUMENT).group(1))


def test_few_numbers_are_fitted_to_many_rows():
    assert len(FITTED) == 8
    assert FITTED_NOTE.startswith("Eight numbers")
    assert len(AGAINST) >= 3 * len(FITTED)


@pytest.mark.parametrize("fitted", FITTED, ids=[fitted.path for fitted in FITTED])
def test_the_model_holds_what_the_fit_found(fitted):
    """To two figures."""
    assert value_of(load("first_battle_base"), fitted.path) == pytest.approx(told(fitted.path), rel=0.05)


@pytest.mark.parametrize("fitted", FITTED, ids=[fitted.path for fitted in FITTED])
def test_a_fitted_number_of_a_rule_says_so(fitted):
    _, section, name = fitted.path.split(".")
    if fitted.path.startswith("model."):
        params = ModelParams.model_fields[section].annotation
        assert origin_of(params, name).source == "[calibration]"


def test_nothing_else_says_that_it_was_fitted():
    said = {
        f"model.{section}.{name}"
        for section, field in ModelParams.model_fields.items()
        for name in field.annotation.model_fields
        if origin_of(field.annotation, name).source == "[calibration]"
    }
    assert said == {fitted.path for fitted in FITTED if fitted.path.startswith("model.")}


def test_a_fit_starts_within_its_bounds():
    for fitted in FITTED:
        assert fitted.low < fitted.start < fitted.high


def test_the_same_seed_gives_the_same_fit():
    one, other = (calibrate.fit(worlds=50, seed=3, trials=2) for _ in range(2))

    assert one.tolist() == other.tolist()


def test_a_number_that_ends_at_a_bound_says_why_the_bound_is_there():
    ends = [fitted.high if fitted.path == "model.strike.raids" else fitted.start for fitted in FITTED]

    told = calibrate.report(ends, worlds=50, seed=3)

    assert "`model.strike.raids` ends at its upper bound. Judgement: " in told
    assert told.count("ends at its") == 1


def test_every_bound_has_a_source_or_is_called_judgement():
    assert all(re.match(r"judgement: |\[", fitted.bounds) for fitted in FITTED)

"""Beijing's estimate, held against games of the war that it speaks of."""

from functools import lru_cache

import numpy as np
import pytest

from wargame import estimate
from wargame.rules import deterrence
from wargame.rules.deterrence import AFAR, ALONE, FROM_JAPAN


@lru_cache
def fresh() -> estimate.Wars:
    """Wars that the stored fit has not seen."""
    return estimate.wars(worlds=1500, seed=31)


def test_what_beijing_estimates_comes_true_as_often_as_it_says():
    assert estimate.reliability(fresh()).expected_error <= 0.05


def test_an_estimate_that_is_wrong_would_be_noticed(monkeypatch):
    """The test above can fail: shifted by one logit, the estimate no longer holds."""
    shifted = deterrence.Params(odds_base=deterrence.FITTED["logits"]["base"] + 1)
    monkeypatch.setattr(deterrence, "Params", lambda: shifted)

    assert estimate.reliability(fresh()).expected_error > 0.05


def test_the_us_and_its_bases_in_japan_make_success_rarer():
    won = {kind: fresh().won[kind].mean() for kind in (ALONE, AFAR, FROM_JAPAN)}

    assert won[ALONE] > won[AFAR] > won[FROM_JAPAN]


def test_the_fit_finds_the_chances_that_made_the_wars():
    """Success drawn from known numbers gives back the chance in each kind of war."""
    wars = fresh()
    names = list(deterrence.FITTED["logits"])
    true = deterrence.FITTED["logits"] | {"access": -1.5, "base": 1.0}
    dice = np.random.default_rng(5)
    matrix, _ = estimate._matrix(wars, names)
    chances = 1 / (1 + np.exp(-(matrix * [true[name] for name in names]).sum(axis=1)))
    drawn = np.split(dice.random(len(chances)) < chances, 3)

    found = estimate.fit(estimate.Wars(wars.seen, dict(zip(wars.seen, drawn, strict=True))))

    again = 1 / (1 + np.exp(-(matrix * [found[name] for name in names]).sum(axis=1)))
    for known, fitted in zip(np.split(chances, 3), np.split(again, 3), strict=True):
        assert np.abs(known - fitted).mean() < 0.03
    assert found["base"] == pytest.approx(true["base"], abs=0.6)


def test_the_stored_fit_says_how_it_was_made():
    assert deterrence.FITTED["made_by"] == "make estimate"
    assert {"version", "scenario", "wars", "seed", "success", "method"} <= set(deterrence.FITTED)

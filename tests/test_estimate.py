"""Beijing's estimate, held against games of the war that it speaks of."""

import json
from functools import lru_cache

import numpy as np
import pytest

from wargame import estimate
from wargame.evidence.reliability import binned, stored
from wargame.rules import deterrence
from wargame.rules.deterrence import AFAR, ALONE, FROM_JAPAN

SEED = 31


@lru_cache
def fresh() -> estimate.Wars:
    """Wars that the stored fit has not seen."""
    return estimate.wars(worlds=1500, seed=SEED)


def test_what_beijing_estimates_comes_true_as_often_as_it_says():
    assert estimate.hold(fresh(), SEED).expected_error <= 0.05


def test_an_estimate_that_is_wrong_would_be_noticed(monkeypatch):
    """The test above can fail: shifted by one logit, the estimate no longer holds."""
    shifted = deterrence.Params(odds_base=deterrence.FITTED["logits"]["base"] + 1)
    monkeypatch.setattr(deterrence, "Params", lambda: shifted)

    assert estimate.hold(fresh(), SEED).expected_error > 0.05


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


def test_the_stored_reliability_is_of_wars_that_the_fit_has_not_seen():
    kept = stored()

    assert kept.seed != deterrence.FITTED["seed"]
    assert kept.wars == deterrence.FITTED["wars"] == deterrence.FITTED["reliability"]["wars"]
    assert kept.expected_error <= 0.05
    assert all(0 <= each.won <= each.wars for each in kept.bins)


def test_what_is_written_holds_a_fit_against_wars_of_the_next_seed(tmp_path, monkeypatch):
    monkeypatch.setattr(estimate, "FILE", tmp_path / "deterrence.json")

    written = estimate.write(worlds=40, seed=5)

    assert json.loads((tmp_path / "deterrence.json").read_text(encoding="utf-8")) == written
    assert stored(written).seed == 6
    assert stored(written).wars == 3 * 40


def test_bins_count_what_came_true():
    """Three wars at about a third, one of them won; two near certain, both won."""
    found = binned(np.array([0.31, 0.33, 0.35, 0.92, 0.96]), np.array([0, 1, 0, 1, 1], dtype=bool), seed=1)

    assert [(each.estimated, each.won, each.wars) for each in found.bins] == [(0.33, 1, 3), (0.94, 2, 2)]
    assert found.expected_error == pytest.approx((3 * (1 / 3 - 0.33) + 2 * 0.06) / 5)
    assert found.bins[0].interval == pytest.approx((0.0615, 0.7923), abs=1e-3)  # Wilson's of 1 in 3

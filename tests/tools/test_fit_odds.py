"""Beijing's estimate, held against games of the war that it speaks of."""

import json
from functools import lru_cache

import numpy as np
import pytest
from scipy.special import expit

from tests.worlds import params
from wargame.analysis.evidence.reliability import binned, stored, stored_parts
from wargame.engine.agents import DOCTRINES
from wargame.engine.contributions import total
from wargame.engine.physics import success
from wargame.engine.physics.success import AFAR, ALONE, FROM_JAPAN
from wargame.engine.rules import deterrence
from wargame.engine.world import PROGRAMMES, replace
from wargame.scenario import load
from wargame.scenario.opening import Luck, open_world
from wargame.tools import fit_odds
from wargame.tools.fit_odds import ALL, COPIES, MOST, NOTHING, ORDERS

SEED = 31
WORLDS = 4500
LOGITS = success.FITTED["logits"]
SCENARIO = load(fit_odds.SCENARIO, {"calendar.turns": "0", "injects": "[]"})
JAPANS = [name for name in PROGRAMMES if name.startswith("japan")]


@lru_cache
def fresh() -> fit_odds.Wars:
    """Wars that the stored fit has not seen."""
    return fit_odds.wars(WORLDS, SEED)


def armed(worlds=900, delivered=(), **times):
    """Worlds on the eve of war with forces so many times those of the flagship, and all that programmes deliver."""
    opening = open_world(SCENARIO, Luck(SEED, worlds), DOCTRINES)
    got = np.tile([MOST[name] * (name in delivered) for name in PROGRAMMES], (worlds, 1))
    return replace(fit_odds.armed(opening, times), delivered=got, china_readiness=np.full(worlds, 0.95))


def said(before, kind):
    """What Beijing's staff says of such a war, without an error."""
    moved = success.success_contributions(before, success.strengths(before), kind, params(deterrence))
    return expit(total(moved)) * np.ones(before.worlds)


def won(before, kind):
    """The same wars fought, on the same dice each time."""
    return fit_odds.won_by_china(SCENARIO, Luck(SEED, before.worlds), kind, before)


def surely_below(fewer, more):
    """Whether a share is lower with the same dice, beyond its 95% interval."""
    differences = more.astype(float) - fewer
    return differences.mean() > 1.96 * differences.std() / np.sqrt(len(differences))


@pytest.mark.parametrize("wars", [ALL, *ORDERS, NOTHING])
def test_what_beijing_estimates_comes_true_as_often_as_it_says(wars):
    """Over all wars, in each kind of war alone, and before anything is delivered."""
    assert fit_odds.hold(fresh(), SEED)[wars].expected_error <= 0.05


@pytest.mark.parametrize("wars", [ALL, *ORDERS, NOTHING])
def test_an_estimate_that_is_wrong_would_be_noticed(wars):
    """The test above can fail: shifted by a logit, the estimate no longer holds."""
    assert fit_odds.hold(fresh(), SEED, LOGITS | {"base": LOGITS["base"] + 1})[wars].expected_error > 0.05


@pytest.mark.parametrize("kind", ORDERS)
def test_every_kind_of_war_is_often_won_and_often_lost(kind):
    """Else a sure loss, foretold as such, would hide an estimate that is wrong where it matters."""
    assert 0.1 < fresh().won[kind].mean() < 0.9
    close = fit_odds.estimates(fresh(), LOGITS)[kind]
    assert ((close > 0.2) & (close < 0.8)).sum() > 500


def test_the_us_and_its_bases_in_japan_make_success_rarer():
    shares = [won(armed(300, landing=1.5, troops=1.5), kind).mean() for kind in (ALONE, AFAR, FROM_JAPAN)]

    assert shares[0] > shares[1] > shares[2]


@pytest.mark.parametrize(
    ("kind", "fewer", "more"),
    [
        (AFAR, {}, {"landing": 2.0}),
        (FROM_JAPAN, {"troops": 1.5}, {"troops": 1.5, "landing": 2.0}),
        (FROM_JAPAN, {"landing": 2.0}, {"landing": 2.0, "troops": 2.0}),
        (AFAR, {}, {"jassm": 0.0}),
        (AFAR, {"submarines": 2.0}, {}),
        (ALONE, {"battalions": 2.0}, {}),
        (FROM_JAPAN, {"us_fighters": 2.0, "landing": 2.0, "troops": 1.5}, {"landing": 2.0, "troops": 1.5}),
    ],
)
def test_forces_move_the_estimate_as_they_move_the_war(kind, fewer, more):
    """A larger fleet or fewer JASSM, and so on: the wars fought on the same dice, and what was said of them."""
    assert said(armed(1, **fewer), kind) < said(armed(1, **more), kind)
    assert surely_below(won(armed(**fewer), kind), won(armed(**more), kind))


def test_what_makes_japan_readier_lowers_the_estimate_and_the_wars_that_are_won():
    """Where a war from Japan hangs in the balance: a fleet twice as large that lands half as many troops again."""
    fleet = {"landing": 2.0, "troops": 1.5}

    assert said(armed(1, JAPANS, **fleet), FROM_JAPAN) < said(armed(1, **fleet), FROM_JAPAN)
    assert surely_below(won(armed(900, JAPANS, **fleet), FROM_JAPAN), won(armed(900, **fleet), FROM_JAPAN))


def test_jassm_move_the_estimate_only_if_the_us_fights():
    assert said(armed(1, jassm=0.0), ALONE) == said(armed(1), ALONE)


def test_the_estimate_reckons_with_every_force_that_is_drawn():
    before = armed(1)
    counted = success.known_forces(before)

    assert {*counted, "bombers"} == set(fit_odds.DRAWN)
    assert counted.keys() == success.FITTED["reference"].keys()
    for name in counted:
        changed = success.known_forces(fit_odds.armed(before, {name: np.array(0.25)}))
        assert [other for other in counted if changed[other] != counted[other]] == [name]
    assert success.known_forces(fit_odds.armed(before, {"bombers": np.array(0.5)}))["jassm"] < counted["jassm"]


def test_each_war_is_fought_without_programmes_with_japans_and_with_some_of_all():
    luck = Luck(SEED, 30, copies=COPIES)
    none, japans, some = np.split(fit_odds.drawn_world(SCENARIO, luck, FROM_JAPAN).delivered, COPIES)

    assert not none.any()
    assert (japans > 0).any(axis=0).tolist() == [name in JAPANS for name in PROGRAMMES]
    assert (some > 0).any(axis=0).all()


def test_blocks_of_wars_are_the_wars_of_one_go(monkeypatch):
    whole = fit_odds.wars(60, 3)
    monkeypatch.setattr(fit_odds, "BLOCK", 30)
    parted = fit_odds.wars(60, 3)

    assert sorted(map(tuple, whole.seen[AFAR])) == sorted(map(tuple, parted.seen[AFAR]))
    assert whole.won[AFAR].sum() == parted.won[AFAR].sum()


def test_the_fit_finds_the_chances_that_made_the_wars():
    """Success drawn from known numbers gives back the chance in each kind of war."""
    true = LOGITS | {"access": -1.5, "base": 1.0, "landing": 0.3}
    dice = np.random.default_rng(5)
    chances = fit_odds.estimates(fresh(), true)
    drawn = {kind: dice.random(WORLDS) < chances[kind] for kind in ORDERS}

    found = fit_odds.fit(fit_odds.Wars(fresh().seen, drawn, fresh().bare))

    again = fit_odds.estimates(fresh(), found)
    assert all(np.abs(chances[kind] - again[kind]).mean() < 0.03 for kind in ORDERS)
    assert found["base"] == pytest.approx(true["base"], abs=0.4)
    assert found["access"] == pytest.approx(true["access"], abs=0.6)


def test_what_the_fit_reckons_is_what_the_rule_reckons():
    before = fit_odds.drawn_world(SCENARIO, Luck(SEED, 30, copies=COPIES), FROM_JAPAN)
    played = fit_odds.Wars({FROM_JAPAN: fit_odds._matrix(before, FROM_JAPAN)}, {}, np.zeros(30, bool))

    assert fit_odds.estimates(played, LOGITS)[FROM_JAPAN] == pytest.approx(said(before, FROM_JAPAN))


def test_the_stored_fit_says_how_it_was_made():
    assert success.FITTED["made_by"] == "make estimate"
    assert {"version", "scenario", "wars", "seed", "success", "method", "ranges"} <= set(success.FITTED)
    assert success.FITTED["reference"] == fit_odds.reference()


def test_the_stored_reliability_is_of_wars_that_the_fit_has_not_seen():
    kept, parts = stored(), stored_parts()

    assert kept.seed != success.FITTED["seed"]
    assert kept.wars == success.FITTED["wars"] == success.FITTED["reliability"]["wars"]
    assert kept.expected_error <= 0.05
    assert list(parts) == [*ORDERS, NOTHING]
    assert all(part.expected_error <= 0.05 for part in parts.values())
    assert sum(parts[kind].wars for kind in ORDERS) == kept.wars
    assert all(0 <= each.won <= each.wars for each in kept.bins)


def test_what_is_written_holds_a_fit_against_wars_of_the_next_seed(tmp_path, monkeypatch):
    monkeypatch.setattr(fit_odds, "FILE", tmp_path / "deterrence.json")

    written = fit_odds.write(worlds=60, seed=5)

    assert json.loads((tmp_path / "deterrence.json").read_text(encoding="utf-8")) == written
    assert stored(written).seed == 6
    assert stored(written).wars == 3 * 60
    assert stored_parts(written)[NOTHING].wars == 60


def test_bins_count_what_came_true():
    """Three wars at about a third, one of them won; two near certain, both won."""
    found = binned(np.array([0.31, 0.33, 0.35, 0.92, 0.96]), np.array([0, 1, 0, 1, 1], dtype=bool), seed=1)

    assert [(each.estimated, each.won, each.wars) for each in found.bins] == [(0.33, 1, 3), (0.94, 2, 2)]
    assert found.expected_error == pytest.approx((3 * (1 / 3 - 0.33) + 2 * 0.06) / 5)
    assert found.bins[0].interval == pytest.approx((0.0615, 0.7923), abs=1e-3)  # Wilson's of 1 in 3

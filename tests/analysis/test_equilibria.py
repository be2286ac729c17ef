"""The game between governments: what they want, where nobody gains by changing alone, and how sure that is."""

from __future__ import annotations

import json
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.played import in_pieces, played
from wargame.analysis.equilibria.document import as_document, verdict
from wargame.analysis.equilibria.nash import (
    RESAMPLES,
    Bargaining,
    Player,
    Resamples,
    between_two,
    prepare,
    profiles,
    regrets,
    worth,
)
from wargame.batch.simulate import paired, simulate
from wargame.cli import app
from wargame.engine.dice import uniforms
from wargame.engine.outcome import KEYS
from wargame.installed import MissingExtra
from wargame.scenario import ScenarioFaults, load
from wargame.scenario.factors import FactorFault, cells
from wargame.statistics.moments import CHUNK

STANCES = ("japan.stance", ("refuse", "combat"))


def _game(japan: list[list[float]], us: list[list[float]], noise: float = 0.0, worlds: int = 200) -> Bargaining:
    """A game of two with payoffs as written, the rows Tokyo's; each world is a little off in its own way."""
    (cell,) = cells("reset_2027")
    players = (Player("japan", "japan.stance", ("refuse", "combat")), Player("us", "us.tariff", ("0", "25")))
    means = np.stack([np.ravel(japan), np.ravel(us)], axis=1)
    off = noise * np.sin(np.arange(worlds * means.size)).reshape(worlds, *means.shape)
    game = Bargaining("reset_2027", cell, players, (cell,) * 4, 1, worlds)
    game.add_payoffs(means + off)
    return game


def test_two_prisoners_both_tell() -> None:
    told = profiles(_game([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    assert told[0].strategies == ("combat", "25")
    assert told[0].found == RESAMPLES
    assert [profile.is_equilibrium for profile in told] == [True, False, False, False]
    silent = next(profile for profile in told if profile.strategies == ("refuse", "0"))
    assert silent.regret == 2
    assert silent.tempted in ("japan: combat", "us: 25")


def test_matching_pennies_have_no_equilibrium_but_a_mixed_one() -> None:
    game = _game([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    told = profiles(game)
    assert all(profile.found == 0 for profile in told)
    assert "no equilibrium in pure strategies" in verdict(game, told)
    ((_, _, (mixed,), _),) = between_two(game, told[0])
    assert mixed.shares == ((0.5, 0.5), (0.5, 0.5))


def test_an_equilibrium_by_a_hair_is_not_sure() -> None:
    """Tokyo's gain from combat is a thousandth, and its worlds differ by far more."""
    game = _game([[0, 0], [0.001, 0.001]], [[1, 0], [1, 0]], noise=0.5)
    told = profiles(game)
    assert 0 < told[0].found < RESAMPLES
    assert told[0].regret_interval.high > 0
    assert "No equilibrium is sure" in verdict(game, told)


def test_where_worlds_are_alike_every_resample_agrees() -> None:
    assert {profile.found for profile in profiles(_game([[3, 0], [5, 1]], [[3, 5], [0, 1]]))} == {0, RESAMPLES}


@given(st.lists(st.integers(1, 3), min_size=2, max_size=4), st.integers(0, 2**16))
def test_regret_is_what_the_best_change_alone_would_gain(shape: list[int], seed: int) -> None:
    payoffs = np.cos(np.arange(int(np.prod(shape)) * len(shape)) * (seed + 1.0)).reshape(-1, len(shape))
    found = regrets(payoffs, shape)
    every = list(product(*map(range, shape)))
    for at, profile in enumerate(every):
        for who in range(len(shape)):
            others = [(*profile[:who], own, *profile[who + 1 :]) for own in range(shape[who])]
            best = max(payoffs[every.index(other), who] for other in others)
            assert found[at, who] == pytest.approx(best - payoffs[at, who])


def test_a_world_is_worth_its_outcome_less_its_cost() -> None:
    wants = load("reset_2027").utilities.japan
    rows = {
        "outcome": np.array([KEYS.index("deterred"), KEYS.index("victory")]),
        "output_lost_japan": np.array([0.0, 0.04]),
        "aircraft_lost_japan": np.array([0, 10]),
    }
    assert worth(rows, wants) == pytest.approx([1.0, 0.1 - 0.04 - 0.01])


def test_payoffs_are_those_of_the_games_that_a_run_plays() -> None:
    game = played(prepare("reset_2027", [STANCES, ("us.tariff", ("0", "25"))], (), seed=5, worlds=40))
    assert game.payoffs.shape == (4, 2)
    (last,) = cells("reset_2027", [("japan.stance", "combat"), ("us.tariff", "25")])
    (block,) = simulate((last,), 40, 5)
    assert game.payoffs[3, 0] == pytest.approx(worth(block.rows[0], load("reset_2027").utilities.japan).mean())


def test_blocks_do_not_change_how_sure_an_equilibrium_is() -> None:
    strategies = [STANCES, ("us.tariff", ("0", "25"))]
    whole, pieces = (prepare("reset_2027", strategies, (), seed=5, worlds=CHUNK + 50) for _ in range(2))
    (block,) = paired(whole.player(False), len(whole.cases), CHUNK + 50)
    whole.add(block)
    for piece in in_pieces(block, 300):
        pieces.add(piece)
    assert as_document(pieces) == as_document(whole)


def test_resamples_spread_as_the_mean_of_the_worlds_does() -> None:
    """Their spread is the standard error of the mean [rubin1981], here of a fair coin over 2,500 worlds: 1 in 100."""
    (coin,) = uniforms(4, "coin", 0, (2_500,), 1)
    resamples = Resamples(4, 1)
    resamples.add((coin[:, None] < 0.5).astype(float))
    assert resamples.means.mean() == pytest.approx((coin < 0.5).mean(), abs=0.001)
    assert resamples.means.std() == pytest.approx(0.01, rel=0.1)


def test_all_four_choose_doctrines_where_nothing_is_said() -> None:
    game = prepare("reset_2027")
    assert game.shape == (3, 3, 3, 3)
    assert [cell.name for cell in game.cases[:2]] == [
        "actors.china.doctrine=deadline, actors.taiwan.doctrine=porcupine, actors.japan.doctrine=hedging, "
        f"actors.us.doctrine={name}"
        for name in ("transactional", "alliance_builder")
    ]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"scenario": "first_battle_base"}, "does not say what the governments want"),
        ({"strategies": [("forces.us.lrasm", ("1", "2"))]}, "no strategy of a government"),
        ({"strategies": [STANCES, ("japan.spending", ("2", "3"))]}, "both japan's"),
        ({"strategies": [STANCES], "sides": ()}, "one government alone"),
        ({"strategies": [("japan.stance", ("refuse", "combar"))]}, "did you mean combat"),
    ],
)
def test_what_is_no_game_is_said(how: dict, words: str) -> None:
    with pytest.raises(FactorFault, match=words):
        prepare(**{"scenario": "reset_2027", **how})


def test_utilities_are_checked_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "extends: reset_2027\nutilities:\n  japan:\n    outcomes: {victory: 40, victry: 1}\n"
        "    measures: {carriers_losst: 1}\n"
    )
    with pytest.raises(ScenarioFaults) as faults:
        load(path)
    told = str(faults.value)
    assert "mine.yaml:4:25: utilities.japan.outcomes.victory: 40 is greater than 10; a number from -10 to 10" in told
    assert "did you mean victory?" in told
    assert "did you mean carriers_lost?" in told


def test_utilities_move_no_game() -> None:
    (plain,) = cells("reset_2027")
    (other,) = cells("reset_2027", [("utilities.japan.outcomes.victory", "1"), ("utilities.us.outcomes.deterred", "0")])
    one, two = (next(simulate((cell,), 50, 3)).rows[0] for cell in (plain, other))
    assert all((one[name] == two[name]).all() for name in one)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nashpy", None)
    game = _game([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    with pytest.raises(MissingExtra, match=r"linchpin-wargame\[equilibria\]"):
        list(between_two(game, profiles(game)[0]))


def test_the_command_tells_profiles_with_intervals_and_how_sure_they_are(tmp_path: Path) -> None:
    arguments = ["equilibria", "reset_2027", "-n", "30", "--strategies", "japan.stance=refuse,combat", "--player", "us"]
    shown = CliRunner().invoke(app.commands, arguments, env={"COLUMNS": "80"})
    assert shown.exit_code == 0, shown.output
    assert max(map(len, shown.stdout.splitlines())) <= 80
    for words in ("N 30 worlds of each of 6 profiles", "of resamples", "regret", "95% interval", "judgement"):
        assert words in shown.stdout, words
    told = json.loads(CliRunner().invoke(app.commands, [*arguments, "--json"]).stdout)
    assert len(told["profiles"]) == 6
    assert told["utilities"]["japan"]["outcomes"]["deterred"] == 1
    for profile in told["profiles"]:
        assert profile["equilibrium"] == (profile["regret"] <= 1e-12)
        for payoff in profile["payoffs"].values():
            assert payoff["interval"][0] <= payoff["mean"] <= payoff["interval"][1]

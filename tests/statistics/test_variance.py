"""Where variance comes from: known mixtures are told apart, and intervals hold what is true."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from wargame.engine import dice
from wargame.statistics import value_table as values
from wargame.statistics import variance
from wargame.statistics.value_table import InMemory


def _normal(name: str, *shape: int) -> np.ndarray:
    return ndtri(dice.uniforms(5, name, 0, shape[1:], shape[0]).clip(1e-12))


def _nested(values: np.ndarray) -> dict[str, variance.Share] | None:
    worlds = values.shape[1]
    return variance.nested(values.mean(axis=1), values.var(axis=1, ddof=min(worlds - 1, 1)), worlds)


def test_nothing_that_varies_is_no_share_at_all() -> None:
    assert _nested(np.ones((10, 10))) is None
    assert variance.crossed(InMemory(np.ones((10, 10))), 1) is None
    assert _nested(_normal("a", 10, 1)) is None


@pytest.mark.parametrize("scale", [0.0, 0.5, 2.0])
def test_luck_and_parameters_are_told_apart_where_each_point_has_its_own_dice(scale: float) -> None:
    values = scale * _normal("points", 300, 1) + _normal("dice", 300, 20)
    found = _nested(values)
    assert found is not None
    true = scale**2 / (scale**2 + 1)
    low, high = found["parameters"].interval
    assert low - 0.02 <= true <= high + 0.02
    assert high - low < 0.15
    assert found["parameters"].share + found["dice"].share == pytest.approx(1)


def test_shares_of_worlds_are_told_apart_too() -> None:
    chances = np.where(np.arange(200) % 2, 0.9, 0.1)[:, None]
    found = _nested((dice.uniforms(2, "coins", 0, (50,), 200) < chances).astype(float))
    assert found is not None
    assert found["parameters"].share == pytest.approx(0.64, abs=0.02)  # 0.4 squared, of 0.25


def test_on_the_same_dice_what_both_do_together_is_told_too() -> None:
    points, worlds = _normal("points", 200, 1), _normal("worlds", 1, 100)
    found = variance.crossed(InMemory(points + 2 * worlds + points * worlds), 1)
    assert found is not None
    scale = points.var() + (2 * worlds).var()  # and the product, of about 1
    assert found["parameters"].share == pytest.approx(points.var() / (scale + 1), abs=0.06)
    assert found["dice"].share == pytest.approx((2 * worlds).var() / (scale + 1), abs=0.12)
    assert sum(share.share for share in found.values()) == pytest.approx(1)
    for share in found.values():
        assert share.interval.low <= share.share <= share.interval.high


def test_main_effects_of_a_grid_are_shares_of_what_differs() -> None:
    worlds = _normal("worlds", 1, 50)
    cells = np.array([[0.0, 1.0], [3.0, 4.0]]).reshape(4, 1)  # 3 by the first factor, 1 by the second, nothing together
    found = variance.of_grid(InMemory(cells + worlds), (2, 2), 1)
    assert found is not None
    assert [round(share.share, 6) for share in found] == [0.9, 0.1, 0.0]
    assert variance.of_grid(InMemory(0 * cells + worlds), (2, 2), 1) is None


def test_a_factor_that_does_nothing_has_no_share_in_a_grid_and_one_that_does_all_has_all() -> None:
    cells = np.repeat([0.0, 0.2, 0.4], 4).reshape(12, 1)  # all by the first factor, of three values
    held = np.zeros(3)
    for number in range(60):
        answers = cells + 0.5 * _normal(f"worlds{number}", 1, 100) + _normal(f"each{number}", 12, 100)
        found = variance.of_grid(InMemory(answers), (3, 4), number)
        assert found is not None
        assert all(share.interval.low <= share.share <= share.interval.high for share in found)
        held += [low <= true <= high for true, (_, (low, high)) in zip((1, 0, 0), found, strict=True)]
    assert held.min() >= 54, held


def test_the_shares_of_a_grid_are_those_of_its_cells_and_not_of_luck() -> None:
    cells = np.array([0.0, 0.2, 0.4, 0.6]).reshape(4, 1)  # 0.8 of the variance by the first factor, 0.2 by the second
    held, shares = np.zeros(3), np.zeros(3)
    for number in range(60):
        answers = cells + _normal(f"cells{number}", 4, 200)
        found = variance.of_grid(InMemory(answers), (2, 2), number)
        assert found is not None
        held += [low <= true <= high for true, (_, (low, high)) in zip((0.8, 0.2, 0.0), found, strict=True)]
        shares += [share.share / 60 for share in found]
    assert held.min() >= 52, held
    assert shares == pytest.approx([0.8, 0.2, 0.0], abs=0.03)


def test_a_factor_that_moves_no_world_has_no_share_whatever_else_is_luck() -> None:
    answers = np.repeat(0.1 + _normal("two cells", 2, 50), 3, axis=0)  # the second factor changes nothing at all
    answers[:3] += 0.5
    found = variance.of_grid(InMemory(answers), (2, 3), 1)
    assert found is not None
    assert [found[1].share, *found[1].interval] == [0, 0, 0]


def test_cells_that_luck_alone_parts_have_no_shares_and_one_world_tells_none() -> None:
    found = [variance.of_grid(InMemory(_normal(f"luck{number}", 4, 50)), (2, 2), number) for number in range(20)]
    told = [share for shares in found if shares is not None for share in shares]
    assert len(told) < 3 * 20
    assert np.mean([share.interval.low == 0 for share in told]) > 0.9
    alone = variance.of_grid(InMemory(_normal("one", 4, 1)), (2, 2), 1)
    assert alone is not None
    assert {share.interval for share in alone} == {(0, 1)}


def test_a_number_that_the_answer_rises_with_has_rank_correlation_one() -> None:
    numbers = np.arange(30.0)
    found = variance.rank_correlation(numbers, numbers**3, 1)
    assert found is not None
    assert found.share == pytest.approx(1)
    assert found.interval == pytest.approx((1, 1))
    assert variance.rank_correlation(numbers, np.ones(30), 1) is None


def test_the_same_seed_is_the_same_interval() -> None:
    values = InMemory(_normal("points", 20, 1) + _normal("dice", 20, 5))
    assert variance.crossed(values, 4) == variance.crossed(values, 4)
    assert variance.crossed(values, 4) != variance.crossed(values, 5)


def _points_by_points(name: str, points: int, worlds: int, share: float) -> np.ndarray:
    """(studies, points, worlds) normal answers of which the points make such a share."""
    between = np.sqrt(share) * _normal(f"{name} points", STUDIES, points, 1)
    return between + np.sqrt(1 - share) * _normal(f"{name} dice", STUDIES, points, worlds)


def _two_chances(name: str, points: int, worlds: int, low: float, high: float) -> np.ndarray:
    """(studies, points, worlds) of whether something happens, as likely as one of two chances that a point has."""
    chance = np.where(dice.uniforms(5, f"{name} points", 0, (points, 1), STUDIES) < 0.5, low, high)
    return (dice.uniforms(5, f"{name} dice", 0, (points, worlds), STUDIES) < chance).astype(float)


STUDIES = 400


@pytest.mark.parametrize("points", [20, 50, 200])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, 0.5, 0.9, 0.99])
def test_the_interval_of_luck_holds_what_is_true_as_often_as_it_says(points: int, share: float) -> None:
    found = [_nested(values) for values in _points_by_points(f"{points} {share}", points, 8, share)]
    assert _held(found, share) >= 0.925  # of 400 studies; at 95% fewer would come once in 80


@pytest.mark.parametrize("points", [20, 50, 200])
@pytest.mark.parametrize(
    ("low", "high", "worlds"), [(0.3, 0.3, 8), (0.03, 0.03, 5), (0.2, 0.3, 30), (0.1, 0.9, 5), (0.002, 0.998, 30)]
)
def test_so_does_that_of_what_happens_or_not(points: int, low: float, high: float, worlds: int) -> None:
    share = (high - low) ** 2 / 4 / ((low + high) / 2 * (1 - (low + high) / 2))
    found = [_nested(values) for values in _two_chances(f"{points} {low}", points, worlds, low, high)]
    assert _held(found, share) >= 0.925


def _held(found: list[dict[str, variance.Share] | None], true: float) -> float:
    """How many of those studies that tell a share have it inside, and their own estimate too."""
    told = [shares["parameters"] for shares in found if shares is not None]
    assert all(0 <= share.interval.low <= share.share <= share.interval.high <= 1 for share in told)
    return float(np.mean([share.interval.low <= true <= share.interval.high for share in told]))


def test_where_one_point_alone_differs_nothing_is_known_of_luck() -> None:
    once = np.zeros((20, 5))
    once[3, 2] = 1.0
    found = _nested(once)
    assert found is not None
    assert found["parameters"].interval == (0, 1)


def test_where_no_luck_was_seen_there_may_be_some() -> None:
    found = _nested(np.repeat([[0.0], [1.0]], [10, 10], axis=0) + np.zeros((20, 30)))
    assert found is not None
    assert found["parameters"].share == 1
    assert found["parameters"].interval == pytest.approx((0.87, 1), abs=0.01)


def test_the_share_in_all_is_that_of_the_textbook() -> None:
    """Two-way analysis of variance of a table of 2 by 3, by hand."""
    values = np.array([[1.0, 2.0, 6.0], [2.0, 5.0, 8.0]])
    found = variance.crossed(InMemory(1e6 + values), 1)
    assert found is not None
    off = values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean()
    mixed = (off**2).sum() / 2
    points = values.mean(axis=1).var(ddof=1) - mixed / 3
    worlds = values.mean(axis=0).var(ddof=1) - mixed / 2
    shares = np.array([points, worlds, mixed]) / (points + worlds + mixed)
    assert [share.share for share in found.values()] == pytest.approx(shares.tolist(), rel=1e-6)


@pytest.mark.parametrize("scale", [0.1, 0.5])
def test_on_the_same_dice_the_interval_holds_what_is_true_about_as_often_as_it_says(scale: float) -> None:
    held = 0
    for number in range(40):
        answers = scale * _normal(f"points{number}", 64, 1) + _normal(f"worlds{number}", 1, 40)
        found = variance.crossed(InMemory(answers + _normal(f"both{number}", 64, 40)), number)
        assert found is not None
        low, high = found["parameters"].interval
        assert low <= found["parameters"].share <= high
        held += low <= scale**2 / (scale**2 + 2) <= high
    assert held >= 33  # of 40; at 95% fewer would come once in 500


def test_the_interval_of_a_grid_holds_the_share_of_the_cells_that_were_asked_about() -> None:
    cells = np.array([-0.6, -0.2, 0.2, 0.6]).reshape(4, 1)
    true = {"parameters": cells.var(ddof=1), "dice": 0.25, "together": 1.0}
    held = dict.fromkeys(true, 0)
    for number in range(40):
        answers = cells + 0.5 * _normal(f"worlds{number}", 1, 200) + _normal(f"both{number}", 4, 200)
        found = variance.crossed(InMemory(answers), number, sampled=False)
        assert found is not None
        for name, part in true.items():
            low, high = found[name].interval
            assert low <= found[name].share <= high
            held[name] += low <= part / sum(true.values()) <= high
    assert min(held.values()) >= 33, held


@pytest.mark.parametrize("piece", [1, 7, 40])
def test_pieces_change_nothing(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = InMemory(_normal("points", 6, 1) + _normal("worlds", 6, 40))
    whole = variance.crossed(table, 3)
    monkeypatch.setattr(values, "PIECE", 6 * piece)
    monkeypatch.setattr(variance, "MOST_WEIGHTS", 6 * 50)
    again = variance.crossed(table, 3)
    assert whole is not None
    assert again is not None
    for name, share in whole.items():
        assert again[name].share == pytest.approx(share.share)
        assert again[name].interval == pytest.approx(share.interval)

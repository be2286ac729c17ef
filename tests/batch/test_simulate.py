"""Many games: the same whatever the block and the number of processes."""

from __future__ import annotations

import gc
from multiprocessing import get_all_start_methods

import numpy as np
import pytest

from wargame.batch import simulate as simulation
from wargame.batch.simulate import SimulationFailed, simulate
from wargame.batch.workers import each_played
from wargame.engine.measures import BY_NAME, MEASURES, measures, row
from wargame.engine.parameters import Array
from wargame.game.record import record
from wargame.model import CrisisModel
from wargame.scenario.factors import Cell, cells, read_set, read_vary

SEED, RUNS = 7, 300


@pytest.fixture(scope="module")
def stances() -> tuple[Cell, ...]:
    return cells("reset_2027", (), read_vary(["japan.stance=refuse,combat"]))


@pytest.fixture(scope="module")
def whole(stances: tuple[Cell, ...]) -> tuple[dict[str, Array], ...]:
    (block,) = simulate(stances, RUNS, SEED, block_worlds=RUNS)
    return block.rows


def _joined(cells: tuple[Cell, ...], **how: int) -> list[dict[str, Array]]:
    blocks = list(simulate(cells, RUNS, SEED, **how))
    return [
        {name: np.concatenate([block.rows[index][name] for block in blocks]) for name in BY_NAME}
        for index in range(len(cells))
    ]


@pytest.mark.parametrize("how", [{"block_worlds": 299}, {"block_worlds": 60}, {"jobs": 2, "block_worlds": 100}])
def test_blocks_and_processes_change_nothing(
    stances: tuple[Cell, ...], whole: tuple[dict[str, Array], ...], how: dict[str, int]
) -> None:
    for together, apart in zip(whole, _joined(stances, **how), strict=True):
        for name in BY_NAME:
            assert together[name].tobytes() == apart[name].tobytes(), name


@pytest.mark.skipif("forkserver" not in get_all_start_methods(), reason="processes load the code one by one here")
def test_processes_that_play_begin_with_the_model_loaded_and_nothing_that_tells_a_game() -> None:
    loaded = "[name in __import__('sys').modules for name in ('mesa', 'wargame.model', 'wargame.engine.telling')]"
    searches = "__import__('gc').isenabled()"
    with each_played(eval, iter([loaded, searches] * 2), jobs=2) as found:
        assert list(found) == [[True, True, False], True] * 2


@pytest.mark.parametrize("world", [0, 17, 299])
def test_a_world_shown_alone_is_its_row_of_the_batch(
    stances: tuple[Cell, ...], whole: tuple[dict[str, Array], ...], world: int
) -> None:
    for cell, rows in zip(stances, whole, strict=True):
        assert record("reset_2027", cell, SEED, world)["measures"] == row(rows, world)


def test_a_setting_that_changes_nothing_changes_no_byte() -> None:
    (plain,) = cells("reset_2027")
    lrasm = plain.scenario.forces.us.lrasm
    (same,) = cells("reset_2027", read_set([f"forces.us.lrasm={lrasm}", "model.japan.fear=-2.0"]))
    first, second = (next(simulate([cell], 200, SEED)).rows[0] for cell in (plain, same))
    for name in BY_NAME:
        assert first[name].tobytes() == second[name].tobytes(), name


def test_worlds_of_different_cells_share_their_dice(stances: tuple[Cell, ...]) -> None:
    refuse, combat = (CrisisModel(cell.scenario, SEED, 50, 0, cell.script) for cell in stances)
    assert (refuse.opening.temper == combat.opening.temper).all()
    assert (refuse.opening.policy == combat.opening.policy).all()


def test_every_measure_has_one_value_a_world(whole: tuple[dict[str, Array], ...]) -> None:
    for measure in MEASURES:
        values = whole[0][measure.name]
        assert values.shape == (RUNS,), measure.name
        assert measure.whole or values.dtype == float, measure.name


def test_losses_are_whole_numbers(stances: tuple[Cell, ...]) -> None:
    world = CrisisModel(stances[0].scenario, SEED, 200, 0, stances[0].script).play()
    for name in ("aircraft_lost", "ships_lost", "submarines_lost", "battalions_lost", "landing_ships_lost"):
        values = getattr(world, name)
        assert (values == np.rint(values)).all(), name
    assert measures(world)["aircraft_lost_us"].dtype == np.int32


def test_a_stop_drops_the_block_that_is_not_complete(stances: tuple[Cell, ...]) -> None:
    games = []
    blocks = simulate(
        stances, RUNS, SEED, block_worlds=100, stopped=lambda: len(games) >= 3, played=games.append
    )  # the third game part is the first cell of the second block
    assert [(block.first_world, block.worlds) for block in blocks] == [(0, 100)]


def test_a_block_is_shared_out_evenly_and_small_enough_for_all_its_cells() -> None:
    assert simulation.block_size(cells=1, runs=10_000, jobs=2) == 5_000
    assert simulation.block_size(cells=1, runs=100_000, jobs=2) == simulation.block_size(cells=1, runs=100_000, jobs=1)
    assert 0.9 < simulation.block_size(cells=4, runs=1_000_000, jobs=1) / simulation.BLOCK_WORLDS <= 1
    assert simulation.block_size(cells=400, runs=1_000_000, jobs=1) * 400 <= simulation.MOST_ROWS_HELD


def test_a_model_that_was_played_is_forgotten(stances: tuple[Cell, ...]) -> None:
    before = _models()
    list(simulate(stances[:1], 20, SEED, block_worlds=10))
    assert _models() <= before


def _models() -> int:
    gc.collect()
    return sum(isinstance(thing, CrisisModel) for thing in gc.get_objects())


def test_a_failure_names_seed_worlds_scenario_and_cell(
    stances: tuple[Cell, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(model: CrisisModel) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(CrisisModel, "play", broken)
    with pytest.raises(SimulationFailed) as failure:
        list(simulate(stances, 20, SEED, first_world=30, block_worlds=10))
    told = str(failure.value)
    for part in ("seed 7", "worlds 30 to 39", "'The reset'", "japan.stance=refuse", "ZeroDivisionError: by zero"):
        assert part in told

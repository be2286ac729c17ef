"""Plans: what is played is the same whatever the pieces, and each row can be played again alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.statistics.sized import sized
from wargame.analysis.study import plan as plans
from wargame.analysis.study.file import read_study
from wargame.analysis.study.plan import Plan, make, play
from wargame.engine.measures import BY_NAME, measures
from wargame.engine.parameters import Array
from wargame.model import CrisisModel
from wargame.scenario.factors import cells

STUDY = """
question: Why?
scenario: first_battle_base
design: {design}
worlds: 6
seed: 3
set: {{us.tariff: 25}}
factors:
  japan.stance: [refuse, combat]
  model.sorties.escort_need: as written
  forces.us.carriers: [1, 3]
  bases.Kadena.shelters: {{around: 0.5}}
"""


def _plan(folder: Path, design: str) -> Plan:
    path = folder / f"{design}.yaml"
    path.write_text(STUDY.format(design=sized(design, points=4)))
    return make(read_study(path))


def _played(plan: Plan, jobs: int = 1) -> dict[str, Array]:
    """(points, worlds) of each measure."""
    found: dict[str, Array] = {}
    for span, rows in play(plan, jobs):
        points = plan.order[span.start : span.stop]
        for name, values in rows.items():
            table = found.setdefault(name, np.zeros((len(plan.points), plan.worlds), values.dtype))
            table[points, span.first_world : span.first_world + span.worlds] = values.reshape(len(points), -1)
    return found


@pytest.mark.parametrize("design", ["one_at_a_time", "latin_hypercube", "sobol_indices"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_pieces_and_processes_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, design: str, jobs: int
) -> None:
    plan = _plan(tmp_path, design)
    whole = _played(plan)
    monkeypatch.setattr(plans, "BLOCK_WORLDS", 4 if jobs == 1 else 13)  # less than a point, or two points
    pieces = _played(plan, jobs)
    for name in BY_NAME:
        assert whole[name].tobytes() == pieces[name].tobytes(), name


@pytest.mark.parametrize("design", ["grid", "one_at_a_time", "latin_hypercube"])
def test_a_row_of_a_study_is_the_game_that_its_seed_world_and_factors_name(tmp_path: Path, design: str) -> None:
    plan = _plan(tmp_path, design)
    played = _played(plan)
    for place in (0, len(plan.points) // 2, len(plan.points) - 1):
        point = int(plan.order[place])
        settings = [
            (factor.path, repr(float(value)) if factor.is_number else factor.levels[int(value)])
            for factor, value in zip(plan.study.factors, plan.points[point], strict=True)
            if not np.isnan(value)
        ]
        settings = [(path, value.removesuffix(".0")) for path, value in settings]
        (cell,) = cells("first_battle_base", [("us.tariff", "25"), *settings])
        first = plan.first_world(place)
        alone = measures(CrisisModel(cell.scenario, 3, plan.worlds, first, cell.script).play())
        for name in BY_NAME:
            assert played[name][point].tobytes() == alone[name].tobytes(), (point, name)


def test_designs_that_tell_luck_from_parameters_give_each_point_dice_of_its_own(tmp_path: Path) -> None:
    plan = _plan(tmp_path, "latin_hypercube")
    worlds = np.concatenate([plan.world_numbers(span) for span in plan.spans()])
    assert sorted(worlds) == list(range(plan.games))
    same = _plan(tmp_path, "sobol_indices")
    assert {tuple(same.world_numbers(span)[:6]) for span in same.spans()} == {tuple(range(6))}


def test_one_at_a_time_begins_as_written_and_counts_its_points(tmp_path: Path) -> None:
    plan = _plan(tmp_path, "one_at_a_time")
    assert plan.shown(0) == "as written"
    assert len(plan.points) == 1 + 2 + 2 + 2 + 2
    assert [cell.name for cell in plan.cells] == ["as written", "japan.stance=refuse", "japan.stance=combat"]


def test_a_stop_ends_a_study_between_pieces(tmp_path: Path) -> None:
    played: list[int] = []
    plan = _plan(tmp_path, "grid")
    spans = list(play(plan, stopped=lambda: len(played) > 0, played=played.append))
    assert len(spans) == 1

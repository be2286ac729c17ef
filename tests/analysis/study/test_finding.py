"""A study's answer in a sentence: it names a factor or a point as the largest only where it can be told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.statistics.sized import sized
from wargame.analysis.questions import ASKED
from wargame.analysis.study import plan
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.file import read_study
from wargame.analysis.study.finding import finding
from wargame.statistics import sensitivity

STUDY = """
question: What moves it?
scenario: first_battle_pessimistic
measure: {measure}
design: {design}
worlds: 150
seed: 5
factors:
  {other}: [{low}, {high}]
  forces.us.lrasm: [{few}, {many}]
"""
DESIGNS = ("one_at_a_time", "grid", "sobol_indices", "morris", "latin_hypercube")


OFFLOAD, IDLE = "model.landing.offload", "model.trust.tariff_effect"  # the second moves nothing in a war


def _answer(
    folder: Path, design: str, offload: tuple[float, float], lrasm: tuple[int, int], other: str = OFFLOAD
) -> Answer:
    file = folder / "mine.yaml"
    text = STUDY.format(
        design=sized(design, points=32), measure="severity", low=offload[0], high=offload[1], few=lrasm[0],
        many=lrasm[1], other=other,
    )  # fmt: skip
    file.write_text(text.replace("[", "{uniform: [").replace("]", "]}"))
    planned = plan.make(read_study(str(file)))
    answer = Answer(planned)
    for span, rows in plan.play(planned):
        answer.add(span, rows)
    return answer


@pytest.mark.parametrize("design", DESIGNS)
def test_a_factor_that_alone_moves_the_answer_is_named_with_what_it_is(tmp_path: Path, design: str) -> None:
    document = _answer(tmp_path, design, (0.1, 0.2), (0, 800), IDLE).as_document()
    told = finding(document, ASKED["severity"])
    if design != "grid":  # which names points
        assert document["largest"] == {"name": "forces.us.lrasm", "not_told_apart": []}
        assert "forces.us.lrasm (" in told  # and what it is
    assert "cannot be told apart" not in told.split(";")[-1] or design == "grid"


@pytest.mark.parametrize("design", DESIGNS)
def test_factors_that_hardly_move_the_answer_are_not_told_apart(tmp_path: Path, design: str) -> None:
    document = _answer(tmp_path, design, (0.3, 0.301), (0, 1)).as_document()
    told = finding(document, ASKED["severity"])
    assert any(said in told for said in ("cannot be told apart", "no factor moves it", "no point differs", "the same"))


def test_effects_of_opposite_signs_are_ranked_by_size_in_the_same_worlds(tmp_path: Path) -> None:
    document = _answer(tmp_path, "one_at_a_time", (0.1, 0.9), (0, 400)).as_document()
    widest = document["tornado"][0]["factor"]
    assert document["largest"]["name"] == widest


def test_the_sizes_of_moves_along_paths_are_those_of_salib() -> None:
    points = sensitivity.morris_points(20, 3, 1)
    answers = points @ np.array([3.0, -1.0, 0.0]) + points[:, 0] * points[:, 1]
    for effect in sensitivity.morris_effects(points, answers, ["a", "b", "c"], 1):
        assert effect.sizes.mean() == pytest.approx(effect.size)


def _sized(*sizes: tuple[str, list[float]]) -> dict[str, Any]:
    return {
        "factors": [{"factor": name, "meaning": "what it is"} for name, _ in sizes],
        "of_factors": [{"factor": name, "size": values[0], "size_interval": values[1:]} for name, values in sizes],
        "largest": {"name": sizes[0][0], "not_told_apart": [name for name, _ in sizes[1:]]},
    }


def test_many_that_tie_are_counted_and_not_all_named() -> None:
    ties = _sized(*((f"factor{at}", [0.1, 0.0, 0.2]) for at in range(7)))
    assert "and 4 more" in finding(ties, ASKED["war"])

"""Discovery: where a choice changes the outcome, learnt on half of the points and told of the other half."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from wargame.analysis.questions import ASKED
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.file import read_study, shipped_studies
from wargame.analysis.study.plan import make, play
from wargame.batch.simulate import simulate
from wargame.cli import app
from wargame.installed import MissingExtra
from wargame.report.tables.discovery import sentence
from wargame.scenario import ScenarioFaults
from wargame.scenario.factors import cells
from wargame.statistics import discovery
from wargame.statistics.discovery import discover
from wargame.statistics.intervals import wilson

STUDY = """
question: When does it matter?
scenario: reset_2027
measure: {measure}
design: discovery
points: {points}
worlds: 2
seed: 3
factors:
  {words}
  model.sorties.escort_need: as written
  model.china.odds_needed: [0.3, 0.9]
"""


def _file(
    folder: Path, measure: str = "taken", points: int = 20, words: str = "japan.stance: [refuse, combat]"
) -> Path:
    path = folder / "when.yaml"
    path.write_text(STUDY.format(measure=measure, points=points, words=words))
    return path


def _known(points: int = 3000, seed: int = 5):
    """A choice that matters where the first number is above 0.6 and the second below 0.5, in 8 worlds of 10 there."""
    drawn = np.cos(np.outer(np.arange(points) + seed, [12.9898, 78.233, 37.719, 45.164])) * 43758.5453 % 1
    numbers, luck = drawn[:, :3], drawn[:, 3]
    matters = (numbers[:, 0] > 0.6) & (numbers[:, 1] < 0.5) & (luck < 0.8)
    return matters[:, None], np.zeros((points, 1), dtype=bool), numbers


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "RESAMPLES", 8)
        patch.setattr(discovery, "TREES", 30)
        return discover(*_known(), ["trust", "fear", "noise"], 1)


def test_conditions_that_were_planted_are_found(planted: dict[str, Any]) -> None:
    found = planted
    box = found["differs"]["box"]
    bounds = {bound["factor"]: bound for bound in box["bounds"]}
    assert set(bounds) == {"trust", "fear"}
    assert bounds["trust"]["low"] == pytest.approx(0.6, abs=0.04)
    assert bounds["fear"]["high"] == pytest.approx(0.5, abs=0.04)
    low, high = box["density"]["interval"]
    assert low < 0.8 < high
    assert box["coverage"]["share"] > 0.85
    assert box["everywhere"]["share"] == pytest.approx(_known()[0].mean(), abs=0.02)


def test_what_tells_worlds_apart_scores_highest_and_noise_lowest(planted: dict[str, Any]) -> None:
    scores = planted["differs"]["scores"]
    assert scores[-1]["factor"] == "noise"
    assert sum(row["score"] for row in scores) == pytest.approx(1)
    for row in scores:
        assert row["interval"][0] < row["interval"][1]
    assert scores[-1]["interval"][1] < scores[0]["interval"][0]


def test_a_box_is_counted_in_worlds_that_did_not_make_it(planted: dict[str, Any]) -> None:
    box = planted["differs"]["box"]
    assert 0.45 * 3000 < box["worlds"] < 0.55 * 3000
    assert box["density"]["worlds"] == box["worlds_inside"] < box["worlds"]


def test_where_nothing_differs_nothing_is_learnt() -> None:
    never = np.zeros((200, 1), dtype=bool)
    found = discover(never, never, np.linspace(0, 1, 200)[:, None], ["trust"], 1)
    assert found["differs"] is None
    assert "Too few" in sentence(found, "differs")
    assert found["neither"]["share"] == 1


def test_every_point_meets_the_same_dice_under_both_choices(tmp_path: Path) -> None:
    plan = make(read_study(_file(tmp_path)))
    worlds, rows = {}, {}
    for span, measured in play(plan):
        points = np.repeat(plan.order[span.start : span.stop], span.worlds)
        for point, world, taken in zip(points, plan.world_numbers(span), measured["odds"], strict=True):
            worlds.setdefault(int(point), []).append(int(world))
            rows[int(point), int(world)] = float(taken)
    assert len(worlds) == 40
    for point in range(20):
        assert worlds[point] == worlds[point + 20]
        assert (plan.points[point, 1:] == plan.points[point + 20, 1:]).all()
    assert len({tuple(numbers) for numbers in worlds.values()}) == 20
    # One row, played again alone as `wargame show` would.
    point, world = 23, worlds[23][1]
    settings = [
        (factor.path, factor.shown(value) if not factor.is_number else repr(float(value)))
        for factor, value in zip(plan.study.factors, plan.points[point], strict=True)
    ]
    (block,) = simulate(cells("reset_2027", settings), 1, 3, first_world=world)
    assert block.rows[0]["odds"][0] == rows[point, world]


def test_the_counts_are_of_pairs_of_worlds(tmp_path: Path) -> None:
    plan = make(read_study(_file(tmp_path, points=30)))
    answer = Answer(plan)
    for span, rows in play(plan):
        answer.add(span, rows)
    found = answer.as_document()["discovery"]
    assert found["choices"] == ["refuse", "combat"]
    assert sum(found[name]["count"] for name in ("only_first", "only_second", "both", "neither")) == 60
    here, there = (answer.values_of(points).worlds(0, plan.worlds) for points in (range(30), range(30, 60)))
    assert found["only_first"]["count"] == int((here > there).sum())


def test_the_guide_says_how_often_only_one_of_the_two_stances_loses_taiwan() -> None:
    """What it tells of the boxes takes half a minute to find, and is not played again here."""
    guide = " ".join((shipped_studies() / "README.md").read_text(encoding="utf-8").split())
    plan = make(read_study("when_refusal_matters"))
    answer = Answer(plan)
    for span, rows in play(plan):
        answer.add(span, rows)
    half = len(plan.points) // 2
    refuse, combat = (answer.values_of(points).worlds(0, 1) for points in (range(half), range(half, 2 * half)))
    for told, moved in (
        ("and only refusing, loses Taiwan in", refuse > combat),
        ("only permitting, in", combat > refuse),
    ):
        share, (low, high) = moved.mean(), wilson(int(moved.sum()), half)
        assert f"{told} {share:.1%} " in guide.replace(" of worlds", "")
        assert f"({low:.1%} … {high:.1%}" in guide


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"words": "japan.stance: [refuse, support, combat]"}, "japan.stance with 3; one with two values"),
        ({"words": "forces.us.lrasm: {around: 0.5}"}, "factors of words: none"),
        ({"measure": "severity"}, "when.yaml:4:10: measure: severity is no event"),
    ],
)
def test_a_study_that_cannot_be_a_discovery_is_told_where(tmp_path: Path, how: dict, words: str) -> None:
    with pytest.raises(ScenarioFaults) as faults:
        read_study(_file(tmp_path, **how))
    assert words in str(faults.value)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench.analysis", None)
    with pytest.raises(MissingExtra, match=r"linchpin-wargame\[discovery\]"):
        discover(*_known(400), ["trust", "fear", "noise"], 1)


def test_a_missing_extra_is_told_before_any_game_is_played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    result = CliRunner().invoke(app.commands, ["study", str(_file(tmp_path)), "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert "pip install 'linchpin-wargame[discovery]'" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_shipped_study_asks_when_refusing_loses_taiwan() -> None:
    study = read_study(shipped_studies() / "when_refusal_matters.yaml")
    assert study.file.design == "discovery"
    assert ASKED[study.file.measure].is_share
    assert [factor.levels for factor in study.factors if not factor.is_number] == [("refuse", "combat")]


def test_the_command_answers_in_80_columns_and_writes_its_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app.commands,
        ["study", str(_file(tmp_path, measure="war", points=300)), "--out", str(out)],
        env={"COLUMNS": "80"},
    )
    assert done.exit_code == 0, done.output
    report = done.stdout.partition("\nWritten to")[0]
    assert max(map(len, report.splitlines())) <= 80
    for words in ("only under refuse", "When does the choice not matter?", "95% interval", "no published game"):
        assert words in report.replace("\n", " "), words
    assert "discovery" in json.loads((out / "answer.json").read_text())
    assert (out / "answer.svg").read_text().startswith("<svg")
    report = (out / "report.html").read_text()
    for words in (
        "When does refuse bring it about, and combat not?", "only under refuse", "What tells worlds apart",
        "the same under both choices", "600 points of 2 worlds",
    ):  # fmt: skip
        assert words in report, words


def _told(density: int, everywhere: int) -> str:
    """What is said of a box of 1,000 worlds among 4,000, by how many of each it is so in."""

    def share(count: int, worlds: int) -> dict[str, Any]:
        return {"count": count, "worlds": worlds, "share": count / worlds, "interval": list(wilson(count, worlds))}

    bound = {"factor": "model.china.odds_needed", "low": None, "high": 0.5, "unit": "share", "varied": [0.3, 0.9]}
    box = {"bounds": [bound], "density": share(density, 1_000), "everywhere": share(everywhere, 4_000),
           "coverage": share(density, everywhere)}  # fmt: skip
    return sentence({"differs": {"box": box}}, "differs")


def test_a_box_is_told_with_its_unit_its_range_and_how_good_it_is() -> None:
    assert "Where model.china.odds_needed is at most 0.5 share (varied from 0.3 to 0.9)" in _told(180, 440)
    assert "A weak box" in _told(180, 440)
    assert "No good box" in _told(115, 440)
    assert not re.search("weak|No good", _told(700, 800))


def test_a_box_of_what_is_so_nearly_everywhere_is_weak_unless_it_halves_the_rest() -> None:
    told = _told(930, 3_600)  # 7 of 100 worlds in which the choice matters, where it is 10 everywhere
    assert "A weak box: it is so little more often there than everywhere" in told
    assert not re.search("weak|No good", _told(955, 3_600))
    assert "A weak box" in _told(520, 1_800)

"""Answers of small studies: what they say, in the terminal, as files and as a picture."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from tests.statistics.sized import sized
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.file import DESIGNS, read_study
from wargame.analysis.study.plan import make, play
from wargame.charts.standalone.study import chart
from wargame.cli import app
from wargame.statistics.intervals import pairing_saved, pairing_saved_of_means

STUDY = """
question: What moves the end of the battle?
scenario: first_battle_pessimistic
measure: {measure}
design: {design}
worlds: 12
seed: 5
factors:
  model.landing.offload: as written
  model.sea.kills_per_hit: {{around: 0.5}}
"""
STANCES = "  japan.stance: [refuse, join]\n"
ANSWERED = [design for design in DESIGNS if design != "discovery"]  # which has tests of its own


def _file(folder: Path, design: str, measure: str = "severity", more: str = "") -> Path:
    path = folder / "mine.yaml"
    path.write_text(STUDY.format(design=sized(design, points=4), measure=measure) + more)
    return path


def _answer(path: Path) -> Answer:
    plan = make(read_study(path))
    answer = Answer(plan)
    for span, rows in play(plan):
        answer.add(span, rows)
    return answer


def _wargame(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "80"}).invoke(app.commands, arguments)


@pytest.mark.parametrize(("design", "measure"), [*zip(ANSWERED, ["severity", "against"] * 3, strict=True)])
def test_every_design_answers_in_the_terminal_as_json_and_as_files(tmp_path: Path, design: str, measure: str) -> None:
    file, folder = _file(tmp_path, design, measure, STANCES if design != "morris" else ""), tmp_path / "out"
    result = _wargame("study", str(file), "--out", str(folder))
    assert result.exit_code == 0, result.output
    shown = result.stdout.rpartition("\nWritten to")[0]
    assert max(map(len, shown.splitlines())) <= 80
    for said in ("What moves the end of the battle?", "of 12 worlds", "seed 5", "95% interval", "games"):
        assert said in " ".join(shown.split())
    document = json.loads((folder / "answer.json").read_text())
    assert document["games"] == 12 * document["points"]
    rows = parquet.read_table(folder / "worlds.parquet")
    assert rows.num_rows == document["games"]
    assert {"point", "seed", "world", "model.landing.offload", "outcome"} <= set(rows.column_names)
    points = list(csv.DictReader((folder / "points.csv").open()))
    assert len(points) == document["points"]
    assert all(float(row["low"]) <= float(row["mean"]) + 1e-9 <= float(row["high"]) + 2e-9 for row in points)
    picture = ElementTree.parse(folder / "answer.svg").getroot()
    assert "interval" in picture.attrib["aria-label"]


def test_what_no_world_shows_is_not_told_as_certain(tmp_path: Path) -> None:
    file = tmp_path / "never.yaml"
    file.write_text(STUDY.format(design="sobol_indices", measure="deterred"))  # the war has begun
    result = _wargame("study", str(file))
    said = " ".join(result.output.split())
    assert "in these worlds: other dice" in said
    assert "nothing that varies moves" not in said
    assert "not that other dice could" in said
    overall = _answer(file).as_document()["overall"]
    low, high = overall["interval"]
    assert (overall["mean"], low) == (0, 0)
    assert high > 0.1  # of 12 dice


def test_few_points_and_rare_effects_are_owned_up_to(tmp_path: Path) -> None:
    notes = " ".join(_answer(_file(tmp_path, "latin_hypercube")).notes())
    assert "fewer than 50 points" in notes
    assert "no world differs" in " ".join(_answer(_file(tmp_path, "one_at_a_time")).notes())


def test_processes_do_not_change_the_answer(tmp_path: Path) -> None:
    file = str(_file(tmp_path, "latin_hypercube"))
    one, two = (_wargame("study", file, "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert json.loads(one.stdout)["dice"] == "own"


def test_the_effects_of_a_tornado_are_differences_on_the_same_dice_the_widest_first(tmp_path: Path) -> None:
    answer = _answer(_file(tmp_path, "one_at_a_time"))
    rows = answer.as_document()["tornado"]
    widest = [max(abs(effect["difference"]) for effect in row["effects"]) for row in rows]
    assert widest == sorted(widest, reverse=True)
    for row in rows:
        for effect in row["effects"]:
            assert effect["difference"] == pytest.approx(effect["mean"] - answer.as_document()["as_written"]["mean"])
            low, high = effect["difference_interval"]
            assert low <= effect["difference"] <= high
    assert all(row["factor"] in chart(answer) for row in rows)


def test_each_share_has_its_n_and_an_interval(tmp_path: Path) -> None:
    document = _answer(_file(tmp_path, "grid", "against")).as_document()
    for cell in document["cells"]:
        assert cell["worlds"] == 12
        assert cell["interval"][0] <= cell["mean"] <= cell["interval"][1]
    assert sum(row["share"] for row in document["of_factors"]) == pytest.approx(1)
    assert document["variance"]["points"] == len(document["cells"])


@pytest.mark.parametrize("design", ["grid", "one_at_a_time"])
def test_a_mean_of_one_world_has_no_interval_and_says_so(tmp_path: Path, design: str) -> None:
    file, folder = _file(tmp_path, design), tmp_path / "out"
    file.write_text(file.read_text().replace("worlds: 12", "worlds: 1"))
    result = _wargame("study", str(file), "--out", str(folder))
    assert result.exit_code == 0, result.output
    assert "One world at each point tells no interval" in " ".join(result.output.split())
    document = json.loads((folder / "answer.json").read_text())
    means = document["cells"] if design == "grid" else [row for part in document["tornado"] for row in part["effects"]]
    assert [row["interval"] for row in means] == [None] * len(means)
    assert [row["difference_interval"] for row in means[1:]] == [None] * (len(means) - 1)
    rows = list(csv.DictReader((folder / "points.csv").open()))
    assert {(row["low"], row["high"]) for row in rows} == {("", "")}
    assert 'stroke-width="1.5"' not in (folder / "answer.svg").read_text()
    report = (folder / "report.html").read_text()
    assert "no interval from one world" in report
    assert "class='whisker'" not in report


def test_a_grid_whose_points_differ_by_luck_alone_says_so(tmp_path: Path) -> None:
    """An event that comes in no world of so few differs nowhere."""
    file, folder = _file(tmp_path, "grid", "conceded"), tmp_path / "out"
    result = _wargame("study", str(file), "--out", str(folder))
    assert json.loads((folder / "answer.json").read_text())["of_factors"] == []
    said = "In all, points differ by no more than luck makes them"
    assert said in " ".join(result.output.split())
    assert said in (folder / "report.html").read_text()


def test_a_share_of_one_world_keeps_its_wide_interval(tmp_path: Path) -> None:
    file = _file(tmp_path, "grid", "against")
    file.write_text(file.read_text().replace("worlds: 12", "worlds: 1"))
    low, high = _answer(file).at(0)["interval"]
    assert high - low > 0.5


def test_what_the_scenario_leaves_uncertain_is_told_as_luck(tmp_path: Path) -> None:
    left = _answer(_file(tmp_path, "latin_hypercube")).left_to_dice()
    assert "model.submarines.kills" in left
    assert "model.landing.offload" not in left


def test_pairing_saves_what_the_variances_say() -> None:
    here, there = np.repeat([1, 1, 0, 0], [30, 10, 10, 50]), np.repeat([1, 0, 1, 0], [30, 10, 10, 50])
    by_counts = pairing_saved(40, 40, 10, 10, 100)
    assert by_counts == pytest.approx((0.24 + 0.24) / 0.2)
    off = (here - there).astype(float)
    by_means = pairing_saved_of_means(here.var(ddof=1), there.var(ddof=1), off.sum(), (off**2).sum(), 100)
    assert by_counts == pytest.approx(by_means)
    assert pairing_saved(40, 40, 0, 0, 100) is None
    assert pairing_saved_of_means(here.var(), here.var(), 0.0, 0.0, 100) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["study", "war_tornados"], "did you mean war_tornado?"),
        (["study", "no/such/file.yaml"], "there is no study"),
        (["study", "war_tornado", "--jobs", "0"], "--jobs"),
        (["study", "war_tornado", "--out", "/dev/null/below"], "--out /dev/null/below"),
    ],
)
def test_a_slip_ends_with_a_plain_message_and_status_2(arguments: list[str], told: str) -> None:
    result = _wargame(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_study_too_large_and_a_folder_in_use_end_with_status_2(tmp_path: Path) -> None:
    file = _file(tmp_path, "grid")
    (tmp_path / "mine.txt").write_text("mine")
    result = _wargame("study", str(file), "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "never written over" in result.stderr
    file.write_text(file.read_text().replace("worlds: 12", "worlds: 1000000\nsteps: 50"))
    result = _wargame("study", str(file))
    assert result.exit_code == 2
    assert "the limit is 20,000,000" in result.stderr


def test_without_a_file_the_shipped_studies_are_listed() -> None:
    result = _wargame("study")
    assert result.exit_code == 0
    assert "war_tornado\n    Which numbers of the war" in result.stdout
    assert {row["study"] for row in json.loads(_wargame("study", "--json").stdout)} >= {"war_tornado"}


# --- run --until


@pytest.mark.parametrize("vary", [(), ("--vary", "japan.stance=refuse,join")])
def test_a_batch_ends_once_its_interval_is_narrow_whatever_the_processes(vary: tuple[str, ...]) -> None:
    arguments = ("run", "reset_2027", "--until", "0.02", "--json", *vary)
    one, two = (json.loads(_wargame(*arguments, "--jobs", jobs).stdout) for jobs in ("1", "2"))
    assert one == two
    assert one["complete"]
    assert one["worlds"] % 1000 == 0
    assert one["worlds"] < one["worlds_asked"] == 100_000
    cell = one["cells"][-1]
    low, high = (cell["difference_to_first"] if vary else cell)["war"]["interval"]
    assert (high - low) / 2 <= 0.02
    assert one["until"]["reached"]
    assert any("by the width of the interval alone" in note for note in one["notes"])
    if vary:
        assert cell["difference_to_first"]["war"]["pairing_saved"] > 1


def test_a_batch_that_is_not_narrow_in_time_says_so() -> None:
    result = _wargame("run", "reset_2027", "--until", "0.001", "--runs", "50", "--of", "victory")
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert "Not as narrow as asked, ±0.1 points, after 50 worlds of each cell" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--until", "0"], "--until"),
        (["--until", "2"], "--until"),
        (["--until", "0.01", "--of", "victori"], "did you mean victory?"),
        (["--of", "victory"], "give --until too"),
    ],
)
def test_a_slip_in_until_ends_with_status_2(arguments: list[str], told: str) -> None:
    result = _wargame("run", "reset_2027", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())

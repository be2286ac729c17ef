"""From Python: frames that hold what the command line counts and writes, and faults in its words."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import wargame
from wargame import api
from wargame.cli import app
from wargame.installed import PACKAGE

STANCES = {"japan.stance": ["refuse", "combat"]}
STUDY = """
question: Does a carrier more matter?
scenario: first_battle_pessimistic
measure: severity
design: one_at_a_time
worlds: 20
seed: 3
factors:
  forces.us.carriers: [1, 3]
  model.sorties.escort_need: as written
"""


def _said(*arguments: str) -> str:
    done = CliRunner().invoke(app.commands, list(arguments))
    assert done.exit_code in (0, 2), done.output
    return done.stdout if done.exit_code == 0 else done.stderr


def test_a_frame_of_games_is_the_table_that_a_run_writes(tmp_path: Path) -> None:
    frame = wargame.simulate("reset_2027", runs=40, seed=7, vary=STANCES, set={"us.tariff": 25})
    _said("run", "reset_2027", "--runs", "40", "--seed", "7", "--vary", "japan.stance=refuse,combat",
          "--set", "us.tariff=25", "--csv", "--out", str(tmp_path / "out"))  # fmt: skip
    with (tmp_path / "out" / "worlds.csv").open() as stream:
        written = list(csv.DictReader(stream))
    assert list(frame.columns) == list(written[0])
    assert len(frame) == len(written) == 80
    for name in ("japan.stance", "world", "outcome"):
        assert [str(value) for value in frame[name]] == [row[name] for row in written], name
    assert frame["odds"].tolist() == pytest.approx([float(row["odds"]) for row in written])
    assert frame["dday_turn"].isna().tolist() == [row["dday_turn"] == "" for row in written]


def test_a_comparison_holds_the_shares_and_differences_of_the_run() -> None:
    frame = wargame.compare("reset_2027", STANCES, runs=60, seed=7)
    document = json.loads(
        _said("run", "reset_2027", "--runs", "60", "--seed", "7", "--vary", "japan.stance=refuse,combat", "--json")
    )
    assert frame.attrs["document"] == document
    war = frame[(frame["event"] == "war") & (frame["japan.stance"] == "combat")].iloc[0]
    told = document["cells"][1]
    assert (war["count"], war["worlds"]) == (told["war"]["count"], 60)
    assert [war["low"], war["high"]] == told["war"]["interval"]
    assert [war["difference_low"], war["difference_high"]] == told["difference_to_first"]["war"]["interval"]
    assert frame[frame["japan.stance"] == "refuse"]["difference"].isna().all()


def test_a_comparison_ends_where_the_run_does_once_its_interval_is_narrow() -> None:
    frame = wargame.compare("reset_2027", STANCES, runs=6_000, seed=7, until=0.03)
    told = json.loads(
        _said("run", "reset_2027", "--runs", "6000", "--seed", "7", "--vary", "japan.stance=refuse,combat", "--until",
              "0.03", "--json")
    )  # fmt: skip
    assert frame.attrs["document"] == told
    assert told["until"]["reached"]
    assert told["worlds"] < 6_000
    assert set(frame["worlds"]) == {told["worlds"]}


@pytest.mark.parametrize("how", [{"until": 0.0}, {"until": 0.7}, {"until": 0.01, "of": "victry"}])
def test_a_limit_that_cannot_be_reached_is_refused(how: dict) -> None:
    with pytest.raises(ValueError, match=r"until=|of="):
        wargame.compare("reset_2027", STANCES, runs=10, **how)


def test_a_comparison_is_of_every_stance_where_nothing_is_said() -> None:
    assert set(wargame.compare("reset_2027", runs=5)["japan.stance"]) == {"refuse", "support", "combat", "join"}


def test_a_study_answers_as_the_command_does(tmp_path: Path) -> None:
    path = tmp_path / "carriers.yaml"
    path.write_text(STUDY)
    points = wargame.study(path)
    told = json.loads(_said("study", str(path), "--json"))
    assert json.loads(json.dumps(points.attrs["answer"])) == told
    assert points["mean"][0] == told["as_written"]["mean"]
    assert points["forces.us.carriers"].isna().tolist() == [True, False, False, True, True]
    worlds = wargame.study(path, rows="worlds")
    assert len(worlds) == 5 * 20
    assert worlds.groupby("point")["japan_sorties"].count().tolist() == [20] * 5


@pytest.mark.parametrize(
    ("call", "command"),
    [
        (lambda: wargame.load("reset_2028"), ("check", "reset_2028")),
        (
            lambda: wargame.simulate("reset_2027", set={"forces.us.lrasm": -4}),
            ("run", "reset_2027", "--set", "forces.us.lrasm=-4"),
        ),
        (
            lambda: wargame.compare("reset_2027", {"japan.stance": ["refuse", "combar"]}),
            ("run", "reset_2027", "--vary", "japan.stance=refuse,combar"),
        ),
        (
            lambda: wargame.simulate("reset_2027", runs=10**12),
            ("run", "reset_2027", "--runs", "1000000000000"),
        ),
        (lambda: wargame.study("war_tornadoo"), ("study", "war_tornadoo")),
    ],
    ids=["no scenario", "below 0", "no stance", "too many games", "no study"],
)
def test_a_fault_has_the_words_of_the_command_line(call, command) -> None:
    with pytest.raises((api.ScenarioFaults, api.FactorFault, api.TooManyGames)) as fault:
        call()
    assert str(fault.value) == _said(*command).strip()


@pytest.mark.parametrize(
    ("how", "words"),
    [({"runs": 0}, "runs=0: at least 1"), ({"jobs": 0}, "jobs=0"), ({"seed": -1}, "seed=-1: at least 0"),
     ({"vary": {"us.tariff": []}}, "us.tariff: no value"),
     ({"vary": {"us.tariff": [25, "25"]}}, "us.tariff: the same value twice"),
     ({"vary": {"forces.us.lrasm": [400, 400.0]}}, "forces.us.lrasm: the same value twice")],
)  # fmt: skip
def test_what_cannot_be_played_is_said_before_any_game(how, words) -> None:
    with pytest.raises(ValueError, match=words):
        wargame.simulate("reset_2027", **how)


def test_a_setting_is_in_the_scenario_that_was_loaded() -> None:
    found = wargame.load("reset_2027", {"forces.us.lrasm": 321, "model.sorties.escort_need": {"uniform": [0, 0.5]}})
    assert found.forces.us.lrasm == 321
    assert found.model.sorties.escort_need.values == (0, 0.5)


def test_importing_the_package_imports_no_more_and_its_functions_stay_functions() -> None:
    program = """
import sys, wargame
assert not {"pandas", "mesa", "scipy"} & set(sys.modules)
import wargame.batch.simulate, wargame.analysis.compare, wargame.analysis.study, wargame.tools.load
from wargame.analysis.study.plan import make
assert [getattr(wargame, name) for name in wargame.__all__] == [
    getattr(sys.modules["wargame.api"], name) for name in wargame.__all__]
assert len(wargame.simulate("reset_2027", runs=2)) == 2
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[1])
    with pytest.raises(AttributeError, match="no attribute 'simulat'"):
        wargame.simulat  # noqa: B018
    assert not {path.stem for path in PACKAGE.iterdir()} & set(wargame.__all__)  # a module would take its place


@pytest.mark.parametrize(
    "number", [400, np.int64(400), np.int8(100), np.float32(0.1), np.float64(250.5), np.array(300), pd.Series([7])[0]]
)
def test_a_number_of_numpy_or_pandas_is_a_number(number):
    path = "forces.us.lrasm" if number > 1 else "model.sorties.escort_need"
    plain = float(str(number))
    assert wargame.load("first_battle_base", {path: number}) == wargame.load("first_battle_base", {path: plain})
    nested = {"uniform": [np.float32(0.1), np.float64(0.5)]}
    assert wargame.load("first_battle_base", {"model.sorties.escort_need": nested})


def test_what_varies_may_be_an_array():
    found = wargame.simulate(
        "first_battle_base", runs=np.int64(2), seed=np.uint8(3), vary={"forces.us.lrasm": np.array([100, 400])}
    )
    assert list(found["forces.us.lrasm"].unique()) == ["100", "400"]
    assert len(wargame.simulate("first_battle_base", runs=1e0, seed=3)) == 1


@pytest.mark.parametrize("value", [None, object(), {1, 2}, lambda: 1, 1j, b"400"])
def test_what_is_no_value_is_refused_in_words(value):
    with pytest.raises((api.FactorFault, api.ScenarioFaults), match=r"forces\.us\.lrasm"):
        wargame.load("first_battle_base", {"forces.us.lrasm": value})


@pytest.mark.parametrize(
    ("given", "words"),
    [({"seed": None}, "seed=None: not a whole number"), ({"runs": 1.5}, "runs=1.5: not a whole number"),
     ({"runs": "10"}, "runs='10': not a whole number"), ({"jobs": True}, "jobs=True: not a whole number"),
     ({"runs": float("nan")}, "runs=nan: not a whole number"), ({"seed": float("inf")}, "seed=inf: not a whole number"),
     ({"runs": np.array([1, 2])}, "not a whole number")],
)  # fmt: skip
def test_what_is_no_count_is_refused_in_words(given, words):
    for call in (wargame.simulate, wargame.compare):
        with pytest.raises(ValueError, match=words):
            call("first_battle_base", **given)


SCRIPT = """
import wargame
print("begun")
print(wargame.simulate("first_battle_base", runs=4, jobs=2)["world"].tolist())
"""


@pytest.mark.parametrize("how", ["a file", "standard input", "an argument"])
def test_a_script_without_a_guard_plays_in_several_processes(how, tmp_path):
    """And is run once: processes that play need the package, and nothing of the script."""
    file = tmp_path / "script.py"
    file.write_text(SCRIPT)
    arguments = {"a file": [str(file)], "standard input": ["-"], "an argument": ["-c", SCRIPT]}[how]
    done = subprocess.run(
        [sys.executable, *arguments], input=SCRIPT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == ""
    assert done.stdout == "begun\n[0, 1, 2, 3]\n"

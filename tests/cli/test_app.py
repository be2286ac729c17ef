"""The command line as a person meets it: what it prints, where, and with which status."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from wargame import __version__
from wargame.batch.simulate import MOST_GAMES, MOST_JOBS
from wargame.cli import app
from wargame.cli.long_run import Work
from wargame.engine.measures import BY_NAME
from wargame.engine.outcome import KEYS
from wargame.game.play import Game, end_turn, situation
from wargame.game.share import encode
from wargame.scenario import load

ROOT = Path(__file__).resolve().parents[2]
Wargame = Callable[..., Result]


@pytest.fixture
def wargame(monkeypatch: pytest.MonkeyPatch) -> Wargame:
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app.commands, arguments)

    return call


def _process(*arguments: str, **more: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    return subprocess.Popen(
        [sys.executable, "-m", "wargame", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
        **more,  # type: ignore[call-overload]
    )


# --- What a person gets wrong


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "reset_2072"], "did you mean reset_2027?"),
        (["show", "nowhere/at_all.yaml"], "there is no scenario"),
        (["run", "reset_2027", "--runs", "0"], "--runs"),
        (["run", "reset_2027", "--runs", "-5"], "--runs"),
        (["run", "reset_2027", "--runs", "many"], "--runs"),
        (["run", "reset_2027", "--runs", "10", "--until", "nan"], "--until"),
        (["attribute", "practice", "--from", "refuse", "--to", "join", "--runs", "10", "--until", "nan"], "--until"),
        (["attribute", "practice", "--from", "refuse", "--to", "join", "--runs", "10", "--until", "inf"], "--until"),
        (["run", "reset_2027", "--runs", "1000000000000"], "the limit is 100,000,000"),
        (["run", "reset_2027", "--jobs", "0"], "--jobs"),
        (["run", "reset_2027", "--seed", "-1"], "--seed"),
        (["run", "reset_2027", "--set", "japan.acess=refuse"], "did you mean japan.access?"),
        (["run", "reset_2027", "--set", "japan.access=maybe"], "one of refuse, support, combat, join"),
        (["run", "reset_2027", "--set", "japan.access"], "FACTOR=VALUE"),
        (["run", "reset_2027", "--vary", "japan.stance="], "FACTOR=A,B,C"),
        (["run", "reset_2027", "--set", "forces.us.carriers=99"], "from 0 to 11"),
        (["run", "reset_2027", "--set", "forces.us.lrasm={uniform: [3, 1]}"], "rising order"),
        (["run", "reset_2027", "--out", "/dev/null/below"], "--out"),
        (["show", "reset_2027", "--world", "-1"], "--world"),
        (["show", "reset_2027", "--world", "1000000000000"], "--world"),
        (["play", "--port", "99999"], "--port"),
        (["check", "no_such_file.yaml"], "there is no scenario"),
        (["linchpin", "reset_2072"], "did you mean reset_2027?"),
        (["linchpin", "reset_2027", "--set", "japan.acess=refuse"], "did you mean japan.access?"),
        (["linchpin", "reset_2027", "--set", "bases.Kadna.closed=true"], "did you mean bases.Kadena.closed?"),
        (["linchpin", "reset_2027", "--runs", "100000000"], "the limit is 100,000,000"),
        (["linchpin", "reset_2027", "--out", "/dev/null/below"], "--out"),
        (["linchpin", "reset_2027", "--runs", "0"], "--runs"),
        (["attribute", "practice", "--from", "refuse", "--to", "join", "--runs", "-3"], "--runs"),
        (
            ["attribute", "practice", "--from", "refuse", "--to", "join", "--runs", "1000000000000"],
            "in each of 16 cases is 16,000,000,000,000 games; the limit is 100,000,000, here --runs 6,250,000",
        ),
        (["attribute", "practice", "--from", "refuze", "--to", "join"], "did you mean refuse?"),
        (["attribute", "practice", "--from", "refuse", "--to", "join", "--of", "wor"], "did you mean war?"),
        (["attribute", "practice", "--from", "refuse", "--to", "join", "--out", "/dev/null/below"], "--out"),
        (["equilibria", "reset_2027", "--runs", "0"], "--runs"),
        (["equilibria", "reset_2027", "--runs", "1000000000000"], "the limit is 100,000,000"),
        (["equilibria", "reset_2027", "--strategies", "us.tariff"], "--strategies us.tariff: not of the form"),
        (["equilibria", "reset_2027", "--strategies", "us.tariff=5,5"], "--strategies us.tariff=5,5: the same value"),
        (["equilibria", "reset_2027", "--out", "/dev/null/below"], "--out"),
        (["study", ""], "the name of a study"),
        (["study", "war_tornados"], "did you mean war_tornado?"),
        (["study", str(ROOT)], "a folder; give a file ending in .yaml"),
        (["study", "war_tornado", "--out", "/dev/null/below"], "--out"),
        (["evidence", "--html", "/dev/null/below.html"], "--html /dev/null/below.html: cannot be written"),
        (["evidence", "--html", str(ROOT / "README.md")], "never written over"),
        (["run"], "SCENARIO"),
        (["ruin"], "No such command"),
    ],
)
def test_a_slip_ends_with_a_plain_message_and_status_2(wargame: Wargame, arguments: list[str], told: str) -> None:
    result = wargame(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_no_number_is_called_the_nearest_for_its_digits(wargame: Wargame) -> None:
    result = wargame("run", "reset_2027", "--set", "us.tariff=30")
    assert result.exit_code == 2
    assert result.stderr.strip().endswith("one of 0, 10, 15, 25")


def test_results_are_never_written_over(wargame: Wargame, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = wargame("run", "reset_2027", "--runs", "5", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_cases_share_out_the_work_so_that_blocks_stay_large() -> None:
    assert Work(jobs=2).block_size(cells=81, runs=200) == 200
    assert Work(jobs=2).block_size(cells=3, runs=200) == 100
    assert Work(jobs=2).block_size(cells=1, runs=200) == 100
    assert Work(scheduler="tcp://127.0.0.1:1").block_size(cells=16, runs=60) == 60
    assert Work(scheduler="tcp://127.0.0.1:1").block_size(cells=1, runs=1_600) == 100


def test_limits_are_those_of_the_simulation() -> None:
    assert (app.MOST_RUNS, app.MOST_JOBS) == (MOST_GAMES, MOST_JOBS)


# --- linchpin


def test_linchpin_writes_what_it_prints_as_json_and_draws_its_map(wargame: Wargame, tmp_path: Path) -> None:
    folder = tmp_path / "linchpin"
    result = wargame("linchpin", "no_access", "--runs", "10", "--seed", "3", "--out", str(folder), "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert document == json.loads((folder / "linchpin.json").read_text())
    assert (document["worlds"], document["seed"], document["complete"]) == (10, 3, True)
    assert {row["kind"] for row in document["without"]} == {"host", "base"}
    ElementTree.parse(folder / "linchpin.svg")


def test_linchpin_says_what_it_rests_on_in_80_columns(wargame: Wargame) -> None:
    result = wargame("linchpin", "no_access", "--runs", "10", "--set", "us.tariff=25")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    for words in ("N 10 worlds", "seed 0", "us.tariff=25", "It is no forecast", "Andersen"):
        assert words in said


# --- run


def test_run_prints_every_outcome_with_what_it_rests_on(wargame: Wargame) -> None:
    result = wargame("run", "reset_2027", "--runs", "60", "--seed", "3", "--set", "us.tariff=25")
    assert result.exit_code == 0
    for said in ("60 worlds", "seed 3", "reset_2027", "us.tariff=25", "Chinese victory", "Went to war", "95% interval"):
        assert said in result.stdout
    assert "no published game" not in result.stdout


@pytest.mark.parametrize("arguments", [["no_access"], ["reset_2027", "--vary", "japan.stance=join,refuse"]])
def test_refusal_is_called_a_prediction_of_the_model(wargame: Wargame, arguments: list[str]) -> None:
    result = wargame("run", *arguments, "--runs", "20")
    assert "prediction of the model; no published game isolates" in " ".join(result.stdout.split())


def test_json_is_one_document_and_nothing_else() -> None:
    process = _process(
        "run", "reset_2027", "--runs", "40", "--seed", "7", "--vary", "japan.stance=refuse,join", "--json"
    )
    stdout, stderr = process.communicate(timeout=60)
    document = json.loads(stdout)
    assert (process.returncode, stderr) == (0, "")
    for cell in document["cells"]:
        assert cell["worlds"] == 40
        assert sum(cell["outcomes"][key]["count"] for key in KEYS) == 40
        low, high = cell["war"]["interval"]
        assert low <= cell["war"]["share"] <= high
    assert set(document["cells"][1]["difference_to_first"]) == {"taken", "war", *KEYS}


def test_out_holds_rows_summary_and_picture(wargame: Wargame, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "results"
    arguments = ["run", "reset_2027", "--runs", "30", "--seed", "7", "--vary", "japan.stance=refuse,join"]
    result = wargame(*arguments, "--out", str(folder), "--json", "--csv")
    assert json.loads(result.stdout) == json.loads((folder / "summary.json").read_text())
    rows = parquet.read_table(folder / "worlds.parquet").to_pylist()
    assert [row["world"] for row in rows] == [*range(30), *range(30)]
    assert {row["seed"] for row in rows} == {7}
    with (folder / "worlds.csv").open() as file:
        assert [row["outcome"] for row in csv.DictReader(file)] == [row["outcome"] for row in rows]
    ElementTree.parse(folder / "outcomes.svg")


def test_a_setting_that_changes_nothing_leaves_the_rows_byte_for_byte(wargame: Wargame, tmp_path: Path) -> None:
    same = ["--set", "model.japan.fear=-2"]
    for name, more in (("plain", []), ("set", same)):
        out = str(tmp_path / name)
        assert wargame("run", "reset_2027", "--runs", "50", "--out", out, "--csv", *more).exit_code == 0
    plain, changed = tmp_path / "plain", tmp_path / "set"
    assert (plain / "worlds.csv").read_bytes() == (changed / "worlds.csv").read_bytes()
    # The file of rows also says by which settings it was made.
    tables = [parquet.read_table(folder / "worlds.parquet") for folder in (plain, changed)]
    assert tables[0].equals(tables[1])
    said = [json.loads(table.schema.metadata[b"linchpin"])["set"] for table in tables]
    assert said == [[], ["model.japan.fear=-2"]]


# --- show


def test_show_is_the_row_of_the_batch(wargame: Wargame, tmp_path: Path) -> None:
    settings = ["--seed", "7", "--set", "japan.stance=refuse"]
    wargame("run", "reset_2027", "--runs", "30", *settings, "--out", str(tmp_path / "out"))
    rows = parquet.read_table(tmp_path / "out" / "worlds.parquet").to_pylist()
    shown = json.loads(wargame("show", "reset_2027", "--world", "17", *settings, "--json").stdout)
    assert {name: rows[17][name] for name in BY_NAME} == shown["measures"]
    assert shown["outcome"]["key"] == rows[17]["outcome"]
    assert len(shown["turns"]) == 9 if not rows[17]["war"] else rows[17]["dday_turn"] + 1 + rows[17]["war_turns"]


def test_show_tells_orders_events_reasons_and_outcome(wargame: Wargame) -> None:
    result = wargame("show", "first_battle_base", "--seed", "7", "--why")
    assert result.exit_code == 0
    for said in ("seed 7, world 0", "D+0 to D+3.5", "Orders", "What happened", "why: ", "die ", "== Outcome"):
        assert said in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_show_without_why_tells_the_same_game_shorter(wargame: Wargame) -> None:
    short, long = (wargame("show", "eleven_days", *why).stdout.splitlines() for why in ([], ["--why"]))
    assert not any("why: " in line for line in short)
    assert set(short) < set(long)


# --- check, schema, play, version


def test_check_reads_all_files_before_it_exits(wargame: Wargame, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("extends: reset_2027\ncalender: {}\nminutes: -1\n")
    result = wargame("check", str(broken), "reset_2027")
    assert result.exit_code == 2
    assert f"{broken}:2:1: calender: unknown key" in result.stderr
    assert f"{broken}:3:10: minutes" in result.stderr
    assert result.stdout == "reset_2027: no fault\n"


def test_check_of_a_good_file_says_so(wargame: Wargame) -> None:
    file = str(ROOT / "scenarios" / "reset_2027.yaml")
    result = wargame("check", file)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{file}: no fault\n", "")


def test_schema_is_the_file_beside_the_scenarios(wargame: Wargame) -> None:
    assert wargame("schema").stdout == (ROOT / "scenarios" / "scenario.schema.json").read_text(encoding="utf-8")


def test_version(wargame: Wargame) -> None:
    assert wargame("--version").stdout.strip().endswith(__version__)


def _printed_by(script: str) -> str:
    """What a script prints in a Python of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    return done.stdout.strip()


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    script = "import sys, wargame.cli.app; print(sorted({'numpy', 'mesa', 'pydantic', 'solara'} & set(sys.modules)))"
    assert _printed_by(script) == "[]"


def test_a_command_whose_games_others_play_loads_no_mesa() -> None:
    script = (
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    from wargame.cli.commands import equilibria, linchpin, run, study\n"
        "    from wargame.scenario.factors import cells\n"
        "    from wargame.batch.simulate import simulate\n"
        "    worlds = sum(block.worlds for block in simulate(cells('reset_2027'), 40, 1, jobs=2))\n"
        "    print(worlds, sorted({'mesa', 'pandas'} & set(sys.modules)))\n"
    )
    assert _printed_by(script) == "40 []"


def test_a_process_that_plays_sets_the_loaded_model_aside_from_its_search_for_garbage() -> None:
    script = (
        "import gc, sys\n"
        "from wargame.cli.long_run import Work\n"
        "gc.disable()\n"  # as commands do while they load
        "Work().open({}, 1, 1, lambda worlds: None)\n"
        "loaded = len(sys.modules)\n"
        "from wargame.model import CrisisModel\n"
        "print(len(sys.modules) - loaded, any(each is CrisisModel for each in gc.get_objects()), gc.isenabled())\n"
    )
    assert _printed_by(script) == "0 False True"


def test_a_run_without_a_folder_loads_neither_arrow_nor_studies_nor_what_tells_a_game() -> None:
    script = (
        "import sys\n"
        "if __name__ == '__main__':\n"
        "    from wargame.cli.app import commands\n"
        "    commands(['run', 'reset_2027', '--runs', '20', '--jobs', '2', '--json'], standalone_mode=False)\n"
    )
    needless = ["pyarrow", "wargame.analysis.study.answer", "wargame.analysis.study.plan", "wargame.engine.telling"]
    ended = f"import atexit, sys; atexit.register(lambda: print(sorted(set({needless}) & set(sys.modules))))\n"
    assert _printed_by(ended + script).splitlines()[-1] == "[]"


# --- verify


def test_a_share_code_is_played_again_and_verified(wargame: Wargame) -> None:
    code = encode("first_battle_base", finished())
    result = wargame("verify", code)
    assert result.exit_code == 0
    assert "Verified: fingerprint" in result.stdout
    assert json.loads(wargame("verify", code, "--json").stdout)["verified"] is True


def test_a_forged_fingerprint_is_found_out(wargame: Wargame) -> None:
    code = encode("first_battle_base", finished())[:-8] + "00000000"
    result = wargame("verify", code)
    assert result.exit_code == 1
    assert "NOT as the code says" in result.stdout


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("hello", "not a share code"),
        ("reset_2027~AAAA", "lost or changed"),
        ("nowhere~{body}", "not among those shipped"),
    ],
)
def test_what_is_no_code_is_told(wargame: Wargame, code: str, said: str) -> None:
    body = encode("first_battle_base", finished()).split("~")[1]
    result = wargame("verify", code.format(body=body))
    assert result.exit_code == 2
    assert said in result.stderr


def finished() -> Game:
    game = Game(load("first_battle_base"), 7, "us")
    while situation(game).stage != "over":
        game = end_turn(game, {})
    return game

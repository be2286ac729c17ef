"""The report to hand in: what it says, and that it needs nothing else."""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from click.testing import CliRunner

from tests.statistics.sized import sized
from wargame.analysis.study.file import DESIGNS
from wargame.batch.edition import code
from wargame.cli import app
from wargame.engine.outcome import OUTCOMES
from wargame.ui.replay.world import load

SETTING = "model.sea.kills_per_hit={uniform: [0.2, 0.4]}"
RUN = ("run", "first_battle_pessimistic", "--runs", "120", "--seed", "5", "--set", SETTING)
STUDY = """
question: What moves <the end> of the battle?
scenario: first_battle_pessimistic
measure: {measure}
design: {design}
worlds: 12
seed: 5
factors:
  model.landing.offload: as written
  forces.us.lrasm: [0, 400]
"""
ANSWERED = [design for design in DESIGNS if design != "discovery"]  # which has tests of its own


def _report(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app.commands, [*arguments, "--out", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    return (folder / "report.html").read_text(encoding="utf-8")


def _words(page: str) -> str:
    """What a person reads."""
    body = re.sub(r"<(style|script|title)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("paper") / "out"
    return _report(folder, *RUN, "--vary", "japan.stance=refuse,join", "--series")


def test_it_holds_question_answer_design_method_and_how_to_repeat_it(page: str) -> None:
    words = _words(page)
    for said in (
        "Does China get Taiwan in", "what does Japan’s stance do to it?", "refuse, Tokyo refuses the US its bases",
        "of 120 worlds", "95% interval", "Wilson score interval",
        "Tango (1998)", "numbers are judgement", "A world",
        "prediction of the model; no published game isolates", f"code {code()}", "seed 5", "turns.parquet",
    ):  # fmt: skip
        assert said in words, said
    assert "[csis-firstbattle] Mark F. Cancian" in words


def test_it_needs_no_network(page: str) -> None:
    assert not re.search(r"(src|href)=['\"](?!http://127\.0\.0\.1:8765/\?page=world)", page)
    assert "url(" not in re.sub(r'url\("data:font/woff2;base64,[^"]+"\)|url\(#[\w-]+\)', "", page)
    assert "@import" not in page


def test_the_command_makes_the_same_report_again(page: str, tmp_path: Path) -> None:
    command = html.unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page).group(1))  # type: ignore[union-attr]
    program, *arguments = shlex.split(command)
    assert program == "wargame"
    assert arguments[-2:] == ["--out", "NEW_FOLDER"]
    assert _report(tmp_path / "again", *arguments[:-2]) == page


def test_each_world_is_opened_by_its_command_and_by_its_address(page: str) -> None:
    entries = re.findall(r"<li><p><b>World (\d+)</b> of (\w+): (.*?) <a href='(.*?)'>.*?<code>(.*?)</code>", page)
    assert len(entries) >= 5
    for number, case, what, address, command in entries:
        asked = parse_qs(urlparse(html.unescape(address)).query)
        opened, trouble = load(asked)
        assert opened is not None, trouble
        label = next((outcome.label for outcome in OUTCOMES if what.startswith(outcome.label + ",")), None)
        assert opened.situation.outcome is not None
        if label is not None:
            assert opened.situation.outcome.label == label
        assert asked["world"] == [number]
        assert asked["set"] == [SETTING, f"japan.stance={case}"]
        told = CliRunner().invoke(app.commands, shlex.split(html.unescape(command))[1:])
        assert told.exit_code == 0, told.output
        assert opened.situation.outcome.label in told.stdout


@pytest.mark.parametrize(("design", "measure"), [*zip(ANSWERED, ["severity", "against"] * 3, strict=True)])
def test_every_design_of_a_study_has_its_report(tmp_path: Path, design: str, measure: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(STUDY.format(design=sized(design, points=4), measure=measure))
    page = _report(tmp_path / "out", "study", str(file))
    assert "What moves &lt;the end&gt; of the battle?" in page
    words = _words(page)
    for said in ("12 worlds", "seed 5", "numbers are judgement", "wargame study", "model.landing.offload"):
        assert said in words, said
    for address in re.findall(r"<a href='(.*?)'", page):
        opened, trouble = load(parse_qs(urlparse(html.unescape(address)).query))
        assert opened is not None, trouble


def test_cases_that_cannot_be_told_apart_are_all_named_and_pairing_is_told(tmp_path: Path) -> None:
    words = _words(_report(tmp_path / "out", *RUN, "--vary", "us.tariff=0,15,25"))  # which moves nothing in a war
    assert "How often China gets Taiwan cannot be told apart between any of the 3 cases" in words
    run = ("run", "reset_2027", "--runs", "60", "--seed", "3", "--vary", "japan.stance=refuse,combat")
    page = _report(tmp_path / "war", *run, "--vary", "model.sorties.escort_need=0.2,0.8")
    finding = _words(page).split("China gets Taiwan least often ", 1)[1].split(" China gets Taiwan by war")[0]
    assert "japan.stance=combat, model.sorties.escort_need=0.2 or with japan.stance=combat" in finding
    assert "which cannot be told apart" in finding
    assert "What pairing saved, for war" in _words(page)
    assert "model.sorties.escort_need is" in _words(page)
    assert "× " in _words(page)


def test_a_grid_tells_ties_the_worlds_that_pairing_saved_and_how_variance_was_parted(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(STUDY.format(design="grid", measure="deterred"), encoding="utf-8")
    assert "the same at every point" in _words(_report(tmp_path / "never", "study", str(file)))
    file.write_text(STUDY.format(design="grid", measure="severity"), encoding="utf-8")
    words = _words(_report(tmp_path / "out", "study", str(file)))
    assert "Pairing saved" in words
    assert "× " in words
    assert "Two-way analysis of variance" in words


def test_many_cases_are_a_long_table(tmp_path: Path) -> None:
    page = _report(tmp_path / "out", "run", "first_battle_base", "--runs", "20",
                   "--vary", "us.tariff=0,10,15,25", "--vary", "japan.stance=refuse,join")  # fmt: skip
    assert _words(page).count("us.tariff=25, japan.stance=join") >= 2
    assert "Taiwan: less the first, points" in page


def test_a_run_without_a_war_or_with_one_world_is_told(tmp_path: Path) -> None:
    words = _words(_report(tmp_path / "out", "run", "first_battle_base", "--runs", "1"))
    assert "1 of 1 worlds" in words or "1 world" in words


ANALYSES = {
    "attribute": (
        ("attribute", "reset_2027", "--from", "refuse", "--to", "combat", "-n", "40", "--seed", "5"),
        ("Tokyo’s stance goes from refuse to combat", "Beijing hears the word", "The parts add up", "Shapley",
         "16 mixes of 40 worlds"),
    ),
    "equilibria": (
        ("equilibria", "reset_2027", "-n", "40", "--seed", "5", "--player", "us", "--strategies",
         "japan.stance=refuse,combat"),
        ("Which choices of Japan and US", "Utilities are judgement", "of 1,000 resamples", "Chinese victory",
         "6 profiles of 40 worlds"),
    ),
    "linchpin": (
        ("linchpin", "first_battle_base", "--runs", "40", "--seed", "5"),
        ("What hangs on each base", "fighter sorties can reach the strait", "It is no forecast", "Kadena",
         "minimum cut"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=list(ANALYSES))
def analysis(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The name of an analysis, and its report."""
    return request.param, _report(tmp_path_factory.mktemp("paper") / "out", *ANALYSES[request.param][0])


def test_each_analysis_is_a_report_that_its_own_command_makes_again(analysis: tuple[str, str], tmp_path: Path) -> None:
    name, page = analysis
    said = ANALYSES[name][1]
    words = _words(page)
    for each in (*said, "95% interval", "numbers are judgement", "seed 5", f"code {code()}", "Worlds to look at"):
        assert each in words, each
    test_it_needs_no_network(page)
    test_the_command_makes_the_same_report_again(page, tmp_path)


def test_the_worlds_of_each_analysis_open_by_their_address(analysis: tuple[str, str]) -> None:
    _, page = analysis
    addresses = re.findall(r"<a href='(http://127[^']*)'", page)
    assert addresses
    for address in addresses:
        opened, trouble = load(parse_qs(urlparse(html.unescape(address)).query))
        assert opened is not None, trouble

"""`wargame run`: differences between the cells that a person names, and how often China gets Taiwan."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from wargame import api
from wargame.analysis.summary import EVENTS
from wargame.cli import app
from wargame.scenario.factors import FactorFault
from wargame.statistics.intervals import paired_difference

RUN = ("run", "reset_2027", "--runs", "120", "--seed", "3", "--vary", "japan.stance=refuse,combat,join")
MANY = ",".join(f"0.{digits}" for digits in range(11, 30))
STANCES = ("refuse", "combat", "join")


def _run(*more: str) -> str:
    result = CliRunner().invoke(app.commands, [*RUN, *more])
    assert result.exit_code == 0, result.output
    return result.stdout


def _document(*more: str) -> dict[str, Any]:
    return json.loads(_run(*more, "--json"))


def _pairs(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        tuple(pair[name].removeprefix("japan.stance=") for name in ("cell", "compared_with"))
        for pair in document["differences"]
    ]


def test_whether_china_gets_taiwan_is_counted_in_every_cell_and_beside_the_first() -> None:
    first, *others = _document()["cells"]
    for cell in others:
        taken = cell["china_gets_taiwan"]
        assert taken["count"] == sum(cell["outcomes"][key]["count"] for key in ("victory", "conceded"))
        moved = cell["difference_to_first"]["taken"]
        assert moved["difference"] == pytest.approx(taken["share"] - first["china_gets_taiwan"]["share"])
        assert moved["interval"] == list(paired_difference(moved["only_here"], moved["only_in_first"], 120))


@pytest.mark.parametrize("named", ["combat", "japan.stance=combat"])
def test_differences_are_to_the_cell_that_is_named(named: str) -> None:
    document = _document("--against", named)
    assert _pairs(document) == [("refuse", "combat"), ("join", "combat")]
    first = document["cells"][1]["difference_to_first"]["war"]
    turned = document["differences"][0]["events"]["war"]
    assert turned["difference"] == -first["difference"]
    assert turned["interval"] == pytest.approx([-end for end in reversed(first["interval"])])
    assert "Difference to japan.stance=combat" in _run("--against", named)


def test_a_cell_of_several_factors_is_named_in_any_order() -> None:
    given = ("--runs", "20", "--vary", "us.tariff=0,25", "--against")
    for named in ("japan.stance=join,us.tariff=0", "us.tariff=0, japan.stance=join"):
        assert {there for _, there in _pairs(_document(*given, named))} == {"join, us.tariff=0"}


def test_every_pair_is_told_once(tmp_path: Path) -> None:
    document = _document("--against", "all", "--out", str(tmp_path / "out"))
    assert _pairs(document) == [("combat", "refuse"), ("join", "refuse"), ("join", "combat")]
    rows = list(csv.DictReader((tmp_path / "out" / "differences.csv").read_text().splitlines()))
    assert len(rows) == 3 * len(EVENTS)
    row = next(row for row in rows if row["cell"].endswith("join") and row["compared_with"].endswith("combat"))
    assert float(row["difference"]) == document["differences"][2]["events"]["taken"]["difference"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "join less combat" in page
    assert "Difference to combat in the same worlds" in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*RUN, "--against", "comba"), "did you mean combat?"),
        (("run", "reset_2027", "--against", "combat"), "there is one case only"),
        ((*RUN, "--vary", f"model.sorties.escort_need={MANY}", "--against", "all"), "too many for every pair"),
    ],
)
def test_a_cell_that_is_none_is_refused_with_what_could_be_named(arguments: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app.commands, arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_run_can_go_on_until_the_difference_in_taiwan_is_known() -> None:
    document = _document("--runs", "9000", "--until", "0.015", "--of", "taken", "--against", "combat")
    assert document["until"]["event"] == "taken"
    assert document["until"]["reached"]
    widths = [high - low for low, high in (pair["events"]["taken"]["interval"] for pair in document["differences"])]
    assert document["until"]["widest_half_width"] == pytest.approx(max(widths) / 2)
    assert max(widths) / 2 <= 0.015


def test_from_python_differences_are_to_the_cell_that_is_named_too() -> None:
    asked = {"vary": {"japan.stance": list(STANCES)}, "runs": 120, "seed": 3}
    frame = api.compare("reset_2027", **asked, against={"japan.stance": "combat"})
    taken = frame[frame.event == "taken"].set_index("japan.stance")
    document = _document("--against", "combat")
    assert taken.difference["refuse"] == document["differences"][0]["events"]["taken"]["difference"]
    assert taken.difference.isna().to_dict() == {"refuse": False, "combat": True, "join": False}
    with pytest.raises(FactorFault, match="not a cell"):
        api.compare("reset_2027", **asked, against={"japan.stance": "support"})


RARE = ("run", "reset_2027", "--seed", "1", "--of", "nuclear", "--vary", "japan.stance=refuse,combat")


def _rare(*more: str) -> dict[str, Any]:
    result = CliRunner().invoke(app.commands, [*RARE, *more, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_an_absolute_width_that_is_reached_at_once_by_a_rare_event_says_so() -> None:
    document = _rare("--until", "0.01")
    assert document["worlds"] == 1000
    assert "It rests on few events" in document["notes"][0]
    assert "--least-events" in document["notes"][0]


def test_a_least_number_of_events_holds_a_run_open() -> None:
    document = _rare("--until", "0.01", "--least-events", "20", "--runs", "9000")
    counts = [cell["outcomes"]["nuclear"]["count"] for cell in document["cells"]]
    assert max(counts) >= 20
    assert document["until"] | {"widest_half_width": 0} == {
        "event": "nuclear", "half_width": 0.01, "relative": False, "least_events": 20, "reached": True,
        "widest_half_width": 0, "checked_every": 1000,
    }  # fmt: skip


def test_a_relative_width_is_a_part_of_the_larger_of_two_shares() -> None:
    document = _document("--runs", "9000", "--until", "25%", "--of", "taken")
    shares = [cell["china_gets_taiwan"]["share"] for cell in document["cells"]]
    assert document["until"]["reached"]
    assert document["until"]["widest_half_width"] <= 0.25 * max(shares)
    assert "beside the share" in document["notes"][0]


@pytest.mark.parametrize("width", ["0%", "200%", "ten", "nan%"])
def test_a_width_that_cannot_be_is_refused(width: str) -> None:
    result = CliRunner().invoke(app.commands, [*RARE, "--until", width])
    assert result.exit_code == 2
    assert "--until" in result.output


def test_from_python_a_width_can_be_relative_too() -> None:
    frame = api.compare("reset_2027", {"japan.stance": ["refuse", "combat"]}, 3000, seed=1, until="40%", of="taken")
    assert frame.attrs["document"]["until"]["relative"]

"""The model beside what was published: what nothing was set from is told apart, and what is missed says why."""

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from tests.worlds import at_war, shipped
from wargame.analysis.evidence import document
from wargame.analysis.evidence.findings import Finding, findings, read
from wargame.analysis.evidence.gauges import GAUGES
from wargame.analysis.evidence.history import History
from wargame.analysis.evidence.published import BY_KEY, FIRST_BATTLE, PUBLISHED, Basis, Pair, Reading
from wargame.cli.app import commands
from wargame.engine.world import US
from wargame.model import CrisisModel
from wargame.report.papers import evidence
from wargame.scenario import load, shipped_folder
from wargame.scenario.inventory import take
from wargame.text.sources import keys_in

WORLDS, SEED = 500, 0


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    return findings(WORLDS, SEED)


def played(lost) -> History:
    """A war that lost these aircraft by its first turn, by world and side."""
    return History(shipped(), (), (at_war(worlds=len(lost), aircraft_lost=lost),))


def with_verdict(found, *verdicts):
    return [finding for finding in found if finding.verdict in verdicts]


def test_what_the_model_was_set_from_is_neither_hit_nor_miss(found):
    chosen = [finding for finding in found if finding.published.basis is Basis.CHOSEN]

    assert chosen == with_verdict(found, "met", "off")
    assert {"base-struck", "trust-fall", "cabinet", "runway-japan-fighters", "pessimistic-cruise"} <= {
        finding.published.key for finding in chosen
    }


def test_the_headline_counts_only_rows_that_nothing_was_set_from(found):
    unseen = [finding for finding in found if finding.published.basis is Basis.UNSEEN]
    hits = sum(finding.hit for finding in unseen)

    assert document.count(found) == f"Of {len(unseen)} published results that no number rests on, {hits} are hit"
    assert 0 < len(unseen) < len(PUBLISHED) / 2


def test_every_row_is_counted_once(found):
    assert sum(document.tally(found, basis)[1] for basis in Basis) == len(found)


def test_a_row_is_no_test_of_a_number_that_cites_its_source():
    """But for the report that gives most numbers of the war, whose rows are told apart one by one."""
    cited = {key for entry in take("reset_2027").entries for key in keys_in(entry.source)}
    for row in PUBLISHED:
        if row.source != FIRST_BATTLE and row.source.strip("[]") in cited:
            assert row.basis is Basis.CHOSEN, row.key


def test_every_miss_says_why(found):
    """So a row that starts to miss asks for its reason."""
    for finding in found:
        if finding.verdict in ("miss", "off"):
            assert len(finding.published.miss) > 40, finding.published.key


def test_every_row_has_a_key_of_its_own_a_gauge_and_bounds_round_its_value():
    assert len(BY_KEY) == len(PUBLISHED) >= 50
    for row in PUBLISHED:
        low, high = row.bounds
        assert row.gauge in GAUGES
        assert low <= row.value <= high, row.key
        assert row.source in document.SOURCES


def test_every_gauge_is_used():
    assert {row.gauge for row in PUBLISHED} == set(GAUGES)


def test_no_range_means_a_third_either_way():
    row = replace(BY_KEY["base-area"], value=1000.0)

    assert row.bounds == pytest.approx((650, 1350))


def test_a_published_range_does_not_excuse_a_mean_that_is_far_off():
    """90 to 774 aircraft with a mean of 484: 300 is inside the range, and no hit."""
    row = BY_KEY["pessimistic-us-aircraft"]

    assert row.bounds == pytest.approx((484 * 0.65, 484 * 1.35))
    assert row.games == (90, 774)
    assert not Finding(row, 300, 250, 350, 500).hit
    assert Finding(row, 480, 250, 350, 500).hit


def test_a_mean_outside_the_range_of_the_games_is_no_hit():
    row = replace(BY_KEY["base-us-aircraft"], value=270.0, games=(250.0, 280.0))

    assert row.bounds == (250, 280)


def test_a_mean_is_held_against_a_mean():
    """Two worlds lose nothing and one 90 aircraft: 30 on the mean, and none in the median world."""
    row = BY_KEY["base-us-aircraft"]
    lost = np.zeros((3, 4))
    lost[0, US] = 90

    (finding,) = read({row.scenario: played(lost)}, [row])

    assert finding.value == 30
    assert finding.median == 0


def test_worlds_that_lie_closer_together_than_the_games_are_a_miss_that_is_seen():
    """Games from 90 to 774: worlds from 432 on cover half, worlds in one place nothing."""
    row = BY_KEY["pessimistic-us-aircraft-spread"]
    apart, alike = np.zeros((100, 4)), np.full((100, 4), 480.0)
    apart[:, US] = np.linspace(90, 774, 100)

    (wide,), (narrow,) = (read({row.scenario: played(lost)}, [row]) for lost in (apart, alike))

    assert wide.hit
    assert wide.value == pytest.approx(0.9, abs=0.02)
    assert not narrow.hit
    assert narrow.value == 0
    assert narrow.sentence == row.miss


def test_how_far_games_differ_is_a_row_wherever_many_games_have_a_range():
    for row in PUBLISHED:
        if row.games and row.played >= 10 and row.read is Reading.MEAN:
            assert BY_KEY[f"{row.key}-spread"].basis is not Basis.FITTED
    assert sum(row.read is Reading.SPREAD for row in PUBLISHED) >= 2


def test_only_a_day_that_some_worlds_never_come_to_is_a_median(found):
    for finding in found:
        assert np.isfinite(finding.value)
        assert finding.published.read is not Reading.MEDIAN or finding.published.unit == "days"


def test_decisive_defeats_are_held_against_decisive_defeats(found):
    """All four published defeats of the pessimistic case were decisive."""
    together, decisive = (
        next(finding for finding in found if finding.published.key == key)
        for key in ("pessimistic-defeat", "pessimistic-decisive")
    )

    assert together.published.bounds == decisive.published.bounds
    assert 0 < decisive.value < together.value


def test_what_forecasters_said_is_shown_and_not_judged(found):
    beside = with_verdict(found, "beside")

    assert {finding.published.gauge for finding in beside} == {"invasion", "success of an invasion", "conquest"}
    assert all(finding.sentence == "" and len(finding.published.note) > 40 for finding in beside)
    assert document.tally(beside, Basis.COMPARED) == (0, len(beside))


def test_success_and_invasion_make_up_control(found):
    """The share that was taken is the share that was invaded times the share of these that fell."""
    invaded, fell, taken = (
        next(finding.value for finding in found if finding.published.key == key)
        for key in ("odds-invasion", "odds-success", "odds-control")
    )

    assert taken == pytest.approx(invaded * fell)


def test_a_difference_is_hit_only_where_its_whole_interval_says_so():
    row = BY_KEY["base-spared"]

    assert Finding(row, 2.0, 0.5, 3.5, 500).hit
    assert not Finding(row, 2.0, -0.5, 4.5, 500).hit


def test_two_values_of_one_number_meet_the_same_dice():
    """A number set to the same value twice makes no difference in any world."""
    row = replace(BY_KEY["base-spared"], pair=Pair("model.china.strike_base", "8", "8"))

    (finding,) = findings(50, SEED, [row])

    assert (finding.value, finding.low, finding.high) == (0, 0, 0)


@pytest.mark.parametrize(
    ("scenario", "day", "pays"),
    [("first_battle_base", 14, True), ("first_battle_pessimistic", 21, True), ("excursions/no_jassm", 21, False)],
)
def test_striking_japan_pays_where_the_limits_say_that_it_does(scenario, day, pays):
    row = replace(BY_KEY["base-spared"], scenario=scenario, day=day)

    (finding,) = findings(2 * WORLDS, SEED, [row])

    assert finding.low > 0 if pays else finding.high < 0
    assert abs(finding.value) < 4  # points of 100: little


def test_a_share_of_few_games_has_the_interval_of_its_count():
    """Wilson's interval of 4 in 18."""
    assert BY_KEY["pessimistic-defeat"].bounds == pytest.approx((0.0900, 0.4521), abs=1e-3)


@pytest.mark.parametrize("name", ["first_battle_base", "first_battle_pessimistic"])
def test_a_name_changes_nothing(name, tmp_path):
    """Mechanisms, and no constants for a scenario: every file, title and summary renamed, the same games."""
    renamed = copied_as(name, tmp_path, "another")

    one, other = (CrisisModel(load(each), SEED, 50).play() for each in (name, renamed))

    assert load(renamed).title == "Another name"
    for field in fields(one):
        theirs = getattr(other, field.name)
        if isinstance(theirs, np.ndarray):
            assert np.array_equal(getattr(one, field.name), theirs, equal_nan=theirs.dtype.kind == "f"), field.name


def copied_as(name: str, folder: Path, called: str) -> Path:
    """A shipped scenario and all that it extends, under other names; its bases in their order."""
    text = (shipped_folder() / f"{name}.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    extended = copied_as(told["extends"], folder, f"{called}_part").stem if told.get("extends") else None
    told |= {"title": "Another name", "summary": "Another.", "translations": {}} if "title" in told else {}
    told |= {"extends": extended} if extended else {}
    path = folder / f"{called}.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_the_document_is_plain_json(found):
    told = document.as_document(found, WORLDS, SEED)

    assert json.loads(json.dumps(told, allow_nan=False)) == told
    for basis, counted in told["counts"].items():
        rows = [row for row in told["rows"] if row["basis"] == basis]
        assert (counted["hits"], counted["held"]) == (sum(row["hit"] or 0 for row in rows), len(rows))
    assert [row["key"] for row in told["rows"]] == [row.key for row in PUBLISHED]
    assert all(row["why_missed"] for row in told["rows"] if row["hit"] is False)
    assert all(row["hit"] is None for row in told["rows"] if row["verdict"] == "beside")


def test_the_page_shows_every_row_and_needs_nothing_else(found):
    html = evidence.whole_page(found, WORLDS, SEED)

    assert html.count("<th scope='row'>") == len(PUBLISHED)
    assert html.count("<span class='miss'>") == len(with_verdict(found, "miss", "off"))
    assert all(line in html for line in document.counts(found))
    assert "seed 0" in html
    assert "http" not in html
    assert 'url("fonts' not in html


def test_the_command_prints_json_alone_and_writes_the_page(found, tmp_path, monkeypatch):
    monkeypatch.setattr("wargame.cli.commands.evidence.findings", lambda runs, seed: found)
    page = tmp_path / "evidence.html"

    result = CliRunner().invoke(commands, ["evidence", "--runs", "500", "--json", "--html", str(page)])

    assert result.exit_code == 0
    assert json.loads(result.output)["worlds"] == 500
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_command_tells_hits_and_misses_in_words(found, monkeypatch):
    monkeypatch.setattr("wargame.cli.commands.evidence.findings", lambda runs, seed: found)

    result = CliRunner().invoke(commands, ["evidence"])

    assert result.exit_code == 0
    for verdict, mark in (
        ("hit", "✓ hit"),
        ("miss", "✗ miss"),
        ("met", "· met"),
        ("off", "· off"),
        ("beside", "· not judged"),
    ):
        assert result.output.count(mark) == len(with_verdict(found, verdict))


def test_every_mean_is_told_with_the_median_and_the_middle_of_the_worlds(found, monkeypatch):
    """In the document, on the page and by the command."""
    monkeypatch.setattr("wargame.cli.commands.evidence.findings", lambda runs, seed: found)
    means = [finding for finding in found if finding.published.read is Reading.MEAN]

    told = {row["key"]: row["model"] for row in document.as_document(found, WORLDS, SEED)["rows"]}
    html = evidence.whole_page(found, WORLDS, SEED)
    printed = " ".join(CliRunner().invoke(commands, ["evidence"], env={"COLUMNS": "200"}).output.split())

    assert len(means) > 40
    for finding in means:
        model = told[finding.published.key]
        assert model["low"] <= model["median"] == finding.median <= model["high"]
        median, (_, between) = document.median_words(finding), document.model_words(finding)
        assert f"median {median}; {between}" in html
        assert f"{median}; {between}" in printed


def test_the_command_and_the_page_name_the_source_and_the_scenario_of_every_row(found, monkeypatch):
    monkeypatch.setattr("wargame.cli.commands.evidence.findings", lambda runs, seed: found)

    printed = CliRunner().invoke(commands, ["evidence"], env={"COLUMNS": "400"}).output
    html = evidence.whole_page(found, WORLDS, SEED)

    for group in document.groups(found):
        lines = document.origins(group.findings)
        assert all(line in printed for line in lines)
        for finding in group.findings:
            row = finding.published
            origin = f"{document.SOURCES[row.source]}; {row.scenario}"
            named = [line for line in lines if line.startswith(origin)]
            assert len(named) == 1
            assert row.quantity in named[0] or "all rows" in named[0] or named[0] == origin
            assert row.scenario in html
            assert document.SOURCES[row.source] in html


def test_fewer_than_500_worlds_are_refused():
    assert CliRunner().invoke(commands, ["evidence", "--runs", "499"]).exit_code == 2

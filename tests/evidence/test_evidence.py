"""The model beside what was published: what is hit stays hit, and what is missed says why."""

import json
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from wargame.cli import commands
from wargame.evidence import document
from wargame.evidence.findings import Finding, findings
from wargame.evidence.gauges import GAUGES
from wargame.evidence.published import BY_KEY, PUBLISHED
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.ui import html_evidence

WORLDS, SEED = 500, 0
# What the model is known to miss. A row may only enter or leave this list on purpose.
MISSED = {"runway-guam-tankers", "opinion-defence", "pessimistic-taiwan-ground"}

STARTS = {row.key for row in PUBLISHED if row.start}


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    return findings(WORLDS, SEED)


def test_what_was_hit_is_hit_and_what_was_missed_is_missed(found):
    assert {finding.published.key for finding in found if not finding.hit} == MISSED


def test_what_the_model_starts_with_is_not_counted_as_a_hit(found):
    starts = [finding for finding in found if finding.published.start]

    assert {finding.published.key for finding in starts} == {
        "opinion-nothing", "opinion-rear", "opinion-force", "base-struck", "pessimistic-struck",
    }  # fmt: skip
    assert document.tally(starts) == (0, 0)
    assert all(finding.hit for finding in starts)


def test_every_miss_says_why(found):
    for finding in found:
        if not finding.hit:
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


def test_a_share_of_few_games_has_the_interval_of_its_count():
    """Wilson's interval of 4 in 18."""
    assert BY_KEY["pessimistic-defeat"].bounds == pytest.approx((0.0900, 0.4521), abs=1e-3)


def test_a_name_changes_nothing():
    """Mechanisms, and no constants for a scenario: another title, the same games."""
    scenario = load("first_battle_base")
    renamed = scenario.model_copy(update={"title": "Another name", "summary": "Another."})

    one, other = (CrisisModel(each, SEED, 50).play() for each in (scenario, renamed))

    assert np.array_equal(one.aircraft_lost, other.aircraft_lost)
    assert np.array_equal(one.outcome, other.outcome)


def test_the_document_is_plain_json(found):
    told = document.as_document(found, WORLDS, SEED)

    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["hits"] == told["held"] - len(MISSED) == len(PUBLISHED) - len(STARTS) - len(MISSED)
    assert [row["key"] for row in told["rows"]] == [row.key for row in PUBLISHED]
    assert all(row["why_missed"] for row in told["rows"] if not row["hit"])


def test_the_page_shows_every_row_and_needs_nothing_else(found):
    html = html_evidence.whole_page(found, WORLDS, SEED)

    assert html.count("<th scope='row'>") == len(PUBLISHED)
    assert html.count("class='miss'") == len(MISSED)
    assert "seed 0" in html
    assert "http" not in html
    assert 'url("fonts' not in html


def test_the_command_prints_json_alone_and_writes_the_page(found, tmp_path, monkeypatch):
    monkeypatch.setattr("wargame.commands.evidence.findings", lambda runs, seed: found)
    page = tmp_path / "evidence.html"

    result = CliRunner().invoke(commands, ["evidence", "--runs", "500", "--json", "--html", str(page)])

    assert result.exit_code == 0
    assert json.loads(result.output)["worlds"] == 500
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_command_tells_hits_and_misses_in_words(found, monkeypatch):
    monkeypatch.setattr("wargame.commands.evidence.findings", lambda runs, seed: found)

    result = CliRunner().invoke(commands, ["evidence"])

    assert result.exit_code == 0
    assert result.output.count("✗ miss") == len(MISSED)
    assert result.output.count("✓ hit") == len(PUBLISHED) - len(STARTS) - len(MISSED)
    assert result.output.count("· start") == len(STARTS)


def test_fewer_than_500_worlds_are_refused():
    assert CliRunner().invoke(commands, ["evidence", "--runs", "499"]).exit_code == 2

"""The summary counts what the rows say, in constant memory."""

from __future__ import annotations

import json
from itertools import permutations

import numpy as np
import pytest

from wargame.analysis.summary import CONDITIONAL, EVENTS, REFUSAL_NOTE, Histogram, Summary
from wargame.batch.simulate import Block
from wargame.engine.measures import LOSSES
from wargame.engine.outcome import KEYS


def test_a_median_is_exact() -> None:
    histogram = Histogram()
    for values in ([3, 1], [2], [40]):
        histogram.add(np.array(values))
    assert histogram.median() == 2.5
    assert Histogram().median() is None


def test_medians_are_those_of_all_worlds_at_war(summary: Summary, blocks: list[Block]) -> None:
    for index, counts in enumerate(summary.cells):
        rows = [block.rows[index] for block in blocks]
        war = np.concatenate([row["war"] for row in rows])
        for name in LOSSES:
            values = np.concatenate([row[name] for row in rows])[war]
            assert counts.medians()[name] == np.median(values)


def test_outcomes_add_up_to_all_worlds(summary: Summary) -> None:
    for counts in summary.cells:
        assert sum(counts.count(key) for key in KEYS) == counts.worlds == 300


def test_a_difference_is_that_of_the_two_shares(summary: Summary) -> None:
    for here, there in permutations(range(4), 2):
        for event in EVENTS:
            apart = summary.cells[here].share(event)["share"] - summary.cells[there].share(event)["share"]
            found = summary.difference(event, here, there)
            assert found.share == pytest.approx(apart)
            assert found.interval.low <= apart <= found.interval.high


def test_a_difference_is_counted_in_the_same_worlds(summary: Summary, blocks: list[Block]) -> None:
    here, there = (np.concatenate([block.rows[cell]["war"] for block in blocks]) for cell in (3, 1))
    found = summary.difference("war", 3, 1)
    assert (found.gained, found.lost) == ((here & ~there).sum(), (there & ~here).sum())


def test_china_gets_taiwan_by_war_or_because_taipei_gives_way(summary: Summary) -> None:
    for counts in summary.cells:
        assert counts.count("taken") == counts.count("victory") + counts.count("conceded")


def test_the_document_is_json_and_says_what_it_rests_on(summary: Summary) -> None:
    document = json.loads(json.dumps(summary.as_document(), allow_nan=False))
    assert (document["scenario"], document["seed"], document["worlds"]) == ("reset_2027", 7, 300)
    assert REFUSAL_NOTE in document["notes"]
    assert "difference_to_first" not in document["cells"][0]
    assert document["cells"][1]["factors"] == {"japan.stance": "support"}


def test_a_study_stopped_before_its_first_block_has_no_shares(summary: Summary) -> None:
    empty = Summary("reset_2027", [counts.cell for counts in summary.cells], 7, 300)
    document = json.loads(json.dumps(empty.as_document(), allow_nan=False))
    assert document["complete"] is False
    assert document["cells"][0]["war"] == {"count": 0, "share": None, "interval": [0.0, 1.0]}


def test_the_interval_of_a_median_is_between_two_of_the_values_and_is_none_for_few_wars(summary: Summary) -> None:
    histogram = Histogram()
    histogram.add(np.arange(100))
    assert histogram.interval() == (39, 60)
    few = Histogram()
    few.add(np.arange(5))
    assert few.interval() is None
    for counts in summary.cells:
        for name, ends in counts.median_intervals().items():
            assert ends is not None
            assert ends.low <= (counts.medians()[name] or 0) <= ends.high


def test_it_says_that_medians_are_of_other_wars_and_how_many_intervals_are_told(summary: Summary) -> None:
    assert CONDITIONAL in summary.notes()
    intervals = 4 * len(EVENTS) + 3 * len(EVENTS)
    assert f"{intervals} intervals are told at once, {3 * len(EVENTS)} of them of differences" in summary.many

"""The table fits the terminal and says what it rests on."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from wargame.analysis.summary import Summary
from wargame.batch.simulate import simulate
from wargame.engine.outcome import OUTCOMES
from wargame.report.tables.summary import show
from wargame.scenario.factors import cells, read_vary


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_cut_and_nothing_is_left_out(summary: Summary, width: int) -> None:
    file = io.StringIO()
    show(summary, Console(file=file, width=width))
    text = file.getvalue()
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text.replace("…+", "").replace("…−", "").replace("…0", "")
    for said in ("300 worlds", "seed 7", "reset_2027", *(outcome.label for outcome in OUTCOMES)):
        assert said in text
    assert "no published game isolates" in " ".join(text.split())


def test_cells_of_several_factors_are_numbered() -> None:
    several = cells("reset_2027", (), read_vary(["japan.stance=refuse,join", "us.commitment=ambiguous,clear"]))
    found = Summary("reset_2027", several, 7, 10)
    for block in simulate(several, 10, 7):
        found.add(block)
    file = io.StringIO()
    show(found, Console(file=file, width=80))
    assert "(4) japan.stance=join, us.commitment=clear" in file.getvalue()
    assert "Difference to (1)" in file.getvalue()

"""What whoever waits is told: how far it is, how fast, and how long it will take."""

from __future__ import annotations

import pytest

from wargame.cli import progress as watch
from wargame.cli.progress import Pace, duration, progress


def test_the_rate_counts_only_what_was_played_now() -> None:
    now = [0.0]
    pace = Pace(1_000_000, lambda: now[0])
    pace.add(400_000, found=True)
    assert str(pace) == "400,000 of 1,000,000 games"
    now[0] = 10.0
    pace.add(100_000, found=False)
    assert str(pace) == "500,000 of 1,000,000 games, 10,000 a second, 50 s left"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (75, "1 min 15 s"), (7500, "2 h 5 min")]
)
def test_a_time_is_told_in_the_units_that_matter(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_without_a_terminal_progress_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress(100) as told:
        told(10)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(watch, "LINE_EVERY", 0)
    with progress(100) as told:
        told(10)
        told(40, found=True)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("10 of 100 games, ")
    assert second.startswith("50 of 100 games, ")
    assert second.endswith(" left")

"""Killed at any moment, the server loses no turn that it has acknowledged."""

import json
import os
import subprocess
import sys

import pytest

KILLS = 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="players are forked")
def test_a_kill_at_any_moment_loses_no_turn_that_was_told_of(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "tests.killed", str(tmp_path), str(KILLS)], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    games = json.loads(run.stdout)
    assert sum(len(game["told"]) for game in games.values()) >= KILLS / 2, "most players lived too short"
    for game in games.values():
        last = max(game["told"], default=0)
        assert game["saved"] >= last
        assert game["other"] == []
        assert game["orders"]
        assert game["goes_on"]

"""Plays games in processes that are killed without warning, and tells what was found afterwards, as JSON.

`python -m tests.killed FOLDER KILLS`. Each player is forked from this process, which has the code loaded,
so a kill costs no start of Python; every process opens the saved games for itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable

from wargame.game import play as games
from wargame.ui.shared import scenario_cache, session

ORDERS = ({"japan.pledge": "combat"}, {"japan.pledge": "refuse"}, {})
LONGEST_LIFE = 0.25  # seconds, about four turns
Told = list[tuple[int, str]]  # turns that were acknowledged, and what was seen after each


def look(situation: games.Situation) -> str:
    """What a seat sees, as a short text that changes when it does."""
    return hashlib.sha256(repr(situation).encode()).hexdigest()


def play(key: str, tell: Callable[[str], None]) -> None:
    """End turns until killed; tell of each once it is acknowledged, as a page would show it."""
    opened = session.open_game(key)
    tell("ready 0 -")
    while opened.situation.stage != "over":
        turn = len(opened.game.orders)
        orders = ORDERS[turn % len(ORDERS)] if opened.situation.stage == "crisis" else {}
        opened, problem = session.end_turn(opened, orders)
        assert problem == "", problem
        tell(f"turn {turn + 1} {look(opened.situation)}")


def in_a_process(key: str, life: float) -> Told:
    """Fork a player, kill it `life` seconds after it is ready, and return the turns that it told of."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        try:
            play(key, lambda line: os.write(theirs, f"{line}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="ascii") as lines:
        assert lines.readline().startswith("ready")
        time.sleep(life)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        rest = [line.split() for line in lines]
    return [(int(turn), seen) for _, turn, seen in rest]


def main(folder: str, kills: int, seed: int = 1) -> None:
    os.environ["WARGAME_DATA"] = folder
    session.browser = lambda: "killed"  # type: ignore[assignment]
    moments = random.Random(seed)
    told: dict[str, Told] = {}
    key = ""
    for number in range(kills):
        if not key or session.open_game(key).situation.stage == "over":
            key = session.begin(scenario_cache.FLAGSHIP, "japan", seed=number)
            told[key] = []
        told[key] += in_a_process(key, moments.uniform(0, LONGEST_LIFE))
    print(json.dumps({key: found(key, turns) for key, turns in told.items()}))


def found(key: str, told: Told) -> dict[str, object]:
    """What is left of a game: how many turns were told of, how many are saved, and which look otherwise."""
    opened = session.open_game(key)
    seen = [look(situation) for situation in games.situations(opened.game)]
    after, problem = session.end_turn(opened, {}) if opened.situation.stage != "over" else (opened, "")
    kept = all(given == ORDERS[turn % len(ORDERS)] for turn, given in enumerate(opened.game.orders) if given)
    return {
        "told": [turn for turn, _ in told],
        "saved": len(opened.game.orders),
        "other": [turn for turn, look in told if turn >= len(seen) or seen[turn] != look],
        "orders": kept,
        "goes_on": not problem and (after is opened or len(after.game.orders) == len(opened.game.orders) + 1),
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

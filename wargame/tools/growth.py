"""How time and memory grow with worlds, turns and bases: measured by `python -m wargame.tools.bench --growth`."""

from __future__ import annotations

import gc
import time
from typing import Any

from wargame.model import CrisisModel
from wargame.scenario.factors import Cell, cells
from wargame.scenario.schema.scenario import Scenario

SEED, REPEATS = 7, 3
WORLDS = (1, 10, 100, 1_000, 4_000, 8_000, 16_000)
TURNS = (4, 8, 16, 32, 64)
TIMES_BASES = (1, 2, 4, 8)
BLOCK = 1_000  # worlds where turns or bases grow


def by_worlds(worlds: int) -> dict[str, Any]:
    """Complete games of the flagship scenario in one block."""
    (cell,) = cells("reset_2027")
    return _least(cell.scenario, cell, worlds)


def by_turns(turns: int) -> dict[str, Any]:
    """A crisis of so many turns in which Beijing never goes."""
    (cell,) = cells("reset_2027", [("china.go", "wait")])
    calendar = cell.scenario.calendar.model_copy(update={"turns": turns})
    return _least(cell.scenario.model_copy(update={"calendar": calendar, "injects": []}), cell, BLOCK)


def by_bases(times: int) -> dict[str, Any]:
    """A war of ten turns with every base so many times over; the copies stand where the first does."""
    (cell,) = cells("first_battle_base")
    bases = dict(cell.scenario.bases)
    copies = {f"{name} {number}": base for number in range(2, times + 1) for name, base in bases.items()}
    scenario = cell.scenario.model_copy(update={"bases": {**bases, **copies}})
    return {**_least(scenario, cell, BLOCK), "bases": len(scenario.bases)}


def _least(scenario: Scenario, cell: Cell, worlds: int) -> dict[str, Any]:
    """The least time of this processor over some tries: what others do on the machine only adds to it."""
    CrisisModel(scenario, SEED, min(worlds, 10), 0, cell.script).play()  # first, so that imports are not counted
    seconds, turns = [], 0
    for _ in range(REPEATS):
        gc.collect()
        model, turns = CrisisModel(scenario, SEED, worlds, 0, cell.script), 0
        began = time.process_time()
        while not model.over:
            model.step()
            turns += 1
        seconds.append(time.process_time() - began)
    return {"games": worlds, "seconds": min(seconds), "turns": turns}

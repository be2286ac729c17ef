"""From Python: scenarios, batches, comparisons and studies as pandas frames, by the command line's own code.

What a person got wrong is an exception with the words that the command line prints: `ScenarioFaults` for a
scenario or study file, `FactorFault` for a factor or its value, `PlanFault` and `TooManyGames` for more than can be
played, `SimulationFailed` for a game that broke down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from wargame.analysis.study import plan
from wargame.analysis.study.answer import Answer
from wargame.analysis.study.file import read_study
from wargame.analysis.study.plan import PlanFault
from wargame.analysis.summary import EVENTS, UNTIL_BLOCK, WENT_TO_WAR, Summary
from wargame.batch import tables as output
from wargame.batch.simulate import SimulationFailed, TooManyGames, check_games
from wargame.batch.simulate import simulate as play_cells
from wargame.engine.orders import STANCES
from wargame.report.files import study as answer_files
from wargame.scenario import ScenarioFaults
from wargame.scenario import load as load_scenario
from wargame.scenario.factors import STANCE, Cell, FactorFault, Setting, cells, factor_key, is_repeated
from wargame.scenario.schema.scenario import Scenario
from wargame.statistics.stopping_rule import Until, read_width

__all__ = [
    "FactorFault", "PlanFault", "ScenarioFaults", "SimulationFailed", "TooManyGames", "compare", "load", "simulate",
    "study",
]  # fmt: skip

Value = str | int | float | Mapping[str, Any]  # a distribution is {"uniform": [0.1, 0.3]}
Settings = Mapping[str, Value]
Varied = Mapping[str, Sequence[Value]]
NOTHING: Any = {}


def load(scenario: str | Path, set: Settings = NOTHING) -> Scenario:
    """Load a scenario and check it.

    Args:
        scenario: a file, or the name of a shipped scenario such as "reset_2027".
        set: dotted paths with their values, {"forces.us.lrasm": 400}.

    Returns:
        The scenario: its parts are attributes, `model_dump()` gives it as a dictionary.

    Raises:
        ScenarioFaults: with every fault, its file, line and column.
    """
    return load_scenario(scenario, dict(_settings(set)))


def simulate(
    scenario: str | Path,
    runs: int = 1000,
    seed: int = 0,
    set: Settings = NOTHING,
    vary: Varied = NOTHING,
    jobs: int = 1,
) -> pd.DataFrame:
    """Play complete games, as `wargame run` does; world k of a seed is the same game in any batch.

    Args:
        scenario: a file, or the name of a shipped scenario.
        runs: worlds of each cell, at least 1.
        seed: of all dice, at least 0.
        set: factors that hold in all games: orders, `japan.stance`, or paths of the scenario.
        vary: factors with the values to play, every combination on the same dice.
        jobs: processes.

    Returns:
        One row a world and cell: seed, world, the varied factors, and every column of `worlds.parquet` in its unit;
        empty (NaN) where there is none. `attrs["notes"]` has what a reader must know beside the numbers.

    Raises:
        FactorFault, ScenarioFaults, TooManyGames, SimulationFailed: see the module.
    """
    runs, seed, jobs = _whole("runs", runs, 1), _whole("seed", seed, 0), _whole("jobs", jobs, 1)
    played = _cells(scenario, runs, set, vary)
    summary = Summary(str(scenario), played, seed, runs)
    paths = output.drawn_paths(cell.scenario for cell in played)
    tables: list[list[pa.Table]] = [[] for _ in played]  # cell after cell, as `worlds.parquet` has them
    with closing(play_cells(played, runs, seed, jobs)) as blocks:
        for block in blocks:
            summary.add(block)
            for cell, rows, into in zip(played, block.rows, tables, strict=True):
                into.append(output.world_table(cell, seed, block.first_world, rows, paths))
    return _frame(pa.concat_tables(chain(*tables)), {"scenario": str(scenario), "notes": summary.notes()})


def compare(
    scenario: str | Path,
    vary: Varied | None = None,
    runs: int = 1000,
    seed: int = 0,
    set: Settings = NOTHING,
    jobs: int = 1,
    until: float | str | None = None,
    of: str = WENT_TO_WAR,
    least_events: int = 0,
    against: Mapping[str, Value] | None = None,
) -> pd.DataFrame:
    """Count how games end in each cell, beside the first cell on the same dice.

    Args:
        scenario: a file, or the name of a shipped scenario.
        vary: factors with the values to compare; every Japanese stance where nothing is said.
        runs: worlds of each cell, at least 1; with `until` the most.
        seed: of all dice, at least 0.
        set: factors that hold in all games.
        jobs: processes.
        until: stop once the interval of every difference is no wider than this to either side, 0.01 for a point or
            "10%" for a tenth of the larger of its two shares; looked at every 1,000 worlds.
        of: the event whose share `until` looks at: "taken" (China gets Taiwan), "war", or a class of outcome such as
            "victory".
        least_events: with `until`, go on until it has come in so many worlds of one cell of each pair.
        against: the cell that others are compared with, as its varied factors with their values; the first if None.

    Returns:
        One row a cell and event (taken, war, or a class of outcome): the varied factors, `event`, `count`, `worlds`
        (N), `share` (0 to 1) with Wilson's interval `low` and `high`; `difference` to the first cell, or to that of
        `against`, with its paired interval `difference_low` and `difference_high`, NaN in that cell itself.
        `attrs["document"]` is what `wargame run --json` prints, with notes and methods.

    Raises:
        FactorFault, ScenarioFaults, TooManyGames, SimulationFailed: see the module.
    """
    if vary is None:
        vary = {STANCE: list(STANCES)}
    runs, seed, jobs = _whole("runs", runs, 1), _whole("seed", seed, 0), _whole("jobs", jobs, 1)
    played = _cells(scenario, runs, set, vary)
    there = 0 if against is None else _cell_of(against, played)
    summary = Summary(str(scenario), played, seed, runs, until=_until(until, of, least_events), against=there)
    with closing(play_cells(played, runs, seed, jobs, block_worlds=UNTIL_BLOCK if until else None)) as blocks:
        for block in blocks:
            summary.add(block)
            if summary.narrow:
                break
    rows = []
    for index, counts in enumerate(summary.cells):
        for event in EVENTS:
            found = counts.share(event)
            row = {
                **dict(counts.cell.varied), "event": event, "count": found["count"], "worlds": counts.worlds,
                "share": found["share"], "low": found["interval"][0], "high": found["interval"][1],
            }  # fmt: skip
            if index != there:
                other = summary.difference(event, index, there)
                row |= dict(zip(("difference_low", "difference_high"), other.interval, strict=True))
                row["difference"] = other.share
            rows.append(row)
    columns = [*dict(played[0].varied), "event", "count", "worlds", "share", "low", "high"]
    frame = pd.DataFrame(rows, columns=[*columns, "difference", "difference_low", "difference_high"])
    frame.attrs.update(scenario=str(scenario), notes=summary.notes(), document=summary.as_document())
    return frame


def study(file: str | Path, rows: Literal["points", "worlds"] = "points", jobs: int = 1) -> pd.DataFrame:
    """Play the study of a file and answer its question, as `wargame study` does.

    Args:
        file: a study file, or the name of one that comes with the game, such as "war_tornado".
        rows: one a point of the design, or one a world.
        jobs: processes.

    Returns:
        One row a point: the factors (NaN where as written), `worlds` (N), the `mean` of what was asked, and its 95%
        interval `low` and `high` (NaN where one world tells none). Or one row a world, as `worlds.parquet` has it.
        `attrs["answer"]` is the whole answer as `wargame study --json` prints it: effects or indices with intervals,
        methods and notes.

    Raises:
        ScenarioFaults: for faults of the study or its scenario.
        PlanFault, SimulationFailed: see the module.
    """
    if rows not in ("points", "worlds"):
        raise ValueError(f'rows={rows!r}: not what a row can be; "points" or "worlds"')
    jobs = _whole("jobs", jobs, 1)
    planned = plan.make(read_study(file))
    answer = Answer(planned)
    tables: list[pa.Table] = []
    for span, measured in plan.play(planned, jobs):
        answer.add(span, measured)
        if rows == "worlds":
            tables.append(answer_files.span_table(planned, span, measured))
    found = {"answer": answer.as_document(), "notes": answer.notes()}
    if rows == "worlds":
        return _frame(pa.concat_tables(tables), found)
    frame = pd.DataFrame(answer_files.points_of(answer))
    frame.attrs.update(found)
    return frame


def _cells(scenario: str | Path, runs: int, set: Settings, vary: Varied) -> tuple[Cell, ...]:
    """The cells to play, checked as the command line does."""
    varied = [(factor_key(factor), [_text(factor, value) for value in values]) for factor, values in vary.items()]
    for factor, values in varied:
        if not values or is_repeated(factor, values):
            raise FactorFault(f"{factor}: {'no value' if not values else 'the same value twice'}")
    played = cells(str(scenario), _settings(set), varied)
    check_games(runs, len(played))
    return played


def _cell_of(named: Mapping[str, Value], played: Sequence[Cell]) -> int:
    """The number of the cell with these factors. Raises FactorFault if there is none."""
    asked = set(_settings(named))
    found = [number for number, cell in enumerate(played) if set(cell.varied) == asked]
    if not found:
        raise FactorFault(f"against={dict(named)!r}: not a cell; one of {'; '.join(cell.name for cell in played)}")
    return found[0]


def _until(half: float | str | None, of: str, least_events: int) -> Until | None:
    if of not in EVENTS:
        raise ValueError(f"of={of!r}: not an outcome; one of {', '.join(EVENTS)}")
    if half is None:
        return None
    width = read_width(str(half))
    if not 0 < width.half <= (1 if width.is_relative else 0.5):
        raise ValueError(f"until={half}: above 0 and at most 0.5, as a share, or a part of one such as '10%'")
    return Until(width, of, _whole("least_events", least_events, 0))


def _whole(name: str, value: object, least: int) -> int:
    """A whole number, however Python or numpy holds it. Raises ValueError."""
    if isinstance(value, np.ndarray | np.generic) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise ValueError(f"{name}={value!r}: not a whole number")
    if value < least:
        raise ValueError(f"{name}={value:g}: at least {least}")
    return int(value)


def _settings(given: Settings) -> list[Setting]:
    return [(factor_key(factor), _text(factor, value)) for factor, value in given.items()]


def _text(factor: str, value: object) -> str:
    """A value as a person writes it on the command line. Raises FactorFault for what is none."""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(_plain(value))
    except TypeError:
        raise FactorFault(f"{factor}: {value!r} is no value; a number, a word, or a distribution") from None


def _plain(value: object) -> object:
    """A value of numpy or pandas, or of anything made of them, as one of Python."""
    if isinstance(value, np.floating):
        return float(str(value))  # as it is written: 0.1 and not what 32 bits make of it
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist()) if not isinstance(value, np.generic) else value.item()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _frame(table: pa.Table, attributes: dict[str, Any]) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas()
    frame.attrs.update(attributes)
    return frame

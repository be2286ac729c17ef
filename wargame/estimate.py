"""Beijing's estimate of its odds, fitted to games of the war itself: `make estimate` remakes it.

Wars are played over the space of readiness, programmes and who fights from where; a logistic regression of
their success on what Beijing can see is what its staff believes (rules/deterrence.py reads the result).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from wargame import __version__
from wargame.agents import DOCTRINES
from wargame.contributions import total
from wargame.evidence.reliability import Reliability, binned, stored
from wargame.model import CrisisModel
from wargame.opening import Luck, open_world
from wargame.outcome import TOWARD, VICTORY
from wargame.parameters import Array, bounds_of, resolve
from wargame.rules import deterrence
from wargame.rules.deterrence import AFAR, ALONE, FROM_JAPAN
from wargame.scenario import load
from wargame.scenario.schema import Scenario
from wargame.script import Script
from wargame.world import PROGRAMMES, World, replace

FILE = Path(deterrence.__file__).with_suffix(".json")
SCENARIO = "reset_2027"
ORDERS = {
    ALONE: {"us.intervene": "no"},
    AFAR: {"us.intervene": "fight", "japan.access": "refuse"},
    FROM_JAPAN: {"us.intervene": "fight", "japan.access": "combat"},
}
LEAST_READY = 0.6  # the readiness from which on wars are played
MOST = {  # what a programme may have delivered by D-day, in its units; about twice what a scenario brings
    "us_munitions": 300, "us_resilience": 120, "us_presence": 100, "japan_shelters": 120, "japan_airfields": 250,
    "japan_interceptors": 250, "japan_forces": 0.15, "taiwan_coastal": 600, "taiwan_conventional": 60,
    "taiwan_reserves": 0.5, "china_lift": 0.25, "china_missiles": 0.25,
}  # fmt: skip
RIDGE = 1e-5  # keeps what hardly matters near 0


@dataclass(frozen=True)
class Wars:
    """Wars that were played: what Beijing saw before each, and whether it succeeded."""

    seen: dict[str, World]  # by kind of war
    won: dict[str, Array]  # (worlds,) by kind of war


def wars(worlds: int, seed: int) -> Wars:
    """Play wars of each kind over the space of readiness and programmes.

    Args:
        worlds: of each kind.
        seed: of all dice, and of where in the space each war lies.
    """
    scenario = load(SCENARIO, {"calendar.turns": "0", "injects": "[]"})
    luck = Luck(seed, worlds)
    opening = open_world(scenario, luck, DOCTRINES)
    place = luck.stream("estimate", 0, (len(PROGRAMMES) + 1,))
    seen = replace(
        opening,
        china_readiness=LEAST_READY + (1 - LEAST_READY) * place[:, -1],
        delivered=place[:, :-1] * np.array([MOST[name] for name in PROGRAMMES]),
    )
    won = {kind: _won(scenario, seed, worlds, orders, seen) for kind, orders in ORDERS.items()}
    return Wars(dict.fromkeys(ORDERS, seen), won)


def _won(scenario: Scenario, seed: int, worlds: int, orders: dict[str, str], seen: World) -> Array:
    """(worlds,) whether China took Taiwan or held a landing that grew."""
    script = Script({**scenario.orders.given(), **orders})
    outcome = CrisisModel(scenario, seed, worlds, script=script, opening=seen).play().outcome
    return (outcome == VICTORY) | (outcome == TOWARD)


def fit(played: Wars) -> dict[str, float]:
    """The numbers of the estimate that make what happened likeliest, each within its bounds."""
    names = list(deterrence.FITTED["logits"])
    matrix, happened = _matrix(played, names)
    bounds = [(bound.low, bound.high) for bound in (bounds_of(deterrence.Params, f"odds_{name}") for name in names)]

    def unlikeliness(values: Array) -> tuple[float, Array]:
        score = (matrix * values).sum(axis=1)
        penalty = RIDGE * (values**2).sum()
        loss = np.logaddexp(0, score) - happened * score
        slope = (matrix * (expit(score) - happened)[:, None]).mean(axis=0)
        return float(loss.mean() + penalty / 2), slope + RIDGE * values

    start = np.array([np.clip(0.0, low, high) for low, high in bounds])
    found = minimize(unlikeliness, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True)}


def _matrix(played: Wars, names: list[str]) -> tuple[Array, Array]:
    """What each number is multiplied with in each war, (wars, numbers), and whether the war was won."""
    rows = []
    for kind, seen in played.seen.items():
        columns = []
        for name in names:
            one: dict[str, Any] = {f"odds_{other}": np.array([float(other == name)]) for other in names}
            alone = deterrence.Params.model_construct(**one)
            score = total(deterrence.success_contributions(seen, kind, alone))
            columns.append(np.broadcast_to(score, seen.worlds))
        rows.append(np.stack(columns, axis=1))
    return np.concatenate(rows), np.concatenate([played.won[kind] for kind in played.seen]).astype(float)


def hold(played: Wars, seed: int, params: deterrence.Params | None = None) -> Reliability:
    """Hold an estimate against wars.

    Args:
        played: wars, other than those of the fit.
        seed: of these wars.
        params: the estimate; as it stands, if None.
    """
    numbers = resolve(params or deterrence.Params(), "model.deterrence", lambda path: np.zeros(1))
    estimates = np.concatenate(
        [expit(total(deterrence.success_contributions(seen, kind, numbers))) for kind, seen in played.seen.items()]
    )
    return binned(estimates, np.concatenate([played.won[kind] for kind in played.seen]), seed)


def write(worlds: int = 20_000, seed: int = 2027) -> dict[str, Any]:
    """Fit anew, hold the fit against as many wars of the next seed, and store both with how they were made."""
    logits = fit(wars(worlds, seed))
    numbers: dict[str, Any] = {f"odds_{name}": value for name, value in logits.items()}
    made = {
        "made_by": "make estimate",
        "version": __version__,
        "scenario": SCENARIO,
        "wars": worlds * len(ORDERS),
        "seed": seed,
        "success": "outcomes victory and toward",
        "method": "logistic regression within bounds, L-BFGS-B",
        "logits": logits,
        "reliability": hold(wars(worlds, seed + 1), seed + 1, deterrence.Params(**numbers)).as_data(),
    }
    FILE.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    return made


if __name__ == "__main__":
    written = write()
    for name, value in written["logits"].items():
        print(f"odds_{name:<12} {value:8.3f}")
    held = stored(written)
    print(f"expected calibration error {held.expected_error:.4f} in {held.wars:,} new wars")
    print(f"written to {FILE.name}")

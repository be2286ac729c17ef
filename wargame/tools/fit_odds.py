"""Beijing's estimate of its odds, fitted to games of the war itself: `make estimate` remakes it.

Wars are played over the space of readiness, forces, programmes and who fights from where; a logistic regression of
their success on what Beijing can see is what its staff believes (physics/success.py reads the result).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from wargame import __version__
from wargame.analysis.evidence.reliability import Reliability, binned, stored, stored_parts
from wargame.engine.agents import DOCTRINES
from wargame.engine.contributions import total
from wargame.engine.orders.script import Script
from wargame.engine.outcome import TOWARD, VICTORY
from wargame.engine.parameters import Array, bounds_of
from wargame.engine.physics import success
from wargame.engine.physics.success import AFAR, ALONE, FROM_JAPAN, Success
from wargame.engine.world import CHINA, PROGRAMMES, US, World, replace
from wargame.model import CrisisModel
from wargame.scenario import load
from wargame.scenario.opening import Luck, open_world
from wargame.scenario.schema.scenario import Scenario
from wargame.text.phrase import marked

FILE = success.FILE
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
SPREAD = 3.0  # times the reference, and a part of it, between which a force is drawn
CENTRE = {ALONE: 0.6, AFAR: 1.2, FROM_JAPAN: 2.0}  # the same for the landing: about as many wars won as lost
AS_THEY_ARE = 0.25  # share of wars with all forces at the reference
NO_JASSM = 0.2  # share of wars in which none can strike ships
DRAWN = (  # forces; the last is what bombers can carry in a turn
    "landing", "troops", "escorts", "aircraft", "missiles", "coastal", "battalions", "fighters", "lrasm", "jassm",
    "submarines", "us_fighters", "sdf", "bombers",
)  # fmt: skip
RIDGE = 1e-6  # keeps what hardly matters near 0
COPIES = 3  # times that each war is fought
BLOCK = 9_000  # wars played at a time
ALL, NOTHING = (
    "all wars",
    marked("nothing delivered yet"),
)  # the latter by any programme, as in the first turn of a game


@dataclass(frozen=True)
class Wars:
    """Wars that were played: what Beijing saw before each, and whether it succeeded; a row a war, by kind of war."""

    seen: Mapping[str, Array]  # (wars, numbers) what each number of the estimate is multiplied with
    won: Mapping[str, Array]  # (wars,)
    bare: Array  # (wars,) whether no programme had delivered anything


def wars(worlds: int, seed: int) -> Wars:
    """Play wars of each kind over the space of readiness, forces and programmes.

    Each war is fought three times on the same dice: with nothing delivered by programmes, with all of Japan's, and
    with some of everybody's. So a programme's worth stands out from luck, and a game's first turn, in which nothing
    is delivered, is no corner that is hardly met.

    Args:
        worlds: of each kind, a multiple of 3.
        seed: of all dice, and of where in the space each war lies.
    """
    assert worlds % COPIES == 0, "each war is fought three times"
    scenario = load(SCENARIO, {"calendar.turns": "0", "injects": "[]"})
    seen: dict[str, list[Array]] = {kind: [] for kind in ORDERS}
    won: dict[str, list[Array]] = {kind: [] for kind in ORDERS}
    bare = []
    for first in range(0, worlds, BLOCK):
        many = min(BLOCK, worlds - first)
        luck = Luck(seed, many, first // COPIES, COPIES)
        for kind in ORDERS:
            before = drawn_world(scenario, luck, kind)
            seen[kind].append(_matrix(before, kind))
            won[kind].append(won_by_china(scenario, luck, kind, before))
        bare.append(np.arange(many) < many // COPIES)
    joined = [{kind: np.concatenate(each[kind]) for kind in ORDERS} for each in (seen, won)]
    return Wars(joined[0], joined[1], np.concatenate(bare))


def drawn_world(scenario: Scenario, luck: Luck, kind: str) -> World:
    """The worlds before a war of a kind, once without programmes, once with all of Japan's, once with some of all."""
    opening = open_world(scenario, luck, DOCTRINES)
    place = luck.stream("estimate", 0, (len(DRAWN) + len(PROGRAMMES) + 3,))
    forces, programmes, others = np.split(place, [len(DRAWN), len(DRAWN) + len(PROGRAMMES)], axis=1)
    usual = others[:, 0] < AS_THEY_ARE
    times = {name: np.where(usual, 1.0, SPREAD ** (2 * forces[:, column] - 1)) for column, name in enumerate(DRAWN)}
    for name in ("landing", "troops"):
        times[name] *= np.where(usual, 1.0, CENTRE[kind])
    times["jassm"] *= others[:, 1] >= NO_JASSM
    some = (2 * programmes - 0.5).clip(0, 1)  # a quarter of each has nothing, a quarter all, apart from the others
    japans = np.broadcast_to([float(name.startswith("japan")) for name in PROGRAMMES], some.shape)
    copy = np.repeat(np.arange(COPIES), luck.worlds // COPIES)[:, None]
    got = np.select([copy == 0, copy == 1], [np.zeros_like(some), japans], some)
    return replace(
        armed(opening, times),
        china_readiness=LEAST_READY + (1 - LEAST_READY) * others[:, 2],
        delivered=got * np.array([MOST[name] for name in PROGRAMMES]),
    )


def armed(world: World, times: Mapping[str, Array]) -> World:
    """The same worlds with forces so many times as large, by the names of `DRAWN`; those not named stay."""

    def larger(name: str, force: Array) -> Array:
        factor = np.broadcast_to(times.get(name, 1.0), world.worlds)
        return force * factor.reshape(-1, *[1] * (force.ndim - 1))

    def whole(name: str, force: Array) -> Array:
        return np.rint(larger(name, force))

    def of_side(name: str, force: Array, side: int) -> Array:
        changed = force.copy()
        changed[:, side] = whole(name, force[:, side])
        return changed

    landing_ships = whole("landing", world.landing_ships)
    return replace(
        world,
        landing_ships=landing_ships,
        landing_ships_sailed=landing_ships,
        first_day_lift=larger("troops", world.first_day_lift),
        turn_lift=larger("troops", world.turn_lift),
        ships=of_side("escorts", world.ships, CHINA),
        china_aircraft=larger("aircraft", world.china_aircraft),
        missiles=larger("missiles", world.missiles),
        cruise_missiles=larger("missiles", world.cruise_missiles),
        coastal_missiles=larger("coastal", world.coastal_missiles),
        taiwan_battalions=whole("battalions", world.taiwan_battalions),
        reserve_battalions=whole("battalions", world.reserve_battalions),
        taiwan_aircraft=larger("fighters", world.taiwan_aircraft),
        lrasm=larger("lrasm", world.lrasm),
        jassm=larger("jassm", world.jassm),
        bomber_strength=larger("bombers", world.bomber_strength),
        submarines=of_side("submarines", world.submarines, US),
        reloading=whole("submarines", world.reloading),
        us_aircraft=larger("us_fighters", world.us_aircraft),
        reinforcements=larger("us_fighters", world.reinforcements),
        japan_aircraft=larger("sdf", world.japan_aircraft),
    )


def won_by_china(scenario: Scenario, luck: Luck, kind: str, before: World) -> Array:
    """(worlds,) whether China took Taiwan or held a landing that grew, in a war of a kind."""
    script = Script({**scenario.orders.given(), **ORDERS[kind]})
    model = CrisisModel(
        scenario, luck.seed, luck.worlds, luck.first_world, script=script, opening=before, copies=luck.copies
    )
    outcome = model.play().outcome
    return (outcome == VICTORY) | (outcome == TOWARD)


def fit(played: Wars) -> dict[str, float]:
    """The numbers of the estimate that make what happened likeliest, each within its bounds."""
    names = list(success.FITTED["logits"])
    matrix = np.concatenate([played.seen[kind] for kind in ORDERS])
    happened = np.concatenate([played.won[kind] for kind in ORDERS]).astype(float)
    bounds = [(bound.low, bound.high) for bound in (bounds_of(Success, f"odds_{name}") for name in names)]

    def unlikeliness(values: Array) -> tuple[float, Array]:
        score = matrix @ values
        penalty = RIDGE * (values**2).sum()
        loss = np.logaddexp(0, score) - happened * score
        slope = (expit(score) - happened) @ matrix / len(matrix)
        return float(loss.mean() + penalty / 2), slope + RIDGE * values

    start = np.array([np.clip(0.0, low, high) for low, high in bounds])
    found = minimize(unlikeliness, start, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000})
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True)}


def _matrix(before: World, kind: str) -> Array:
    """(wars, numbers) what each number is multiplied with: the score with that number at 1 and the others at 0."""
    names = list(success.FITTED["logits"])
    columns, force = [], success.strengths(before)
    for name in names:
        one: dict[str, Any] = {f"odds_{other}": np.array([float(other == name)]) for other in names}
        score = total(success.success_contributions(before, force, kind, Success.model_construct(**one)))
        columns.append(np.broadcast_to(score, before.worlds))
    return np.stack(columns, axis=1)


def estimates(played: Wars, logits: Mapping[str, float]) -> dict[str, Array]:
    """(wars,) by kind of war: the chance of success that an estimate with these numbers gives each."""
    values = np.array([logits[name] for name in success.FITTED["logits"]])
    return {kind: expit(seen @ values) for kind, seen in played.seen.items()}


def hold(played: Wars, seed: int, logits: Mapping[str, float] | None = None) -> dict[str, Reliability]:
    """Hold an estimate against wars: all of them, each kind of war, and those before which nothing was delivered.

    Args:
        played: wars, other than those of the fit.
        seed: of these wars.
        logits: the estimate; as it stands, if None.
    """
    said = estimates(played, logits or success.FITTED["logits"])
    every = np.ones_like(played.bare)
    parts = {ALL: (tuple(ORDERS), every)} | {kind: ((kind,), every) for kind in ORDERS}
    parts[NOTHING] = (tuple(ORDERS), played.bare)

    def of(each: Mapping[str, Array], kinds: tuple[str, ...], which: Array) -> Array:
        return np.concatenate([each[kind][which] for kind in kinds])

    return {name: binned(of(said, *part), of(played.won, *part), seed) for name, part in parts.items()}


def reference() -> dict[str, float]:
    """The forces of the scenario before a game begins, in which those of other games are counted."""
    opening = open_world(load(SCENARIO), Luck(0, 1), DOCTRINES)
    return {name: round(float(count[0]), 4) for name, count in success.known_forces(opening).items()}


def write(worlds: int = 90_000, seed: int = 2027) -> dict[str, Any]:
    """Fit anew, hold the fit against as many wars of the next seed, and store both with how they were made."""
    success.FITTED["reference"] = reference()
    logits = fit(wars(worlds, seed))
    held = hold(wars(worlds, seed + 1), seed + 1, logits)
    made = {
        "made_by": "make estimate",
        "version": __version__,
        "scenario": SCENARIO,
        "wars": worlds * len(ORDERS),
        "seed": seed,
        "success": "outcomes victory and toward",
        "method": "logistic regression within bounds, L-BFGS-B; each war fought three times on the same dice",
        "ranges": {
            "forces": {"times_reference": [round(1 / SPREAD, 4), SPREAD], "at_reference": AS_THEY_ARE},
            "landing_and_troops_times": CENTRE,
            "no_jassm": NO_JASSM,
            "readiness": [LEAST_READY, 1],
            "delivered_up_to": MOST,
        },
        "reference": success.FITTED["reference"],
        "logits": logits,
        "reliability": held.pop(ALL).as_data(),
        "reliability_of": {name: each.as_data() for name, each in held.items()},
    }
    FILE.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    return made


if __name__ == "__main__":
    written = write()
    for name, value in written["logits"].items():
        print(f"odds_{name:<17} {value:8.3f}")
    held = stored(written)
    print(f"expected calibration error {held.expected_error:.4f} in {held.wars:,} new wars")
    for name, part in stored_parts(written).items():
        print(f"  {name}: {part.expected_error:.4f} in {part.wars:,}")
    print(f"written to {FILE.name}")

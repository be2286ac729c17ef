"""Success: the PLA staff's chance in each kind of war, from the forces that it knows of; fitted to games of the war."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from wargame.engine.contributions import Contributions
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, PROGRAMMES, US, World
from wargame.text.phrase import marked

ALONE, AFAR, FROM_JAPAN = marked("Taiwan alone"), marked("the US from afar"), marked("the US from Japan")
FILE = Path(__file__).with_name("deterrence.json")  # written by make estimate
FITTED = json.loads(FILE.read_text(encoding="utf-8"))
TURNS_AHEAD = 4  # two weeks of war, over which what flows in is counted; judgement
NONE = 0.05  # of the reference, which a force of 0 counts as in logarithms; judgement
DOUBLING = marked("logits per doubling")


def fitted(name: str, unit: str, bounds: tuple[float, float], meaning: str) -> Any:
    """A number that was fitted to games of the war."""
    return sourced(FITTED["logits"][name], unit, bounds, "[estimate]", meaning)


class Success(Section):
    """Numbers of the estimate; a force counts in doublings of what it is in the scenario of the fit."""

    odds_base: Number = fitted("base", "logits", (-10, 10), "odds against Taiwan alone, ready")
    odds_unready: Number = fitted("unready", "logits per share", (-20, 0), "what the PLA still lacks")
    odds_us: Number = fitted("us", "logits", (-15, 0), "the US fights, without bases in Japan")
    odds_access: Number = fitted("access", "logits", (-15, 0), "it fights from Japan too")
    odds_landing: Number = fitted("landing", DOUBLING, (0, 10), "landing ships")
    odds_landing_us: Number = fitted("landing_us", DOUBLING, (0, 10), "the same, more if the US fights")
    odds_landing_japan: Number = fitted("landing_japan", DOUBLING, (0, 10), "the same, more if from Japan")
    odds_troops: Number = fitted("troops", DOUBLING, (0, 10), "troops that the whole fleet lands")
    odds_troops_us: Number = fitted("troops_us", DOUBLING, (0, 10), "the same, more if the US fights")
    odds_troops_japan: Number = fitted("troops_japan", DOUBLING, (0, 10), "the same, more if from Japan")
    odds_escorts: Number = fitted("escorts", DOUBLING, (0, 10), "escorts")
    odds_escorts_us: Number = fitted("escorts_us", DOUBLING, (0, 10), "the same, more if the US fights")
    odds_aircraft: Number = fitted("aircraft", DOUBLING, (0, 10), "China's aircraft")
    odds_missiles: Number = fitted("missiles", DOUBLING, (0, 10), "missiles for targets on land")
    odds_coastal: Number = fitted("coastal", DOUBLING, (-10, 0), "coastal missiles")
    odds_battalions: Number = fitted("battalions", DOUBLING, (-10, 0), "Taiwan's battalions, reserves for half")
    odds_battalions_japan: Number = fitted("battalions_japan", DOUBLING, (-10, 0), "the same, more if from Japan")
    odds_fighters: Number = fitted("fighters", DOUBLING, (-10, 0), "Taiwan's aircraft")
    odds_reserves: Number = fitted("reserves", "logits", (-20, 0), "better reserves")
    odds_lrasm: Number = fitted("lrasm", DOUBLING, (-10, 0), "LRASM, if the US fights")
    odds_jassm: Number = fitted("jassm", DOUBLING, (-10, 0), "JASSM that bombers can fire, if the US fights")
    odds_submarines: Number = fitted("submarines", DOUBLING, (-10, 0), "US submarines, if the US fights")
    odds_us_fighters: Number = fitted("us_fighters", DOUBLING, (-10, 0), "US fighters, if from Japan")
    odds_sdf: Number = fitted("sdf", DOUBLING, (-10, 0), "Japan's fighters, if from Japan")
    odds_resilience: Number = fitted("resilience", "logits per 100", (-5, 0), "shelters and room, if from Japan")


def known_forces(world: World) -> dict[str, Array]:
    """(worlds,) what Beijing counts before a war: forces as they stand, with what programmes have delivered."""
    got = _delivered(world)
    bombers = TURNS_AHEAD * world.bomber_strength * world.load_missiles
    return {
        "landing": world.landing_ships * (1 + got["china_lift"]),
        "troops": world.first_day_lift + TURNS_AHEAD * world.turn_lift,
        "escorts": world.ships[:, CHINA],
        "aircraft": world.china_aircraft,
        "missiles": world.missiles.sum(axis=1) * (1 + got["china_missiles"]),
        "coastal": world.coastal_missiles + got["taiwan_coastal"],
        "battalions": world.taiwan_battalions + world.reserve_battalions / 2,
        "fighters": world.taiwan_aircraft + got["taiwan_conventional"],
        "lrasm": world.lrasm + got["us_munitions"],
        "jassm": np.minimum(world.jassm, bombers),
        "submarines": world.submarines[:, US] + world.reloading.sum(axis=1),
        "us_fighters": world.us_aircraft.sum(axis=1) + got["us_presence"] + TURNS_AHEAD * world.reinforcements,
        "sdf": world.japan_aircraft.sum(axis=1) * (1 + got["japan_forces"]),
    }


def strengths(world: World) -> dict[str, Array]:
    """(worlds,) each force that Beijing counts, in doublings of what it is in the scenario of the fit."""
    return {name: doublings(count, FITTED["reference"][name]) for name, count in known_forces(world).items()}


def success_contributions(world: World, force: Mapping[str, Array], kind: str, numbers: Success) -> Contributions:
    """Logits of success in one kind of war: Taiwan taken, or a landing that holds and grows.

    A logistic regression on games of the war itself, remade by `make estimate`.

    Args:
        world: before the war.
        force: its `strengths`, the same in every kind of war.
        kind: of war.
        numbers: of the estimate.
    """
    got = _delivered(world)
    us, japan = float(kind != ALONE), float(kind == FROM_JAPAN)
    hardened = got["us_resilience"] + got["japan_shelters"] + got["japan_airfields"] + got["japan_interceptors"]
    landing = numbers.odds_landing + numbers.odds_landing_us * us + numbers.odds_landing_japan * japan
    troops = numbers.odds_troops + numbers.odds_troops_us * us + numbers.odds_troops_japan * japan
    return {
        "Taiwan alone": numbers.odds_base,
        "what the PLA lacks": numbers.odds_unready * (1 - world.china_readiness),
        "the US fights": numbers.odds_us * us,
        "from bases in Japan": numbers.odds_access * japan,
        "landing ships": landing * force["landing"],
        "troops that they land": troops * force["troops"],
        "escorts": (numbers.odds_escorts + numbers.odds_escorts_us * us) * force["escorts"],
        "China's aircraft": numbers.odds_aircraft * force["aircraft"],
        "China's missiles": numbers.odds_missiles * force["missiles"],
        "coastal missiles": numbers.odds_coastal * force["coastal"],
        "Taiwan's battalions": (numbers.odds_battalions + numbers.odds_battalions_japan * japan) * force["battalions"],
        "Taiwan's fighters": numbers.odds_fighters * force["fighters"],
        "better reserves": numbers.odds_reserves * got["taiwan_reserves"],
        "LRASM": numbers.odds_lrasm * force["lrasm"] * us,
        "bombers with JASSM": numbers.odds_jassm * force["jassm"] * us,
        "US submarines": numbers.odds_submarines * force["submarines"] * us,
        "US fighters": numbers.odds_us_fighters * force["us_fighters"] * japan,
        "Japan's fighters": numbers.odds_sdf * force["sdf"] * japan,
        "harder bases": numbers.odds_resilience * hardened / 100 * japan,
    }


def doublings(count: Array, reference: float) -> Array:
    """How many times a force is double its reference; 0 at the reference, and finite where there is none."""
    return np.log2((count / reference + NONE) / (1 + NONE))


def _delivered(world: World) -> dict[str, Array]:
    return {name: world.delivered[:, column] for column, name in enumerate(PROGRAMMES)}

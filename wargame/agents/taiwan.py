"""Taiwan decides: what to buy, how to train, and how to fight a landing."""

from __future__ import annotations

import numpy as np

from wargame.agents.decision import Decision, choose, pick
from wargame.agents.observation import Observation
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import TAIWAN, WAR

DICE = (1,)  # whether parliament passes the budget


class Params(Section):
    """Numbers of this government."""

    budget_chance: Number = sourced(
        0.6, "share per quarter", (0, 1), "judgement", "that parliament passes a higher budget"
    )
    depth_area: Number = sourced(1500, "km2", (0, 36000), "judgement", "lost before the army falls back")


def porcupine(seen: Observation, dice: Array, params: Params) -> Decision:
    """Deny the landing (overall defense concept [lee2020]): coastal missiles, mines, trained reserves."""
    return _decide(seen, dice, params, "asymmetric", "reform", "3.5")


def conventional(seen: Observation, dice: Array, params: Params) -> Decision:
    """Keep a balanced force: jets and ships that meet grey-zone patrols, reserves as they are."""
    return _decide(seen, dice, params, "conventional", "as_now", "2.5")


def mobilised(seen: Observation, dice: Array, params: Params) -> Decision:
    """Arm the whole society: a large budget, trained reserves, some of everything."""
    return _decide(seen, dice, params, "balanced", "reform", "5.0")


POLICIES = {"porcupine": porcupine, "conventional": conventional, "mobilised": mobilised}


def _decide(seen: Observation, dice: Array, params: Params, asymmetry: str, reserves: str, budget: str) -> Decision:
    worlds = len(seen.stage)
    if seen.clock.stage == WAR:
        pushed = seen.area_km2 > params.depth_area
        return Decision(
            {
                "taiwan.coastal": pick("taiwan.coastal", seen.temper < 0.8, "early", "hold"),
                "taiwan.defence": pick("taiwan.defence", pushed, "depth", "beaches"),
            }
        )
    passes = (dice[:, 0] < params.budget_chance) & (seen.approval[:, TAIWAN] > 0.3)
    return Decision(
        {
            "taiwan.spending": pick("taiwan.spending", passes, budget, "2.5"),
            "taiwan.asymmetry": np.full(worlds, choose("taiwan.asymmetry", asymmetry)),
            "taiwan.reserves": np.full(worlds, choose("taiwan.reserves", reserves)),
        }
    )

"""Aftermath: what it cost, how long it takes to rebuild, and which states turn to Beijing."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import SIDES, Orders
from wargame.engine.outcome import SEVERITY
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import CHINA, JAPAN, TAIWAN, US, World, replace

DICE = (0,)
WAVES = 4  # the cascade has run out by then among a dozen states


class Params(Section):
    """Numbers of this rule."""

    china_cost: Number = sourced(0.03, "share of a year's output per turn", (0, 1), "judgement", "lost by China")
    japan_cost: Number = sourced(
        0.024, "share of a year's output per turn", (0, 1), "judgement", "lost by Japan at war"
    )
    us_cost: Number = sourced(0.012, "share of a year's output per turn", (0, 1), "judgement", "lost by the US at war")
    taiwan_cost: Number = sourced(0.06, "share of a year's output per turn", (0, 1), "judgement", "lost by Taiwan")
    neutral_share: Number = sourced(
        0.4, "share", (0, 1), "judgement", "of the cost that Japan, or the US, bears while at peace"
    )
    blockade_cost: Number = sourced(
        0.01, "share of a year's output per quarter", (0, 1), "judgement", "lost by each under quarantine"
    )
    aircraft_per_year: Number = sourced(90, "aircraft per year", (1, 1000), "judgement", "that a side rebuilds")
    ships_per_year: Number = sourced(4, "ships per year", (0.1, 100), "judgement", "that a side rebuilds")
    china_ships_per_year: Number = sourced(15, "ships per year", (0.1, 100), "judgement", "that China rebuilds")
    trade_pull: Number = sourced(1.0, "factor", (0, 5), "judgement", "pull of trade with China, if China won")
    security_loss: Number = sourced(0.8, "factor", (0, 5), "judgement", "pull of a US guarantee that failed")
    lost_trust: Number = sourced(
        1.2, "factor", (0, 5), "judgement", "pull of a Japan whose officials no longer trust the US"
    )
    bandwagon: Number = sourced(0.6, "factor", (0, 5), "judgement", "pull of neighbours that turned")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Count the cost of a finished game and run the cascade on the graph of states.

    A state turns when pull exceeds its threshold (threshold model of collective behaviour
    [granovetter1978]); each wave adds the pull of those that turned in the wave before.
    """
    turns = world.war_turns
    costs = np.zeros_like(world.output_lost)
    involved = (world.us_share > 0) | (world.aircraft_lost[:, US] > 0)
    japan = np.where(world.japan_struck | world.japan_fights, 1.0, params.neutral_share)
    costs[:, CHINA] = params.china_cost * turns
    costs[:, TAIWAN] = params.taiwan_cost * turns
    costs[:, JAPAN] = params.japan_cost * turns * japan
    costs[:, US] = params.us_cost * turns * np.where(involved, 1.0, params.neutral_share)
    costs = costs + (params.blockade_cost * world.blockaded)[:, None] + world.blockade_cost
    costs = costs + (1 - world.output).clip(0, None)
    per_year = np.stack(
        np.broadcast_arrays(
            *[params.china_ships_per_year if side == "china" else params.ships_per_year for side in SIDES]
        ),
        axis=-1,
    )
    rebuild = np.maximum(world.aircraft_lost / params.aircraft_per_year[:, None], world.ships_lost / per_year)
    return replace(world, output_lost=costs.clip(0, 1), rebuild_years=rebuild, realigned=_cascade(world, params))


def _cascade(world: World, params: Params) -> Array:
    """(worlds, states) the wave in which a state turned to Beijing, 0 if it did not."""
    relations = world.relations
    pull = total(pull_contributions(world, params))
    turned = np.zeros((world.worlds, len(relations.states)), dtype=np.int8)
    for wave in range(1, WAVES + 1):
        pulled = pull + bandwagon(world, turned > 0, params)
        turned = np.where((turned == 0) & (pulled > relations.threshold), wave, turned).astype(np.int8)
    return turned


def pull_contributions(world: World, params: Params) -> Contributions:
    """(worlds, states) what draws each state to Beijing by itself, the more the more of a victory China's war was."""
    relations = world.relations
    won = SEVERITY[world.outcome][:, None]  # 0 deterred or beaten to 1 victory for China
    distance = (1 - world.elite_trust)[:, None] * relations.follows_japan  # the edge from Japan to the US, as it is now
    return {
        "trade with China": won * params.trade_pull[:, None] * relations.china_trade,
        "a US guarantee that failed": won * params.security_loss[:, None] * relations.us_security,
        "a Japan that distrusts the US": won * params.lost_trust[:, None] * distance,
    }


def bandwagon(world: World, turned: Array, params: Params) -> Array:
    """(worlds, states) the pull on each state of those it follows that have turned."""
    pull: Array = params.bandwagon[:, None] * (turned[:, None, :] * world.relations.neighbours).sum(axis=2)
    return pull

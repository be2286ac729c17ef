"""Deterrence: the PLA staff's estimate of its odds, and the order to go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit

from wargame.explain import Contributions, Event, Explanation, of_world, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.world import CRISIS, PROGRAMMES, WAR, World

DICE = (2,)  # error of the staff on access, on the odds


class Params(Section):
    """Numbers of this rule."""

    access_base: Number = sourced(-0.9, "logits", (-5, 5), "judgement", "belief in access with nothing to go on")
    access_pledge: Number = sourced(1.5, "logits per rung", (0, 5), "judgement", "what a pledge adds, if believed")
    access_elite: Number = sourced(3.0, "logits per share", (0, 10), "judgement", "what trust between officials adds")
    access_public: Number = sourced(2.5, "logits per share", (0, 10), "judgement", "what the polls on access add")
    access_ties: Number = sourced(0.3, "logits", (0, 5), "judgement", "what a bargain in force adds")
    odds_base: Number = sourced(2.4, "logits", (-5, 10), "judgement", "odds against Taiwan alone, ready")
    odds_unready: Number = sourced(-2.5, "logits per share", (-10, 0), "judgement", "what the PLA still lacks")
    odds_us: Number = sourced(-1.4, "logits", (-10, 0), "[chinapower2024]", "the US fights, without bases in Japan")
    odds_access: Number = sourced(-2.4, "logits", (-10, 0), "judgement", "the US fights from Japan")
    odds_coastal: Number = sourced(-0.25, "logits per 100", (-5, 0), "judgement", "new coastal missiles")
    odds_munitions: Number = sourced(-0.20, "logits per 100", (-5, 0), "judgement", "new US anti-ship missiles")
    odds_resilience: Number = sourced(
        -0.35, "logits per 100", (-5, 0), "judgement", "new shelters and room for aircraft"
    )
    odds_reserves: Number = sourced(-1.0, "logits", (-10, 0), "judgement", "better reserves")
    odds_lift: Number = sourced(2.0, "logits", (0, 10), "judgement", "more lift")
    odds_missiles: Number = sourced(1.5, "logits", (0, 10), "judgement", "more missiles")
    us_base: Number = sourced(0.55, "share", (0, 1), "[chinapower2024]", "chance that the US fights, unsaid")
    us_commitment: Number = sourced(0.35, "share", (0, 1), "judgement", "what a clear commitment adds to it")
    fog: Number = sourced(0.5, "logits", (0, 3), "judgement", "largest error of the staff, either way")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Renew Beijing's estimate from what it can see, and carry out an order to invade."""
    error = (2 * dice - 1) * params.fog[:, None]
    believed = expit(total(access_contributions(world, params)) + error[:, 0])
    odds = expit(total(odds_contributions(world, believed, params)) + error[:, 1])
    goes = (world.stage == CRISIS) & orders.are("china.go", "invade")
    return replace(
        world,
        believed_access=believed,
        odds=odds,
        stage=np.where(goes, WAR, world.stage),
        dday_turn=np.where(goes, world.clock.turn, world.dday_turn),
    )


def access_contributions(world: World, params: Params) -> Contributions:
    """Logits of Beijing's belief that US forces would fight from Japan: words, record, polls; not intent."""
    rung = np.array([-1.0, 0.0, 0.4, 1.3])[world.pledge]
    return {
        "nothing to go on": params.access_base,
        "what Tokyo said": params.access_pledge * rung * world.pledge_credibility,
        "officials' trust": params.access_elite * (world.elite_trust - 0.5),
        "polls on access": params.access_public * (world.access_support - 0.4),
        "bargain in force": params.access_ties * world.bargain,
    }


def odds_contributions(world: World, believed: Array, params: Params) -> Contributions:
    """Logits of Beijing's odds of taking Taiwan."""
    got = {name: world.delivered[:, column] for column, name in enumerate(PROGRAMMES)}
    fights = (params.us_base + params.us_commitment * world.commitment).clip(0, 1)
    hardened = got["us_resilience"] + got["japan_shelters"] + got["japan_airfields"] + got["japan_interceptors"]
    return {
        "Taiwan alone": params.odds_base,
        "what the PLA lacks": params.odds_unready * (1 - world.china_readiness),
        "the US may fight": params.odds_us * fights,
        "from bases in Japan": params.odds_access * fights * believed,
        "coastal missiles": params.odds_coastal * got["taiwan_coastal"] / 100,
        "US anti-ship missiles": params.odds_munitions * (got["us_munitions"] + got["us_presence"]) / 100,
        "harder bases": params.odds_resilience * believed * (hardened / 100 + got["japan_forces"]),
        "better reserves": params.odds_reserves * (got["taiwan_reserves"] + got["taiwan_conventional"] / 200),
        "more lift": params.odds_lift * got["china_lift"],
        "more missiles": params.odds_missiles * got["china_missiles"],
    }


def explain(before: World, after: World, orders: Orders, params: Params, dice: Array) -> list[Event]:
    """What Beijing's staff makes of its chances."""
    parts = odds_contributions(before, after.believed_access, params)
    why = Explanation(
        title="Beijing's own odds, in logits",
        contributions=of_world(parts),
        score=float(total(parts)[0]),
        chance=float(after.odds[0]),
        die=float(dice[0, 1]),
        otherwise="The die is the error of the staff.",
        rule="deterrence",
        sources=("judgement", "[chinapower2024]"),
    )
    events = [
        Event(
            "deterrence",
            "china",
            f"Beijing's staff puts its odds at {after.odds[0] * 100:.0f} in 100.",
            why,
            weight=2,
            secret=True,
        )
    ]
    if after.stage[0] == WAR:
        events.append(Event("deterrence", "china", "Beijing orders the invasion of Taiwan.", weight=20))
    return events

"""Deterrence: the PLA staff's estimate of its odds, and the order to blockade or invade."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from wargame.contributions import Contributions, total
from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.phrase import marked
from wargame.rungs import ESCORT, SUPPORT
from wargame.world import BLOCKADE, CRISIS, PROGRAMMES, WAR, World, replace

DICE = (2,)  # error of the staff on access, on the odds
ALONE, AFAR, FROM_JAPAN = marked("Taiwan alone"), marked("the US from afar"), marked("the US from Japan")
FITTED = json.loads((Path(__file__).parent / "deterrence.json").read_text(encoding="utf-8"))  # written by make estimate


def fitted(name: str, unit: str, bounds: tuple[float, float], meaning: str) -> Any:
    """A number that was fitted to games of the war."""
    return sourced(FITTED["logits"][name], unit, bounds, "[estimate]", meaning)


class Params(Section):
    """Numbers of this rule."""

    access_base: Number = sourced(-0.9, "logits", (-5, 5), "judgement", "belief in access with nothing to go on")
    access_pledge: Number = sourced(1.5, "logits per rung", (0, 5), "judgement", "what a pledge adds, if believed")
    access_elite: Number = sourced(3.0, "logits per share", (0, 10), "judgement", "what trust between officials adds")
    access_public: Number = sourced(2.5, "logits per share", (0, 10), "judgement", "what the polls on access add")
    access_convoys: Number = sourced(
        1.2, "logits per rung", (0, 5), "judgement", "what Tokyo permits the convoys of a blockade, above support only"
    )
    access_ties: Number = sourced(0.3, "logits", (0, 5), "judgement", "what a bargain in force adds")
    odds_base: Number = fitted("base", "logits", (-10, 10), "odds against Taiwan alone, ready")
    odds_unready: Number = fitted("unready", "logits per share", (-20, 0), "what the PLA still lacks")
    odds_us: Number = fitted("us", "logits", (-10, 0), "the US fights, without bases in Japan")
    odds_access: Number = fitted("access", "logits", (-15, 0), "it fights from Japan too")
    odds_coastal: Number = fitted("coastal", "logits per 100", (-5, 0), "new coastal missiles")
    odds_munitions: Number = fitted(
        "munitions", "logits per 100", (-5, 0), "new US missiles and fighters, if it fights"
    )
    odds_resilience: Number = fitted("resilience", "logits per 100", (-5, 0), "shelters and room, if from Japan")
    odds_sdf: Number = fitted("sdf", "logits", (-20, 0), "stronger Self-Defense Forces, if from Japan")
    odds_reserves: Number = fitted("reserves", "logits", (-20, 0), "better reserves")
    odds_fighters: Number = fitted("fighters", "logits per 100", (-10, 0), "new Taiwanese fighters")
    odds_lift: Number = fitted("lift", "logits", (0, 20), "more lift")
    odds_missiles: Number = fitted("missiles", "logits", (0, 20), "more missiles")
    us_base: Number = sourced(0.55, "share", (0, 1), "[chinapower2024]", "chance that the US fights, unsaid")
    us_commitment: Number = sourced(0.35, "share", (0, 1), "judgement", "what a clear commitment adds to it")
    us_escort: Number = sourced(0.15, "share", (0, 1), "judgement", "what US warships with the convoys add to it")
    fog: Number = sourced(0.5, "logits", (0, 3), "judgement", "largest error of the staff, either way")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Renew Beijing's estimate from what it can see, and carry out an order to blockade or to invade."""
    error = (2 * dice - 1) * params.fog[:, None]
    believed = expit(total(access_contributions(world, params)) + error[:, 0])
    odds = total(odds_contributions(world, believed, params, error[:, 1]))
    crisis = (world.stage == CRISIS) & (world.clock.stage == CRISIS)
    goes = crisis & orders.are("china.go", "invade")
    blockades = crisis & orders.are("china.go", "blockade")
    return replace(
        world,
        believed_access=believed,
        odds=odds,
        stage=np.where(goes, WAR, np.where(blockades, BLOCKADE, world.stage)),
        dday_turn=np.where(goes, world.clock.turn, world.dday_turn),
        blockade_turn=np.where(blockades, world.clock.turn, world.blockade_turn),
        began=np.where(blockades, world.clock.year + world.clock.quarters / 4, world.began),
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
        "what Tokyo does for convoys": params.access_convoys * (world.access - SUPPORT) * (world.method > 0),
    }


def odds_contributions(world: World, believed: Array, params: Params, error: Array) -> Contributions:
    """Beijing's odds: its chance in each kind of war times how likely it holds that kind to be."""
    return {
        kind: weight * expit(total(success_contributions(world, kind, params)) + error)
        for kind, weight in kind_weights(world, believed, params).items()
    }


def kind_weights(world: World, believed: Array, params: Params) -> dict[str, Array]:
    """(worlds,) how likely Beijing holds each kind of war to be; they add up to 1."""
    escorts = (world.escort >= ESCORT) & (world.method > 0)
    fights = (params.us_base + params.us_commitment * world.commitment + params.us_escort * escorts).clip(0, 1)
    return {ALONE: 1 - fights, AFAR: fights * (1 - believed), FROM_JAPAN: fights * believed}


def success_contributions(world: World, kind: str, params: Params) -> Contributions:
    """Logits of success in one kind of war: Taiwan taken, or a landing that holds and grows.

    A logistic regression on games of the war itself, remade by `make estimate`.
    """
    got = {name: world.delivered[:, column] for column, name in enumerate(PROGRAMMES)}
    us, japan = kind != ALONE, kind == FROM_JAPAN
    hardened = got["us_resilience"] + got["japan_shelters"] + got["japan_airfields"] + got["japan_interceptors"]
    return {
        "Taiwan alone": params.odds_base,
        "what the PLA lacks": params.odds_unready * (1 - world.china_readiness),
        "the US fights": params.odds_us * us,
        "from bases in Japan": params.odds_access * japan,
        "coastal missiles": params.odds_coastal * got["taiwan_coastal"] / 100,
        "US missiles and fighters": params.odds_munitions * (got["us_munitions"] + got["us_presence"]) / 100 * us,
        "harder bases": params.odds_resilience * hardened / 100 * japan,
        "stronger Self-Defense Forces": params.odds_sdf * got["japan_forces"] * japan,
        "better reserves": params.odds_reserves * got["taiwan_reserves"],
        "Taiwan's fighters": params.odds_fighters * got["taiwan_conventional"] / 100,
        "more lift": params.odds_lift * got["china_lift"],
        "more missiles": params.odds_missiles * got["china_missiles"],
    }

"""Standoff: what a blockade does to the will of each capital, and how it ends."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import STAY_OUT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.threshold import Limit, Threshold
from wargame.engine.world import CHINA, ENDINGS, JAPAN, OVER, TAIWAN, US, WAR, World, replace

DICE = (0,)
INVADED, GOES_ON = -2, -1  # no endings


class Params(Section):
    """Numbers of this rule."""

    weary: Number = sourced(0.012, "share per week", (0, 1), "judgement", "Beijing's will that a week of it takes")
    futile: Number = sourced(
        0.03, "share per week", (0, 1), "judgement", "the same when all that Taiwan needs gets through"
    )
    gaining: Number = sourced(
        0.02, "share per week", (0, 1), "judgement", "Beijing's will that dark homes in Taiwan give back"
    )
    vessel_will: Number = sourced(0.008, "share per vessel", (0, 1), "judgement", "Beijing's will that a vessel takes")
    us_vessel_will: Number = sourced(0.02, "share per ship", (0, 1), "judgement", "Washington's will that a ship takes")
    us_rally: Number = sourced(
        0.3, "share", (0, 1), "judgement", "US will to bring ships through, above the support of the administration"
    )
    threat_step: Number = sourced(
        0.008, "share per week and rung", (0, 1), "judgement", "threat that Japan comes to perceive, by how harsh it is"
    )
    cabinet_step: Number = sourced(
        0.003,
        "share per week and rung",
        (0, 1),
        "judgement",
        "strength of Tokyo's cabinet lost by helping the convoys, among those who are against",
    )
    talking_will: Number = sourced(
        0.01, "share per week", (0, 1), "judgement", "Taiwan's will lost while its government would talk"
    )
    fear_step: Number = sourced(
        0.008, "share per week and rung", (0, 1), "judgement", "fear of retaliation that helping the convoys adds"
    )
    absent_trust: Number = sourced(
        0.010, "share per week", (0, 1), "judgement", "trust of Tokyo's officials lost while Washington stays out"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Renew wills, move Tokyo's mood, and end the blockades that are decided; an invasion goes on as a war.

    A concession overrules all else, for Beijing has what it wanted; a blockade that both would end is settled.
    Terms that Beijing offers stand for the week after, in which Taipei knows of them.
    """
    will = world.will.copy()
    will[:, CHINA] = (will[:, CHINA] + total(china_contributions(world, params))).clip(0, 1)
    will[:, TAIWAN] = world.taiwan_will
    will[:, JAPAN] = world.approval[:, JAPAN]
    lost = params.us_vessel_will * world.ships_lost[:, US]
    will[:, US] = (world.approval[:, US] + params.us_rally - lost).clip(0, 1)
    approval = world.approval.copy()
    against = 1 - world.access_support
    approval[:, JAPAN] = (approval[:, JAPAN] - params.cabinet_step * world.access * against).clip(0, 1)
    stays_out = world.escort == STAY_OUT
    ends = end(world, orders).choices(world.worlds)
    ending = np.where(ends >= 0, ends, world.ending)
    goes = orders.are("china.course", "invade") & (ending < 0)
    return replace(
        world,
        will=will,
        china_vessels_counted=world.ships_lost[:, CHINA] + world.submarines_lost[:, CHINA],
        approval=approval,
        taiwan_will=(world.taiwan_will - params.talking_will * orders.are("taiwan.answer", "talk")).clip(0, 1),
        threat=(world.threat + params.threat_step * world.method).clip(0, 1),
        fear=(world.fear + params.fear_step * world.access).clip(0, 1),
        elite_trust=(world.elite_trust - params.absent_trust * stays_out).clip(0, 1),
        ending=ending,
        offered=orders.are("china.course", "talk"),
        stage=np.where(ending >= 0, OVER, np.where(goes, WAR, world.stage)),
        blockade_turns=world.blockade_turns + 1,
    )


def end(world: World, orders: Orders) -> Threshold:
    """How a blockade ends, as an index of ENDINGS; it goes on, or becomes a war, where that is below 0."""
    yields = Limit("an answer from Taipei that it gives way", orders.are("taiwan.answer", "yield"))
    offer = Limit("terms from Beijing", orders.are("china.course", "talk"))
    standing = Limit("terms from Beijing, of the week before", world.offered)
    willing = Limit("a Taipei that would talk", ~orders.are("taiwan.answer", "hold"))
    lifts = Limit("an order to lift it", orders.are("china.course", "lift"))
    invades = Limit("an order to invade", orders.are("china.course", "invade"))
    left = Limit("the time left", np.full(1, world.clock.turns - world.clock.turn - 1), 1.0, "weeks", below=True)
    return Threshold(
        (
            ((yields,), ENDINGS.index("concession")),
            ((offer, willing), ENDINGS.index("settled")),
            ((lifts,), ENDINGS.index("lifted")),
            ((invades,), INVADED),
            ((standing, willing), ENDINGS.index("settled")),  # unless Beijing has thought better of it
            ((left,), ENDINGS.index("standoff")),
            ((), GOES_ON),
        )
    )


def china_contributions(world: World, params: Params) -> Contributions:
    """What this week does to Beijing's will."""
    vessels = world.ships_lost[:, CHINA] + world.submarines_lost[:, CHINA] - world.china_vessels_counted
    return {
        "another week": -params.weary,
        "ships get through": -params.futile * world.arrived,
        "Taiwan in darkness": params.gaining * world.dark,
        "vessels lost": -params.vessel_will * vessels,
    }

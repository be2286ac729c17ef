"""Convoys: what Tokyo permits and Washington does, and how many ships sail for Taiwan in a week."""

from __future__ import annotations

import numpy as np

from wargame.engine.contributions import Contributions, total
from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import ESCORT, INSURE, JOIN, LAWFUL, SUPPORT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import JAPAN, TAIWAN, US, World, replace

DICE = (0,)


class Params(Section):
    """Numbers of this rule."""

    needed: Number = sourced(
        40, "ships per week", (1, 500), "judgement", "that Taiwan needs: import tonnage over a ship's load"
    )
    willing_rest: Number = sourced(
        0.25, "share", (0, 1), "judgement", "of merchants that go on sailing alone into a blockade"
    )
    willing_insured: Number = sourced(0.30, "share", (0, 1), "judgement", "more of them, once Washington insures them")
    willing_sunk: Number = sourced(
        1.5, "share per share", (0, 10), "judgement", "that stay away for each share of those that sailed and sank"
    )
    willing_speed: Number = sourced(0.6, "share per week", (0, 1), "judgement", "of the way that willingness goes")
    us_station: Number = sourced(
        0.20, "share", (0, 1), "judgement", "of US warships in the theatre at sea with convoys, from US ports alone"
    )
    us_station_japan: Number = sourced(
        0.35, "share", (0, 1), "judgement", "the same with Yokosuka and Sasebo to repair and load in"
    )
    japan_station: Number = sourced(0.25, "share", (0, 1), "judgement", "of Japan's warships with convoys, if it joins")
    taiwan_station: Number = sourced(0.40, "share", (0, 1), "judgement", "of Taiwan's warships, if they escort")
    load_far: Number = sourced(
        0.6, "ships per escort and week", (0, 10), "judgement", "that a warship brings, loaded in Guam or Australia"
    )
    load_near: Number = sourced(
        1.5, "ships per escort and week", (0, 10), "judgement", "the same from Japanese ports, days away"
    )


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Send merchants alone or in convoy.

    What Tokyo permits is bounded by the law, as in war. Ships beyond what warships can bring sail alone, if
    their owners dare.
    """
    access = np.minimum(orders.choice("japan.convoys"), LAWFUL[world.law]).astype(np.int8)
    escort = orders.value("us.convoys")
    sank = world.merchants_sunk - world.merchants_sunk_before
    lost = (sank / np.maximum(world.sailed.sum(axis=1), 1)).clip(0, 1)
    target = params.willing_rest + params.willing_insured * (escort >= INSURE) - params.willing_sunk * lost
    willing = (world.willing + params.willing_speed * (target - world.willing)).clip(0, 1)
    by_side = escorts(world, orders, access, params)
    warships = total(by_side)
    load = load_of_warship(access, params)
    in_convoy = np.minimum(np.floor(warships * load), np.rint(params.needed))
    alone = np.floor((np.rint(params.needed) - in_convoy) * willing)
    return replace(
        world,
        access=access,
        escort=escort,
        willing=willing,
        escorting=np.stack(
            [np.zeros(world.worlds), *(by_side[name] for name in ("Taiwan", "Japan", "United States"))],
            axis=1,
        ),
        sailed=np.stack([alone, in_convoy], axis=1),
        needed=np.broadcast_to(np.rint(params.needed), alone.shape).copy(),
        merchants_sunk_before=world.merchants_sunk,
    )


def load_of_warship(access: Array, params: Params) -> Array:
    """(worlds,) ships that one warship brings in a week."""
    return np.where(access >= SUPPORT, params.load_near, params.load_far)


def escorts(world: World, orders: Orders, access: Array, params: Params) -> Contributions:
    """Warships at sea with convoys, by side."""
    near = np.where(access >= SUPPORT, params.us_station_japan, params.us_station)
    return {
        "United States": world.ships[:, US] * near * (orders.value("us.convoys") >= ESCORT),
        "Japan": world.ships[:, JAPAN] * params.japan_station * (access == JOIN),
        "Taiwan": world.ships[:, TAIWAN] * params.taiwan_station * orders.value("taiwan.navy"),
    }

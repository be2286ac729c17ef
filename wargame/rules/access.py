"""Access: what Tokyo permits, when it begins to count, and when Washington fights."""

from __future__ import annotations

import numpy as np

from wargame.orders import Orders
from wargame.parameters import Array, Number, Section, sourced
from wargame.rungs import COMBAT, JOIN, LAWFUL, REFUSE, SUPPORT
from wargame.world import US, WAR_TURN_DAYS, World, replace

DICE = (1,)  # how long consultation takes
COMBAT_SAID = 3  # as in the choices of japan.pledge
FIGHT = 2  # as in those of us.intervene


class Params(Section):
    """Numbers of this rule."""

    us_entry_days: Number = sourced(
        0.0, "days", (0, 60), "[csis-firstbattle]", "days after D-day on which the US enters"
    )
    bomber_entry_days: Number = sourced(
        0.0, "days", (0, 60), "[csis-firstbattle]", "days after D-day on which US bombers enter"
    )
    consultation_days: Number = sourced(
        2.0, "days", (0, 14), "judgement", "longest prior consultation when nothing was said"
    )
    pledged_days: Number = sourced(
        0.5, "days", (0, 14), "[mastro]", "the same when Tokyo had pledged combat operations"
    )
    planned_share: Number = sourced(
        0.5, "share", (0, 1), "judgement", "of the consultation that joint planning saves, once it is complete"
    )
    refusal_anger: Number = sourced(0.10, "share", (0, 1), "judgement", "US will lost when Tokyo refuses in war")


def apply(world: World, orders: Orders, params: Params, dice: Array) -> World:
    """Open or close the bases, after the delay that consultation takes, and let Washington enter.

    Access counts in shares of the turn, so that a day of delay costs a day and not a whole turn.
    """
    wanted = orders.choice("japan.access")
    access = np.minimum(wanted, LAWFUL[world.law]).astype(np.int8)
    longest = np.where(world.pledge == COMBAT_SAID, params.pledged_days, params.consultation_days)
    longest = longest * (1 - params.planned_share * world.collaboration)
    waited = np.where(world.access < COMBAT, longest * dice[:, 0] / WAR_TURN_DAYS, 0.0).clip(0, 1)
    combat = np.where(access >= COMBAT, 1 - waited, 0.0)
    begins = world.clock.turn * WAR_TURN_DAYS
    entered = _share_after(begins, params.us_entry_days)
    bombers = _share_after(begins, params.bomber_entry_days)
    attacked = americans_attacked(world)
    entered, bombers = np.where(attacked, 1.0, entered), np.where(attacked, 1.0, bombers)
    will = world.will.copy()
    newly_refused = (access == REFUSE) & ((world.access > REFUSE) | (world.clock.turn == 0))
    will[:, US] = (will[:, US] - params.refusal_anger * newly_refused).clip(0, 1)
    return replace(
        world,
        access=access,
        combat_share=combat,
        combat_turns=world.combat_turns + combat,
        support_share=np.where(access >= SUPPORT, 1.0, 0.0),
        us_share=np.where(orders.value("us.intervene") == FIGHT, entered, 0.0),
        bomber_share=np.where(orders.value("us.intervene") == FIGHT, bombers, 0.0),
        japan_fights=access == JOIN,
        will=will,
    )


def americans_attacked(world: World) -> Array:
    """(worlds,) whether Americans have died: who is attacked fights, whatever day was planned."""
    return (world.aircraft_lost[:, US] > 0) | (world.ships_lost[:, US] > 0)


def _share_after(begins: float, day: Array) -> Array:
    """Share of the turn that lies after a day."""
    return ((begins + WAR_TURN_DAYS - day) / WAR_TURN_DAYS).clip(0, 1)

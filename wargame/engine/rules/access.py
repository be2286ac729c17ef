"""Access: what Tokyo permits, when it begins to count, and when Washington fights."""

from __future__ import annotations

import numpy as np

from wargame.engine.orders import Orders
from wargame.engine.orders.ladders import COMBAT, JOIN, LAWFUL, REFUSE, SUPPORT
from wargame.engine.parameters import Array, Number, Section, sourced
from wargame.engine.world import US, WAR_TURN_DAYS, World, replace

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
    attacked_enters: Number = sourced(
        1, "1 yes, 0 no", (0, 1), "judgement", "US forces that are attacked before their day enter at once", whole=True
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

    Access counts in shares of the turn, so that a day of delay costs a day and not a whole turn; what of a long
    consultation does not fit into a turn goes on in the next.
    """
    wanted = orders.choice("japan.access")
    access = np.minimum(wanted, LAWFUL[world.law]).astype(np.int8)
    days = np.where(access >= COMBAT, consultation(world, params, dice), 0.0)
    combat = np.where(access >= COMBAT, 1 - (days / WAR_TURN_DAYS).clip(0, 1), 0.0)
    begins = world.clock.turn * WAR_TURN_DAYS
    entered = _share_after(begins, params.us_entry_days)
    bombers = _share_after(begins, params.bomber_entry_days)
    drawn = drawn_in(world, params)
    entered, bombers = np.where(drawn, 1.0, entered), np.where(drawn | (world.bomber_share > 0), 1.0, bombers)
    will = world.will.copy()
    newly_refused = (access == REFUSE) & ((world.access > REFUSE) | (world.clock.turn == 0))
    will[:, US] = (will[:, US] - params.refusal_anger * newly_refused).clip(0, 1)
    return replace(
        world,
        access=access,
        combat_share=combat,
        consultation_left=np.maximum(days - WAR_TURN_DAYS, 0),
        combat_turns=world.combat_turns + combat,
        support_share=np.where(access >= SUPPORT, 1.0, 0.0),
        us_share=np.where(orders.value("us.intervene") == FIGHT, entered, 0.0),
        bomber_share=np.where(orders.value("us.intervene") == FIGHT, bombers, 0.0),
        japan_fights=access == JOIN,
        will=will,
    )


def consultation(world: World, params: Params, dice: Array) -> Array:
    """(worlds,) days of prior consultation from the start of this turn: of a new one, or what is left of the last."""
    longest = np.where(world.pledge == COMBAT_SAID, params.pledged_days, params.consultation_days)
    longest = longest * (1 - params.planned_share * world.collaboration)
    return np.where(world.access < COMBAT, longest * dice[:, 0], world.consultation_left)


def americans_attacked(world: World) -> Array:
    """(worlds,) whether US aircraft or ships have been lost."""
    return (world.aircraft_lost[:, US] > 0) | (world.ships_lost[:, US] > 0)


def drawn_in(world: World, params: Params) -> Array:
    """(worlds,) whether an attack brings in a United States that was to wait; one that fights has nothing to decide."""
    waits = params.us_entry_days > world.clock.turn * WAR_TURN_DAYS
    return americans_attacked(world) & (params.attacked_enters > 0) & waits


def _share_after(begins: float, day: Array) -> Array:
    """Share of the turn that lies after a day."""
    return ((begins + WAR_TURN_DAYS - day) / WAR_TURN_DAYS).clip(0, 1)

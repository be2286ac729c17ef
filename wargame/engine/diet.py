"""The Diet: what a coalition can pass by itself, from the seats that it holds in both houses [constitution1946]."""

from __future__ import annotations

import numpy as np

from wargame.engine.parameters import Array
from wargame.engine.world import World

MAJORITY, OVERRIDE = 1 / 2, 2 / 3  # of the lower house; the second passes a law against the upper house (article 59)


def seats_short(world: World) -> Array:
    """(worlds,) of the seats of the house where it is weaker, share that the coalition lacks for a majority."""
    weaker: Array = (MAJORITY - _in_both(world)).clip(0, None)
    return weaker


def passes_laws(world: World) -> Array:
    """(worlds,) whether taxes pass without a vote of the opposition: in both houses, or twice in the lower."""
    passes: Array = (_in_both(world) > MAJORITY) | (world.lower_seats >= OVERRIDE)
    return passes


def _in_both(world: World) -> Array:
    return np.minimum(world.lower_seats, world.upper_seats)

"""Finding: fewer ships of a fleet are harder to find."""

from __future__ import annotations

import numpy as np

from wargame.engine.parameters import Array
from wargame.engine.world import World


def ease_of_finding(world: World) -> Array:
    """(worlds,) how easily a ship of the landing fleet is found beside one of the whole fleet; judgement."""
    return np.sqrt(world.landing_ships / np.maximum(world.landing_ships + world.landing_ships_lost, 1))

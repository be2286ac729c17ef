"""Every random number of the game: uniforms, one stream for each (seed, name, turn).

Worlds are axis 0 of every draw, and a row is the same whether its world is drawn alone or among
thousands: the generator is advanced to the first world. Nothing else in the package draws.
"""

from __future__ import annotations

import math
from zlib import crc32

import numpy as np

from wargame.engine.parameters import Array


def uniforms(seed: int, name: str, turn: int, shape: tuple[int, ...], worlds: int, first_world: int = 0) -> Array:
    """Uniform numbers in [0, 1) for a block of worlds.

    Args:
        seed: the seed of the game, at least 0.
        name: who draws: a rule, a government, or the path of an uncertain number.
        turn: the turn within the stage, so that a turn's luck does not depend on earlier draws.
        shape: how many numbers one world needs.
        worlds: how many worlds.
        first_world: the number of the first world of the block.

    Returns:
        Array of shape (worlds, *shape).
    """
    if not math.prod(shape):
        return np.empty((worlds, *shape))
    bits = np.random.PCG64(np.random.SeedSequence((seed, crc32(name.encode()), turn)))
    bits.advance(first_world * math.prod(shape))
    return np.random.Generator(bits).random((worlds, *shape))

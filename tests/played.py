"""Plays what an analysis asks for, as its command does, without a folder."""

from __future__ import annotations

from typing import TypeVar

from wargame.commands.cases import Found
from wargame.simulate import paired

Analysis = TypeVar("Analysis", bound=Found)


def played(found: Analysis, jobs: int = 1, block_worlds: int | None = None) -> Analysis:
    """Fill an analysis with all of its games."""
    for block in paired(found.player(False), len(found.cases), found.worlds_asked, jobs, block_worlds=block_worlds):
        found.add(block)
    return found

"""Plays what an analysis asks for, as its command does, without a folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from wargame.batch.simulate import Block, paired
from wargame.cli.cases import Found

Analysis = TypeVar("Analysis", bound=Found)


def played(found: Analysis, jobs: int = 1, block_worlds: int | None = None) -> Analysis:
    """Fill an analysis with all of its games."""
    for block in paired(found.player(False), len(found.cases), found.worlds_asked, jobs, block_worlds=block_worlds):
        found.add(block)
    return found


def in_pieces(block: Block, worlds: int) -> Iterator[Block]:
    """A block as smaller ones, the last of which may hold fewer worlds."""
    for start in range(0, block.worlds, worlds):
        rows = tuple({name: values[start : start + worlds] for name, values in case.items()} for case in block.rows)
        yield Block(block.first_world + start, min(worlds, block.worlds - start), rows)

"""The list of sources: what a key in square brackets stands for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from wargame.installed import shipped

_ROW = re.compile(r"^\| `\[([a-z0-9-]+)\]` \| ([^|]+) \|", re.MULTILINE)
_KEY = re.compile(r"\[([a-z0-9-]+)\]")


def sources_file() -> Path:
    """SOURCES.md: in a wheel, or at the top of the repository."""
    return shipped("SOURCES.md")


@cache
def sources() -> dict[str, str]:
    """What each key stands for, in the order of the list."""
    return {key: said.strip() for key, said in _ROW.findall(sources_file().read_text(encoding="utf-8"))}


def keys_in(words: str) -> list[str]:
    """The keys that a text cites."""
    return [key for key in _KEY.findall(words) if key in sources()]

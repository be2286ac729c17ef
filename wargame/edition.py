"""Which edition of the game this is: its version, and a digest of its code and of what its numbers rest on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from wargame import __version__

PACKAGE = Path(__file__).resolve().parent
NOT_PLAYED = ("ui", "commands")  # how things are shown moves no result


@cache
def code() -> str:
    """A digest of the code that plays, in 12 digits: two editions of one version can differ."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE)
        if name.parts[0] not in NOT_PLAYED:
            found.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def edition() -> dict[str, str]:
    """What has to be the same for results to be the same to the last bit."""
    return {"version": __version__, "code": code(), "numpy": np.__version__}

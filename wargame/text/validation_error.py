"""What a validator of our own finds wrong, in phrases: what stands in a file, and what may stand there."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError


def misfit(kind: str, found: str, allowed: str = "", **more: Any) -> PydanticCustomError:
    """A fault for pydantic to report together with its own.

    Args:
        kind: a short name of what went wrong.
        found: what stands there.
        allowed: what may stand there.
        more: `at`, where below the value it stands; `known`, the names that it could be.
    """
    words = {"found": found, "allowed": allowed, **more}
    return PydanticCustomError(kind, "{found}; {allowed}" if allowed else "{found}", words)

"""What is installed: the folder of the package, the files that come with it, and extras that may be missing."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """A file or folder that comes with the package: `_name` inside a wheel, `name` at the top of the repository."""
    inside = PACKAGE / f"_{name}"
    return inside if inside.exists() else PACKAGE.parent / name


class MissingExtra(RuntimeError):
    """A part of the program that was not installed; the message says how to install it."""

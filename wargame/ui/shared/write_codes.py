"""Codes that let one more browser play a game: how they look, and what is kept of them."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"  # nothing that looks like another: no 0O, 1IL, 2Z, 5S, 8B, U
LETTERS, GROUP = 12, 4  # 55 bits, in three groups to be read aloud


def new() -> str:
    """A code that nobody can guess, as it is shown: three groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return "-".join(letters[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def digest(game: str, code: str) -> str:
    """What is kept of a code. Small letters, spaces and hyphens make no difference."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(f"{game} {typed}".encode()).hexdigest()

"""Stepping through a game, or through one world of a batch."""

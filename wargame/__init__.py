"""Linchpin: an agent-based wargame of a Taiwan crisis around 2027."""

__version__ = "0.1.0"

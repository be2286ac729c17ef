"""How much of a stance's effect comes about on which way."""

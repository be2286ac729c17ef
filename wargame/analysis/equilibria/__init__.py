"""The governments' strategies as a game, and its Nash equilibria."""

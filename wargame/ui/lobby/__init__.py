"""The lobby: scenarios, saved games, and games from elsewhere."""

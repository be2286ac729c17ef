"""The page of a finished game: how it ended, why, and what would have changed it."""

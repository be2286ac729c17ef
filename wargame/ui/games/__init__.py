"""The page of all games of this browser."""

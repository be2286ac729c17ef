"""The page that compares stances."""

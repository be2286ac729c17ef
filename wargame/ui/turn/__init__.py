"""The page of a turn: the map, the numbers, the decision."""

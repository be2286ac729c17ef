"""Pages to look things up: the numbers, and the evidence."""

"""What many games say: counts with intervals, tables and pictures."""

"""An answer as a table for a terminal."""

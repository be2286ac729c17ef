"""Questions that are answered by many games."""

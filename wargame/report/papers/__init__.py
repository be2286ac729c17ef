"""An answer as a paper: one HTML file that needs nothing else."""

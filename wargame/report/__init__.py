"""What an analysis gives away: files, tables for a terminal, and papers to hand in."""

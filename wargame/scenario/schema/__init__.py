"""What a scenario may hold, one part a file."""

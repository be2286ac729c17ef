"""What hangs on each base and on each host's consent."""

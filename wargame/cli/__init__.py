"""The command line: the commands, and what long ones share."""

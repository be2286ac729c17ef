"""Reading a scenario file: text, places, parents, and faults in plain words."""

"""One game that people play: the situation of a seat, the staff, the debrief, records and share codes."""

"""What people call the four sides: in full, in tables, and by their capitals."""

from __future__ import annotations

from wargame.text.phrase import say

SIDE_NAMES = {"china": say("China"), "taiwan": say("Taiwan"), "japan": say("Japan"), "us": say("United States")}
SHORT_NAMES = {**SIDE_NAMES, "us": "US"}  # where a column is narrow; in English only
CAPITALS = {"china": say("Beijing"), "taiwan": say("Taipei"), "japan": say("Tokyo"), "us": say("Washington")}
ALLIES_FIRST = ("us", "japan", "taiwan", "china")  # the order in which a page compares them

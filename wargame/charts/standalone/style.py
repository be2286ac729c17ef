"""Colours, letters and measures of the pictures that are files of their own."""

from __future__ import annotations

PAPER, INK, INK2, INK3, LINE, EDGE = "#FBFAF7", "#1B1F24", "#474F58", "#646C75", "#DEDBD3", "#918E86"
SERIF = "'Source Serif 4', 'Source Serif Pro', Georgia, serif"
SANS = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"

WIDTH, MARGIN = 1120, 40


TEAL, RUST = "#2F7F74", "#B5490A"

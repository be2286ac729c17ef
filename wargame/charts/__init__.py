"""Drawings in SVG: small marks, the map, and the pieces of pages and papers."""

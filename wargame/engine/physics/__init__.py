"""Pieces of physics that rules are made of: each a few functions, with the numbers that they take.

A rule that uses a piece has the piece's numbers among its own: its `Params` inherit them.
"""

"""Small marks that mean the same everywhere: sides, access, and how words and numbers are written."""

from __future__ import annotations

import re
from math import cos, pi, sin
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from markupsafe import Markup

from wargame.text.html import text
from wargame.text.phrase import say

if TYPE_CHECKING:
    from wargame.game.situation import Situation

STANCE_NAMES = {
    "refuse": say("Refuse"),
    "support": say("Support only"),
    "combat": say("US combat operations"),
    "join": say("Join"),
}
AS_PLAYED = "played"  # a game whose Tokyo held to no stance
SHORT_STANCES = {"refuse": say("Refuse"), "support": say("Support"), "combat": say("US combat"), "join": say("Join")}
ACCESS_NAMES = {
    "refuse": say("US access refused"),
    "unsaid": say("US access not said"),
    "support": say("support only"),
    "combat": say("open to US combat operations"),
    "join": say("open to US combat operations, and Japan joins"),
    "own": say("US soil"),
    "closed": say("not opened"),
    "field": say("not opened to US forces"),
    "sdf": say("the SDF fights from here"),
}


def turn_name(situation: Situation) -> str:
    """A turn as pages name it to the browser, as "crisis3": its stage, and its number there from 0."""
    return f"{situation.stage}{situation.turn}"


def letters(words: str) -> int:
    """How wide words are, in Latin letters: a Chinese or Japanese character takes two."""
    if words.isascii():
        return len(words)
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def broken(words: str, most: int) -> list[str]:
    """Words in lines of at most so many letters, where they can be: at a space, or before any wide character."""
    lines = [""]
    for gap, word in re.findall(r"(\s*)([^\s\u2e80-\uffef]+|[\u2e80-\uffef])", words):
        gap = gap and " "
        if lines[-1] and letters(lines[-1] + gap + word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]}{gap}{word}".strip()
    return lines


def side_shape(side: str, x: float, y: float, r: float) -> str:
    """The side's shape in its colour: shape doubles colour."""
    fill = f"fill='var(--{side})'"
    if side == "china":
        return f"<path d='M{x} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z' {fill}/>"
    if side == "taiwan":
        return f"<path d='M{x} {y - r:.1f}L{x + r:.1f} {y + 0.8 * r:.1f}H{x - r:.1f}z' {fill}/>"
    if side == "us":
        half = 0.85 * r
        return f"<rect x='{x - half:.1f}' y='{y - half:.1f}' width='{2 * half:.1f}' height='{2 * half:.1f}' {fill}/>"
    if side == "japan":
        return f"<circle cx='{x}' cy='{y}' r='{0.9 * r:.1f}' {fill}/>"
    return f"<circle cx='{x}' cy='{y}' r='{0.8 * r:.1f}' fill='none' stroke='var(--ink3)' stroke-width='1.5'/>"


def access_shape(access: str, x: float, y: float, r: float = 6.5) -> str:
    """How far a base is open to US forces: slashed, dashed, half, full, in a ring; a dot in a ring is no stance."""
    if access == "refuse":
        d = 0.7 * r
        return (
            f"<circle cx='{x}' cy='{y}' r='{r - 0.8}' fill='var(--surface)' stroke='var(--ink3)' "
            "stroke-width='1.6'/>"
            f"<path d='M{x - d:.1f} {y + d:.1f}L{x + d:.1f} {y - d:.1f}' stroke='var(--ink3)' "
            "stroke-width='1.6'/>"
        )
    if access == "unsaid":
        return (
            f"<circle cx='{x}' cy='{y}' r='{r - 0.9}' fill='var(--surface)' stroke='var(--us)' "
            f"stroke-width='1.8' stroke-dasharray='2.9 2'/>"
        )
    if access == AS_PLAYED:
        return (
            f"<circle cx='{x}' cy='{y}' r='{r - 0.9}' fill='none' stroke='var(--act)' stroke-width='1.8'/>"
            f"<circle cx='{x}' cy='{y}' r='{0.36 * r:.1f}' fill='var(--act)'/>"
        )
    if access == "support":
        e = r - 0.8
        return (
            f"<circle cx='{x}' cy='{y}' r='{e}' fill='var(--surface)' stroke='var(--us)' stroke-width='1.6'/>"
            f"<path d='M{x} {y - e}A{e} {e} 0 0 0 {x} {y + e}z' fill='var(--us)'/>"
        )
    if access == "combat":
        return f"<circle cx='{x}' cy='{y}' r='{r}' fill='var(--us)'/>"
    if access == "join":
        return (
            f"<circle cx='{x}' cy='{y}' r='{r - 0.5}' fill='var(--us)'/>"
            f"<circle cx='{x}' cy='{y}' r='{r + 1.6}' fill='none' stroke='var(--japan)' stroke-width='1.8'/>"
        )
    if access == "sdf":
        return f"<circle cx='{x}' cy='{y}' r='{0.75 * r:.1f}' fill='var(--japan)'/>"
    return (  # a field of the SDF or a civil one, not opened
        f"<circle cx='{x}' cy='{y}' r='{0.62 * r:.1f}' fill='var(--surface)' stroke='var(--japan)' stroke-width='1.8'/>"
    )


def host_shape(access: str, x: float, y: float, r: float = 5.5) -> str:
    """A base of another host: a square, dashed until it opens."""
    box = f"x='{x - r + 1}' y='{y - r + 1}' width='{2 * r - 2}' height='{2 * r - 2}'"
    if access in ("combat", "join"):
        return f"<rect {box} fill='var(--us)' stroke='var(--us)' stroke-width='1.6'/>"
    dash = "" if access == "support" else " stroke-dasharray='2.6 2'"
    half = f"<path d='M{x - r + 1} {y - r + 1}h{r - 1}v{2 * r - 2}h{1 - r}z' fill='var(--us)'/>"
    return (
        f"<rect {box} fill='var(--surface)' stroke='var(--us)' stroke-width='1.6'{dash}/>"
        f"{half if access == 'support' else ''}"
    )


def arc(x: float, y: float, r: float, start: float, end: float) -> str:
    """Path of a circle's arc from share `start` to share `end`, clockwise from noon."""
    if end - start >= 0.999:
        return f"M{x} {y - r}A{r} {r} 0 1 1 {x - 0.01} {y - r}z"
    (x0, y0), (x1, y1) = ((x + r * sin(2 * pi * s), y - r * cos(2 * pi * s)) for s in (start, end))
    return f"M{x0:.1f} {y0:.1f}A{r} {r} 0 {int(end - start > 0.5)} 1 {x1:.1f} {y1:.1f}"


def damage_ring(x: float, y: float, r: float, open_share: float) -> str:
    """Runways round a base: solid ink is open, broken vermillion is shut and being repaired."""
    ring = ""
    if open_share > 0.001:
        ring += f"<path d='{arc(x, y, r, 0, open_share)}' fill='none' stroke='var(--ink)' stroke-width='2.6'/>"
    if open_share < 0.999:
        ring += (
            f"<path d='{arc(x, y, r, max(open_share, 0), 1)}' fill='none' stroke='var(--china)' "
            f"stroke-width='2.6' stroke-dasharray='3 2'/>"
        )
    return ring


def glyph(shape: str, size: int = 16, label: str = "") -> Markup:
    """A mark as a small picture within a line of text; silent to a screen reader unless it has a label."""
    role = f"role='img' aria-label='{text(label)}'" if label else "aria-hidden='true'"
    return Markup(f"<svg class='glyph' width='{size}' height='{size}' viewBox='0 0 {size} {size}' {role}>{shape}</svg>")


def side_glyph(side: str | None, size: int = 14) -> Markup:
    """A side's shape within a line of text; an open circle for a watcher."""
    return glyph(side_shape(side or "watch", size / 2, size / 2, size / 2 - 1), size)


def access_glyph(access: str, size: int = 18) -> Markup:
    """An access mark within a line of text."""
    return glyph(access_shape(access, size / 2, size / 2, size / 2 - 2.6), size)


# As within a sentence.
THERE = {
    "refuse": say("where Tokyo refuses"),
    "support": say("with support only"),
    "combat": say("with US combat operations"),
    "join": say("where Japan joins"),
}

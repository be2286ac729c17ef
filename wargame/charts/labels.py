"""Names on a map that do not run into each other: each takes the first place round its mark that is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.charts.marks import letters
from wargame.text.html import text

LINE = 14.0
AIR = 2.0


@dataclass(frozen=True)
class Label:
    """One line of a name."""

    words: str
    kind: str  # "strong" or ""
    indent: float = 0.0  # room in front of it, for a bar

    @property
    def width(self) -> float:
        return self.indent + (6.5 if self.kind else 5.9) * letters(self.words)


class Labels:
    """The room on one map: rectangles that are taken."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.taken: list[tuple[float, float, float, float]] = []

    def block(self, x: float, y: float, r: float) -> None:
        """Keep names off a mark."""
        self.taken.append((x - r, y - r, 2 * r, 2 * r))

    def take(self, x: float, y: float, wide: float, high: float) -> bool:
        """Take a rectangle, with some air at its sides, if it is free and inside the map."""
        x, wide = x - AIR, wide + 2 * AIR
        if x < 4 or y < 4 or x + wide > self.width - 4 or y + high > self.height - 4:
            return False
        for tx, ty, tw, th in self.taken:
            if x < tx + tw and tx < x + wide and y < ty + th and ty < y + high:
                return False
        self.taken.append((x, y, wide, high))
        return True

    def write(self, x: float, y: float, lines: Sequence[Label], gap: float, bar: float = 0.0) -> str:
        """Lines of a name beside a mark: all of them if there is room, else the first alone, else none."""
        for count in range(len(lines), 0, -1):
            placed = self._write(x, y, lines[:count], gap, bar if count > 1 else 0.0)
            if placed:
                return placed
        return ""

    def _write(self, x: float, y: float, lines: Sequence[Label], gap: float, bar: float) -> str:
        wide = max(line.width for line in lines)
        high = LINE * len(lines)
        near = 0.75 * gap
        for left, top, anchor in (
            (x + gap, y - high / 2, "start"),
            (x - gap - wide, y - high / 2, "end"),
            (x + near, y + near, "start"),
            (x + near, y - near - high, "start"),
            (x - near - wide, y + near, "end"),
            (x - near - wide, y - near - high, "end"),
            (x - wide / 2, y + gap, "middle"),
            (x - wide / 2, y - gap - high, "middle"),
        ):
            if bar and anchor == "middle":
                anchor = "start"  # a bar stands beside its words
            if self.take(left, top, wide, high):
                return self._draw(left, top, wide, lines, anchor, bar)
        return ""

    def _draw(self, left: float, top: float, wide: float, lines: Sequence[Label], anchor: str, bar: float) -> str:
        x = {"start": left, "end": left + wide, "middle": left + wide / 2}[anchor]
        parts = []
        for i, line in enumerate(lines):
            y = top + 11 + i * LINE
            at = x + (line.indent if anchor == "start" else 0)
            parts.append(
                f"<text class='{line.kind}' x='{at:.1f}' y='{y:.1f}' text-anchor='{anchor}'>{text(line.words)}</text>"
            )
            if bar and line.indent:
                starts = x if anchor == "start" else x - (line.width - line.indent) - 4 - bar
                parts.append(f"<rect x='{starts:.1f}' y='{y - 7:.1f}' width='{bar:.1f}' height='5' fill='var(--us)'/>")
        return "".join(parts)

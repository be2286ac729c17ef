"""Who turned to Beijing: the states of the region, who follows whom, and in which wave each turned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from wargame.charts.marks import side_shape
from wargame.text.html import text
from wargame.text.language import tr

WIDE, HIGH = 392, 236


def cascade(waves: Mapping[str, int], ties: Sequence[tuple[str, str, float]]) -> str:
    """The states on an oval; a line for each state that follows another, thicker the more it does.

    Args:
        waves: state to the wave in which it turned; 0 for one that stayed.
        ties: (state, whom it follows, share).
    """
    states = list(waves)
    at = {name: _place(i, len(states)) for i, name in enumerate(states)}
    lines = "".join(
        f"<path d='M{at[one][0]:.1f} {at[one][1]:.1f}L{at[other][0]:.1f} {at[other][1]:.1f}' stroke='var(--"
        f"{'china' if 0 < waves[other] < waves[one] else 'line'})' stroke-width='{0.8 + 3.5 * weight:.1f}'/>"
        for one, other, weight in ties
        if one in at and other in at
    )
    marks = "".join(_mark(*at[name], wave) + _name(*at[name], name) for name, wave in waves.items())
    turned = ", ".join(f"{tr(name)} {wave}" for name, wave in waves.items() if wave)
    words = tr("States of the region and who follows whom. Turned, by wave: {turned}", turned=turned or tr("none"))
    return (
        f"<svg class='cascade' role='img' aria-label='{text(words)}' width='{WIDE}' height='{HIGH}' "
        f"viewBox='0 0 {WIDE} {HIGH}'>{lines}{marks}</svg>"
    )


def _place(i: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * i / max(count, 1) - pi / 2
    return WIDE / 2 + 104 * cos(angle), HIGH / 2 + 84 * sin(angle)


def _mark(x: float, y: float, wave: int) -> str:
    if not wave:
        return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='6' fill='var(--paper)' stroke='var(--ink3)' stroke-width='1.5'/>"
    return (
        f"{side_shape('china', x, y, 10)}<text x='{x:.1f}' y='{y + 4:.1f}' text-anchor='middle' "
        f"style='fill:var(--paper);font-weight:600;font-size:12px'>{wave}</text>"
    )


def _name(x: float, y: float, name: str) -> str:
    side = x - WIDE / 2
    if abs(side) < 30:
        below = y > HIGH / 2
        return f"<text x='{x:.1f}' y='{y + (24 if below else -15):.1f}' text-anchor='middle'>{text(name)}</text>"
    anchor = "start" if side > 0 else "end"
    return f"<text x='{x + (15 if side > 0 else -15):.1f}' y='{y + 4:.1f}' text-anchor='{anchor}'>{text(name)}</text>"

"""A reliability diagram: to the right what was estimated, upwards how often it came true; equal on the diagonal."""

from __future__ import annotations

from wargame.analysis.evidence.reliability import FEW, Reliability
from wargame.text.html import number, text
from wargame.text.language import tr

LEFT, RIGHT, TOP, BELOW = 46, 20, 12, 44  # room round the plot


def reliability_diagram(found: Reliability, width: int = 358) -> str:
    """Each bin as a dot with the 95% interval of its share; a hollow dot has few wars.

    Args:
        found: estimates beside what happened.
        width: of the picture; the plot in it is square.
    """
    side = width - LEFT - RIGHT
    height = TOP + side + BELOW

    def across(share: float) -> float:
        return LEFT + side * share

    def up(share: float) -> float:
        return TOP + side * (1 - share)

    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y, mark = across(share), up(share), f"{100 * share:.0f}%"
        parts.append(f"<path d='M{x:.1f} {TOP}v{side}M{LEFT} {y:.1f}h{side}' stroke='var(--line)' fill='none'/>")
        parts.append(f"<text class='faint' x='{x:.1f}' y='{TOP + side + 17}' text-anchor='middle'>{mark}</text>")
        parts.append(f"<text class='faint' x='{LEFT - 8}' y='{y + 4:.1f}' text-anchor='end'>{mark}</text>")
    parts.append(
        f"<path d='M{across(0):.1f} {up(0):.1f}L{across(1):.1f} "
        f"{up(1):.1f}' stroke='var(--line2)' stroke-width='1.5' stroke-dasharray='5 4' fill='none'/>"
        f"<text x='{across(0.5):.1f}' y='{height - 6}' text-anchor='middle'>"
        f"{tr('Beijing’s estimate before the war')}</text><text transform='translate(12 "
        f"{up(0.5):.1f}) rotate(-90)' text-anchor='middle'>{tr('wars that it won')}</text>"
    )
    said = []
    for each in found.bins:
        x, (low, high) = across(each.estimated), each.interval
        words = tr(
            "estimated {estimated:.0f}%, won {won} of {wars}, {share:.0f}%, interval {low:.0f} to {high:.0f}%",
            estimated=100 * each.estimated,
            won=number(each.won),
            wars=number(each.wars),
            share=100 * each.share,
            low=100 * low,
            high=100 * high,
        )
        said.append(words)
        parts.append(
            f"<g><title>{text(words)}</title><path d='M{x:.1f} {up(low):.1f}V{up(high):.1f}M{x - 4:.1f} {up(low):.1f}h8"
            f"M{x - 4:.1f} {up(high):.1f}h8' stroke='var(--act)' stroke-width='1.5' fill='none'/>"
            f"<circle cx='{x:.1f}' cy='{up(each.share):.1f}' r='4.5' stroke='var(--act)' stroke-width='1.8' "
            f"fill='var({'--paper' if each.wars < FEW else '--act'})'/></g>"
        )
    label = tr(
        "Beijing's estimate beside the wars it won, {wars} wars. {said}",
        wars=number(found.wars),
        said=tr(". ").join(said),
    )
    return (
        f"<svg class='reliability' role='img' aria-label='{text(label)}' width='{width}' height='{height}' "
        f"viewBox='0 0 {width} {height}'>{''.join(parts)}</svg>"
    )

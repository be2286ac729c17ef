"""Things that are counted one by one: landing ships, merchant ships, battalions, stocks."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from markupsafe import Markup

from wargame.text.html import number, text
from wargame.text.language import tr
from wargame.text.phrase import say

WIDTH = 204
FATES = {"arrived": say("arrived"), "turned": say("turned back"), "sunk": say("sunk"), "stayed": say("did not sail")}
MOST_HULLS = 100  # merchants drawn one by one; beyond, a hull stands for several


def hulls(left: int, start: int) -> Markup:
    """One hull for each landing ship; filled means afloat."""
    across, dx, dy = 16, 12.75, 10
    rows = max(1, -(-start // across))
    shapes = []
    for i in range(start):
        x, y = (i % across) * dx, (i // across) * dy
        afloat = "fill='var(--china)'" if i < left else "fill='none' stroke='var(--ink3)' stroke-width='.8'"
        shapes.append(f"<path d='M{x + 0.5:.1f} {y + 1}h7l3 2.6l-3 2.6h-7z' {afloat}/>")
    sentence = tr("{left} of {start} landing ships afloat", left=left, start=start)
    return _figure(sentence, rows * dy, "".join(shapes))


def battalions(ashore: int, new: int) -> Markup:
    """One block for each battalion ashore; outlined ones came this turn."""
    across, dx, dy = 34, 6, 13
    shown = min(max(ashore, across), across * 5)
    shapes = []
    for i in range(shown):
        x, y = (i % across) * dx, (i // across) * dy
        if i >= ashore:
            paint = "fill='none' stroke='var(--line)'"
        elif i >= ashore - new:
            paint = "fill='var(--china-soft)' stroke='var(--china)'"
        else:
            paint = "fill='var(--china)' stroke='var(--china)'"
        shapes.append(f"<rect x='{x + 0.6:.1f}' y='{y + 1}' width='4.2' height='8.6' {paint}/>")
    sentence = tr("{ashore} battalions ashore, {new} of them new this turn", ashore=ashore, new=new)
    return _figure(sentence, -(-shown // across) * dy, "".join(shapes))


def merchants(fates: Mapping[str, int]) -> Markup:
    """One hull for each merchant ship that is needed, in the order of FATES, so that they add up."""
    across, dx, dy = 20, 10.2, 10
    each = max(1, ceil(sum(fates.values()) / MOST_HULLS))
    row = [fate for fate in FATES for _ in range(ceil(fates[fate] / each))]
    shapes = [merchant(fate, round((i % across) * dx + 0.5, 1), (i // across) * dy + 1) for i, fate in enumerate(row)]
    sentence = tr(
        "Of {needed} ships needed, {fates}",
        needed=sum(fates.values()),
        fates=tr(", ").join(f"{fates[f]} {tr(FATES[f])}" for f in FATES),
    )
    return _figure(sentence, max(1, ceil(len(row) / across)) * dy, "".join(shapes))


def merchant(fate: str, x: float, y: float) -> str:
    """A merchant ship by what became of it: on its way, about, crossed out, or in outline where it never sailed."""
    if fate == "sunk":
        return f"<path d='M{x + 1} {y}l6 6m0 -6l-6 6' stroke='var(--china)' stroke-width='2' fill='none'/>"
    if fate == "turned":
        return (
            f"<path d='M{x + 8.4:.1f} {y}h-5.6l-2.8 2.8l2.8 2.8h5.6z' fill='var(--china-soft)' stroke='var(--china)'/>"
        )
    paint = "fill='var(--taiwan)'" if fate == "arrived" else "fill='none' stroke='var(--ink3)' stroke-width='.8'"
    return f"<path d='M{x} {y}h5.6l2.8 2.8l-2.8 2.8h-5.6z' {paint}/>"


def stock_bar(label: str, side: str, left: float, start: float, at_most: float | None = None) -> Markup:
    """What is left of a stock: solid is at least, pale is up to, where an enemy's stock is only estimated."""
    share = 0.0 if start <= 0 else min(max(left / start, 0), 1)
    upper = share if at_most is None or start <= 0 else min(max(at_most / start, share), 1)
    bars = f"<rect x='.5' y='.5' width='{WIDTH - 1}' height='5' fill='var(--sunk)' stroke='var(--line2)'/>"
    if upper > share:
        bars += f"<rect x='.5' y='.5' width='{upper * (WIDTH - 1):.1f}' height='5' fill='var(--{side})' opacity='.45'/>"
    bars += f"<rect x='.5' y='.5' width='{share * (WIDTH - 1):.1f}' height='5' fill='var(--{side})'/>"
    much = number(left) if at_most is None else tr("{low} to {high}", low=number(left), high=number(at_most))
    return _figure(tr("{label}: {much} of {start} left", label=tr(label), much=much, start=number(start)), 6, bars)


def days_bar(label: str, side: str, left: float, start: float) -> Markup:
    """Days that a stock lasts; a tick marks those of the start, which convoys may add to."""
    scale = max(left, start, 1)
    tick = start / scale * (WIDTH - 2) + 1
    bars = (
        f"<rect x='.5' y='1.5' width='{WIDTH - 1}' height='5' fill='var(--sunk)' stroke='var(--line2)'/>"
        f"<rect x='.5' y='1.5' width='{left / scale * (WIDTH - 1):.1f}' height='5' fill='var(--{side})'/>"
        f"<path d='M{tick:.1f} 0v8' stroke='var(--ink)' stroke-width='1.6'/>"
    )
    return _figure(
        tr("{label}: {left} days left, {start} at the start", label=tr(label), left=number(left), start=number(start)),
        8,
        bars,
    )


def share_bar(label: str, side: str, share: float) -> Markup:
    """A share of a whole as a bar."""
    return stock_bar(label, side, 100 * share, 100)


def _figure(sentence: str, height: float, shapes: str) -> Markup:
    return Markup(
        f"<svg class='units' role='img' aria-label='{text(sentence)}' width='100%' "
        f"viewBox='0 0 {WIDTH} {height:.0f}'>{shapes}</svg>"
    )

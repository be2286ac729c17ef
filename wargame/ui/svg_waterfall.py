"""Why: a score walked from zero, one bar for each reason, over the steps of the ladder it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wargame.ui.marks import STANCE_NAMES, access_shape, signed, text

ROW, HEAD = 17, 36


def waterfall(
    title: str,
    contributions: Sequence[tuple[str, float]],
    score: float,
    cuts: Sequence[tuple[str, float]] = (),
    width: int = 540,
    names: int = 170,
) -> str:
    """Bars walk from 0 along the score: filled goes up the ladder, hollow goes down.

    Args:
        title: what was decided, for the sentence of the picture.
        contributions: reason and how much it adds, in the order in which they are walked.
        score: where the walk ends.
        cuts: name of each step and the score at which it begins; the step reached is tinted.
        width: of the picture; it is redrawn narrower on a phone, never shrunk.
        names: room for the reasons' names.
    """
    left, right = names + 52, width - 8
    walk = [0.0]
    for _, part in contributions:
        walk.append(walk[-1] + part)
    edges = [*walk, score, *(at for _, at in cuts if abs(at) < 50)]
    pad = 0.08 * (max(edges) - min(edges)) + 0.15
    low, high = min(edges) - pad, max(edges) + pad

    def at(value: float) -> float:
        return left + (min(max(value, low), high) - low) / (high - low) * (right - left)

    head = HEAD if cuts else 4
    bottom = head + ROW * (len(contributions) + 1) + 4
    parts = [_ladder(cuts, score, at, head, bottom, low, high)] if cuts else []
    parts.append(f"<path d='M{at(0):.1f} {head}V{bottom}' stroke='var(--ink3)'/>")
    for i, (name, part) in enumerate(contributions):
        y = head + 4 + i * ROW
        a, b = sorted((at(walk[i]), at(walk[i + 1])))
        paint = "fill='var(--act)'" if part >= 0 else "fill='var(--surface)' stroke='var(--act)' stroke-width='1.3'"
        parts.append(
            f"<text x='{names}' y='{y + 10}' text-anchor='end'>{text(_short(name, names))}</text>"
            f"<text class='strong' x='{names + 46}' y='{y + 10}' text-anchor='end'>{signed(part)}</text>"
            f"<rect x='{a:.1f}' y='{y + 1}' width='{max(b - a, 1):.1f}' height='10' {paint}/>"
            f"<path d='M{at(walk[i + 1]):.1f} {y + 11}v{ROW - 10}' stroke='var(--act)'/>"
        )
    y = head + 4 + len(contributions) * ROW
    parts.append(
        f"<text class='strong' x='{names}' y='{y + 10}' text-anchor='end'>Score</text>"
        f"<text class='strong' x='{names + 46}' y='{y + 10}' text-anchor='end'>{signed(score)}</text>"
        f"<circle cx='{at(score):.1f}' cy='{y + 7}' r='5' fill='var(--us)' stroke='var(--surface)' "
        "stroke-width='1.2'/>"
    )
    reasons = "; ".join(f"{name} {signed(part)}" for name, part in contributions)
    sentence = f"{title}. {reasons}. Score {signed(score)}"
    return (
        f"<svg class='waterfall' role='img' aria-label='{text(sentence)}' width='{width}' "
        f"height='{bottom + 2}' "
        f"viewBox='0 0 {width} {bottom + 2}'>{''.join(parts)}</svg>"
    )


def reached(cuts: Sequence[tuple[str, float]], score: float) -> int:
    """Which step of the ladder a score has reached."""
    return max((i for i, (_, begins) in enumerate(cuts) if score >= begins), default=0)


def _ladder(
    cuts: Sequence[tuple[str, float]],
    score: float,
    at: Callable[[float], float],
    head: int,
    bottom: int,
    low: float,
    high: float,
) -> str:
    here = reached(cuts, score)
    parts = []
    for i, (name, begins) in enumerate(cuts):
        a = at(max(begins, low)) if i else at(low)
        b = at(cuts[i + 1][1]) if i + 1 < len(cuts) else at(high)
        tint = "var(--us-soft)" if i == here else "var(--sunk)"
        if b <= a:
            continue
        parts.append(f"<rect x='{a:.1f}' y='{head}' width='{b - a:.1f}' height='{bottom - head}' fill='{tint}'/>")
        if i:
            parts.append(f"<path d='M{a:.1f} {head}V{bottom}' stroke='var(--line2)' stroke-dasharray='2 3'/>")
        middle = (a + b) / 2
        if name in STANCE_NAMES:
            parts.append(access_shape(name, round(middle, 1), 8, 5.5))
            name = {"refuse": "refuse", "support": "support", "combat": "US combat", "join": "join"}[name]
        if i == here or b - a > 6.2 * len(name):
            strong = "class='strong'" if i == here else ""
            parts.append(f"<text {strong} x='{middle:.1f}' y='29' text-anchor='middle'>{text(name)}</text>")
    return "".join(parts)


def _short(name: str, room: int) -> str:
    name, most = name[:1].upper() + name[1:], int(room / 6.1)
    return name if len(name) <= most else name[: most - 1] + "…"

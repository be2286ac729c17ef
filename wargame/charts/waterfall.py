"""Why: a score walked from zero, one bar for each reason, over the steps of the ladder it decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import inf, log
from typing import TYPE_CHECKING

from wargame.charts.marks import access_shape, broken, letters
from wargame.text.html import signed, text
from wargame.text.language import tr

if TYPE_CHECKING:
    from wargame.engine.explain import Explanation

ROW, HEAD = 17, 36
LETTER, LINE = 6.1, 14  # how wide a letter is, and how far below its first line a name goes on
WEIGHTLESS = 0.005  # a reason that adds less is named below, not drawn
LONGEST_THROW = 4.0  # a die is drawn at most this far; it decides no less beyond
COUNTED = 5.0  # what is as large as this is a count, and has no hundredths


def waterfall(why: Explanation, width: int = 540, names: int = 204) -> str:
    """Bars walk from 0 along the score: filled goes up the ladder, hollow goes down, hatched is the die.

    Where each reason moves another thing, every bar begins at 0, and there is no sum.

    Args:
        why: the reasons; with cuts, the background is the ladder and the step that was reached is tinted.
        width: of the picture; it is redrawn narrower on a phone, never shrunk.
        names: room for the reasons' names.
    """
    rows = weighing(why)
    thrown = throw(why)
    end = 0.0 if why.apart else why.score + thrown
    walk = _walk(why, rows)
    edges = [*(edge for step in walk for edge in step), 0.0, end, *(begins for _, begins in why.cuts)]
    edges += [] if why.apart else [why.score]
    pad = 0.08 * (max(edges) - min(edges)) + 0.15
    low, high = min(edges) - pad, max(edges) + pad
    left, right = names + 52, width - 8

    def at(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    head = HEAD if why.cuts else 4
    named = [broken(name, int(names / LETTER)) for name, _ in rows]
    lines = (1 if thrown else 0) + (0 if why.apart else 1)
    bottom = head + sum(ROW + LINE * (len(name) - 1) for name in named) + ROW * lines + 4
    parts = [_ladder(why, end, at, head, bottom, low, high)] if why.cuts else []
    parts.append(f"<path d='M{at(0):.1f} {head}V{bottom}' stroke='var(--ink3)'/>")
    y = head + 4
    for (_, part), name, (begins, ends) in zip(rows, named, walk, strict=True):
        paint = "fill='var(--act)'" if part >= 0 else "fill='var(--surface)' stroke='var(--act)' stroke-width='1.3'"
        on = 0 if why.apart else ROW - 10 + LINE * (len(name) - 1)
        parts.append(_bar(name, part, at(begins), at(ends), y, names, paint, _digits(why), on))
        y += ROW + LINE * (len(name) - 1)
    if thrown:
        paint = "fill='var(--act-soft)' stroke='var(--act)' stroke-dasharray='2 2'"
        parts.append(_bar([tr("The die")], thrown, at(why.score), at(end), y, names, paint))
        y += ROW
    if not why.apart:
        total = tr("Sum") if thrown or not why.cuts else tr("Score")
        parts.append(
            f"<text class='strong' x='{names}' y='{y + 10}' text-anchor='end'>{total}</text>"
            f"<text class='strong' x='{names + 46}' y='{y + 10}' text-anchor='end'>{signed(end, _digits(why))}</text>"
            f"<circle cx='{at(end):.1f}' cy='{y + 7}' r='5' fill='var(--us)' stroke='var(--surface)' "
            "stroke-width='1.2'/>"
        )
    return (
        f"<svg class='waterfall' role='img' aria-label='{text(_sentence(why, rows, thrown, end))}' width='{width}' "
        f"height='{bottom + 2}' viewBox='0 0 {width} {bottom + 2}'>{''.join(parts)}</svg>"
    )


def _walk(why: Explanation, rows: Sequence[tuple[str, float]]) -> list[tuple[float, float]]:
    """From where to where each bar goes."""
    if why.apart:
        return [(0.0, part) for _, part in rows]
    return list(pairwise(accumulate((part for _, part in rows), initial=0.0)))


def weighing(why: Explanation) -> list[tuple[str, float]]:
    """The reasons that weigh something, in their order."""
    return [(_capital(tr(name)), part) for name, part in why.contributions if abs(part) >= WEIGHTLESS]


def throw(why: Explanation) -> float:
    """What the die adds to the score where a ladder is climbed: its logit, as in an ordered logit."""
    if not why.cuts or why.die is None:
        return 0.0
    die = min(max(why.die, 1e-9), 1 - 1e-9)
    return max(-LONGEST_THROW, min(LONGEST_THROW, log(die / (1 - die))))


def reached(why: Explanation) -> int:
    """The number of the step that was reached; 0 is below all cuts."""
    end = why.score + throw(why)
    return sum(end > begins for _, begins in why.cuts)


def steps(why: Explanation) -> list[tuple[str, float, float]]:
    """Every step of the ladder: name, where it begins and where it ends."""
    begins = [-inf, *(at for _, at in why.cuts)]
    ends = [*begins[1:], inf]
    return list(zip([why.lowest, *(name for name, _ in why.cuts)], begins, ends, strict=True))


def _digits(why: Explanation) -> int:
    """Two for scores; for counts of ships and the like none, or one where they are not whole."""
    values = [part for _, part in why.contributions] + [why.score]
    if why.cuts or max(abs(value) for value in values) < COUNTED:
        return 2
    return 0 if all(abs(value - round(value)) < WEIGHTLESS for value in values) else 1


def _bar(
    name: Sequence[str],
    part: float,
    start: float,
    end: float,
    y: int,
    names: int,
    paint: str,
    digits: int = 2,
    on: int = ROW - 10,
) -> str:
    """A bar with its name in lines; a line from its end leads on to the next, so far below."""
    a, b = sorted((start, end))
    words = "".join(
        f"<text x='{names}' y='{y + 10 + i * LINE}' text-anchor='end'>{text(line)}</text>"
        for i, line in enumerate(name)
    )
    leads = f"<path d='M{end:.1f} {y + 11}v{on}' stroke='var(--act)'/>" if on else ""
    return (
        f"{words}<text class='strong' x='{names + 46}' y='{y + 10}' text-anchor='end'>{signed(part, digits)}</text>"
        f"<rect x='{a:.1f}' y='{y + 1}' width='{max(b - a, 1):.1f}' height='10' {paint}/>{leads}"
    )


def _ladder(
    why: Explanation, end: float, at: Callable[[float], float], head: int, bottom: int, low: float, high: float
) -> str:
    here = reached(why)
    parts = []
    taken = _written(why, here, at, low, high)
    for i, (name, begins, ends) in enumerate(steps(why)):
        a, b = at(max(begins, low)), at(min(ends, high))
        tint = "var(--us-soft)" if i == here else "var(--sunk)"
        parts.append(f"<rect x='{a:.1f}' y='{head}' width='{b - a:.1f}' height='{bottom - head}' fill='{tint}'/>")
        if i:
            parts.append(f"<path d='M{a:.1f} {head}V{bottom}' stroke='var(--line2)' stroke-dasharray='2 3'/>")
        middle = (a + b) / 2
        if why.access:
            parts.append(access_shape(why.access[i], round(middle, 1), 8, 5.5))
        wide = 6.3 * letters(tr(name))
        x = min(max(middle, at(low) + wide / 2), at(high) - wide / 2)
        free = x + wide / 2 < taken[0] or x - wide / 2 > taken[1]
        if i == here or (b - a > wide and free):
            strong = "class='strong'" if i == here else ""
            parts.append(f"<text {strong} x='{x:.1f}' y='29' text-anchor='middle'>{text(name)}</text>")
    return "".join(parts)


def _written(why: Explanation, here: int, at: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    """From where to where the name of the step that was reached stands; other names keep off it."""
    name, begins, ends = steps(why)[here]
    wide = 6.3 * letters(tr(name))
    middle = (at(max(begins, low)) + at(min(ends, high))) / 2
    x = min(max(middle, at(low) + wide / 2), at(high) - wide / 2)
    return x - wide / 2, x + wide / 2


def _sentence(why: Explanation, rows: Sequence[tuple[str, float]], thrown: float, end: float) -> str:
    digits = _digits(why)
    words = [tr(why.title), tr("; ").join(f"{name} {signed(part, digits)}" for name, part in rows)]
    if thrown:
        words.append(tr("The die {thrown}", thrown=signed(thrown)))
    if why.apart:
        return tr(". ").join(words)
    words.append(
        tr("Sum {end}", end=signed(end, digits)) + (tr(": ") + tr(steps(why)[reached(why)][0]) if why.cuts else "")
    )
    return tr(". ").join(words)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

"""Luck and decision: games with the same orders and other dice, and the same dice under other stances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wargame.charts.marks import broken
from wargame.charts.marks import letters as width_of
from wargame.charts.outcomes import HATCHED, LABELS, STEPS
from wargame.engine.outcome import KEYS, OUTCOMES
from wargame.engine.parameters import Array
from wargame.text.html import number, text
from wargame.text.language import tr

FOUGHT = KEYS.index("decisive_defeat")  # from here on a landing was tried
LEAST_WARS = 0.5  # share of games with a landing from which battalions are the axis
MIDDLE = (0.05, 0.95)  # the range that is drawn holds 90 of 100 games
STEP, DOT = 6.0, 2.4  # pixels from one dot to the next, and its radius
BLOCK, GAP = 13, 34  # dots across in the block of games without a landing; pixels between it and the axis
DEEP = 18  # dots in a column of that block, where it can be wider
HIGH = 26  # dots in a column at most
ORDER = sorted(range(len(OUTCOMES)), key=lambda i: (OUTCOMES[i].severity, i))  # best for Taiwan first
LETTER = 5.9  # pixels
PHONE = 480  # pixels below which the drawing is narrow
Drawn = tuple[list[str], "Callable[[End], float]", float]  # the marks, where an end stands, and how high it is


@dataclass(frozen=True)
class End:
    """How one game ended."""

    outcome: str
    battalions: float = 0.0  # Chinese, on Taiwan at the end

    @property
    def fought(self) -> bool:
        return KEYS.index(self.outcome) >= FOUGHT


def by_battalions(dice: Sequence[End], own: End) -> bool:
    """Whether the dots stand by battalions ashore; else by outcome."""
    return own.fought or sum(end.fought for end in dice) >= LEAST_WARS * len(dice)


def rank(end: End, battalions: bool) -> float:
    """Where a game stands on the axis: below 0 without a landing."""
    if battalions:
        return end.battalions if end.fought else -1.0
    return float(ORDER.index(KEYS.index(end.outcome)))


def middle(dice: Sequence[End], battalions: bool) -> tuple[End, End]:
    """The two games between which 90 of 100 lie."""
    ordered = sorted(dice, key=lambda end: rank(end, battalions))
    low, high = (ordered[round(share * (len(ordered) - 1))] for share in MIDDLE)
    return low, high


def words(end: End, battalions: bool) -> str:
    """A place on the axis in words."""
    if not battalions:
        return tr(LABELS[end.outcome])
    return number(end.battalions) if end.fought else tr("no landing")


def finding(dice: Sequence[End], own: End) -> str:
    """How the game that was played compares with those of other dice."""
    wars = [end for end in dice if end.fought]
    if own.fought and wars:
        more = sum(round(end.battalions) > round(own.battalions) for end in wars)
        fewer = sum(round(end.battalions) < round(own.battalions) for end in wars)
        if more >= fewer:
            return tr("fewer ashore than in {more} of the {wars} wars", more=more, wars=len(wars))
        return tr("more ashore than in {fewer} of the {wars} wars", fewer=fewer, wars=len(wars))
    alike = sum(end.outcome == own.outcome for end in dice)
    return tr("ended as in {alike} of {dice}", alike=alike, dice=len(dice))


def luck(dice: Sequence[End], own: End, others: Sequence[End], width: int = 860) -> str:
    """Every game as a dot, this one marked; below, on the same axis, both ranges.

    Args:
        dice: games with these orders and other dice.
        own: the game that was played.
        others: the same dice under the other stances, the game itself among them.
        width: of the picture.
    """
    battalions = by_battalions(dice, own)
    if width < PHONE and not battalions:
        return _rows(dice, own, others, width)
    draw = _by_battalions if battalions else _by_outcome
    parts, at, high = draw(dice, own, others, width)
    narrow = width < PHONE
    for name, (low, upper), tone, y in (
        (tr("Other dice, your orders"), middle(dice, battalions), "var(--line2)", high + 32),
        (tr("Your dice, other stances"), _ends(others, battalions), "var(--act)", high + (80 if narrow else 70)),
    ):
        parts += _range(name, at(low), at(upper), at(own), _from_to(low, upper, battalions), tone, y, width)
    total = high + (92 if narrow else 82)
    sentence = tr(
        "{dice} games with your orders and other dice. This game: {finding}. Other dice, 90 of 100 "
        "games: {middle}. Your dice under other stances: {ends}.",
        dice=len(dice),
        finding=finding(dice, own),
        middle=_from_to(*middle(dice, battalions), battalions),
        ends=_from_to(*_ends(others, battalions), battalions),
    )
    return (
        f"<svg class='luck' role='img' aria-label='{text(sentence)}' width='{width}' height='{total:.0f}' "
        f"viewBox='0 0 {width} {total:.0f}'>{''.join(parts)}</svg>"
    )


def _from_to(low: End, high: End, battalions: bool) -> str:
    one, other = words(low, battalions), words(high, battalions)
    return one if one == other else tr("{low} to {high}", low=one, high=other)


def _ends(others: Sequence[End], battalions: bool) -> tuple[End, End]:
    ordered = sorted(others, key=lambda end: rank(end, battalions))
    return ordered[0], ordered[-1]


def _range(name: str, low: float, high: float, own: float, said: str, tone: str, y: float, width: int) -> list[str]:
    """A bar from the lowest to the highest place, the game's own ticked; its name stands above it."""
    return [
        f"<text x='0' y='{y - 12:.1f}'><tspan>{text(name)}{tr(': ')}</tspan>"
        f"<tspan style='font-weight:600;fill:var(--ink)'>{text(said)}</tspan></text>",
        f"<path d='M0 {y:.1f}H{width}' stroke='var(--line)'/>",
        f"<path d='M{low - 3:.1f} {y:.1f}H{high + 3:.1f}' stroke='{tone}' stroke-width='5'/>",
        f"<path d='M{own:.1f} {y - 6:.1f}v12' stroke='var(--ink)' stroke-width='2'/>",
    ]


def _dot(x: float, y: float, key: str, r: float = DOT) -> str:
    """Filled where there was a landing, a ring where there was none."""
    fill, edge = paint(key)
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{r - 0.2:.1f}' fill='{fill}' stroke='{edge}' stroke-width='1.1'/>"


def paint(key: str) -> tuple[str, str]:
    """What a dot is filled with, and its edge."""
    if key == "nuclear":
        return "var(--ink)", "var(--ink)"
    colour = f"var(--o{STEPS[key]})"
    if key in HATCHED:
        return "none", colour
    return ("none", "var(--ink2)") if key == "deterred" else (colour, colour)


def _mine(x: float, y: float, key: str, said: str, width: int) -> str:
    """The game that was played: a large ring with a line up to its words."""
    wide = LETTER * width_of(said) + 8
    anchor, at = ("start", x + 6) if x + wide <= width else ("end", x - 6)
    if anchor == "end" and x < wide:
        anchor, at = "end", float(width)
    return (
        f"<path d='M{x:.1f} 31V{y - 6:.1f}' stroke='var(--ink)' stroke-width='1.5'/><circle cx='{x:.1f}' cy='"
        f"{y:.1f}' r='5' fill='"
        f"{paint(key)[0].replace('none', 'var(--paper)')}' stroke='var(--ink)' stroke-width='2'/>"
        f"<text class='strong' x='{at:.1f}' y='12' text-anchor='{anchor}'>{tr('this game')}</text>"
        f"<text x='{at:.1f}' y='27' text-anchor='{anchor}'>{text(said)}</text>"
    )


def _by_battalions(dice: Sequence[End], own: End, others: Sequence[End], width: int) -> Drawn:
    """Columns of dots by battalions ashore, and beside them a block of the games without a landing."""
    calm = sorted((end for end in dice if not end.fought), key=lambda end: ORDER.index(KEYS.index(end.outcome)))
    wars = [end for end in dice if end.fought]
    across = BLOCK if width >= PHONE else 9
    across = max(across, min(-(-len(calm) // DEEP), 2 * across))  # many of them: wider rather than higher
    left = across * STEP + GAP if calm or not all(end.fought for end in (own, *others)) else 10.0
    most = int(max([end.battalions for end in (*wars, own, *others)] + [20.0]) + 0.5)
    step = (width - left - 8) / (most + 1)  # a column for each battalion
    columns: dict[int, list[End]] = {}
    for end in sorted(wars, key=lambda end: ORDER.index(KEYS.index(end.outcome))):
        columns.setdefault(round(end.battalions), []).append(end)
    side_by_side = max(int(step / (2 * DOT + 0.4)), 1)
    rows = [-(-len(column) // side_by_side) for column in columns.values()]
    highest = max([*rows, -(-len(calm) // across), 1])
    rise = min(STEP, HIGH * STEP / highest)
    r = min(DOT, step / 2 - 0.2, rise / 2)
    top = 42.0
    base = top + highest * rise
    parts = []
    for i, end in enumerate(calm):
        parts.append(_dot(STEP / 2 + i % across * STEP, base - 4 - i // across * rise, end.outcome, r))
    for column, ends in columns.items():
        x = left + (column + 0.5) * step - (side_by_side - 1) * (2 * r + 0.4) / 2
        parts += [
            _dot(x + i % side_by_side * (2 * r + 0.4), base - 4 - i // side_by_side * rise, end.outcome, r)
            for i, end in enumerate(ends)
        ]
    parts.append(f"<path d='M{left - 6:.1f} {base:.1f}H{width}' stroke='var(--line2)'/>")
    tick = next(every for every in (5, 10, 20, 40, 80, 1000) if most / every <= 7)
    for value in range(0, most + 1, tick):
        x = left + (value + 0.5) * step
        parts.append(f"<path d='M{x:.1f} {base:.1f}v4' stroke='var(--line2)'/>")
        parts.append(f"<text class='faint' x='{x:.1f}' y='{base + 16:.1f}' text-anchor='middle'>{value}</text>")
    parts.append(
        f"<text class='faint' x='{width}' y='{base + 31:.1f}' text-anchor='end'>{tr('battalions ashore')}</text>"
    )
    if calm:
        parts.append(f"<path d='M0 {base:.1f}h{across * STEP:.1f}' stroke='var(--line2)'/>")
        parts.append(f"<text class='faint' x='0' y='{base + 16:.1f}'>{tr('{calm} no landing', calm=len(calm))}</text>")

    def at(end: End) -> float:
        return left + (round(end.battalions) + 0.5) * step if end.fought else across * STEP / 2

    parts.append(_mine(at(own), base - 4, own.outcome, finding(dice, own), width))
    return parts, at, base + 38


def _by_outcome(dice: Sequence[End], own: End, others: Sequence[End], width: int) -> Drawn:
    """A block of dots for each outcome that came, best for Taiwan first."""
    keys = [KEYS[i] for i in ORDER]
    counts = {key: sum(end.outcome == key for end in dice) for key in keys}
    seen = [key for key in keys if counts[key] or key in {end.outcome for end in (own, *others)}]
    # Each column as wide as there is room for, so that the highest is as low as it can be.
    step = width / len(seen)
    across = max(int((step - 10) // STEP), 3)
    highest = max([-(-counts[key] // across) for key in seen] + [1])
    rise = min(STEP, 2 * HIGH * STEP / highest)
    top = 42.0
    base = top + highest * rise
    parts = []
    for c, key in enumerate(seen):
        x = c * step
        for i in range(counts[key]):
            parts.append(_dot(x + DOT + 1 + i % across * STEP, base - 4 - i // across * rise, key))
        parts.append(f"<path d='M{x:.1f} {base:.1f}h{step - 8:.1f}' stroke='var(--line2)'/>")
        parts.append(f"<text class='strong' x='{x:.1f}' y='{base + 15:.1f}'>{counts[key]}</text>")
        for i, line in enumerate(broken(tr(LABELS[key]), int((step - 6) / 6.2))):
            parts.append(f"<text class='faint' x='{x:.1f}' y='{base + 30 + 14 * i:.1f}'>{text(line)}</text>")
    depth = max(len(broken(tr(LABELS[key]), int((step - 6) / 6.2))) for key in seen)

    def at(end: End) -> float:
        return seen.index(end.outcome) * step + min(across * STEP, step - 8) / 2

    parts.append(_mine(at(own), base - 4, own.outcome, finding(dice, own), width))
    return parts, at, base + 24 + 14 * depth


def _rows(dice: Sequence[End], own: End, others: Sequence[End], width: int) -> str:
    """On a phone: a row for each outcome that came, best for Taiwan first; the ranges in words."""
    parts, y = [], 0.0
    across = int(width // STEP)
    seen = [KEYS[i] for i in ORDER if KEYS[i] in {end.outcome for end in (*dice, own, *others)}]
    for key in seen:
        count = sum(end.outcome == key for end in dice)
        mine = (
            f"<tspan style='font-weight:600;fill:var(--ink)'> {tr('(this game)')}</tspan>" if key == own.outcome else ""
        )
        parts.append(
            f"<text x='0' y='{y + 12:.1f}'><tspan style='font-weight:600;fill:var(--ink)'>{count}</tspan> "
            f"{text(LABELS[key])}{mine}</text>"
        )
        y += 22
        parts += [_dot(DOT + 1 + i % across * STEP, y + i // across * STEP, key) for i in range(count)]
        if key == own.outcome:
            parts.append(
                f"<circle cx='6' cy='{y:.1f}' r='5' fill='var(--paper)' stroke='var(--ink)' stroke-width='2'/>"
            )
        y += max(-(-count // across), 1) * STEP + 6
    ranges = (
        (tr("Other dice, your orders"), middle(dice, False)),
        (tr("Your dice, other stances"), _ends(others, False)),
    )
    for name, (low, high) in ranges:
        parts.append(f"<text x='0' y='{y + 14:.1f}'>{name}{tr(': ').rstrip()}</text>")
        parts.append(f"<text class='strong' x='0' y='{y + 30:.1f}'>{text(_from_to(low, high, False))}</text>")
        y += 38
    said = ". ".join(f"{name}{tr(': ')}{_from_to(*pair, False)}" for name, pair in ranges)
    sentence = tr(
        "{dice} games with your orders and other dice. This game {finding}. {said}.",
        dice=len(dice),
        finding=finding(dice, own),
        said=said,
    )
    return (
        f"<svg class='luck' role='img' aria-label='{text(sentence)}' width='{width}' height='{y:.0f}' "
        f"viewBox='0 0 {width} {y:.0f}'>{''.join(parts)}</svg>"
    )


def ends_of(outcomes: Array, battalions: Array) -> list[End]:
    """Games as they are drawn, from arrays of indices of outcomes and of battalions."""
    return [End(KEYS[int(index)], float(ashore)) for index, ashore in zip(outcomes, battalions, strict=True)]

"""The chain from a stance to the outcome, stances as rows, and deterrence before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import floor, log10

from wargame.analysis.compare import DETERRED, FOUGHT, Comparison, Count, Link, Row, Spread
from wargame.charts.marks import SHORT_STANCES, STANCE_NAMES, access_shape
from wargame.charts.outcomes import LEAST, SCALE, fill, hatches, ink, plate
from wargame.text.html import number, signed, text
from wargame.text.language import tr
from wargame.text.phrase import lowered

WIDE, NARROW = 1286, 358
ROW, TOP = 48, 62  # pixels of a stance's row, and of the heads above it
AXIS, PITCH = 104, 140  # of one link: its axis, and from one to the next
Place = Callable[[float], float]  # from a value to pixels


def chain(found: Comparison, figure: str) -> str:
    """The whole chain on a wide page: access, sorties, ships sunk, battalions ashore, outcomes, difference."""
    bottom = TOP + ROW * len(found.rows)
    left, bar, taken = 180, 180 + PITCH * len(FOUGHT), 1160
    parts = [hatches(figure)]
    places = []
    for i, link in enumerate(FOUGHT):
        x, end = left + i * PITCH, _end(link, found.rows)
        places.append(placed(x, AXIS, end))
        parts.append(_head(x, link, end, places[-1], bottom))
        parts.append(_arrow(x + PITCH - 26))
    parts.append(
        f"<text class='strong' x='{bar}' y='12'>{tr('How {worlds} games end', worlds=number(found.worlds))}</text>"
    )
    parts.append(_ends(taken, tr("China gets"), tr("Taiwan, of {worlds}", worlds=number(found.worlds))))
    parts.append(_ends(WIDE, *_against(found)))
    for i, row in enumerate(found.rows):
        y = TOP + i * ROW + ROW / 2
        if i:
            parts.append(f"<path d='M0 {y - ROW / 2}H{WIDE}' stroke='var(--line)'/>")
        parts.append(_name(row, y))
        for link, place in zip(FOUGHT, places, strict=True):
            parts.append(_spread(row.spreads[link.key], y + 5, place))
        parts.append(_bar(row.outcomes, found.worlds, bar, y - 14, taken - 92 - bar, figure))
        parts.append(_counted(row.taken, taken, y))
        parts.append(_difference(row.taken, WIDE, y, first=not i))
    return _svg("chain", parts, WIDE, bottom + 4, f"{_intro(found)} {' '.join(map(_said, found.rows))}")


def chain_of(found: Comparison, row: Row, figure: str) -> str:
    """The chain of one stance on a narrow page, its links one below the other."""
    left, axis, step = 148, 150, 34
    parts = [hatches(figure)]
    y = 12.0
    for link in FOUGHT:
        place = placed(left, axis, _end(link, found.rows))
        parts.append(
            f"<path d='M{left} {y + 7:.1f}H{left + axis}' stroke='var(--line)'/>"
            f"<text class='strong' x='0' y='{y}'>{text(link.head)}</text><text class='faint' x='0' y='{y + 14}'>"
            f"{text(link.unit)}</text>{_spread(row.spreads[link.key], y + 7, place)}"
            f"<text class='faint' x='{NARROW}' y='{y + 11}' text-anchor='end'>"
            f"{tr('of {link}', link=number(_end(link, found.rows)))}</text>"
        )
        y += step
    parts.append(_bar(row.outcomes, found.worlds, 0, y - 6, NARROW, figure))
    return _svg("chain", parts, NARROW, y + 26, _said(row))


def deterrence(found: Comparison, width: int = 460) -> str:
    """What Beijing believes of access, the odds it gives itself, and how often it goes to war."""
    narrow = width < 400
    names, axis, step = (88, 72, 94) if narrow else (104, 90, 118)
    top, high = 62, 42
    bottom = top + high * len(found.rows)
    war = width if narrow else width - 84
    parts, places = [], []
    for i, link in enumerate(DETERRED):
        x, end = names + i * step, 100.0
        places.append(placed(x, axis, end))
        parts.append(_head(x, link, end, places[-1], bottom))
        if not narrow:
            parts.append(_arrow(x + step - 20))
    parts.append(_ends(war, tr("War"), tr("of {worlds}", worlds=number(found.worlds))))
    if not narrow:
        parts.append(_ends(width, *_against(found)))
    for i, row in enumerate(found.rows):
        y = top + i * high + high / 2
        parts.append(access_shape(row.stance, 9, y))
        parts.append(f"<text x='24' y='{y + 4}' style='font-size:13px'>{text(SHORT_STANCES[row.stance])}</text>")
        for link, place in zip(DETERRED, places, strict=True):
            parts.append(_spread(row.spreads[link.key], y + 5, place, beijing=True))
        parts.append(_counted(row.war, war, y))
        if not narrow:
            parts.append(_difference(row.war, width, y, first=not i))
    said = " ".join(
        f"{tr(STANCE_NAMES[row.stance])}: "
        + "".join(f"{tr(link.head)} {_in_words(row.spreads[link.key])}{tr(', ')}" for link in DETERRED)
        + tr("war in {count} of {worlds}.", count=row.war.count, worlds=row.war.worlds)
        for row in found.rows
    )
    return _svg("deterrence", parts, width, bottom + 2, tr("Before the war. {said}", said=said))


def _svg(kind: str, parts: Iterable[str], width: int, high: float, label: str) -> str:
    return (
        f"<svg class='{kind}' role='img' aria-label='{text(label)}' width='{width}' height='{high:.0f}' "
        f"viewBox='0 0 {width} {high:.0f}'>{''.join(parts)}</svg>"
    )


# --- Axes and heads


def placed(left: float, width: float, end: float) -> Place:
    return lambda value: left + width * min(max(value / end, 0.0), 1.0)


def _end(link: Link, rows: Sequence[Row]) -> float:
    """Where the axis of a link ends: the same in all rows."""
    highest = max((spread.high for row in rows if (spread := row.spreads[link.key])), default=0.0)
    return link.most or nice(highest)


def nice(value: float) -> float:
    """The next number that is easily halved."""
    if value <= 4:
        return 4.0
    size = 10 ** floor(log10(value))
    return next(step * size for step in (1, 1.2, 1.6, 2, 3, 4, 6, 8, 10) if step * size >= value)


def _head(x: float, link: Link, end: float, place: Place, bottom: float) -> str:
    ticks = "".join(
        f"<path d='M{place(end * s):.1f} 52V{bottom}' stroke='var(--line)'/>"
        f"<text class='faint' x='{place(end * s):.1f}' y='47' text-anchor='{anchor}'>{number(end * s)}</text>"
        for s, anchor in ((0, "start"), (0.5, "middle"), (1, "end"))
    )
    return (
        f"<text class='strong' x='{x}' y='12'>{text(link.head)}</text>"
        f"<text class='faint' x='{x}' y='28'>{text(link.unit)}</text>{ticks}"
    )


def _ends(x: float, head: str, unit: str) -> str:
    """A head that ends at the right."""
    return (
        f"<text class='strong' x='{x}' y='12' text-anchor='end'>{text(head)}</text>"
        f"<text class='faint' x='{x}' y='28' text-anchor='end'>{text(unit)}</text>"
    )


def _against(found: Comparison) -> tuple[str, str]:
    return tr("Same dice"), tr("against {stance}", stance=tr(SHORT_STANCES[found.rows[0].stance]))


def _arrow(x: float) -> str:
    return (
        f"<path d='M{x} 8h12m-4 -4l4 4l-4 4' fill='none' stroke='var(--ink2)' stroke-width='1.4' "
        "stroke-linecap='round' stroke-linejoin='round'/>"
    )


# --- Rows


def _name(row: Row, y: float) -> str:
    return (
        f"{access_shape(row.stance, 9, y - 4)}<text class='strong' x='24' y='{y}' style='font-size:14px'>"
        f"{text(STANCE_NAMES[row.stance])}</text><text class='faint' x='24' y='{y + 16}'>"
        f"{tr('{count} went to war', count=number(row.war.count))}</text>"
    )


def _spread(spread: Spread | None, y: float, place: Place, beijing: bool = False) -> str:
    """A thick bar over 90% of worlds, the mean as a dot, its number above; a diamond where it is Beijing's."""
    if spread is None:
        return f"<text class='faint' x='{place(0):.1f}' y='{y + 4:.1f}'>{tr('no war')}</text>"
    x, low, high = place(spread.mean), place(spread.low), place(spread.high)
    colour, bar = ("var(--china)", "var(--china)' opacity='.45") if beijing else ("var(--ink)", "var(--line2)")
    mark = (
        f"<path d='M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z' fill='{colour}'/>"
        if beijing
        else f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4.5' fill='{colour}' stroke='var(--paper)'/>"
    )
    return (
        f"<path d='M{low:.1f} {y:.1f}H{high:.1f}' stroke-width='4' stroke='{bar}'/>{mark}"
        f"<text class='strong' x='{x:.1f}' y='{y - 9:.1f}' text-anchor='middle'>{number(spread.mean)}</text>"
    )


def _bar(outcomes: Mapping[str, Count], worlds: int, x: float, y: float, room: float, figure: str) -> str:
    """Outcomes stacked, no war first, counts inside where there is room."""
    parts, at = [], x
    for key, label in SCALE.items():
        count = outcomes[key].count
        if not count:
            continue
        wide = room * count / worlds
        low, high = (worlds * share for share in outcomes[key].interval)
        edge = "var(--ink2)" if key == "deterred" else "var(--paper)"
        said = tr(
            "{label}: {count} of {worlds}, {low} to {high}",
            label=tr(label),
            count=number(count),
            worlds=number(worlds),
            low=number(low),
            high=number(high),
        )
        parts.append(
            f"<g><title>{text(said)}</title><rect x='{at:.1f}' y='{y:.1f}' width='{wide:.1f}' height='28' "
            f"fill='{fill(key, figure)}' stroke='{edge}'/>"
        )
        if wide >= LEAST + 6 * (len(number(count)) - 2):
            parts.append(plate(key, at + wide / 2, y + 14, number(count)))
            parts.append(
                f"<text x='{at + wide / 2:.1f}' y='{y + 18:.1f}' text-anchor='middle' "
                f"style='{ink(key)};font-weight:600'>{number(count)}</text>"
            )
        parts.append("</g>")
        at += wide
    return "".join(parts)


def _counted(count: Count, x: float, y: float) -> str:
    """A count and Wilson's interval of it, ending at the right."""
    low, high = (count.worlds * share for share in count.interval)
    return (
        f"<text class='strong' x='{x}' y='{y}' text-anchor='end' style='font-size:16px'>"
        f"{number(count.count)}</text><text class='faint' x='{x}' y='{y + 16}' text-anchor='end'>"
        f"{tr('{low} to {high}', low=number(low), high=number(high))}</text>"
    )


def _difference(count: Count, x: float, y: float, first: bool) -> str:
    """Worlds more or fewer than under the first stance, and the paired interval."""
    if first:
        return f"<text class='faint' x='{x}' y='{y}' text-anchor='end'>–</text>"
    low, high = (count.worlds * share for share in count.difference_interval)
    strong = "class='strong' style='font-size:16px'" if count.differs else "style='font-size:16px'"
    return (
        f"<text {strong} x='{x}' y='{y}' text-anchor='end'>{more(count.difference)}</text>"
        f"<text class='faint' x='{x}' y='{y + 16}' text-anchor='end'>"
        f"{tr('{low} to {high}', low=more(low), high=more(high))}</text>"
    )


def more(value: float) -> str:
    """A whole number with its sign; 0 has none."""
    return "0" if round(value) == 0 else signed(round(value), 0)


def _intro(found: Comparison) -> str:
    return tr("{worlds} worlds under each stance, from access to outcome.", worlds=found.worlds)


def _said(row: Row) -> str:
    links = tr(", ").join(f"{tr(lowered(link.head))} {_in_words(row.spreads[link.key])}" for link in FOUGHT)
    ends = tr(", ").join(f"{tr(SCALE[key])} {row.outcomes[key].count}" for key in SCALE if row.outcomes[key].count)
    return tr(
        "{stance}: in {count} worlds at war {links}; outcomes {ends}.",
        stance=tr(STANCE_NAMES[row.stance]),
        count=row.war.count,
        links=links,
        ends=ends,
    )


def _in_words(spread: Spread | None) -> str:
    return (
        tr("none")
        if spread is None
        else tr("{mean:.0f}, 90% from {low:.0f} to {high:.0f}", mean=spread.mean, low=spread.low, high=spread.high)
    )


def seen(found: Comparison) -> list[str]:
    """The outcomes that came about, in the order of the scale."""
    total = Counter({key: sum(row.outcomes[key].count for row in found.rows) for key in SCALE})
    return [key for key in SCALE if total[key]]

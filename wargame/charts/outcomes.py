"""How games ended: counts as stacked bars, one outcome on the scale of all, and counts as dots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wargame.charts.marks import access_shape
from wargame.engine.outcome import BLOCKADED, OUTCOMES
from wargame.text.html import number, text
from wargame.text.language import tr

# No war, then without an invasion and with one, each from best for Taiwan to best for China; the number is the step of
# the colour scale.
STEPS = {
    "deterred": 0,
    "coercion": 2,
    "lifted": 3,
    "standoff": 4,
    "settled": 5,
    "conceded": 6,
    "decisive_defeat": 1,
    "defeat": 2,
    "against": 3,
    "indeterminate": 4,
    "toward": 5,
    "victory": 6,
    "nuclear": 7,
}
HATCHED = ("coercion", *BLOCKADED)  # no landing: the scale means another thing
LABELS = {outcome.key: outcome.label for outcome in OUTCOMES}
SCALE = {key: LABELS[key] for key in STEPS}
LEAST = 17  # pixels a bar must have before its count stands in it


def hatches(figure: str, keys: Iterable[str] = HATCHED) -> str:
    """The patterns of the hatched outcomes, for one figure."""
    patterns = "".join(
        f"<pattern id='{figure}-{key}' width='6' height='6' patternUnits='userSpaceOnUse' "
        f"patternTransform='rotate(45)'><rect width='6' height='6' fill='var(--paper)'/>"
        f"<rect width='3' height='6' fill='var(--o{STEPS[key]})'/></pattern>"
        for key in keys
        if key in HATCHED
    )
    return f"<defs>{patterns}</defs>" if patterns else ""


def fill(key: str, figure: str) -> str:
    """The colour of an outcome: hatched without a landing, full with one, ink for nuclear use."""
    if key in HATCHED:
        return f"url(#{figure}-{key})"
    return "var(--ink)" if key == "nuclear" else f"var(--o{STEPS[key]})"


def ink(key: str) -> str:
    """The style of words on an outcome's colour."""
    if key in HATCHED:
        return "fill:var(--ink);stroke:var(--paper);stroke-width:3px;paint-order:stroke"
    return "fill:var(--paper)" if key == "nuclear" else f"fill:var(--o{STEPS[key]}t)"


def plate(key: str, x: float, y: float, words: str) -> str:
    """A patch of paper about a place, in pixels, which lifts a count off its hatching; nothing on a full colour."""
    if key not in HATCHED:
        return ""
    wide = 8 * len(words) + 4
    return (
        f"<rect x='{x - wide / 2:.1f}' y='{y - 9:.1f}' width='{wide}' height='18' rx='3' fill='var(--paper)' "
        "class='plate'/>"
    )


def outcome_bars(
    rows: Mapping[str, tuple[str, Mapping[str, int]]], figure: str, width: int = 640, names: int = 170
) -> str:
    """One stacked bar for each row, its counts inside.

    Args:
        rows: stance -> (name of the row, count of worlds by outcome key).
        figure: a name for this figure, unique on the page.
        width: of the picture.
        names: room for the rows' names.
    """
    high, gap = 28, 14
    parts = [hatches(figure)]
    said = []
    for i, (stance, (name, counts)) in enumerate(rows.items()):
        y = 4 + i * (high + gap)
        total = sum(counts.values())
        parts.append(access_shape(stance, 10, y + high / 2))
        parts.append(f"<text class='strong' x='26' y='{y + high / 2 + 4}' style='font-size:13px'>{text(name)}</text>")
        x = float(names)
        room = width - names - 1
        for key, label in SCALE.items():
            count = counts.get(key, 0)
            if not count:
                continue
            wide = room * count / total
            edge = "stroke='var(--ink2)'" if key == "deterred" else "stroke='var(--paper)'"
            parts.append(
                "<g><title>"
                + tr("{label}: {count} of {total}", label=text(label), count=count, total=total)
                + f"</title><rect x='{x:.1f}' y='{y}' width='{wide:.1f}' height='{high}' fill='{fill(key, figure)}' "
                f"{edge}/>"
            )
            if wide >= LEAST + 6 * (len(str(count)) - 2):
                parts.append(plate(key, x + wide / 2, y + high / 2, str(count)))
                parts.append(
                    f"<text x='{x + wide / 2:.1f}' y='{y + high / 2 + 4}' text-anchor='middle' "
                    f"style='{ink(key)};font-weight:600'>{count}</text>"
                )
            parts.append("</g>")
            x += wide
        said.append(tr(name) + tr(": ") + tr(", ").join(f"{tr(SCALE[k])} {counts[k]}" for k in SCALE if counts.get(k)))
    high_all = 4 + len(rows) * (high + gap)
    return (
        f"<svg class='outcome-bars' role='img' aria-label='{text(tr('How games ended. ') + tr('. ').join(said))}' "
        f"width='{width}' height='{high_all}' viewBox='0 0 {width} {high_all}'>{''.join(parts)}</svg>"
    )


def outcome_scale(key: str, label: str, width: int = 296) -> str:
    """Where this game ended, among all the ways it can end: without an invasion, with one, and nuclear use."""
    names, gap = list(SCALE), 8
    step = (width - 2 * gap) / len(SCALE)
    groups = (0, names.index("decisive_defeat"), names.index("nuclear"), len(names))
    parts = [hatches("scale")]
    for i, name in enumerate(names):
        x = i * step + gap * sum(i >= first for first in groups[1:3])
        here = name == key
        y, high = (20, 18) if here else (23, 12)
        edge = " stroke='var(--ink)'" if here or name == "deterred" else ""
        parts.append(
            f"<rect x='{x + 0.5:.1f}' y='{y}' width='{step - 2:.1f}' height='{high}' fill='{fill(name, 'scale')}'"
            f"{edge}><title>{text(SCALE[name])}</title></rect>"
        )
        if here:
            parts.append(f"<path d='M{x + step / 2:.1f} 40v5' stroke='var(--ink)' stroke-width='2'/>")
    parts.append(f"<text class='strong' x='0' y='11' style='font-size:13px'>{text(label)}</text>")
    landing = groups[1] * step + gap
    parts.append(f"<text class='faint' x='0' y='58'>{tr('no invasion')}</text>")
    parts.append(f"<text class='faint' x='{landing:.1f}' y='58'>{tr('invasion')}</text>")
    parts.append(f"<text class='faint' x='{width}' y='58' text-anchor='end'>{tr('nuclear use')}</text>")
    sentence = tr(
        "{label}: number {place} of {ways} ways to end, from no war to nuclear use",
        label=tr(label),
        place=names.index(key) + 1,
        ways=len(names),
    )
    return (
        f"<svg class='outcome-scale' role='img' aria-label='{text(sentence)}' width='{width}' height='62' "
        f"viewBox='0 0 {width} 62'>{''.join(parts)}</svg>"
    )


def outcome_key(figure: str, keys: Iterable[str] = tuple(STEPS)) -> str:
    """The legend of the outcome colours, best for Taiwan first; of those that came about."""
    swatches = []
    for name in (name for name in SCALE if name in set(keys)):
        edge = "var(--ink2)" if name == "deterred" else "none"
        own = f"{figure}-{name}"
        swatches.append(
            f"<li><svg class='glyph' aria-hidden='true' width='14' height='12' viewBox='0 0 14 12'>"
            f"{hatches(own, [name])}<rect x='.5' y='.5' width='13' height='11' fill='{fill(name, own)}' "
            f"stroke='{edge}'/></svg> {text(SCALE[name])}</li>"
        )
    return f"<ul class='key'>{''.join(swatches)}</ul>"


def interval_dots(
    rows: Sequence[tuple[str, str, int, tuple[float, float]]],
    worlds: int,
    event: str,
    width: int = 560,
    names: int = 170,
) -> str:
    """For each row the count of worlds in which something happens, with its interval, on one axis.

    Args:
        rows: (stance, name, count, interval as shares).
        worlds: how many worlds each row has.
        event: what is counted, in words.
        width: of the picture.
        names: room for the rows' names.
    """
    left, right, step = names, width - 52, 26
    high = len(rows) * step + 22

    def at(share: float) -> float:
        return left + share * (right - left)

    parts = [f"<path d='M{at(s / 4):.1f} 2V{high - 18}' stroke='var(--line)'/>" for s in range(5)]
    for i, (stance, name, count, (low, upper)) in enumerate(rows):
        y = 14 + i * step
        parts.append(access_shape(stance, 10, y))
        parts.append(
            f"<text x='26' y='{y + 4}' style='font-size:13px'>{text(name)}</text>"
            f"<path d='M{at(low):.1f} {y}H{at(upper):.1f}M{at(low):.1f} {y - 4}v8M{at(upper):.1f} {y - 4}v8' "
            f"stroke='var(--line2)' stroke-width='2'/><circle cx='{at(count / worlds):.1f}' cy='{y}' r='4.5' "
            f"fill='var(--ink)' stroke='var(--paper)'/>"
            f"<text class='strong' x='{width}' y='{y + 4}' text-anchor='end' style='font-size:13px'>"
            f"{count}</text>"
        )
    for share in (0, 0.5, 1):
        anchor = {0: "start", 0.5: "middle", 1: "end"}[share]
        parts.append(
            f"<text class='faint' x='{at(share):.1f}' y='{high - 4}' text-anchor='{anchor}'>"
            f"{number(share * worlds)}</text>"
        )
    said = ". ".join(
        tr(
            "{name}: {count} of {worlds}, {low} to {upper}",
            name=tr(name),
            count=count,
            worlds=worlds,
            low=number(low * worlds),
            upper=number(upper * worlds),
        )
        for _, name, count, (low, upper) in rows
    )
    return (
        f"<svg class='intervals' role='img' aria-label='{text(event + tr('. ') + said)}' width='{width}' "
        f"height='{high}' "
        f"viewBox='0 0 {width} {high}'>{''.join(parts)}</svg>"
    )

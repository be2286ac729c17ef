"""The left rail: what changed, and the numbers that say where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.ui import svg_units
from wargame.ui.marks import SIDE_NAMES, number, side_glyph, text
from wargame.ui.svg_trend import trend

if TYPE_CHECKING:
    from wargame.game import Indicator, Situation, WarView

SIDES = ("us", "japan", "taiwan", "china")


def changes(situation: Situation) -> str:
    """Up to three lines on what changed; a line with a place has its number on the map too."""
    first = situation.turn == 0 and situation.stage == "crisis"
    heading = "Where we start" if first else "What changed"
    placed = {line for _, line in places(situation)}
    lines = "".join(
        f"<li><span class='no{' placed' if i in placed else ''}'>{i}</span><span>{text(line)}</span></li>"
        for i, line in enumerate(situation.changes[:3], 1)
    )
    brief = f"<p class='brief'>{text(situation.brief)}</p>" if situation.brief else ""
    count = len(situation.events)
    every = f"<a href='#events' class='small'>{_all_events(count)}</a>" if count > len(situation.changes) else ""
    body = f"<ol class='changes'>{lines}</ol>" if lines else ""
    four = ""
    if situation.war is not None:
        four = war_brief(situation.war, sum(b.sorties for b in situation.bases if b.host == "japan"))
    return f"<section aria-label='{heading}'>{four}<h2>{heading}</h2>{brief}{body}{every}</section>"


def places(situation: Situation) -> list[tuple[str, int]]:
    """Base and line number of those changes that happened at a base."""
    found = []
    for i, line in enumerate(situation.changes[:3], 1):
        place = next((e.place for e in situation.events if e.place and e.sentence == line), None)
        if place:
            found.append((place, i))
    return found


def indicators(shown: Sequence[Indicator], since: str = "since last turn") -> str:
    """Each number with its course, its value or range, and its change."""
    if not shown:
        return ""
    rows = "".join(_indicator(indicator) for indicator in shown)
    return (
        "<section aria-label='Indicators'><div class='head label strong'><span>Indicators</span><span>"
        f"{text(since)}"
        f"</span></div><ul class='indicators'>{rows}</ul></section>"
    )


def war_numbers(war: WarView) -> str:
    """Fleet, battalions, area, stocks and losses."""
    area = f"{number(100 * war.area_share, 1)}%"
    stocks = "".join(_stock(stock) for stock in war.stocks)
    lost = "".join(f"<th scope='col' title='{SIDE_NAMES[s]}'>{side_glyph(s, 12)}</th>" for s in SIDES)
    rows = "".join(
        f"<tr><th scope='row'>{name}</th>"
        + "".join(f"<td>{number(losses.get(side, 0))}</td>" for side in SIDES)
        + "</tr>"
        for name, losses in (("aircraft", war.aircraft_lost), ("ships", war.ships_lost))
    )
    gained = f" <span class='faint'>+{war.battalions_new}</span>" if war.battalions_new else ""
    return (
        "<section class='war-numbers' aria-label='The war in numbers'>"
        "<div class='fleet'><div class='pair'><span>Landing ships left</span><span><b>"
        f"{war.landing_ships}</b> "
        f"<span class='faint'>of {war.landing_ships_start}</span></span></div>"
        f"{svg_units.hulls(war.landing_ships, war.landing_ships_start)}</div>"
        f"<div class='ashore'><div class='pair'><span>Battalions ashore</span><span><b>{war.battalions}</b>"
        f"{gained}</span></div>"
        f"{svg_units.battalions(war.battalions, war.battalions_new)}</div>"
        f"<div class='area'><div class='pair'><span>Area of Taiwan held</span><span><b>{area}</b></span></div>"
        f"{svg_units.share_bar('Area of Taiwan held by China, in percent', 'china', war.area_share)}"
        f"<p class='label'>{number(war.area_km2)} of 36,000 km²</p></div>"
        f"<div class='stocks'><p class='label strong'>Stocks left</p>{stocks}</div>"
        "<table class='lost'><caption class='hidden'>Lost so far</caption><thead><tr><th scope='col' "
        "class='label strong'>"
        f"Lost so far</th>{lost}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def war_brief(war: WarView, sorties: int) -> str:
    """Four numbers, for a phone."""
    four = (
        ("Landing ships left", number(war.landing_ships)),
        ("Battalions", number(war.battalions)),
        ("Taiwan held", f"{number(100 * war.area_share, 1)}%"),
        ("Sorties, Japan", number(sorties)),
    )
    cells = "".join(f"<div class='pair'><span>{name}</span><b>{value}</b></div>" for name, value in four)
    return f"<div class='phone-only'><div class='four'>{cells}</div></div>"


def _indicator(indicator: Indicator) -> str:
    values = indicator.values
    colour = "var(--china)" if indicator.side == "china" else "var(--ink2)"
    low, high = indicator.low, indicator.high
    fog = ""
    if not values:
        said = "not visible"
    elif low is not None and high is not None:
        edge_low, edge_high = _last(low), _last(high)
        said = f"{number(edge_low)}–{number(edge_high)}"
        fog = " <i class='label'>as we see it</i>"
    else:
        said = _value(values[-1], indicator.unit)
    line = trend(indicator.label, values, _series(low, values), _series(high, values), colour=colour)
    return (
        f"<li><span class='name'>{text(indicator.label)}{fog}</span><span class='line'>{line}</span>"
        f"<span class='value'>{said}</span><span class='change'>{_change(values)}</span></li>"
    )


def _value(value: float, unit: str) -> str:
    share = unit.startswith(("%", "percent", "share"))
    digits = 0 if abs(value) >= 10 or float(value).is_integer() else 1
    return f"{number(value, digits)}{'%' if share else ''}"


def _series(edge: object, values: Sequence[float]) -> tuple[float, ...] | None:
    """A band's edge for each turn, also where only the present one is known."""
    if edge is None:
        return None
    if isinstance(edge, (int, float)):
        gap = edge - values[-1]
        return tuple(v + gap for v in values)
    return tuple(edge)  # type: ignore[arg-type]


def _last(edge: object) -> float:
    return float(edge) if isinstance(edge, (int, float)) else float(edge[-1])  # type: ignore[index]


def _change(values: Sequence[float]) -> str:
    if len(values) < 2:
        return ""
    delta = values[-1] - values[-2]
    digits = 0 if abs(delta) >= 0.95 or abs(delta) < 0.05 else 1
    shown = number(abs(delta), digits)
    if shown == "0":
        return "<span class='faint' title='unchanged'>=</span>"
    word = "up" if delta > 0 else "down"
    points = "0,7 10,7 5,0" if delta > 0 else "0,0 10,0 5,7"
    return (
        f"<svg class='glyph' width='10' height='8' viewBox='0 0 10 8' role='img' aria-label='{word}'>"
        f"<polygon points='{points}' fill='var(--ink2)'/></svg>{shown}"
    )


def _stock(stock: object) -> str:
    label, side = str(stock.label), str(stock.side)  # type: ignore[attr-defined]
    left, start = stock.left, stock.start  # type: ignore[attr-defined]
    return (
        f"<div class='stock'><div class='pair'><span>{text(label)}</span><b>{number(left)} of "
        f"{number(start)}</b></div>"
        f"{svg_units.stock_bar(label, side, left, start)}</div>"
    )


def _all_events(count: int) -> str:
    return f"All {count} events"

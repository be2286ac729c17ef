"""The left rail: what changed, and the numbers that say where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.charts import units
from wargame.charts.marks import side_glyph
from wargame.charts.trend import trend
from wargame.engine.sides import ALLIES_FIRST, SIDE_NAMES
from wargame.engine.world import TAIWAN_KM2
from wargame.text.html import counted, number, text
from wargame.text.language import tr
from wargame.text.markdown import block
from wargame.ui.turn import blockade

if TYPE_CHECKING:
    from wargame.game.situation import Indicator, Situation, StockView, WarView

# The numbers each seat watches first, by key and side; the others are folded away.
FIRST = {
    "japan": (
        "public_trust japan",
        "elite_trust japan",
        "threat japan",
        "approval japan",
        "china_readiness china",
    ),
    "us": (
        "public_trust japan",
        "elite_trust japan",
        "access_support japan",
        "approval us",
        "china_readiness china",
    ),
    "taiwan": ("taiwan_will taiwan", "gas taiwan", "commitment us", "access_support japan"),
    "china": ("china_readiness china", "elite_trust japan", "commitment us", "taiwan_will taiwan"),
}
SPANS = {"of 100": 38.0, "% of GDP": 2.5, "days": 15.0}  # what the height of a trend stands for


def changes(situation: Situation) -> str:
    """Up to three lines on what changed; a line with a place has its number on the map too."""
    first = situation.turn == 0 and not situation.orders
    heading = tr("Where we start") if first else tr("What changed")
    placed = {line for _, line in places(situation)}
    lines = "".join(
        f"<li><span class='no{' placed' if i in placed else ''}'>{i}</span><span>{text(line)}</span></li>"
        for i, line in enumerate(situation.changes[:3], 1)
    )
    count = len(situation.events)
    body = f"<ol class='changes'>{lines}</ol>" if lines else ""
    if first:
        body = f"<div class='brief prose'>{block(tr(situation.brief))}</div>"
    elif count > len(situation.changes):
        body += f"<a href='#events' class='small'>{tr('All {count} events', count=count)}</a>"
    four = ""
    if situation.war is not None:
        four = war_brief(situation.war, round(sum(b.sorties for b in situation.bases if b.host == "japan")))
    elif situation.blockade is not None:
        four = blockade.blockade_brief(situation.blockade)
    return f"<section aria-label='{heading}'>{four}<h2>{heading}</h2>{body}</section>"


def places(situation: Situation) -> list[tuple[str, int]]:
    """Base and line number of those changes that happened at a base."""
    found = []
    for i, line in enumerate(situation.changes[:3], 1):
        place = next((e.place for e in situation.events if e.place and e.sentence == line), None)
        if place:
            found.append((place, i))
    return found


def indicators(shown: Sequence[Indicator], seat: str | None = None) -> str:
    """Each number with its course, its value or range, and its change; those of this seat first."""
    if not shown:
        return ""
    wanted = (*FIRST.get(seat or "japan", ()), "odds china")
    first = sorted((i for i in shown if _key(i) in wanted), key=lambda i: wanted.index(_key(i)))
    rest = [i for i in shown if _key(i) not in wanted]
    more = ""
    if rest:
        rows = "".join(_indicator(i) for i in rest)
        more = (
            f"<details class='fold'><summary><span>{tr('{rest} more numbers', rest=len(rest))}</span></summary>"
            f"<ul class='indicators'>{rows}</ul></details>"
        )
    rows = "".join(_indicator(i) for i in first)
    since = tr("since last turn") if len(shown[0].values) > 1 else tr("now")
    return (
        f"<section aria-label='{tr('Indicators')}'><div class='head label strong'><span>"
        f"{tr('Indicators')}</span><span>{since}</span></div><ul class='indicators'>{rows}</ul>"
        f"{more}</section>"
    )


def politics(shown: Sequence[Indicator], seat: str | None = None) -> str:
    """The numbers of the crisis, folded away while a blockade or a war is on."""
    return (
        f"<details class='fold'><summary><span>{tr('Trust, cabinets, readiness')}</span></summary>"
        f"{indicators(shown, seat)}</details>"
    )


def war_numbers(war: WarView) -> str:
    """Fleet, battalions, area, stocks and losses."""
    ships, all_ships = round(war.landing_ships), round(war.landing_ships_start)
    ashore, new = round(war.battalions), round(war.battalions_new)
    area = f"{number(100 * war.area_share, 1)}%"
    stocks = "".join(_stock(stock) for stock in war.stocks if stock.start)
    lost = "".join(
        f"<th scope='col'>{side_glyph(s, 12)}<span class='hidden'>{tr(SIDE_NAMES[s])}</span></th>" for s in ALLIES_FIRST
    )
    rows = "".join(
        f"<tr><th scope='row'>{name}</th>"
        + "".join(f"<td>{number(losses.get(side, 0))}</td>" for side in ALLIES_FIRST)
        + "</tr>"
        for name, losses in ((tr("aircraft"), war.aircraft_lost), (tr("ships"), war.ships_lost))
    )
    of_island = tr("{area_km2} of {island_km2} km²", area_km2=number(war.area_km2), island_km2=number(TAIWAN_KM2))
    gained = f"<span class='faint'>{tr(', {new} landed this turn', new=new)}</span>" if new else ""
    return (
        f"<section class='war-numbers' aria-label='{tr('The war in numbers')}'><div class='fleet'>"
        f"<div class='pair'><span>{tr('Landing ships left')}</span><span><b>{ships}</b> <span class='faint'>"
        f"{tr('of {all_ships}', all_ships=all_ships)}</span></span></div>"
        f"{units.hulls(ships, all_ships)}</div><div class='ashore'><div class='pair'><span>"
        f"{tr('Battalions ashore')}</span><span><b>{ashore}</b>{gained}</span></div>"
        f"{units.battalions(ashore, min(new, ashore))}</div><div class='area'><div class='pair'><span>"
        f"{tr('Area of Taiwan held')}</span><span><b>{area}</b></span></div>"
        f"{units.share_bar(tr('Area of Taiwan held by China, in percent'), 'china', war.area_share)}"
        f"<p class='label'>{of_island}</p></div>"
        f"<div class='stocks'><p class='label strong'>{tr('Stocks left')}</p>{stocks}</div>"
        f"<table class='lost'><caption class='hidden'>{tr('Lost so far')}</caption><thead><tr>"
        f"<th scope='col' class='label strong'>{tr('Lost so far')}</th>{lost}</tr></thead><tbody>"
        f"{rows}</tbody></table></section>"
    )


def war_brief(war: WarView, sorties: int) -> str:
    """Four numbers, for a phone."""
    four = (
        (tr("Landing ships left"), number(war.landing_ships)),
        (tr("Battalions"), number(war.battalions)),
        (tr("Taiwan held"), f"{number(100 * war.area_share, 1)}%"),
        (tr("Sorties, Japan"), number(sorties)),
    )
    cells = "".join(f"<div class='pair'><span>{name}</span><b>{value}</b></div>" for name, value in four)
    return f"<div class='phone-only'><div class='four'>{cells}</div></div>"


def _indicator(indicator: Indicator) -> str:
    values = indicator.values
    span = SPANS.get(indicator.unit, SPANS["of 100"])
    colour = "var(--china)" if indicator.side == "china" else "var(--ink2)"
    low, high = indicator.low, indicator.high
    fog = ""
    if not values:
        said = tr("not visible")
    elif low is not None and high is not None:
        said = f"{number(low)}–{number(high)}"
        fog = f" <i class='label'>{tr('as we see it')}</i>"
    else:
        said = _value(values[-1], indicator.unit)
    line = trend(indicator.label, values, _series(low, values), _series(high, values), span, colour)
    alone = " class='now'" if len(values) < 2 else ""
    return (
        f"<li{alone}><span class='name'>{text(indicator.label)}{fog}</span><span class='line'>{line}</span>"
        f"<span class='value'>{said}</span><span class='change'>{_change(values)}</span></li>"
    )


def _key(indicator: Indicator) -> str:
    return f"{indicator.key} {indicator.side}"


def _value(value: float, unit: str) -> str:
    if unit == "% of GDP":
        return f"{number(value, 1)}%"
    return counted(value, "day") if unit == "days" else number(value)


def _series(edge: float | None, values: Sequence[float]) -> tuple[float, ...] | None:
    """A band's edge for each turn, as wide as it is now."""
    return None if edge is None else tuple(value + edge - values[-1] for value in values)


def _change(values: Sequence[float]) -> str:
    if len(values) < 2:
        return ""
    delta = values[-1] - values[-2]
    if abs(delta) >= 0.95:  # whole points: as the two numbers were shown, and as events tell it
        delta = float(round(values[-1]) - round(values[-2])) or delta
    digits = 0 if abs(delta) >= 0.95 or abs(delta) < 0.05 else 1
    shown = number(abs(delta), digits)
    if shown == "0":
        return f"<span class='faint' title='{tr('unchanged')}'>=</span>"
    word = tr("up") if delta > 0 else tr("down")
    points = "0,7 10,7 5,0" if delta > 0 else "0,0 10,0 5,7"
    return (
        f"<svg class='glyph' width='10' height='8' viewBox='0 0 10 8' role='img' aria-label='{word}'>"
        f"<polygon points='{points}' fill='var(--ink2)'/></svg>{shown}"
    )


def _stock(stock: StockView) -> str:
    low, high = (stock.left, None) if stock.low is None else (stock.low, stock.high)
    much = tr("{left} of {start}", left=number(stock.left), start=number(stock.start))
    if stock.low is not None:
        few, many = number(stock.low), number(stock.high or stock.left)
        much = few if few == many else f"{few}–{many}"
    return (
        f"<div class='stock'><div class='pair'><span>{text(stock.label)}</span><b>{much}</b>"
        f"</div>{units.stock_bar(stock.label, stock.side, low, stock.start, high)}</div>"
    )

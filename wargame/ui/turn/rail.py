"""The left rail: what changed, and the numbers that say where things stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts import units
from wargame.charts.marks import side_glyph
from wargame.charts.trend import trend
from wargame.engine.sides import ALLIES_FIRST, SIDE_NAMES
from wargame.engine.world import TAIWAN_KM2
from wargame.text.html import Template, counted, number
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


def changes(situation: Situation) -> Markup:
    """Up to three lines on what changed; a line with a place has its number on the map too."""
    first = situation.turn == 0 and not situation.orders
    four = Markup()
    if situation.war is not None:
        four = war_brief(situation.war, round(sum(b.sorties for b in situation.bases if b.host == "japan")))
    elif situation.blockade is not None:
        four = blockade.blockade_brief(situation.blockade)
    return _DRAWN.changes(
        heading=tr("Where we start") if first else tr("What changed"),
        first_brief=block(tr(situation.brief)) if first else "",
        four=four,
        lines=situation.changes[:3],
        placed={line for _, line in places(situation)},
        events=len(situation.events) if len(situation.events) > len(situation.changes) else 0,
    )


def places(situation: Situation) -> list[tuple[str, int]]:
    """Base and line number of those changes that happened at a base."""
    found = []
    for i, line in enumerate(situation.changes[:3], 1):
        place = next((e.place for e in situation.events if e.place and e.sentence == line), None)
        if place:
            found.append((place, i))
    return found


def indicators(shown: Sequence[Indicator], seat: str | None = None) -> Markup:
    """Each number with its course, its value or range, and its change; those of this seat first."""
    if not shown:
        return Markup()
    wanted = (*FIRST.get(seat or "japan", ()), "odds china")
    first = sorted((i for i in shown if _key(i) in wanted), key=lambda i: wanted.index(_key(i)))
    rest = [i for i in shown if _key(i) not in wanted]
    since = tr("since last turn") if len(shown[0].values) > 1 else tr("now")
    return _DRAWN.indicators(first, rest, since)


def politics(shown: Sequence[Indicator], seat: str | None = None) -> Markup:
    """The numbers of the crisis, folded away while a blockade or a war is on."""
    return _DRAWN.politics(indicators(shown, seat))


def war_numbers(war: WarView) -> Markup:
    """Fleet, battalions, area, stocks and losses."""
    ships, all_ships = round(war.landing_ships), round(war.landing_ships_start)
    return _DRAWN.war_numbers(war, ships, all_ships, ashore=round(war.battalions), new=round(war.battalions_new))


def war_brief(war: WarView, sorties: int) -> Markup:
    """Four numbers, for a phone."""
    return _DRAWN.four(
        (
            (tr("Landing ships left"), number(war.landing_ships)),
            (tr("Battalions"), number(war.battalions)),
            (tr("Taiwan held"), f"{number(100 * war.area_share, 1)}%"),
            (tr("Sorties, Japan"), number(sorties)),
        )
    )


def _is_range(shown: Indicator) -> bool:
    """Whether a number is known only from a lowest to a highest value."""
    return bool(shown.values) and shown.low is not None and shown.high is not None


def _said(shown: Indicator) -> str:
    """The value of a number now, or its range."""
    if not shown.values:
        return tr("not visible")
    if shown.low is not None and shown.high is not None:
        return f"{number(shown.low)}–{number(shown.high)}"
    return _value(shown.values[-1], shown.unit)


def _course(shown: Indicator) -> Markup:
    """The line of a number over the turns so far."""
    values = shown.values
    span = SPANS.get(shown.unit, SPANS["of 100"])
    colour = "var(--china)" if shown.side == "china" else "var(--ink2)"
    return Markup(trend(shown.label, values, _series(shown.low, values), _series(shown.high, values), span, colour))


def _key(indicator: Indicator) -> str:
    return f"{indicator.key} {indicator.side}"


def _value(value: float, unit: str) -> str:
    if unit == "% of GDP":
        return f"{number(value, 1)}%"
    return counted(value, "day") if unit == "days" else number(value)


def _series(edge: float | None, values: Sequence[float]) -> tuple[float, ...] | None:
    """A band's edge for each turn, as wide as it is now."""
    return None if edge is None else tuple(value + edge - values[-1] for value in values)


def _change(values: Sequence[float]) -> Markup:
    if len(values) < 2:
        return Markup()
    delta = values[-1] - values[-2]
    if abs(delta) >= 0.95:  # whole points: as the two numbers were shown, and as events tell it
        delta = float(round(values[-1]) - round(values[-2])) or delta
    digits = 0 if abs(delta) >= 0.95 or abs(delta) < 0.05 else 1
    much = number(abs(delta), digits)
    return _DRAWN.unchanged() if much == "0" else _DRAWN.moved(delta > 0, much)


def _left(stock: StockView) -> str:
    """How much of a stock is left, as far as it is known."""
    if stock.low is None:
        return tr("{left} of {start}", left=number(stock.left), start=number(stock.start))
    few, many = number(stock.low), number(stock.high or stock.left)
    return few if few == many else f"{few}–{many}"


def _bar(stock: StockView) -> Markup:
    low, high = (stock.left, None) if stock.low is None else (stock.low, stock.high)
    return units.stock_bar(stock.label, stock.side, low, stock.start, high)


_DRAWN = Template(
    "ui/turn/rail.html",
    ALLIES_FIRST=ALLIES_FIRST,
    SIDE_NAMES=SIDE_NAMES,
    TAIWAN_KM2=TAIWAN_KM2,
    bar=_bar,
    battalions=units.battalions,
    change=_change,
    course=_course,
    hulls=units.hulls,
    is_range=_is_range,
    left=_left,
    said=_said,
    share_bar=units.share_bar,
    side_glyph=side_glyph,
)

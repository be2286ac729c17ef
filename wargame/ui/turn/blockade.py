"""The blockade in numbers: the ships of a week and what became of them, electricity, stocks, and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts import units
from wargame.charts.marks import glyph, side_glyph
from wargame.engine.sides import ALLIES_FIRST, SIDE_NAMES
from wargame.text.html import Template, counted, number
from wargame.text.language import tr

if TYPE_CHECKING:
    from wargame.game.situation import BlockadeView, StockView


def blockade_numbers(blockade: BlockadeView) -> Markup:
    """Ships, electricity, stocks and losses, for the rail."""
    fates = {
        "arrived": round(blockade.arrived),
        "turned": round(blockade.turned_back),
        "sunk": round(blockade.sunk),
    }
    fates["stayed"] = max(_needed(blockade) - sum(fates.values()), 0)
    return _DRAWN.numbers(blockade, fates)


def blockade_brief(blockade: BlockadeView) -> Markup:
    """Four numbers, for a phone."""
    arrived = tr("none yet")
    if blockade.weeks:
        arrived = tr("{arrived} of {needed}", arrived=number(blockade.arrived), needed=number(blockade.needed))
    return _DRAWN.brief(blockade, arrived, gas=blockade.stocks[0])


def remembered(blockade: BlockadeView) -> Markup:
    """The blockade that a war grew out of, folded: how long it was, and what it left."""
    return _DRAWN.remembered(blockade)


def _needed(blockade: BlockadeView) -> int:
    return round(blockade.needed)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _days(stock: StockView) -> str:
    return counted(stock.left, "day") if stock.left >= 0.5 else tr("none")


def _merchant_glyph(fate: str) -> Markup:
    return glyph(units.merchant(fate, 1, 2), 11)


_DRAWN = Template(
    "ui/turn/blockade.html",
    ALLIES_FIRST=ALLIES_FIRST,
    FATES=units.FATES,
    SIDE_NAMES=SIDE_NAMES,
    days=_days,
    days_bar=units.days_bar,
    merchant_glyph=_merchant_glyph,
    merchants=units.merchants,
    needed=_needed,
    percent=_percent,
    share_bar=units.share_bar,
    side_glyph=side_glyph,
)

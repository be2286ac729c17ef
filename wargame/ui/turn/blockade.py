"""The blockade in numbers: the ships of a week and what became of them, electricity, stocks, and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.charts import units
from wargame.charts.marks import glyph, side_glyph
from wargame.engine.sides import ALLIES_FIRST, SIDE_NAMES
from wargame.text.html import counted, number, text
from wargame.text.language import tr

if TYPE_CHECKING:
    from wargame.game.situation import BlockadeView, StockView


def blockade_numbers(blockade: BlockadeView) -> str:
    """Ships, electricity, stocks and losses, for the rail."""
    stocks = "".join(_stock(stock) for stock in blockade.stocks)
    power = f"{100 * blockade.power:.0f}%"
    return (
        f"<section class='war-numbers' aria-label='{tr('The blockade in numbers')}'><div class='ships'>"
        f"{_ships(blockade)}</div><div class='area'><div class='pair'><span>"
        f"{tr('Electricity, of normal use')}</span><span><b>{power}</b></span></div>"
        f"{units.share_bar(tr('Electricity in Taiwan, percent of normal use'), 'taiwan', blockade.power)}</div>"
        f"<div class='stocks'><p class='label strong'>{tr('Taiwan’s stocks, in days of normal use')}</p>"
        f"{stocks}</div>{_losses(blockade)}</section>"
    )


def blockade_brief(blockade: BlockadeView) -> str:
    """Four numbers, for a phone."""
    arrived = tr("none yet")
    if blockade.weeks:
        arrived = tr("{arrived} of {needed}", arrived=number(blockade.arrived), needed=number(blockade.needed))
    gas = blockade.stocks[0]
    four = (
        (tr("Ships arrived"), arrived),
        (tr("Electricity"), f"{100 * blockade.power:.0f}%"),
        (gas.label, counted(gas.left, "day")),
        (tr("Merchants sunk"), number(blockade.merchants_sunk)),
    )
    cells = "".join(f"<div class='pair'><span>{text(name)}</span><b>{value}</b></div>" for name, value in four)
    return f"<div class='phone-only'><div class='four'>{cells}</div></div>"


def remembered(blockade: BlockadeView) -> str:
    """The blockade that a war grew out of, folded: how long it was, and what it left."""
    weeks = counted(blockade.weeks, "week")
    left = "".join(
        f"<li><span>{text(name)}</span> <b>{much}</b></li>"
        for name, much in (
            (tr("Electricity, of normal use"), f"{100 * blockade.power:.0f}%"),
            *((tr(stock.label), counted(stock.left, "day") if stock.left >= 0.5 else tr("none"))
              for stock in blockade.stocks),
            (tr("Merchants sunk"), number(blockade.merchants_sunk)),
        )
    )  # fmt: skip
    return (
        f"<details class='fold remembered'><summary><span>{tr('The blockade before')}</span>"
        f"<span class='now'>{weeks}</span></summary><p class='label'>{tr('As it stood when the war began')}</p>"
        f"<ul class='small'>{left}</ul></details>"
    )


def _ships(blockade: BlockadeView) -> str:
    """The ships that Taiwan needs in a week, each by what became of it."""
    if not blockade.weeks:
        return (
            f"<div class='pair'><span>{tr('Ships that arrive')}</span><b>{tr('none yet')}</b></div>"
            f"<p class='label'>{tr('The first week is before you.')}</p>"
        )
    needed = round(blockade.needed)
    fates = {
        "arrived": round(blockade.arrived),
        "turned": round(blockade.turned_back),
        "sunk": round(blockade.sunk),
    }
    fates["stayed"] = max(needed - sum(fates.values()), 0)
    key = "".join(
        f"<li>{glyph(units.merchant(fate, 1, 2), 11)} {fates[fate]} {words}</li>"
        for fate, words in (
            ("arrived", tr("arrived")),
            ("turned", tr("turned back")),
            ("sunk", tr("sunk")),
            ("stayed", tr("did not sail")),
        )
    )
    return (
        f"<div class='pair'><span>{tr('Ships in week {weeks}', weeks=blockade.weeks)}</span><span><b>"
        f"{fates['arrived']}</b> <span class='faint'>"
        f"{tr('of {needed} needed', needed=needed)}</span></span></div>{units.merchants(fates)}"
        f"<ul class='key fates'>{key}</ul><p class='label'>"
        + tr(
            "{in_convoy} sailed in convoy, {alone} alone",
            in_convoy=number(blockade.in_convoy),
            alone=number(blockade.alone),
        )
        + "</p>"
    )


def _stock(stock: StockView) -> str:
    much = counted(stock.left, "day") if stock.left >= 0.5 else tr("none")
    return (
        f"<div class='stock'><div class='pair'><span>{text(stock.label)}</span><span><b>{much}</b> "
        f"<span class='faint'>{tr('from {start}', start=number(stock.start))}</span></span></div>"
        f"{units.days_bar(stock.label, stock.side, stock.left, stock.start)}</div>"
    )


def _losses(blockade: BlockadeView) -> str:
    """What was lost since the blockade began: merchants of any flag, then warships and submarines by side."""
    heads = "".join(
        f"<th scope='col'>{side_glyph(s, 12)}<span class='hidden'>{tr(SIDE_NAMES[s])}</span></th>" for s in ALLIES_FIRST
    )
    rows = "".join(
        f"<tr><th scope='row'>{name}</th>"
        + "".join(f"<td>{number(losses.get(side, 0))}</td>" for side in ALLIES_FIRST)
        + "</tr>"
        for name, losses in ((tr("warships"), blockade.ships_lost), (tr("submarines"), blockade.submarines_lost))
    )
    return (
        f"<table class='lost'><caption class='hidden'>{tr('Lost since the blockade began')}</caption><thead>"
        f"<tr><th scope='col' class='label strong'>{tr('Lost so far')}</th>{heads}</tr></thead><tbody>{rows}"
        f"<tr><th scope='row'>{tr('merchant ships')}</th><td colspan='4'>"
        f"{number(blockade.merchants_sunk)}</td></tr></tbody></table>"
    )

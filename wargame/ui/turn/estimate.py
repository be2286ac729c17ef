"""The staff's estimate of a choice, beside those of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wargame.charts.estimate import bars, dots
from wargame.engine.sides import CAPITALS
from wargame.game.staff import WORLDS, Outlook, likelihood, outlook
from wargame.text.html import attribute, number, text
from wargame.text.language import tr
from wargame.ui.turn.decision import main_decision, pick_id

if TYPE_CHECKING:
    from wargame.engine.orders import Order
    from wargame.game.play import OutcomeCounts, Situation


def estimate(now: Situation, seat: str, chosen: str, counts: Mapping[str, OutcomeCounts]) -> str:
    """How the game may go on if this seat holds to a choice, counted in forks of what it can see.

    Args:
        now: the turn.
        seat: who asks.
        chosen: the choice of the main decision that is looked at.
        counts: choice to counts, as far as they have been made.
    """
    decision = main_decision(now)
    if decision is None:
        return ""
    counted = outlook(now.stage, seat)
    head = f"<p class='kicker'>{tr('Staff estimate')}</p>"
    found = counts.get(chosen)
    if found is None:
        return (
            f"<section class='estimate' data-estimate='computing' aria-label='{tr('Staff estimate')}'>{head}"
            "<p class='small quiet' role='status'>"
            + tr("Playing {worlds} worlds from what {seat} can see.", worlds=WORLDS, seat=tr(CAPITALS[seat]))
            + f"</p><progress>{tr('computing')}</progress></section>"
        )
    count, interval = found.count(*counted.outcomes), found.interval(*counted.outcomes)
    labels = {choice.name: choice.label for choice in decision.order.choices}
    others = [
        (labels[name], other.count(*counted.outcomes), other.interval(*counted.outcomes))
        for name, other in counts.items()
        if name != chosen and name in labels
    ]
    low, high = (number(share * found.worlds) for share in interval)
    note = tr(
        "From what {seat} can see, if it holds to this. 95% interval {low} to {high}.",
        seat=tr(CAPITALS[seat]),
        low=low,
        high=high,
    )
    if others:
        note = tr("{note} Bars: the other choices, same dice.", note=note)
    return (
        f"<section class='estimate' data-estimate='{attribute(chosen)}' aria-label='{tr('Staff estimate')}'>{head}"
        "<p class='count'><span>"
        + tr("<b>{count} of {worlds} worlds</b>: {words}", count=count, worlds=found.worlds, words=text(counted.words))
        + f"</span><i>{text(likelihood(count / found.worlds))}</i></p><div class='wide-only'>"
        f"{dots(count, found.worlds, interval, counted.words)}"
        f"{bars(others, found.worlds) if others else ''}</div><div class='phone-only'>"
        f"{dots(count, found.worlds, interval, counted.words, width=358, rows=8)}"
        f"{bars(others, found.worlds, width=358, names=172) if others else ''}</div><p class='label'>"
        f"{note}</p>{_side_by_side() if len(labels) > 1 else ''}{_for_cards(decision.order, counts, counted)}</section>"
    )


def _for_cards(order: Order, counts: Mapping[str, OutcomeCounts], counted: Outlook) -> str:
    """What each card bears on a phone; the browser puts it there."""
    return "".join(
        f"<span hidden data-counts='{attribute(pick_id(order.key, name))}'>"
        + tr("<b>{count}</b> of {worlds}", count=found.count(*counted.outcomes), worlds=found.worlds)
        + "</span>"
        for name, found in counts.items()
        if name in order.names
    )


def _side_by_side() -> str:
    return (
        "<p><button type='button' class='link small' id='options-open' data-act='options' data-value='open'>"
        f"{tr('Compare the options')}</button></p>"
    )

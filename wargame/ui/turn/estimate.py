"""The staff's estimate of a choice, with those of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.estimate import bars, dots
from wargame.engine.sides import CAPITALS
from wargame.game.staff import WORLDS, Outlook, likelihood, outlook
from wargame.text.html import Template, number
from wargame.text.language import tr
from wargame.ui.turn.decision import main_decision, pick_id

if TYPE_CHECKING:
    from wargame.engine.orders import Order
    from wargame.game.play import OutcomeCounts, Situation


def estimate(now: Situation, seat: str, chosen: str, counts: Mapping[str, OutcomeCounts]) -> Markup:
    """How the game may go on if this seat holds to a choice, counted in forks of what it can see.

    Args:
        now: the turn.
        seat: who asks.
        chosen: the choice of the main decision that is looked at.
        counts: choice to counts, as far as they have been made.
    """
    decision = main_decision(now)
    if decision is None:
        return Markup()
    counted = outlook(now.stage, seat)
    found = counts.get(chosen)
    if found is None:
        return _DRAWN.computing(WORLDS, tr(CAPITALS[seat]))
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
    return _DRAWN.estimate(
        chosen=chosen,
        count=count,
        worlds=found.worlds,
        words=counted.words,
        likely=likelihood(count / found.worlds),
        wide=_picture(count, found.worlds, interval, counted.words, others, width=548, names=176, rows=4),
        narrow=_picture(count, found.worlds, interval, counted.words, others, width=358, names=172, rows=8),
        note=note,
        compares=len(labels) > 1,
        cards=_for_cards(decision.order, counts, counted),
    )


def _picture(
    count: int,
    worlds: int,
    interval: tuple[float, float],
    words: str,
    others: Sequence[tuple[str, int, tuple[float, float]]],
    width: int,
    names: int,
    rows: int,
) -> Markup:
    """A dot for each world, and bars for the other choices."""
    drawn = dots(count, worlds, interval, words, width=width, rows=rows)
    return Markup(drawn + (bars(others, worlds, width=width, names=names) if others else ""))


def _for_cards(order: Order, counts: Mapping[str, OutcomeCounts], counted: Outlook) -> list[tuple[str, int, int]]:
    """What each card bears on a phone: its id, and in how many of how many worlds. The browser puts it there."""
    return [
        (pick_id(order.key, name), found.count(*counted.outcomes), found.worlds)
        for name, found in counts.items()
        if name in order.names
    ]


_DRAWN = Template("ui/turn/estimate.html")

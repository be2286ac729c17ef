"""The staff's estimate of a choice, beside those of the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wargame.staff import WORLDS, likelihood, outlook
from wargame.ui.html_decision import main_decision
from wargame.ui.marks import number, text
from wargame.ui.svg_estimate import bars, dots

if TYPE_CHECKING:
    from wargame.game import OutcomeCounts, Situation

CAPITALS = {"china": "Beijing", "taiwan": "Taipei", "japan": "Tokyo", "us": "Washington"}


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
    head = "<p class='kicker'>Staff estimate</p>"
    found = counts.get(chosen)
    if found is None:
        return (
            f"<section class='estimate' data-estimate='computing' aria-label='Staff estimate'>{head}"
            f"<p class='small quiet' role='status'>Playing {WORLDS} worlds from what {CAPITALS[seat]} can see.</p>"
            "<progress>computing</progress></section>"
        )
    count, interval = found.count(*counted.outcomes), found.interval(*counted.outcomes)
    labels = {choice.name: choice.label for choice in decision.order.choices}
    others = [
        (labels[name], other.count(*counted.outcomes), other.interval(*counted.outcomes))
        for name, other in counts.items()
        if name != chosen and name in labels
    ]
    low, high = (number(share * found.worlds) for share in interval)
    note = (
        f"From what {CAPITALS[seat]} can see, if it holds to this. 95% interval {low} to {high}."
        f"{' Bars: the other choices, same dice.' if others else ''}"
    )
    return (
        f"<section class='estimate' data-estimate='{text(chosen)}' aria-label='Staff estimate'>{head}"
        f"<p class='count'><span><b>{count} of {found.worlds} worlds</b>: {text(counted.words)}</span>"
        f"<i>{likelihood(count / found.worlds)}</i></p>"
        f"<div class='wide-only'>{dots(count, found.worlds, interval, counted.words)}"
        f"{bars(others, found.worlds) if others else ''}</div>"
        f"<div class='phone-only'>{dots(count, found.worlds, interval, counted.words, width=358, rows=8)}"
        f"{bars(others, found.worlds, width=358, names=172) if others else ''}</div>"
        f"<p class='label'>{note}</p></section>"
    )

"""The picture of a game between governments: which strategies an equilibrium may hold, in SVG."""

from __future__ import annotations

from wargame.analysis.equilibria.document import notes, verdict
from wargame.analysis.equilibria.nash import RESAMPLES, Bargaining, chosen, profiles
from wargame.charts.standalone.study import Drawn, Mark, Row, draw
from wargame.charts.standalone.style import RUST, TEAL
from wargame.engine.sides import SHORT_NAMES


def regret_chart(found: Bargaining) -> str:
    """Draw for each strategy how near to an equilibrium any profile with it comes.

    Returns:
        An SVG document that needs nothing else.
    """
    worlds = f"N {found.worlds:,} worlds of each of {len(found.cases)} profiles"
    under = f"{worlds}; seed {found.seed}; scenario {found.scenario}"
    said = [verdict(found, profiles(found)), *notes(found)]
    return draw(drawn(found), found.cell.scenario.title, under, lambda tick: f"{tick:.3g}", said)


def drawn(found: Bargaining) -> Drawn:
    """A row for each strategy; beside it the share of resamples in which it stands in an equilibrium."""
    rows = [
        Row(
            f"{SHORT_NAMES[one.player.side]}: {one.strategy.replace('_', ' ')}",
            (Mark(one.regret, *one.regret_interval, f"{one.regret:.4f}", TEAL if one.found * 2 > RESAMPLES else RUST),),
            f"{one.found / RESAMPLES:.0%}",
        )
        for one in chosen(found)
    ]
    axis = "Regret of the best profile with each strategy, with 95% interval; right: resamples in which it is in one"
    return rows, axis, False

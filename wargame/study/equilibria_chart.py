"""The picture of a game between governments: how far each profile is from being an equilibrium, in SVG."""

from __future__ import annotations

from wargame.equilibria import RESAMPLES, Bargaining, Profile, profiles
from wargame.study.chart import TEAL, Drawn, Mark, Row, draw
from wargame.study.equilibria import notes, short_names, verdict

MOST_ROWS = 15


def regret_chart(found: Bargaining) -> str:
    """Draw the regret of the profiles that come nearest to an equilibrium.

    Returns:
        An SVG document that needs nothing else.
    """
    told = profiles(found)
    under = (
        f"N {found.worlds:,} worlds of each of {len(found.cases)} profiles; seed {found.seed}; scenario "
        f"{found.scenario}"
    )
    picture = drawn(found, told)
    return draw(
        picture, found.cell.scenario.title, under, lambda tick: f"{tick:.3g}", [verdict(found, told), *notes(found)]
    )


def drawn(found: Bargaining, told: list[Profile]) -> Drawn:
    """Rows of marks, the surest equilibrium first; beside each the share of resamples in which it is one."""
    rows = [
        Row(
            short_names(found, profile),
            (Mark(profile.regret, *profile.regret_interval, f"regret {profile.regret:.4f}", TEAL),),
            f"{profile.found / RESAMPLES:.0%}",
        )
        for profile in told[:MOST_ROWS]
    ]
    axis = "Regret: the most that a government gains by changing alone, with 95% interval; right: equilibrium in"
    return rows, f"{axis} so many of {RESAMPLES:,} resamples", False

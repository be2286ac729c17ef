"""Figure 2 of the linchpin analysis as a picture of its own: what goes without each base and host, in SVG."""

from __future__ import annotations

from wargame.analysis.linchpin.document import notes
from wargame.analysis.linchpin.removals import Linchpin
from wargame.charts.standalone.study import MOST_ROWS, Mark, Row, draw
from wargame.charts.standalone.style import RUST, TEAL


def losses_chart(found: Linchpin) -> str:
    """Draw for each removal the capacity that goes, and the US sorties that go in the games with their interval.

    Returns:
        An SVG document that needs nothing else.
    """
    rows = []
    for row in found.rows[:MOST_ROWS]:
        marks = [Mark(-row.share, None, None, f"capacity {_percent(-row.share)}", TEAL)]
        moved = row.effect.moved["us_sorties"]
        if moved.share is not None and moved.share_interval is not None:
            low, high = moved.share_interval
            marks.append(Mark(moved.share, low, high, f"US sorties {_percent(moved.share)}", RUST))
        kind = " (host)" if row.removal.kind == "host" else ""
        rows.append(Row(f"{row.removal.name}{kind}", tuple(marks), _percent(-row.share)))
    axis = "What goes without each, as a share: capacity (teal), US sorties in the games (rust) with 95% interval"
    under = f"N {found.worlds:,} worlds, {found.wars:,} at war; seed {found.seed}; scenario {found.scenario}"
    return draw((rows, axis, True), found.cell.scenario.title, under, _percent, notes(found))


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%".replace("-", "−")

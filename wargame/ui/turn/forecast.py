"""The person's own forecast: said before a turn is committed, and held against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from wargame.charts.forecast import forecast as line
from wargame.game.forecasts import asked, brier
from wargame.text.html import Template
from wargame.text.language import tr

if TYPE_CHECKING:
    from wargame.game.forecasts import Scored
    from wargame.game.play import Situation

UNSAID = 50


def forecast(now: Situation, said: Mapping[str, float]) -> Markup:
    """A slider for each question of the turn; hollow until it is moved."""
    return _DRAWN.sliders(asked(now), said, UNSAID)


def revealed(results: Sequence[Scored]) -> Markup:
    """What came of forecasts that the last turn settled, and the score so far."""
    known = [result for result in results if result.happened is not None]
    if not known:
        return Markup()
    latest = known[-1]
    said = tr(
        "{date}: you said {said:.0f}%. {words}", date=latest.date, said=100 * latest.said, words=latest.question.words
    )
    return _DRAWN.revealed(len(known), brier(known), (said, latest.happened), table(known))


def table(results: Sequence[Scored], mine: bool = True) -> Markup:
    """Every forecast with what came of it, and what the score means."""
    return _DRAWN.table(results, mine)


def _line(result: Scored) -> Markup:
    return Markup(line(result.said, result.happened))


def _percent(share: float) -> int:
    return round(100 * share)


_DRAWN = Template("ui/turn/forecast.html", line=_line, percent=_percent)

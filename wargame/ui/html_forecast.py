"""The person's own forecast: said before a turn is committed, and held against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.forecasts import asked, brier
from wargame.ui.marks import text

if TYPE_CHECKING:
    from wargame.forecasts import Scored
    from wargame.game import Situation

UNSAID = 50


def forecast(now: Situation, said: Mapping[str, float]) -> str:
    """A slider for each question of the turn; hollow until it is moved."""
    return "".join(_slider(question.key, question.words, said.get(question.key)) for question in asked(now))


def _slider(key: str, words: str, said: float | None) -> str:
    value = UNSAID if said is None else round(100 * said)
    shown = "not said" if said is None else f"{value}%"
    return (
        f"<div class='forecast'><label for='forecast-{text(key)}'><b>Your forecast</b>: {text(words)}</label>"
        f"<div class='slide'><input type='range' id='forecast-{text(key)}' min='0' max='100' step='5' value='{value}' "
        f"class='{'unset' if said is None else ''}' data-act='forecast:{text(key)}' data-shows='%'>"
        f"<output>{shown}</output></div><div class='ends' aria-hidden='true'><span>surely not</span>"
        "<span>surely</span></div></div>"
    )


def revealed(results: Sequence[Scored]) -> str:
    """What came of forecasts that the last turn settled, and the score so far."""
    known = [result for result in results if result.happened is not None]
    if not known:
        return ""
    mean = brier(known)
    latest = known[-1]
    said = f"{latest.date}: you said {100 * latest.said:.0f}%. {latest.question.words}"
    return (
        "<details class='fold forecasts'><summary><span>Your forecasts</span>"
        f"<span class='now'>{len(known)} settled, score {mean:.2f}</span></summary>"
        f"<p class='small'>{text(said)} <b>{'Yes' if latest.happened else 'No'}.</b></p>{table(known)}</details>"
    )


def table(results: Sequence[Scored]) -> str:
    """Every forecast with what came of it, and what the score means."""
    rows = "".join(
        f"<tr><th scope='row'>{text(result.date)}</th><td>{text(result.question.words)}</td>"
        f"<td class='number'>{100 * result.said:.0f}%</td><td>{_came(result.happened)}</td>"
        f"<td class='number'>{'' if result.score is None else f'{result.score:.2f}'}</td></tr>"
        for result in results
    )
    return (
        "<div class='scroll-x'><table class='data'><thead><tr><th scope='col'>When</th><th scope='col'>Question</th>"
        "<th scope='col' class='number'>You said</th><th scope='col'>It came</th>"
        f"<th scope='col' class='number'>Score</th></tr></thead><tbody>{rows}</tbody></table></div>"
        "<p class='label'>Brier score: 0 is best, 1 is worst; always saying 50% scores 0.25.</p>"
    )


def _came(happened: bool | None) -> str:
    return "not known yet" if happened is None else "yes" if happened else "no"

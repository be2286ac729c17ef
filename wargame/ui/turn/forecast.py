"""The person's own forecast: said before a turn is committed, and held against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.charts.forecast import forecast as line
from wargame.game.forecasts import asked, brier
from wargame.text.html import attribute, text
from wargame.text.language import tr

if TYPE_CHECKING:
    from wargame.game.forecasts import Scored
    from wargame.game.play import Situation

UNSAID = 50


def forecast(now: Situation, said: Mapping[str, float]) -> str:
    """A slider for each question of the turn; hollow until it is moved."""
    return "".join(_slider(question.key, question.words, said.get(question.key)) for question in asked(now))


def _slider(name: str, words: str, said: float | None) -> str:
    value = UNSAID if said is None else round(100 * said)
    shown = tr("not said") if said is None else f"{value}%"
    unset = "class='unset'" if said is None else f"style='--said:{value}%'"
    return (
        f"<div class='forecast'><label for='forecast-{attribute(name)}'>"
        f"{tr('<b>Your forecast</b>: {words}', words=text(words))}</label><div class='slide'>"
        f"<input type='range' id='forecast-{attribute(name)}' min='0' max='100' step='5' value='{value}' {unset} "
        f"data-act='forecast:{attribute(name)}' data-shows='%'><output>"
        f"{shown}</output></div><div class='ends' aria-hidden='true'><span>{tr('surely not')}</span><span>"
        f"{tr('surely')}</span></div></div>"
    )


def revealed(results: Sequence[Scored]) -> str:
    """What came of forecasts that the last turn settled, and the score so far."""
    known = [result for result in results if result.happened is not None]
    if not known:
        return ""
    mean = brier(known)
    latest = known[-1]
    said = tr(
        "{date}: you said {said:.0f}%. {words}", date=latest.date, said=100 * latest.said, words=latest.question.words
    )
    return (
        f"<details class='fold forecasts'><summary><span>{tr('Your forecasts')}</span><span class='now'>"
        f"{tr('{known} settled, score {mean:.2f}', known=len(known), mean=mean)}</span></summary>"
        f"<p class='small'>{text(said)} <b>{tr('Yes') if latest.happened else tr('No')}.</b></p>"
        f"{table(known)}</details>"
    )


def table(results: Sequence[Scored], mine: bool = True) -> str:
    """Every forecast with what came of it, and what the score means."""
    rows = "".join(
        f"<tr><th scope='row'>{text(result.date)}</th><td>{text(result.question.words)}</td>"
        f"<td class='number'>{100 * result.said:.0f}%</td><td>{line(result.said, result.happened)}</td>"
        f"<td>{_came(result.happened)}</td>"
        f"<td class='number'>{'' if result.score is None else f'{result.score:.2f}'}</td></tr>"
        for result in results
    )
    said = tr("You said") if mine else tr("Said")
    return (
        f"<div class='scroll-x'><table class='data'><thead><tr><th scope='col'>{tr('When')}</th>"
        f"<th scope='col'>{tr('Question')}</th><th scope='col' class='number'>{said}</th>"
        f"<th scope='col'>{tr('0 to 100')}</th>"
        f"<th scope='col'>{tr('It came')}</th><th scope='col' class='number'>{tr('Score')}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><p class='label'>"
        + (tr("Hollow dot: what you said. Tick: what came.") if mine else tr("Hollow dot: said. Tick: what came."))
        + " "
        + tr("Brier score: 0 is best, 1 is worst; always saying 50% scores 0.25.")
        + "</p>"
    )


def _came(happened: bool | None) -> str:
    return tr("not known yet") if happened is None else tr("yes") if happened else tr("no")

"""All answers to the question of a turn side by side: what each costs and is for, and how the game may go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.charts.estimate import FATE_NAMES, fate_glyph, fates
from wargame.charts.marks import access_glyph
from wargame.engine.outcome import FATES
from wargame.game.staff import WORLDS, likelihood, outlook
from wargame.text.html import attribute, number, text
from wargame.text.language import tr
from wargame.ui.turn.decision import ADVICE, FIXED, access_of, main_decision, pick_id

if TYPE_CHECKING:
    from wargame.engine.orders import Choice
    from wargame.game.play import OutcomeCounts, Situation
    from wargame.game.situation import Decision


def options(now: Situation, seat: str, chosen: str, counts: Mapping[str, OutcomeCounts]) -> str:
    """A sheet over the map with a column for each choice of the main decision.

    Args:
        now: the turn.
        seat: who decides.
        chosen: the choice that stands.
        counts: choice to counts of outcomes, as far as they have been made.
    """
    shown = main_decision(now)
    if shown is None:
        return ""
    choices = shown.order.choices
    seen = [fate for fate, keys in FATES.items() if any(found.count(*keys) for found in counts.values())]
    head = "".join(_head(shown, choice, choice.name == chosen) for choice in choices)
    rows = [
        _row(
            tr("Staff estimate"), _key(seen), choices, chosen, lambda choice: _estimate(now, seat, counts, choice, seen)
        ),
        *(
            _row(name, "", choices, chosen, lambda choice, field=field: text(getattr(choice, field)))
            for name, field in ((tr("Costs"), "costs"), (tr("For"), "gains"), (tr("Risk"), "risk"))
        ),
    ]
    return (
        f"<section class='options' aria-label='{tr('All options, side by side')}'><div class='options-head'><div>"
        f"<p class='kicker'>{tr('All options, side by side')}</p>"
        f"<h2 class='question' id='options-question'>{text(shown.order.question)}</h2></div>"
        f"<button type='button' class='link' id='options-shut' data-act='options' data-value='' data-key='Escape'>"
        f"{tr('Back to the map')}</button></div>"
        f"<div class='table-room' tabindex='0' role='region' aria-labelledby='options-question'>"
        f"<table class='side-by-side'><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "</div>"
        f"<p class='label'>{_note(now, seat, counts)}</p></section>"
    )


def _note(now: Situation, seat: str, counts: Mapping[str, OutcomeCounts]) -> str:
    from wargame.engine.sides import CAPITALS

    worlds = max((found.worlds for found in counts.values()), default=WORLDS)
    return tr(
        "Each option: {worlds} worlds from what {capital} can see, if it holds to this; same dice. In brackets the "
        "95% interval.",
        worlds=number(worlds),
        capital=tr(CAPITALS[seat]),
    )


def _head(shown: Decision, choice: Choice, chosen: bool) -> str:
    key = shown.order.key
    access = access_of(key, choice.name)
    mark = access_glyph(access) if access else ""
    advised = choice.name == shown.recommended
    tag = f"<span class='tag'>{text(FIXED if shown.fixed else ADVICE)}</span>" if advised else ""
    return (
        f"<th scope='col'{_class(chosen)}><button type='button' class='option' id='option-{text(choice.name)}' "
        f"aria-pressed='{'true' if chosen else 'false'}' data-picks='{attribute(pick_id(key, choice.name))}'>"
        f"<span class='choice-name'>{mark}<span>{text(choice.label)}</span></span>{tag}</button></th>"
    )


def _row(name: str, key: str, choices: Sequence[Choice], chosen: str, cell: object) -> str:
    cells = "".join(f"<td{_class(choice.name == chosen)}>{cell(choice)}</td>" for choice in choices)  # type: ignore[operator]
    return f"<tr><th scope='row'>{name}{key}</th>{cells}</tr>"


def _class(chosen: bool) -> str:
    return " class='chosen'" if chosen else ""


def _key(seen: Sequence[str]) -> str:
    items = "".join(f"<li>{fate_glyph(fate)} {text(FATE_NAMES[fate])}</li>" for fate in seen)
    return f"<ul class='fates'>{items}</ul>" if items else ""


def _estimate(
    now: Situation, seat: str, counts: Mapping[str, OutcomeCounts], choice: Choice, seen: Sequence[str]
) -> str:
    found = counts.get(choice.name)
    if found is None:
        return f"<p class='small quiet' role='status'>{tr('Playing {worlds} worlds', worlds=WORLDS)}</p>"
    counted = outlook(now.stage, seat)
    count = found.count(*counted.outcomes)
    lines = "".join(
        f"<li>{fate_glyph(fate)} <b>{found.count(*FATES[fate])}</b> <span class='faint'>"
        f"({_interval(found, FATES[fate])})</span></li>"
        for fate in seen
    )
    return (
        f"<p class='count'><b>{count}</b> "
        + tr("of {worlds} worlds", worlds=found.worlds)
        + f"<br><span>{text(counted.words)}</span> <i>{text(likelihood(count / found.worlds))}</i></p>"
        + fates({fate: found.count(*FATES[fate]) for fate in FATES}, found.worlds)
        + f"<ul class='fates'>{lines}</ul>"
    )


def _interval(found: OutcomeCounts, keys: Sequence[str]) -> str:
    low, high = found.interval(*keys)
    return f"{number(low * found.worlds)}–{number(high * found.worlds)}"

"""The end of a game: what became of it, the same dice under other stances, and many other dice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wargame.charts.marks import SHORT_STANCES, STANCE_NAMES
from wargame.charts.outcomes import SCALE, interval_dots, outcome_bars, outcome_key, outcome_scale
from wargame.charts.strips import differs, most_ashore, parted, strip, strips
from wargame.engine.outcome import KEYS
from wargame.game.staff import OUTLOOKS, RULED
from wargame.text.html import attribute, number, text
from wargame.text.language import tr
from wargame.text.phrase import lowered, say, together
from wargame.ui.debrief import course, steps

if TYPE_CHECKING:
    from wargame.game.ending import Outcome
    from wargame.game.play import OutcomeCounts
    from wargame.game.situation import Situation
    from wargame.ui.debrief.stances import Replayed

PREDICTION = say("“Refuse” is a prediction of the model; no published game isolates it.")
SHORT_LEDE = 60  # characters below which the next detail joins the lede
# The same words count the same ends as they did while the game was played.
PEACE, FAILED, LOST = OUTLOOKS["crisis"].outcomes, OUTLOOKS["war"].outcomes, RULED.outcomes


def headline(outcome: Outcome, situation: Situation, actions: str = "", game: str = "") -> str:
    """The outcome in words, beside the scale of all outcomes and what can be done.

    `game` names the game on paper, where the bar that says it is left out.
    """
    named = f"<p class='kicker printed'>{text(game)}</p>" if game else ""
    short = len(outcome.details) > 1 and len(outcome.details[0]) < SHORT_LEDE
    lede = together(outcome.details[: 2 if short else 1])
    rest = together(outcome.details[2 if short else 1 :])
    return (
        f"<div class='end-head' data-outcome='{attribute(outcome.key)}'><div>{named}<p class='kicker'>"
        f"{text(outcome.label)}{tr(', ')}{text(_when(situation))}</p>"
        f"<h1>{text(outcome.sentence)}</h1><p class='lede'>{text(lede)}</p>"
        f"<p class='small quiet'>{text(rest)}</p></div>"
        f"<div class='scale'>{outcome_scale(outcome.key, outcome.label)}{actions}</div></div>"
    )


def _when(situation: Situation) -> str:
    """The date of the end, as it stands within a line."""
    return lowered(situation.date) if situation.date.startswith("Week") else situation.date


def same_dice(replayed: Replayed | None) -> str:
    """The finished game again under each stance with the same dice, to be stepped through."""
    head = f"<h2>{tr('Same dice, other stances')}</h2>"
    if replayed is None:
        return (
            f"<section>{head}<p class='quiet' role='status'>"
            f"{tr('Playing the same dice under each stance.')}</p></section>"
        )
    rows, axis = replayed.rows, replayed.axis
    table = "".join(
        (
            f"<tr><th scope='row'>{text(row.name)}{' ' + tr('(your game)') if row.yours else ''}</th><td>"
            f"{text(row.label)}</td><td>{text(row.detail)}</td></tr>"
        )
        for row in rows
    )
    most = most_ashore(rows)
    narrow = "".join(
        (
            f"<li><b>{text(row.name)}</b>"
            + (f" <span class=tag>{tr('your game')}</span>" if row.yours else "")
            + f"<br>{text(row.label)}<span class='faint'>{tr(', ') + text(row.detail) if row.detail else ''}</span>"
            f"{strip(row, axis, most, apart=apart)}</li>"
        )
        for row, apart in zip(rows, differs(rows, axis), strict=True)
    )
    names, now = course.labels(replayed), course.opens_at(replayed)
    return (
        f"<section data-strips='done' class='stepper' data-count='{len(names)}'><div class='head'>{head}"
        f"{steps.buttons(names, now)}</div><p class='quiet'>"
        + tr(
            "{parted} A flag stands where a game first differs from yours. {prediction}",
            parted=text(parted(rows, axis)),
            prediction=tr(PREDICTION),
        )
        + f"</p><div class='strips-wide'>{_at(strips(rows, axis), now)}</div><ul class='strip-list'>"
        f"{_at(narrow, now)}</ul>{steps.did(rows, names, replayed.steps, now)}"
        f"<details class='fold strips-wide'><summary><span>{tr('As a table')}</span></summary>"
        f"<table class='data'><thead><tr><th scope='col'>{tr('Stance')}</th><th scope='col'>"
        f"{tr('How it ended')}</th><th scope='col'>{tr('By then')}</th></tr></thead><tbody>"
        f"{table}</tbody></table></details></section>"
    )


def _at(picture: str, now: int) -> str:
    """A picture with the frame round one turn."""
    return picture.replace(f"class='cursor' data-step='{now}'", f"class='cursor now' data-step='{now}'")


def other_dice(counts: Mapping[str, OutcomeCounts] | None, worlds: int) -> str:
    """Many forks of the game's start for each stance, with intervals; or how far they have come."""
    head = f"<h2>{tr('Other dice: {worlds} games for each stance', worlds=worlds)}</h2>"
    if counts is None:
        return (
            f"<section>{head}<p class='quiet' role='status'>"
            + tr(
                "Playing {games:,} games with other dice. This takes a moment.",
                games=len(STANCE_NAMES) * worlds,
            )
            + f"</p><progress>{tr('computing')}</progress></section>"
        )
    rows = {stance: (STANCE_NAMES[stance], _by_key(counts[stance])) for stance in counts}
    avoided = any(counts[s].count(*PEACE) for s in counts)
    squeezed = any(counts[s].count("lifted") for s in counts)
    good = PEACE if avoided else ("lifted", *FAILED) if squeezed else FAILED
    seen = [key for key in SCALE if any(by_key.get(key) for _, by_key in rows.values())]
    title = tr("No war, no blockade") if avoided else tr("The landing fails or stalls")
    if squeezed and not avoided:
        title = tr("The blockade is lifted, or the landing fails or stalls")
    better, takes = (
        [(s, STANCE_NAMES[s], counts[s].count(*keys), counts[s].interval(*keys)) for s in counts]
        for keys in (good, LOST)
    )
    total = next(iter(counts.values())).worlds
    short = {stance: (SHORT_STANCES[stance], by_key) for stance, (_, by_key) in rows.items()}
    return (
        f"<section data-odds='done'>{head}<p class='quiet'>"
        + tr(
            "From the start, with the other orders as they were played and the same sets of dice under "
            "each stance. Bars show 95% Wilson intervals. {prediction}",
            prediction=tr(PREDICTION),
        )
        + f"</p><div class='odds'><div class='bars'><div class='wide-only'>{outcome_bars(rows, 'odds')}</div>"
        f"<div class='phone-only'>{outcome_bars(short, 'odds-narrow', width=358, names=104)}</div>"
        f"{outcome_key('odds-key', seen)}</div><div class='counts'><h3>"
        f"{tr('{title}, of {total}', title=title, total=total)}</h3>{_intervals(better, total, title)}<h3>"
        f"{tr('China gets Taiwan, by war or blockade, of {total}', total=total)}</h3>"
        f"{_intervals(takes, total, tr('Games in which China gets Taiwan'))}</div></div><details class='fold'>"
        f"<summary><span>{tr('As a table')}</span></summary>{_table(counts, rows)}</details></section>"
    )


def close(compare: str = "/?page=compare") -> str:
    """The way on; `compare` is the address of the comparison of stances."""
    return (
        f"<p class='again'><button type='button' class='main' data-act='again'>{tr('Play again')}</button>"
        f"<span class='small quiet'>{tr('Same scenario and seat, new dice.')}</span>"
        f"<a href='.{attribute(compare)}' data-act='compare'>"
        f"{tr('Compare stances over many games')}</a><a href='./' data-act='home'>{tr('All games')}</a></p>"
    )


def _intervals(rows: Sequence[tuple[str, str, int, tuple[float, float]]], total: int, event: str) -> str:
    short = [(stance, SHORT_STANCES[stance], count, interval) for stance, _, count, interval in rows]
    return (
        f"<div class='wide-only'>{interval_dots(rows, total, event, 560, 170)}</div>"
        f"<div class='phone-only'>{interval_dots(short, total, event, 358, 104)}</div>"
    )


def _table(counts: Mapping[str, OutcomeCounts], rows: Mapping[str, tuple[str, Mapping[str, int]]]) -> str:
    seen = [key for key in SCALE if any(rows[s][1].get(key) for s in rows)]
    head = "".join(f"<th scope='col'>{text(SCALE[key])}</th>" for key in seen)
    body = ""
    for stance, (name, by_key) in rows.items():
        cells = ""
        for key in seen:
            low, high = (counts[stance].worlds * share for share in counts[stance].interval(key))
            cells += (
                f"<td><b>{by_key.get(key, 0)}</b> <span class='faint'>"
                f"{tr('{low} to {high}', low=number(low), high=number(high))}</span></td>"
            )
        body += f"<tr><th scope='row'>{text(name)}</th>{cells}</tr>"
    return (
        f"<div class='scroll-x' tabindex='0' role='region' aria-label='{tr('How the games ended')}'>"
        f"<table class='data'><thead><tr><th scope='col'>{tr('Stance')}</th>{head}</tr></thead><tbody>"
        f"{body}</tbody></table></div>"
    )


def _by_key(counts: OutcomeCounts) -> dict[str, int]:
    return dict(zip(KEYS, counts.counts, strict=True))
